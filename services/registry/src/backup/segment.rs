//! A file of a backup: events that follow one another in the log.
//!
//! Lines of JSON: a head, an event each, an end.

use serde::{Deserialize, Serialize};

use super::BackupError;
use super::line;
use super::seal::{self, Sealing};
use crate::log::proof::Hash;
use crate::log::{Position, Recorded};

/// Says what the file is.
const FORMAT: &str = "genvej log";

/// Of the lines. What is not known is refused, so a reader can trust what it understands.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u32,
    /// Position of the last event before.
    after: Position,
    /// Checksum of the segment before; none for the first.
    previous: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    events: u64,
    last: Position,
}

/// Where a segment ends, and so where the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Joint {
    /// Position of the last event; 0 before the first segment.
    pub last: Position,
    /// Checksum of the segment; none before the first.
    pub checksum: Option<Hash>,
}

/// A segment read back.
pub(super) struct Segment {
    pub begins: Joint,
    /// At least one, in order of position.
    pub events: Vec<Recorded>,
    pub ends: Joint,
}

/// A segment under way.
pub(super) struct Writing {
    sealing: Sealing,
    first: Position,
    last: Position,
    events: u64,
    /// Bytes before compression.
    pub size: usize,
}

impl Writing {
    /// Begins the segment that follows.
    pub fn after(joint: Joint) -> Result<Self, BackupError> {
        let head = Head {
            format: FORMAT.to_owned(),
            version: VERSION,
            after: joint.last,
            previous: joint.checksum.as_ref().map(line::text),
        };
        let sealing = Sealing::new().map_err(compression)?;
        let mut writing = Self { sealing, first: 0, last: joint.last, events: 0, size: 0 };
        writing.write(&json(&head)?)?;
        Ok(writing)
    }

    pub fn push(&mut self, recorded: &Recorded) -> Result<(), BackupError> {
        if self.events == 0 {
            self.first = recorded.position;
        }
        self.last = recorded.position;
        self.events += 1;
        let encoded = line::encode(recorded).map_err(|what| {
            BackupError::Refused(format!("the event at {} is no text: {what}", recorded.position))
        })?;
        self.write(&encoded)
    }

    pub fn is_empty(&self) -> bool {
        self.events == 0
    }

    /// Name and content of the file, and where it ends.
    pub fn finish(mut self) -> Result<(String, Vec<u8>, Joint), BackupError> {
        let Self { first, last, events, .. } = self;
        self.write(&json(&End { events, last })?)?;
        let (bytes, checksum) = self.sealing.finish().map_err(compression)?;
        Ok((name(first, last), bytes, Joint { last, checksum: Some(checksum) }))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.size += bytes.len();
        self.sealing.write(bytes).map_err(compression)
    }
}

/// The name of a file, which sorts as positions do.
fn name(first: Position, last: Position) -> String {
    format!("events-{first:020}-{last:020}.zst")
}

/// Whether a name could be one of a segment.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with("events-") && !name.ends_with(super::folder::PARTIAL)
}

/// Reads a file: whole, as it was written, and under its own name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Segment, BackupError> {
    let damaged = |what: String| BackupError::damaged(file, what);
    let (content, checksum) = seal::open(bytes).map_err(|what| damaged(what.to_owned()))?;
    let mut lines = content.strip_suffix(b"\n").unwrap_or(&content).split(|byte| *byte == b'\n');
    let head: Head = parsed(lines.next()).map_err(damaged)?;
    if head.format != FORMAT || head.version != VERSION {
        let Head { format, version, .. } = head;
        return Err(damaged(format!("its format {format} {version} is not known")));
    }
    let end: End = parsed(lines.next_back()).map_err(damaged)?;
    let events: Vec<Recorded> =
        lines.map(line::decode).collect::<Result<_, _>>().map_err(damaged)?;
    let mut last = head.after;
    for recorded in &events {
        if recorded.position <= last {
            return Err(damaged(format!("position {} follows {last}", recorded.position)));
        }
        last = recorded.position;
    }
    if end.last != last || end.events != events.len() as u64 {
        return Err(damaged("it does not hold the events that it says".to_owned()));
    }
    let first = events.first().ok_or_else(|| damaged("it holds no events".to_owned()))?;
    if file != name(first.position, last) {
        return Err(damaged(format!("its content is that of {}", name(first.position, last))));
    }
    let previous = head.previous.as_deref().map(line::hash).transpose().map_err(damaged)?;
    let begins = Joint { last: head.after, checksum: previous };
    Ok(Segment { begins, events, ends: Joint { last, checksum: Some(checksum) } })
}

fn parsed<'a, T: Deserialize<'a>>(line: Option<&'a [u8]>) -> Result<T, String> {
    serde_json::from_slice(line.unwrap_or_default()).map_err(|error| error.to_string())
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, BackupError> {
    let mut bytes =
        serde_json::to_vec(value).map_err(|error| BackupError::Refused(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn compression(error: std::io::Error) -> BackupError {
    BackupError::File { file: "a segment in memory".to_owned(), source: error }
}
