//! Storing events as they were recorded elsewhere in `SQLite`.

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::Connection;

use super::{read, write};
use crate::log::sql::fault::Fault;
use crate::log::sql::write::{Written, rows};
use crate::log::{LogSettings, Position, Recorded};

/// Memory for pages, in KiB as `PRAGMA cache_size` takes them: the indexes of a large log are built
/// there, and not page by page from the file.
const CACHE_KIB: i64 = -262_144;

/// A connection within a transaction, which is rolled back when it is dropped. None after a fault.
pub(in crate::log::sql) struct Restoring(Option<Connection>);

impl Restoring {
    /// Begins in a file whose tables are made. `Refused` when it holds events.
    pub async fn begin(path: &str, settings: &LogSettings) -> Result<Self, Fault> {
        let (path, settings) = (PathBuf::from(path), settings.clone());
        let connection = blocking(move || {
            let connection = write::connect(&path, &settings)?;
            connection.pragma_update(None, "cache_size", CACHE_KIB)?;
            connection.execute_batch("BEGIN IMMEDIATE")?;
            Ok(connection)
        });
        Ok(Self(Some(connection.await?)))
    }

    pub async fn head(&mut self) -> Result<Position, Fault> {
        self.with(read::head).await
    }

    pub async fn insert(&mut self, events: Vec<Recorded>) -> Result<(), Fault> {
        self.with(move |connection| {
            write::insert(connection, &rows(&events, &Written::of(&events)?))
        })
        .await
    }

    pub async fn read_all(
        &mut self,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, Fault> {
        self.with(move |connection| read::all(connection, after, limit)).await
    }

    pub async fn commit(mut self) -> Result<(), Fault> {
        self.with(|connection| Ok(connection.execute_batch("COMMIT")?)).await
    }

    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let refused = || Fault::Refused("what is restored has failed before".to_owned());
        let connection = self.0.take().ok_or_else(refused)?;
        let worked = blocking(move || {
            let answer = work(&connection)?;
            Ok((connection, answer))
        });
        let (connection, answer) = worked.await?;
        self.0 = Some(connection);
        Ok(answer)
    }
}

/// Works on a thread that may wait for the disk.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let worked = tokio::task::spawn_blocking(work).await;
    worked.map_err(|error| Fault::Unavailable(Arc::new(error)))?
}
