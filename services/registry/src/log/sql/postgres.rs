//! Opening a `PostgreSQL` database so that what it acknowledges survives a power cut.

use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};

use super::fault::Fault;
use super::lock::statement;
use crate::log::LogSettings;

mod restore;
mod word;
mod write;

pub(super) use restore::Restoring;
pub(super) use word::{listen, tell};
pub(super) use write::Writer;

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
            // A statement must see what was committed before it began.
            ("default_transaction_isolation", "read committed".to_owned()),
        ])
        .disable_statement_logging();
    let writer = pool(options.clone(), 2, settings).await?;
    assert_durable(&writer, settings).await?;
    // Readers write nothing but word of what was written, which need not wait for the disk.
    let options = options.options([("synchronous_commit", "off")]);
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
        // Nothing reaps connections, for the driver's task that does can spin (sqlx issue 3645).
        .idle_timeout(None)
        .max_lifetime(None)
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
