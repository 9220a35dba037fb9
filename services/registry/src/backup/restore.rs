//! Storing a backup as a log again.

use sha2::{Digest, Sha256};

use super::check::Proven;
use super::{BackupError, folder, line};
use crate::log::{LogSettings, Recorded, Restoring};

/// Events read back at a time.
const PAGE: usize = 1_000;

/// Stores a backup, or as much as was asked for when it was checked, as a log that must be empty:
/// same positions, ids and proofs, in whatever engine the settings name. It is one transaction, and
/// what it stored is read back before it is committed.
///
/// # Errors
/// `Log` when the log is not empty or fails; `Damaged` when a file was changed after it was
/// checked. Nothing is stored then.
pub async fn restore(proven: &Proven, settings: &LogSettings) -> Result<(), BackupError> {
    let checked = &proven.checked;
    let mut restoring = Restoring::begin(settings).await?;
    let mut stored = Sha256::new();
    for (name, ends) in &checked.segments {
        let segment = folder::segment(&checked.folder, name)?;
        if segment.ends != *ends {
            return Err(BackupError::damaged(name, "it was changed after it was checked"));
        }
        let mut events = segment.events;
        events.retain(|recorded| recorded.position <= checked.last);
        if events.is_empty() {
            break;
        }
        add(&mut stored, &events)?;
        restoring.insert(events).await?;
    }
    if read_back(&mut restoring).await? != stored.finalize() {
        let why = "the log does not give back what was stored in it";
        return Err(BackupError::Refused(why.to_owned()));
    }
    Ok(restoring.commit().await?)
}

async fn read_back(restoring: &mut Restoring) -> Result<sha2::digest::Output<Sha256>, BackupError> {
    let mut hash = Sha256::new();
    let mut after = 0;
    loop {
        let page = restoring.read_all(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(hash.finalize()) };
        after = last.position;
        add(&mut hash, &page)?;
    }
}

fn add(hash: &mut Sha256, events: &[Recorded]) -> Result<(), BackupError> {
    for recorded in events {
        hash.update(line::encode(recorded).map_err(BackupError::Refused)?);
    }
    Ok(())
}
