//! Which organisations a request may name: those that there are.

use case::Command;
use case::collection::CollectionCommand;
use vocabulary::{Cvr, Refusal, RefusalCode, Topic};

use super::Service;
use crate::execute::{Order, Request};

impl Service {
    /// A case is shared only with organisations that there are; only they can own it, or a
    /// collection, and be followed.
    pub(super) fn known_organisations(&self, mut request: Request) -> Result<Request, Refusal> {
        if named(&request.order).iter().any(|cvr| self.identity.organisation(*cvr).is_none()) {
            return Err(Refusal::of(RefusalCode::OrganisationUnknown));
        }
        if let Order::Case(command) = &request.order
            && let Command::HandOverLead { to } = **command
        {
            let own = request.principal.organisation();
            let own = own.and_then(|cvr| self.identity.organisation(cvr));
            let today = request.origin.at.date_naive();
            if own.and_then(|own| own.succeeded_by(today)) != Some(to) {
                return Err(Refusal::of(RefusalCode::SuccessorUnknown));
            }
        }
        if let Order::FollowSearch { filter, among, .. } = &mut request.order {
            *among = self.identity.among(filter);
        }
        Ok(request)
    }
}

/// The organisations that must be known.
fn named(order: &Order) -> &[Cvr] {
    match order {
        Order::Case(command) => match &**command {
            Command::ChangeVisibility { selected, .. } => selected.as_slice(),
            Command::InviteJointOwner { organisation } => std::slice::from_ref(organisation),
            _ => &[],
        },
        Order::Collection { command, .. } => match &**command {
            CollectionCommand::InviteOwner { organisation } => std::slice::from_ref(organisation),
            _ => &[],
        },
        Order::FollowTopic { topic: Topic::Organisation(cvr), follow: true } => {
            std::slice::from_ref(cvr)
        }
        _ => &[],
    }
}
