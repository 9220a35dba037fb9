//! What is counted.

use super::Table;
use super::Type::{Bytes, Id, Number, Text};

/// What statistics count of a case, for every span of time in which it was the same: from
/// `from_at`, and before `until_at` where that is known.
pub(in crate::read) const FIGURES: Table = Table {
    name: "read_figures",
    columns: &[
        ("case_id", Id),
        ("from_position", Number),
        ("from_at", Number),
        ("until_at", Number),
        ("lead", Text),
        ("kind", Text),
        ("phase", Text),
        ("status", Text),
        ("expected_hours", Text),
        ("measured_hours", Text),
        ("expected_kroner", Text),
        ("measured_kroner", Text),
        ("reuses", Number),
        ("reuses_in_use", Number),
        ("registered_at", Number),
        ("operation_at", Number),
        ("labels", Text),
    ],
    key: &["case_id", "from_position"],
    indexes: &["from_at"],
};

/// The access keys that opened the case in that span.
pub(in crate::read) const FIGURES_ACCESS: Table = Table {
    name: "read_figures_access",
    columns: &[("case_id", Id), ("from_position", Number), ("key", Text)],
    key: &["case_id", "from_position", "key"],
    indexes: &[],
};

/// The figures of cases as they are now, added up by the scope that each counts in and its lead
/// organisation.
pub(in crate::read) const CUBE: Table = Table {
    name: "read_cube",
    columns: &[("scope", Text), ("lead", Text), ("cells", Bytes)],
    key: &["scope", "lead"],
    indexes: &[],
};

/// The keys that open a case to those who do not hold the scope that it counts in.
pub(in crate::read) const CUBE_BESIDE: Table = Table {
    name: "read_cube_beside",
    columns: &[("key", Text), ("case_id", Id)],
    key: &["key", "case_id"],
    indexes: &["case_id"],
};

/// When organisations let cases be counted that they do not share.
pub(in crate::read) const CONSENTS: Table = Table {
    name: "read_consents",
    columns: &[("organisation", Text), ("from_at", Number), ("until_at", Number)],
    key: &["organisation", "from_at"],
    indexes: &[],
};

/// Quarters that were published, every edition.
pub(in crate::read) const QUARTERS: Table = Table {
    name: "read_quarters",
    columns: &[
        ("quarter", Text),
        ("edition", Number),
        ("published_at", Number),
        ("reason", Text),
        ("figures", Text),
    ],
    key: &["quarter", "edition"],
    indexes: &[],
};
