//! What robots report, and who they are.

use case::access::Principal;
use proto::registry::v1 as pb;
use token::Claims;
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, FieldProblem, FieldRule, Refusal, RefusalCode, Run};

use crate::execute::RunOutcome;

/// The robot that verified claims stand for.
pub(super) fn robot(claims: &Claims, organisation: Cvr) -> Option<Principal> {
    let id = Uuid::try_parse(&claims.sub).ok()?;
    let cases = claims.cases.as_ref().map(|cases| cases.iter().copied().map(CaseId).collect());
    Some(Principal::Robot { id, organisation, cases })
}

/// The run that a report says; all that cannot be read is told at once.
pub fn run(report: &pb::RunReport) -> Result<Run, Refusal> {
    let mut fields = Vec::new();
    let mut malformed = |field: &str| {
        let field = field.to_owned();
        fields.push(FieldProblem { field, rule: FieldRule::Malformed, limit: None });
    };
    let case = report.case_id.parse().ok();
    if case.is_none() {
        malformed("case");
    }
    let mut moment = |field: &str, text: &str| {
        let at = chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
        if at.is_none() {
            malformed(field);
        }
        at
    };
    let started_at = moment("startedAt", &report.started_at);
    let ended_at = moment("endedAt", &report.ended_at);
    let said = Some(report.exception_minutes.as_str()).filter(|text| !text.is_empty());
    let minutes = said.map(str::parse).transpose();
    if minutes.is_err() {
        malformed("exceptionMinutes");
    }
    let (Some(case), Some(started_at), Some(ended_at), Ok(exception_minutes)) =
        (case, started_at, ended_at, minutes)
    else {
        return Err(Refusal { code: RefusalCode::InvalidFields, fields });
    };
    Ok(Run {
        case,
        robot: report.robot.trim().to_owned(),
        external_id: report.external_id.trim().to_owned(),
        started_at,
        ended_at,
        items_done: report.items_done,
        items_failed: report.items_failed,
        exception_minutes,
    })
}

/// What became of a report.
pub fn run_result(outcome: &RunOutcome) -> pb::RunResult {
    let (outcome, refusal) = match outcome {
        RunOutcome::Accepted => (pb::RunOutcome::Accepted, None),
        RunOutcome::Repeated => (pb::RunOutcome::Repeated, None),
        RunOutcome::Refused(refusal) => (pb::RunOutcome::Refused, Some(refusal)),
    };
    let refusal_json = refusal.and_then(|refusal| serde_json::to_vec(refusal).ok());
    pb::RunResult { outcome: outcome.into(), refusal_json: refusal_json.unwrap_or_default() }
}
