//! Whom others may ask about an organisation's cases, where a case says nobody. Said once for the
//! organisation and read beside its cases, so that changing it writes to none of them.

use serde::{Deserialize, Serialize};
use vocabulary::{Contact, Refusal, RefusalCode};

use crate::access::{Principal, Role};
use crate::describe;
use crate::event::Event;
use crate::fields::Problems;

/// The contact of one organisation, as the fold of its stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationContact(pub Contact);

impl OrganisationContact {
    /// Folds one event. Events about something else leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::OrganisationContactSet { contact, .. } = event {
            self.0.clone_from(contact);
        }
    }

    /// Says whom to ask; an empty contact says nobody. By those who answer for the organisation, and
    /// its administrators.
    pub fn set(&self, principal: &Principal, contact: &Contact) -> Result<Vec<Event>, Refusal> {
        let organisation = principal.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        if principal.answers_for().is_none() && !principal.has(Role::Administrator) {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("contact");
        describe::check_contact(&mut problems, contact);
        problems.refuse()?;
        if *contact == self.0 {
            return Ok(Vec::new());
        }
        Ok(vec![Event::OrganisationContactSet { organisation, contact: contact.clone() }])
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::{Contact, FieldRule, RefusalCode};

    use super::OrganisationContact;
    use crate::access::{Principal, Role};
    use crate::testing::{lead, somebody};

    fn of(role: Role) -> Principal {
        somebody(1, lead(), &[role])
    }

    #[test]
    fn superusers_and_administrators_say_whom_to_ask_and_the_same_again_is_no_news() {
        let contact = Contact { role: Some("Digitalisering".into()), ..Contact::default() };
        let mut known = OrganisationContact::default();
        for role in [Role::Reader, Role::Contributor, Role::LocalSuperuser, Role::Operator] {
            let refused = known.set(&of(role), &contact).unwrap_err();
            assert_eq!(refused.code, RefusalCode::NotPermitted, "{role:?}");
        }
        assert_eq!(known.set(&of(Role::Administrator), &contact).unwrap().len(), 1);
        let events = known.set(&of(Role::Superuser), &contact).unwrap();
        known.evolve(&events[0]);
        assert_eq!(known.set(&of(Role::Superuser), &contact), Ok(vec![]));
        let torn = Contact { mailbox: Some("digital".into()), ..Contact::default() };
        let refused = known.set(&of(Role::Superuser), &torn).unwrap_err();
        assert_eq!(refused.fields[0].rule, FieldRule::Malformed);
        assert_eq!(known.set(&of(Role::Superuser), &Contact::default()).unwrap().len(), 1);
    }
}
