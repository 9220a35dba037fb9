//! Rows that are read as they stand, wherever they came from.

use async_trait::async_trait;
use registry::log::{Append, Appended, CommandKey, EventLog, LogError, Position, Recorded};
use tokio::sync::watch;

/// A log that can be read and not written.
pub struct Shelf(pub Vec<Recorded>);

#[async_trait]
impl EventLog for Shelf {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        let of = self.0.iter().filter(|row| row.stream == stream && row.version > after);
        Ok(of.cloned().collect())
    }

    async fn append(&self, _: Append) -> Result<Appended, LogError> {
        Err(LogError::Invalid("it cannot be written".to_owned()))
    }

    async fn outcome(&self, _: CommandKey) -> Result<Option<Appended>, LogError> {
        Ok(None)
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        Ok(self.0.iter().filter(|row| row.position > after).take(limit).cloned().collect())
    }

    fn is_without_gaps(&self) -> bool {
        true
    }

    async fn head(&self) -> Result<Position, LogError> {
        Ok(self.0.last().map_or(0, |row| row.position))
    }

    fn watch(&self) -> watch::Receiver<Position> {
        watch::channel(0).1
    }
}
