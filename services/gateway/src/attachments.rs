//! Files beside a case. Here is what is said of them; their bytes come and go over plain HTTP, in
//! `attachments/upload.rs` and `attachments/download.rs`.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::CaseId;

use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

pub mod download;
pub mod upload;

/// Where a file is fetched from.
fn address(case: CaseId, id: vocabulary::AttachmentId) -> String {
    format!("/api/v1/cases/{case}/attachments/{id}")
}

/// A file beside a case that all who may read the case have.
pub struct SharedAttachment {
    /// The case.
    pub case: CaseId,
    /// What the registry answered.
    pub attachment: vocabulary::SharedAttachment,
}

/// A file beside a case that all who may read the case have.
#[Object]
impl SharedAttachment {
    /// Global id.
    async fn id(&self) -> ID {
        ids::attachment(self.attachment.id)
    }

    /// What it is called.
    async fn file_name(&self) -> &str {
        &self.attachment.file_name
    }

    /// What its bytes are, `application/pdf`.
    async fn media_type(&self) -> &str {
        &self.attachment.media_type
    }

    /// Bytes.
    async fn size(&self) -> u64 {
        self.attachment.size
    }

    /// Since when it is shared.
    async fn shared_at(&self) -> DateTime<Utc> {
        self.attachment.shared_at
    }

    /// Where it is fetched from, at this same host.
    async fn url(&self) -> String {
        address(self.case, self.attachment.id)
    }
}

/// A file beside a case, as readers of an owner organisation see it.
pub struct Attachment {
    /// The case.
    pub case: CaseId,
    /// What the registry answered.
    pub attachment: vocabulary::Attachment,
}

/// A file beside a case, as readers of an owner organisation see it.
#[Object]
impl Attachment {
    /// Global id.
    async fn id(&self) -> ID {
        ids::attachment(self.attachment.id)
    }

    /// What it is called.
    async fn file_name(&self) -> &str {
        &self.attachment.file_name
    }

    /// What its bytes are, `application/pdf`.
    async fn media_type(&self) -> &str {
        &self.attachment.media_type
    }

    /// Bytes.
    async fn size(&self) -> u64 {
        self.attachment.size
    }

    /// SHA-256 of its bytes, in hexadecimal.
    async fn sha256(&self) -> &str {
        &self.attachment.sha256
    }

    /// When it was added.
    async fn added_at(&self) -> DateTime<Utc> {
        self.attachment.added_at
    }

    /// Whether all who may read the case have it, and not only its owners.
    async fn shared(&self) -> bool {
        self.attachment.shared_at.is_some()
    }

    /// Where it is fetched from, at this same host.
    async fn url(&self) -> String {
        address(self.case, self.attachment.id)
    }
}

/// Who is to have a file.
#[derive(InputObject)]
pub struct ChangeAttachmentSharingInput {
    /// The case.
    case_id: ID,
    /// The file.
    attachment_id: ID,
    /// Whether all who may read the case have it, and not only its owners.
    shared: bool,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A file to remove.
#[derive(InputObject)]
pub struct RemoveAttachmentInput {
    /// The case.
    case_id: ID,
    /// The file.
    attachment_id: ID,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with files.
#[derive(Default)]
pub struct AttachmentMutation;

#[Object]
impl AttachmentMutation {
    /// Shares a file with all who may read the case, or keeps it for its owners. A file is added by
    /// `POST /api/v1/cases/{caseId}/attachments`.
    async fn change_attachment_sharing(
        &self,
        context: &Context<'_>,
        input: ChangeAttachmentSharingInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let attachment_id = asked.id("attachmentId", "Attachment", &input.attachment_id);
        let changed = rpc::ChangeAttachmentSharing { attachment_id, shared: input.shared };
        asked.carry_out(Command::ChangeAttachmentSharing(changed)).await
    }

    /// Removes a file for good: its bytes are deleted.
    async fn remove_attachment(
        &self,
        context: &Context<'_>,
        input: RemoveAttachmentInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let attachment_id = asked.id("attachmentId", "Attachment", &input.attachment_id);
        asked.carry_out(Command::RemoveAttachment(rpc::RemoveAttachment { attachment_id })).await
    }
}
