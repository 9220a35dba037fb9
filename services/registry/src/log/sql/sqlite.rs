//! Opening a `SQLite` file so that what it acknowledges survives a power cut.

use std::path::Path;
use std::sync::Arc;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};

use super::fault::Fault;
use super::lock::statement;
use crate::log::LogSettings;

/// `PRAGMA synchronous` as a number.
const FULL: i64 = 2;

/// The one connection that writes, and the pool that reads.
pub(super) async fn connect(
    path: &str,
    settings: &LogSettings,
) -> Result<(DatabaseConnection, DatabaseConnection), Fault> {
    if path.is_empty() || path.starts_with(":memory:") || path.contains('?') {
        return Err(Fault::Refused("sqlite: wants the path of a file and nothing else".into()));
    }
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder).map_err(|error| Fault::Unavailable(Arc::new(error)))?;
    }
    let synchronous = if settings.relaxed_durability_in_tests {
        SqliteSynchronous::Off
    } else {
        SqliteSynchronous::Full
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(settings.store_patience())
        .disable_statement_logging();
    let writer = pool(options.clone(), 1, settings).await?;
    assert_durable(&writer, settings).await?;
    let readers = pool(options.pragma("query_only", "on"), settings.readers, settings).await?;
    Ok((writer, readers))
}

async fn pool(
    options: SqliteConnectOptions,
    connections: u32,
    settings: &LogSettings,
) -> Result<DatabaseConnection, DbErr> {
    let mut pool = ConnectOptions::new("sqlite:");
    pool.max_connections(connections)
        .min_connections(1)
        .acquire_timeout(settings.store_patience())
        // There is no line to a file that could break while nobody uses it.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |_| options.clone());
    Database::connect(pool).await
}

/// Reads the pragmas back, for `SQLite` ignores what it cannot do. In WAL only `synchronous=FULL`
/// keeps commits over a power cut (quality.md, section 2).
async fn assert_durable(writer: &DatabaseConnection, settings: &LogSettings) -> Result<(), Fault> {
    let row = writer.query_one_raw(statement(writer, "PRAGMA journal_mode", [])).await?;
    let journal: String = row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
    let row = writer.query_one_raw(statement(writer, "PRAGMA synchronous", [])).await?;
    let synchronous: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    let durable = synchronous >= FULL || settings.relaxed_durability_in_tests;
    if journal != "wal" || !durable {
        return Err(Fault::Refused(format!(
            "the file is opened with journal_mode={journal} and synchronous={synchronous}, which \
             does not survive a power cut"
        )));
    }
    Ok(())
}
