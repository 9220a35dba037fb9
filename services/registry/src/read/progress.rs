//! How far this process's read models are, for those who ask, wait and watch.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;
use tokio::sync::{Notify, broadcast, watch};
use vocabulary::PersonId;

use super::changed::Changed;
use super::generation::Generation;
use crate::log::Position;

/// Changes that a watcher may fall behind by before it misses some.
const WATCHED: usize = 1_024;

/// Why nothing more is folded: the log holds what only a later version of the product knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stopped {
    /// Of the event.
    pub position: Position,
    /// Its name.
    pub kind: String,
    /// Version of its shape.
    pub schema: u16,
}

/// How the read models stand, for operators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Everything up to here can be read.
    pub position: Position,
    /// The last event of the log, as far as this process knows.
    pub head: Position,
    /// Events that cannot be read yet; on an engine whose positions have gaps, an upper bound.
    pub lag_events: u64,
    /// For how long there have been such events.
    pub lag_seconds: f64,
    /// Whether it is this process that folds.
    pub folds: bool,
    /// The set of tables that is read.
    pub generation: i64,
    /// Streams that are parked.
    pub parked: u64,
    /// Why nothing more is folded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

/// Shared by the one that folds and all that read.
pub(super) struct Progress {
    generation: watch::Sender<Arc<Generation>>,
    /// Everything up to here can be read by its id and in lists.
    pub position: watch::Sender<Position>,
    /// Everything up to here can be found by search too.
    pub found: watch::Sender<Position>,
    /// Callers that wait for a position.
    pub waiting: AtomicUsize,
    /// Rung by them.
    pub asked: Notify,
    pub changed: broadcast::Sender<Changed>,
    /// People whose inbox changed.
    pub inboxes: broadcast::Sender<PersonId>,
    pub caught_up: AtomicBool,
    notes: Mutex<Notes>,
}

/// What is found out on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    pub head: Position,
    pub behind_since: Option<Instant>,
    pub folds: bool,
    pub parked: u64,
    pub stopped: Option<Stopped>,
}

impl Progress {
    /// Nothing is folded, as far as is known.
    pub fn new(generation: Generation) -> Self {
        Self {
            generation: watch::Sender::new(Arc::new(generation)),
            position: watch::Sender::new(0),
            found: watch::Sender::new(0),
            waiting: AtomicUsize::new(0),
            asked: Notify::new(),
            changed: broadcast::Sender::new(WATCHED),
            inboxes: broadcast::Sender::new(WATCHED),
            caught_up: AtomicBool::new(false),
            notes: Mutex::default(),
        }
    }

    /// The generation that is read now; it stays for as long as the answer is kept.
    pub fn generation(&self) -> Arc<Generation> {
        Arc::clone(&self.generation.borrow())
    }

    /// Has readers go over to another generation.
    pub fn go_over(&self, generation: Arc<Generation>) {
        self.generation.send_replace(generation);
    }

    /// Has everything up to a position read.
    pub fn readable(&self, reached: Position) {
        raise(&self.position, reached);
        self.note_head(reached);
        self.measure();
    }

    /// Has everything up to a position found by search.
    pub fn findable(&self, reached: Position) {
        raise(&self.found, reached);
    }

    /// What is known on the way.
    pub fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the log's last event.
    pub fn note_head(&self, head: Position) {
        let position = *self.position.borrow();
        let mut notes = self.notes();
        notes.head = notes.head.max(head).max(position);
        if notes.head > position {
            notes.behind_since.get_or_insert_with(Instant::now);
        } else {
            notes.behind_since = None;
        }
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let position = *self.position.borrow();
        let generation = self.generation.borrow().number;
        let notes = self.notes().clone();
        let head = notes.head.max(position);
        let behind = notes.behind_since.filter(|_| head > position);
        Standing {
            position,
            head,
            lag_events: head - position,
            lag_seconds: behind.map_or(0.0, |since| since.elapsed().as_secs_f64()),
            folds: notes.folds,
            generation,
            parked: notes.parked,
            stopped: notes.stopped,
        }
    }

    /// Why not everything that the log held at the start can be read, in words.
    pub fn ready(&self) -> Result<(), String> {
        if self.caught_up.load(Ordering::Acquire) {
            return Ok(());
        }
        let standing = self.standing();
        let (position, head) = (standing.position, standing.head);
        Err(match standing.stopped {
            None => format!("the read models are being folded and are at {position} of {head}"),
            Some(Stopped { position, kind, schema }) => format!(
                "the read models stopped before {position}: event kind {kind} with schema {schema} \
                 is newer than this version knows"
            ),
        })
    }

    /// Sets the metrics.
    #[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
    pub fn measure(&self) {
        let standing = self.standing();
        metrics::gauge!("projection_position").set(standing.position as f64);
        metrics::gauge!("projection_head").set(standing.head as f64);
        metrics::gauge!("projection_lag_events").set(standing.lag_events as f64);
        metrics::gauge!("projection_lag_seconds").set(standing.lag_seconds);
        metrics::gauge!("projection_parked").set(standing.parked as f64);
        metrics::gauge!("projection_folds").set(f64::from(u8::from(standing.folds)));
        metrics::gauge!("projection_stopped").set(f64::from(u8::from(standing.stopped.is_some())));
    }
}

fn raise(known: &watch::Sender<Position>, reached: Position) {
    known.send_if_modified(|known| {
        let grown = reached > *known;
        *known = reached.max(*known);
        grown
    });
}
