//! Following the log: everything after a position, page by page, then live.

use std::sync::Arc;
use std::time::Duration;

use futures::stream::{self, Stream};
use tokio::sync::watch;

use super::{EventLog, LogError, Position, Recorded};

/// Most events of one page.
const PAGE: usize = 500;

/// How long a follower waits for word of an append before it looks by itself. It matters only
/// where word can be lost: another process writing the same `SQLite` file, or a `PostgreSQL`
/// connection that broke while it listened.
const FALLBACK: Duration = Duration::from_secs(5);

/// How long a follower rests after a fault before it reads again.
const REST: Duration = Duration::from_secs(1);

struct Follower {
    log: Arc<dyn EventLog>,
    after: Position,
    appended: watch::Receiver<Position>,
    failed: bool,
}

impl Follower {
    async fn page(&mut self) -> Result<Vec<Recorded>, LogError> {
        if std::mem::take(&mut self.failed) {
            tokio::time::sleep(REST).await;
        }
        loop {
            // Marked as seen before reading: what is appended in between wakes the wait below.
            self.appended.mark_unchanged();
            let page = self.log.read_all(self.after, PAGE).await?;
            if let Some(last) = page.last() {
                self.after = last.position;
                return Ok(page);
            }
            // The outcome is no matter: woken or tired of waiting, the log is read again.
            let _ = tokio::time::timeout(FALLBACK, self.appended.changed()).await;
        }
    }
}

/// All events after a position in order, in pages that are never empty, and then every new one
/// as it is appended; each exactly once.
///
/// The stream does not end. A fault is an item; the item after it is read again from where the
/// last good page ended, so the caller decides whether to go on.
pub fn follow(
    log: Arc<dyn EventLog>,
    after: Position,
) -> impl Stream<Item = Result<Vec<Recorded>, LogError>> + Send {
    let appended = log.watch();
    let follower = Follower { log, after, appended, failed: false };
    stream::unfold(follower, |mut follower| async move {
        let page = follower.page().await;
        follower.failed = page.is_err();
        Some((page, follower))
    })
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::Arc;

    use async_trait::async_trait;
    use futures::StreamExt;
    use tokio::sync::watch;
    use tokio::time::timeout;
    use uuid::Uuid;

    use super::{FALLBACK, follow};
    use crate::log::{
        Append, Appended, CommandKey, EventLog, Expected, LogError, MemoryLog, NewEvent, Origin,
        Position, Recorded,
    };

    /// A log to which somebody appends just after a reader found it empty.
    #[derive(Default)]
    struct Raced(MemoryLog);

    fn one_event() -> Append {
        let event = NewEvent {
            id: Uuid::from_u128(1),
            kind: "CaseRegistered".to_owned(),
            schema: 1,
            data: b"{}".to_vec(),
        };
        let origin = Origin {
            at: chrono::DateTime::UNIX_EPOCH,
            person: None,
            job: None,
            organisation: None,
            correlation: Uuid::nil(),
            causation: None,
        };
        Append {
            stream: "case-1".to_owned(),
            expected: Expected::NoStream,
            events: vec![event],
            origin,
            command: None,
        }
    }

    #[async_trait]
    impl EventLog for Raced {
        async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
            self.0.read(stream, after).await
        }

        async fn append(&self, append: Append) -> Result<Appended, LogError> {
            self.0.append(append).await
        }

        async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
            self.0.outcome(command).await
        }

        async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
            let page = self.0.read_all(after, limit).await?;
            if page.is_empty() {
                self.0.append(one_event()).await?;
            }
            Ok(page)
        }

        async fn head(&self) -> Result<Position, LogError> {
            self.0.head().await
        }

        fn watch(&self) -> watch::Receiver<Position> {
            self.0.watch()
        }
    }

    #[tokio::test]
    async fn what_is_appended_between_reading_and_waiting_wakes_the_wait() {
        let mut follower = pin!(follow(Arc::new(Raced::default()), 0));
        let page = timeout(FALLBACK / 2, follower.next()).await;
        let page = page.expect("the follower is woken, not tired of waiting").unwrap().unwrap();
        assert_eq!(page.len(), 1);
    }
}
