//! Who owns a case together with its lead.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;

use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

/// An organisation to own a case together with its lead, or not to.
#[derive(InputObject)]
pub struct JointOwnerInput {
    /// The case.
    case_id: ID,
    /// The organisation, by id or CVR number.
    organisation_id: ID,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

impl JointOwnerInput {
    pub async fn asked(self, context: &Context<'_>) -> Result<(Asked, String), Fault> {
        let mut asked = Asked::of_case(context, &self.case_id, self.idempotency_key).await?;
        asked.based_on(self.expected_revision);
        let organisation = ids::cvr(&self.organisation_id).unwrap_or_else(|| {
            asked.malformed("organisationId");
            String::new()
        });
        Ok((asked, organisation))
    }
}

/// A case that the viewer answers about for their organisation.
#[derive(InputObject)]
pub struct OwnershipInput {
    /// The case.
    case_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

impl OwnershipInput {
    pub async fn asked(self, context: &Context<'_>) -> Result<Asked, Fault> {
        Asked::of_case(context, &self.case_id, self.idempotency_key).await
    }
}

/// What changes who owns a case.
#[derive(Default)]
pub struct OwnerMutation;

#[Object]
impl OwnerMutation {
    /// Asks an organisation to own a case together with its lead. Until its superusers have
    /// answered they may read the case, and nobody else there is told of it.
    async fn invite_joint_owner(
        &self,
        context: &Context<'_>,
        input: JointOwnerInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, organisation) = input.asked(context).await?;
        let invited = rpc::InviteJointOwner { organisation };
        asked.carry_out(Command::InviteJointOwner(invited)).await
    }

    /// Takes an invitation back before it is answered.
    async fn withdraw_invitation(
        &self,
        context: &Context<'_>,
        input: JointOwnerInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, organisation) = input.asked(context).await?;
        let withdrawn = rpc::WithdrawInvitation { organisation };
        asked.carry_out(Command::WithdrawInvitation(withdrawn)).await
    }

    /// Has the viewer's organisation own a case together with its lead: its editors may edit it.
    async fn accept_invitation(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(Command::AcceptInvitation(rpc::AcceptInvitation {})).await
    }

    /// Says no for the viewer's organisation.
    async fn decline_invitation(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(Command::DeclineInvitation(rpc::DeclineInvitation {})).await
    }

    /// Has the viewer's organisation own a case no more. Its people come off the case. The lead
    /// cannot leave.
    async fn leave_owners(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(Command::LeaveOwners(rpc::LeaveOwners {})).await
    }
}
