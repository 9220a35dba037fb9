//! Connecting to a `SQLite` file, whoever else opens it at the same time.

use std::time::{Duration, Instant};

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr};

/// How long one waits before trying again.
const PAUSE: Duration = Duration::from_millis(5);

/// `SQLITE_BUSY`, as the driver writes it.
const BUSY: &str = "5";

/// A pool of connections to a file.
///
/// Of two processes that open a new file one turns it to write-ahead logging. The other is told that
/// it is busy and not made to wait, because it reads already: `SQLite` asks its busy handler only
/// before a transaction. So it is tried again here, for as long as a transaction would have waited.
pub(crate) async fn connect(
    options: SqliteConnectOptions,
    connections: u32,
    patience: Duration,
) -> Result<DatabaseConnection, DbErr> {
    let options = options.busy_timeout(patience);
    let mut pool = ConnectOptions::new("sqlite:");
    pool.max_connections(connections)
        .min_connections(1)
        .acquire_timeout(patience)
        // Nothing reaps connections, for the driver's task that does can spin (sqlx issue 3645).
        .idle_timeout(None)
        .max_lifetime(None)
        // There is no line to a file that could break while nobody uses it.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |_| options.clone());
    let until = Instant::now() + patience;
    loop {
        match Database::connect(pool.clone()).await {
            Err(error) if is_busy(&error) && Instant::now() < until => {
                tokio::time::sleep(PAUSE).await;
            }
            answer => return answer,
        }
    }
}

fn is_busy(error: &DbErr) -> bool {
    let DbErr::Conn(RuntimeErr::SqlxError(cause)) = error else { return false };
    let SqlxError::Database(cause) = cause.as_ref() else { return false };
    cause.code().is_some_and(|code| code == BUSY)
}

#[cfg(test)]
mod tests {
    use sea_orm::sqlx::ConnectOptions as _;
    use sea_orm::sqlx::sqlite::SqliteJournalMode;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn all_who_open_a_new_file_at_the_same_time_get_it() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..50 {
            let file = folder.path().join(format!("{round}.sqlite"));
            let open = || {
                let options = SqliteConnectOptions::new()
                    .filename(&file)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .disable_statement_logging();
                tokio::spawn(connect(options, 1, Duration::from_secs(30)))
            };
            for opened in [open(), open(), open(), open()] {
                opened.await.unwrap().unwrap();
            }
        }
    }
}
