//! What is known of cases, and how far the log has been folded.

use super::Table;
use super::Type::{Bytes, Id, Number, Text};

/// The checkpoint.
pub(in crate::read) const META: Table = Table {
    name: "read_meta",
    columns: &[("name", Text), ("value", Number)],
    key: &["name"],
    indexes: &[],
};

/// A case with what lists sort and narrow by. `position` is that of its last event, and
/// `shared_position` of the last that changed what is shared; `review_day` and `operation_day` count
/// from the year 1, what is yes or no is 1 or 0, and `runs` is what robots reported, by month.
pub(in crate::read) const CASES: Table = Table {
    name: "read_cases",
    columns: &[
        ("id", Id),
        ("revision", Number),
        ("edition", Number),
        ("position", Number),
        ("shared_position", Number),
        ("state", Text),
        ("phase", Text),
        ("phase_order", Number),
        ("status", Text),
        ("kind", Text),
        ("visibility", Text),
        ("title_order", Bytes),
        ("changed_at", Number),
        ("hours_missing", Number),
        ("hours_order", Number),
        ("figures_position", Number),
        ("figures_from", Number),
        ("review_day", Number),
        ("runs", Text),
        ("lead", Text),
        ("status_order", Number),
        ("created_at", Number),
        ("schedule_order", Number),
        ("schedule", Text),
        ("vendor", Text),
        ("kla", Number),
        ("sep_mep", Number),
        ("affects_citizens", Number),
        ("affects_companies", Number),
        ("measured", Number),
        ("operation_day", Number),
    ],
    key: &["id"],
    indexes: &[
        "position",
        "changed_at, id",
        "title_order, id",
        "phase_order, id",
        "hours_missing, hours_order, id",
        "created_at, id",
    ],
};

/// The access keys that open a case.
pub(in crate::read) const ACCESS: Table = Table {
    name: "read_case_access",
    columns: &[("case_id", Id), ("key", Text)],
    key: &["case_id", "key"],
    indexes: &["key, case_id"],
};

/// What a case has several of: `owner`, `area`, `technology`, `system`, `kle` with all that a number
/// begins with, `number`, such as `kle:27.36.04`, `reporter`, `predecessor` of those with an id of the
/// predecessor's; and who its `lead` is and to whom that is `offered`.
pub(in crate::read) const LABELS: Table = Table {
    name: "read_case_labels",
    columns: &[("case_id", Id), ("kind", Text), ("value", Text)],
    key: &["case_id", "kind", "value"],
    indexes: &["kind, value, case_id"],
};

/// Reuses of cases on the platform, by the case that reuses.
pub(in crate::read) const REUSES: Table = Table {
    name: "read_reuses",
    columns: &[("case_id", Id), ("id", Id), ("source_id", Id), ("reuse", Text)],
    key: &["case_id", "id"],
    indexes: &["source_id, case_id"],
};

/// Every event of a case with what it changed.
pub(in crate::read) const HISTORY: Table = Table {
    name: "read_history",
    columns: &[("case_id", Id), ("revision", Number), ("entry", Text)],
    key: &["case_id", "revision"],
    indexes: &[],
};

/// Streams that hold an event which cannot be folded: that event.
pub(in crate::read) const PARKED: Table = Table {
    name: "read_parked",
    columns: &[
        ("stream", Text),
        ("position", Number),
        ("version", Number),
        ("kind", Text),
        ("at", Number),
        ("reason", Text),
    ],
    key: &["stream"],
    indexes: &[],
};
