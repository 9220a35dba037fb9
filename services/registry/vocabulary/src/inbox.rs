//! What somebody is told of.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    CaseId, CollectionId, CommentId, EnquiryId, ErrorReportId, InboxEntryId, SavedSearchId,
};

/// Why somebody is told of something; of several reasons the last one here is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum InboxKind {
    /// A case was shared with one, of an organisation or in a subject area that one follows.
    NewCase,
    /// A case was shared with one that a search finds which one follows, or came to be found by it.
    FoundBySearch,
    /// A case that one follows changed.
    Followed,
    /// Somebody commented on a case that one is on.
    Commented,
    /// Somebody answered one's comment.
    Answered,
    /// A reuse of a case that one is on got further, or stopped.
    ReuseProgressed,
    /// Somebody reuses a case that one is on, or has begun to show it.
    ReuseBegun,
    /// Another organisation asks the people on a case, of whom one is.
    EnquiryReceived,
    /// There is more in an enquiry that one takes part in, or it was closed.
    EnquiryAnswered,
    /// A reader reports an error on a case that one is on.
    ErrorReported,
    /// The owners answered an error that one reported.
    ErrorResolved,
    /// What was asked of others for a collection was answered.
    ConsentAnswered,
    /// A collection asks for a case that one is on.
    ConsentAsked,
    /// One was mentioned in a comment.
    Mentioned,
}

impl InboxKind {
    /// Every one.
    pub const ALL: [Self; 14] = [
        Self::NewCase,
        Self::FoundBySearch,
        Self::Followed,
        Self::Commented,
        Self::Answered,
        Self::ReuseProgressed,
        Self::ReuseBegun,
        Self::EnquiryReceived,
        Self::EnquiryAnswered,
        Self::ErrorReported,
        Self::ErrorResolved,
        Self::ConsentAnswered,
        Self::ConsentAsked,
        Self::Mentioned,
    ];
}

/// Whether what is of a kind comes into somebody's inbox, as they chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationChoice {
    /// Of what.
    pub kind: InboxKind,
    /// It comes into the inbox.
    pub told: bool,
}

/// Whether what is of a kind comes into somebody's inbox, and whether that is theirs to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// Of what.
    pub kind: InboxKind,
    /// It comes into the inbox.
    pub told: bool,
    /// It binds, and comes whatever is chosen.
    pub binding: bool,
}

/// Something that somebody is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxEntry {
    /// Its id.
    pub id: InboxEntryId,
    /// Why one is told.
    pub kind: InboxKind,
    /// The case that it is about.
    pub case: CaseId,
    /// The case's edition after it; none where what is shared did not change.
    pub edition: Option<u32>,
    /// The event's name.
    pub event: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The comment that says it.
    pub comment: Option<CommentId>,
    /// The case that reuses it.
    pub reuser: Option<CaseId>,
    /// The enquiry that it is about.
    pub enquiry: Option<EnquiryId>,
    /// The error report that it is about.
    #[serde(default)]
    pub error_report: Option<ErrorReportId>,
    /// The saved search of one's own that finds it.
    #[serde(default)]
    pub search: Option<SavedSearchId>,
    /// The collection that it is about.
    #[serde(default)]
    pub collection: Option<CollectionId>,
    /// It came after what was read.
    #[serde(default)]
    pub unread: bool,
}

#[cfg(test)]
mod tests {
    use super::InboxKind;

    #[test]
    fn every_kind_is_among_all_of_them_in_its_order() {
        let places = InboxKind::ALL.map(|kind| kind as usize);
        assert!(places.into_iter().eq(0..=InboxKind::Mentioned as usize));
    }
}
