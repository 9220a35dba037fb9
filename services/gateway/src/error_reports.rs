//! Errors on a record that its readers report, between them and the owners.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, NaiveDate, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::ErrorReportId;

use crate::calls::decoded;
use crate::case::Case;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::people::Person;
use crate::visit::Visit;

/// An error on a record that a reader reports.
pub struct ErrorReport(vocabulary::ErrorReport);

/// A page of error reports.
pub type ErrorReportConnection = Connection<String, ErrorReport>;

impl ErrorReport {
    /// The report with an id; none when there is none that the viewer's organisation is a side of.
    pub async fn read(visit: &Visit, id: ErrorReportId) -> Result<Option<Self>, Fault> {
        let message =
            rpc::ReadErrorReportRequest { report_id: id.to_string(), at_least: visit.at_least() };
        let reply =
            visit.ask(message, |mut r, m| async move { r.read_error_report(m).await }).await?;
        if reply.report_json.is_empty() {
            return Ok(None);
        }
        decoded(&reply.report_json).map(|report| Some(Self(report)))
    }
}

/// An error on a record that a reader reports. Only their organisation and the owners see it.
#[Object]
impl ErrorReport {
    /// Global id.
    async fn id(&self) -> ID {
        ids::error_report(self.0.id)
    }

    /// Global id of the case that it is about.
    async fn case_id(&self) -> ID {
        ids::case(self.0.case)
    }

    /// The case as it is now; null when the viewer may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0.case).await
    }

    /// The organisation that reports it; the other side are the owners of the case.
    async fn reporting(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.reporting.to_string()).await
    }

    /// Who reported it; null for readers of other organisations.
    async fn author(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Some(id) = self.0.author else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// Path of the field or section at fault; null of the record as a whole.
    async fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// What is wrong, as Markdown.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// When it was reported.
    async fn reported_at(&self) -> DateTime<Utc> {
        self.0.reported_at
    }

    /// The last day on which the owners answer in time.
    async fn due_on(&self) -> NaiveDate {
        self.0.due_on
    }

    /// Whether that day has passed without an answer.
    async fn overdue(&self) -> bool {
        self.0.overdue
    }

    /// What the owners answered, as Markdown; null while it is open.
    async fn answer(&self) -> Option<&str> {
        self.0.resolution.as_ref().map(|resolution| resolution.answer.as_str())
    }

    /// The owner organisation that answered; null while it is open.
    async fn resolved_by(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        let Some(resolution) = &self.0.resolution else { return Ok(None) };
        let cvr = resolution.organisation.to_string();
        Organisation::by_cvr(Visit::of(context), &cvr).await.map(Some)
    }

    /// When they did; null while it is open.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.resolution.as_ref().map(|resolution| resolution.resolved_at)
    }
}

/// Which error reports are asked for.
#[derive(InputObject, Default)]
pub struct ErrorReportFilter {
    /// Only about this case.
    case_id: Option<ID>,
    /// Only those without an answer.
    #[graphql(default)]
    open: bool,
}

/// Questions about error reports.
#[derive(Default)]
pub struct ErrorReportQuery;

#[Object]
impl ErrorReportQuery {
    /// One error report; null when there is none that the viewer's organisation is a side of.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn error_report(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<Option<ErrorReport>, Fault> {
        match ids::uuid("ErrorReport", &id) {
            Some(id) => ErrorReport::read(Visit::of(context), ErrorReportId(id)).await,
            None => Ok(None),
        }
    }

    /// Errors that the viewer's organisation has reported or must answer, the last told of first;
    /// null without sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn error_reports(
        &self,
        context: &Context<'_>,
        filter: Option<ErrorReportFilter>,
        #[graphql(default_with = "PAGE", desc = "Reports on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last report of the page before.")] after: Option<String>,
    ) -> Result<Option<ErrorReportConnection>, Fault> {
        let visit = Visit::of(context);
        if !visit.is_signed_in() {
            return Ok(None);
        }
        let first = page_size(first)?;
        let continued = after.is_some();
        let ErrorReportFilter { case_id, open } = filter.unwrap_or_default();
        let case_id = match case_id.map(|id| ids::uuid("Case", &id)) {
            Some(None) => return Ok(Some(Connection::new(continued, false))),
            Some(Some(id)) => id.to_string(),
            None => String::new(),
        };
        let (after, at_least) = (after.unwrap_or_default(), visit.at_least());
        let message = rpc::ListErrorReportsRequest { first, after, case_id, open, at_least };
        let reply =
            visit.ask(message, |mut r, m| async move { r.list_error_reports(m).await }).await?;
        let mut page = Connection::new(continued, reply.has_next_page);
        for json in &reply.reports_json {
            let report: vocabulary::ErrorReport = decoded(json)?;
            page.edges.push(Edge::new(report.id.to_string(), ErrorReport(report)));
        }
        Ok(Some(page))
    }
}

/// An error on the record of a case.
#[derive(InputObject)]
pub struct ReportErrorInput {
    /// The case.
    case_id: ID,
    /// UUID of the report, made by the caller; the gateway makes one when it is left out.
    report_id: Option<ID>,
    /// Path of the field or section, `story.solution`; left out of the record as a whole.
    field: Option<String>,
    /// Markdown, 1-4,000 characters.
    text: String,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What became of an error.
#[derive(InputObject)]
pub struct ResolveErrorInput {
    /// The error report.
    report_id: ID,
    /// Markdown, 1-4,000 characters.
    answer: String,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with error reports.
#[derive(Default)]
pub struct ErrorReportMutation;

#[Object]
impl ErrorReportMutation {
    /// Tells the owners of a case what is wrong on its record; they have thirty days to answer. Only
    /// they and the viewer's organisation see it.
    async fn report_error(
        &self,
        context: &Context<'_>,
        input: ReportErrorInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let reported = rpc::ReportError {
            report_id: asked.made_id("reportId", "ErrorReport", input.report_id.as_ref()),
            field: input.field.unwrap_or_default(),
            text: input.text,
        };
        asked.carry_out(Command::ReportError(reported)).await
    }

    /// Answers an error report, and so closes it; who reported it is told.
    async fn resolve_error(
        &self,
        context: &Context<'_>,
        input: ResolveErrorInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let report_id = asked.id("reportId", "ErrorReport", &input.report_id);
        let resolved = rpc::ResolveError { report_id, answer: input.answer };
        asked.carry_out(Command::ResolveError(resolved)).await
    }
}
