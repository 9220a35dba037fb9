//! Storing events as they were recorded elsewhere, in a log that is empty.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};

use super::fault::Fault;
use super::write::insert_events;
use super::{lock, postgres, read, schema, sqlite};
use crate::log::{LogError, LogSettings, Position, Recorded};

/// Milliseconds that a step may take, at least: one is a whole segment or the commit of all.
const PATIENCE_MS: u64 = 600_000;

/// A restore under way: one transaction, of which nobody sees anything before it is committed and
/// of which nothing is left when it is dropped, or its process killed.
pub struct Restoring {
    tx: DatabaseTransaction,
    last: Position,
    /// Held so that its connection lives as long.
    _writer: DatabaseConnection,
}

impl Restoring {
    /// Opens the log, made if missing, and keeps other writers out.
    ///
    /// # Errors
    /// `Invalid` when it is not empty or its engine keeps no log of ours.
    pub async fn begin(settings: &LogSettings) -> Result<Self, LogError> {
        let settings =
            LogSettings { patience_ms: settings.patience_ms.max(PATIENCE_MS), ..settings.clone() };
        Ok(Box::pin(Self::opened(&settings)).await?)
    }

    async fn opened(settings: &LogSettings) -> Result<Self, Fault> {
        let refused = |why: &str| Fault::Refused(why.to_owned());
        let (scheme, rest) = settings.url.split_once(':').unwrap_or((&settings.url, ""));
        let (writer, _) = match scheme {
            "sqlite" => sqlite::connect(rest.strip_prefix("//").unwrap_or(rest), settings).await?,
            "postgres" | "postgresql" => postgres::connect(settings).await?,
            _ => return Err(refused("only SQLite and PostgreSQL take a restored log")),
        };
        schema::migrate(&writer).await?;
        if writer.get_database_backend() == DbBackend::Sqlite {
            // The indexes of a large log are built in memory, and not page by page from the file.
            writer.execute_unprepared("PRAGMA cache_size = -262144").await?;
        }
        let tx = lock::begin(&writer).await?;
        if read::head(&tx).await? != 0 {
            return Err(refused("there is a log already, and it is not empty"));
        }
        Ok(Self { tx, last: 0, _writer: writer })
    }

    /// Stores the next events, of which the caller knows that they follow.
    pub async fn insert(&mut self, events: Vec<Recorded>) -> Result<(), LogError> {
        self.last = events.last().map_or(self.last, |last| last.position);
        insert_events(&self.tx, &events).await.map_err(fault)
    }

    /// What is stored so far, as [`super::super::EventLog::read_all`] gives it.
    pub async fn read_all(
        &mut self,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        read::all(&self.tx, after, limit).await.map_err(fault)
    }

    /// Makes it the log, durably.
    pub async fn commit(self) -> Result<(), LogError> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            postgres::notify(&self.tx, self.last).await.map_err(fault)?;
        }
        self.tx.commit().await.map_err(fault)
    }
}

fn fault(error: DbErr) -> LogError {
    Fault::from(error).into()
}
