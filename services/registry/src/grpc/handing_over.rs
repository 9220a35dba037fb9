//! One request that hands over many cases: begun once, then one command for each of them.

use case::Command;
use case::access::Principal;
use futures::{StreamExt, TryStreamExt, stream};
use proto::registry::v1 as pb;
use tonic::Status;
use tonic::metadata::MetadataMap;
use vocabulary::{CaseId, Refusal, RefusalCode};

use super::Service;
use super::carry_out::{fault, json, origin};
use super::reads;
use crate::execute::{Order, Outcome, Request};
use crate::log::{CommandKey, LogError};
use crate::wire::handing_over as wire;

/// Commands under way at the same time.
const AT_ONCE: usize = 8;

/// Carries it out. When it ends before its end, the same request with the same key goes on with the
/// same cases.
pub async fn hand_over(
    service: &Service,
    request: tonic::Request<pb::HandOverRequest>,
) -> Result<pb::HandOverReply, Status> {
    let (metadata, _, asked) = request.into_parts();
    let principal = service.principal(&metadata).await?;
    let begun = match begin(service, &principal, &metadata, &asked).await? {
        Ok(begun) => begun,
        Err(refusal) => {
            let refusal_json = json(&refusal)?;
            return Ok(pb::HandOverReply { refusal_json, ..pb::HandOverReply::default() });
        }
    };
    let cases = service.writer.handed_over(begun.key.id).await.map_err(|error| fault(&error))?;
    let requests = begun.each(&principal, &asked, &cases);
    let mut reply = begun.reply;
    let writer = &service.writer;
    let carried_out: Vec<(CaseId, Outcome)> =
        stream::iter(requests)
            .map(|request| async move {
                Ok::<_, LogError>((request.case, writer.execute(&request).await?))
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await
            .map_err(|error| fault(&error))?;
    for (case, outcome) in carried_out {
        match outcome {
            Outcome::Done { position, .. } => {
                reply.handed_over += 1;
                reply.position = reply.position.max(position);
                let alone = writer.is_without_people(case).await.map_err(|error| fault(&error))?;
                reply.without_people.extend(alone.then(|| case.to_string()));
            }
            Outcome::Refused(refusal) => {
                let refusal_json = json(&refusal)?;
                reply.left.push(pb::NotHandedOver { case_id: case.to_string(), refusal_json });
            }
            Outcome::Conflict { .. } => {
                let refusal_json = json(&Refusal::of(RefusalCode::Conflict))?;
                reply.left.push(pb::NotHandedOver { case_id: case.to_string(), refusal_json });
            }
        }
    }
    Ok(reply)
}

/// A handover that is written down.
struct Begun {
    handover: case::hand_over::Handover,
    key: CommandKey,
    at: chrono::DateTime<chrono::Utc>,
    reply: pb::HandOverReply,
}

/// Writes down who hands over to whom, and on which cases the person is now.
async fn begin(
    service: &Service,
    principal: &Principal,
    metadata: &MetadataMap,
    asked: &pb::HandOverRequest,
) -> Result<Result<Begun, Refusal>, Status> {
    if *principal == Principal::Anonymous {
        return Ok(Err(Refusal::of(RefusalCode::NotSignedIn)));
    }
    let read = wire::handover(principal, asked).and_then(|handover| {
        let key = wire::key(principal, asked)?;
        Ok((handover, key))
    });
    let (handover, key) = match read {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(to) = handover.to {
        let known = service.identity.organisations_of(vec![to], metadata).await?;
        if known.get(&to) != Some(&handover.organisation) {
            return Ok(Err(Refusal::of(RefusalCode::PersonUnknown)));
        }
    }
    let head = service.writer.head().await.map_err(|error| fault(&error))?;
    let cases = reads::cases_of(&service.reader, principal, handover.from, head).await?;
    let at = service.clock.now();
    let order = Order::BeginHandover { handover: Box::new(handover.clone()), cases };
    let request = Request {
        case: CaseId(uuid::Uuid::nil()),
        expected_revision: None,
        principal: principal.clone(),
        origin: origin(principal, &asked.correlation_id, at),
        key,
        order,
    };
    match service.writer.execute(&request).await.map_err(|error| fault(&error))? {
        Outcome::Done { position, repeated, .. } => {
            let reply = pb::HandOverReply { position, repeated, ..pb::HandOverReply::default() };
            Ok(Ok(Begun { handover, key, at, reply }))
        }
        Outcome::Refused(refusal) => Ok(Err(refusal)),
        Outcome::Conflict { .. } => Ok(Err(Refusal::of(RefusalCode::Conflict))),
    }
}

impl Begun {
    /// One command for each case.
    fn each(
        &self,
        principal: &Principal,
        asked: &pb::HandOverRequest,
        cases: &[CaseId],
    ) -> Vec<Request> {
        let request = |case: &CaseId| {
            let key = wire::key_of_case(principal, self.key, *case);
            let handover = Box::new(self.handover.clone());
            Request {
                case: *case,
                expected_revision: None,
                principal: principal.clone(),
                origin: origin(principal, &asked.correlation_id, self.at),
                key,
                order: Order::Case(Box::new(Command::HandOver { handover })),
            }
        };
        cases.iter().map(request).collect()
    }
}
