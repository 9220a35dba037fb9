//! Who may read what, as a condition of a statement.

use case::access::Principal;
use sea_orm::QueryResult;
use vocabulary::CaseId;

use super::sql::Sql;
use super::store::Store;
use super::{ReadError, parsed};

impl Sql {
    /// Adds that the case in a column is one that the principal may read: it is opened by a key
    /// that the principal holds (`case::access`).
    pub fn readable(self, principal: &Principal, column: &str) -> Self {
        self.push("EXISTS (SELECT 1 FROM read_case_access a WHERE a.case_id = ")
            .push(column)
            .push(" AND ")
            .among("a.key", principal.keys())
            .push(")")
    }

    /// Adds that the case in a column is a deleted one that the principal may restore.
    pub fn restorable(self, principal: &Principal, column: &str) -> Self {
        self.push("EXISTS (SELECT 1 FROM read_case_access a WHERE a.case_id = ")
            .push(column)
            .push(" AND ")
            .among("a.key", principal.deleted_keys())
            .push(")")
    }
}

/// A case that the principal may read.
pub(super) async fn readable_case(
    store: &Store,
    principal: &Principal,
    id: CaseId,
) -> Result<Option<case::Case>, ReadError> {
    let sql = Sql::of("SELECT c.state FROM read_cases c WHERE c.id = ")
        .bind(id.0)
        .push(" AND ")
        .readable(principal, "c.id");
    sql.one(&store.readers).await?.map(|row| state(&row, 0)).transpose()
}

/// The case in a column of a row.
pub(super) fn state(row: &QueryResult, column: usize) -> Result<case::Case, ReadError> {
    let text: String = row.try_get_by_index(column)?;
    parsed(&text)
}
