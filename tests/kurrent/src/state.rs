//! The events, as the server keeps them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// The position of the first event: before it lie the server's own.
const FIRST_POSITION: u64 = 1_500;

/// An event as it was proposed.
#[derive(Debug, Clone)]
pub(crate) struct Proposed {
    pub id: Uuid,
    pub metadata: HashMap<String, String>,
    pub custom_metadata: Vec<u8>,
    pub data: Vec<u8>,
}

/// An event as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub stream: Vec<u8>,
    pub revision: u64,
    pub position: u64,
    pub proposed: Proposed,
}

/// What an append expects of its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Any,
    Exists,
    NoStream,
    Revision(u64),
}

/// Revision and position of the last event appended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub revision: u64,
    pub position: u64,
}

/// The stream is not as expected; this is its last revision.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrongRevision(pub Option<u64>);

/// Where a read of all streams begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum From {
    Start,
    End,
    Position(u64),
}

/// The events of one cluster. Servers that share it are its nodes, and it outlives them.
#[derive(Debug, Clone, Default)]
pub struct Store(Arc<Mutex<Held>>);

#[derive(Debug, Default)]
struct Held {
    events: Vec<Stored>,
    streams: HashMap<Vec<u8>, Vec<usize>>,
    appends: u64,
}

impl Store {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many events there are, with the server's own and those of others who use it.
    pub fn len(&self) -> usize {
        self.held().events.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many events a stream has, by its whole name.
    pub fn revisions(&self, stream: &str) -> usize {
        self.held().streams.get(stream.as_bytes()).map_or(0, Vec::len)
    }

    /// Appends as many events that are none of Genvej's, as other users of a cluster do.
    pub fn add_foreign(&self, count: usize) {
        let mut held = self.held();
        for _ in 0..count {
            held.foreign();
        }
    }

    pub(crate) fn append(
        &self,
        stream: &[u8],
        expected: Expected,
        events: Vec<Proposed>,
    ) -> Result<Written, WrongRevision> {
        self.held().append(stream, expected, events)
    }

    /// None when there is no such stream.
    pub(crate) fn stream(&self, name: &[u8]) -> Option<Vec<Stored>> {
        let held = self.held();
        let indexes = held.streams.get(name)?;
        Some(indexes.iter().map(|&index| held.events[index].clone()).collect())
    }

    /// At most `count` events of all streams. None when the position is inside the log and no
    /// event's, which the server cannot read either.
    pub(crate) fn all(&self, from: From, backwards: bool, count: usize) -> Option<Vec<Stored>> {
        let held = self.held();
        let events = &held.events;
        let index = match from {
            From::Start | From::Position(0) => 0,
            From::End => events.len(),
            From::Position(position) => {
                match events.binary_search_by_key(&position, |stored| stored.position) {
                    Ok(index) => index,
                    Err(index) if index == events.len() => index,
                    Err(_) => return None,
                }
            }
        };
        // Forwards the event at the position comes first, backwards the one before it.
        Some(if backwards {
            events[..index].iter().rev().take(count).cloned().collect()
        } else {
            events[index..].iter().take(count).cloned().collect()
        })
    }
}

impl Held {
    fn append(
        &mut self,
        stream: &[u8],
        expected: Expected,
        events: Vec<Proposed>,
    ) -> Result<Written, WrongRevision> {
        let present = self.streams.get(stream).cloned().unwrap_or_default();
        let wrong = WrongRevision((present.len() as u64).checked_sub(1));
        let after = match expected {
            Expected::Exists if present.is_empty() => return Err(wrong),
            Expected::Any | Expected::Exists => present.len(),
            Expected::NoStream => 0,
            Expected::Revision(revision) => {
                usize::try_from(revision).map_or(usize::MAX, |it| it + 1)
            }
        };
        if after > present.len() {
            return Err(wrong);
        }
        if after < present.len() {
            return self.repeated(&present[after..], &events).ok_or(wrong);
        }
        self.appends += 1;
        if self.appends.is_multiple_of(3) {
            self.foreign();
        }
        for proposed in events {
            self.push(stream.to_vec(), proposed);
        }
        let last = self.events.last().expect("invariant: an append has events");
        let written = Written { revision: last.revision, position: last.position };
        if self.appends % 3 == 1 {
            self.foreign();
        }
        Ok(written)
    }

    /// An append whose events are there already under the same ids was done before.
    fn repeated(&self, present: &[usize], events: &[Proposed]) -> Option<Written> {
        let same = present.len() >= events.len()
            && present
                .iter()
                .zip(events)
                .all(|(&index, event)| self.events[index].proposed.id == event.id);
        let last = &self.events[*present.get(events.len().checked_sub(1)?)?];
        same.then_some(Written { revision: last.revision, position: last.position })
    }

    fn push(&mut self, stream: Vec<u8>, proposed: Proposed) {
        let position = self
            .events
            .last()
            .map_or(FIRST_POSITION, |last| last.position + 100 + last.proposed.data.len() as u64);
        let indexes = self.streams.entry(stream.clone()).or_default();
        let revision = indexes.len() as u64;
        indexes.push(self.events.len());
        self.events.push(Stored { stream, revision, position, proposed });
    }

    /// One of the events that the server writes for itself.
    fn foreign(&mut self) {
        let metadata = [("type", "$statsCollected"), ("content-type", "application/json")];
        let proposed = Proposed {
            id: Uuid::from_u128(self.events.len() as u128),
            metadata: metadata.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            custom_metadata: Vec::new(),
            data: b"{}".to_vec(),
        };
        self.push(b"$stats-127.0.0.1:2113".to_vec(), proposed);
    }
}
