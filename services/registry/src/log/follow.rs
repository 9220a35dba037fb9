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
