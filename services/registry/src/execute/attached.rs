//! What the log says of files beside cases, for those who keep their bytes.

use std::collections::BTreeSet;

use case::Case;
use case::access::{Action, Principal, permit};
use vocabulary::{AttachmentId, BlobId, CaseId, Refusal};

use super::Writer;
use crate::log::LogError;

impl Writer {
    /// The case, when somebody may attach files to it.
    pub async fn to_attach_to(
        &self,
        principal: &Principal,
        case: CaseId,
    ) -> Result<Result<Case, Refusal>, LogError> {
        let case = self.case(case).await?;
        Ok(permit(principal, Action::Edit, &case.facts()).map(|()| Case::clone(&case)))
    }

    /// The bytes that a case names; none when there is no such case.
    pub async fn blobs(&self, case: CaseId) -> Result<Option<BTreeSet<BlobId>>, LogError> {
        let case = self.case(case).await?;
        Ok(case.exists().then(|| case.blobs.values().copied().collect()))
    }

    /// The bytes of a file that was removed from a case.
    pub async fn removed_blob(
        &self,
        case: CaseId,
        attachment: AttachmentId,
    ) -> Result<Option<BlobId>, LogError> {
        Ok(self.case(case).await?.removed_attachments.get(&attachment).copied())
    }
}
