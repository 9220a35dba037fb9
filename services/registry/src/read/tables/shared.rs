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

/// What the front page says for itself: one row; `revision` is the version of the stream.
pub(in crate::read) const FRONT_PAGE: Table = Table {
    name: "read_front_page",
    columns: &[("id", Number), ("revision", Number), ("text", Text)],
    key: &["id"],
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

/// KLE and FORM numbers. `from_day` counts from the year 1 and is 0 where it is not known.
pub(in crate::read) const CODES: Table = Table {
    name: "read_codes",
    columns: &[
        ("scheme", Text),
        ("id", Id),
        ("number", Text),
        ("folded", Text),
        ("from_day", Number),
        ("retired", Number),
        ("code", Text),
    ],
    key: &["scheme", "id"],
    indexes: &["scheme, number, id"],
};

/// Which FORM numbers go with a KLE number.
pub(in crate::read) const KLE_FORMS: Table = Table {
    name: "read_kle_forms",
    columns: &[("kle", Text), ("form", Text)],
    key: &["kle", "form"],
    indexes: &[],
};
