//! Cases by how well they meet a search: the index says which, the rows say what.

use std::collections::HashMap;
use std::sync::Arc;

use case::Case;
use case::access::Principal;
use vocabulary::{CaseId, CaseView};

use super::cases::CaseList;
use super::cursor::Cursor;
use super::page::{Listed, Page};
use super::scope::state;
use super::sql::Sql;
use super::{ReadError, Reader};
use crate::search::{MOST_HITS, Page as Hits};

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
        let views = self.views(principal, &cases, &list.filter.search).await?;
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
        let folded = self.now().store.checkpoint().await?;
        self.wait_to_find(folded, Self::PATIENCE).await?;
        let mut filter = list.filter.indexed();
        if list.filter.is_personal() {
            filter.cases = Some(self.personal(principal, list).await?);
        }
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let text = list.filter.search.clone();
        let search = Arc::clone(&self.now().search);
        let page = Hits { offset, limit };
        let searching = move || search.search(&text, &keys, &filter, page);
        let hits = tokio::task::spawn_blocking(searching).await??;
        let total = u32::try_from(hits.total).unwrap_or(u32::MAX);
        Ok((hits.hits.iter().map(|hit| hit.case).collect(), total))
    }

    /// The cases that meet what depends on who asks.
    async fn personal(
        &self,
        principal: &Principal,
        list: &CaseList,
    ) -> Result<Vec<CaseId>, ReadError> {
        let sql = Sql::of("SELECT c.id FROM read_cases c WHERE ").readable(principal, "c.id");
        let sql = list.filter.narrow_personal(principal, &self.directory, sql).push(" LIMIT ");
        let most = i64::try_from(MOST_HITS).unwrap_or(i64::MAX);
        let rows = sql.bind(most).all(&self.now().store.readers).await?;
        rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
    }

    async fn readable_cases(
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
