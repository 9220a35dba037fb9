//! Who owns a collection together with its lead.

use vocabulary::{CollectionKind, Refusal, RefusalCode};

use super::{Collection, CollectionCommand, event_if};
use crate::access::{Action, Principal};
use crate::event::Event;
use crate::fields::Problems;

impl Collection {
    /// Owners join and leave as those of a case do.
    pub(super) fn change_owners(
        &self,
        principal: &Principal,
        command: &CollectionCommand,
    ) -> Result<Vec<Event>, Refusal> {
        let action = match command {
            CollectionCommand::AcceptInvitation | CollectionCommand::DeclineInvitation => {
                Action::AnswerInvitation
            }
            CollectionCommand::Leave => Action::LeaveOwners,
            _ => Action::ChangeOwners,
        };
        self.permitted(principal, action)?;
        let Some(own) = principal.organisation() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn));
        };
        let organisation = match command {
            CollectionCommand::InviteOwner { organisation }
            | CollectionCommand::WithdrawInvitation { organisation } => *organisation,
            _ => own,
        };
        let owns = self.facts().is_owned_by(organisation);
        let asked = self.invited.contains(&organisation);
        let unknown = || Refusal::of(RefusalCode::InvitationUnknown);
        match command {
            CollectionCommand::InviteOwner { .. } => {
                if self.kind == CollectionKind::Own {
                    return Err(Refusal::of(RefusalCode::CollectionIsOwn));
                }
                let mut problems = Problems::of("jointOwners");
                problems.entries("", self.joint_owners.len() + self.invited.len() + 1);
                problems.refuse()?;
                Ok(event_if(!owns && !asked, Event::CollectionOwnerInvited { organisation }))
            }
            CollectionCommand::WithdrawInvitation { .. } if owns => Err(unknown()),
            CollectionCommand::WithdrawInvitation { .. } => {
                Ok(event_if(asked, Event::CollectionInvitationWithdrawn { organisation }))
            }
            CollectionCommand::AcceptInvitation if owns => Ok(Vec::new()),
            CollectionCommand::AcceptInvitation if asked => {
                Ok(vec![Event::CollectionOwnerAccepted { organisation }])
            }
            CollectionCommand::DeclineInvitation if asked => {
                Ok(vec![Event::CollectionInvitationDeclined { organisation }])
            }
            CollectionCommand::Leave if self.lead == Some(own) => {
                Err(Refusal::of(RefusalCode::LeadCannotLeave))
            }
            CollectionCommand::Leave => Ok(vec![Event::CollectionOwnerLeft { organisation }]),
            _ => Err(unknown()),
        }
    }
}
