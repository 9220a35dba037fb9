//! Deleted cases, for those who may restore them.

use case::access::Principal;
use vocabulary::{CaseId, DeletedCase};

use super::page::{Listed, Page, Slice};
use super::scope::state;
use super::sql::Sql;
use super::{ReadError, Reader};

impl Reader {
    /// Deleted cases that the principal may restore, last deleted first; the cursor is the case's
    /// id.
    pub async fn deleted_cases(
        &self,
        principal: &Principal,
        slice: &Slice,
    ) -> Result<Page<DeletedCase>, ReadError> {
        let sql = Sql::of("SELECT c.state FROM read_cases c WHERE ");
        let mut sql = sql.restorable(principal, "c.id");
        if let Some(cursor) = &slice.after {
            let after: CaseId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            // Another case's place would tell that there is one.
            sql = sql
                .push(" AND c.position < (SELECT d.position FROM read_cases d WHERE d.id = ")
                .bind(after.0)
                .push(" AND ")
                .restorable(principal, "d.id")
                .push(")");
        }
        let sql = sql.push(" ORDER BY c.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            if let Some(item) = state(row, 0)?.deleted_record() {
                items.push(Listed { cursor: item.id.to_string(), item });
            }
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }
}
