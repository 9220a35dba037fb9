//! Where the read models are kept: files beside one another that begin with the path of the
//! settings, or schemas named `read_<generation>` in a `PostgreSQL` database.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr};

use super::ReadError;
use super::file::File;
use super::store::Store;
use crate::sqlite;

/// How long a statement waits for a connection or a lock.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read at the same time.
const READERS: u32 = 4;
/// Pages that are written before they are moved into the file, and kibibytes (therefore negative)
/// that the writer keeps in memory: keys are spread over the whole file.
pub(super) const WAL_PAGES: i64 = 8_000;
pub(super) const WRITER_CACHE: i64 = -32_000;
/// Rows that the driver's thread may be ahead of who takes them.
const ROWS: usize = 1_024;
/// Codes of `SQLite`: another writes, and the file is not what was written.
const BUSY: u32 = 5;
const DAMAGED: u32 = 11;

/// A place for stores. The address may hold a password, so it is not shown.
#[derive(Clone)]
pub(super) enum Place {
    /// The path of the settings.
    Sqlite(String),
    Postgres(Box<PgConnectOptions>),
}

impl Place {
    /// The place of an address.
    pub fn of(url: &str) -> Result<Self, ReadError> {
        let (scheme, rest) = url.split_once(':').unwrap_or((url, ""));
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() || path.starts_with(":memory:") || path.contains('?') {
                    let why = "sqlite: wants the path of a file and nothing else";
                    return Err(ReadError::Invalid(why));
                }
                Ok(Self::Sqlite(path.to_owned()))
            }
            "postgres" | "postgresql" => {
                let options = url.parse::<PgConnectOptions>();
                let refused = |_| ReadError::Invalid("its address is not one of PostgreSQL");
                Ok(Self::Postgres(Box::new(options.map_err(refused)?)))
            }
            _ => Err(ReadError::Invalid(
                "the address of the read models begins with neither sqlite: nor postgres:",
            )),
        }
    }

    /// Connections to a generation, or to what is kept about all of them.
    pub async fn connect(&self, generation: Option<i64>) -> Result<Store, ReadError> {
        let (writer, readers, folding) = match self {
            Self::Sqlite(path) => {
                let path = file(path, generation);
                let (writer, readers) = sqlite(&path).await?;
                (writer, readers, Some(Arc::new(File::of(&path))))
            }
            Self::Postgres(options) => {
                let (writer, readers) = postgres(options, generation).await?;
                (writer, readers, None)
            }
        };
        let generation = generation.unwrap_or(0);
        Ok(Store { writer, readers, file: folding, generation, indexed: Arc::default() })
    }
}

/// The file of a generation.
pub(super) fn file(path: &str, generation: Option<i64>) -> String {
    generation.map_or_else(|| path.to_owned(), |number| format!("{path}.{number}"))
}

/// The schema of a generation.
pub(super) fn schema(generation: i64) -> String {
    format!("read_{generation}")
}

async fn sqlite(path: &str) -> Result<(DatabaseConnection, DatabaseConnection), ReadError> {
    if let Some(folder) = Path::new(path).parent() {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| ReadError::Unavailable(Box::new(error)))?;
    }
    // NORMAL survives every crash of the process; what a power cut takes is folded again.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("wal_autocheckpoint", WAL_PAGES.to_string())
        .row_buffer_size(ROWS)
        .disable_statement_logging();
    let writing = options.clone().pragma("cache_size", WRITER_CACHE.to_string());
    let writer = sqlite::connect(writing, 1, PATIENCE).await?;
    let readers = sqlite::connect(options.pragma("query_only", "on"), READERS, PATIENCE).await?;
    Ok((writer, readers))
}

async fn postgres(
    options: &PgConnectOptions,
    generation: Option<i64>,
) -> Result<(DatabaseConnection, DatabaseConnection), ReadError> {
    let mut options = options
        .clone()
        .application_name("genvej registry, read models")
        // A process that is paused while it folds gives the turn up when it has slept so long.
        .options([("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "10s")])
        .options([("synchronous_commit", "off")])
        .disable_statement_logging();
    if let Some(number) = generation {
        options = options.options([("search_path", schema(number))]);
    }
    let pool = |connections| {
        let options = options.clone();
        // The address goes in with the options, so that its password is in no span of the pool.
        let mut pool = ConnectOptions::new("postgres://");
        pool.max_connections(connections)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .map_sqlx_postgres_opts(move |_| options.clone());
        Database::connect(pool)
    };
    let writer = pool(1).await?;
    // One of them listens.
    let readers = if generation.is_some() { pool(READERS + 1).await? } else { writer.clone() };
    Ok((writer, readers))
}

/// Whether another process writes the file just now.
pub(super) fn is_busy(error: &DbErr) -> bool {
    sqlite_code(error) == Some(BUSY)
}

/// Whether the file is no longer what `SQLite` wrote.
pub(super) fn is_damaged(error: &ReadError) -> bool {
    let ReadError::Unavailable(cause) = error else { return false };
    cause.downcast_ref().and_then(sqlite_code) == Some(DAMAGED)
}

/// The primary result code of `SQLite`.
fn sqlite_code(error: &DbErr) -> Option<u32> {
    let (DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    let code = cause.as_database_error().and_then(DatabaseError::code)?;
    Some(code.parse::<u32>().ok()? & 0xff)
}

/// Puts a damaged file aside, for whoever wants to know what happened: all that was in it is in
/// the log.
pub(super) fn set_aside(path: &str) -> Result<(), ReadError> {
    tracing::warn!("the read models are damaged; they are set aside and folded again");
    for ending in ["", "-wal", "-shm"] {
        missing_is_fine(std::fs::rename(
            format!("{path}{ending}"),
            format!("{path}.damaged{ending}"),
        ))?;
    }
    Ok(())
}

/// Removes the file of a generation.
pub(super) fn remove(path: &str) -> Result<(), ReadError> {
    for ending in ["", "-wal", "-shm", ".lock"] {
        missing_is_fine(std::fs::remove_file(format!("{path}{ending}")))?;
    }
    Ok(())
}

fn missing_is_fine(done: std::io::Result<()>) -> Result<(), ReadError> {
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ReadError::Unavailable(Box::new(error)))
        }
        _ => Ok(()),
    }
}
