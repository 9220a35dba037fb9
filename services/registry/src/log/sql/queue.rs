//! What waits to be written: in the order in which it came, and of no organisation so much that the
//! others wait for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use crate::log::plan::Ready;
use crate::log::{Appended, LogError};

/// Events after which a group takes no more appends: where sharing one wait for the disk among yet
/// more of them gains nothing, and the first would only wait for the last.
const EVENTS: usize = 1_024;

/// Bytes of data after which a group takes no more appends.
const BYTES: usize = 4 << 20;

/// What one organisation may have waiting here. What it sends beyond that waits before the door, so
/// that whoever comes from another one is written with the next group or the one after.
const SHARE: u32 = 64;

/// Bytes of data that count as one more of a share.
const BYTES_OF_A_PART: usize = 16 << 10;

/// What each append of a group came to.
pub(super) type Outcomes = Vec<Result<Appended, LogError>>;

/// An append and who waits for it.
struct Waiting {
    ready: Ready,
    bytes: usize,
    answer: oneshot::Sender<Result<Appended, LogError>>,
    /// Given back when the writer takes the append.
    _part: OwnedSemaphorePermit,
}

/// Where callers come in.
pub(super) struct Entrance {
    waiting: mpsc::UnboundedSender<Waiting>,
    shares: Mutex<HashMap<Option<String>, Arc<Semaphore>>>,
}

/// Where the writer takes from. It ends when the entrance is dropped and all is taken.
pub(super) struct Queue {
    waiting: mpsc::UnboundedReceiver<Waiting>,
}

/// Appends that are written together.
#[derive(Default)]
pub(super) struct Group {
    /// In the order in which they are decided.
    pub appends: Vec<Ready>,
    answers: Vec<oneshot::Sender<Result<Appended, LogError>>>,
    events: usize,
    bytes: usize,
}

/// A queue from its two ends.
pub(super) fn queue() -> (Entrance, Queue) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Entrance { waiting: sender, shares: Mutex::default() }, Queue { waiting: receiver })
}

impl Entrance {
    /// Waits for the writer's answer. Whoever stops waiting before the writer took the append
    /// leaves nothing behind; after that it is written.
    pub async fn append(&self, ready: Ready) -> Result<Appended, LogError> {
        let append = &ready.append;
        let bytes = append.events.iter().map(|event| event.data.len()).sum();
        let parts = u32::try_from(bytes / BYTES_OF_A_PART).unwrap_or(SHARE).saturating_add(1);
        let share = self.share(append.origin.organisation.as_ref());
        let part = share.acquire_many_owned(parts.min(SHARE)).await;
        let part = part.expect("invariant: the semaphore of a share is never closed");
        let (answer, answered) = oneshot::channel();
        let stopped = || LogError::Unavailable("the log's writer has stopped".into());
        self.waiting.send(Waiting { ready, bytes, answer, _part: part }).map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    fn share(&self, organisation: Option<&String>) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        let organisation = organisation.cloned();
        let new = || Arc::new(Semaphore::new(SHARE as usize));
        Arc::clone(shares.entry(organisation).or_insert_with(new))
    }
}

impl Queue {
    /// All that waits, up to the size of a group; none when nobody can come any more.
    pub async fn group(&mut self) -> Option<Group> {
        let first = self.waiting.recv().await?;
        Some(self.group_from(first))
    }

    /// The same for a thread without a runtime.
    pub fn blocking_group(&mut self) -> Option<Group> {
        let first = self.waiting.blocking_recv()?;
        Some(self.group_from(first))
    }

    fn group_from(&mut self, first: Waiting) -> Group {
        let mut group = Group::default();
        let mut next = Some(first);
        while let Some(waiting) = next {
            group.push(waiting);
            if group.events >= EVENTS || group.bytes >= BYTES {
                break;
            }
            next = self.waiting.try_recv().ok();
        }
        group
    }
}

impl Group {
    /// Whoever has left will send the command again if it still matters.
    fn push(&mut self, Waiting { ready, bytes, answer, .. }: Waiting) {
        if answer.is_closed() {
            return;
        }
        self.events += ready.append.events.len();
        self.bytes += bytes;
        self.appends.push(ready);
        self.answers.push(answer);
    }

    /// Tells each caller its own outcome.
    pub fn answer(self, outcomes: Outcomes) {
        for (outcome, answer) in outcomes.into_iter().zip(self.answers) {
            // Whoever no longer waits asks again with the same key.
            let _ = answer.send(outcome);
        }
    }
}
