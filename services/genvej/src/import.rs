//! Imports: rows of a file become ordinary commands, and each row is answered for.

mod casebook;
mod files;
mod report;
mod run;

use proto::registry::v1::command::Command as Asked;
use uuid::Uuid;

pub use casebook::rows as casebook;
pub use files::{FileImport, told};
pub use report::Report;
pub use run::{Importer, JOB, Tokens, dry_run};

/// One row of a file.
#[derive(Debug)]
pub struct Row {
    /// Its place in the file, from 0.
    pub index: usize,
    /// What the file calls it.
    pub name: String,
    /// CVR number of the organisation that registers it.
    pub owner: String,
    /// The case that it becomes.
    pub case: Uuid,
    /// Commands in order.
    pub steps: Vec<Step>,
    /// What must be said of how facts were read.
    pub notes: Vec<String>,
    /// Why it could not be read at all.
    pub unreadable: Option<String>,
}

/// One command of a row.
#[derive(Debug)]
pub struct Step {
    /// What it takes over, in Danish, for the report.
    pub what: &'static str,
    /// The command.
    pub command: Asked,
}

impl Row {
    fn unreadable(index: usize, name: String, why: String) -> Self {
        Self {
            index,
            name,
            owner: String::new(),
            case: Uuid::nil(),
            steps: Vec::new(),
            notes: Vec::new(),
            unreadable: Some(why),
        }
    }
}
