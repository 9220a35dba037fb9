//! What the tests begin with: processes that write to one log, and orders for them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use case::access::{Principal, Role};
use case::discussion::Mention;
use case::{Command, Registration};
use chrono::DateTime;
use futures::future::join_all;
use registry::execute::{Order, Outcome, Request, Writer};
use registry::log::{CommandKey, EventLog, LogSettings, MemoryLog, Origin, open};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CommentId, Cvr, PersonId, Phase, Refusal, ReuseDegree, ReuseId, Section, Story,
    Visibility,
};

pub const CASE: CaseId = CaseId(Uuid::from_u128(1));
/// The revision of a case that was registered and shared.
pub const SHARED: u64 = 2;
pub const COMMENT: CommentId = CommentId(Uuid::from_u128(5));
pub const NEW_CASE: CaseId = CaseId(Uuid::from_u128(2));

pub fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)) << 64)
}

pub fn person(id: u128, cvr: &str) -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(id)),
        organisation: cvr.parse().unwrap(),
        roles: BTreeSet::from([Role::Reader, Role::Contributor]),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

pub fn randers() -> Principal {
    person(10, "29189668")
}

/// A colleague in Randers who may edit whatever the organisation owns.
pub fn technician() -> Principal {
    match person(11, "29189668") {
        Principal::Person { id, organisation, units, subjects, .. } => {
            let roles = BTreeSet::from([Role::Superuser]);
            Principal::Person { id, organisation, roles, units, subjects }
        }
        other => other,
    }
}

pub fn syddjurs() -> Principal {
    person(20, "29189978")
}

/// Where an engine keeps its log.
pub enum Store {
    Memory(Arc<dyn EventLog>),
    Sqlite(TempDir),
    Postgres(postgres::Database),
    Kurrent(kurrent::Server),
}

impl Store {
    // Awaited like its siblings, so that one macro makes all four.
    #[allow(clippy::unused_async)]
    pub async fn memory() -> Self {
        Self::Memory(Arc::new(MemoryLog::default()))
    }

    #[allow(clippy::unused_async)]
    pub async fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub async fn postgres() -> Self {
        Self::Postgres(postgres::database().await)
    }

    pub async fn kurrent() -> Self {
        Self::Kurrent(kurrent::Server::start(kurrent::Settings::default()).await)
    }

    /// One more process with the log, which knows nothing yet.
    pub async fn process(&self) -> Given {
        let url = match self {
            Self::Memory(log) => return Given::over(Arc::clone(log)),
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("log").display()),
            Self::Postgres(database) => database.url().to_owned(),
            Self::Kurrent(server) => server.url(),
        };
        Given::over(Box::pin(open(&LogSettings::new(url))).await.unwrap())
    }

    /// One more process, and a case of Randers that all members may read.
    pub async fn registered(&self) -> Given {
        let given = self.process().await;
        given.register(Visibility::Members).await;
        given
    }
}

/// A process that writes.
#[derive(Clone)]
pub struct Given {
    pub log: Arc<dyn EventLog>,
    pub writer: Writer,
}

impl Given {
    pub fn over(log: Arc<dyn EventLog>) -> Self {
        Self { writer: Writer::new(Arc::clone(&log), new_id), log }
    }

    pub fn nothing() -> Self {
        Self::over(Arc::new(MemoryLog::default()))
    }

    pub async fn registered(visibility: Visibility) -> Self {
        let given = Self::nothing();
        given.register(visibility).await;
        given
    }

    pub async fn register(&self, visibility: Visibility) {
        let order = registration("Fakturagodkendelse", visibility);
        let outcome = self.execute(&request(randers(), CASE, "register", order)).await;
        assert!(matches!(outcome, Outcome::Done { repeated: false, .. }), "{outcome:?}");
    }

    pub async fn execute(&self, request: &Request) -> Outcome {
        self.writer.execute(request).await.unwrap()
    }

    /// Carries it out at the same time as others.
    pub fn begin(&self, request: &Request) -> JoinHandle<Outcome> {
        let (given, request) = (self.clone(), request.clone());
        tokio::spawn(async move { given.execute(&request).await })
    }

    pub async fn events(&self) -> usize {
        self.log.read_all(0, 10_000).await.unwrap().len()
    }
}

pub fn registration(title: &str, visibility: Visibility) -> Order {
    Order::Case(Box::new(Command::Register(Box::new(Registration {
        lead: "29189668".parse().unwrap(),
        reporter: randers().person(),
        basics: Basics {
            title: title.into(),
            summary: "Robotten godkender".into(),
            ..Basics::default()
        },
        sections: Vec::new(),
        visibility,
    }))))
}

pub fn request(principal: Principal, case: CaseId, key: &str, order: Order) -> Request {
    let organisation = principal.organisation().map(|cvr: Cvr| cvr.to_string());
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{principal:?}{key}").as_bytes());
    let digest = Sha256::digest(format!("{case:?}{order:?}")).into();
    Request {
        case,
        expected_revision: None,
        origin: Origin {
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            person: principal.person().map(|person| person.0),
            job: None,
            organisation,
            correlation: Uuid::from_u128(7),
            causation: None,
        },
        principal,
        key: CommandKey { id, digest },
        order,
    }
}

pub fn phase(phase: Phase) -> Order {
    Order::Case(Box::new(Command::ChangePhase { phase }))
}

pub fn story(challenge: &str) -> Order {
    let story = Story { challenge: Some(challenge.to_owned()), ..Story::default() };
    describe(Section::Story(story))
}

pub fn describe(section: Section) -> Order {
    Order::Case(Box::new(Command::DescribeSection { section: Box::new(section) }))
}

/// The revision of something done.
pub fn revision(outcome: &Outcome) -> u64 {
    match outcome {
        Outcome::Done { revision, .. } => *revision,
        other => panic!("not done: {other:?}"),
    }
}

/// Awaits what runs at the same time.
pub async fn joined(running: Vec<JoinHandle<Outcome>>) -> Vec<Outcome> {
    join_all(running).await.into_iter().map(|task| task.unwrap()).collect()
}

pub fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

pub fn comment(text: &str) -> Order {
    Order::Comment {
        comment: COMMENT,
        in_reply_to: None,
        text: text.to_owned(),
        mentions: Vec::new(),
    }
}

pub fn edit(mentions: &[Mention]) -> Order {
    let text = "Hvad koster det om året?".to_owned();
    Order::EditComment { comment: COMMENT, text, mentions: mentions.to_vec() }
}

pub fn reuse() -> Order {
    Order::Reuse {
        source: CASE,
        reuse: ReuseId(Uuid::from_u128(6)),
        degree: ReuseDegree::Adapting,
        title: None,
        visibility: Visibility::Organisation,
    }
}
