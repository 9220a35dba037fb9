//! The others' stores, opened to write as durably as ours.

use std::str::FromStr;

use postgres_es::PostgresEventRepository;
use sqlite_es::SqliteEventRepository;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::Failure;

/// As sqlite-es makes it in its first migration.
const SQLITE_EVENTS: &str = "CREATE TABLE IF NOT EXISTS events (
    aggregate_type text                          NOT NULL,
    aggregate_id   text                          NOT NULL,
    sequence       integer CHECK (sequence >= 0) NOT NULL,
    event_type     text                          NOT NULL,
    event_version  text                          NOT NULL,
    payload        text                          NOT NULL,
    metadata       text                          NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
) STRICT";

/// As postgres-es makes it in its first migration.
const POSTGRES_EVENTS: &str = "CREATE TABLE IF NOT EXISTS events (
    aggregate_type text                         NOT NULL,
    aggregate_id   text                         NOT NULL,
    sequence       bigint CHECK (sequence >= 0) NOT NULL,
    event_type     text                         NOT NULL,
    event_version  text                         NOT NULL,
    payload        json                         NOT NULL,
    metadata       json                         NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
)";

/// sqlite-es over a file. Its own helper opens ten connections that write with NORMAL; here it is
/// FULL, as ours, and as many connections as asked for: ten wait for each other's locks.
pub async fn sqlite(file: &str, connections: u32) -> Result<SqliteEventRepository, Failure> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{file}"))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(connections).connect_with(options).await?;
    let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(&pool).await?;
    let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&pool).await?;
    if (synchronous, journal.as_str()) != (2, "wal") {
        return Err("sqlite-es does not write with WAL and synchronous=FULL".into());
    }
    sqlx::query(SQLITE_EVENTS).execute(&pool).await?;
    Ok(SqliteEventRepository::new(pool))
}

/// postgres-es over a database; its own helper opens ten connections.
pub async fn postgres(url: &str, connections: u32) -> Result<PostgresEventRepository, Failure> {
    let pool = PgPoolOptions::new().max_connections(connections).connect(url).await?;
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let (value,): (String,) =
            sqlx::query_as(&format!("SHOW {setting}")).fetch_one(&pool).await?;
        if value != "on" {
            return Err(format!("PostgreSQL has {setting} {value}").into());
        }
    }
    sqlx::query(POSTGRES_EVENTS).execute(&pool).await?;
    Ok(PostgresEventRepository::new(pool))
}
