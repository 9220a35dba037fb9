//! Which organisations an order may name.

use vocabulary::{Refusal, RefusalCode, Topic};

use super::Service;
use crate::execute;

impl Service {
    /// A case is shared only with organisations that there are; only they can own it and be followed.
    pub(super) fn known_organisations(
        &self,
        mut request: execute::Request,
    ) -> Result<execute::Request, Refusal> {
        if let execute::Order::Case(command) = &request.order {
            let named = match &**command {
                case::Command::ChangeVisibility { selected, .. } => selected.as_slice(),
                case::Command::InviteJointOwner { organisation } => {
                    std::slice::from_ref(organisation)
                }
                _ => &[],
            };
            if named.iter().any(|cvr| self.identity.organisation(*cvr).is_none()) {
                return Err(Refusal::of(RefusalCode::OrganisationUnknown));
            }
        }
        if let execute::Order::Case(command) = &request.order
            && let case::Command::HandOverLead { to } = **command
        {
            let own = request.principal.organisation();
            let own = own.and_then(|cvr| self.identity.organisation(cvr));
            let today = request.origin.at.date_naive();
            if own.and_then(|own| own.succeeded_by(today)) != Some(to) {
                return Err(Refusal::of(RefusalCode::SuccessorUnknown));
            }
        }
        if let execute::Order::FollowTopic { topic: Topic::Organisation(cvr), follow: true } =
            &request.order
            && self.identity.organisation(*cvr).is_none()
        {
            return Err(Refusal::of(RefusalCode::OrganisationUnknown));
        }
        if let execute::Order::FollowSearch { filter, among, .. } = &mut request.order {
            *among = self.identity.among(filter);
        }
        Ok(request)
    }
}
