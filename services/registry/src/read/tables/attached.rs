//! How much is attached to cases.

use super::Table;
use super::Type::{Id, Number, Text};

/// Bytes of all files of a case, by the organisation that leads it; of cases without files no row.
pub(in crate::read) const ATTACHED: Table = Table {
    name: "read_attached",
    columns: &[("case_id", Id), ("lead", Text), ("bytes", Number)],
    key: &["case_id"],
    indexes: &["lead"],
};
