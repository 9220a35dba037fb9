//! What an append comes to, given what is stored: one pure decision for all engines.

use std::collections::{HashMap, HashSet};

use serde::de::IgnoredAny;
use uuid::Uuid;

use super::{Append, Appended, CommandKey, Expected, LogError, NewEvent, Position};

/// What is stored about the streams and commands that a group of appends names.
///
/// **Invariant:** an engine holds its write lock from reading this until what was decided is
/// stored. Positions follow the head without gaps, so they grow in commit order.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Position of the last event of the log.
    pub head: Position,
    /// Last version by stream; a stream that is absent has no events.
    pub versions: HashMap<String, u64>,
    /// Commands that had their effect.
    pub commands: HashMap<Uuid, Kept>,
}

/// A command and what it came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// SHA-256 of the command's content.
    pub digest: [u8; 32],
    /// Version of its stream after it.
    pub version: u64,
    /// Position of its last event.
    pub position: Position,
}

impl Kept {
    /// The original outcome again, or `KeyReused` when the content was another.
    pub fn again(&self, command: CommandKey) -> Result<Appended, LogError> {
        if self.digest != command.digest {
            return Err(LogError::KeyReused);
        }
        Ok(Appended { version: self.version, position: self.position, repeated: true })
    }
}

impl Known {
    /// Decides one append.
    ///
    /// The command comes before the expectation: whoever repeats it still expects what held
    /// before its own first try.
    pub fn decide(&self, append: &Append) -> Result<Appended, LogError> {
        if let Some(command) = append.command
            && let Some(kept) = self.commands.get(&command.id)
        {
            return kept.again(command);
        }
        let actual = self.versions.get(&append.stream).copied().unwrap_or(0);
        let holds = match append.expected {
            Expected::Any => true,
            Expected::NoStream => actual == 0,
            Expected::Version(version) => actual == version,
        };
        if !holds {
            return Err(LogError::Conflict { actual });
        }
        let count = append.events.len() as u64;
        Ok(Appended { version: actual + count, position: self.head + count, repeated: false })
    }

    /// Counts a decided append as stored, so that the next one of the group follows it.
    pub fn count(&mut self, append: &Append, appended: Appended) {
        let Appended { version, position, .. } = appended;
        self.head = position;
        self.versions.insert(append.stream.clone(), version);
        if let Some(CommandKey { id, digest }) = append.command {
            self.commands.insert(id, Kept { digest, version, position });
        }
    }
}

/// Position, version and event of everything a decided append stores.
pub(super) fn placed(
    append: &Append,
    appended: Appended,
) -> impl Iterator<Item = (Position, u64, &NewEvent)> {
    let count = append.events.len() as u64;
    let (position, version) = (appended.position - count, appended.version - count);
    (1..).zip(&append.events).map(move |(nth, event)| (position + nth, version + nth, event))
}

/// Refuses what no engine can store and give back as it was.
pub(super) fn check(append: &Append) -> Result<(), LogError> {
    let invalid = |why: &str| Err(LogError::Invalid(why.to_owned()));
    if append.events.is_empty() {
        return invalid("an append without events");
    }
    if append.stream.is_empty() || append.stream.contains('\0') {
        return invalid("a stream needs a name without NUL");
    }
    let mut ids = HashSet::with_capacity(append.events.len());
    for event in &append.events {
        if event.kind.is_empty() || event.kind.contains('\0') {
            return invalid("an event needs a kind without NUL");
        }
        if !ids.insert(event.id) {
            return Err(taken_id());
        }
        let is_json = std::str::from_utf8(&event.data)
            .is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
        if !is_json {
            return invalid("an event's data is not JSON");
        }
    }
    Ok(())
}

/// The refusal of an event id that the log already holds.
pub(super) fn taken_id() -> LogError {
    LogError::Invalid("an event id is taken".to_owned())
}
