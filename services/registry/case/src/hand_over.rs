//! Hands over what somebody is on a case to a colleague, or to nobody: when people leave.

use std::collections::BTreeSet;

use vocabulary::{Cvr, PersonId, PersonRole, Refusal, RefusalCode};

use crate::access::{Principal, Role};
use crate::event::Event;
use crate::state::Case;

/// Who hands over to whom, both of one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Handover {
    pub from: PersonId,
    /// None to be taken off without a successor.
    pub to: Option<PersonId>,
    /// Which roles; none for all.
    pub roles: BTreeSet<PersonRole>,
    pub organisation: Cvr,
}

/// For which organisation somebody may have a person's cases handed over: their superusers may, and
/// the person. What becomes of each case is decided there.
pub fn permitted(principal: &Principal, from: PersonId) -> Result<Cvr, Refusal> {
    let organisation = principal.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
    let leads = principal.answers_for().is_some() || principal.has(Role::LocalSuperuser);
    if leads || principal.person() == Some(from) {
        return Ok(organisation);
    }
    Err(Refusal::of(RefusalCode::NotPermitted))
}

/// All roles at once. Somebody who is on the case for another organisation stays on it.
pub(crate) fn decide(case: &Case, handover: &Handover) -> Result<Vec<Event>, Refusal> {
    let Handover { from, to, roles, organisation } = handover;
    if !case.facts().is_owned_by(*organisation) {
        return Err(Refusal::of(RefusalCode::PersonUnknown));
    }
    if case.organisation_of(*from) != Some(*organisation) || *to == Some(*from) {
        return Ok(Vec::new());
    }
    let held = case.people.get(from).into_iter().flatten();
    let mut events = Vec::new();
    for role in held.filter(|role| roles.is_empty() || roles.contains(role)).copied() {
        let has =
            |person: &PersonId| case.people.get(person).is_some_and(|roles| roles.contains(&role));
        if let Some(person) = to.filter(|person| !has(person)) {
            let organisation = Some(*organisation);
            events.push(Event::PersonAssigned { person, role, organisation });
        }
        events.push(Event::PersonUnassigned { person: *from, role });
    }
    Ok(events)
}

impl Case {
    /// The organisation that somebody on the case is of; none of somebody who is not on it.
    pub fn organisation_of(&self, person: PersonId) -> Option<Cvr> {
        self.people.get(&person)?;
        self.people_of.get(&person).copied().or(self.lead)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vocabulary::{Cvr, PersonId, PersonRole, RefusalCode};

    use super::{Handover, permitted};
    use crate::access::{Principal, Role};
    use crate::command::Command;
    use crate::testing::{Given, case_id, cvr, lead, person, somebody};

    fn syddjurs() -> Cvr {
        cvr("29189978")
    }

    fn over(from: u128, to: Option<PersonId>, roles: &[PersonRole], organisation: Cvr) -> Command {
        let roles = roles.iter().copied().collect();
        let handover = Handover { from: person(from), to, roles, organisation };
        Command::HandOver { handover: Box::new(handover) }
    }

    fn assign(number: u128, role: PersonRole, organisation: Cvr) -> Command {
        Command::AssignPerson { person: person(number), role, organisation: Some(organisation) }
    }

    fn given() -> Given {
        Given::registered(case_id()).and(assign(1, PersonRole::TechnicalContact, lead()))
    }

    #[test]
    fn every_role_or_some_go_to_a_colleague_at_once_and_again_changes_nothing() {
        let all = given().and(over(1, Some(person(7)), &[], lead()));
        let roles = BTreeSet::from([PersonRole::Reporter, PersonRole::TechnicalContact]);
        assert_eq!(all.case().people[&person(7)], roles);
        assert!(!all.case().people.contains_key(&person(1)));
        all.when(over(1, Some(person(7)), &[], lead())).then(|events| assert!(events.is_empty()));

        let some = over(1, Some(person(7)), &[PersonRole::TechnicalContact], lead());
        let case = given().and(some).case();
        assert_eq!(case.people[&person(1)], BTreeSet::from([PersonRole::Reporter]));
        given()
            .when(over(1, Some(person(1)), &[], lead()))
            .then(|events| assert!(events.is_empty()));
    }

    #[test]
    fn without_a_successor_nobody_may_be_left() {
        assert!(given().and(over(1, None, &[], lead())).case().people.is_empty());
    }

    #[test]
    fn nobody_s_people_are_handed_over_by_another_organisation() {
        let organisation = syddjurs();
        let joint = given()
            .and(Command::InviteJointOwner { organisation })
            .and(Command::AcceptInvitation { organisation })
            .and(assign(5, PersonRole::Associated, syddjurs()));
        let foreign = over(5, Some(person(7)), &[], lead());
        joint.clone().when(foreign).then(|events| assert!(events.is_empty()));
        let case = joint.and(over(5, Some(person(6)), &[], syddjurs())).case();
        assert_eq!(case.organisation_of(person(6)), Some(syddjurs()));
        given()
            .when(over(1, Some(person(7)), &[], syddjurs()))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::PersonUnknown));
    }

    #[test]
    fn it_takes_a_superuser_or_the_person() {
        let of = |number, role| somebody(number, lead(), &[role]);
        for by in [of(1, Role::Reader), of(2, Role::Superuser), of(3, Role::LocalSuperuser)] {
            assert_eq!(permitted(&by, person(1)), Ok(lead()));
        }
        let colleague = permitted(&of(4, Role::Contributor), person(1)).unwrap_err();
        assert_eq!(colleague.code, RefusalCode::NotPermitted);
        let nobody = permitted(&Principal::Anonymous, person(1)).unwrap_err();
        assert_eq!(nobody.code, RefusalCode::NotSignedIn);
    }
}
