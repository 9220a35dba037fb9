//! The log in `SQLite` or `PostgreSQL`: the same tables and statements, opened differently.

use std::future::Future;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use platform::ids;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use self::fault::Fault;
use self::queue::{Entrance, Queue};
use self::readers::{Pool, Readers};
use super::plan::Ready;
use super::{
    Append, Appended, CommandKey, EventLog, LogError, LogSettings, Position, Recorded, measure,
};

mod fault;
mod heads;
mod lock;
mod postgres;
mod prove;
mod queue;
mod read;
mod readers;
mod restore;
mod schema;
mod sqlite;
mod write;

pub use restore::Restoring;

/// How long a writer may take to end.
const LEAVING: Duration = Duration::from_secs(5);

/// An engine on a SQL store.
///
/// One task or thread writes, for all callers, so a caller that goes away leaves nothing half done.
pub struct SqlLog {
    engine: &'static str,
    readers: Readers,
    patience: Duration,
    entrance: Entrance,
    head: Head,
    /// What tells other processes and hears of them; stopped when the log is dropped.
    companions: JoinSet<()>,
    /// Waited for when the log is dropped, after the entrance that ends it and the readers.
    writer: Option<WriterThread>,
}

/// A thread that ends when its queue does.
struct WriterThread(JoinHandle<()>);

/// Gives it the time to close the file in order, which takes the WAL into it: whoever opens the file
/// next finds all of it in one place. One that hangs on a disk is left behind.
impl Drop for WriterThread {
    fn drop(&mut self) {
        let begun = Instant::now();
        while !self.0.is_finished() && begun.elapsed() < LEAVING {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
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
            let maker = sqlite::connect(path, settings).await?;
            schema::migrate(&maker).await?;
            maker.close().await?;
            let readers = Readers::Sqlite(sqlite::Readers::new(path, settings));
            let (mut log, queue) = Self::of("sqlite", readers, settings).await?;
            let writer = sqlite::Writer::open(path, settings, Arc::clone(&log.head))?;
            let thread = std::thread::Builder::new().name("log writer".to_owned());
            let started = thread.spawn(move || writer.run(queue));
            let started = started.map_err(|error| Fault::Unavailable(Arc::new(error)))?;
            log.writer = Some(WriterThread(started));
            Ok::<_, Fault>(log)
        });
        Ok(opening.await?)
    }

    /// Opens a database of a server; its tables are made if missing.
    pub async fn open_postgres(settings: &LogSettings) -> Result<Self, LogError> {
        let opening = Box::pin(async {
            let (pool, connections) = postgres::connect(settings).await?;
            schema::migrate(&pool).await?;
            let (patience, spare) = (settings.patience(), settings.readers);
            let readers = Pool { connections: connections.clone(), patience, spare };
            let (mut log, queue) =
                Self::of("postgres", Readers::Postgres(readers), settings).await?;
            let (readers, head, appended) =
                (connections, Arc::clone(&log.head), Arc::new(Notify::new()));
            log.companions.spawn(postgres::listen(readers.clone(), Arc::clone(&head)));
            log.companions.spawn(postgres::tell(readers, Arc::clone(&head), appended.clone()));
            let writer = postgres::Writer::new(pool, settings.patience(), head, appended);
            tokio::spawn(writer.run(queue));
            Ok::<_, Fault>(log)
        });
        Ok(within(settings.patience(), opening).await?)
    }

    /// A log whose writer is still to be started.
    async fn of(
        engine: &'static str,
        readers: Readers,
        settings: &LogSettings,
    ) -> Result<(Self, Queue), Fault> {
        let head = Arc::new(watch::Sender::new(readers.head().await?));
        let (entrance, queue) = queue::queue();
        let (patience, companions) = (settings.patience(), JoinSet::new());
        let log = Self { engine, readers, patience, entrance, head, companions, writer: None };
        Ok((log, queue))
    }
}

impl SqlLog {
    async fn write(&self, append: Append) -> Result<Appended, LogError> {
        let ready = Ready::of(append, ids::salt)?;
        let answer = tokio::time::timeout(self.patience, self.entrance.append(ready)).await;
        answer.map_err(Fault::from)?
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
        Ok(self.readers.stream(stream, after).await?)
    }

    async fn last(&self, stream: &str) -> Result<Option<Recorded>, LogError> {
        Ok(self.readers.last_of(stream).await?)
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        let begun = Instant::now();
        let result = self.write(append).await;
        measure::append(self.engine, begun, &result);
        result
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        let kept = self.readers.command(command.id).await?;
        kept.map(|kept| kept.again(command)).transpose()
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        Ok(self.readers.all(after, limit).await?)
    }

    fn is_without_gaps(&self) -> bool {
        true
    }

    async fn head(&self) -> Result<Position, LogError> {
        Ok(self.readers.head().await?)
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }
}
