//! The verdict.

use chrono::{DateTime, Utc};

use crate::log::Position;
use crate::seal::PublicKey;

/// What a log holds, as far as it was read: to its end, or to the fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Events.
    pub events: u64,
    /// Streams.
    pub streams: usize,
    /// Seals that fit.
    pub seals: u64,
    /// Parts of events that were erased, as they may be.
    pub erased: u64,
    /// When the newest seal was made.
    pub sealed_at: Option<DateTime<Utc>>,
    /// Events that no seal covers yet, other than seals. Of them it is known only that each
    /// stream is whole up to its last one.
    pub unsealed: u64,
    /// Keys that signed the seals.
    pub keys: Vec<PublicKey>,
    /// The first event that is not as it was written.
    pub fault: Option<Fault>,
}

/// What was done to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tampering {
    /// It says something else than it did.
    Altered,
    /// It is gone.
    Removed,
    /// It was not written there.
    Inserted,
    /// It was written in another place.
    Moved,
}

/// The first event that is not as it was written, as far as can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What was done to it.
    pub tampering: Tampering,
    /// Its stream.
    pub stream: Option<String>,
    /// Its version there.
    pub version: Option<u64>,
    /// Its place in the log.
    pub position: Option<Position>,
    /// What did not fit. Names no content.
    pub why: String,
}
