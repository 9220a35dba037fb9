//! Verifying a log without trusting whoever keeps it: one pass over all events, and the first
//! one that was altered, removed, inserted or moved is named.
//!
//! What is proven: that each event is as it was when the seal after it was signed, and in its
//! place. What is not: that whoever holds the key signed one history only; for that an
//! organisation keeps heads, which are sought again here.

use chrono::{DateTime, Utc};

use crate::log::{EventLog, LogError, Position, Recorded};
use crate::seal::{Head, PublicKey};

mod inquest;
mod pass;
mod report;

pub use report::{Fault, Report, Tampering};

use pass::Pass;

/// Events read at a time.
const PAGE: usize = 1_000;

/// What is known from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Keys that may sign seals. When there are none, a seal is held to the key that it names
    /// itself, so that whoever writes to the store could seal with a key of their own.
    pub keys: Vec<PublicKey>,
    /// Heads that organisations kept.
    pub heads: Vec<Head>,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The log cannot be read.
    #[error("the log cannot be read")]
    Log(#[from] LogError),
    /// A head is no evidence: no key that is trusted signed it.
    #[error("the head of {0} is not signed by a key that is trusted")]
    Head(DateTime<Utc>),
}

/// Reads all of a log and tells whether it is as it was written.
///
/// A fault that it finds is in the report. Memory grows with the number of streams, and by 40
/// bytes an event with the number of events between two seals.
///
/// # Errors
/// When the log does not answer, or a head is no evidence.
pub async fn verify(log: &dyn EventLog, options: &Options) -> Result<Report, VerifyError> {
    let is_trusted = |key| options.keys.is_empty() || options.keys.contains(key);
    if let Some(head) = options.heads.iter().find(|it| !it.is_signed() || !is_trusted(&it.key)) {
        return Err(VerifyError::Head(head.sealed_at));
    }
    let mut pass = Pass::new(options, log.is_without_gaps());
    let mut read = page(log, 0).await?;
    loop {
        let events = match read {
            Ok(events) => events,
            Err(why) => break pass.unreadable(why),
        };
        let Some(last) = events.last() else { break };
        // What is hashed and what is read next do not wait for each other.
        let (next, ()) = futures::join!(page(log, last.position), async { pass.events(&events) });
        if pass.is_decided() {
            break;
        }
        read = next?;
    }
    let (report, found) = pass.end();
    Ok(match found {
        None => report,
        Some(found) => Report { fault: Some(inquest::hold(log, found).await?), ..report },
    })
}

/// The next events after a position, as many as can be read; when the first cannot, why. What
/// keeps an event from being read is a finding like any other.
async fn page(
    log: &dyn EventLog,
    after: Position,
) -> Result<Result<Vec<Recorded>, String>, LogError> {
    match log.read_all(after, PAGE).await {
        Err(LogError::Corrupt(_)) => {}
        page => return page.map(Ok),
    }
    let mut events: Vec<Recorded> = Vec::new();
    loop {
        let after = events.last().map_or(after, |last| last.position);
        match log.read_all(after, 1).await {
            Ok(page) if !page.is_empty() && events.len() < PAGE => events.extend(page),
            Err(LogError::Corrupt(why)) if events.is_empty() => return Ok(Err(why)),
            Ok(_) | Err(LogError::Corrupt(_)) => return Ok(Ok(events)),
            Err(error) => return Err(error),
        }
    }
}
