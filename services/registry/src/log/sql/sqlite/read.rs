//! Reading `SQLite`: a few connections that are used in turn, on threads that may wait for a disk.

use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Rows};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::log::plan::Kept;
use crate::log::proof::{Hash, Proof, Salts};
use crate::log::sql::fault::Fault;
use crate::log::sql::read::{HEAD, LAST_OF, PAGE, STREAM, bound, origin};
use crate::log::sql::within;
use crate::log::{LogSettings, NewEvent, Position, Recorded};

/// The connections that read, one a question.
#[derive(Clone)]
pub(in crate::log::sql) struct Readers(Arc<Shared>);

struct Shared {
    path: PathBuf,
    settings: LogSettings,
    turns: Arc<Semaphore>,
    /// Those that nobody uses. A connection is opened when there is none.
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub fn new(path: &str, settings: &LogSettings) -> Self {
        let turns = Arc::new(Semaphore::new(settings.readers as usize));
        let (path, settings) = (PathBuf::from(path), settings.clone());
        Self(Arc::new(Shared { path, settings, turns, idle: Mutex::default() }))
    }

    /// Asks on a thread of its own, no longer than a caller's patience.
    pub async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let shared = Arc::clone(&self.0);
        within(self.0.settings.patience(), async move {
            let turn = Arc::clone(&shared.turns).acquire_owned().await;
            let asking = move || {
                let answer = shared.ask(ask);
                // Kept to the end, even when the caller no longer waits.
                drop(turn);
                answer
            };
            let answer = tokio::task::spawn_blocking(asking).await;
            answer.map_err(|error| Fault::Unavailable(Arc::new(error)))?
        })
        .await
    }
}

impl Shared {
    /// A connection that failed is not used again, for what it holds in memory may be damaged.
    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let connection = kept.map_or_else(|| self.connect(), Ok)?;
        let answer = ask(&connection)?;
        idle().push(connection);
        Ok(answer)
    }

    fn connect(&self) -> Result<Connection, Fault> {
        // Opened for writing, as whoever closes a file last takes its WAL into it.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(self.settings.store_patience())?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }
}

/// Events of a stream after a version, oldest first.
pub(in crate::log::sql) fn stream(
    connection: &Connection,
    stream: &str,
    after: u64,
) -> Result<Vec<Recorded>, Fault> {
    recorded(connection.prepare_cached(STREAM)?.query((stream, bound(after)))?)
}

/// The last event of a stream.
pub(in crate::log::sql) fn last_of(
    connection: &Connection,
    stream: &str,
) -> Result<Option<Recorded>, Fault> {
    Ok(recorded(connection.prepare_cached(LAST_OF)?.query([stream])?)?.pop())
}

/// At most `limit` events after a position, in order.
pub(in crate::log::sql) fn all(
    connection: &Connection,
    after: Position,
    limit: usize,
) -> Result<Vec<Recorded>, Fault> {
    recorded(connection.prepare_cached(PAGE)?.query([bound(after), bound(limit as u64)])?)
}

/// Position of the last event.
pub(in crate::log::sql) fn head(connection: &Connection) -> Result<Position, Fault> {
    let mut ask = connection.prepare_cached(HEAD)?;
    let last: Option<Position> = ask.query_row([], |row| row.get(0))?;
    Ok(last.unwrap_or(0))
}

/// What is kept of a command, if an event bears its id.
pub(in crate::log::sql) fn command(
    connection: &Connection,
    id: Uuid,
) -> rusqlite::Result<Option<Kept>> {
    let sql = "SELECT digest, version, position FROM events WHERE id = ?";
    let mut ask = connection.prepare_cached(sql)?;
    ask.query_row([id.as_bytes()], |row| {
        Ok(Kept { digest: row.get(0)?, version: row.get(1)?, position: row.get(2)? })
    })
    .optional()
}

fn recorded(mut rows: Rows<'_>) -> Result<Vec<Recorded>, Fault> {
    let mut events: Vec<Recorded> = Vec::new();
    let mut read = String::new();
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let event = event(row, position, &mut read, events.last());
        events.push(event.map_err(|error| {
            Fault::Corrupt(format!("the event at position {position}: {error}"))
        })?);
    }
    Ok(events)
}

/// The event of a row, each value taken where `SQLite` has it.
fn event(
    row: &Row<'_>,
    position: Position,
    read: &mut String,
    before: Option<&Recorded>,
) -> Result<Recorded, Box<dyn Error + Send + Sync>> {
    Ok(Recorded {
        position,
        stream: row.get_ref(1)?.as_str()?.to_owned(),
        version: row.get(2)?,
        event: NewEvent {
            id: Uuid::from_slice(row.get_ref(3)?.as_blob()?)?,
            kind: row.get_ref(4)?.as_str()?.to_owned(),
            schema: row.get(5)?,
            data: row.get_ref(6)?.as_str()?.as_bytes().to_vec(),
        },
        origin: origin(row.get_ref(7)?.as_str()?, read, before)?,
        digest: match row.get_ref(8)? {
            ValueRef::Null => None,
            digest => Some(hash(digest)?),
        },
        proof: Proof {
            salts: Salts::from_bytes(row.get_ref(9)?.as_blob()?).ok_or("its salts")?,
            chain: hash(row.get_ref(10)?)?,
        },
    })
}

fn hash(value: ValueRef<'_>) -> Result<Hash, Box<dyn Error + Send + Sync>> {
    Ok(value.as_blob()?.try_into().map_err(|_| "a hash is not SHA-256")?)
}
