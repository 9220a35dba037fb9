//! Orders about files beside cases.

use case::Command;
use case::access::Principal;
use case::attachment::NewAttachment;
use proto::registry::v1 as pb;
use sha2::{Digest, Sha256};
use vocabulary::{AttachmentId, CaseId, Refusal};

use super::{id, key_of};
use crate::log::CommandKey;

pub fn change_sharing(asked: &pb::ChangeAttachmentSharing) -> Result<Command, Refusal> {
    let attachment = id("attachmentId", &asked.attachment_id)?;
    Ok(Command::ChangeAttachmentSharing { attachment, shared: asked.shared })
}

pub fn remove(asked: &pb::RemoveAttachment) -> Result<Command, Refusal> {
    Ok(Command::RemoveAttachment { attachment: id("attachmentId", &asked.attachment_id)? })
}

/// The case and the file that the head of an upload names.
pub fn named(head: &pb::AttachmentHead) -> Result<(CaseId, AttachmentId), Refusal> {
    Ok((super::case_id(&head.case_id)?, id("attachmentId", &head.attachment_id)?))
}

/// The key of an upload: who adds it and its id, with all that they chose as the content. Where its
/// bytes are kept is no part of it, for a retry keeps them anew.
pub fn upload_key(principal: &Principal, case: CaseId, file: &NewAttachment) -> CommandKey {
    let mut digest = Sha256::new();
    for part in [&case.to_string(), &file.file_name, &file.sha256] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.update([u8::from(file.shared)]);
    key_of(principal, &format!("attachment\n{}", file.id), digest.finalize().into())
}
