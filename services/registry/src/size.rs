//! How large a case may become. Lists answer whole cases, so one that grows without end would take
//! every page that it stands on away from all its readers.

use std::io;

use case::{Case, Event};
use chrono::{DateTime, Utc};
use serde::Serialize;
use vocabulary::{FieldProblem, FieldRule, Refusal, RefusalCode};

/// Bytes of a case as JSON: fifty texts of the longest that one may be.
pub const CASE_LIMIT: usize = 1_000_000;

/// Refuses events that make a case larger than [`CASE_LIMIT`]. What makes one smaller always may.
pub fn check(case: &Case, events: &[Event], at: DateTime<Utc>) -> Result<(), Refusal> {
    let mut after = case.clone();
    for event in events {
        after.evolve(event, at);
    }
    let grown = bytes(&after);
    if grown <= CASE_LIMIT || grown <= bytes(case) {
        return Ok(());
    }
    let limit = i64::try_from(CASE_LIMIT).ok();
    let problem = FieldProblem { field: "case".to_owned(), rule: FieldRule::TooLong, limit };
    Err(Refusal { code: RefusalCode::InvalidFields, fields: vec![problem] })
}

/// Bytes of anything as JSON.
pub fn bytes<T: Serialize>(value: &T) -> usize {
    let mut counted = Counted(0);
    serde_json::to_writer(&mut counted, value).map_or(usize::MAX, |()| counted.0)
}

/// Counts what is written and keeps nothing of it.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
