//! The log in `SQLite` or `PostgreSQL`: the same tables and statements, opened differently.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use self::fault::Fault;
use self::write::{Waiting, Writer};
use super::{
    Append, Appended, CommandKey, EventLog, LogError, LogSettings, Position, Recorded, measure,
    plan,
};

mod fault;
mod lock;
mod postgres;
mod prove;
mod read;
mod restore;
mod schema;
mod sqlite;
mod write;

pub use restore::Restoring;

/// Appends that may wait for the writer before callers wait for a place.
const QUEUE: usize = 1_024;

/// An engine on a SQL store.
///
/// One task writes, for all callers, so a caller that goes away leaves nothing half done.
pub struct SqlLog {
    engine: &'static str,
    readers: DatabaseConnection,
    patience: Duration,
    /// Connections that may all have been lost while nobody used them.
    spare_connections: u32,
    queue: mpsc::Sender<Waiting>,
    head: Head,
    /// What hears of other processes; stopped when the log is dropped.
    listeners: JoinSet<()>,
}

/// Position of the last event this process knows of.
type Head = Arc<watch::Sender<Position>>;

/// Tells watchers of a position; word of an older one is ignored.
fn publish(head: &Head, position: Position) {
    head.send_if_modified(|known| {
        let grown = position > *known;
        *known = position.max(*known);
        grown
    });
}

impl SqlLog {
    /// Opens a file, made if missing, as is its folder.
    pub async fn open_sqlite(path: &str, settings: &LogSettings) -> Result<Self, LogError> {
        // Boxed, for the driver's futures are large and opening is rare.
        let opening = Box::pin(async {
            let (writer, readers) = sqlite::connect(path, settings).await?;
            Self::start("sqlite", writer, readers, settings).await
        });
        Ok(opening.await?)
    }

    /// Opens a database of a server; its tables are made if missing.
    pub async fn open_postgres(settings: &LogSettings) -> Result<Self, LogError> {
        let opening = Box::pin(async {
            let (writer, readers) = postgres::connect(settings).await?;
            let mut log = Self::start("postgres", writer, readers, settings).await?;
            let (readers, head) = (log.readers.clone(), Arc::clone(&log.head));
            log.listeners.spawn(postgres::listen(readers, head));
            Ok::<_, Fault>(log)
        });
        Ok(within(settings.patience(), opening).await?)
    }

    async fn start(
        engine: &'static str,
        writer: DatabaseConnection,
        readers: DatabaseConnection,
        settings: &LogSettings,
    ) -> Result<Self, Fault> {
        schema::migrate(&writer).await?;
        let head = Arc::new(watch::Sender::new(read::head(&readers).await?));
        let (queue, waiting) = mpsc::channel(QUEUE);
        let patience = settings.patience();
        tokio::spawn(Writer::new(writer, patience, Arc::clone(&head)).run(waiting));
        let spare_connections = settings.readers;
        let listeners = JoinSet::new();
        Ok(Self { engine, readers, patience, spare_connections, queue, head, listeners })
    }

    async fn write(&self, append: Append) -> Result<Appended, LogError> {
        plan::check(&append)?;
        let (answer, answered) = oneshot::channel();
        let gone = |_| LogError::Unavailable("the log's writer has stopped".into());
        self.queue
            .send(Waiting { append, answer })
            .await
            .map_err(|error| gone(error.to_string()))?;
        answered.await.map_err(|error| gone(error.to_string()))?
    }
}

impl SqlLog {
    /// Reads, and once more on another connection for each that turns out to be lost: reading
    /// again is harmless, and the pool throws a lost connection away.
    async fn asked<T, F>(&self, ask: impl Fn() -> F) -> Result<T, LogError>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        for _ in 0..self.spare_connections {
            match within(self.patience, ask()).await {
                Err(fault) if fault.is_lost_connection() => {}
                answer => return Ok(answer?),
            }
        }
        Ok(within(self.patience, ask()).await?)
    }
}

/// Awaits a store no longer than a caller's patience.
async fn within<T, E>(
    patience: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, Fault>
where
    Fault: From<E>,
{
    Ok(tokio::time::timeout(patience, work).await??)
}

#[async_trait]
impl EventLog for SqlLog {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        self.asked(|| read::stream(&self.readers, stream, after)).await
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        let begun = Instant::now();
        let result = self.write(append).await;
        measure::append(self.engine, begun, &result);
        result
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        let kept = self.asked(|| read::commands(&self.readers, [command.id])).await?;
        kept.get(&command.id).map(|kept| kept.again(command)).transpose()
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.asked(|| read::all(&self.readers, after, limit)).await
    }

    async fn head(&self) -> Result<Position, LogError> {
        self.asked(|| read::head(&self.readers)).await
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }
}
