//! Orders about errors that readers report.

use case::error_report::FoundError;
use proto::registry::v1 as pb;
use vocabulary::Refusal;

use super::{id, said};
use crate::execute::Order;

pub fn report(asked: pb::ReportError) -> Result<Order, Refusal> {
    let report = id("reportId", &asked.report_id)?;
    let found = FoundError { field: said(asked.field), text: asked.text };
    Ok(Order::ReportError { report, found: Box::new(found) })
}

pub fn resolve(asked: pb::ResolveError) -> Result<Order, Refusal> {
    Ok(Order::ResolveError { report: id("reportId", &asked.report_id)?, answer: asked.answer })
}
