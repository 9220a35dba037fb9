//! Word between processes of what was appended.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use tokio::sync::Notify;

use crate::log::Position;
use crate::log::sql::lock::statement;
use crate::log::sql::{Head, publish, read};

/// The channel of `NOTIFY`; its payload is the position of the last event.
pub(super) const CHANNEL: &str = "genvej_log";

/// Tells who listens on a channel; in a transaction, when it commits.
pub(super) const NOTIFY: &str = "SELECT pg_notify($1, $2)";

/// Rest between two attempts to listen again.
const REST: Duration = Duration::from_secs(1);

/// Rest between two words, so that a stream of appends does not become one of words.
const BREATH: Duration = Duration::from_millis(2);

/// Tells all processes of the last position, for as long as the log is open.
///
/// It is no part of the append: in the same transaction it would double the time of a single
/// append, and a follower that missed a word looks by itself after a while.
pub(in crate::log::sql) async fn tell(
    readers: DatabaseConnection,
    head: Head,
    appended: Arc<Notify>,
) {
    let mut told = *head.borrow();
    loop {
        appended.notified().await;
        let position = *head.borrow();
        if position == told {
            continue;
        }
        match notify(&readers, position).await {
            Ok(()) => told = position,
            Err(error) => {
                tracing::warn!(%error, "the log cannot tell other processes");
                appended.notify_one();
                tokio::time::sleep(REST).await;
            }
        }
        tokio::time::sleep(BREATH).await;
    }
}

/// Tells all processes of a position.
async fn notify(readers: &DatabaseConnection, position: Position) -> Result<(), DbErr> {
    let values = [CHANNEL.into(), position.to_string().into()];
    readers.execute_raw(statement(readers, NOTIFY, values)).await?;
    Ok(())
}

/// Publishes what other processes append, for as long as the log is open. After a lost connection
/// it reads the head itself, for what was told meanwhile is lost.
pub(in crate::log::sql) async fn listen(readers: DatabaseConnection, head: Head) {
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
