//! Whether what a case says still holds.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;

use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// A case that was looked through.
#[derive(InputObject)]
pub struct FreshnessInput {
    /// The case.
    case_id: ID,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

impl FreshnessInput {
    async fn carry_out(
        self,
        context: &Context<'_>,
        command: Command,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &self.case_id, self.idempotency_key).await?;
        asked.based_on(self.expected_revision);
        asked.carry_out(command).await
    }
}

/// What says that a case still holds.
#[derive(Default)]
pub struct FreshnessMutation;

#[Object]
impl FreshnessMutation {
    /// Confirms that a case is current. In development and operation it is to be done every year.
    async fn confirm_case_current(
        &self,
        context: &Context<'_>,
        input: FreshnessInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context, Command::ConfirmCurrent(rpc::ConfirmCurrent {})).await
    }

    /// Says that the legal basis of a case was verified today. In operation it is to be done every
    /// half year.
    async fn verify_legal_basis(
        &self,
        context: &Context<'_>,
        input: FreshnessInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context, Command::VerifyLegalBasis(rpc::VerifyLegalBasis {})).await
    }
}
