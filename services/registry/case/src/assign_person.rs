//! Puts people on a case and takes them off.

use vocabulary::{Cvr, PersonId, PersonRole, Refusal, RefusalCode};

use crate::event::Event;
use crate::state::Case;

/// Only people of an owner organisation; somebody else is answered like nobody at all.
pub(crate) fn decide(
    case: &Case,
    person: PersonId,
    role: PersonRole,
    organisation: Option<Cvr>,
) -> Result<Vec<Event>, Refusal> {
    let facts = case.facts();
    let Some(organisation) = organisation.filter(|cvr| facts.is_owned_by(*cvr)) else {
        return Err(Refusal::of(RefusalCode::PersonUnknown));
    };
    if case.people.get(&person).is_some_and(|roles| roles.contains(&role)) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::PersonAssigned { person, role, organisation: Some(organisation) }])
}

/// Taking off somebody who is not on the case changes nothing.
pub(crate) fn decide_unassign(case: &Case, person: PersonId, role: PersonRole) -> Vec<Event> {
    if case.people.get(&person).is_some_and(|roles| roles.contains(&role)) {
        return vec![Event::PersonUnassigned { person, role }];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use vocabulary::{PersonRole, RefusalCode};

    use crate::command::Command;
    use crate::testing::{Given, case_id, cvr, lead, person};

    #[test]
    fn somebody_of_another_organisation_is_unknown() {
        for organisation in [None, Some(cvr("29189978"))] {
            let role = PersonRole::SubjectContact;
            Given::registered(case_id())
                .when(Command::AssignPerson { person: person(7), role, organisation })
                .refused(|refusal| assert_eq!(refusal.code, RefusalCode::PersonUnknown));
        }
    }

    #[test]
    fn a_colleague_is_assigned_once_and_taken_off_once() {
        let role = PersonRole::Associated;
        let assign =
            || Command::AssignPerson { person: person(7), role, organisation: Some(lead()) };
        let unassign = || Command::UnassignPerson { person: person(7), role };
        let given = Given::registered(case_id()).and(assign());
        assert!(given.case().people.contains_key(&person(7)));
        let given = given.and(assign()).and(unassign());
        assert!(!given.case().people.contains_key(&person(7)));
        given.when(unassign()).then(|events| assert!(events.is_empty()));
    }
}
