//! What is one person's own: folded, and told to nobody else.

use std::collections::{BTreeMap, BTreeSet};

use case::access::Principal;
use case::{Case, Event};
use uuid::Uuid;
use vocabulary::{PersonId, Personal, SavedSearch, SavedSearchId, Topic};

use super::fold::{Fold, Follows, organisation};
use super::save::count;
use super::sql::Sql;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::{Position, Recorded};

/// What is read of who follows a topic, before the topic.
pub(super) const TOPIC_FOLLOWERS: &str =
    "SELECT person, organisation, position FROM read_topics WHERE topic = ";

/// Followers by the name of what they follow.
pub(super) type Topics = BTreeMap<String, BTreeMap<PersonId, Follows>>;

impl Fold {
    /// Folds an event about what is a person's own, but for the cases that they follow.
    pub(super) fn own(
        &mut self,
        person: PersonId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        self.follow_search(person, event, recorded)?;
        let write = match event {
            Event::TopicFollowed { topic } => {
                let organisation = organisation(recorded).ok_or("a follower of no organisation")?;
                let follows = Follows { organisation, since: recorded.position };
                self.topics.entry(name(*topic)).or_default().insert(person, follows);
                let row = vec![
                    person.0.into(),
                    name(*topic).into(),
                    organisation.to_string().into(),
                    count(recorded.position),
                ];
                Write::Put(&tables::TOPICS, vec![row])
            }
            Event::TopicUnfollowed { topic } => {
                self.topics.entry(name(*topic)).or_default().remove(&person);
                let sql = Sql::of("DELETE FROM read_topics WHERE person = ").bind(person.0);
                Write::Run(sql.push(" AND topic = ").bind(name(*topic)))
            }
            Event::CaseBookmarked { case } => {
                Write::Put(&tables::BOOKMARKS, vec![vec![person.0.into(), case.0.into()]])
            }
            Event::BookmarkRemoved { case } => {
                let sql = Sql::of("DELETE FROM read_bookmarks WHERE person = ").bind(person.0);
                Write::Run(sql.push(" AND case_id = ").bind(case.0))
            }
            Event::SearchSaved { search, name, asked } => {
                let row = vec![
                    person.0.into(),
                    search.0.into(),
                    count(recorded.position),
                    name.clone().into(),
                    json(asked).into(),
                ];
                Write::Put(&tables::SEARCHES, vec![row])
            }
            Event::SearchRenamed { search, name } => {
                let sql = Sql::of("UPDATE read_searches SET name = ").bind(name.clone());
                Write::Run(of_search(sql, person, *search))
            }
            Event::SearchDeleted { search } => {
                Write::Run(of_search(Sql::of("DELETE FROM read_searches"), person, *search))
            }
            Event::NotificationChosen(choice) => {
                self.notification(person, *choice, recorded.position)
            }
            _ => return Ok(()),
        };
        self.own.push(write);
        Ok(())
    }

    /// Topics whose followers an event of the page may be told to.
    pub(super) fn wanted_topics<'a>(
        &self,
        events: impl Iterator<Item = &'a Event>,
    ) -> BTreeSet<String> {
        let mut wanted: BTreeSet<String> =
            self.cases.values().flat_map(|touched| topics(&touched.case)).collect();
        for event in events {
            if let Event::CaseRegistered { lead, basics, .. } = event {
                wanted.insert(name(Topic::Organisation(*lead)));
                wanted.extend(basics.subject_areas.iter().map(|area| area_name(*area)));
            }
            if let Event::JointOwnerAccepted { organisation }
            | Event::LeadHandedOver { to: organisation, .. } = event
            {
                wanted.insert(name(Topic::Organisation(*organisation)));
            }
            if let Event::CaseDescribed { section } = event
                && let vocabulary::Section::Basics(basics) = &**section
            {
                wanted.extend(basics.subject_areas.iter().map(|area| area_name(*area)));
            }
        }
        wanted
    }

    /// A follower of a topic as the row says.
    pub(super) fn topic_follower(
        &mut self,
        topic: &str,
        person: Uuid,
        organisation: &str,
        since: Position,
    ) -> Result<(), ReadError> {
        let cvr = organisation.parse();
        let organisation = cvr.map_err(|_| ReadError::Corrupt("a follower".to_owned()))?;
        let followers = self.topics.entry(topic.to_owned()).or_default();
        followers.insert(PersonId(person), Follows { organisation, since });
        Ok(())
    }

    /// Who may read a case now that they could not before, or not as one of what they follow.
    pub(super) fn newly_shown(&self, before: &Case, after: &Case, at: Position) -> Vec<PersonId> {
        let mut shown = Vec::new();
        if self.topics.is_empty() {
            return shown;
        }
        for topic in topics(after) {
            let followers = self.topics.get(&topic).filter(|followers| !followers.is_empty());
            let Some(followers) = followers else { continue };
            let was_there = topics(before).any(|known| known == topic);
            let (old, new) = (before.facts().keys(), after.facts().keys());
            for (person, follows) in followers.iter().filter(|(_, follows)| follows.since <= at) {
                let keys = Principal::reader(*person, follows.organisation).keys();
                if !new.is_disjoint(&keys) && (!was_there || old.is_disjoint(&keys)) {
                    shown.push(*person);
                }
            }
        }
        shown
    }
}

impl Reader {
    /// What the principal follows beside cases, has saved, and is told of. Nothing for whoever is no person.
    pub async fn own(&self, principal: &Principal) -> Result<Personal, ReadError> {
        let mut personal = Personal::default();
        let Some(person) = principal.person() else { return Ok(personal) };
        let now = self.now();
        let sql = Sql::of("SELECT topic FROM read_topics WHERE person = ").bind(person.0);
        for row in sql.push(" ORDER BY position").all(&now.store.readers).await? {
            personal.topics.push(parsed(&row.try_get_by_index::<String>(0)?)?);
        }
        let sql = Sql::of(
            "SELECT s.id, s.name, s.asked, (SELECT count(*) FROM read_followed_searches f \
             WHERE f.person = s.person AND f.id = s.id) FROM read_searches s WHERE s.person = ",
        );
        let sql = sql.bind(person.0).push(" ORDER BY s.position, s.id");
        for row in sql.all(&now.store.readers).await? {
            let followed: i64 = row.try_get_by_index(3)?;
            personal.searches.push(SavedSearch {
                id: SavedSearchId(row.try_get_by_index(0)?),
                name: row.try_get_by_index(1)?,
                asked: parsed(&row.try_get_by_index::<String>(2)?)?,
                followed: followed > 0,
            });
        }
        personal.notifications = self.notifications(person).await?;
        Ok(personal)
    }
}

/// The topics that a case belongs to, by name.
fn topics(case: &Case) -> impl Iterator<Item = String> {
    let owners: Vec<_> = case.lead.iter().chain(&case.joint_owners).copied().collect();
    let owners = owners.into_iter().map(|owner| name(Topic::Organisation(owner)));
    let areas: BTreeSet<_> = case.basics.subject_areas.iter().copied().collect();
    owners.chain(areas.into_iter().map(area_name))
}

fn area_name(area: vocabulary::SubjectArea) -> String {
    name(Topic::SubjectArea(area))
}

/// The JSON of a topic, which is its name in the rows.
fn name(topic: Topic) -> String {
    json(&topic)
}

fn of_search(sql: Sql, person: PersonId, search: SavedSearchId) -> Sql {
    sql.push(" WHERE person = ").bind(person.0).push(" AND id = ").bind(search.0)
}
