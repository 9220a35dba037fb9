//! Storing events as they were recorded elsewhere, in a log that is empty.

use super::fault::Fault;
use super::{postgres, schema, sqlite};
use crate::log::{LogError, LogSettings, Position, Recorded};

/// Milliseconds that a step may take, at least: one is a whole segment or the commit of all.
const PATIENCE_MS: u64 = 600_000;

/// A restore under way: one transaction, of which nobody sees anything before it is committed and
/// of which nothing is left when it is dropped, or its process killed.
pub struct Restoring(Transaction);

enum Transaction {
    Sqlite(sqlite::Restoring),
    Postgres(postgres::Restoring),
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
        let refused = |why: &str| Err(Fault::Refused(why.to_owned()));
        let (scheme, rest) = settings.url.split_once(':').unwrap_or((&settings.url, ""));
        let (transaction, head) = match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                let maker = sqlite::connect(path, settings).await?;
                schema::migrate(&maker).await?;
                maker.close().await?;
                let mut begun = sqlite::Restoring::begin(path, settings).await?;
                let head = begun.head().await?;
                (Transaction::Sqlite(begun), head)
            }
            "postgres" | "postgresql" => {
                let (writer, _) = postgres::connect(settings).await?;
                schema::migrate(&writer).await?;
                let mut begun = postgres::Restoring::begin(writer).await?;
                let head = begun.head().await?;
                (Transaction::Postgres(begun), head)
            }
            _ => return refused("only SQLite and PostgreSQL take a restored log"),
        };
        if head != 0 {
            return refused("there is a log already, and it is not empty");
        }
        Ok(Self(transaction))
    }

    /// Stores the next events, of which the caller knows that they follow.
    pub async fn insert(&mut self, events: Vec<Recorded>) -> Result<(), LogError> {
        let inserted = match &mut self.0 {
            Transaction::Sqlite(begun) => begun.insert(events).await,
            Transaction::Postgres(begun) => begun.insert(&events).await,
        };
        inserted.map_err(Into::into)
    }

    /// What is stored so far, as [`super::super::EventLog::read_all`] gives it.
    pub async fn read_all(
        &mut self,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        Ok(match &mut self.0 {
            Transaction::Sqlite(begun) => begun.read_all(after, limit).await?,
            Transaction::Postgres(begun) => begun.read_all(after, limit).await?,
        })
    }

    /// Makes it the log, durably.
    pub async fn commit(self) -> Result<(), LogError> {
        let committed = match self.0 {
            Transaction::Sqlite(begun) => begun.commit().await,
            Transaction::Postgres(begun) => begun.commit().await,
        };
        committed.map_err(Into::into)
    }
}
