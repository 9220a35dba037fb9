//! The read models: everything that can be asked, folded from the log and never edited.
//!
//! **Invariant:** a page of events, its rows and the checkpoint are one transaction, so after any
//! crash the rows equal the fold of the log up to the checkpoint. The search index follows the
//! rows and is caught up from them.
//!
//! **Invariant:** every query that answers cases filters by the reader's access keys in the
//! statement itself. Nothing that the reader may not read is fetched and then left out, so counts,
//! pages and cursors cannot tell of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use tokio::sync::{broadcast, watch};
use vocabulary::PersonId;

use crate::directory::Directory;
use crate::log::{LogError, Position};
use crate::search::SearchError;

mod alike;
mod attachments;
mod batch;
mod beside;
mod cases;
mod catalogue;
mod changed;
mod codes;
mod collections;
mod comments;
mod contributed;
mod counted;
mod cube;
mod cursor;
mod deleted;
mod digest;
mod dimension;
mod discussing;
mod enquiries;
mod error_reports;
mod facets;
mod figures;
mod file;
mod filter;
mod fold;
mod folding;
mod followed_searches;
mod found;
mod front_page;
mod generation;
mod history;
mod imports;
mod inbox;
mod indexing;
mod league;
mod models;
mod names;
mod notifications;
mod one_case;
mod operator;
mod organisation_order;
mod owning;
mod page;
mod personal;
mod place;
mod profiles;
mod progress;
mod quarters;
mod recommended;
mod releases;
mod reuse_graph;
mod reusers;
mod row;
mod rows;
mod runs;
mod save;
mod scope;
mod sources;
mod spans;
mod sql;
mod statistics;
mod store;
mod sums;
mod tables;
mod telling;
mod title_order;
mod versions;
mod views;
mod writes;

pub use self::alike::Alike;
pub use self::cases::CaseList;
pub use self::catalogue::CatalogueList;
pub use self::changed::{Changed, Notice, What};
pub use self::codes::CodeList;
pub use self::collections::CollectionList;
pub use self::cursor::Sort;
pub use self::models::{ReadModels, start};
pub use self::names::Names;
pub(crate) use self::operator::Decision;
pub use self::operator::Parked;
pub use self::page::{Listed, Page, Slice};
pub use self::profiles::KnownProfile;
pub use self::progress::{Standing, Stopped};
pub use self::quarters::MOST_QUARTERS;
pub use self::recommended::Recommended;
pub use self::reusers::Reuser;
pub(crate) use self::rows::Rows;
pub use self::statistics::{MOST_DIMENSIONS, Statistics};
/// What lists are narrowed by.
pub use vocabulary::CaseFilter;

use self::generation::Generation;
use self::progress::Progress;

/// Where the read models are kept. Unknown keys are refused.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadSettings {
    /// `sqlite:<path of files of its own>` or `postgres://user:password@host/database`.
    pub url: String,
    /// The folder of the search index, its own; none for an index in memory.
    #[serde(default)]
    pub search_folder: Option<PathBuf>,
}

/// The address may hold a password, so only its scheme is shown.
impl std::fmt::Debug for ReadSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadSettings")
            .field("url", &format_args!("{}:…", self.url.split(':').next().unwrap_or_default()))
            .field("search_folder", &self.search_folder)
            .finish()
    }
}

/// Why a question has no answer, as far as a caller can act on it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The store or the log cannot be reached or did not answer in time; ask again.
    #[error("the read models are unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The read models have not come as far as the caller asked for; ask again.
    #[error("the read models are behind")]
    Behind,
    /// A cursor that was not made by this kind of list.
    #[error("the cursor is not one of this list")]
    InvalidCursor,
    /// The caller's mistake: settings or a question that cannot be.
    #[error("the read models refuse it: {0}")]
    Invalid(&'static str),
    /// What is stored cannot be read as what was written; a rebuild puts it right.
    #[error("the read models hold something unreadable: {0}")]
    Corrupt(String),
}

impl From<DbErr> for ReadError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => {
                Self::Corrupt(error.to_string())
            }
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}

impl From<SearchError> for ReadError {
    fn from(error: SearchError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

impl From<LogError> for ReadError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Corrupt(what) => Self::Corrupt(what),
            other => Self::Unavailable(Box::new(other)),
        }
    }
}

impl From<tokio::task::JoinError> for ReadError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

/// JSON of the product's own making.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("invariant: what is kept holds only what JSON can say, and its keys are texts")
}

/// What JSON of the product's own making says. The error names no content.
fn parsed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    serde_json::from_str(text)
        .map_err(|error| ReadError::Corrupt(format!("a kept value, at column {}", error.column())))
}

/// Answers questions. Clones share everything.
#[derive(Clone)]
pub struct Reader {
    progress: Arc<Progress>,
    directory: Directory,
}

impl Reader {
    /// How long a caller waits for its own write to be readable, at most.
    pub const PATIENCE: Duration = Duration::from_secs(2);

    /// Waits until everything up to a position can be read, by its id and in lists.
    ///
    /// # Errors
    /// [`ReadError::Behind`] when that takes longer than the limit.
    pub async fn wait_for(&self, position: Position, limit: Duration) -> Result<(), ReadError> {
        self.wait(self.progress.position.subscribe(), position, limit).await
    }

    /// Waits until everything up to a position can be found by search too.
    ///
    /// # Errors
    /// As [`Reader::wait_for`].
    pub async fn wait_to_find(&self, position: Position, limit: Duration) -> Result<(), ReadError> {
        self.wait(self.progress.found.subscribe(), position, limit).await
    }

    async fn wait(
        &self,
        mut watched: watch::Receiver<Position>,
        position: Position,
        limit: Duration,
    ) -> Result<(), ReadError> {
        if *watched.borrow() >= position {
            return Ok(());
        }
        let _waiting = Waiting::on(&self.progress);
        let reached = watched.wait_for(|reached| *reached >= position);
        match tokio::time::timeout(limit, reached).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(ReadError::Behind),
        }
    }

    /// The position that everything up to can be read.
    pub fn position(&self) -> Position {
        *self.progress.position.borrow()
    }

    /// Whether everything that the log held at the start can be read; why not, in words.
    pub fn ready(&self) -> Result<(), String> {
        self.progress.ready()
    }

    /// How the read models stand.
    pub fn standing(&self) -> Standing {
        self.progress.standing()
    }

    /// Word of every change from now on, after it can be read. What one reader is told of each is
    /// [`Reader::notice`].
    pub fn watch_changes(&self) -> broadcast::Receiver<Changed> {
        self.progress.changed.subscribe()
    }

    /// Word of every person whose inbox has changed from now on, after it can be read.
    pub fn watch_inboxes(&self) -> broadcast::Receiver<PersonId> {
        self.progress.inboxes.subscribe()
    }

    /// The position that everything up to can be found by search.
    pub fn search_position(&self) -> Position {
        self.now().search.position()
    }

    /// What is read now. It is not dropped before the answer is.
    fn now(&self) -> Arc<Generation> {
        self.progress.generation()
    }
}

/// A caller that waits; it may go away at any time.
struct Waiting<'a>(&'a Progress);

impl<'a> Waiting<'a> {
    fn on(progress: &'a Progress) -> Self {
        progress.waiting.fetch_add(1, Ordering::AcqRel);
        progress.asked.notify_one();
        Self(progress)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}
