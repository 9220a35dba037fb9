//! Files as they come and go: in pieces, looked through before they are kept, and given only to
//! those who may have them.

use std::sync::Arc;

use case::Command;
use case::access::Principal;
use case::attachment::{self, LARGEST, NewAttachment};
use futures::stream::{self, BoxStream};
use futures::{StreamExt as _, TryStreamExt as _};
use platform::ids;
use proto::registry::v1 as pb;
use proto::registry::v1::add_attachment_part::Part;
use tokio::sync::Semaphore;
use tonic::{Request, Status, Streaming};
use vocabulary::{AttachmentId, BlobId, CaseId, FieldProblem, FieldRule, Refusal, RefusalCode};

use super::carry_out::{answer, fault, origin};
use super::{Service, reads};
use crate::attachments::{
    Arrived, Arriving, AttachmentSettings, Files, FilesError, Scanner, Verdict,
};
use crate::execute::{self, Order, Outcome};
use crate::wire;

/// Uploads at the same time.
const UPLOADS: usize = 64;

/// How parts of a file are answered.
pub type Parts = BoxStream<'static, Result<pb::ReadAttachmentPart, Status>>;

/// All that keeping files takes.
pub struct Keeper {
    /// Where they are.
    pub files: Files,
    scanner: Option<Scanner>,
    /// Of all files of the cases that one organisation leads.
    organisation_bytes: u64,
    uploads: Semaphore,
}

impl Keeper {
    /// Opens the store; the scanner is not asked yet.
    pub fn open(settings: &AttachmentSettings) -> Result<Self, FilesError> {
        if settings.scanner.is_none() {
            tracing::warn!("no file is looked through, for there is no attachments.scanner");
        }
        Ok(Self {
            files: Files::open(settings)?,
            scanner: settings.scanner.clone().map(Scanner::new).transpose()?,
            organisation_bytes: settings.organisation_mib.saturating_mul(1024 * 1024),
            uploads: Semaphore::new(UPLOADS),
        })
    }
}

/// Why a file is not kept.
enum Stop {
    Refused(Refusal),
    Failed(Status),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RefusalCode> for Stop {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(Refusal::of(code))
    }
}

impl From<Status> for Stop {
    fn from(status: Status) -> Self {
        Self::Failed(status)
    }
}

impl From<FilesError> for Stop {
    fn from(error: FilesError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a file cannot be kept");
        Self::Failed(Status::unavailable("the store of files is unavailable"))
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        FilesError::from(error).into()
    }
}

/// Where a file is to go, and as what.
struct Upload<'a> {
    principal: &'a Principal,
    case: CaseId,
    id: AttachmentId,
    head: pb::AttachmentHead,
}

impl Service {
    /// Takes a file in.
    pub(super) async fn add(
        &self,
        request: Request<Streaming<pb::AddAttachmentPart>>,
    ) -> Result<pb::Outcome, Status> {
        let (metadata, _, mut parts) = request.into_parts();
        let principal = self.principal(&metadata).await?;
        let Some(Part::Head(head)) = parts.message().await?.and_then(|part| part.part) else {
            return Err(Status::invalid_argument("a file begins with its head"));
        };
        let case = head.case_id.parse().unwrap_or(CaseId(uuid::Uuid::nil()));
        let outcome = match self.taken_in(&principal, head, parts).await {
            Ok(outcome) => outcome,
            Err(Stop::Refused(refusal)) => Outcome::Refused(refusal),
            Err(Stop::Failed(status)) => return Err(status),
        };
        answer(case, &principal, true, outcome)
    }

    async fn taken_in(
        &self,
        principal: &Principal,
        head: pb::AttachmentHead,
        parts: Streaming<pb::AddAttachmentPart>,
    ) -> Result<Outcome, Stop> {
        if *principal == Principal::Anonymous {
            return Err(RefusalCode::NotSignedIn.into());
        }
        let keeper = self.keeper.as_ref().ok_or(RefusalCode::AttachmentsOff)?;
        let (case, id) = wire::attachments::named(&head)?;
        let upload = Upload { principal, case, id, head };
        self.check(keeper, &upload, upload.head.size.unwrap_or(1)).await?;
        let busy = |_| Status::resource_exhausted("too many files come at the same time");
        let _place = keeper.uploads.try_acquire().map_err(busy)?;
        let mut arrived = received(parts).await?;
        self.check(keeper, &upload, arrived.size).await?;
        let blob = BlobId(ids::random());
        let file = NewAttachment {
            id,
            blob,
            file_name: upload.head.file_name.clone(),
            media_type: arrived.media_type.clone(),
            size: arrived.size,
            sha256: arrived.sha256.clone(),
            shared: upload.head.shared,
        };
        // Before it is looked through or stored: most that is refused is refused for its type.
        if !file.media_type.as_deref().is_some_and(attachment::is_allowed) {
            return Err(RefusalCode::AttachmentTypeNotAllowed.into());
        }
        look_through(keeper, &mut arrived).await?;
        keeper.files.put(case, blob, &mut arrived.file).await?;
        self.named(keeper, &upload, file).await
    }

    /// Whether somebody may add it and there is room, before it comes and once its size is known.
    async fn check(&self, keeper: &Keeper, upload: &Upload<'_>, size: u64) -> Result<(), Stop> {
        let found = self.writer.to_attach_to(upload.principal, upload.case).await;
        let case = found.map_err(|error| fault(&error))??;
        if attachment::is_taken(&case, upload.id) {
            // It may be the same again, which has room as it has been there.
            return Ok(());
        }
        attachment::room(&case, &upload.head.file_name, size)?;
        let Some(lead) = case.lead else { return Ok(()) };
        let used = self.reader.attached_bytes(lead).await.map_err(|error| reads::fault(&error))?;
        if used.saturating_add(size) > keeper.organisation_bytes {
            return Err(RefusalCode::AttachmentQuota.into());
        }
        Ok(())
    }

    /// Has the case name the stored bytes. When it does not, they are deleted; when nobody knows,
    /// they are left to be swept.
    async fn named(
        &self,
        keeper: &Keeper,
        upload: &Upload<'_>,
        file: NewAttachment,
    ) -> Result<Outcome, Stop> {
        let (case, blob) = (upload.case, file.blob);
        let principal = upload.principal.clone();
        let request = execute::Request {
            case,
            expected_revision: None,
            origin: origin(&principal, &upload.head.correlation_id, self.clock.now()),
            key: wire::attachments::upload_key(&principal, case, &file),
            principal,
            order: Order::Case(Box::new(Command::AddAttachment { file: Box::new(file) })),
        };
        let outcome = self.writer.execute(&request).await.map_err(|error| fault(&error))?;
        // Also what was done before may have been done by this very call.
        let names = self.writer.blobs(case).await.map_err(|error| fault(&error))?;
        if !names.is_some_and(|names| names.contains(&blob)) {
            delete(keeper, case, blob).await;
        }
        Ok(outcome)
    }

    /// Carries a command out. The bytes of a file that it removes go with it.
    pub(super) async fn carried_out(&self, request: &execute::Request) -> Result<Outcome, Status> {
        let outcome = self.writer.execute(request).await.map_err(|error| fault(&error))?;
        self.clear_away(request, &outcome).await;
        Ok(outcome)
    }

    async fn clear_away(&self, request: &execute::Request, outcome: &Outcome) {
        let (Some(keeper), Order::Case(command)) = (&self.keeper, &request.order) else { return };
        let (Command::RemoveAttachment { attachment }, Outcome::Done { .. }) =
            (&**command, outcome)
        else {
            return;
        };
        // Where the log does not say, they are swept.
        if let Ok(Some(blob)) = self.writer.removed_blob(request.case, *attachment).await {
            delete(keeper, request.case, blob).await;
        }
    }

    /// Gives a file to somebody who may have it; to all others nothing.
    pub(super) async fn give(
        &self,
        request: Request<pb::ReadAttachmentRequest>,
    ) -> Result<Parts, Status> {
        let principal = self.principal(request.metadata()).await?;
        let asked = request.into_inner();
        reads::at_least(&self.reader, asked.at_least).await?;
        let (Ok(case), Ok(id)) = (asked.case_id.parse(), asked.attachment_id.parse()) else {
            return Ok(stream::empty().boxed());
        };
        let found = self.reader.attachment(&principal, case, id).await;
        let found = found.map_err(|error| reads::fault(&error))?;
        let Some((attachment, blob)) = found else { return Ok(stream::empty().boxed()) };
        let away = || Status::unavailable("the bytes of a file are not there");
        let files = self.keeper.as_ref().map(|keeper| keeper.files.clone()).ok_or_else(away)?;
        let bytes = files.get(case, blob).await.map_err(|error| lost(&error))?;
        let bytes = bytes.ok_or_else(|| {
            tracing::error!(case.id = %case, attachment.id = %id, "the bytes of a file are gone");
            away()
        })?;
        let head = pb::ReadAttachmentPart {
            file_name: attachment.file_name,
            media_type: attachment.media_type,
            size: attachment.size,
            bytes: Vec::new(),
        };
        let part = |bytes| pb::ReadAttachmentPart { bytes, ..pb::ReadAttachmentPart::default() };
        let parts = bytes.map_ok(part).map_err(|error| lost(&error));
        Ok(stream::once(async move { Ok(head) }).chain(parts).boxed())
    }
}

/// All of a file, as long as it is not too large.
async fn received(mut parts: Streaming<pb::AddAttachmentPart>) -> Result<Arrived, Stop> {
    let mut arriving = Arriving::new().await?;
    while let Some(part) = parts.message().await? {
        match part.part {
            Some(Part::Bytes(bytes)) => {
                if arriving.size() + bytes.len() as u64 > LARGEST {
                    return Err(too_large().into());
                }
                arriving.take(&bytes).await?;
            }
            Some(Part::End(_)) => return Ok(arriving.whole().await?),
            Some(Part::Head(_)) | None => {
                return Err(Status::invalid_argument("a file has one head").into());
            }
        }
    }
    Err(Status::cancelled("the file was cut off").into())
}

fn too_large() -> Refusal {
    let (field, rule) = ("attachment.size".to_owned(), FieldRule::OutOfRange);
    let limit = i64::try_from(LARGEST).ok();
    let fields = vec![FieldProblem { field, rule, limit }];
    Refusal { code: RefusalCode::InvalidFields, fields }
}

/// Refuses what a scanner finds something in, and what it cannot look through.
async fn look_through(keeper: &Keeper, arrived: &mut Arrived) -> Result<(), Stop> {
    use tokio::io::AsyncSeekExt as _;
    let Some(scanner) = &keeper.scanner else { return Ok(()) };
    let looked = scanner.scan(&mut arrived.file).await;
    arrived.file.rewind().await?;
    let result = match &looked {
        Ok(Verdict::Clean) => "clean",
        Ok(Verdict::Infected(_)) => "infected",
        Err(_) => "failed",
    };
    metrics::counter!("attachments_scanned_total", "result" => result).increment(1);
    match looked {
        Ok(Verdict::Clean) => Ok(()),
        Ok(Verdict::Infected(name)) => {
            tracing::warn!(virus.name = name, "a file was refused");
            Err(RefusalCode::AttachmentInfected.into())
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a file was not scanned");
            Err(RefusalCode::AttachmentNotScanned.into())
        }
    }
}

async fn delete(keeper: &Keeper, case: CaseId, blob: BlobId) {
    if let Err(error) = keeper.files.delete(case, blob).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "bytes that nobody needs are left to be swept");
    }
}

fn lost(error: &FilesError) -> Status {
    tracing::error!(error = error as &dyn std::error::Error, "a file cannot be read");
    Status::unavailable("the store of files is unavailable")
}

/// The keeper of the settings; none where nothing is said of files.
pub fn keeper(settings: Option<&AttachmentSettings>) -> Result<Option<Arc<Keeper>>, FilesError> {
    settings.map(Keeper::open).transpose().map(|keeper| keeper.map(Arc::new))
}
