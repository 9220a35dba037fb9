//! What writers write: commands of the product's own kinds, made again from their number.

use std::collections::BTreeSet;
use std::sync::Arc;

use case::access::{Principal, Role};
use case::{Case, Command, Event, Registration, decide};
use chrono::{DateTime, Utc};
use platform::clock::Clock;
use platform::ids;
use registry::events;
use registry::execute::{
    FRONT_PAGE_STREAM, KLE_FORMS_STREAM, Order, Outcome, Request, Writer, case_stream,
    catalogue_stream, codes_stream, collection_stream, discussion_stream, enquiry_stream,
    error_report_stream, handover_stream, organisation_stream, person_stream, profile_stream,
    quarter_stream,
};
use registry::log::{Append, CommandKey, EventLog, Expected, LogError, NewEvent, Origin};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CommentId, Cvr, PersonId, RefusalCode, Section, Story, Visibility,
};

/// Cases that all writers of a store write to.
const SHARED: u64 = 3;

/// Comments of an append that must be there whole or not at all.
const BATCH: u64 = 3;

/// One command of one writer.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its key, of which the id is also the correlation of its events.
    pub key: CommandKey,
    /// The stream that its events go to.
    pub stream: String,
    /// How many events it has.
    pub events: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// Decided by the product's writer.
    Order(Box<Request>),
    /// Appended as it is.
    Batch(Box<Append>),
}

/// What a job came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It has its events, of which the last has this version.
    Acknowledged {
        /// Version of the stream after it.
        version: u64,
    },
    /// A business no: it has no events.
    Refused,
}

/// The one organisation of all writers.
fn randers() -> Cvr {
    "29189668".parse().expect("invariant: the number of Randers is one")
}

fn person(writer: u64) -> PersonId {
    PersonId(Uuid::from_u128(1_000 + u128::from(writer)))
}

/// Who a writer writes as: a superuser of the one organisation.
pub fn principal(writer: u64) -> Principal {
    Principal::Person {
        id: person(writer),
        organisation: randers(),
        roles: BTreeSet::from([Role::Contributor, Role::Superuser]),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

/// The id of something that is told by its name.
fn named(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

fn shared_case(number: u64) -> CaseId {
    CaseId(named(&format!("shared case {}", number % SHARED)))
}

impl Job {
    /// The job with a number, the same every time but for the ids of the events.
    ///
    /// A writer begins with registering the shared cases. Then follow in turn a case of its own, a
    /// comment, a description and a batch on shared ones, and following its own case.
    pub fn of(seed: u64, writer: u64, number: u64) -> Self {
        let name = format!("{seed}/{writer}/{number}");
        let own = |number: u64| CaseId(named(&format!("{seed}/{writer}/{number} case")));
        let shared = shared_case(writer + number);
        if number < SHARED {
            return Self::order(&name, writer, shared_case(number), registration(&name));
        }
        match (number - SHARED) % 5 {
            0 => Self::order(&name, writer, own(number), registration(&name)),
            1 => Self::order(&name, writer, shared, comment(&name)),
            2 => Self::order(&name, writer, shared, description(&name)),
            3 => Self::batch(&name, writer, shared),
            _ => Self::order(&name, writer, own(number - 4), Order::Follow),
        }
    }

    fn order(name: &str, writer: u64, case: CaseId, order: Order) -> Self {
        let key = key(name, &format!("{case} {order:?}"));
        let (stream, events) = match &order {
            Order::Comment { .. } | Order::EditComment { .. } | Order::RemoveComment { .. } => {
                (discussion_stream(case), 1)
            }
            Order::SendEnquiry { enquiry, .. }
            | Order::AnswerEnquiry { enquiry, .. }
            | Order::CloseEnquiry { enquiry } => (enquiry_stream(*enquiry), 1),
            Order::ReportError { report, .. } | Order::ResolveError { report, .. } => {
                (error_report_stream(*report), 1)
            }
            Order::Follow
            | Order::Unfollow
            | Order::Bookmark { .. }
            | Order::FollowTopic { .. }
            | Order::SaveSearch { .. }
            | Order::RenameSearch { .. }
            | Order::DeleteSearch { .. }
            | Order::FollowSearch { .. }
            | Order::UnfollowSearch { .. }
            | Order::ChooseNotifications { .. }
            | Order::ReadInbox { .. } => (person_stream(person(writer)), 1),
            Order::Collection { collection, .. } => (collection_stream(*collection), 1),
            Order::BeginHandover { .. } => (handover_stream(key.id), 1),
            Order::ChangeStatisticsConsent { .. } | Order::SetOrganisationContact { .. } => {
                (principal(writer).organisation().map_or_else(String::new, organisation_stream), 1)
            }
            Order::PublishQuarter { publish } => (quarter_stream(publish.quarter), 1),
            Order::ReviseFrontPage { .. } => (FRONT_PAGE_STREAM.to_owned(), 1),
            Order::DescribeProfile { .. } => (profile_stream(randers()), 1),
            Order::Catalogue { catalogue, .. } => (catalogue_stream(*catalogue), 1),
            Order::ImportCodes { scheme, .. } => (codes_stream(*scheme), 1),
            Order::ReplaceKleForms { .. } => (KLE_FORMS_STREAM.to_owned(), 1),
            Order::Case(command) => (case_stream(case), events_of(case, command)),
            Order::Reuse { .. }
            | Order::DeclareReuse { .. }
            | Order::RestoreVersion { .. }
            | Order::Import(_) => (case_stream(case), 1),
        };
        let request = Request {
            case,
            expected_revision: None,
            principal: principal(writer),
            origin: origin(writer, key),
            key,
            order,
        };
        Self { key, stream, events, what: What::Order(Box::new(request)) }
    }

    fn batch(name: &str, writer: u64, case: CaseId) -> Self {
        let key = key(name, &format!("{case} batch"));
        let stream = discussion_stream(case);
        let events: Vec<NewEvent> = (1..=BATCH)
            .map(|nth| {
                let posted = Event::CommentPosted {
                    case,
                    comment: CommentId(named(&format!("{name} comment {nth}"))),
                    in_reply_to: None,
                    text: format!("Nummer {nth} af {BATCH} i {name}"),
                    mentions: BTreeSet::new(),
                };
                let (kind, schema, data) = events::encode(&posted);
                // The last event of a command bears its id.
                let id = if nth == BATCH { key.id } else { ids::v7() };
                NewEvent { id, kind: kind.to_owned(), schema, data }
            })
            .collect();
        let append = Append {
            stream: stream.clone(),
            expected: Expected::Any,
            events,
            origin: origin(writer, key),
            command: Some(key),
        };
        Self { key, stream, events: append.events.len(), what: What::Batch(Box::new(append)) }
    }

    /// Carries it out as its caller would: a fault is told, and the same job may be tried again.
    pub async fn run(&self, log: &Arc<dyn EventLog>) -> Result<Done, LogError> {
        match &self.what {
            What::Batch(append) => {
                let appended = log.append((**append).clone()).await?;
                Ok(Done::Acknowledged { version: appended.version })
            }
            What::Order(request) => {
                match Writer::new(Arc::clone(log), ids::v7).execute(request).await? {
                    Outcome::Done { revision, .. } => Ok(Done::Acknowledged { version: revision }),
                    Outcome::Refused(refusal) if expected(refusal.code) => Ok(Done::Refused),
                    other => Err(LogError::Invalid(format!("no writer asks for this: {other:?}"))),
                }
            }
        }
    }
}

/// What happens to writers that do nothing wrong: somebody else registered the shared case, or
/// nobody has yet because the first writers were killed.
fn expected(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::AlreadyRegistered | RefusalCode::CaseUnknown)
}

fn registration(name: &str) -> Order {
    let story = Story { challenge: Some(format!("Udfordringen i {name}")), ..Story::default() };
    Order::Case(Box::new(Command::Register(Box::new(Registration {
        lead: randers(),
        reporter: None,
        basics: basics(name),
        sections: vec![Section::Story(story)],
        visibility: Visibility::Public,
    }))))
}

fn description(name: &str) -> Order {
    let section = Box::new(Section::Basics(basics(name)));
    Order::Case(Box::new(Command::DescribeSection { section }))
}

fn comment(name: &str) -> Order {
    let comment = CommentId(named(&format!("{name} comment")));
    let text = format!("En bemærkning i {name}");
    Order::Comment { comment, in_reply_to: None, text, mentions: Vec::new() }
}

fn basics(name: &str) -> Basics {
    Basics {
        title: format!("Fakturaer {name}"),
        summary: "Robotten godkender fakturaer".to_owned(),
        ..Basics::default()
    }
}

/// Events of a command to a case: those of a registration do not depend on what was before.
fn events_of(case: CaseId, command: &Command) -> usize {
    match command {
        Command::Register(_) => decide(case, &Case::default(), command.clone())
            .expect("invariant: what is registered here is complete")
            .len(),
        _ => 1,
    }
}

fn key(name: &str, content: &str) -> CommandKey {
    CommandKey { id: named(name), digest: Sha256::digest(content).into() }
}

fn origin(writer: u64, key: CommandKey) -> Origin {
    Origin {
        at: now(),
        person: Some(person(writer).0),
        job: None,
        organisation: Some(randers().to_string()),
        correlation: key.id,
        causation: None,
    }
}

fn now() -> DateTime<Utc> {
    Clock::system().now()
}
