//! The only writer: load, decide, append, retry.

use std::collections::BTreeMap;
use std::sync::Arc;

use case::access::Principal;
use case::catalogue::Change;
use case::codes::Forms;
use case::collection::CollectionCommand;
use case::counting::ToPublish;
use case::discussion::Mention;
use case::enquiry::Question;
use case::error_report::FoundError;
use case::hand_over::Handover;
use case::{Command, Event};
use tokio::sync::Mutex;
use uuid::Uuid;
use vocabulary::{
    AskedFor, CaseFilter, CaseId, Catalogue, Code, CodeScheme, CollectionId, CommentId, Contact,
    Cvr, EnquiryId, ErrorReportId, FrontPageText, HistoryEntry, InboxEntryId, InboxKind, MessageId,
    OrganisationProfile, Refusal, RefusalCode, ReuseDegree, ReuseId, SavedSearchId, Topic,
    Visibility,
};

pub use self::catalogue::{KLE_FORMS_STREAM, catalogue_stream, codes_stream, profile_stream};
pub use self::counting::{organisation_stream, quarter_stream};
use self::decide::Decided;
use self::folds::AllFolds;
pub use self::front_page::FRONT_PAGE_STREAM;
pub use self::importing::{ImportOrder, RowEffect, RowOrder};
use self::nothing::{NothingChanged, command_stream};
pub use self::runs::{RunOutcome, run_stream};
pub use self::streams::{
    case_stream, collection_stream, discussion_stream, enquiry_stream, error_report_stream,
    handover_stream, person_stream,
};
use crate::events;
use crate::log::{
    Append, Appended, CommandKey, EventLog, Expected, LogError, NewEvent, Origin, Position,
};

mod attached;
mod catalogue;
mod collecting;
mod counting;
mod decide;
mod error_reports;
mod folds;
mod front_page;
mod handing_over;
mod importing;
mod load;
mod nothing;
mod organisations;
mod runs;
mod streams;

/// How often a command is decided when other processes write to the same stream at the same time.
const TRIES: usize = 100;
/// Queues of those who were too late.
const TURNS: usize = 64;

/// What is asked for, whichever stream it goes to.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum Order {
    /// A command to the case itself.
    Case(Box<Command>),
    /// A new case that builds on another.
    Reuse {
        source: CaseId,
        reuse: ReuseId,
        degree: ReuseDegree,
        title: Option<String>,
        visibility: Visibility,
    },
    /// An existing case builds on another one, in its present edition.
    DeclareReuse {
        source: CaseId,
        reuse: ReuseId,
        degree: ReuseDegree,
    },
    Comment {
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        text: String,
        mentions: Vec<Mention>,
    },
    EditComment {
        comment: CommentId,
        text: String,
        mentions: Vec<Mention>,
    },
    RemoveComment {
        comment: CommentId,
    },
    Follow,
    Unfollow,
    /// The case's sections are to say again what they said in a revision.
    RestoreVersion {
        revision: u64,
    },
    /// Asks the owners of a case.
    SendEnquiry {
        enquiry: EnquiryId,
        question: Box<Question>,
    },
    /// About an enquiry, and no case.
    AnswerEnquiry {
        enquiry: EnquiryId,
        message: MessageId,
        text: String,
    },
    CloseEnquiry {
        enquiry: EnquiryId,
    },
    /// Tells the owners of a case of an error on its record.
    ReportError {
        report: ErrorReportId,
        found: Box<FoundError>,
    },
    /// About an error report, and no case.
    ResolveError {
        report: ErrorReportId,
        answer: String,
    },
    /// About a collection, and the case that it names.
    Collection {
        collection: CollectionId,
        command: Box<CollectionCommand>,
    },
    /// About people on many cases; what becomes of each case is an order of its own.
    BeginHandover {
        handover: Box<Handover>,
        cases: Vec<CaseId>,
    },
    /// About the organisation that is acted for, and no case.
    SetOrganisationContact {
        contact: Contact,
    },
    Bookmark {
        keep: bool,
    },
    /// About what the person follows beside cases, and no case.
    FollowTopic {
        topic: Topic,
        follow: bool,
    },
    /// About a search of the person's own, and no case.
    SaveSearch {
        search: SavedSearchId,
        name: String,
        asked: Box<AskedFor>,
    },
    RenameSearch {
        search: SavedSearchId,
        name: String,
    },
    DeleteSearch {
        search: SavedSearchId,
    },
    FollowSearch {
        search: SavedSearchId,
        filter: Box<CaseFilter>,
        /// The organisations that kinds and regions of the filter stand for.
        among: Option<Vec<Cvr>>,
    },
    UnfollowSearch {
        search: SavedSearchId,
    },
    /// A row of a file, or about an import.
    Import(ImportOrder),
    /// About what the person was told, and no case.
    ReadInbox {
        through: Option<InboxEntryId>,
    },
    /// About what comes into the person's inbox, and no case.
    ChooseNotifications {
        choices: BTreeMap<InboxKind, bool>,
    },
    /// About the organisation acted for, and no case.
    ChangeStatisticsConsent {
        counted: bool,
    },
    /// About all cases, and none.
    PublishQuarter {
        publish: Box<ToPublish>,
    },
    /// About the front page, and no case.
    ReviseFrontPage {
        text: FrontPageText,
    },
    DescribeProfile {
        profile: Box<OrganisationProfile>,
    },
    /// About what all organisations share, and no case.
    Catalogue {
        catalogue: Catalogue,
        change: Box<Change>,
    },
    /// About numbers that others publish, and no case.
    ImportCodes {
        scheme: CodeScheme,
        codes: Vec<Code>,
    },
    ReplaceKleForms {
        forms: Forms,
    },
}

/// An order with all that deciding it takes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The case that it is about.
    pub case: CaseId,
    /// The revision that the caller decided on.
    pub expected_revision: Option<u64>,
    /// Who asks.
    pub principal: Principal,
    /// Who and when, for the log.
    pub origin: Origin,
    /// The caller's idempotency key and the digest of the order.
    pub key: CommandKey,
    /// What is asked for.
    pub order: Order,
}

/// What came of a request that reached the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is so now.
    Done {
        /// Version of the stream that the order was about.
        revision: u64,
        /// The position that a read must have reached to show it.
        position: Position,
        /// It had been done before.
        repeated: bool,
        /// What a row of an import came to; none of anything else, and of what was done before.
        row: Option<Box<RowEffect>>,
    },
    /// A business no; nothing was written.
    Refused(Refusal),
    /// Somebody else changed the case since the expected revision; nothing was written.
    Conflict {
        /// The revision now.
        revision: u64,
        /// What changed since, oldest first.
        since: Vec<HistoryEntry>,
    },
}

/// The writer over a log. Clones are the same.
#[derive(Clone)]
pub struct Writer {
    log: Arc<dyn EventLog>,
    new_id: fn() -> Uuid,
    folds: Arc<AllFolds>,
    turns: Arc<[Mutex<()>; TURNS]>,
}

/// Why there is nothing to write.
enum Stop {
    Refused(Refusal),
    Conflict(u64, Vec<HistoryEntry>),
    Fault(LogError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<LogError> for Stop {
    fn from(error: LogError) -> Self {
        Self::Fault(error)
    }
}

impl Writer {
    /// A writer whose event ids come from `new_id`.
    pub fn new(log: Arc<dyn EventLog>, new_id: fn() -> Uuid) -> Self {
        let turns = Arc::new(std::array::from_fn(|_| Mutex::default()));
        Self { log, new_id, folds: Arc::default(), turns }
    }

    /// Position of the last event in the log.
    pub async fn head(&self) -> Result<Position, LogError> {
        self.log.head().await
    }

    /// Carries out a request. An error means that nothing is known to be written; the same request
    /// with the same key may be sent again and has one effect and one answer, on any process. What
    /// was refused or in conflict had no effect, so it is decided again.
    pub async fn execute(&self, request: &Request) -> Result<Outcome, LogError> {
        if request.order.is_dry_run() {
            return self.preview(request).await;
        }
        if let Some(earlier) = self.earlier(request.key).await? {
            return Ok(earlier);
        }
        match self.attempt(request).await {
            Err(Stop::Fault(LogError::Conflict { .. })) => {}
            stopped_or_done => return self.answer(request.key, stopped_or_done).await,
        }
        // Whoever came too late once waits for the others who did, instead of racing them.
        let _turn = self.turns[turn(request)].lock().await;
        let mut actual = 0;
        for _ in 1..TRIES {
            match self.attempt(request).await {
                Err(Stop::Fault(LogError::Conflict { actual: now })) => actual = now,
                stopped_or_done => return self.answer(request.key, stopped_or_done).await,
            }
        }
        Err(LogError::Unavailable(Box::new(LogError::Conflict { actual })))
    }

    /// A no may be the answer to the effect of the very same command, sent twice at the same time:
    /// then the other's answer is this one's too.
    async fn answer(
        &self,
        key: CommandKey,
        attempted: Result<Outcome, Stop>,
    ) -> Result<Outcome, LogError> {
        let no = match attempted {
            Ok(outcome) => return Ok(outcome),
            Err(Stop::Fault(LogError::KeyReused)) => return Ok(key_reused()),
            Err(Stop::Fault(error)) => return Err(error),
            Err(Stop::Refused(refusal)) => Outcome::Refused(refusal),
            Err(Stop::Conflict(revision, since)) => Outcome::Conflict { revision, since },
        };
        Ok(self.earlier(key).await?.unwrap_or(no))
    }

    /// What the command came to before, wherever it was carried out.
    async fn earlier(&self, key: CommandKey) -> Result<Option<Outcome>, LogError> {
        let Appended { version, position, .. } = match self.log.outcome(key).await {
            Ok(Some(appended)) => appended,
            Ok(None) => return Ok(None),
            Err(LogError::KeyReused) => return Ok(Some(key_reused())),
            Err(error) => return Err(error),
        };
        let nothing = self.log.read(&command_stream(key.id), 0).await?;
        let revision = match nothing.first() {
            Some(recorded) => NothingChanged::read(recorded)?.revision,
            None => version,
        };
        Ok(Some(Outcome::Done { revision, position, repeated: true, row: None }))
    }

    async fn attempt(&self, request: &Request) -> Result<Outcome, Stop> {
        let Decided { stream, version, events, row } = self.decide(request).await?;
        let changed = !events.is_empty();
        let append = if changed {
            self.append(request, stream, version, &events)
        } else {
            NothingChanged { revision: version }.append(request.key, request.origin.clone())
        };
        let appended = self.log.append(append).await?;
        if appended.repeated {
            let earlier = self.earlier(request.key).await?;
            return Ok(earlier.ok_or_else(|| LogError::Corrupt("a command is gone".to_owned()))?);
        }
        let revision = if changed { appended.version } else { version };
        Ok(Outcome::Done { revision, position: appended.position, repeated: false, row })
    }

    fn append(&self, request: &Request, stream: String, version: u64, events: &[Event]) -> Append {
        let mut new: Vec<NewEvent> = events
            .iter()
            .map(|event| {
                let (kind, schema, data) = events::encode(event);
                NewEvent { id: (self.new_id)(), kind: kind.to_owned(), schema, data }
            })
            .collect();
        if let Some(last) = new.last_mut() {
            last.id = request.key.id;
        }
        Append {
            stream,
            expected: if version == 0 { Expected::NoStream } else { Expected::Version(version) },
            events: new,
            origin: request.origin.clone(),
            command: Some(request.key),
        }
    }
}

/// Orders about the same case take turns, and a few others with them.
fn turn(request: &Request) -> usize {
    usize::from(request.case.0.as_bytes()[15]) % TURNS
}

fn key_reused() -> Outcome {
    Outcome::Refused(Refusal::of(RefusalCode::KeyReused))
}
