//! What somebody is told of.

use case::access::Principal;
use vocabulary::{InboxEntry, InboxEntryId, PersonId};

use super::page::{Listed, Page, Slice};
use super::sql::Sql;
use super::{ReadError, Reader, parsed};

/// What is counted at most.
const COUNTED: i64 = 1_000;

impl Reader {
    /// What the principal was told of and may read now, newest first. Empty for whoever is no person.
    /// The cursor is the entry's id.
    pub async fn inbox(
        &self,
        principal: &Principal,
        slice: &Slice,
    ) -> Result<Page<InboxEntry>, ReadError> {
        let Some(person) = principal.person() else { return Ok(Page::empty()) };
        let sql = Sql::of("SELECT i.entry, i.position > ").read_by(person);
        let mut sql = sql.push(" FROM read_inbox i WHERE ").told(principal, person);
        if let Some(cursor) = &slice.after {
            let after: InboxEntryId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND i.position < (SELECT position FROM read_inbox WHERE person = ")
                .bind(person.0)
                .push(" AND id = ")
                .bind(after.0)
                .push(")");
        }
        let sql = sql.push(" ORDER BY i.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let text: String = row.try_get_by_index(0)?;
            let mut entry: InboxEntry = parsed(&text)?;
            entry.unread = row.try_get_by_index(1)?;
            items.push(Listed { cursor: entry.id.to_string(), item: entry });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }

    /// How much of its inbox the principal has not read, counted to 1,000.
    pub async fn unread(&self, principal: &Principal) -> Result<u32, ReadError> {
        let Some(person) = principal.person() else { return Ok(0) };
        let sql = Sql::of("SELECT 1 FROM read_inbox i WHERE ").told(principal, person);
        let sql = sql.push(" AND i.position > ").read_by(person).push(" LIMIT ").bind(COUNTED);
        let sql = sql.within("SELECT count(*) FROM (", ") counted");
        let row = sql.one(&self.now().store.readers).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl Sql {
    /// Adds that an entry `i` is for a person who may read all that it is about.
    fn told(self, principal: &Principal, person: PersonId) -> Self {
        self.push("i.person = ")
            .bind(person.0)
            .push(" AND ")
            .readable(principal, "i.case_id")
            .push(" AND (i.reuser_id IS NULL OR ")
            .readable(principal, "i.reuser_id")
            .push(") AND (i.collection_id IS NULL OR ")
            .readable_collection(principal, "i.collection_id")
            .push(") AND (i.enquiry_id IS NULL OR EXISTS (SELECT 1 FROM read_enquiries e ")
            .push("WHERE e.id = i.enquiry_id AND ")
            .on_a_side(principal)
            .push(
                ")) AND (i.error_report_id IS NULL OR EXISTS (SELECT 1 FROM read_error_reports e ",
            )
            .push("WHERE e.id = i.error_report_id AND ")
            .on_an_error_side(principal)
            .push("))")
    }

    /// Adds the position that a person has read up to.
    fn read_by(self, person: PersonId) -> Self {
        self.push("coalesce((SELECT position FROM read_inbox_marks WHERE person = ")
            .bind(person.0)
            .push("), 0)")
    }
}
