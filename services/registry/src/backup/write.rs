//! Adding to a backup what the log holds beyond it, beside whoever writes the log.

use std::path::Path;

use super::BackupError;
use super::folder::{self, Writable};
use super::segment::{Joint, Writing};
use crate::log::{EventLog, Position, Recorded};

/// Events read at a time.
const PAGE: usize = 1_000;

/// Bytes, before compression, after which a segment is closed: what is held in memory at a time.
const SEGMENT: usize = 16 << 20;

/// What a run added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Events.
    pub events: u64,
    /// Files.
    pub segments: u64,
    /// Position of the last event that the backup holds now.
    pub last: Position,
}

/// Adds the events after the last one of the backup, up to the head that the log has now.
///
/// # Errors
/// `Refused` when the folder holds the backup of another log, or of a log that has since been
/// restored to an earlier point: a new folder is needed then. `Damaged` when its last segment is.
/// In any case what the folder held is as good as before.
pub async fn write(log: &dyn EventLog, folder: &Path) -> Result<Written, BackupError> {
    let writable = Writable::open(folder)?;
    let head = log.head().await?;
    let begins = match folder::tail(folder)? {
        Some((last, ends)) => {
            assert_same(log, &last).await?;
            ends
        }
        None => Joint::default(),
    };
    let mut written = Written { last: begins.last, ..Written::default() };
    let mut writing = Writing::after(begins)?;
    while written.last < head {
        let page = log.read_all(written.last, PAGE).await?;
        let Some(last) = page.last() else { break };
        written.last = last.position;
        written.events += page.len() as u64;
        for recorded in &page {
            writing.push(recorded)?;
            if writing.size >= SEGMENT {
                writing = close(&writable, writing)?;
                written.segments += 1;
            }
        }
    }
    if !writing.is_empty() {
        close(&writable, writing)?;
        written.segments += 1;
    }
    Ok(written)
}

/// Stores a segment and begins the next.
fn close(folder: &Writable, writing: Writing) -> Result<Writing, BackupError> {
    let (name, bytes, joint) = writing.finish()?;
    folder.store(&name, &bytes)?;
    Writing::after(joint)
}

/// An event's id is made once, so a log that has the last one in its place is the log that was
/// backed up, and has not been set back since.
async fn assert_same(log: &dyn EventLog, last: &Recorded) -> Result<(), BackupError> {
    // From its stream, for a place between two positions is none in every engine.
    let there = log.read(&last.stream, last.version.saturating_sub(1)).await?;
    let is_same = there.first().is_some_and(|there| {
        (there.position, there.event.id, there.proof.chain)
            == (last.position, last.event.id, last.proof.chain)
    });
    if is_same {
        return Ok(());
    }
    Err(BackupError::Refused(format!(
        "the folder holds the backup of another log, or of this one before it was set back: the \
         event backed up at position {} is not there in the log; begin a new folder",
        last.position
    )))
}
