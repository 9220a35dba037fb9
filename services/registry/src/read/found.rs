//! Cases by how well they meet a search: the index says which, the rows say what.

use std::collections::HashMap;
use std::sync::Arc;

use case::Case;
use case::access::Principal;
use vocabulary::{CaseFilter, CaseId, CaseView};

use super::cases::CaseList;
use super::cursor::Cursor;
use super::filter::Asked;
use super::names::Names;
use super::page::{Listed, Page};
use super::scope::state;
use super::sql::Sql;
use super::{ReadError, Reader};
use crate::search::{Filter, MOST_HITS, Page as Hits};

impl Reader {
    /// A page of hits, best first. The cursor counts the reader's own hits, for ranks have no
    /// values that last from one page to the next.
    pub(super) async fn found(
        &self,
        principal: &Principal,
        list: &CaseList,
    ) -> Result<Page<CaseView>, ReadError> {
        let before = match list.slice.after.as_deref().map(Cursor::decode).transpose()? {
            None => 0,
            // Beyond the last hit that is ever counted there is nothing to tell of.
            Some(Cursor::Hits(before)) => before.min(u32::try_from(MOST_HITS).unwrap_or(u32::MAX)),
            Some(_) => return Err(ReadError::InvalidCursor),
        };
        let wanted = list.slice.count();
        let (hits, total) = self.hits(principal, list, before as usize, wanted + 1).await?;
        let has_next = hits.len() > wanted;
        let shown = &hits[..hits.len().min(wanted)];
        let mut cases = self.readable_cases(principal, shown).await?;
        let mut placed = Vec::with_capacity(shown.len());
        for (place, hit) in (before + 1..).zip(shown) {
            // A case that is gone since the index was asked is passed over.
            if let Some(case) = cases.remove(hit) {
                placed.push((Cursor::Hits(place), case));
            }
        }
        let (cursors, cases): (Vec<Cursor>, Vec<Case>) = placed.into_iter().unzip();
        let views = self.views(principal, &cases, list.told()).await?;
        let items = cursors
            .iter()
            .zip(views)
            .map(|(cursor, item)| Listed { item, cursor: cursor.encode() })
            .collect();
        Ok(Page { items, has_next, total: list.count.then_some(total) })
    }

    /// Hits of a search by rank, and how many there are, of what the principal may read. The index
    /// is waited for until it is as far as the rows: one that lags would count a case that was
    /// closed a moment ago.
    ///
    /// # Errors
    /// [`ReadError::Behind`] when that takes longer than [`Reader::PATIENCE`].
    pub(super) async fn hits(
        &self,
        principal: &Principal,
        list: &CaseList,
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<CaseId>, u32), ReadError> {
        let filter = self.indexed(principal, &list.filter).await?;
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let text = list.filter.search.clone();
        let search = Arc::clone(&self.now().search);
        let page = Hits { offset, limit };
        let searching = move || search.search(&text, &keys, &filter, page);
        let hits = tokio::task::spawn_blocking(searching).await??;
        let total = u32::try_from(hits.total).unwrap_or(u32::MAX);
        Ok((hits.hits.iter().map(|hit| hit.case).collect(), total))
    }

    /// A filter as the index takes it, as soon as the index is as far as the rows.
    pub(super) async fn indexed(
        &self,
        principal: &Principal,
        filter: &CaseFilter,
    ) -> Result<Filter, ReadError> {
        let folded = self.now().store.checkpoint().await?;
        self.wait_to_find(folded, Self::PATIENCE).await?;
        let names = self.names_for(filter).await?;
        let filter = &self.expanded(filter, &names).await?;
        let asked = self.asked(principal, filter, &names);
        let mut narrowed = asked.indexed();
        if asked.is_personal() {
            narrowed.cases = Some(self.personal(asked).await?);
        }
        Ok(narrowed)
    }

    /// A filter with all that it depends on.
    pub(super) fn asked<'a>(
        &'a self,
        principal: &'a Principal,
        filter: &'a CaseFilter,
        names: &'a Names,
    ) -> Asked<'a> {
        Asked { filter, principal, directory: &self.directory, names }
    }

    /// The cases that meet what depends on who asks.
    async fn personal(&self, asked: Asked<'_>) -> Result<Vec<CaseId>, ReadError> {
        let sql = Sql::of("SELECT c.id FROM read_cases c WHERE ");
        let sql = asked.narrow_personal(sql.readable(asked.principal, "c.id")).push(" LIMIT ");
        let most = i64::try_from(MOST_HITS).unwrap_or(i64::MAX);
        let rows = sql.bind(most).all(&self.now().store.readers).await?;
        rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
    }

    /// Of some cases those that the principal may read.
    pub(super) async fn readable_cases(
        &self,
        principal: &Principal,
        ids: &[CaseId],
    ) -> Result<HashMap<CaseId, Case>, ReadError> {
        let sql = Sql::of("SELECT c.state FROM read_cases c WHERE ");
        let sql = sql.among("c.id", ids.iter().map(|id| id.0));
        let rows =
            sql.push(" AND ").readable(principal, "c.id").all(&self.now().store.readers).await?;
        let mut cases = HashMap::with_capacity(rows.len());
        for row in &rows {
            let case = state(row, 0)?;
            if let Some(id) = case.id {
                cases.insert(id, case);
            }
        }
        Ok(cases)
    }
}
