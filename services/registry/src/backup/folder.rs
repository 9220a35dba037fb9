//! The folder of a backup: what lies in it, and how a file gets there whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::BackupError;
use super::seal::{self, Sealing};
use super::segment::{self, Joint, Segment};

/// End of the name of a file that is being written, or was when its writer ended.
pub(super) const PARTIAL: &str = ".partial";

/// Held by the one who writes.
const LOCK: &str = "lock";

/// The folder of the one who writes it. All in it is readable by its owner only.
pub(super) struct Writable {
    folder: PathBuf,
    _lock: File,
}

impl Writable {
    /// Makes the folder if it is missing, keeps others out, and clears away what an interrupted
    /// run left.
    pub fn open(folder: &Path) -> Result<Self, BackupError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(BackupError::file(folder))?;
        let path = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
        let lock = lock.map_err(BackupError::file(&path))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                BackupError::Refused(format!("another backup is writing {}", folder.display()))
            }
            TryLockError::Error(source) => BackupError::file(&path)(source),
        })?;
        for name in names(folder)?.iter().filter(|name| name.ends_with(PARTIAL)) {
            let path = folder.join(name);
            fs::remove_file(&path).map_err(BackupError::file(&path))?;
        }
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// Stores a file durably, or leaves everything as it was.
    pub fn store(&self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let partial = self.folder.join(format!("{name}{PARTIAL}"));
        let written = write_synced(&partial, bytes)
            .and_then(|()| fs::rename(&partial, self.folder.join(name)))
            .and_then(|()| File::open(&self.folder)?.sync_all());
        if written.is_err() {
            // What is left of it is cleared away by the next run, and counts for nothing.
            let _ = fs::remove_file(&partial);
        }
        written.map_err(BackupError::file(&partial))
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Names of the segments in the order of their events.
pub(super) fn segments(folder: &Path) -> Result<Vec<String>, BackupError> {
    let mut names = names(folder)?;
    names.retain(|name| segment::is_name(name));
    Ok(names)
}

/// Reads a segment, which is damaged unless it is just what was written under its name.
pub(super) fn segment(folder: &Path, name: &str) -> Result<Segment, BackupError> {
    segment::read(name, &bytes(folder, name)?)
}

/// The last segment's last event and where the next segment begins; none in a new backup.
pub(super) fn tail(folder: &Path) -> Result<Option<(crate::log::Recorded, Joint)>, BackupError> {
    let Some(name) = segments(folder)?.pop() else { return Ok(None) };
    let Segment { mut events, ends, .. } = segment(folder, &name)?;
    Ok(events.pop().map(|last| (last, ends)))
}

/// Keeps a copy of another store in the backup, with its checksum: the newest of each day. `day`
/// sorts as days do.
pub fn keep_copy(folder: &Path, kind: &str, day: &str, content: &[u8]) -> Result<(), BackupError> {
    let name = format!("{kind}-{day}.zst");
    let path = folder.join(&name);
    let sealed = || -> std::io::Result<Vec<u8>> {
        let mut sealing = Sealing::new()?;
        sealing.write(content)?;
        Ok(sealing.finish()?.0)
    };
    let bytes = sealed().map_err(BackupError::file(&path))?;
    Writable::open(folder)?.store(&name, &bytes)
}

/// The newest copy of another store, if there is one, with its name.
pub fn copy(folder: &Path, kind: &str) -> Result<Option<(String, Vec<u8>)>, BackupError> {
    let begin = format!("{kind}-");
    let mut names = names(folder)?;
    names.retain(|name| name.starts_with(&begin) && !name.ends_with(PARTIAL));
    let Some(name) = names.pop() else { return Ok(None) };
    let (content, _) =
        seal::open(&bytes(folder, &name)?).map_err(|what| BackupError::damaged(&name, what))?;
    Ok(Some((name, content)))
}

fn bytes(folder: &Path, name: &str) -> Result<Vec<u8>, BackupError> {
    let path = folder.join(name);
    fs::read(&path).map_err(BackupError::file(&path))
}

/// Names of all files, sorted.
fn names(folder: &Path) -> Result<Vec<String>, BackupError> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = entries.map_err(BackupError::file(folder))?;
    let mut names: Vec<String> =
        entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}
