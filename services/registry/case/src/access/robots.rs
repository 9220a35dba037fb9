//! On what robots report, and who has them do it.

use vocabulary::Visibility;

use super::{Facts, Principal, Role, Scope, may_read};

/// A robot or client that may report on any case of its organisation reports on no draft, for those are their
/// people's alone.
pub(super) fn reports_on(principal: &Principal, facts: &Facts) -> bool {
    let (organisation, cases) = match principal {
        Principal::Robot { organisation, cases, .. } => (organisation, cases.as_ref()),
        Principal::Client { organisation, scopes, .. } if scopes.contains(&Scope::ReportRuns) => {
            (organisation, None)
        }
        _ => return false,
    };
    facts.is_owned_by(*organisation)
        && match cases {
            Some(named) => facts.id.is_some_and(|id| named.contains(&id)),
            None => facts.visibility >= Visibility::Organisation,
        }
}

/// Who manages the API clients of an owner organisation has robots report on what they may read.
pub(super) fn administers_robots(principal: &Principal, facts: &Facts) -> bool {
    principal.has(Role::ApiAdministrator)
        && principal.organisation().is_some_and(|cvr| facts.is_owned_by(cvr))
        && may_read(principal, facts)
}
