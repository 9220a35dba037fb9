//! How large a case may become. Lists answer whole cases, so one that grows without end would take
//! every page that it stands on away from all its readers.

use case::{Case, Event};
use chrono::{DateTime, Utc};
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

fn bytes(case: &Case) -> usize {
    serde_json::to_vec(case).map_or(usize::MAX, |json| json.len())
}
