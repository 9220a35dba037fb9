//! The event log: the only record of the product.
//!
//! **Invariant:** what `append` acknowledged is stored durably, once, with positions that grow in
//! commit order: a follower that has read position `n` will never see a new event at or below `n`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

mod follow;
mod kurrent;
mod measure;
mod memory;
mod open;
mod plan;
pub mod proof;
mod settings;
mod sql;

pub use follow::follow;
pub use memory::MemoryLog;
pub use open::open;
pub use settings::LogSettings;
pub use sql::Restoring;

use proof::{Hash, Proof};

/// Place of an event in the whole log, from 1; 0 is before the first. Grows in commit order, may
/// have gaps, and is never shown to users because it counts what others do.
pub type Position = u64;

/// Who caused an event, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// When the command was accepted.
    pub at: DateTime<Utc>,
    /// The person; none for background work.
    pub person: Option<Uuid>,
    /// The named job, for background work.
    pub job: Option<String>,
    /// CVR number of the organisation acted for.
    pub organisation: Option<String>,
    /// One id for all that one request caused.
    pub correlation: Uuid,
    /// The event that caused this one.
    pub causation: Option<Uuid>,
}

/// An event on its way into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// UUID v7.
    pub id: Uuid,
    /// Name in the past tense, `CaseRegistered`.
    pub kind: String,
    /// Version of the shape of `data`, from 1.
    pub schema: u16,
    /// JSON.
    pub data: Vec<u8>,
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the log.
    pub position: Position,
    /// The stream, `case-<uuid>`.
    pub stream: String,
    /// Version in the stream, from 1, without gaps.
    pub version: u64,
    /// The event.
    pub event: NewEvent,
    /// Who and when.
    pub origin: Origin,
    /// SHA-256 of the command that this event ended, when its id is that command's.
    pub digest: Option<Hash>,
    /// What shows that all of this is as it was written.
    pub proof: Proof,
}

/// What the writer knows about the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Any,
    /// It has no events.
    NoStream,
    /// Its last event has this version.
    Version(u64),
}

/// The command that events answer, so that a repeated command has one effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandKey {
    /// UUID v5 of the actor and the caller's idempotency key.
    pub id: Uuid,
    /// SHA-256 of the command's content.
    pub digest: Hash,
}

/// Events to be appended to one stream, all or none.
#[derive(Debug, Clone)]
pub struct Append {
    /// The stream.
    pub stream: String,
    /// What must hold of it.
    pub expected: Expected,
    /// At least one event.
    pub events: Vec<NewEvent>,
    /// Who and when, for all of them.
    pub origin: Origin,
    /// The command, when it has a key. The last event bears its id, so that the one index on event
    /// ids keeps a command from having its effect twice.
    pub command: Option<CommandKey>,
}

/// What an append came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Version of the stream after the last event appended.
    pub version: u64,
    /// Position of the last event appended.
    pub position: Position,
    /// The same command was appended before; nothing was written now.
    pub repeated: bool,
}

/// What a caller of the log can act on.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The stream is not as expected; load again and decide again.
    #[error("the stream is at version {actual}")]
    Conflict {
        /// Its version now; 0 when it has no events.
        actual: u64,
    },
    /// The command's key was used with another content.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The store cannot be reached or did not answer in time; nothing is known to be written, and
    /// the same command with the same key may be sent again.
    #[error("the log is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The caller's mistake: an append without events, data that is no JSON, an event id that is
    /// already in the log, a command whose id no event bears, settings the engine refuses. Sending it again changes nothing.
    #[error("the log refuses it: {0}")]
    Invalid(String),
    /// What is stored cannot be read as what was written.
    #[error("the log holds something unreadable: {0}")]
    Corrupt(String),
}

/// An engine that keeps the log.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Events of a stream after a version (0 for all), oldest first; empty when there are none.
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError>;

    /// Appends all events or none, durably, and wakes followers.
    async fn append(&self, append: Append) -> Result<Appended, LogError>;

    /// The last event of a stream.
    async fn last(&self, stream: &str) -> Result<Option<Recorded>, LogError> {
        Ok(self.read(stream, 0).await?.pop())
    }

    /// What an earlier command came to, if it is known.
    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError>;

    /// At most `limit` events of all streams after a position, in order of position.
    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError>;

    /// Whether positions leave no gap, so that one that is missing tells of a removed event.
    fn is_without_gaps(&self) -> bool {
        false
    }

    /// Position of the last event; 0 in an empty log.
    async fn head(&self) -> Result<Position, LogError>;

    /// Marks a new value whenever this process, or another that the engine hears of, appended.
    fn watch(&self) -> watch::Receiver<Position>;
}
