//! What happened to a case, for its owners.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Contact, Cvr, Internal, PersonId, PersonOnCase, PublicRecord, Visibility};

/// One field that changed, as JSON texts before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Change {
    /// Path of the field, `basics.title`.
    pub field: String,
    /// JSON before, or none.
    pub before: Option<String>,
    /// JSON after, or none.
    pub after: Option<String>,
}

/// One event of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The case's revision after it.
    pub revision: u64,
    /// The event's name.
    pub event: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The organisation that did it.
    pub organisation: Option<Cvr>,
    /// The person who did it; none for background work.
    pub person: Option<PersonId>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// A case as it was, for readers of an owner organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseVersion {
    /// Version of the case's stream.
    pub revision: u64,
    /// When it came to be so.
    pub at: DateTime<Utc>,
    /// What everybody who might read it saw.
    pub public: PublicRecord,
    /// Whom to ask.
    pub contact: Contact,
    /// How widely it was shared.
    pub visibility: Visibility,
    /// Organisations that it was shared with by name.
    pub selected: Vec<Cvr>,
    /// People on the case.
    pub people: Vec<PersonOnCase>,
    /// Notes, for those who may edit now.
    pub notes: Option<Internal>,
}
