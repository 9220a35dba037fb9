//! The log in memory, gone with the process: for tests of what stands on it, and for trying out.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use async_trait::async_trait;
use platform::ids;
use tokio::sync::watch;
use uuid::Uuid;

use super::plan::{self, Known};
use super::{Append, Appended, CommandKey, EventLog, LogError, Position, Recorded, measure};

/// An engine without a store.
#[derive(Debug, Default)]
pub struct MemoryLog {
    held: Mutex<Held>,
    head: watch::Sender<Position>,
}

#[derive(Debug, Default)]
struct Held {
    known: Known,
    ids: HashSet<Uuid>,
    /// In order of position; position `n` lies at index `n - 1`.
    events: Vec<Recorded>,
    /// Indexes into `events` by stream.
    streams: HashMap<String, Vec<usize>>,
}

impl Held {
    fn append(&mut self, append: &Append) -> Result<Appended, LogError> {
        let appended = self.known.decide(append)?;
        if appended.repeated {
            return Ok(appended);
        }
        if append.events.iter().any(|event| self.ids.contains(&event.id)) {
            return Err(plan::taken_id());
        }
        for recorded in self.known.record(append, appended, ids::salt)? {
            self.ids.insert(recorded.event.id);
            self.streams.entry(append.stream.clone()).or_default().push(self.events.len());
            self.events.push(recorded);
        }
        Ok(appended)
    }
}

impl MemoryLog {
    /// Nothing is left half done when a holder panics, for what is pushed cannot fail.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        let held = self.held();
        let indexes = held.streams.get(stream).map_or(&[][..], Vec::as_slice);
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(indexes.iter().skip(skipped).map(|&index| held.events[index].clone()).collect())
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        let begun = Instant::now();
        let result = plan::check(&append).and_then(|()| {
            let mut held = self.held();
            let result = held.append(&append);
            // Sent while the lock is held, so that the watched value never falls.
            self.head.send_if_modified(|head| {
                let grown = held.known.head > *head;
                *head = held.known.head;
                grown
            });
            result
        });
        measure::append("memory", begun, &result);
        result
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        self.held().known.commands.get(&command.id).map(|kept| kept.again(command)).transpose()
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(self.held().events.iter().skip(skipped).take(limit).cloned().collect())
    }

    fn is_without_gaps(&self) -> bool {
        true
    }

    async fn head(&self) -> Result<Position, LogError> {
        Ok(self.held().known.head)
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.head.subscribe()
    }
}
