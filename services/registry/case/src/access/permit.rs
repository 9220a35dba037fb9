//! What may not be done, as a refusal.

use vocabulary::{Refusal, RefusalCode};

use super::{Action, Facts, Principal, decide, may_read};

/// Whether the principal may do it, as a result: what may not be read is unknown, so that a foreign
/// private case and a missing one are answered alike.
pub fn permit(principal: &Principal, action: Action, facts: &Facts) -> Result<(), Refusal> {
    if decide(principal, action, facts) {
        return Ok(());
    }
    let code = if action == Action::Register || action == Action::Read {
        if *principal == Principal::Anonymous && action == Action::Register {
            RefusalCode::NotSignedIn
        } else if action == Action::Read {
            RefusalCode::CaseUnknown
        } else {
            RefusalCode::NotPermitted
        }
    } else if *principal == Principal::Anonymous {
        RefusalCode::NotSignedIn
    } else if may_read(principal, facts) {
        RefusalCode::NotPermitted
    } else {
        RefusalCode::CaseUnknown
    };
    Err(Refusal::of(code))
}
