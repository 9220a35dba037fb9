//! The policy, written once more and differently.

use case::access::{Facts, Principal, Role, Scope, Subject};
use vocabulary::{Cvr, KleNumber, Visibility};

/// Who may read, written once more and differently: as the widest circle that the reader is in.
pub fn model_may_read(principal: &Principal, facts: &Facts) -> bool {
    let needed = match principal {
        Principal::Robot { .. } => return false,
        Principal::Client { organisation, scopes, .. } => {
            let writes = scopes.contains(&Scope::WriteCases);
            if !writes && !scopes.contains(&Scope::ReadCases) {
                return false;
            }
            match (facts.is_owned_by(*organisation), writes) {
                (true, true) => Visibility::Draft,
                (true, false) => Visibility::Organisation,
                (false, _) => outsider(*organisation, facts),
            }
        }
        Principal::Anonymous => Visibility::Public,
        Principal::Job { organisation, .. } if facts.is_owned_by(*organisation) => {
            Visibility::Draft
        }
        Principal::Job { organisation, .. } if facts.invited.contains(organisation) => {
            Visibility::Draft
        }
        Principal::Job { organisation, .. } => outsider(*organisation, facts),
        Principal::Person { id, organisation, roles, units, subjects } => {
            let own = facts.is_owned_by(*organisation);
            let local = roles.contains(&Role::LocalSuperuser)
                && facts.lead == Some(*organisation)
                && (units.intersection(&facts.units).next().is_some()
                    || subjects.iter().any(|subject| is_covered(subject, facts)));
            let asked = facts.invited.contains(organisation) && roles.contains(&Role::Superuser);
            let leads = facts.people.contains(id) || roles.contains(&Role::Superuser);
            if own && leads || local || asked {
                Visibility::Draft
            } else if own {
                Visibility::Organisation
            } else {
                outsider(*organisation, facts)
            }
        }
    };
    !facts.deleted && facts.visibility >= needed
}

fn outsider(organisation: Cvr, facts: &Facts) -> Visibility {
    if facts.selected.contains(&organisation) { Visibility::Selected } else { Visibility::Members }
}

/// Both hold: a number of the case begins with the groups of this one, and the department is one of
/// the case's, where one is named.
fn is_covered(subject: &Subject, facts: &Facts) -> bool {
    let wanted = groups(&subject.kle);
    let carries = facts.subjects.iter().any(|number| groups(number).starts_with(&wanted));
    let unit_is_its = match &subject.unit {
        Some(unit) => facts.units.contains(unit),
        None => true,
    };
    carries && unit_is_its
}

fn groups(number: &KleNumber) -> Vec<String> {
    number.to_string().split('.').map(str::to_owned).collect()
}
