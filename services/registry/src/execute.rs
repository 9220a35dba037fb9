//! The only writer: load, decide, append, retry.

use std::sync::Arc;

use case::access::{Action, Facts, Principal, permit};
use case::discussion::Discussion;
use case::following::Following;
use case::{Case, Command, Event, ReuseOf, decide, register_reuse};
use uuid::Uuid;
use vocabulary::{
    CaseId, CommentId, HistoryEntry, PersonId, Refusal, RefusalCode, ReuseDegree, ReuseId,
    ReuseSource, Visibility,
};

use crate::changes::changes;
use crate::events;
use crate::log::{
    Append, CommandKey, EventLog, Expected, LogError, NewEvent, Origin, Position, Recorded,
};
use crate::size;

/// How often a command is decided again when others write to the same stream at the same time.
const TRIES: usize = 16;

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
    },
    Follow,
    Unfollow,
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
        /// Version of the stream that the order went to.
        revision: u64,
        /// The position that a read must have reached to show it.
        position: Position,
        /// It had been done before.
        repeated: bool,
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

/// The writer over a log.
#[derive(Clone)]
pub struct Writer {
    log: Arc<dyn EventLog>,
    new_id: fn() -> Uuid,
}

/// A case with its history.
struct Loaded {
    case: Case,
    recorded: Vec<Recorded>,
}

/// What a decision came to, before it is written.
struct Decided {
    stream: String,
    version: u64,
    position: Position,
    events: Vec<Event>,
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

/// The stream of a case.
pub fn case_stream(case: CaseId) -> String {
    format!("case-{case}")
}

/// The stream of what is said about a case.
pub fn discussion_stream(case: CaseId) -> String {
    format!("discussion-{case}")
}

/// The stream of what a person follows.
pub fn person_stream(person: PersonId) -> String {
    format!("person-{person}")
}

impl Writer {
    /// A writer whose event ids come from `new_id`.
    pub fn new(log: Arc<dyn EventLog>, new_id: fn() -> Uuid) -> Self {
        Self { log, new_id }
    }

    /// Position of the last event in the log.
    pub async fn head(&self) -> Result<Position, LogError> {
        self.log.head().await
    }

    /// Carries out a request. An error means that nothing is known to be written; the same request
    /// with the same key may be sent again and has one effect.
    pub async fn execute(&self, request: &Request) -> Result<Outcome, LogError> {
        match self.log.outcome(request.key).await {
            Ok(Some(earlier)) => {
                return Ok(Outcome::Done {
                    revision: earlier.version,
                    position: earlier.position,
                    repeated: true,
                });
            }
            Ok(None) => {}
            Err(LogError::KeyReused) => return Ok(key_reused()),
            Err(error) => return Err(error),
        }
        let mut last = None;
        for _ in 0..TRIES {
            match self.attempt(request).await {
                Ok(outcome) => return Ok(outcome),
                Err(Stop::Refused(refusal)) => return Ok(Outcome::Refused(refusal)),
                Err(Stop::Conflict(revision, since)) => {
                    return Ok(Outcome::Conflict { revision, since });
                }
                Err(Stop::Fault(LogError::KeyReused)) => return Ok(key_reused()),
                Err(Stop::Fault(error @ LogError::Conflict { .. })) => last = Some(error),
                Err(Stop::Fault(error)) => return Err(error),
            }
        }
        let source = last.unwrap_or(LogError::Conflict { actual: 0 });
        Err(LogError::Unavailable(Box::new(source)))
    }

    async fn attempt(&self, request: &Request) -> Result<Outcome, Stop> {
        let decided = match &request.order {
            Order::Case(command) => self.decide_case(request, (**command).clone()).await?,
            Order::Reuse { .. } => self.decide_reuse(request).await?,
            Order::DeclareReuse { source, reuse, degree } => {
                let source = self.readable(&request.principal, *source).await?;
                let source = ReuseSource::Case {
                    case: source.id.ok_or(Refusal::of(RefusalCode::CaseUnknown))?,
                    edition: source.edition,
                };
                let command = Command::DeclareReuse { reuse: *reuse, source, degree: *degree };
                self.decide_case(request, command).await?
            }
            Order::Comment { comment, in_reply_to, text } => {
                let case = self.load(request.case).await?.case;
                permit(&request.principal, Action::Comment, &case.facts())?;
                self.decide_comment(request.case, *comment, *in_reply_to, text).await?
            }
            Order::Follow => {
                let case = self.load(request.case).await?.case;
                permit(&request.principal, Action::Follow, &case.facts())?;
                self.decide_following(request, true).await?
            }
            Order::Unfollow => self.decide_following(request, false).await?,
        };
        self.write(request, decided).await
    }

    async fn decide_case(&self, request: &Request, command: Command) -> Result<Decided, Stop> {
        let loaded = self.load(request.case).await?;
        if let Command::Register(_) = &command {
            // Somebody else's case may have the id: nobody is told what became of that one.
            permit(&request.principal, command.action(), &Facts::default())?;
        } else {
            permit(&request.principal, command.action(), &loaded.case.facts())?;
            loaded.hold(request.expected_revision)?;
        }
        let events = decide(request.case, &loaded.case, command)?;
        size::check(&loaded.case, &events, request.origin.at)?;
        Ok(loaded.decided(case_stream(request.case), events))
    }

    async fn decide_reuse(&self, request: &Request) -> Result<Decided, Stop> {
        let Order::Reuse { source, reuse, degree, title, visibility } = &request.order else {
            return Err(Refusal::of(RefusalCode::CaseUnknown).into());
        };
        let principal = &request.principal;
        let Some(lead) = principal.organisation() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let source = self.load(*source).await?.case;
        permit(principal, Action::Reuse, &source.facts())?;
        permit(principal, Action::Register, &Facts::default())?;
        let loaded = self.load(request.case).await?;
        let of = ReuseOf {
            source: &source,
            reuse: *reuse,
            degree: *degree,
            lead,
            reporter: principal.person(),
            title: title.clone(),
            visibility: *visibility,
        };
        let events = register_reuse(request.case, &loaded.case, of)?;
        Ok(loaded.decided(case_stream(request.case), events))
    }

    async fn decide_comment(
        &self,
        case: CaseId,
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        text: &str,
    ) -> Result<Decided, Stop> {
        let stream = discussion_stream(case);
        let recorded = self.log.read(&stream, 0).await?;
        let mut discussion = Discussion::default();
        for event in &recorded {
            discussion.evolve(&decoded(event)?);
        }
        let posted = discussion.post(case, comment, in_reply_to, text)?;
        Ok(Decided::after(stream, &recorded, posted))
    }

    async fn decide_following(&self, request: &Request, follow: bool) -> Result<Decided, Stop> {
        let Some(person) = request.principal.person() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let stream = person_stream(person);
        let recorded = self.log.read(&stream, 0).await?;
        let mut following = Following::default();
        for event in &recorded {
            following.evolve(&decoded(event)?);
        }
        let case = request.case;
        let events = if follow { following.follow(case) } else { following.unfollow(case) };
        Ok(Decided::after(stream, &recorded, events))
    }

    async fn readable(&self, principal: &Principal, case: CaseId) -> Result<Case, Stop> {
        let case = self.load(case).await?.case;
        permit(principal, Action::Read, &case.facts())?;
        Ok(case)
    }

    async fn load(&self, case: CaseId) -> Result<Loaded, LogError> {
        let recorded = self.log.read(&case_stream(case), 0).await?;
        let mut folded = Case::default();
        for event in &recorded {
            folded.evolve(&decoded(event)?, event.origin.at);
        }
        Ok(Loaded { case: folded, recorded })
    }

    async fn write(&self, request: &Request, decided: Decided) -> Result<Outcome, Stop> {
        let Decided { stream, version, position, events } = decided;
        if events.is_empty() {
            return Ok(Outcome::Done { revision: version, position, repeated: false });
        }
        let mut new = Vec::with_capacity(events.len());
        for event in &events {
            let (kind, schema, data) = events::encode(event);
            new.push(NewEvent { id: (self.new_id)(), kind: kind.to_owned(), schema, data });
        }
        if let Some(last) = new.last_mut() {
            last.id = request.key.id;
        }
        let expected = if version == 0 { Expected::NoStream } else { Expected::Version(version) };
        let append = Append {
            stream,
            expected,
            events: new,
            origin: request.origin.clone(),
            command: Some(request.key),
        };
        let appended = self.log.append(append).await?;
        Ok(Outcome::Done {
            revision: appended.version,
            position: appended.position,
            repeated: appended.repeated,
        })
    }
}

impl Loaded {
    /// A conflict tells what changed since the revision that the caller knew.
    fn hold(&self, expected: Option<u64>) -> Result<(), Stop> {
        match expected {
            Some(expected) if expected != self.case.revision => {
                Err(Stop::Conflict(self.case.revision, self.since(expected)?))
            }
            _ => Ok(()),
        }
    }

    fn decided(&self, stream: String, events: Vec<Event>) -> Decided {
        Decided::after(stream, &self.recorded, events)
    }

    fn since(&self, revision: u64) -> Result<Vec<HistoryEntry>, LogError> {
        let mut entries = Vec::new();
        let mut case = Case::default();
        for recorded in &self.recorded {
            let event = decoded(recorded)?;
            let before = case.clone();
            case.evolve(&event, recorded.origin.at);
            if recorded.version > revision {
                entries.push(HistoryEntry {
                    revision: recorded.version,
                    event: event.kind().to_owned(),
                    at: recorded.origin.at,
                    organisation: recorded
                        .origin
                        .organisation
                        .as_deref()
                        .and_then(|cvr| cvr.parse().ok()),
                    person: recorded.origin.person.map(PersonId),
                    changes: changes(&before, &case),
                });
            }
        }
        Ok(entries)
    }
}

impl Decided {
    fn after(stream: String, recorded: &[Recorded], events: Vec<Event>) -> Self {
        let last = recorded.last();
        Self {
            stream,
            version: last.map_or(0, |last| last.version),
            position: last.map_or(0, |last| last.position),
            events,
        }
    }
}

fn decoded(recorded: &Recorded) -> Result<Event, LogError> {
    let NewEvent { kind, schema, data, .. } = &recorded.event;
    Ok(events::decode(kind, *schema, data)?)
}

fn key_reused() -> Outcome {
    Outcome::Refused(Refusal::of(RefusalCode::KeyReused))
}
