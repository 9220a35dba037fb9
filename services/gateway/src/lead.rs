//! Who leads a case: offered by the lead, answered by the joint owner that is asked.

use async_graphql::{Context, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use proto::registry::v1::lead_command::Asked as Lead;

use crate::fault::Fault;
use crate::outcome::CaseOutcome;
use crate::owners::{JointOwnerInput, OwnershipInput};

fn about(asked: Lead) -> Command {
    Command::Lead(rpc::LeadCommand { asked: Some(asked) })
}

/// What changes who leads a case.
#[derive(Default)]
pub struct LeadMutation;

#[Object]
impl LeadMutation {
    /// Asks a joint owner to lead a case instead of the viewer's organisation, which then stays as a
    /// joint owner. Takes a superuser, and nothing changes until the other has said yes.
    async fn offer_lead(
        &self,
        context: &Context<'_>,
        input: JointOwnerInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, organisation) = input.asked(context).await?;
        asked.carry_out(about(Lead::Offer(rpc::OfferLead { organisation }))).await
    }

    /// Takes the offer back before it is answered.
    async fn withdraw_lead_offer(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(about(Lead::Withdraw(rpc::WithdrawLeadOffer {}))).await
    }

    /// Has the viewer's organisation lead a case. Departments and the reference in the former lead's
    /// system for documents come off it, for they are of the former lead's own house.
    async fn accept_lead(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(about(Lead::Accept(rpc::AcceptLead {}))).await
    }

    /// Says no for the viewer's organisation, which stays a joint owner.
    async fn decline_lead(
        &self,
        context: &Context<'_>,
        input: OwnershipInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = input.asked(context).await?;
        asked.carry_out(about(Lead::Decline(rpc::DeclineLead {}))).await
    }
}
