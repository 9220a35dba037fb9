//! Following a case, to be told of its changes.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;

use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// A case to follow, or to follow no more.
#[derive(InputObject)]
pub struct FollowInput {
    /// The case.
    case_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done to be told of changes.
#[derive(Default)]
pub struct FollowMutation;

#[Object]
impl FollowMutation {
    /// Puts a case's coming changes into the viewer's inbox.
    async fn follow_case(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.carry_out(Command::Follow(rpc::Follow {})).await
    }

    /// Puts them there no more.
    async fn unfollow_case(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.carry_out(Command::Unfollow(rpc::Unfollow {})).await
    }
}
