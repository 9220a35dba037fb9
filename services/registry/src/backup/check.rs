//! Checking a backup whole, without a log: first the files, then what they say.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::segment::{Joint, Segment};
use super::shelf::Shelf;
use super::{BackupError, Until, folder};
use crate::log::{Origin, Position, Recorded};
use crate::verify::{Options, Report, verify};

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

/// A backup that says what was written.
#[derive(Debug)]
pub struct Proven {
    pub(super) checked: Checked,
    report: Report,
}

impl Proven {
    /// What it holds, and who sealed it.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// Reads every segment and holds it against its checksum and the one before it; finds the last
/// event that is asked for.
///
/// # Errors
/// `Damaged` with the first file that is not as it was written; `Refused` when there is no backup,
/// or nothing in it is as early as asked for.
pub fn check(folder: &Path, until: Option<Until>) -> Result<Checked, BackupError> {
    let mut prefix = Prefix::new(until);
    let mut segments = Vec::new();
    let mut joint = Joint::default();
    for name in folder::segments(folder)? {
        let Segment { begins, events, ends } = folder::segment(folder, &name)?;
        if begins != joint {
            return Err(BackupError::damaged(&name, follows(&begins, segments.last())));
        }
        for recorded in &events {
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

/// Verifies all that a checked backup says, as a log is verified: every event against the chain of
/// its stream and the seals.
///
/// # Errors
/// `Damaged` with the first event that was altered, removed, inserted or moved.
pub async fn prove(checked: Checked, options: &Options) -> Result<Proven, BackupError> {
    let shelf = Shelf::of(&checked);
    let report = verify(&shelf, options).await?;
    let Some(fault) = &report.fault else { return Ok(Proven { checked, report }) };
    let stream = fault.stream.as_deref().unwrap_or("a stream that cannot be told");
    let version = fault.version.map_or("an event".to_owned(), |it| format!("version {it}"));
    let done = format!("{:?}", fault.tampering).to_lowercase();
    let what = format!("{version} of {stream} was {done}: {}", fault.why);
    Err(BackupError::damaged(shelf.file(fault.position), what))
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
