//! Backup and restore of the log, whatever engine keeps it.
//!
//! A backup is a folder of segments, files that are written once: each run adds what the log holds
//! beyond the last of them. Every segment names the checksum of the one before, so a folder is the
//! log of one system up to one position or it is refused.
//!
//! **Invariant:** nothing is restored that was not checked whole, and nothing is seen of a restored
//! log before all of it is stored and was read back as it was backed up.

use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::log::{LogError, Position};
use crate::verify::VerifyError;

mod check;
mod folder;
mod line;
mod restore;
mod seal;
mod segment;
mod shelf;
mod write;

pub use check::{Checked, Proven, check, prove};
pub use folder::{copy, keep_copy};
pub use restore::restore;
pub use write::{Written, write};

/// How far a restored log goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// No further than this position.
    Position(Position),
    /// To before the first event that was accepted later than this.
    Time(DateTime<Utc>),
}

/// Why a text is no point of a log.
#[derive(Debug, thiserror::Error)]
#[error("it is neither a position nor a time such as 2026-03-01T08:15:00Z")]
pub struct NoPoint;

impl FromStr for Until {
    type Err = NoPoint;

    fn from_str(text: &str) -> Result<Self, NoPoint> {
        match text.parse() {
            Ok(position) => Ok(Self::Position(position)),
            Err(_) => text.parse().map(Self::Time).map_err(|_| NoPoint),
        }
    }
}

/// Why a backup or a restore did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file of the backup is not what was written.
    #[error("{file}: {what}")]
    Damaged {
        /// Its name.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// It must not be done.
    #[error("{0}")]
    Refused(String),
    /// A file cannot be read or written.
    #[error("{file} cannot be used")]
    File {
        /// Its path.
        file: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The log cannot be read or written.
    #[error("the log failed")]
    Log(#[from] LogError),
    /// It cannot be told whether the backup is as it was written.
    #[error("the backup cannot be verified")]
    Verify(#[from] VerifyError),
}

impl BackupError {
    fn damaged(file: &str, what: impl Into<String>) -> Self {
        Self::Damaged { file: file.to_owned(), what: what.into() }
    }

    /// Names the file in what the system says.
    fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::File { file: path.display().to_string(), source }
    }
}
