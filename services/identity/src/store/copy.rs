//! Copies of a SQLite store, for backups. PostgreSQL has tools of its own.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sea_orm::ConnectionTrait;

use super::{Store, StoreError, address, failed, file, make_folder_of};
use crate::settings::DatabaseSettings;

impl DatabaseSettings {
    /// The file of a SQLite store; none of a PostgreSQL one.
    pub fn file(&self) -> Result<Option<PathBuf>, StoreError> {
        let address = address(self)?;
        Ok(address.strip_prefix("sqlite:").and_then(file).map(Path::to_owned))
    }
}

impl Store {
    /// What a SQLite store holds at this moment, whoever is using it. It passes through a file
    /// `scratch` that only its owner can read and that is gone afterwards.
    ///
    /// # Errors
    /// `File` when there is a file `scratch`; `Database` for a store that is not SQLite.
    pub async fn copy(&self, scratch: &Path) -> Result<Vec<u8>, StoreError> {
        write_synced(scratch, &[]).map_err(failed(scratch))?;
        let name = scratch.display().to_string().replace('\'', "''");
        let copied = self.db.execute_unprepared(&format!("VACUUM INTO '{name}'")).await;
        let content = fs::read(scratch).map_err(failed(scratch));
        fs::remove_file(scratch).map_err(failed(scratch))?;
        copied?;
        content
    }
}

/// Puts a copy where a SQLite store is to be. A store that is the copy already is left alone.
///
/// # Errors
/// `Occupied` when there is another; `Address` when the settings name no file.
pub fn put_back(settings: &DatabaseSettings, content: &[u8]) -> Result<(), StoreError> {
    let path = settings.file()?.ok_or(StoreError::Address)?;
    match fs::read(&path) {
        Ok(there) if there == content => return Ok(()),
        Ok(_) => return Err(StoreError::Occupied(path.display().to_string())),
        Err(error) if error.kind() == ErrorKind::NotFound => make_folder_of(&path)?,
        Err(error) => return Err(failed(&path)(error)),
    }
    // What another store left unfinished would be taken for a part of this one.
    for ending in ["-journal", "-wal"] {
        let beside = with_ending(&path, ending);
        if beside.exists() {
            return Err(StoreError::Occupied(beside.display().to_string()));
        }
    }
    let partial = with_ending(&path, ".partial");
    let _ = fs::remove_file(&partial);
    write_synced(&partial, content)
        .and_then(|()| fs::rename(&partial, &path))
        .and_then(|()| File::open(path.parent().unwrap_or(Path::new("/")))?.sync_all())
        .map_err(failed(&path))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

fn write_synced(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
