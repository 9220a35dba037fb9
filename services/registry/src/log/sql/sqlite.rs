//! Opening a `SQLite` file.

use std::path::Path;
use std::sync::Arc;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use super::fault::Fault;
use crate::log::LogSettings;

mod write;

pub(super) use write::Writer;

/// Rows that the driver's thread may be ahead of who takes them.
const ROWS: usize = 1_024;

/// A connection that makes tables or restores, and the pool that reads.
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
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(settings.store_patience())
        // A row at a time would be two turns of the driver's thread each.
        .row_buffer_size(ROWS)
        .disable_statement_logging();
    let maker = pool(options.clone(), 1, settings).await?;
    let readers = pool(options.pragma("query_only", "on"), settings.readers, settings).await?;
    Ok((maker, readers))
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
        // Nothing reaps connections, for the driver's task that does can spin (sqlx issue 3645).
        .idle_timeout(None)
        .max_lifetime(None)
        // There is no line to a file that could break while nobody uses it.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |_| options.clone());
    Database::connect(pool).await
}
