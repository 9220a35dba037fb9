//! Who builds on a case.

use case::access::Principal;
use vocabulary::{CaseId, CaseView, Reuse};

use super::page::{Listed, Page, Slice};
use super::scope::{readable_case, state};
use super::sql::Sql;
use super::views::Told;
use super::{ReadError, Reader, parsed};

/// A case that reuses another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reuser {
    /// The case that reuses, as the reader may see it.
    pub case: CaseView,
    /// Its relation to the case asked about.
    pub reuse: Reuse,
}

impl Reader {
    /// Cases that the principal may read and that reuse a case that the principal may read, with
    /// their number in all; also those that have stopped. The cursor is the reusing case's id.
    pub async fn reusers(
        &self,
        principal: &Principal,
        id: CaseId,
        slice: &Slice,
    ) -> Result<Page<Reuser>, ReadError> {
        let Some(source) = readable_case(&self.now().store, principal, id).await? else {
            return Ok(Page { total: Some(0), ..Page::empty() });
        };
        let mut sql = Sql::of(
            "SELECT c.state, r.reuse FROM read_reuses r JOIN read_cases c ON c.id = r.case_id \
             WHERE r.source_id = ",
        )
        .bind(id.0)
        .push(" AND ")
        .readable(principal, "c.id");
        if let Some(cursor) = &slice.after {
            let after: CaseId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql.push(" AND r.case_id > ").bind(after.0);
        }
        let sql = sql.push(" ORDER BY r.case_id, r.id LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let shown = || rows.iter().take(slice.count());
        let cases = shown().map(|row| state(row, 0)).collect::<Result<Vec<_>, _>>()?;
        let views = self.views(principal, &cases, Told::default()).await?;
        let mut items = Vec::with_capacity(views.len());
        for (row, case) in shown().zip(views) {
            let text: String = row.try_get_by_index(1)?;
            let reuse = parsed(&text)?;
            items.push(Listed { cursor: case.public.id.to_string(), item: Reuser { case, reuse } });
        }
        // The same count as the case itself shows.
        let total =
            self.views(principal, &[source], Told::default()).await?.pop().map(|view| view.reusers);
        Ok(Page { items, has_next: rows.len() > slice.count(), total })
    }
}
