//! Deletes bytes that no case names: of uploads that were refused or died on the way, and of files
//! that were removed.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt as _;
use platform::Shutdown;
use platform::clock::Clock;
use vocabulary::{BlobId, CaseId};

use super::files::{Files, FilesError, Kept};
use crate::execute::Writer;
use crate::log::LogError;

/// How often.
const EVERY: Duration = Duration::from_hours(24);
/// How long bytes lie that no case names: far longer than any upload takes, and long enough that
/// whoever opened a log that is too old by mistake finds out.
const AGE: TimeDelta = TimeDelta::days(7);

/// What a sweep came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that were deleted.
    pub deleted: usize,
    /// Files of cases that the log does not know, which are left alone: it may be the wrong log.
    pub strange: usize,
}

/// Why a sweep ended early.
#[derive(Debug, thiserror::Error)]
enum SweepError {
    #[error("the files cannot be swept")]
    Files(#[from] FilesError),
    #[error("the log does not say which files there are")]
    Log(#[from] LogError),
}

/// Sweeps now and every day until shutdown.
pub async fn keep_swept(files: Files, writer: Writer, clock: Clock, shutdown: Shutdown) {
    let sweeping = async {
        loop {
            match swept(&files, &writer, clock.now() - AGE).await {
                Ok(Swept { deleted: 0, strange: 0 }) => {}
                Ok(Swept { deleted, strange }) => {
                    tracing::info!(files.deleted = deleted, files.strange = strange, "swept");
                }
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "not swept");
                }
            }
            tokio::time::sleep(EVERY).await;
        }
    };
    tokio::select! {
        () = shutdown.triggered() => {}
        () = sweeping => {}
    }
}

/// Deletes what was stored before a moment and no case names now.
pub async fn sweep(
    files: &Files,
    writer: &Writer,
    before: DateTime<Utc>,
) -> Result<Swept, Box<dyn std::error::Error + Send + Sync>> {
    Ok(swept(files, writer, before).await?)
}

async fn swept(files: &Files, writer: &Writer, before: DateTime<Utc>) -> Result<Swept, SweepError> {
    let mut swept = Swept::default();
    let mut named: HashMap<CaseId, Option<BTreeSet<BlobId>>> = HashMap::new();
    let mut all = files.all();
    while let Some(Kept { case, blob, stored_at }) = all.try_next().await? {
        if stored_at >= before {
            continue;
        }
        // The log is asked and no read model, which may be behind.
        if let std::collections::hash_map::Entry::Vacant(unknown) = named.entry(case) {
            unknown.insert(writer.blobs(case).await?);
        }
        match named.get(&case).and_then(Option::as_ref) {
            Some(named) if named.contains(&blob) => {}
            Some(_) => {
                files.delete(case, blob).await?;
                swept.deleted += 1;
            }
            None => swept.strange += 1,
        }
    }
    let halves = files.clone();
    let halves = tokio::task::spawn_blocking(move || halves.delete_halves(before)).await;
    let halves = halves.map_err(std::io::Error::other).and_then(|halves| halves);
    swept.deleted += halves.map_err(FilesError::Io)?;
    Ok(swept)
}
