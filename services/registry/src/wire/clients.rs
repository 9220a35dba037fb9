//! Programs of organisations, as their tokens name them.

use std::collections::BTreeSet;

use case::access::{Principal, Scope};
use token::Claims;
use uuid::Uuid;
use vocabulary::Cvr;

/// The client that verified claims stand for. What it may do beside cases is identity's business.
pub(super) fn principal(claims: &Claims, organisation: Cvr) -> Option<Principal> {
    let id = Uuid::try_parse(&claims.sub).ok()?;
    let about_cases = claims.scopes.iter().filter_map(|scope| match scope {
        token::Scope::ReadCases => Some(Scope::ReadCases),
        token::Scope::WriteCases => Some(Scope::WriteCases),
        token::Scope::ReportRuns => Some(Scope::ReportRuns),
        token::Scope::ProvisionPeople => None,
    });
    let scopes: BTreeSet<Scope> = about_cases.collect();
    Some(Principal::Client { id, organisation, scopes })
}
