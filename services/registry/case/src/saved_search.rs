//! Searches that somebody keeps under a name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::{AskedFor, FieldRule, Refusal, RefusalCode, SavedSearchId};

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

    /// Deletes a search; again changes nothing.
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
    use vocabulary::{AskedFor, FieldRule, RefusalCode, SavedSearchId};

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
    fn one_person_saves_a_hundred_searches() {
        let refusal = saved(100).save(id(100), "En til", faktura()).unwrap_err();
        assert_eq!(refusal.fields[0].rule, FieldRule::TooMany);
        let mut searches = saved(100);
        let deleted = searches.delete(id(1)).unwrap();
        searches.evolve(&deleted[0]);
        assert!(searches.save(id(100), "En til", faktura()).is_ok());
    }
}
