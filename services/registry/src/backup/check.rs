//! Checking a backup whole, without a log.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::segment::{Joint, Segment};
use super::{BackupError, Until, folder};
use crate::log::proof::{Hash, Link};
use crate::log::{Origin, Position, Recorded};

/// A backup that is whole, and how much of it is asked for.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Events asked for.
    pub events: u64,
    /// Position of the last of them.
    pub last: Position,
    /// When the last of them was accepted.
    pub at: DateTime<Utc>,
    /// Events that the backup holds beyond.
    pub beyond: u64,
    pub(super) folder: PathBuf,
    /// Names of the segments and where they end.
    pub(super) segments: Vec<(String, Joint)>,
}

/// Reads every segment and holds it against its checksum, the one before it, and the chain of
/// every stream; finds the last event that is asked for.
///
/// # Errors
/// `Damaged` with the first file in which something is not as it was written; `Refused` when there
/// is no backup, or nothing in it is as early as asked for.
pub fn check(folder: &Path, until: Option<Until>) -> Result<Checked, BackupError> {
    let mut chains = Chains::default();
    let mut prefix = Prefix::new(until);
    let mut segments = Vec::new();
    let mut joint = Joint::default();
    for name in folder::segments(folder)? {
        let Segment { begins, events, ends } = folder::segment(folder, &name)?;
        if begins != joint {
            return Err(BackupError::damaged(&name, follows(&begins, segments.last())));
        }
        for recorded in &events {
            chains.link(recorded).map_err(|what| BackupError::damaged(&name, what))?;
            prefix.take(recorded);
        }
        joint = ends;
        segments.push((name, ends));
    }
    if segments.is_empty() {
        return Err(BackupError::Refused(format!("{} holds no backup", folder.display())));
    }
    prefix.checked(folder.to_owned(), segments)
}

fn follows(begins: &Joint, before: Option<&(String, Joint)>) -> String {
    match before {
        Some((name, ends)) if begins.last == ends.last => {
            format!("it does not follow this {name}, but another of the same name")
        }
        Some((name, ends)) => format!(
            "it follows position {}, and {name} before it ends at {}: a file is missing or foreign",
            begins.last, ends.last
        ),
        None => format!("it follows position {}: the files before it are missing", begins.last),
    }
}

/// The last event of every stream.
#[derive(Default)]
struct Chains(HashMap<String, (u64, Hash)>);

impl Chains {
    /// Holds an event against the one before it in its stream.
    fn link(&mut self, recorded: &Recorded) -> Result<(), String> {
        let Recorded { position, stream, version, proof, .. } = recorded;
        let (before, chain) = self.0.get(stream).copied().unwrap_or_default();
        if *version != before + 1 {
            return Err(format!(
                "position {position}: version {version} of {stream} follows {before}"
            ));
        }
        let proven = Link::from(recorded).chain(&chain, &proof.salts);
        if proven.map_err(|error| error.to_string())? != proof.chain {
            return Err(format!(
                "position {position}: version {version} of {stream} is not as it was written"
            ));
        }
        self.0.insert(stream.clone(), (*version, proof.chain));
        Ok(())
    }
}

/// How far the events go that are asked for.
///
/// An append is stored whole or not at all, so a point inside one is before it. Events of one
/// stream that follow one another with the same origin are taken for one append.
struct Prefix {
    until: Option<Until>,
    all: u64,
    ended: bool,
    end: End,
    /// The append under way, and where it began.
    append: Option<(String, Origin)>,
    before: End,
}

#[derive(Clone, Copy, Default)]
struct End {
    events: u64,
    last: Position,
    at: DateTime<Utc>,
}

impl Prefix {
    fn new(until: Option<Until>) -> Self {
        let (end, before) = (End::default(), End::default());
        Self { until, all: 0, ended: false, end, append: None, before }
    }

    fn take(&mut self, recorded: &Recorded) {
        self.all += 1;
        if self.ended {
            return;
        }
        let is_same = self.append.as_ref().is_some_and(|(stream, origin)| {
            (stream, origin) == (&recorded.stream, &recorded.origin)
        });
        self.ended = match self.until {
            None => false,
            Some(Until::Position(last)) => recorded.position > last,
            Some(Until::Time(time)) => recorded.origin.at > time,
        };
        if self.ended {
            if is_same {
                self.end = self.before;
            }
            return;
        }
        if !is_same {
            self.append = Some((recorded.stream.clone(), recorded.origin.clone()));
            self.before = self.end;
        }
        self.end =
            End { events: self.end.events + 1, last: recorded.position, at: recorded.origin.at };
    }

    fn checked(
        self,
        folder: PathBuf,
        segments: Vec<(String, Joint)>,
    ) -> Result<Checked, BackupError> {
        let End { events, last, at } = self.end;
        if events == 0 {
            let why = "nothing in the backup is as early as asked for";
            return Err(BackupError::Refused(why.to_owned()));
        }
        Ok(Checked { events, last, at, beyond: self.all - events, folder, segments })
    }
}
