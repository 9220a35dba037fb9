//! What writers said before the fault: kept outside the process that has it.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::load::{Done, Job};

/// One command, and what its caller knows of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The command as it is tried again.
    pub job: Job,
    /// What its caller was told; none while the outcome is unknown.
    pub told: Option<Done>,
}

/// Every command that was tried, by its id.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The commands.
    pub entries: BTreeMap<Uuid, Entry>,
    /// Tries that ended in a fault, which says nothing of their outcome.
    pub faults: Vec<String>,
}

impl Ledger {
    /// Notes a command before it is tried.
    pub fn tries(&mut self, job: Job) {
        self.entries.entry(job.key.id).or_insert(Entry { job, told: None });
    }

    /// Notes what a caller was told.
    ///
    /// # Panics
    /// When the same command was told of differently before.
    pub fn told(&mut self, command: Uuid, done: Done) {
        let entry = self.entries.get_mut(&command).expect("invariant: a command is tried first");
        let before = *entry.told.get_or_insert(done);
        assert_eq!(before, done, "{command} was answered in two ways");
    }

    /// Everything that another ledger knows as well.
    pub fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.faults.extend(other.faults);
    }

    /// Commands that callers know to be done.
    pub fn acknowledged(&self) -> usize {
        self.entries
            .values()
            .filter(|entry| matches!(entry.told, Some(Done::Acknowledged { .. })))
            .count()
    }

    /// Commands whose outcome their callers do not know.
    pub fn unknown(&self) -> Vec<Job> {
        let unknown = self.entries.values().filter(|entry| entry.told.is_none());
        unknown.map(|entry| entry.job.clone()).collect()
    }
}
