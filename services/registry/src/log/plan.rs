//! What an append comes to, given what is stored: one pure decision for all engines.

use std::collections::{HashMap, HashSet};

use serde::de::IgnoredAny;
use uuid::Uuid;

use super::proof::{Hash, Link, Proof, Salt, Salts};
use super::{Append, Appended, CommandKey, Expected, LogError, NewEvent, Position, Recorded};

/// What is stored about the streams and commands that a group of appends names.
///
/// **Invariant:** an engine holds its write lock from reading this until what was decided is
/// stored. Positions follow the head without gaps, so they grow in commit order.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Position of the last event of the log.
    pub head: Position,
    /// The last event by stream; a stream that is absent has none.
    pub tips: HashMap<String, Tip>,
    /// Events that bear the id of a command.
    pub commands: HashMap<Uuid, Kept>,
}

/// The last event of a stream.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tip {
    /// Its version; 0 before the first.
    pub version: u64,
    /// Its chain; zeros before the first.
    pub chain: Hash,
}

/// An event that bears a command's id, and so what the command came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// SHA-256 of the command's content; none when the event ended no command.
    pub digest: Option<Hash>,
    /// Version of its stream after it.
    pub version: u64,
    /// Position of its last event.
    pub position: Position,
}

impl Kept {
    /// The original outcome again, or `KeyReused` when the content was another.
    pub fn again(&self, command: CommandKey) -> Result<Appended, LogError> {
        match self.digest {
            None => return Err(taken_id()),
            Some(digest) if digest != command.digest => return Err(LogError::KeyReused),
            Some(_) => {}
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
        let actual = self.tips.get(&append.stream).map_or(0, |tip| tip.version);
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

    /// The rows of a decided append. It counts as stored, so that the next one of the group
    /// follows it.
    pub fn record(
        &mut self,
        append: &Append,
        appended: Appended,
        salt: fn() -> Salt,
    ) -> Result<Vec<Recorded>, LogError> {
        let ready = Ready::of(append.clone(), salt)?;
        let chains = self.chains(&ready, appended);
        let count = append.events.len() as u64;
        let (position, version) = (appended.position - count, appended.version - count);
        let Ready { append: Append { stream, events, origin, .. }, salts, .. } = ready;
        let rows = (1..).zip(events).zip(salts).zip(chains).map(|(((nth, event), salt), chain)| {
            Recorded {
                position: position + nth,
                stream: stream.clone(),
                version: version + nth,
                digest: Link::of(append, version + nth, &event).digest.copied(),
                event,
                origin: origin.clone(),
                proof: Proof { chain, salts: Salts::Whole(salt) },
            }
        });
        Ok(rows.collect())
    }

    /// The chains of a decided append's events. It counts as stored, so that the next one of the
    /// group follows it.
    pub fn chains(&mut self, ready: &Ready, appended: Appended) -> Vec<Hash> {
        let Ready { append, parts, .. } = ready;
        let tip = self.tips.entry(append.stream.clone()).or_default();
        let before = appended.version - append.events.len() as u64;
        let chains =
            (before + 1..).zip(&append.events).zip(parts).map(|((version, event), parts)| {
                let chain = Link::of(append, version, event).chain_of(&tip.chain, parts);
                *tip = Tip { version, chain };
                chain
            });
        let chains = chains.collect();
        self.head = appended.position;
        if let Some(CommandKey { id, digest }) = append.command {
            let Appended { version, position, .. } = appended;
            self.commands.insert(id, Kept { digest: Some(digest), version, position });
        }
        chains
    }
}

/// An append that no engine refuses, with what of its rows does not depend on what was stored
/// before: callers work that out side by side, and only the rest is left to the one who writes.
#[derive(Debug)]
pub(super) struct Ready {
    pub append: Append,
    /// Its origin as JSON.
    pub origin: String,
    /// Of each event.
    pub salts: Vec<Salt>,
    /// Digests of the parts of each event.
    parts: Vec<Vec<u8>>,
}

impl Ready {
    /// `Invalid` when no engine can store it and give it back as it was.
    pub fn of(append: Append, salt: fn() -> Salt) -> Result<Self, LogError> {
        check_names(&append)?;
        let origin = serde_json::to_string(&append.origin)
            .map_err(|error| LogError::Invalid(error.to_string()))?;
        let salts: Vec<_> = append.events.iter().map(|_| salt()).collect();
        let parts = append.events.iter().zip(&salts).map(|(event, salt)| {
            let link = Link::of(&append, 0, event);
            link.parts(&Salts::Whole(*salt), origin.as_bytes()).map_err(|_| no_json())
        });
        let parts = parts.collect::<Result<_, _>>()?;
        Ok(Self { append, origin, salts, parts })
    }
}

/// Refuses what no engine can store and give back as it was.
pub(super) fn check(append: &Append) -> Result<(), LogError> {
    check_names(append)?;
    let is_json = |event: &NewEvent| {
        std::str::from_utf8(&event.data)
            .is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
    };
    if append.events.iter().all(is_json) { Ok(()) } else { Err(no_json()) }
}

fn no_json() -> LogError {
    LogError::Invalid("an event's data is not JSON".to_owned())
}

/// All but the events' data.
fn check_names(append: &Append) -> Result<(), LogError> {
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
    }
    if let (Some(command), Some(last)) = (append.command, append.events.last())
        && command.id != last.id
    {
        return invalid("the last event does not bear its command's id");
    }
    Ok(())
}

/// The refusal of an event id that the log already holds.
pub(super) fn taken_id() -> LogError {
    LogError::Invalid("an event id is taken".to_owned())
}
