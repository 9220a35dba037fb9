//! What the cases begin with: a store, events, appends.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use futures::future::join_all;
use futures::{Stream, StreamExt};
use registry::log::{
    Append, CommandKey, EventLog, Expected, LogError, LogSettings, NewEvent, Origin, Recorded, open,
};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// How long a case waits for what must come. It says when to give up, not how fast it must be.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where an engine keeps its log.
pub enum Store {
    Memory,
    Sqlite(TempDir),
    Postgres(postgres::Database),
    /// The server, where it is not a real one, runs as long as the store is held.
    Kurrent {
        url: String,
        prefix: String,
        _server: Option<kurrent::Server>,
    },
}

impl Store {
    // Awaited like its siblings, so that one macro makes all three.
    #[allow(clippy::unused_async)]
    pub async fn memory() -> Self {
        Self::Memory
    }

    #[allow(clippy::unused_async)]
    pub async fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub async fn postgres() -> Self {
        Self::Postgres(postgres::database().await)
    }

    /// A server of its own that stands in for a real one, or a part of its own in the real one
    /// that `KURRENTDB_URL` names.
    #[allow(clippy::disallowed_methods)]
    pub async fn kurrent() -> Self {
        let prefix = format!("test-{}.", id().simple());
        if let Ok(url) = std::env::var("KURRENTDB_URL") {
            return Self::Kurrent { url, prefix, _server: None };
        }
        let server = kurrent::Server::start(kurrent::Settings::default()).await;
        // What others left there before us.
        server.store().add_foreign(20);
        Self::Kurrent { url: server.url(), prefix, _server: Some(server) }
    }

    pub fn settings(&self) -> LogSettings {
        let url = match self {
            Self::Memory => "memory:".to_owned(),
            Self::Sqlite(folder) => format!("sqlite:{}", file(folder).display()),
            Self::Postgres(database) => database.url().to_owned(),
            Self::Kurrent { url, prefix, .. } => {
                return LogSettings { prefix: prefix.clone(), ..LogSettings::new(url) };
            }
        };
        LogSettings::new(url)
    }

    /// The log as one more process opens it; in memory there is only one.
    pub async fn open(&self) -> Arc<dyn EventLog> {
        Box::pin(open(&self.settings())).await.unwrap()
    }
}

/// The file of a `SQLite` log, in a folder that is not there yet.
pub fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("data").join("log.sqlite")
}

/// An id nobody has.
#[allow(clippy::disallowed_methods)]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

pub fn event(data: &str) -> NewEvent {
    NewEvent {
        id: id(),
        kind: "CaseRegistered".to_owned(),
        schema: 1,
        data: data.as_bytes().to_vec(),
    }
}

/// As many events, numbered from 1.
pub fn events(count: usize) -> Vec<NewEvent> {
    (1..=count).map(|number| event(&format!(r#"{{"number":{number}}}"#))).collect()
}

pub fn origin() -> Origin {
    Origin {
        at: "2026-03-01T08:15:30.123456Z".parse::<DateTime<Utc>>().unwrap(),
        person: Some(Uuid::from_u128(7)),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation: Uuid::from_u128(8),
        causation: Some(Uuid::from_u128(9)),
    }
}

/// An append without a command.
pub fn append(stream: &str, expected: Expected, events: Vec<NewEvent>) -> Append {
    Append { stream: stream.to_owned(), expected, events, origin: origin(), command: None }
}

/// One event, whatever the version.
pub fn one(stream: &str) -> Append {
    append(stream, Expected::Any, events(1))
}

/// The append of a command whose content is told by one byte.
pub fn commanded(mut append: Append, id: Uuid, content: u8) -> Append {
    if let Some(last) = append.events.last_mut() {
        last.id = id;
    }
    Append { command: Some(CommandKey { id, digest: [content; 32] }), ..append }
}

/// The actual version that a conflict names.
pub fn conflict<T: std::fmt::Debug>(result: Result<T, LogError>) -> u64 {
    match result {
        Err(LogError::Conflict { actual }) => actual,
        other => panic!("a conflict is expected, not {other:?}"),
    }
}

/// Asserts that the log refuses something as the caller's mistake.
pub fn assert_invalid<T: std::fmt::Debug>(result: Result<T, LogError>) {
    match result {
        Err(LogError::Invalid(_)) => {}
        other => panic!("a refusal is expected, not {other:?}"),
    }
}

/// Settings of a caller who gives up soon.
pub fn impatient(url: &str) -> LogSettings {
    LogSettings { patience_ms: 300, ..LogSettings::new(url) }
}

/// Asserts that there is no answer, and that this is told long before a caller gives up.
pub async fn assert_unavailable<T: std::fmt::Debug>(
    work: impl Future<Output = Result<T, LogError>>,
) {
    let begun = Instant::now();
    let result = work.await;
    assert!(matches!(result, Err(LogError::Unavailable(_))), "{result:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "it took {:?}", begun.elapsed());
}

/// Sends a command until the log answers, as its caller would, and tells the version.
pub async fn until_available(log: &dyn EventLog, sent: &Append) -> u64 {
    loop {
        match log.append(sent.clone()).await {
            Ok(appended) => return appended.version,
            Err(LogError::Unavailable(_)) => tokio::task::yield_now().await,
            Err(other) => panic!("only unavailable may pass, not {other:?}"),
        }
    }
}

/// Awaits tasks that run at the same time, of which none may panic.
pub async fn joined<T>(tasks: impl IntoIterator<Item = JoinHandle<T>>) -> Vec<T> {
    // All are spawned before the first is awaited, for an iterator spawns as it goes.
    let tasks: Vec<_> = tasks.into_iter().collect();
    join_all(tasks).await.into_iter().map(|task| task.unwrap()).collect()
}

/// Awaits what must come.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.expect("it comes before the patience ends")
}

/// The next events of a follower, as many as asked for and those that come with them.
pub async fn take(
    follower: &mut (impl Stream<Item = Result<Vec<Recorded>, LogError>> + Unpin),
    count: usize,
) -> Vec<Recorded> {
    let mut taken = Vec::new();
    while taken.len() < count {
        let page = soon(follower.next()).await.expect("a follower has no end").unwrap();
        assert!(!page.is_empty(), "a page is never empty");
        taken.extend(page);
    }
    taken
}

pub fn positions(events: &[Recorded]) -> Vec<u64> {
    events.iter().map(|event| event.position).collect()
}

pub fn versions(events: &[Recorded]) -> Vec<u64> {
    events.iter().map(|event| event.version).collect()
}

pub fn ids(events: &[Recorded]) -> Vec<Uuid> {
    events.iter().map(|event| event.event.id).collect()
}

/// Asserts that positions grow from event to event.
pub fn assert_growing(events: &[Recorded]) {
    let positions = positions(events);
    assert!(positions.is_sorted_by(|a, b| a < b), "positions must grow: {positions:?}");
}
