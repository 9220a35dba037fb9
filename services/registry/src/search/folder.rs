//! The folder of an index on disk: one process at a time, and nothing worth repairing.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tantivy::schema::Schema;
use tantivy::{Index, IndexSettings};

use super::SearchError;
use super::unsynced::Unsynced;

/// Changes whenever analysis, fields, access keys or weights of grams change; an index of another version is
/// thrown away and folded again from the log.
pub(super) const VERSION: &str = "5";

/// A folder that this process alone uses, for as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    index: PathBuf,
    version: PathBuf,
    _lock: File,
}

impl Folder {
    /// Takes the folder, which is made if it is missing.
    pub fn take(path: &Path) -> Result<Self, SearchError> {
        fs::create_dir_all(path)?;
        let lock = File::create(path.join("LOCK"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(SearchError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        Ok(Self { index: path.join("index"), version: path.join("VERSION"), _lock: lock })
    }

    /// The index in the folder; an empty one where it is missing, damaged or of another version.
    pub fn open(&self, schema: &Schema) -> Result<Index, SearchError> {
        match self.existing(schema) {
            Ok(index) => Ok(index),
            Err(reason) => {
                if self.index.exists() {
                    tracing::warn!(search.reason = %reason, "search index thrown away");
                }
                self.anew(schema)
            }
        }
    }

    fn existing(&self, schema: &Schema) -> Result<Index, String> {
        let version = fs::read_to_string(&self.version).map_err(|error| error.to_string())?;
        if version != VERSION {
            return Err(format!("version {version:?} is not {VERSION:?}"));
        }
        let index =
            Unsynced::open(&self.index).and_then(Index::open).map_err(|error| error.to_string())?;
        if index.schema() != *schema {
            return Err("other fields".to_owned());
        }
        let damaged = index.validate_checksum().map_err(|error| error.to_string())?;
        if damaged.is_empty() { Ok(index) } else { Err(format!("damaged: {damaged:?}")) }
    }

    /// Writes the version last, so that a crash on the way leaves something that is thrown away.
    fn anew(&self, schema: &Schema) -> Result<Index, SearchError> {
        for gone in [fs::remove_file(&self.version), fs::remove_dir_all(&self.index)] {
            match gone {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        fs::create_dir_all(&self.index)?;
        let index =
            Index::create(Unsynced::open(&self.index)?, schema.clone(), IndexSettings::default())?;
        fs::write(&self.version, VERSION)?;
        Ok(index)
    }
}

/// Removes the indexes beside the one that is kept, unless another process uses them. Each is in a
/// folder named by a number; what has another name is not ours.
pub fn remove_unused(parent: &Path, keep: &str) {
    let removed = fs::read_dir(parent).and_then(|entries| {
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let is_index = name.to_str().is_some_and(|name| name.parse::<u32>().is_ok())
                && entry.path().join("LOCK").exists();
            if is_index && name != keep && Folder::take(&entry.path()).is_ok() {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    });
    if let Err(error) = removed
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "an unused search index is not removed");
    }
}
