//! The values that a list of cases can be narrowed by next, with how many cases have each.

use std::sync::Arc;

use case::access::Principal;
use vocabulary::{CaseFacet, CaseFilter, Catalogue, FacetCounts};

use super::{ReadError, Reader};
use crate::search::CountedUnder;

impl Reader {
    /// Of each facet at most so many values among the cases that the principal may read, each
    /// counted under the rest of the filter. Names that mean the same are one value.
    ///
    /// # Errors
    /// [`ReadError::Behind`] when the index does not come up to the rows in time.
    pub async fn facets(
        &self,
        principal: &Principal,
        filter: &CaseFilter,
        wanted: &[CaseFacet],
        most: usize,
    ) -> Result<Vec<FacetCounts>, ReadError> {
        let narrowed = self.indexed(principal, filter).await?;
        let mut under = CountedUnder::new();
        for (facet, catalogue) in [
            (CaseFacet::Technology, Catalogue::Technologies),
            (CaseFacet::System, Catalogue::ItSystems),
        ] {
            if wanted.contains(&facet) {
                under.insert(facet, self.names(catalogue).await?.counted_under());
            }
        }
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let (text, wanted) = (filter.search.clone(), wanted.to_vec());
        let search = Arc::clone(&self.now().search);
        let counting = move || search.facets(&text, &keys, (&narrowed, &under), (&wanted, most));
        Ok(tokio::task::spawn_blocking(counting).await??)
    }
}
