//! Who leads a case: handed over to a joint owner that was asked and said yes, so that nobody becomes
//! lead, and nobody stops being it, without a word of their own.

use vocabulary::{Cvr, Refusal, RefusalCode};

use crate::event::Event;
use crate::state::Case;

/// Asks a joint owner to lead the case instead. Asking another takes the first offer back.
pub(crate) fn offer(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if !case.joint_owners.contains(&organisation) {
        return Err(Refusal::of(RefusalCode::LeadOfferUnknown));
    }
    if case.lead_offered_to == Some(organisation) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LeadOffered { organisation }])
}

/// Takes the offer back, where there is one.
pub(crate) fn withdraw(case: &Case) -> Vec<Event> {
    case.lead_offered_to.map(|_| Event::LeadOfferWithdrawn {}).into_iter().collect()
}

/// Leads the case from now on; the former lead owns it jointly.
pub(crate) fn accept(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    if case.lead == Some(organisation) {
        return Ok(Vec::new());
    }
    let from = offered(case, organisation)?;
    Ok(vec![Event::LeadAccepted { from, to: organisation }])
}

/// Says no and stays a joint owner.
pub(crate) fn decline(case: &Case, organisation: Cvr) -> Result<Vec<Event>, Refusal> {
    offered(case, organisation)?;
    Ok(vec![Event::LeadOfferDeclined {}])
}

/// The lead that made the offer.
fn offered(case: &Case, organisation: Cvr) -> Result<Cvr, Refusal> {
    let made = case.lead.filter(|_| case.lead_offered_to == Some(organisation));
    made.ok_or(Refusal::of(RefusalCode::LeadOfferUnknown))
}

impl Case {
    pub(crate) fn change_lead(&mut self, event: &Event) {
        match event {
            Event::LeadOffered { organisation } => self.lead_offered_to = Some(*organisation),
            Event::LeadOfferWithdrawn {} | Event::LeadOfferDeclined {} => {
                self.lead_offered_to = None;
            }
            Event::LeadAccepted { from, to } => {
                self.lead_passes(*from, *to);
                self.joint_owners.insert(*from);
                self.internal.esdh_reference = None;
            }
            Event::LeadHandedOver { from, to } => self.lead_passes(*from, *to),
            _ => {}
        }
    }

    /// People stay with their organisations. Departments are the former lead's own: read as the new
    /// one's they would open the case to whoever leads a department of the same name there. So is the
    /// reference in a system for documents, unless the system goes where the former lead went.
    fn lead_passes(&mut self, from: Cvr, to: Cvr) {
        for person in self.people.keys() {
            self.people_of.entry(*person).or_insert(from);
        }
        self.people_of.retain(|_, of| *of != to);
        self.lead = Some(to);
        self.joint_owners.remove(&to);
        self.invited.remove(&to);
        self.lead_offered_to = None;
        self.internal.departments.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vocabulary::{Cvr, Internal, PersonRole, RefusalCode, Section};

    use crate::access::{Action, Principal, Role, decide};
    use crate::command::Command;
    use crate::event::Event;
    use crate::state::Case;
    use crate::testing::{Given, case_id, cvr, lead, person};

    fn syddjurs() -> Cvr {
        cvr("29189978")
    }

    fn superuser(organisation: Cvr, units: &[&str]) -> Principal {
        let role = if units.is_empty() { Role::Superuser } else { Role::LocalSuperuser };
        Principal::Person {
            id: person(99),
            organisation,
            roles: BTreeSet::from([role]),
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            subjects: BTreeSet::new(),
        }
    }

    fn joint() -> Given {
        let organisation = syddjurs();
        Given::registered(case_id())
            .and(Command::InviteJointOwner { organisation })
            .and(Command::AcceptInvitation { organisation })
    }

    fn offer() -> Command {
        Command::OfferLead { organisation: syddjurs() }
    }

    fn accept() -> Command {
        Command::AcceptLead { organisation: syddjurs() }
    }

    fn unknown(given: Given, command: Command) {
        given
            .when(command)
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::LeadOfferUnknown));
    }

    #[test]
    fn a_joint_owner_leads_after_both_have_said_so_and_the_former_lead_may_leave() {
        let given = joint().and(offer()).and(accept());
        let case = given.case();
        assert_eq!(case.lead, Some(syddjurs()));
        assert_eq!(case.joint_owners, BTreeSet::from([lead()]));
        given.clone().when(accept()).then(|events| assert!(events.is_empty()));
        let left = given.and(Command::LeaveOwners { organisation: lead() }).case();
        assert_eq!((left.lead, left.joint_owners.len()), (Some(syddjurs()), 0));
        assert!(left.people.is_empty(), "who registered it went with the former lead");
    }

    #[test]
    fn nobody_leads_who_was_not_asked_or_is_asked_no_more() {
        unknown(Given::registered(case_id()), offer());
        unknown(joint(), accept());
        let decline = Command::DeclineLead { organisation: syddjurs() };
        unknown(joint(), decline.clone());
        unknown(joint().and(offer()).and(Command::WithdrawLeadOffer), accept());
        unknown(joint().and(offer()).and(decline), accept());
        let left = Command::LeaveOwners { organisation: syddjurs() };
        assert_eq!(joint().and(offer()).and(left).case().lead_offered_to, None);
        joint().and(offer()).when(offer()).then(|events| assert!(events.is_empty()));
        joint().when(Command::WithdrawLeadOffer).then(|events| assert!(events.is_empty()));
    }

    #[test]
    fn the_people_of_each_organisation_stay_its_own() {
        let role = PersonRole::Associated;
        let assign = |number, organisation| Command::AssignPerson {
            person: person(number),
            role,
            organisation: Some(organisation),
        };
        let given = joint().and(assign(7, syddjurs())).and(assign(8, lead()));
        let given = given.and(offer()).and(accept());
        let back = given
            .clone()
            .and(Command::OfferLead { organisation: lead() })
            .and(Command::AcceptLead { organisation: lead() });
        let of = |case: Case, gone: Cvr| {
            let given = Command::LeaveOwners { organisation: gone };
            crate::command::decide(case_id(), &case, given).unwrap().len() - 1
        };
        assert_eq!(of(given.case(), lead()), 2, "the reporter and the colleague");
        assert_eq!(of(back.case(), syddjurs()), 1);
    }

    #[test]
    fn what_is_the_former_lead_s_own_does_not_cross_and_comes_back_with_no_version() {
        let internal = Internal {
            notes: Some("Fælles noter".into()),
            esdh_reference: Some("27.00.00-P20".into()),
            departments: vec!["it".into()],
        };
        let describe = Command::DescribeSection { section: Box::new(Section::Internal(internal)) };
        let given = joint().and(describe);
        let earlier = given.case();
        let given = given.and(offer()).and(accept());
        let local = superuser(syddjurs(), &["it"]);
        let crossed = |case: &Case| decide(&local, Action::Edit, &case.facts());
        let case = given.case();
        assert_eq!(case.internal.notes, earlier.internal.notes, "owners wrote them together");
        assert_eq!(case.internal.esdh_reference, None);
        assert!(!crossed(&case), "another organisation has a department of that name too");
        let restored = given.and(Command::RestoreVersion { earlier: Box::new(earlier) }).case();
        assert!(!crossed(&restored));
        assert_eq!(restored.internal, case.internal);
    }

    #[test]
    fn only_superusers_offer_and_answer_and_each_for_their_own() {
        let facts = joint().and(offer()).case().facts();
        let may = |by: &Principal, action| decide(by, action, &facts);
        let [own, other] = [superuser(lead(), &[]), superuser(syddjurs(), &[])];
        assert!(may(&own, Action::OfferLead) && may(&other, Action::AnswerLeadOffer));
        let third = superuser(cvr("64942212"), &[]);
        for (by, action) in [
            (&other, Action::OfferLead),
            (&third, Action::AnswerLeadOffer),
            (&Principal::reader(person(1), lead()), Action::OfferLead),
            (&Principal::reader(person(1), syddjurs()), Action::AnswerLeadOffer),
        ] {
            assert!(!may(by, action), "{by:?} {action:?}");
        }
    }

    #[test]
    fn a_hand_over_is_an_edition_and_an_offer_is_nobody_else_s_business() {
        let handed = Event::LeadAccepted { from: lead(), to: syddjurs() };
        assert!(handed.changes_shared_record());
        assert!(!Event::LeadOffered { organisation: syddjurs() }.changes_shared_record());
    }
}
