//! Files beside a case.
//!
//! **Invariant:** what others see of them is a type of its own, without a place for one that is not
//! shared, nor for when a shared one was added before it was.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::AttachmentId;

/// A file beside a case, as readers of an owner organisation see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// As whoever added it calls it, with the ending of its type.
    pub file_name: String,
    /// What its bytes are, `application/pdf`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// Since when all who may read the case see it; none while only its owners do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<DateTime<Utc>>,
}

impl Attachment {
    /// What others see of it; none while it is its owners' only.
    pub fn shared(&self) -> Option<SharedAttachment> {
        Some(SharedAttachment {
            id: self.id,
            file_name: self.file_name.clone(),
            media_type: self.media_type.clone(),
            size: self.size,
            shared_at: self.shared_at?,
        })
    }
}

/// A file beside a case, as everybody who may read the case sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedAttachment {
    /// Which one.
    pub id: AttachmentId,
    /// What it is called.
    pub file_name: String,
    /// What its bytes are, `application/pdf`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Since when it is shared.
    pub shared_at: DateTime<Utc>,
}
