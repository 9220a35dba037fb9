//! What robots report, and whom somebody may have report.

use case::access::{Action, Principal, Scope, permit};
use proto::registry::v1 as pb;
use tonic::metadata::MetadataMap;
use tonic::{Request, Status};
use uuid::Uuid;
use vocabulary::{Cvr, Refusal, RefusalCode, Run};

use super::{Service, fault, json};
use crate::execute::RunOutcome;
use crate::log::Origin;
use crate::wire;

/// Reports of one call.
const MOST_RUNS: usize = 1_000;
/// Cases that are asked about in one call.
const MOST_CASES: usize = 100;

/// Takes reports, from robots and from clients that may.
pub(super) async fn report(
    service: &Service,
    request: Request<pb::ReportRunsRequest>,
) -> Result<pb::ReportRunsReply, Status> {
    let principal = service.anybody(request.metadata()).await?;
    let (job, organisation) = match &principal {
        Principal::Robot { id, organisation, .. } => (format!("robot:{id}"), organisation),
        Principal::Client { id, organisation, scopes } if scopes.contains(&Scope::ReportRuns) => {
            (format!("client:{id}"), organisation)
        }
        _ => return Err(Status::permission_denied("runs are reported by robots")),
    };
    let origin = Origin {
        at: service.clock.now(),
        person: None,
        job: Some(job),
        organisation: Some(organisation.to_string()),
        correlation: correlation(request.metadata()),
        causation: None,
    };
    let reports = request.into_inner().runs;
    if reports.len() > MOST_RUNS {
        return Err(Status::invalid_argument("runs has more than 1,000"));
    }
    let read: Vec<Result<Run, Refusal>> = reports.iter().map(wire::run).collect();
    let runs: Vec<Run> = read.iter().filter_map(|run| run.clone().ok()).collect();
    let outcomes = taken(service, (&principal, *organisation), &origin, &runs).await?;
    let mut outcomes = outcomes.into_iter();
    let results = read.into_iter().map(|run| {
        let outcome = match run {
            Ok(_) => outcomes.next().unwrap_or(RunOutcome::Repeated),
            Err(refusal) => RunOutcome::Refused(refusal),
        };
        wire::run_result(&outcome)
    });
    Ok(pb::ReportRunsReply { results: results.collect() })
}

/// The id that joins all that one request caused.
fn correlation(metadata: &MetadataMap) -> Uuid {
    let said = metadata.get("x-correlation-id").and_then(|id| id.to_str().ok());
    said.and_then(|id| Uuid::try_parse(id).ok()).unwrap_or_else(platform::ids::v7)
}

async fn taken(
    service: &Service,
    by: (&Principal, Cvr),
    origin: &Origin,
    runs: &[Run],
) -> Result<Vec<RunOutcome>, Status> {
    service.writer.report_runs(by, origin, runs).await.map_err(|error| fault(&error))
}

/// Whether somebody may have a robot report on cases; the first no is the answer.
pub(super) async fn allow(
    service: &Service,
    request: Request<pb::AllowRobotRequest>,
) -> Result<pb::AllowRobotReply, Status> {
    let principal = service.principal(request.metadata()).await?;
    let ids = request.into_inner().case_ids;
    if ids.len() > MOST_CASES {
        return Err(Status::invalid_argument("case_ids has more than 100"));
    }
    for id in ids {
        let Ok(case) = id.parse() else {
            return refused(&Refusal::of(RefusalCode::CaseUnknown));
        };
        let facts = service.writer.facts(case).await.map_err(|error| fault(&error))?;
        if let Err(refusal) = permit(&principal, Action::AllowRobot, &facts) {
            return refused(&refusal);
        }
    }
    Ok(pb::AllowRobotReply::default())
}

fn refused(refusal: &Refusal) -> Result<pb::AllowRobotReply, Status> {
    Ok(pb::AllowRobotReply { refusal_json: json(refusal)? })
}
