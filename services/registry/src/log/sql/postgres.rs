//! Opening a `PostgreSQL` database, and hearing of what other processes append to it.

use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgListener};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr,
};

use super::fault::Fault;
use super::lock::statement;
use super::{Head, publish, read};
use crate::log::{LogSettings, Position};

/// The channel of `NOTIFY`; its payload is the position of the last event.
const CHANNEL: &str = "genvej_log";

/// Rest between two attempts to listen again.
const REST: Duration = Duration::from_secs(1);

/// Rest of a connection after which it is asked whether it still lives.
const IDLE: Duration = Duration::from_secs(1);

/// The pool that writes, of two connections so that one that broke does not stop the next
/// append, and the pool that reads and listens.
pub(super) async fn connect(
    settings: &LogSettings,
) -> Result<(DatabaseConnection, DatabaseConnection), Fault> {
    let options: PgConnectOptions = settings
        .url
        .parse()
        .map_err(|_| Fault::Refused("its address is not one of PostgreSQL".to_owned()))?;
    let ms = settings.store_patience().as_millis();
    let commit = if settings.relaxed_durability_in_tests { "off" } else { "on" };
    let options = options
        .application_name("genvej registry")
        .options([
            ("statement_timeout", ms.to_string()),
            ("lock_timeout", ms.to_string()),
            ("idle_in_transaction_session_timeout", ms.to_string()),
            ("synchronous_commit", commit.to_owned()),
        ])
        .disable_statement_logging();
    let writer = pool(options.clone(), 2, settings).await?;
    assert_durable(&writer, settings).await?;
    let readers = pool(options, settings.readers + 1, settings).await?;
    Ok((writer, readers))
}

async fn pool(
    options: PgConnectOptions,
    connections: u32,
    settings: &LogSettings,
) -> Result<DatabaseConnection, DbErr> {
    // The address goes in with the options, so that its password is in no span of the pool.
    let mut pool = ConnectOptions::new("postgres://");
    pool.max_connections(connections)
        .acquire_timeout(settings.store_patience())
        // Under load a broken connection tells by itself; a question before each use would cost
        // one more trip to the server.
        .test_before_acquire_if_idle_for(IDLE)
        .map_sqlx_postgres_opts(move |_| options.clone());
    Database::connect(pool).await
}

/// Refuses a server that acknowledges before its disk has the commit.
async fn assert_durable(writer: &DatabaseConnection, settings: &LogSettings) -> Result<(), Fault> {
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        let row = writer.query_one_raw(statement(writer, format!("SHOW {name}"), [])).await?;
        let value: String = row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
        if value != "on" && !settings.relaxed_durability_in_tests {
            return Err(Fault::Refused(format!(
                "the server runs with {name}={value}, which does not survive a power cut"
            )));
        }
    }
    Ok(())
}

/// Tells all processes of a position when the transaction commits.
pub(super) async fn notify(tx: &DatabaseTransaction, head: Position) -> Result<(), DbErr> {
    let sql = "SELECT pg_notify($1, $2)";
    let values = [CHANNEL.into(), head.to_string().into()];
    tx.execute_raw(statement(tx, sql, values)).await?;
    Ok(())
}

/// Publishes what other processes append, for as long as the log is open. After a lost connection
/// it reads the head itself, for what was told meanwhile is lost.
pub(super) async fn listen(readers: DatabaseConnection, head: Head) {
    loop {
        if let Err(error) = hear(&readers, &head).await {
            tracing::warn!(%error, "the log does not hear of other processes");
        }
        tokio::time::sleep(REST).await;
    }
}

async fn hear(
    readers: &DatabaseConnection,
    head: &Head,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut listener = PgListener::connect_with(readers.get_postgres_connection_pool()).await?;
    listener.listen(CHANNEL).await?;
    publish(head, read::head(readers).await?);
    while let Some(told) = listener.try_recv().await? {
        if let Ok(position) = told.payload().parse() {
            publish(head, position);
        }
    }
    Ok(())
}
