//! Searches that are followed: whom a case is told that came to be what they wait for.

use std::collections::BTreeMap;

use case::access::Principal;
use case::{Case, Event};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::{CaseFilter, Cvr, PersonId, SavedSearchId};

use super::fold::{Fold, Stream, organisation};
use super::save::count;
use super::sql::Sql;
use super::tables;
use super::writes::Write;
use super::{ReadError, json, parsed};
use crate::log::{Position, Recorded};
use crate::search::{Newcomer, Standing};

/// What is read of the searches that are followed.
pub(super) const FOLLOWED_SEARCHES: &str =
    "SELECT person, id, organisation, position, asked FROM read_followed_searches";

/// Searches by whose they are.
pub(super) type FollowedSearches = BTreeMap<(PersonId, SavedSearchId), FollowedSearch>;

/// A search that somebody follows.
#[derive(Debug)]
pub(super) struct FollowedSearch {
    organisation: Cvr,
    /// Of the event that it began with.
    since: Position,
    search: Standing,
}

/// What is kept of it.
#[derive(Serialize, Deserialize)]
struct Asked {
    filter: CaseFilter,
    among: Option<Vec<Cvr>>,
}

/// Whether events may be told to who follows a search.
pub(super) fn are_about_cases(events: &[(Recorded, Result<Event, String>)]) -> bool {
    events.iter().any(|(recorded, _)| matches!(Stream::of(&recorded.stream), Stream::Case(_)))
}

impl Fold {
    /// Folds that a search is followed, or no more. Whether the event was about that.
    pub(super) fn follow_search(
        &mut self,
        person: PersonId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        match event {
            Event::SearchFollowed(followed) => {
                let vocabulary::FollowedSearch { search, filter, among } = &**followed;
                let organisation = organisation(recorded).ok_or("a follower of no organisation")?;
                let asked = Asked { filter: filter.clone(), among: among.clone() };
                self.own.push(Write::Put(
                    &tables::FOLLOWED_SEARCHES,
                    vec![vec![
                        person.0.into(),
                        search.0.into(),
                        organisation.to_string().into(),
                        count(recorded.position),
                        json(&asked).into(),
                    ]],
                ));
                let since = recorded.position;
                let followed = FollowedSearch::of(&asked, organisation, since);
                self.followed_searches.insert((person, *search), followed);
            }
            Event::SearchUnfollowed { search } | Event::SearchDeleted { search } => {
                self.followed_searches.remove(&(person, *search));
                let sql = Sql::of("DELETE FROM read_followed_searches WHERE person = ");
                let sql = sql.bind(person.0).push(" AND id = ").bind(search.0);
                self.own.push(Write::Run(sql));
            }
            _ => {}
        }
        Ok(())
    }

    /// A search as its row says: person and search, their organisation, since when, and what it asks.
    pub(super) fn followed_search(
        &mut self,
        [person, search]: [Uuid; 2],
        organisation: &str,
        since: Position,
        asked: &str,
    ) -> Result<(), ReadError> {
        let cvr = organisation.parse();
        let organisation = cvr.map_err(|_| ReadError::Corrupt("a follower".to_owned()))?;
        let followed = FollowedSearch::of(&parsed(asked)?, organisation, since);
        self.followed_searches.insert((PersonId(person), SavedSearchId(search)), followed);
        Ok(())
    }

    /// Who may read a case now that their search finds, and could not before, or not find it.
    pub(super) fn newly_found(
        &self,
        before: &Case,
        after: &Case,
        event: &Event,
        at: Position,
    ) -> Vec<(PersonId, SavedSearchId)> {
        let (old, new) = (before.facts().keys(), after.facts().keys());
        if self.followed_searches.is_empty() || (old == new && !event.changes_shared_record()) {
            return Vec::new();
        }
        let (Some(now), then) = (newcomer(after), newcomer(before)) else { return Vec::new() };
        let found = self.followed_searches.iter().filter(|((person, _), followed)| {
            let keys = Principal::reader(*person, followed.organisation).keys();
            let found_before = || {
                let then = then.as_ref().filter(|_| !old.is_disjoint(&keys));
                then.is_some_and(|then| followed.search.meets(then))
            };
            followed.since <= at
                && !new.is_disjoint(&keys)
                && followed.search.meets(&now)
                && !found_before()
        });
        found.map(|(whose, _)| *whose).collect()
    }
}

impl FollowedSearch {
    fn of(asked: &Asked, organisation: Cvr, since: Position) -> Self {
        let search = Standing::of(&asked.filter, organisation, asked.among.as_deref());
        Self { organisation, since, search }
    }
}

fn newcomer(case: &Case) -> Option<Newcomer> {
    let record = case.public_record(|_| false)?;
    let created_at = case.shared_at.unwrap_or(case.registered_at);
    Some(Newcomer::of(record, case.visibility, created_at))
}
