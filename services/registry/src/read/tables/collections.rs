//! What is known of collections.

use super::Table;
use super::Type::{Bytes, Id, Number, Text};

/// A collection with what lists sort and narrow by.
pub(in crate::read) const COLLECTIONS: Table = Table {
    name: "read_collections",
    columns: &[("id", Id), ("kind", Text), ("title_order", Bytes), ("state", Text)],
    key: &["id"],
    indexes: &["title_order, id"],
};

/// The access keys that open a collection. Beside them, those who may share a case that it names may
/// read it.
pub(in crate::read) const COLLECTION_ACCESS: Table = Table {
    name: "read_collection_access",
    columns: &[("collection_id", Id), ("key", Text)],
    key: &["collection_id", "key"],
    indexes: &["key, collection_id"],
};

/// The cases that a collection names: 1 for a `member`, and 0 while it is asked for.
pub(in crate::read) const COLLECTION_CASES: Table = Table {
    name: "read_collection_cases",
    columns: &[("collection_id", Id), ("case_id", Id), ("member", Number)],
    key: &["collection_id", "case_id"],
    indexes: &["case_id, collection_id"],
};
