//! What happened to a case, for its owners.

use case::access::{Action, Principal, decide};
use vocabulary::{CaseId, HistoryEntry};

use super::page::{Listed, Page, Slice};
use super::scope::readable_case;
use super::sql::Sql;
use super::{ReadError, Reader, parsed};

/// How the path of a field of the internal section begins.
pub(super) const INTERNAL: &str = "internal";

impl Reader {
    /// Events of a case, newest first; the cursor is the revision. Empty for everybody but
    /// readers of an owner organisation, and without what changed in the internal section for
    /// those of them who may not read it, nor sources of reuse that they may not read.
    pub async fn history(
        &self,
        principal: &Principal,
        id: CaseId,
        slice: &Slice,
    ) -> Result<Page<HistoryEntry>, ReadError> {
        let Some(case) = readable_case(&self.now().store, principal, id).await? else {
            return Ok(Page::empty());
        };
        let facts = case.facts();
        if !decide(principal, Action::ReadOwn, &facts) {
            return Ok(Page::empty());
        }
        let before = match &slice.after {
            Some(cursor) => cursor.parse().map_err(|_| ReadError::InvalidCursor)?,
            None => i64::MAX,
        };
        let sql = Sql::of("SELECT entry FROM read_history WHERE case_id = ").bind(id.0);
        let sql = sql.push(" AND revision < ").bind(before).push(" ORDER BY revision DESC LIMIT ");
        let rows = sql.bind(slice.rows()).all(&self.now().store.readers).await?;
        let sees_internal = decide(principal, Action::ReadInternal, &facts);
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let text: String = row.try_get_by_index(0)?;
            let mut entry: HistoryEntry = parsed(&text)?;
            entry.changes.retain(|change| sees_internal || !change.field.starts_with(INTERNAL));
            entries.push(entry);
        }
        self.hide_sources(principal, &mut entries).await?;
        let listed =
            |entry: HistoryEntry| Listed { cursor: entry.revision.to_string(), item: entry };
        let items = entries.into_iter().map(listed).collect();
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }
}
