//! What a log is asked, in the words of each engine.

use std::future::Future;
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbErr};
use uuid::Uuid;

use super::fault::Fault;
use super::{read, sqlite, within};
use crate::log::plan::Kept;
use crate::log::{Position, Recorded};

/// The connections that read.
pub(super) enum Readers {
    Sqlite(sqlite::Readers),
    Postgres(Pool),
}

/// Connections to a server.
pub(super) struct Pool {
    pub connections: DatabaseConnection,
    pub patience: Duration,
    /// Connections that may all have been lost while nobody used them.
    pub spare: u32,
}

impl Readers {
    pub async fn stream(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, Fault> {
        match self {
            Self::Sqlite(readers) => {
                let stream = stream.to_owned();
                readers.ask(move |reader| sqlite::read::stream(reader, &stream, after)).await
            }
            Self::Postgres(pool) => {
                pool.ask(|| read::stream(&pool.connections, stream, after)).await
            }
        }
    }

    pub async fn last_of(&self, stream: &str) -> Result<Option<Recorded>, Fault> {
        match self {
            Self::Sqlite(readers) => {
                let stream = stream.to_owned();
                readers.ask(move |reader| sqlite::read::last_of(reader, &stream)).await
            }
            Self::Postgres(pool) => pool.ask(|| read::last_of(&pool.connections, stream)).await,
        }
    }

    pub async fn all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, Fault> {
        match self {
            Self::Sqlite(readers) => {
                readers.ask(move |reader| sqlite::read::all(reader, after, limit)).await
            }
            Self::Postgres(pool) => pool.ask(|| read::all(&pool.connections, after, limit)).await,
        }
    }

    pub async fn head(&self) -> Result<Position, Fault> {
        match self {
            Self::Sqlite(readers) => readers.ask(sqlite::read::head).await,
            Self::Postgres(pool) => pool.ask(|| read::head(&pool.connections)).await,
        }
    }

    /// What is kept of a command, if an event bears its id.
    pub async fn command(&self, id: Uuid) -> Result<Option<Kept>, Fault> {
        match self {
            Self::Sqlite(readers) => {
                readers.ask(move |reader| Ok(sqlite::read::command(reader, id)?)).await
            }
            Self::Postgres(pool) => {
                let kept = pool.ask(|| read::commands(&pool.connections, [id])).await?;
                Ok(kept.get(&id).copied())
            }
        }
    }
}

impl Pool {
    /// Reads, and once more on another connection for each that turns out to be lost: reading
    /// again is harmless, and the pool throws a lost connection away.
    async fn ask<T, F>(&self, ask: impl Fn() -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        for _ in 0..self.spare {
            match within(self.patience, ask()).await {
                Err(fault) if fault.is_lost_connection() => {}
                answer => return answer,
            }
        }
        within(self.patience, ask()).await
    }
}
