//! A command from the wire to what the writer carries out, and its outcome back.

use std::collections::BTreeMap;

use case::access::Principal;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use tonic::Status;
use uuid::Uuid;
use vocabulary::{Cvr, PersonId, Refusal, RefusalCode};

use crate::execute::{self, Outcome};
use crate::log::{LogError, Origin};
use crate::wire;

/// Whether what an order comes to is a revision of a case of one's own.
pub(super) fn tells_revision(order: &execute::Order) -> bool {
    match order {
        execute::Order::Case(command) => !command.leaves_outside(),
        execute::Order::Reuse { .. }
        | execute::Order::DeclareReuse { .. }
        | execute::Order::RestoreVersion { .. }
        | execute::Order::Import(execute::ImportOrder::Row(_))
        | execute::Order::ReviseFrontPage { .. }
        | execute::Order::DescribeProfile { .. } => true,
        _ => false,
    }
}

/// Only owner organisations are told the revision of a case.
pub(super) fn answer(
    case: vocabulary::CaseId,
    principal: &Principal,
    is_own_stream: bool,
    outcome: Outcome,
) -> Result<pb::Outcome, Status> {
    let mut answer = pb::Outcome { case_id: case.to_string(), ..pb::Outcome::default() };
    match outcome {
        Outcome::Done { revision, position, repeated, row } => {
            answer.revision = is_own_stream.then_some(revision);
            answer.position = position;
            answer.repeated = repeated;
            if let Some(row) = row {
                effect(&row).clone_into(&mut answer.import_effect);
                answer.left_out_json = json(&row.left_out)?;
            }
        }
        Outcome::Refused(refusal) => answer.refusal_json = json(&refusal)?,
        Outcome::Conflict { revision, since } => {
            answer.revision = principal.organisation().map(|_| revision);
            answer.refusal_json = json(&Refusal::of(RefusalCode::Conflict))?;
            answer.changed_since_json = json(&since)?;
        }
    }
    Ok(answer)
}

/// What a row of an import came to, in a word.
fn effect(row: &execute::RowEffect) -> &'static str {
    match row {
        execute::RowEffect { changes: false, .. } => "unchanged",
        execute::RowEffect { restored: true, .. } => "restored",
        execute::RowEffect { before: 0, .. } => "registered",
        execute::RowEffect { .. } => "updated",
    }
}

pub(super) fn decode(
    principal: Principal,
    command: pb::Command,
    known: &BTreeMap<PersonId, Cvr>,
    at: DateTime<Utc>,
) -> Result<execute::Request, Refusal> {
    let case = wire::case_id(&command.case_id)?;
    let key = wire::command_key(&principal, &command)?;
    let origin = origin(&principal, &command.correlation_id, at);
    let expected_revision = command.expected_revision;
    let order = wire::order(&principal, command, known)?;
    Ok(execute::Request { case, expected_revision, principal, origin, key, order })
}

/// Who causes something and when.
pub(super) fn origin(principal: &Principal, correlation: &str, at: DateTime<Utc>) -> Origin {
    Origin {
        at,
        person: principal.person().map(|person| person.0),
        job: match principal {
            Principal::Job { name, .. } => Some(name.clone()),
            Principal::Client { id, .. } => Some(format!("client:{id}")),
            Principal::Person { .. } | Principal::Anonymous | Principal::Robot { .. } => None,
        },
        organisation: principal.organisation().map(|cvr| cvr.to_string()),
        correlation: Uuid::try_parse(correlation).unwrap_or_else(|_| platform::ids::v7()),
        causation: None,
    }
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Status> {
    serde_json::to_vec(value).map_err(|_| Status::internal("an answer cannot be encoded"))
}

/// A fault as its caller can act on it; the whole chain is logged here and once.
pub(super) fn fault(error: &LogError) -> Status {
    tracing::error!(error = error as &dyn std::error::Error, "the log failed");
    match error {
        LogError::Conflict { .. } | LogError::Unavailable(_) => {
            Status::unavailable("the log is unavailable")
        }
        LogError::KeyReused => Status::already_exists("the idempotency key was used"),
        LogError::Corrupt(_) | LogError::Invalid(_) => Status::data_loss("the log is unreadable"),
    }
}
