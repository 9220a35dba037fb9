//! A backup read as the log that it is of.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::watch;

use super::check::Checked;
use super::segment::Joint;
use super::{BackupError, folder};
use crate::log::{Append, Appended, CommandKey, EventLog, LogError, Position, Recorded};

/// What was checked, as a log that nobody writes.
pub(super) struct Shelf {
    folder: PathBuf,
    segments: Vec<(String, Joint)>,
    /// The segment that was read last, by its place in the folder.
    read: Mutex<Option<(usize, Arc<Vec<Recorded>>)>>,
}

impl Shelf {
    pub fn of(checked: &Checked) -> Self {
        let Checked { folder, segments, .. } = checked;
        Self { folder: folder.clone(), segments: segments.clone(), read: Mutex::default() }
    }

    /// The file that holds a position, or else the last one.
    pub fn file(&self, position: Option<Position>) -> &str {
        let after = position.map_or(Position::MAX, |position| position.saturating_sub(1));
        let at = self.place(after).min(self.segments.len().saturating_sub(1));
        self.segments.get(at).map_or("", |(name, _)| name)
    }

    /// Place of the segment with the first event after a position.
    fn place(&self, after: Position) -> usize {
        self.segments.partition_point(|(_, ends)| ends.last <= after)
    }

    fn segment(&self, at: usize) -> Result<Option<Arc<Vec<Recorded>>>, BackupError> {
        let Some((name, ends)) = self.segments.get(at) else { return Ok(None) };
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, events)) = &*read
            && *known == at
        {
            return Ok(Some(Arc::clone(events)));
        }
        let segment = folder::segment(&self.folder, name)?;
        if segment.ends != *ends {
            return Err(BackupError::damaged(name, "it was changed after it was checked"));
        }
        let events = Arc::new(segment.events);
        *read = Some((at, Arc::clone(&events)));
        Ok(Some(events))
    }
}

#[async_trait]
impl EventLog for Shelf {
    async fn read(&self, stream: &str, after: u64) -> Result<Vec<Recorded>, LogError> {
        let mut found = Vec::new();
        for at in 0..self.segments.len() {
            let events = self.segment(at).map_err(|error| corrupt(&error))?.unwrap_or_default();
            let of = events.iter().filter(|it| it.stream == stream && it.version > after);
            found.extend(of.cloned());
        }
        Ok(found)
    }

    async fn append(&self, _: Append) -> Result<Appended, LogError> {
        Err(LogError::Invalid("a backup is not written to".to_owned()))
    }

    async fn outcome(&self, _: CommandKey) -> Result<Option<Appended>, LogError> {
        Ok(None)
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let events =
            self.segment(self.place(after)).map_err(|error| corrupt(&error))?.unwrap_or_default();
        let from = events.partition_point(|recorded| recorded.position <= after);
        Ok(events[from..].iter().take(limit).cloned().collect())
    }

    async fn head(&self) -> Result<Position, LogError> {
        Ok(self.segments.last().map_or(0, |(_, ends)| ends.last))
    }

    fn watch(&self) -> watch::Receiver<Position> {
        watch::channel(self.segments.last().map_or(0, |(_, ends)| ends.last)).1
    }
}

fn corrupt(error: &BackupError) -> LogError {
    LogError::Corrupt(error.to_string())
}
