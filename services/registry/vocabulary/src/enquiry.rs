//! Questions to the people behind a case, seen by the two sides only. Never counted as reuse or
//! comment.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{CaseId, Cvr, EnquiryId, MessageId, PersonId};

/// One message as a reader of one of the sides sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryMessage {
    /// Its id.
    pub id: MessageId,
    /// The organisation of the writer.
    pub organisation: Cvr,
    /// The writer; only told to readers of the same organisation.
    pub author: Option<PersonId>,
    /// Markdown, 1-4,000 characters.
    pub text: String,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// An enquiry as a reader of one of its sides sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// Its id.
    pub id: EnquiryId,
    /// The case that it is about.
    pub case: CaseId,
    /// The organisation that asks; the other side are the owners of the case.
    pub asking: Cvr,
    /// 1-120 characters.
    pub subject: String,
    /// Oldest first, 1-100.
    pub messages: Vec<EnquiryMessage>,
    /// Nothing more is said.
    pub closed: bool,
}
