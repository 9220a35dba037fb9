//! Deciding what becomes of errors that readers report.

use case::Event;
use case::access::Facts;
use case::error_report::{ErrorReport, FoundError};
use vocabulary::{ErrorReportId, Refusal};

use super::decide::Decided;
use super::{Order, Request, Stop, Writer, error_report_stream};

impl Writer {
    /// Decides about an error report.
    pub(super) async fn decide_error_report(&self, request: &Request) -> Result<Decided, Stop> {
        match &request.order {
            Order::ReportError { report, found } => {
                self.report_error(request, *report, found).await
            }
            Order::ResolveError { report, answer } => {
                self.resolve_error(request, *report, answer).await
            }
            _ => self.decide_shared(request).await,
        }
    }

    async fn report_error(
        &self,
        request: &Request,
        id: ErrorReportId,
        found: &FoundError,
    ) -> Result<Decided, Stop> {
        let (by, case, at) = (&request.principal, request.case, request.origin.at);
        let facts = self.case(case).await?.facts();
        self.decide_error(id, |report| report.report(by, &facts, (id, case), (found, at))).await
    }

    async fn resolve_error(
        &self,
        request: &Request,
        id: ErrorReportId,
        answer: &str,
    ) -> Result<Decided, Stop> {
        let report = self.load(&self.folds.error_reports, &error_report_stream(id)).await?;
        let facts = match report.about {
            Some((case, _)) => self.case(case).await?.facts(),
            None => Facts::default(),
        };
        let by = &request.principal;
        self.decide_error(id, |report| report.resolve(by, &facts, id, answer)).await
    }

    async fn decide_error(
        &self,
        id: ErrorReportId,
        decide: impl FnOnce(&ErrorReport) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Decided, Stop> {
        let stream = error_report_stream(id);
        let report = self.load(&self.folds.error_reports, &stream).await?;
        let events = decide(&report)?;
        Ok(Decided::of(stream, report.version(), events))
    }
}
