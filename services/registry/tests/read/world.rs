//! A log, read models over it, and the commands that fill it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use case::access::{Principal, Role};
use case::{Case, Command, Event, Registration, decide};
use chrono::{DateTime, Utc};
use platform::ids;
use registry::directory::Directory;
use registry::events;
use registry::log::{Append, EventLog, Expected, MemoryLog, NewEvent, Origin};
use registry::read::{CaseFilter, CaseList, Page, ReadModels, ReadSettings, Reader, Slice};
use tempfile::TempDir;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CaseView, CommentId, Cvr, Organisation, OrganisationKind, PersonId, Refusal,
    Region, ReuseDegree, ReuseId, ReuseSource, Section, Visibility,
};

/// Where the read models of a world are kept.
enum Store {
    Sqlite(TempDir),
    Postgres(Arc<postgres::Database>),
}

pub struct World {
    pub log: Arc<MemoryLog>,
    pub models: ReadModels,
    pub reader: Reader,
    store: Store,
    minutes: AtomicI64,
}

pub fn cvr(number: &str) -> Cvr {
    number.parse().unwrap()
}

pub fn randers() -> Cvr {
    cvr("29189668")
}

pub fn syddjurs() -> Cvr {
    cvr("29189978")
}

pub fn aarhus() -> Cvr {
    cvr("55133018")
}

pub fn case_id(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(number))
}

pub fn person_id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(1_000 + number))
}

pub fn person(number: u128, organisation: Cvr, roles: &[Role]) -> Principal {
    Principal::Person {
        id: person_id(number),
        organisation,
        roles: roles.iter().copied().collect(),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

/// Registers and edits in Randers.
pub fn editor() -> Principal {
    person(1, randers(), &[Role::Contributor])
}

/// Works in Syddjurs.
pub fn colleague() -> Principal {
    person(2, syddjurs(), &[Role::Contributor])
}

pub fn registration(lead: Cvr, title: &str, visibility: Visibility) -> Registration {
    Registration {
        lead,
        reporter: None,
        basics: Basics {
            title: title.to_owned(),
            summary: "En robot".to_owned(),
            ..Basics::default()
        },
        sections: Vec::new(),
        visibility,
    }
}

pub fn directory() -> Directory {
    let organisation = |cvr, name: &str, kind, region, inhabitants| Organisation {
        cvr,
        name: name.to_owned(),
        kind,
        municipality_code: None,
        region: Some(region),
        inhabitants: Some(inhabitants),
        members: Vec::new(),
        demo_number: false,
        valid_from: None,
        valid_to: None,
        successor: None,
    };
    let municipality = OrganisationKind::Municipality;
    Directory::new(vec![
        organisation(randers(), "Randers Kommune", municipality, Region::Midtjylland, 98_000),
        organisation(syddjurs(), "Syddjurs Kommune", municipality, Region::Midtjylland, 44_000),
    ])
}

impl Store {
    fn settings(&self) -> ReadSettings {
        let url = match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("read.db").display()),
            Self::Postgres(database) => database.url().to_owned(),
        };
        ReadSettings { url, search_folder: None }
    }
}

impl World {
    pub async fn sqlite() -> Self {
        Self::of(Store::Sqlite(tempfile::tempdir().unwrap())).await
    }

    pub async fn postgres() -> Self {
        Self::of(Store::Postgres(Arc::new(postgres::database().await))).await
    }

    async fn of(store: Store) -> Self {
        let models = ReadModels::open(&store.settings(), directory()).await.unwrap();
        let log = Arc::new(MemoryLog::default());
        let reader = models.reader();
        Self { log, models, reader, store, minutes: AtomicI64::new(0) }
    }

    /// The same store as the next process opens it.
    pub async fn reopen(&mut self) {
        self.models = ReadModels::open(&self.store.settings(), directory()).await.unwrap();
        self.reader = self.models.reader();
    }

    /// Where its read models are kept.
    pub fn settings(&self) -> ReadSettings {
        self.store.settings()
    }

    /// Its database on a server.
    pub fn database(&self) -> Arc<postgres::Database> {
        match &self.store {
            Store::Sqlite(_) => panic!("it is in a file"),
            Store::Postgres(database) => Arc::clone(database),
        }
    }

    pub async fn fold(&self) {
        self.models.catch_up(self.log.as_ref()).await.unwrap();
    }

    /// The time of the last append; each is a minute after the one before.
    pub fn now(&self) -> DateTime<Utc> {
        let minutes = self.minutes.load(Ordering::Relaxed);
        DateTime::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap()
    }

    /// A minute passes in which nothing happens.
    pub fn pass(&self) {
        self.minutes.fetch_add(1, Ordering::Relaxed);
    }

    pub async fn raw(&self, stream: String, by: &Principal, events: Vec<NewEvent>) {
        self.minutes.fetch_add(1, Ordering::Relaxed);
        let origin = Origin {
            at: self.now(),
            person: by.person().map(|person| person.0),
            job: None,
            organisation: by.organisation().map(|cvr| cvr.to_string()),
            correlation: Uuid::nil(),
            causation: None,
        };
        let append = Append { stream, expected: Expected::Any, events, origin, command: None };
        self.log.append(append).await.unwrap();
    }

    pub async fn append(&self, stream: String, by: &Principal, happened: &[Event]) {
        let new = |event| {
            let (kind, schema, data) = events::encode(event);
            NewEvent { id: ids::v7(), kind: kind.to_owned(), schema, data }
        };
        if !happened.is_empty() {
            self.raw(stream, by, happened.iter().map(new).collect()).await;
        }
    }

    /// The case as its stream says, without the read models.
    pub async fn case(&self, id: CaseId) -> Case {
        let recorded = self.log.read(&format!("case-{id}"), 0).await.unwrap();
        let mut case = Case::default();
        for recorded in &recorded {
            case.evolve(&events::read(recorded).unwrap(), recorded.origin.at);
        }
        case
    }

    pub async fn try_command(
        &self,
        id: CaseId,
        by: &Principal,
        command: Command,
    ) -> Result<(), Refusal> {
        let happened = decide(id, &self.case(id).await, command)?;
        self.append(format!("case-{id}"), by, &happened).await;
        Ok(())
    }

    pub async fn command(&self, id: CaseId, by: &Principal, command: Command) {
        self.try_command(id, by, command).await.unwrap();
    }

    pub async fn register(&self, id: CaseId, title: &str, visibility: Visibility) {
        let mut registration = registration(randers(), title, visibility);
        registration.reporter = editor().person();
        self.command(id, &editor(), Command::Register(Box::new(registration))).await;
    }

    pub async fn describe(&self, id: CaseId, section: Section) {
        let command = Command::DescribeSection { section: Box::new(section) };
        self.command(id, &editor(), command).await;
    }

    pub async fn share(&self, id: CaseId, visibility: Visibility) {
        let command = Command::ChangeVisibility { visibility, selected: Vec::new() };
        self.command(id, &editor(), command).await;
    }

    /// A case of Syddjurs that builds on another.
    pub async fn reuse(&self, id: CaseId, source: CaseId, visibility: Visibility) {
        let registration = registration(syddjurs(), "Genbrug", visibility);
        self.command(id, &colleague(), Command::Register(Box::new(registration))).await;
        let declare = Command::DeclareReuse {
            reuse: ReuseId(Uuid::from_u128(id.0.as_u128())),
            source: ReuseSource::Case { case: source, edition: 1 },
            degree: ReuseDegree::InUse,
        };
        self.command(id, &colleague(), declare).await;
    }

    pub async fn follow(&self, by: &Principal, case: CaseId) {
        let stream = format!("person-{}", by.person().unwrap());
        self.append(stream, by, &[Event::CaseFollowed { case }]).await;
    }

    pub async fn comment(&self, by: &Principal, case: CaseId, number: u128, text: &str) {
        let posted = Event::CommentPosted {
            case,
            comment: CommentId(Uuid::from_u128(number)),
            in_reply_to: None,
            text: text.to_owned(),
            mentions: BTreeSet::new(),
        };
        self.append(format!("discussion-{case}"), by, &[posted]).await;
    }

    pub async fn list(&self, by: &Principal, list: &CaseList) -> Page<CaseView> {
        self.reader.cases(by, list).await.unwrap()
    }

    /// The cases that a search finds, or all, in order.
    pub async fn ids(&self, by: &Principal, search: &str) -> Vec<CaseId> {
        let filter = CaseFilter { search: search.to_owned(), ..CaseFilter::default() };
        let list = CaseList { filter, slice: Slice::first(100), ..CaseList::default() };
        ids_of(&self.list(by, &list).await)
    }
}

pub fn ids_of(page: &Page<CaseView>) -> Vec<CaseId> {
    page.items.iter().map(|listed| listed.item.public.id).collect()
}
