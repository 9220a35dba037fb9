//! Who is on which cases, and whom to ask about an organisation's.

use super::Table;
use super::Type::{Id, Text};

/// The people on a case, each with the organisation that they are of.
pub(in crate::read) const PEOPLE: Table = Table {
    name: "read_people",
    columns: &[("case_id", Id), ("person", Id), ("organisation", Text)],
    key: &["case_id", "person"],
    indexes: &["person, organisation"],
};

/// Whom to ask about the cases of an organisation that say nobody.
pub(in crate::read) const ORGANISATION_CONTACTS: Table = Table {
    name: "read_organisation_contacts",
    columns: &[("organisation", Text), ("contact", Text)],
    key: &["organisation"],
    indexes: &[],
};
