//! The aggregate of the others' stores: what a case would be to them.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};

use cqrs_es::event_sink::EventSink;
use cqrs_es::persist::{EventStoreAggregateContext, PersistedEventRepository, PersistedEventStore};
use cqrs_es::{Aggregate, DomainEvent, EventStore};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Failure;

/// Events of one stream before the next is begun, as ours.
pub const EVENTS_OF_A_STREAM: usize = 10;

/// Any event, with the data that ours has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// Its name.
    pub kind: String,
    /// What our log stores as its data.
    pub data: Value,
}

impl DomainEvent for Happened {
    fn event_type(&self) -> String {
        self.kind.clone()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

/// The least that a case can be folded into: the last data of every kind.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Case {
    last: BTreeMap<String, Value>,
}

impl Aggregate for Case {
    const TYPE: &'static str = "case";
    type Command = ();
    type Event = Happened;
    type Error = Infallible;
    type Services = ();

    async fn handle(&mut self, (): (), (): &(), _: &EventSink<Self>) -> Result<(), Infallible> {
        Ok(())
    }

    fn apply(&mut self, event: Happened) {
        self.last.insert(event.kind, event.data);
    }
}

/// A stream with the version that its next event follows.
pub struct Stream {
    /// Its name.
    pub name: String,
    /// Version of its last event.
    pub version: usize,
}

impl Stream {
    /// One that has no events; no other of any process has its name.
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self::at(&format!("case-{process:08x}-0000-7000-8000-{number:012x}"), 0)
    }

    /// One that has so many.
    pub fn at(name: &str, version: usize) -> Self {
        Self { name: name.to_owned(), version }
    }

    /// Appends an event at the version expected, as the framework does once a command is decided.
    pub async fn commit<R>(
        &mut self,
        store: &PersistedEventStore<R, Case>,
        event: &Happened,
    ) -> Result<(), Failure>
    where
        R: PersistedEventRepository + Send + Sync + 'static,
    {
        let context = EventStoreAggregateContext {
            aggregate_id: self.name.clone(),
            aggregate: Case::default(),
            current_sequence: self.version,
            current_snapshot: None,
        };
        store.commit(vec![event.clone()], context, metadata()).await?;
        self.version += 1;
        Ok(())
    }
}

/// Who and when, as long as ours.
fn metadata() -> HashMap<String, String> {
    let said = [
        ("at", "2026-01-02T03:04:05.678901Z"),
        ("person", "01980000-0000-7000-8000-000000000001"),
        ("organisation", "29189668"),
        ("correlation", "01980000-0000-7000-8000-000000000002"),
    ];
    said.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
