//! Who is on which side of an enquiry, and whose imports somebody is told of.

use vocabulary::Cvr;

use super::{Action, Facts, Principal, decide};

/// The organisation whose imports somebody is told of: their own, for those who register cases there.
pub fn imports_of(principal: &Principal) -> Option<Cvr> {
    principal.organisation().filter(|_| principal.may_write_for_others())
}

/// The sides of an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    Asking,
    Owner,
}

/// On which side of an enquiry of an organisation about a case somebody is. Nobody else ever sees it;
/// those who ask see it also when they can no longer read the case, for all in it was said to them.
pub fn side(principal: &Principal, asking: Cvr, facts: &Facts) -> Option<Side> {
    if principal.organisation() == Some(asking) {
        return Some(Side::Asking);
    }
    decide(principal, Action::ReadOwn, facts).then_some(Side::Owner)
}
