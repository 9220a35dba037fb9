//! On which side of an error report somebody is.

use vocabulary::Cvr;

use super::{Action, Facts, Principal, Side, decide, side};

/// On which side of an error that an organisation reports on a case somebody is. As of an enquiry, but
/// that an organisation which owns the case itself sees it as an owner does: what somebody reports on
/// a draft is for those who may read the draft.
pub fn error_side(principal: &Principal, reporting: Cvr, facts: &Facts) -> Option<Side> {
    if facts.is_owned_by(reporting) {
        return decide(principal, Action::ReadOwn, facts).then_some(Side::Owner);
    }
    side(principal, reporting, facts)
}
