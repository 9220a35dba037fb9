//! What is done with reuse.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{ReuseDegree, Visibility};

use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// A new case that builds on another.
#[derive(InputObject)]
pub struct ReuseCaseInput {
    /// The case that is built on.
    source: ID,
    /// UUID of the new case, made by the caller; the gateway makes one when it is left out.
    id: Option<ID>,
    /// UUID of the reuse, made by the caller; the gateway makes one when it is left out.
    reuse_id: Option<ID>,
    /// How far the reuse is; `INSPIRED` when it is left out.
    degree: Option<ReuseDegree>,
    /// Title of the new case; the source's when it is left out.
    title: Option<String>,
    /// How widely the new case is shared; `ORGANISATION` when it is left out.
    visibility: Option<Visibility>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A reuse by a case that exists already.
#[derive(InputObject)]
pub struct DeclareReuseInput {
    /// The case that reuses.
    case_id: ID,
    /// UUID of the reuse, made by the caller; the gateway makes one when it is left out.
    reuse_id: Option<ID>,
    /// The case that is built on, where it is on the platform.
    source: Option<ID>,
    /// The name of what is built on, where it is not.
    external_name: Option<String>,
    /// Where that can be found.
    external_url: Option<String>,
    /// How far the reuse is.
    degree: ReuseDegree,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// How far a reuse has come.
#[derive(InputObject)]
pub struct ProgressReuseInput {
    /// The case that reuses.
    case_id: ID,
    /// The reuse.
    reuse_id: ID,
    /// How far it is now.
    degree: ReuseDegree,
    /// Why; required for `STOPPED`.
    reason: Option<String>,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with reuse.
#[derive(Default)]
pub struct ReuseMutation;

#[Object]
impl ReuseMutation {
    /// Registers a case in the viewer's organisation that builds on another. Story, workload and
    /// implementation are carried over; gains, dates, rating and status never are.
    async fn reuse_case(
        &self,
        context: &Context<'_>,
        input: ReuseCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked =
            Asked::of_new_case(context, input.id.as_ref(), input.idempotency_key).await?;
        let reused = rpc::ReuseCase {
            source_case_id: asked.id("source", "Case", &input.source),
            reuse_id: asked.made_id("reuseId", "Reuse", input.reuse_id.as_ref()),
            degree: input.degree.map_or_else(String::new, |degree| degree.name().to_owned()),
            title: input.title.unwrap_or_default(),
            visibility: input.visibility.map_or_else(String::new, |to| to.name().to_owned()),
        };
        asked.carry_out(Command::ReuseCase(reused)).await
    }

    /// Says that an existing case builds on something, on the platform or outside it.
    async fn declare_reuse(
        &self,
        context: &Context<'_>,
        input: DeclareReuseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let source = input.source.map(|id| asked.id("source", "Case", &id));
        let declared = rpc::DeclareReuse {
            reuse_id: asked.made_id("reuseId", "Reuse", input.reuse_id.as_ref()),
            source_case_id: source.unwrap_or_default(),
            external_name: input.external_name.unwrap_or_default(),
            external_url: input.external_url.unwrap_or_default(),
            degree: input.degree.name().to_owned(),
        };
        asked.carry_out(Command::DeclareReuse(declared)).await
    }

    /// Says how far a reuse is.
    async fn progress_reuse(
        &self,
        context: &Context<'_>,
        input: ProgressReuseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let progressed = rpc::ProgressReuse {
            reuse_id: asked.id("reuseId", "Reuse", &input.reuse_id),
            degree: input.degree.name().to_owned(),
            reason: input.reason.unwrap_or_default(),
        };
        asked.carry_out(Command::ProgressReuse(progressed)).await
    }
}
