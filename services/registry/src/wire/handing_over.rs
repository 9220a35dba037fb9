//! Handing over what somebody is on many cases.

use case::access::Principal;
use case::hand_over::{Handover, permitted};
use proto::registry::v1 as pb;
use sha2::{Digest, Sha256};
use vocabulary::{CaseId, FieldRule, PersonId, Refusal};

use super::{id, key_of, named, problem, said, said_key};
use crate::log::CommandKey;

/// What a request asks for. Whether the successor is a colleague is not known here.
pub fn handover(principal: &Principal, asked: &pb::HandOverRequest) -> Result<Handover, Refusal> {
    let from: PersonId = id("from", &asked.from_person_id)?;
    let organisation = permitted(principal, from)?;
    let to = said(asked.to_person_id.clone()).map(|text| id("to", &text)).transpose()?;
    if to == Some(from) {
        return Err(problem("to", FieldRule::NotAllowed, None));
    }
    let roles = asked.roles.iter().map(|role| named("roles", role)).collect::<Result<_, _>>()?;
    Ok(Handover { from, to, roles, organisation })
}

/// The key of a request.
pub fn key(principal: &Principal, asked: &pb::HandOverRequest) -> Result<CommandKey, Refusal> {
    let said = pb::HandOverRequest { correlation_id: String::new(), ..asked.clone() };
    let digest = Sha256::digest(prost::Message::encode_to_vec(&said));
    said_key(principal, &asked.idempotency_key, digest.into())
}

/// The key of the command to one of its cases, the same each time.
pub fn key_of_case(principal: &Principal, begun: CommandKey, case: CaseId) -> CommandKey {
    key_of(principal, &format!("{}:{case}", begun.id), begun.digest)
}
