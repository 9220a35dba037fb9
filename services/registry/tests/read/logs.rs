//! Logs with habits: real ones that hand out their events otherwise than expected.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use registry::log::{Append, Appended, CommandKey, EventLog, LogError, Position, Recorded};
use tokio::sync::{Semaphore, watch};

/// How a log hands out its events.
pub enum Habit {
    /// No more than so many at a time.
    Pages(usize),
    /// With the last few of the page before again.
    Stutters(u64),
    /// So many pages of one event, and then not at all.
    Breaks(AtomicUsize),
    /// The event at a position as if a later version of the product had written it.
    Newer(Position),
    /// The event at a position as nobody can read it.
    Spoils(Position),
    /// Pages only once it is let.
    Sleeps(Arc<Semaphore>),
    /// One page of four events once it is let, and then not at all.
    Late(Semaphore, AtomicUsize),
}

pub struct Odd {
    pub log: Arc<dyn EventLog>,
    pub habit: Habit,
}

impl Odd {
    fn changed(&self, mut page: Vec<Recorded>) -> Vec<Recorded> {
        for recorded in &mut page {
            match self.habit {
                Habit::Newer(position) if position == recorded.position => {
                    recorded.event.schema = 99;
                }
                Habit::Spoils(position) if position == recorded.position => {
                    recorded.event.data = b"{\"".to_vec();
                }
                _ => {}
            }
        }
        page
    }
}

#[async_trait]
impl EventLog for Odd {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        Ok(self.changed(self.log.read(stream, after).await?))
    }

    async fn append(&self, append: Append) -> Result<Appended, LogError> {
        self.log.append(append).await
    }

    async fn outcome(&self, command: CommandKey) -> Result<Option<Appended>, LogError> {
        self.log.outcome(command).await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        match &self.habit {
            Habit::Newer(_) | Habit::Spoils(_) => {
                Ok(self.changed(self.log.read_all(after, limit).await?))
            }
            Habit::Sleeps(awake) => {
                let page = self.log.read_all(after, limit).await;
                let _awake = awake.acquire().await.unwrap();
                page
            }
            Habit::Late(awake, read) if read.fetch_add(1, Ordering::Relaxed) == 0 => {
                let page = self.log.read_all(after, 4).await;
                let _awake = awake.acquire().await.unwrap();
                page
            }
            Habit::Late(..) => Err(LogError::Unavailable("it sleeps again".into())),
            Habit::Pages(most) => self.log.read_all(after, limit.min(*most)).await,
            Habit::Stutters(again) => {
                if self.log.head().await? <= after {
                    return Ok(Vec::new());
                }
                let (again, most) = (after.saturating_sub(*again), 7);
                self.log.read_all(again, most).await
            }
            Habit::Breaks(left) => {
                let left = left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
                match left {
                    Ok(_) => self.log.read_all(after, 1).await,
                    Err(_) => Err(LogError::Unavailable("the cable is out".into())),
                }
            }
        }
    }

    async fn head(&self) -> Result<Position, LogError> {
        self.log.head().await
    }

    fn watch(&self) -> watch::Receiver<Position> {
        self.log.watch()
    }
}
