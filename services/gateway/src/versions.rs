//! A case as it was, what changed between two versions, and bringing an earlier one back: for its
//! owners.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{
    Basics, Change, Contact, Cvr, Implementation, Internal, Operation, Phase, Resources, Spread,
    Status, Story, Suitability, Value, Visibility, Workload,
};

use crate::calls::decoded;
use crate::fault::Fault;
use crate::gains::Gain;
use crate::ids;
use crate::internal::PersonOnCase;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::reuse::Reuse;
use crate::visit::Visit;

/// A case as it was.
pub struct CaseVersion(vocabulary::CaseVersion);

/// A case as it was, for readers of an owner organisation.
#[Object]
impl CaseVersion {
    /// The revision.
    async fn revision(&self) -> u64 {
        self.0.revision
    }

    /// When it came to be so.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The organisations that owned it together with the lead.
    async fn joint_owners(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let owners = self.0.public.joint_owners.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), owners).await
    }

    /// How many times the shared record had changed since it was shared.
    async fn edition(&self) -> u32 {
        self.0.public.edition
    }

    /// Where it was in its life.
    async fn phase(&self) -> Phase {
        self.0.public.phase
    }

    /// How it was going.
    async fn status(&self) -> Status {
        self.0.public.status
    }

    /// Why it had that status.
    async fn status_reason(&self) -> Option<&str> {
        self.0.public.status_reason.as_deref()
    }

    /// How widely it was shared.
    async fn visibility(&self) -> Visibility {
        self.0.visibility
    }

    /// Organisations that it was shared with by name.
    async fn selected(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let selected = self.0.selected.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), selected).await
    }

    /// Title, summary and where it belonged.
    async fn basics(&self) -> &Basics {
        &self.0.public.basics
    }

    /// From challenge to solution.
    async fn story(&self) -> &Story {
        &self.0.public.story
    }

    /// How much work the process took.
    async fn workload(&self) -> &Workload {
        &self.0.public.workload
    }

    /// Whether the process suited automation.
    async fn suitability(&self) -> &Suitability {
        &self.0.public.suitability
    }

    /// What the solution was built with.
    async fn implementation(&self) -> &Implementation {
        &self.0.public.implementation
    }

    /// The solution in daily use.
    async fn operation(&self) -> &Operation {
        &self.0.public.operation
    }

    /// The value that it had created, in words.
    async fn value(&self) -> &Value {
        &self.0.public.value
    }

    /// What spreading took.
    async fn spread(&self) -> &Spread {
        &self.0.public.spread
    }

    /// What it had cost.
    async fn resources(&self) -> &Resources {
        &self.0.public.resources
    }

    /// Whom to ask about reuse.
    async fn contact(&self) -> &Contact {
        &self.0.contact
    }

    /// What had come of it.
    async fn gains(&self) -> Vec<Gain> {
        self.0.public.gains.iter().cloned().map(Gain::from).collect()
    }

    /// What it built on, as far as the reader may know of it now.
    async fn reuses(&self) -> Vec<Reuse> {
        self.0.public.reuses.iter().cloned().map(Reuse).collect()
    }

    /// People on the case.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn people(&self, context: &Context<'_>) -> Result<Vec<PersonOnCase>, Fault> {
        PersonOnCase::named(context, &self.0.people).await
    }

    /// Notes; null for those who may not edit now.
    async fn notes(&self) -> Option<&Internal> {
        self.0.notes.as_ref()
    }
}

/// A version of a case to bring back.
#[derive(InputObject)]
pub struct RestoreCaseVersionInput {
    /// The case.
    case_id: ID,
    /// The revision whose sections are to be as they were.
    revision: u64,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// Questions about the past of a case.
#[derive(Default)]
pub struct VersionQuery;

#[Object]
impl VersionQuery {
    /// A case in a revision or at a moment, one of the two; null for readers of other organisations
    /// and when it was not there.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case_version(
        &self,
        context: &Context<'_>,
        id: ID,
        #[graphql(desc = "As it was in this revision.")] revision: Option<u64>,
        #[graphql(desc = "As it was at this moment.")] as_of: Option<DateTime<Utc>>,
    ) -> Result<Option<CaseVersion>, Fault> {
        if revision.is_some() == as_of.is_some() {
            return Err(Fault::InvalidArgument);
        }
        let Some(id) = ids::uuid("Case", &id) else { return Ok(None) };
        let visit = Visit::of(context);
        let message = rpc::ReadCaseVersionRequest {
            case_id: id.to_string(),
            revision: revision.unwrap_or_default(),
            as_of: as_of.map(|at| at.to_rfc3339()).unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.read_case_version(m).await }).await?;
        match reply.version_json.as_slice() {
            [] => Ok(None),
            json => Ok(Some(CaseVersion(decoded(json)?))),
        }
    }

    /// What differs between two revisions of a case, in either order; null for readers of other
    /// organisations and when there is no such revision.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case_changes(
        &self,
        context: &Context<'_>,
        id: ID,
        #[graphql(desc = "The revision before.")] from: u64,
        #[graphql(desc = "The revision after.")] to: u64,
    ) -> Result<Option<Vec<Change>>, Fault> {
        let Some(id) = ids::uuid("Case", &id) else { return Ok(None) };
        let visit = Visit::of(context);
        let message = rpc::ListCaseChangesRequest {
            case_id: id.to_string(),
            from,
            to,
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.list_case_changes(m).await }).await?;
        match reply.changes_json.as_slice() {
            [] => Ok(None),
            json => decoded(json).map(Some),
        }
    }
}

/// What brings an earlier version back.
#[derive(Default)]
pub struct VersionMutation;

#[Object]
impl VersionMutation {
    /// Has the sections of a case say again what they said in a revision. What happened since stays in
    /// its history; phase, status, sharing, people, gains and reuses stay as they are.
    async fn restore_case_version(
        &self,
        context: &Context<'_>,
        input: RestoreCaseVersionInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let restored = rpc::RestoreVersion { revision: input.revision };
        asked.carry_out(Command::RestoreVersion(restored)).await
    }
}
