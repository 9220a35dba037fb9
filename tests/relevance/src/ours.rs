//! The registry's own search.

use registry::search::{Filter, Page, SearchDocument, SearchIndex};
use vocabulary::Visibility;

use crate::LOOKED_AT;
use crate::corpus::Known;

/// An index over cases.
pub struct Ours(SearchIndex);

impl Ours {
    /// Indexes them, for everybody signed in.
    pub fn of(cases: &[Known]) -> Self {
        let index = SearchIndex::open(None).unwrap();
        let document = |case: &Known| {
            let keys = vec!["members".to_owned()];
            let name = Some(case.organisation.as_str());
            SearchDocument::of(&case.record, Visibility::Members, name, keys)
        };
        index.put(&cases.iter().map(document).collect::<Vec<_>>(), 1).unwrap();
        Self(index)
    }

    /// The places of the cases that a query finds, best first.
    pub fn hits(&self, query: &str) -> Vec<usize> {
        let page = Page { offset: 0, limit: LOOKED_AT };
        let keys = ["members".to_owned()];
        let hits = self.0.search(query, &keys, &Filter::default(), page).unwrap();
        let place = |id: u128| usize::try_from(id).unwrap() - 1;
        hits.hits.iter().map(|hit| place(hit.case.0.as_u128())).collect()
    }
}
