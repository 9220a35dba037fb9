//! What happened to the cases that somebody follows.

use case::access::Principal;
use vocabulary::{CaseId, InboxEntry};

use super::page::{Listed, Page, Slice};
use super::sql::Sql;
use super::{ReadError, Reader, parsed};

impl Reader {
    /// Changes to what is shared of cases that the principal followed at the time and may read
    /// now, newest first. Empty for whoever is no person.
    pub async fn inbox(
        &self,
        principal: &Principal,
        slice: &Slice,
    ) -> Result<Page<InboxEntry>, ReadError> {
        let Some(person) = principal.person() else { return Ok(Page::empty()) };
        let mut sql = Sql::of("SELECT i.entry FROM read_inbox i WHERE i.person = ")
            .bind(person.0)
            .push(" AND ")
            .readable(principal, "i.case_id");
        if let Some(cursor) = &slice.after {
            let (case, edition) = place(cursor).ok_or(ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND i.position < (SELECT position FROM read_inbox WHERE person = ")
                .bind(person.0)
                .push(" AND case_id = ")
                .bind(case.0)
                .push(" AND edition = ")
                .bind(i64::from(edition))
                .push(")");
        }
        let sql = sql.push(" ORDER BY i.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let text: String = row.try_get_by_index(0)?;
            let entry: InboxEntry = parsed(&text)?;
            let cursor = format!("{}:{}", entry.case, entry.edition);
            items.push(Listed { cursor, item: entry });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }
}

/// A cursor names the entry by what it shows: one case has each edition once.
fn place(cursor: &str) -> Option<(CaseId, u32)> {
    let (case, edition) = cursor.split_once(':')?;
    Some((case.parse().ok()?, edition.parse().ok()?))
}
