//! `SQLite` without a log around it: the rows of events through the library's own interface, from
//! statements that are prepared once. Nothing on this machine writes or reads them faster.

use std::path::Path;
use std::time::{Duration, Instant};

use registry::log::{Append, Expected};
use rusqlite::{Connection, params};

use crate::Failure;
use crate::appends::{Caller, DATA, KIND};
use crate::rounds::{Measured, median_us};

/// The columns and indexes that our log has.
const TABLE: &str = "CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    stream   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    schema   INTEGER NOT NULL,
    data     TEXT    NOT NULL,
    origin   TEXT    NOT NULL,
    digest   BLOB,
    salts    BLOB    NOT NULL,
    chain    BLOB    NOT NULL,
    UNIQUE (stream, version)
) STRICT";

const INSERT: &str = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const READ: &str =
    "SELECT kind, schema, data, origin FROM events WHERE stream = ? ORDER BY version";

/// What stands in the columns of the proof, as long as one is.
const SALTS: [u8; 16] = [7; 16];
const CHAIN: [u8; 32] = [7; 32];

/// A file with the rows of events.
pub struct Raw {
    connection: Connection,
    /// Rows so far, as `SQLite` counts.
    stored: i64,
}

impl Raw {
    /// Makes the file, to be written as durably as the log's.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let connection = Connection::open(path)?;
        let journal: String =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        connection.execute_batch("PRAGMA synchronous = FULL")?;
        let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        if (journal.as_str(), synchronous) != ("wal", 2) {
            return Err("the anchor does not write with WAL and synchronous=FULL".into());
        }
        connection.execute_batch(TABLE)?;
        Ok(Self { connection, stored: 0 })
    }

    /// Appends for a while as one caller would, each event in a transaction of its own.
    pub fn append(&mut self, keyed: bool, span: Duration) -> Result<Measured, Failure> {
        let mut caller = Caller::new(keyed);
        let mut times = Vec::new();
        let begun = Instant::now();
        while begun.elapsed() < span {
            let append = caller.next_append();
            let asked = Instant::now();
            // A statement alone is a transaction.
            self.stored += insert(&self.connection, &append, self.stored)?;
            times.push(asked.elapsed());
        }
        let per_second = f64::from(u32::try_from(times.len())?) / begun.elapsed().as_secs_f64();
        Ok(Measured { median_us: median_us(&times), per_second })
    }

    /// Inserts the events of all appends in one transaction.
    pub fn import(&mut self, appends: &[Append]) -> Result<(), Failure> {
        let transaction = self.connection.transaction()?;
        let mut stored = self.stored;
        for append in appends {
            stored += insert(&transaction, append, stored)?;
        }
        transaction.commit()?;
        self.stored = stored;
        Ok(())
    }

    /// Reads all of a stream's rows as they are, and tells how many there are.
    pub fn read(&self, stream: &str) -> Result<u64, Failure> {
        let mut statement = self.connection.prepare_cached(READ)?;
        let mut rows = statement.query([stream])?;
        let mut read = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, schema, data, origin): (String, u16, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            read.push((kind, schema, data, origin));
        }
        Ok(read.len() as u64)
    }

    /// Says when the rows are not the events that were to be inserted.
    pub fn verify(&self) -> Result<(), Failure> {
        let sql = "SELECT count(*) FROM events WHERE data = ? AND kind = ?";
        let count: i64 = self.connection.query_row(sql, params![DATA, KIND], |row| row.get(0))?;
        if count != self.stored {
            return Err(format!("the anchor holds {count} of {} events", self.stored).into());
        }
        Ok(())
    }
}

/// Inserts the events of an append after so many, and tells how many there were.
fn insert(connection: &Connection, append: &Append, after: i64) -> Result<i64, Failure> {
    let mut statement = connection.prepare_cached(INSERT)?;
    let origin = serde_json::to_string(&append.origin)?;
    let digest = append.command.map(|command| command.digest);
    let before = match append.expected {
        Expected::Version(version) => i64::try_from(version)?,
        Expected::NoStream | Expected::Any => 0,
    };
    for (nth, event) in (1..).zip(&append.events) {
        let data = std::str::from_utf8(&event.data)?;
        let (position, version) = (after + nth, before + nth);
        let stream = &append.stream;
        statement.execute(params![
            position,
            event.id.as_bytes(),
            stream,
            version,
            event.kind,
            event.schema,
            data,
            origin,
            digest,
            SALTS,
            CHAIN
        ])?;
    }
    Ok(i64::try_from(append.events.len())?)
}
