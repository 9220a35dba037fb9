//! What is said about a case.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{CaseId, CommentId, Cvr, PersonId};

/// One comment as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The case it is about.
    pub case: CaseId,
    /// The comment that it answers.
    pub in_reply_to: Option<CommentId>,
    /// The organisation of the writer.
    pub organisation: Cvr,
    /// The writer; only told to readers of the same organisation.
    pub author: Option<PersonId>,
    /// Colleagues of the writer who are mentioned; only told to readers of the same organisation.
    pub mentions: Vec<PersonId>,
    /// Markdown, 1-4,000 characters; empty when it was removed.
    pub text: String,
    /// When it was posted.
    pub posted_at: DateTime<Utc>,
    /// When its text was last edited.
    pub edited_at: Option<DateTime<Utc>>,
    /// It was removed and only keeps its place in the thread.
    pub removed: bool,
}
