//! What the faults begin with: a store, and writers on it.

use std::process::Command;
use std::sync::Arc;

use chaos::check;
use chaos::{Ledger, Shim, Writer};
use registry::log::{EventLog, LogSettings, open};
use registry::read::ReadSettings;
use tempfile::TempDir;

/// The binary of this crate.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_chaos");

/// A log and the read models over it.
pub struct Store {
    pub log: LogSettings,
    pub read: ReadSettings,
    pub folder: TempDir,
    pub database: Option<postgres::Database>,
}

impl Store {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let (log, read) = (file("log/log.db"), file("read.db"));
        Self::of(log, read, folder, None)
    }

    pub async fn postgres() -> Self {
        let database = postgres::database().await;
        let url = database.url().to_owned();
        Self::of(url.clone(), url, tempfile::tempdir().unwrap(), Some(database))
    }

    /// The log in a database that somebody else keeps.
    pub fn at(log: &str, read: &str) -> Self {
        Self::of(log.to_owned(), read.to_owned(), tempfile::tempdir().unwrap(), None)
    }

    fn of(
        log: String,
        read: String,
        folder: TempDir,
        database: Option<postgres::Database>,
    ) -> Self {
        let search_folder = Some(folder.path().join("search"));
        Self {
            // Whoever checks waits longer than those who write, for the machine may be busy.
            log: LogSettings { patience_ms: 30_000, ..LogSettings::new(log) },
            read: ReadSettings { url: read, search_folder },
            folder,
            database,
        }
    }

    /// What starts a process that writes, and one that folds as well.
    pub fn writing(&self, seed: u64, first: u64) -> Command {
        Writer::command(PROGRAM, &self.log.url, None, seed, first)
    }

    /// One that folds and seals as well.
    pub fn writing_and_folding(&self, seed: u64, first: u64) -> Command {
        self.sealing(Writer::command(PROGRAM, &self.log.url, Some(&self.read), seed, first))
    }

    fn sealing(&self, mut command: Command) -> Command {
        command.arg("--seal-key").arg(self.folder.path().join("seal.pem"));
        command
    }

    /// What starts one more process that folds into the same read models, with an index of its own.
    /// Files take one at a time, so beside one on `SQLite` it only writes.
    pub fn folding_beside(&self, seed: u64, first: u64) -> Command {
        if self.read.url.starts_with("sqlite:") {
            return self.writing(seed, first);
        }
        let search_folder = Some(self.folder.path().join("search beside"));
        let read = ReadSettings { search_folder, ..self.read.clone() };
        self.sealing(Writer::command(PROGRAM, &self.log.url, Some(&read), seed, first))
    }

    /// A shim over everything that is kept in files.
    pub fn shim(&self) -> Shim {
        Shim::over(self.folder.path())
    }

    pub async fn open(&self) -> Arc<dyn EventLog> {
        Box::pin(open(&self.log)).await.unwrap()
    }

    /// The log as it is now, against what callers know.
    pub async fn assert_log(&self, ledger: &Ledger, when: &str) {
        let log = self.open().await;
        check::assert_none(&check::log(&check::read(log.as_ref()).await, ledger), when);
    }

    /// What callers do who were not told: they try again. Then everything is checked.
    pub async fn assert_whole(&self, ledger: &mut Ledger, when: &str) {
        let log = self.open().await;
        for job in ledger.unknown() {
            let done = job.run(&log).await.unwrap();
            ledger.told(job.key.id, done);
        }
        let stored = check::read(log.as_ref()).await;
        let mut problems = check::log(&stored, ledger);
        problems.extend(check::outcomes(log.as_ref(), &stored, ledger).await);
        problems.extend(check::seals(log.as_ref()).await.err());
        problems.extend(Box::pin(check::models(log.as_ref(), &self.read)).await);
        check::assert_none(&problems, when);
    }
}
