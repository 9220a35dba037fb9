//! A case as it was: its stream folded up to a point. The log alone knows it, so those who read and
//! those who write both come here.

use case::Case;
use chrono::{DateTime, Utc};
use vocabulary::CaseId;

use crate::events;
use crate::log::{EventLog, LogError};

/// Up to where a stream is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// With the event of this version.
    Revision(u64),
    /// With all that had happened at this moment.
    Moment(DateTime<Utc>),
}

/// The case as it was; none when it had no such revision, or was not there yet.
pub async fn case_at(
    log: &dyn EventLog,
    case: CaseId,
    until: Until,
) -> Result<Option<Case>, LogError> {
    let mut folded = Case::default();
    for recorded in &log.read(&format!("case-{case}"), 0).await? {
        let (version, at) = (recorded.version, recorded.origin.at);
        let beyond = match until {
            Until::Revision(last) => version > last,
            Until::Moment(last) => at > last,
        };
        if beyond {
            break;
        }
        folded.evolve(&events::read(recorded)?, at);
    }
    let whole = match until {
        Until::Revision(last) => folded.revision == last,
        Until::Moment(_) => true,
    };
    Ok(Some(folded).filter(|case| case.exists() && whole))
}
