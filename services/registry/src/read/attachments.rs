//! Files beside cases: which somebody may have, and how much an organisation has.

use case::access::Principal;
use sea_orm::Value;
use vocabulary::{Attachment, AttachmentId, BlobId, CaseId, Cvr};

use super::fold::Fold;
use super::scope::readable_case;
use super::sql::Sql;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader};

impl Reader {
    /// A file that the principal may have, and where its bytes are. One of a case that they may not
    /// read, one that is not theirs to have, one of another case and none at all are answered alike.
    pub async fn attachment(
        &self,
        principal: &Principal,
        case: CaseId,
        id: AttachmentId,
    ) -> Result<Option<(Attachment, BlobId)>, ReadError> {
        let case = readable_case(&self.now().store, principal, case).await?;
        let found = case.as_ref().and_then(|case| case.attachment_for(principal, id));
        Ok(found.map(|(attachment, blob)| (attachment.clone(), blob)))
    }

    /// Bytes of all files of the cases that an organisation leads, as far as the log is folded. Told
    /// to nobody.
    pub async fn attached_bytes(&self, lead: Cvr) -> Result<u64, ReadError> {
        let sql = Sql::of("SELECT bytes FROM read_attached WHERE lead = ").bind(lead.to_string());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut sum = 0_u64;
        for row in &rows {
            let bytes: i64 = row.try_get_by_index(0)?;
            sum = sum.saturating_add(bytes.try_into().unwrap_or(0));
        }
        Ok(sum)
    }
}

impl Fold {
    /// How much the cases that the page changed have, of those that have anything.
    pub(super) fn write_attached(&self, known: Vec<uuid::Uuid>, writes: &mut Vec<Write>) {
        writes.push(Write::Clear(&tables::ATTACHED, known));
        let rows = self.touched().filter_map(|(id, _, touched)| {
            let bytes = i64::try_from(touched.case.attached_bytes()).unwrap_or(i64::MAX);
            let lead = touched.case.lead.filter(|_| bytes > 0)?.to_string();
            let row: Vec<Value> = vec![id.0.into(), lead.into(), bytes.into()];
            Some(row)
        });
        writes.push(Write::Put(&tables::ATTACHED, rows.collect()));
    }
}
