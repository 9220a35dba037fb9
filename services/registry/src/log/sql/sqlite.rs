//! Opening a `SQLite` file.

use std::path::Path;
use std::sync::Arc;

use sea_orm::DatabaseConnection;
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::fault::Fault;
use crate::log::LogSettings;
use crate::sqlite;

pub(super) mod read;
mod restore;
mod write;

pub(super) use read::Readers;
pub(super) use restore::Restoring;
pub(super) use write::Writer;

/// The connection that makes tables.
pub(super) async fn connect(
    path: &str,
    settings: &LogSettings,
) -> Result<DatabaseConnection, Fault> {
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
        .disable_statement_logging();
    Ok(sqlite::connect(options, 1, settings.store_patience()).await?)
}
