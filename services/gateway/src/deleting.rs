//! Deleting a case, finding it among the deleted ones, and bringing it back.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;

use crate::calls::decoded;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::visit::Visit;

/// A deleted case, for those who may restore it.
pub struct DeletedCase(vocabulary::DeletedCase);

/// A page of deleted cases.
pub type DeletedCaseConnection = Connection<String, DeletedCase>;

/// A deleted case, for those who may restore it.
#[Object]
impl DeletedCase {
    /// Global id.
    async fn id(&self) -> ID {
        ids::case(self.0.id)
    }

    /// The organisation that leads it.
    async fn lead(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.lead.to_string()).await
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// When it was deleted.
    async fn deleted_at(&self) -> DateTime<Utc> {
        self.0.deleted_at
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What `expectedRevision` of a write is held against.
    async fn revision(&self) -> u64 {
        self.0.revision
    }
}

/// A case to delete.
#[derive(InputObject)]
pub struct DeleteCaseInput {
    /// The case.
    case_id: ID,
    /// Why, for those who find it among the deleted ones.
    reason: String,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A case to bring back.
#[derive(InputObject)]
pub struct RestoreCaseInput {
    /// The case.
    case_id: ID,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// Questions about deleted cases.
#[derive(Default)]
pub struct DeletedQuery;

#[Object]
impl DeletedQuery {
    /// Deleted cases that the viewer may restore, last deleted first.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn deleted_cases(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<DeletedCaseConnection, Fault> {
        let visit = Visit::of(context);
        let continued = after.is_some();
        let message = rpc::ListDeletedCasesRequest {
            first: page_size(first)?,
            after: after.unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.list_deleted_cases(m).await }).await?;
        let cases: Vec<vocabulary::DeletedCase> = match reply.cases_json.as_slice() {
            [] => Vec::new(),
            json => decoded(json)?,
        };
        let mut page = Connection::new(continued, reply.has_next_page);
        let edge =
            |case: vocabulary::DeletedCase| Edge::new(case.id.to_string(), DeletedCase(case));
        page.edges = cases.into_iter().map(edge).collect();
        Ok(page)
    }
}

/// What deletes cases and brings them back.
#[derive(Default)]
pub struct DeletionMutation;

#[Object]
impl DeletionMutation {
    /// Deletes a case: it is gone for everybody, until those who may edit it in the organisation that
    /// leads it restore it. What others built on it stays theirs.
    async fn delete_case(
        &self,
        context: &Context<'_>,
        input: DeleteCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let reason = input.reason;
        asked.carry_out(Command::DeleteCase(rpc::DeleteCase { reason })).await
    }

    /// Brings a deleted case back as it was, shared as widely as before.
    async fn restore_case(
        &self,
        context: &Context<'_>,
        input: RestoreCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        asked.carry_out(Command::RestoreCase(rpc::RestoreCase {})).await
    }
}
