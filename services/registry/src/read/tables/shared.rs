//! What all organisations share, and what each says of itself.

use super::Table;
use super::Type::{Bytes, Id, Number, Text};

/// What organisations say of themselves; `revision` is the version of the stream.
pub(in crate::read) const PROFILES: Table = Table {
    name: "read_profiles",
    columns: &[("organisation", Text), ("revision", Number), ("profile", Text)],
    key: &["organisation"],
    indexes: &[],
};

/// Technologies and IT systems. What is folded is so as search folds it.
pub(in crate::read) const CATALOGUE: Table = Table {
    name: "read_catalogue",
    columns: &[
        ("catalogue", Text),
        ("id", Id),
        ("name", Text),
        ("name_order", Bytes),
        ("folded", Text),
        ("vendor", Text),
        ("aliases", Text),
        ("folded_aliases", Text),
        ("organisation", Text),
        ("imported", Number),
        ("retired", Number),
        ("merged_into", Id),
    ],
    key: &["catalogue", "id"],
    indexes: &["catalogue, name_order, id"],
};
