//! What came in from files.

use super::Table;
use super::Type::{Id, Number, Text};

/// Imports of files. `position` is that of the event that began it, `finished` and `undone` are told
/// by later ones.
pub(in crate::read) const IMPORTS: Table = Table {
    name: "read_imports",
    columns: &[
        ("id", Id),
        ("organisation", Text),
        ("position", Number),
        ("import", Text),
        ("finished", Text),
        ("undone_at", Number),
        ("kept", Number),
    ],
    key: &["id"],
    indexes: &["organisation, position"],
};

/// What an import did to a case; `undone` is 1 when it was undone.
pub(in crate::read) const IMPORTED: Table = Table {
    name: "read_imported_cases",
    columns: &[
        ("import_id", Id),
        ("case_id", Id),
        ("before", Number),
        ("after", Number),
        ("undone", Number),
    ],
    key: &["import_id", "case_id"],
    indexes: &[],
};
