//! Errors that readers report.

use super::Table;
use super::Type::{Id, Number, Text};

/// Errors that readers report on cases. `asking` is the organisation that reports, `position` that
/// of the last event about it, and `due_day` counts from the year 1 and is none once it is answered.
pub(in crate::read) const ERROR_REPORTS: Table = Table {
    name: "read_error_reports",
    columns: &[
        ("id", Id),
        ("case_id", Id),
        ("asking", Text),
        ("position", Number),
        ("due_day", Number),
        ("report", Text),
    ],
    key: &["id"],
    indexes: &["case_id", "asking", "position"],
};
