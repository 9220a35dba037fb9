//! Searches that somebody keeps under a name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{
    AskedFor, CaseFilter, Cvr, FieldRule, FollowedSearch, Refusal, RefusalCode, SavedSearchId,
};

use crate::event::Event;
use crate::fields::Problems;

/// Characters of a name.
const NAME_LIMIT: usize = 120;
/// Characters of the free text, as a list of cases takes it.
const TEXT_LIMIT: usize = 200;
/// Characters of the filter.
const FILTER_LIMIT: usize = 8_000;
/// Searches that one person saves.
const SEARCH_LIMIT: usize = 100;

/// The searches that one person has saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearches {
    /// Name and what is asked for; none of one that was deleted, whose id stays taken.
    searches: BTreeMap<SavedSearchId, Option<(String, AskedFor)>>,
    /// Those that are followed.
    followed: BTreeSet<SavedSearchId>,
}

impl SavedSearches {
    /// Folds one event. Events about other things leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::SearchSaved { search, name, asked } = event {
            self.searches.insert(*search, Some((name.clone(), (**asked).clone())));
        }
        if let Event::SearchRenamed { search, name } = event
            && let Some(Some(known)) = self.searches.get_mut(search)
        {
            known.0.clone_from(name);
        }
        if let Event::SearchDeleted { search } = event {
            self.searches.insert(*search, None);
            self.followed.remove(search);
        }
        if let Event::SearchFollowed(followed) = event {
            self.followed.insert(followed.search);
        }
        if let Event::SearchUnfollowed { search } = event {
            self.followed.remove(search);
        }
    }

    /// Saves a search under a name.
    pub fn save(
        &self,
        search: SavedSearchId,
        name: &str,
        asked: AskedFor,
    ) -> Result<Vec<Event>, Refusal> {
        let mut problems = Problems::of("");
        problems.required_line("name", name, NAME_LIMIT);
        problems.line("text", asked.text.as_deref(), TEXT_LIMIT);
        problems.line("filter", asked.filter.as_deref(), FILTER_LIMIT);
        if self.searches.values().flatten().count() >= SEARCH_LIMIT {
            problems.add("searches", FieldRule::TooMany, i64::try_from(SEARCH_LIMIT).ok());
        }
        let name = name.trim().to_owned();
        match self.searches.get(&search) {
            Some(Some(known)) if *known == (name.clone(), asked.clone()) => return Ok(Vec::new()),
            Some(_) => return Err(Refusal::of(RefusalCode::SearchExists)),
            None => problems.refuse()?,
        }
        Ok(vec![Event::SearchSaved { search, name, asked: Box::new(asked) }])
    }

    /// Gives a search another name.
    pub fn rename(&self, search: SavedSearchId, name: &str) -> Result<Vec<Event>, Refusal> {
        let Some(Some((known, _))) = self.searches.get(&search) else {
            return Err(Refusal::of(RefusalCode::SearchUnknown));
        };
        let mut problems = Problems::of("");
        problems.required_line("name", name, NAME_LIMIT);
        problems.refuse()?;
        let name = name.trim().to_owned();
        if *known == name {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SearchRenamed { search, name }])
    }

    /// Follows a search, by what it asks for now; again changes nothing. What a case must be to the one
    /// who asks is refused: new cases are nothing to anybody yet.
    pub fn follow(
        &self,
        search: SavedSearchId,
        filter: CaseFilter,
        among: Option<Vec<Cvr>>,
    ) -> Result<Vec<Event>, Refusal> {
        if !matches!(self.searches.get(&search), Some(Some(_))) {
            return Err(Refusal::of(RefusalCode::SearchUnknown));
        }
        if self.followed.contains(&search) {
            return Ok(Vec::new());
        }
        let mut problems = Problems::of("filter");
        for (field, asked) in [
            ("reported", filter.reported),
            ("associated", filter.associated),
            ("followed", filter.followed),
            ("bookmarked", filter.bookmarked),
            ("invited", filter.invited),
            ("overdue", filter.overdue_on.is_some()),
            ("reusesCase", filter.reuses_case.is_some()),
            ("leastReusers", filter.least_reusers.is_some()),
            ("predecessorId", filter.predecessor_id.is_some()),
            ("counted", filter.counted.is_some()),
            ("leadOffered", filter.lead_offered),
            ("person", filter.person.is_some()),
            ("collection", filter.collection.is_some()),
            ("consentAsked", filter.consent_asked),
        ] {
            if asked {
                problems.add(field, FieldRule::NotAllowed, None);
            }
        }
        problems.line("search", Some(&filter.search), TEXT_LIMIT);
        problems.refuse()?;
        Ok(vec![Event::SearchFollowed(Box::new(FollowedSearch { search, filter, among }))])
    }

    /// Follows a search no more.
    pub fn unfollow(&self, search: SavedSearchId) -> Vec<Event> {
        if self.followed.contains(&search) {
            vec![Event::SearchUnfollowed { search }]
        } else {
            Vec::new()
        }
    }

    /// Deletes a search, which ends following it; again changes nothing.
    pub fn delete(&self, search: SavedSearchId) -> Result<Vec<Event>, Refusal> {
        match self.searches.get(&search) {
            Some(Some(_)) => Ok(vec![Event::SearchDeleted { search }]),
            Some(None) => Ok(Vec::new()),
            None => Err(Refusal::of(RefusalCode::SearchUnknown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{AskedFor, CaseFilter, FieldRule, RefusalCode, SavedSearchId};

    use super::SavedSearches;

    fn id(number: u128) -> SavedSearchId {
        SavedSearchId(Uuid::from_u128(number))
    }

    fn faktura() -> AskedFor {
        AskedFor { text: Some("faktura".to_owned()), filter: None }
    }

    fn saved(count: u128) -> SavedSearches {
        let mut searches = SavedSearches::default();
        for number in 0..count {
            let events = searches.save(id(number), "Fakturaer", faktura()).unwrap();
            searches.evolve(&events[0]);
        }
        searches
    }

    #[test]
    fn a_search_is_saved_renamed_and_deleted_once() {
        let mut searches = saved(1);
        assert_eq!(searches.save(id(0), "Fakturaer", faktura()).unwrap(), []);
        let other = searches.save(id(0), "Andet", faktura()).unwrap_err();
        assert_eq!(other.code, RefusalCode::SearchExists);
        let renamed = searches.rename(id(0), " Regninger ").unwrap();
        searches.evolve(&renamed[0]);
        assert_eq!(searches.rename(id(0), "Regninger").unwrap(), []);
        let deleted = searches.delete(id(0)).unwrap();
        searches.evolve(&deleted[0]);
        assert_eq!(searches.delete(id(0)).unwrap(), []);
        assert_eq!(searches.rename(id(0), "Igen").unwrap_err().code, RefusalCode::SearchUnknown);
        let again = searches.save(id(0), "Igen", faktura()).unwrap_err();
        assert_eq!(again.code, RefusalCode::SearchExists);
    }

    #[test]
    fn what_was_never_saved_is_unknown_and_a_name_is_required() {
        let searches = saved(1);
        assert_eq!(searches.delete(id(9)).unwrap_err().code, RefusalCode::SearchUnknown);
        for refused in [searches.save(id(9), " ", faktura()), searches.rename(id(0), " ")] {
            assert_eq!(refused.unwrap_err().fields[0].rule, FieldRule::Required);
        }
    }

    #[test]
    fn a_search_is_followed_once_until_it_is_not_or_is_deleted() {
        let mut searches = saved(1);
        let follow = |searches: &SavedSearches| searches.follow(id(0), CaseFilter::default(), None);
        for _ in 0..2 {
            let followed = follow(&searches).unwrap();
            assert_eq!(followed.len(), 1);
            searches.evolve(&followed[0]);
            assert_eq!(follow(&searches).unwrap(), []);
            let unfollowed = searches.unfollow(id(0));
            searches.evolve(&unfollowed[0]);
            assert_eq!(searches.unfollow(id(0)), []);
        }
        searches.evolve(&follow(&searches).unwrap()[0].clone());
        searches.evolve(&searches.delete(id(0)).unwrap()[0].clone());
        assert_eq!(searches.unfollow(id(0)), []);
        for unknown in [follow(&searches), searches.follow(id(9), CaseFilter::default(), None)] {
            assert_eq!(unknown.unwrap_err().code, RefusalCode::SearchUnknown);
        }
    }

    #[test]
    fn what_new_cases_cannot_be_to_anybody_is_not_followed() {
        let filter =
            CaseFilter { bookmarked: true, least_reusers: Some(1), ..CaseFilter::default() };
        let refusal = saved(1).follow(id(0), filter, None).unwrap_err();
        let fields: Vec<_> = refusal.fields.iter().map(|it| (it.field.as_str(), it.rule)).collect();
        let wanted = ["filter.bookmarked", "filter.leastReusers"];
        assert_eq!(fields, wanted.map(|field| (field, FieldRule::NotAllowed)));
    }

    #[test]
    fn one_person_saves_a_hundred_searches() {
        let refusal = saved(100).save(id(100), "En til", faktura()).unwrap_err();
        assert_eq!(refusal.fields[0].rule, FieldRule::TooMany);
        let mut searches = saved(100);
        let deleted = searches.delete(id(1)).unwrap();
        searches.evolve(&deleted[0]);
        assert!(searches.save(id(100), "En til", faktura()).is_ok());
    }
}
