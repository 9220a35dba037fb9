//! Files that are not forced to disk at every commit.
//!
//! The engine's own directory waits for the disk some ten times in each commit, which is what a
//! reader waits for who wants to find what was just written. A cache needs none of it: what is
//! written survives the process, and what a power cut leaves half written fails its checksum when
//! the index is opened, and is thrown away.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// The engine's directory of mapped files, without the waiting.
#[derive(Debug, Clone)]
pub(super) struct Unsynced {
    mapped: MmapDirectory,
    path: PathBuf,
}

impl Unsynced {
    /// The directory at a path that exists.
    pub fn open(path: &Path) -> tantivy::Result<Self> {
        Ok(Self { mapped: MmapDirectory::open(path)?, path: path.to_owned() })
    }
}

impl Directory for Unsynced {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    /// Files of deletions are numbered on from the last commit, so a process that was killed
    /// before its commit leaves the very name that the next one writes. No commit refers to such
    /// a file, and it is removed.
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.path.join(path);
        let create = || OpenOptions::new().write(true).create_new(true).open(&full);
        let file = match create() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&full).and_then(|()| create())
            }
            created => created,
        };
        let file = file.map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        Ok(BufWriter::new(Box::new(PlainFile(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    /// Readers see the old content or the new. One writer holds the folder, so one name will do.
    fn atomic_write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let unfinished = self.path.join(path).with_extension("unfinished");
        fs::write(&unfinished, content)?;
        fs::rename(unfinished, self.path.join(path))
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

struct PlainFile(File);

impl Write for PlainFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for PlainFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::path::Path;

    use tantivy::directory::{Directory, TerminatingWrite};

    use super::Unsynced;

    #[test]
    fn what_a_killed_process_left_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.7.del"), "half of something longer").unwrap();
        let directory = Unsynced::open(folder.path()).unwrap();
        let mut file = directory.open_write(Path::new("a.7.del")).unwrap();
        file.write_all(b"whole").unwrap();
        file.terminate().unwrap();
        assert_eq!(fs::read(folder.path().join("a.7.del")).unwrap(), b"whole");
    }
}
