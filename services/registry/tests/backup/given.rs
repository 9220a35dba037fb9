//! What the cases begin with: a store, a log, a backup of it.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use registry::backup::{self, BackupError, Checked, Until};
use registry::log::{
    Append, CommandKey, EventLog, Expected, LogError, LogSettings, NewEvent, Origin, Recorded, open,
};
use registry::verify::Options;
use tempfile::TempDir;
use uuid::Uuid;

/// Where an engine keeps its log.
pub enum Store {
    Sqlite(TempDir),
    Postgres(postgres::Database),
}

/// Makes an empty one.
pub type Make = fn() -> Pin<Box<dyn Future<Output = Store> + Send>>;

impl Store {
    pub fn sqlite() -> Pin<Box<dyn Future<Output = Self> + Send>> {
        Box::pin(async { Self::Sqlite(tempfile::tempdir().unwrap()) })
    }

    pub fn postgres() -> Pin<Box<dyn Future<Output = Self> + Send>> {
        Box::pin(async { Self::Postgres(postgres::database().await) })
    }

    pub fn settings(&self) -> LogSettings {
        LogSettings::new(match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("log.db").display()),
            Self::Postgres(database) => database.url().to_owned(),
        })
    }

    pub async fn open(&self) -> Arc<dyn EventLog> {
        Box::pin(open(&self.settings())).await.unwrap()
    }
}

/// A folder for a backup, not made yet.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("backup")
    }

    /// Names of the segments, in order.
    pub fn segments(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| name(path).starts_with("events-"));
        paths.sort();
        paths
    }
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// An id nobody has.
#[allow(clippy::disallowed_methods)]
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// The time of the event that is the number-th, a minute from one to the next.
pub fn minute(number: i64) -> DateTime<Utc> {
    "2026-03-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(number)
}

/// An append of as many events, for a command of its own.
pub fn append(stream: &str, events: usize, at: DateTime<Utc>) -> Append {
    let event = |number: usize| NewEvent {
        id: id(),
        kind: "StoryDescribed".to_owned(),
        schema: 1,
        data: format!("{{\"number\": {number},\n \"text\":\"Ærø \\u0000 «»\"}}").into_bytes(),
    };
    let events: Vec<NewEvent> = (1..=events).map(event).collect();
    let command = CommandKey { id: events.last().unwrap().id, digest: [7; 32] };
    let origin = Origin {
        at,
        person: Some(id()),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation: id(),
        causation: None,
    };
    let expected = Expected::Any;
    Append { stream: stream.to_owned(), expected, events, origin, command: Some(command) }
}

/// As many appends, of one or two events, to three streams. They are a minute apart.
pub async fn fill(log: &dyn EventLog, appends: std::ops::Range<i64>) {
    for number in appends {
        let events = if number % 4 == 3 { 2 } else { 1 };
        log.append(append(&format!("case-{}", number % 3), events, minute(number))).await.unwrap();
    }
}

pub async fn all(log: &dyn EventLog) -> Vec<Recorded> {
    log.read_all(0, 1_000_000).await.unwrap()
}

/// A log in memory and its backup of three segments.
pub async fn three_segments() -> (Arc<dyn EventLog>, Folder) {
    let log: Arc<dyn EventLog> = Arc::new(registry::log::MemoryLog::default());
    let folder = Folder::new();
    for run in 0..3 {
        fill(&*log, run * 5..run * 5 + 5).await;
        backup::write(&*log, &folder.path()).await.unwrap();
    }
    assert_eq!(folder.segments().len(), 3);
    (log, folder)
}

/// The file that a refusal names, and what it says of it.
pub fn damaged<T: std::fmt::Debug>(result: Result<T, BackupError>) -> (String, String) {
    match result {
        Err(BackupError::Damaged { file, what }) => (file, what),
        other => panic!("damage is expected, not {other:?}"),
    }
}

/// Why something must not be done.
pub fn refused<T: std::fmt::Debug>(result: Result<T, BackupError>) -> String {
    match result {
        Err(BackupError::Refused(why) | BackupError::Log(LogError::Invalid(why))) => why,
        other => panic!("a refusal is expected, not {other:?}"),
    }
}

/// Checks a backup and restores it.
pub async fn restore(
    folder: &Path,
    settings: &LogSettings,
    until: Option<Until>,
) -> Result<Checked, BackupError> {
    let checked = backup::check(folder, until)?;
    let proven = backup::prove(checked.clone(), &Options::default()).await?;
    backup::restore(&proven, settings).await.map(|()| checked)
}
