//! The events of all streams, ours among everybody's, and where they end.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use eventstore::{Position as StorePosition, ReadAllOptions, RecordedEvent, StreamPosition};

use super::{Kept, PAGE};
use crate::log::{LogError, Position, Recorded};

/// Events of the first look for the end of the log.
const FIRST_LOOK: usize = 16;

/// How far the store was looked through.
#[derive(Debug, Default)]
pub(super) struct Tail(Mutex<Seen>);

/// **Invariant:** of all events at or below `scanned`, the last of ours lies at `head`. Positions
/// grow in commit order, so neither can become wrong.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    head: Position,
    scanned: Position,
}

impl Tail {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what was found; of several who looked at the same time the farthest counts.
    fn add(&self, found: Seen) -> Position {
        let mut seen = self.seen();
        if found.scanned > seen.scanned {
            *seen = found;
        }
        seen.head
    }

    /// From where a reader of what is after a position must look: what lies between the last of
    /// ours and the end of the look is other people's.
    fn from(&self, after: Position) -> Position {
        let seen = *self.seen();
        if (seen.head..seen.scanned).contains(&after) { seen.scanned } else { after }
    }
}

/// Some events after a position.
struct Page {
    events: Vec<RecordedEvent>,
    is_last: bool,
}

impl Kept {
    /// Everybody's events after a position; the store begins with the one at it.
    async fn after(
        &self,
        position: Position,
        count: usize,
        until: Instant,
    ) -> Result<Page, LogError> {
        let from = match position {
            0 => StreamPosition::Start,
            commit => StreamPosition::Position(StorePosition { commit, prepare: commit }),
        };
        let options = ReadAllOptions::default().position(from).forwards().max_count(count + 1);
        let mut events = self.all(&options, until).await?;
        let is_last = events.len() <= count;
        // What the store gives twice comes once.
        let mut last = position;
        events.retain(|event| {
            let is_new = event.position.commit > last;
            last = last.max(event.position.commit);
            is_new
        });
        Ok(Page { events, is_last })
    }

    async fn all(
        &self,
        options: &ReadAllOptions,
        until: Instant,
    ) -> Result<Vec<RecordedEvent>, LogError> {
        let options = options.clone().requires_leader(true);
        let read = self.connection.call(until, |client, time| {
            let options = options.clone().deadline(time);
            async move {
                let mut page = Vec::new();
                let mut events = client.read_all(&options).await?;
                while let Some(event) = events.next().await? {
                    page.extend(event.event);
                }
                Ok(page)
            }
        });
        read.await.map_err(LogError::from)
    }

    /// Looks backwards for the last of our events, and gives its position.
    pub(super) async fn find_end(&self) -> Result<Position, LogError> {
        let mut from = StreamPosition::End;
        let mut count = FIRST_LOOK;
        let mut scanned = 0;
        loop {
            let options = ReadAllOptions::default().position(from).backwards().max_count(count);
            let page = self.all(&options, self.deadline()).await?;
            scanned = page.first().map_or(scanned, |first| first.position.commit.max(scanned));
            if let Some(last) = page.iter().find(|event| self.is_ours(event)) {
                return Ok(self.tail.add(Seen { head: last.position.commit, scanned }));
            }
            match page.last() {
                Some(oldest) if page.len() >= count => {
                    from = StreamPosition::Position(oldest.position);
                }
                _ => return Ok(self.tail.add(Seen { head: 0, scanned })),
            }
            count = PAGE;
        }
    }

    /// Looks through what came since the last look. Gives the position of the last of ours.
    pub(super) async fn catch_up(&self) -> Result<Position, LogError> {
        let mut seen = *self.tail.seen();
        loop {
            let page = self.after(seen.scanned, PAGE, self.deadline()).await?;
            for event in &page.events {
                seen.scanned = event.position.commit;
                if self.is_ours(event) {
                    seen.head = event.position.commit;
                }
            }
            let head = self.tail.add(seen);
            if page.is_last || page.events.is_empty() {
                return Ok(head);
            }
        }
    }

    pub(super) async fn read_all(
        &self,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, LogError> {
        // A position beyond what was seen may be no event's at all, which the store cannot read.
        let beyond = after > self.tail.seen().head;
        if limit == 0 || beyond && after >= self.catch_up().await? {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let mut from = self.tail.from(after);
        loop {
            let count = limit.saturating_sub(found.len()).saturating_mul(2).clamp(FIRST_LOOK, PAGE);
            let page = self.after(from, count, self.deadline()).await?;
            for event in &page.events {
                found.extend(self.ours(event).transpose()?);
                if found.len() == limit {
                    return Ok(found);
                }
            }
            match page.events.last() {
                Some(last) if !page.is_last => from = last.position.commit,
                _ => return Ok(found),
            }
        }
    }

    fn is_ours(&self, event: &RecordedEvent) -> bool {
        event.stream_id.starts_with(&self.prefix)
    }
}
