//! Hands the lead of a case over to the organisation that the lead has become part of.
//!
//! Organisations merge, and nobody signs in for one that is no more. Then its cases would have nobody
//! to edit, share or delete them; so before anybody misses them they get the successor as their lead.
//! That it is the successor is held against the directory before.

use vocabulary::Cvr;

use crate::event::Event;
use crate::state::Case;

/// The successor leads from now on.
pub(crate) fn decide(case: &Case, to: Cvr) -> Vec<Event> {
    let from = case.lead.filter(|lead| *lead != to);
    from.map(|from| Event::LeadHandedOver { from, to }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use vocabulary::{Cvr, PersonRole};

    use crate::access::{Action, Principal, Role, decide};
    use crate::command::Command;
    use crate::event::Event;
    use crate::testing::{Given, case_id, cvr, lead, person};

    fn successor() -> Cvr {
        cvr("29189978")
    }

    fn hand_over() -> Command {
        Command::HandOverLead { to: successor() }
    }

    fn superuser(organisation: Cvr) -> Principal {
        let (id, roles) = (person(1), [Role::Superuser].into());
        Principal::Person { id, organisation, roles, units: [].into(), subjects: [].into() }
    }

    #[test]
    fn the_successor_s_superusers_lead_and_the_former_lead_s_do_no_more() {
        let given = Given::registered(case_id());
        let event = Event::LeadHandedOver { from: lead(), to: successor() };
        let after = given.and(hand_over());
        let facts = after.case().facts();
        assert!(decide(&superuser(successor()), Action::Delete, &facts));
        assert!(!decide(&superuser(lead()), Action::Read, &facts));
        Given::registered(case_id()).when(hand_over()).then(|events| assert_eq!(events, [event]));
        after.when(hand_over()).then(|events| assert!(events.is_empty()));
    }

    #[test]
    fn a_joint_owner_that_takes_over_owns_it_once_and_people_stay_whose_they_were() {
        let assign = Command::AssignPerson {
            person: person(7),
            role: PersonRole::Associated,
            organisation: Some(lead()),
        };
        let given = Given::registered(case_id())
            .and(assign)
            .and(Command::InviteJointOwner { organisation: successor() })
            .and(Command::AcceptInvitation { organisation: successor() })
            .and(hand_over());
        let case = given.case();
        assert_eq!((case.lead, case.joint_owners.len()), (Some(successor()), 0));
        assert_eq!(case.people_of.get(&person(7)), Some(&lead()));
    }
}
