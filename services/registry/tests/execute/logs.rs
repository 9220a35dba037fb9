//! A real log with habits: it loses an answer, is replaced, counts, or lets others go first.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::future::BoxFuture;
use registry::log::{
    Append, Appended, CommandKey, EventLog, LogError, MemoryLog, Position, Recorded,
};
use tokio::sync::watch;

/// A log in memory whose connection can be cut and whose store can be exchanged.
#[derive(Default)]
pub struct Odd {
    log: Mutex<Arc<MemoryLog>>,
    /// The next append is stored, and its answer lost.
    pub loses_the_answer: AtomicBool,
    /// Events of streams that were read.
    pub read: AtomicUsize,
    /// Appends that were tried.
    pub tried: AtomicUsize,
    /// What others do just before the next read of a stream, or the next append.
    pub before_read: Meanwhile,
    pub before_append: Meanwhile,
}

pub type Meanwhile = Mutex<Option<BoxFuture<'static, ()>>>;

async fn pass(meanwhile: &Meanwhile) {
    let meanwhile = meanwhile.lock().unwrap().take();
    match meanwhile {
        Some(others) => others.await,
        // A store on a disk lets others in between as well.
        None => tokio::task::yield_now().await,
    }
}

impl Odd {
    /// Puts another log in its place, as whoever restores a backup.
    pub fn replace(&self, log: Arc<MemoryLog>) {
        *self.log.lock().unwrap() = log;
    }

    pub fn log(&self) -> Arc<MemoryLog> {
        Arc::clone(&self.log.lock().unwrap())
    }
}

#[async_trait]
impl EventLog for Odd {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        pass(&self.before_read).await;
        let recorded = self.log().read(stream, after).await?;
        self.read.fetch_add(recorded.len(), Ordering::Relaxed);
        Ok(recorded)
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        pass(&self.before_append).await;
        self.tried.fetch_add(1, Ordering::Relaxed);
        let appended = self.log().append(append).await;
        if self.loses_the_answer.swap(false, Ordering::Relaxed) {
            return Err(LogError::Unavailable("the connection is lost".into()));
        }
        appended
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        self.log().outcome(command).await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.log().read_all(after, limit).await
    }

    async fn head(&self) -> Result<Position, LogError> {
        self.log().head().await
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.log().watch()
    }
}
