//! Errors that readers report.

use case::access::Principal;
use case::freshness::is_overdue;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use tonic::Status;
use vocabulary::ErrorReport;

use super::{at_least, fault, fitting, id, items, json, slice};
use crate::read::Reader;

/// A page of error reports, the last told of first.
pub async fn error_reports(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListErrorReportsRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListErrorReportsReply, Status> {
    at_least(reader, request.at_least).await?;
    let case = match request.case_id.as_str() {
        "" => None,
        text => Some(id(text).ok_or_else(|| Status::invalid_argument("not the id of a case"))?),
    };
    let slice = slice(request.first, request.after);
    let page = reader.error_reports(principal, case, request.open, &slice).await;
    let page = page.map_err(|error| fault(&error))?;
    let reports = items(&page).into_iter().map(|report| json(&as_of(report, now)));
    let reports = reports.collect::<Result<Vec<_>, _>>()?;
    let (reports_json, cut) = fitting(reports, Vec::len);
    Ok(pb::ListErrorReportsReply { reports_json, has_next_page: page.has_next || cut })
}

/// One error report.
pub async fn error_report(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadErrorReportRequest,
    now: DateTime<Utc>,
) -> Result<pb::ReadErrorReportReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(id) = request.report_id.parse() else {
        return Ok(pb::ReadErrorReportReply::default());
    };
    let report = reader.error_report(principal, id).await.map_err(|error| fault(&error))?;
    let report_json = report.map(|report| json(&as_of(report, now))).transpose()?;
    Ok(pb::ReadErrorReportReply { report_json: report_json.unwrap_or_default() })
}

/// A report with whether it is late at a moment. The rows know days, and no clock.
fn as_of(report: ErrorReport, now: DateTime<Utc>) -> ErrorReport {
    let due = report.resolution.is_none().then_some(report.due_on);
    ErrorReport { overdue: is_overdue(due, now), ..report }
}
