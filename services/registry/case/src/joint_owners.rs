//! Who owns a case together with its lead: invited by the lead, accepted or declined by the invited,
//! and left by whoever joined. The lead stays, so a case always has one.

use vocabulary::{Cvr, Refusal, RefusalCode};

use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;

/// Asks an organisation to own the case as well. One that does, or was asked, is not asked again.
pub(crate) fn invite(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if case.facts().is_owned_by(organisation) || case.invited.contains(&organisation) {
        return Ok(Vec::new());
    }
    let mut problems = Problems::of("jointOwners");
    problems.entries("", case.joint_owners.len() + case.invited.len() + 1);
    problems.refuse()?;
    Ok(vec![Event::JointOwnerInvited { organisation }])
}

/// Takes an invitation back. What was accepted is no invitation any more.
pub(crate) fn withdraw(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if case.facts().is_owned_by(organisation) {
        return Err(Refusal::of(RefusalCode::InvitationUnknown));
    }
    if !case.invited.contains(&organisation) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::InvitationWithdrawn { organisation }])
}

/// Owns the case from now on.
pub(crate) fn accept(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if case.facts().is_owned_by(organisation) {
        return Ok(Vec::new());
    }
    invited(case, organisation)?;
    Ok(vec![Event::JointOwnerAccepted { organisation }])
}

/// Says no. Asked once more later, the organisation may answer otherwise.
pub(crate) fn decline(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    invited(case, organisation)?;
    Ok(vec![Event::InvitationDeclined { organisation }])
}

/// Owns the case no more, and takes its people with it.
pub(crate) fn leave(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if case.lead == Some(organisation) {
        return Err(Refusal::of(RefusalCode::LeadCannotLeave));
    }
    if !case.joint_owners.contains(&organisation) {
        return Ok(Vec::new());
    }
    let theirs = case.people_of.iter().filter(|(_, of)| **of == organisation);
    let roles = theirs.filter_map(|(person, _)| Some((*person, case.people.get(person)?)));
    let mut events: Vec<Event> = roles
        .flat_map(|(person, roles)| {
            roles.iter().map(move |role| Event::PersonUnassigned { person, role: *role })
        })
        .collect();
    events.push(Event::JointOwnerLeft { organisation });
    Ok(events)
}

fn invited(case: &Case, organisation: Cvr) -> Result<(), Refusal> {
    if case.invited.contains(&organisation) {
        return Ok(());
    }
    Err(Refusal::of(RefusalCode::InvitationUnknown))
}

#[cfg(test)]
mod tests {
    use vocabulary::{Cvr, PersonRole, RefusalCode, Visibility};

    use crate::command::Command;
    use crate::event::Event;
    use crate::testing::{Given, case_id, cvr, lead, person};

    const OTHERS: [&str; 8] = [
        "29189978", "29189897", "55133018", "64942212", "29189420", "29189382", "29189579",
        "29189447",
    ];

    fn syddjurs() -> Cvr {
        cvr(OTHERS[0])
    }

    fn invite(organisation: Cvr) -> Command {
        Command::InviteJointOwner { organisation }
    }

    fn accept(organisation: Cvr) -> Command {
        Command::AcceptInvitation { organisation }
    }

    fn leave(organisation: Cvr) -> Command {
        Command::LeaveOwners { organisation }
    }

    #[test]
    fn nine_organisations_own_a_case_and_the_lead_stays_when_all_others_have_left() {
        let mut given = Given::registered(case_id());
        for other in OTHERS.map(cvr) {
            given = given.and(invite(other)).and(accept(other));
        }
        let case = given.case();
        assert_eq!(case.joint_owners.len(), 8);
        assert!(case.invited.is_empty());
        for other in OTHERS.map(cvr) {
            given = given.and(leave(other));
        }
        assert!(given.case().joint_owners.is_empty());
        given
            .when(leave(lead()))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::LeadCannotLeave));
    }

    #[test]
    fn nobody_owns_what_they_were_not_asked_to_or_asked_to_no_more() {
        let refused = |given: Given, command| {
            given
                .when(command)
                .refused(|refusal| assert_eq!(refusal.code, RefusalCode::InvitationUnknown));
        };
        let decline = Command::DeclineInvitation { organisation: syddjurs() };
        let withdraw = Command::WithdrawInvitation { organisation: syddjurs() };
        let given = Given::registered(case_id());
        refused(given.clone(), accept(syddjurs()));
        refused(given.clone(), decline.clone());
        let invited = given.and(invite(syddjurs()));
        refused(invited.clone().and(withdraw.clone()), accept(syddjurs()));
        refused(invited.clone().and(decline), accept(syddjurs()));
        let owned = invited.and(accept(syddjurs()));
        refused(owned, withdraw);
    }

    #[test]
    fn what_is_so_already_makes_no_event() {
        let nothing = |given: &Given, command| {
            given.clone().when(command).then(|events| assert!(events.is_empty()));
        };
        let given = Given::registered(case_id());
        nothing(&given, invite(lead()));
        nothing(&given, leave(syddjurs()));
        nothing(&given, Command::WithdrawInvitation { organisation: syddjurs() });
        let invited = given.and(invite(syddjurs()));
        nothing(&invited, invite(syddjurs()));
        let owned = invited.and(accept(syddjurs()));
        nothing(&owned, invite(syddjurs()));
        nothing(&owned, accept(syddjurs()));
    }

    #[test]
    fn the_people_of_whoever_leaves_come_off_the_case_and_others_stay() {
        let assign = |number, role, organisation| Command::AssignPerson {
            person: person(number),
            role,
            organisation: Some(organisation),
        };
        let given = Given::registered(case_id())
            .and(invite(syddjurs()))
            .and(accept(syddjurs()))
            .and(assign(7, PersonRole::Associated, syddjurs()))
            .and(assign(7, PersonRole::SubjectContact, syddjurs()))
            .and(assign(8, PersonRole::Associated, lead()));
        let given = given.and(leave(syddjurs()));
        let people: Vec<_> = given.case().people.into_keys().collect();
        assert_eq!(people, [person(1), person(8)]);
        assert!(given.case().people_of.is_empty());
    }

    #[test]
    fn an_invitation_is_nobody_else_s_business_and_owners_are_part_of_what_is_shared() {
        let share = Command::ChangeVisibility { visibility: Visibility::Members, selected: vec![] };
        let given = Given::registered(case_id()).and(share).and(invite(syddjurs()));
        assert_eq!(given.case().edition, 1);
        let given = given.and(accept(syddjurs()));
        assert_eq!(given.case().edition, 2);
        given.when(leave(syddjurs())).then(|events| {
            assert_eq!(events, [Event::JointOwnerLeft { organisation: syddjurs() }]);
        });
    }

    #[test]
    fn the_list_of_those_asked_and_joined_has_an_end() {
        let number = |at: u32| -> Cvr {
            let candidates = (0..).map(|more| format!("{:08}", 10_000_000 + at * 100 + more));
            let mut valid = candidates.filter_map(|text: String| text.parse().ok());
            valid.next().expect("one in eleven is a CVR number")
        };
        let given =
            (0..50).map(|at| invite(number(at))).fold(Given::registered(case_id()), Given::and);
        given
            .when(invite(number(50)))
            .refused(|refusal| assert_eq!(refusal.fields[0].field, "jointOwners"));
    }
}
