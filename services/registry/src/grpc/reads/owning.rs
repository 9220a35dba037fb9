//! Who is on cases, and whom to ask where a case says nobody.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;
use vocabulary::{CaseId, PersonId};

use super::{at_least, fault, json};
use crate::read::Reader;

/// The cases of the caller's organisation that a person of it is on, as far as the caller may read
/// them, when everything up to a position can be read.
pub async fn cases_of(
    reader: &Reader,
    principal: &Principal,
    person: PersonId,
    position: u64,
) -> Result<Vec<CaseId>, Status> {
    at_least(reader, position).await?;
    reader.cases_of(principal, person).await.map_err(|error| fault(&error))
}

/// Whom to ask about an organisation's cases that say nobody.
pub async fn organisation_contact(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadOrganisationContactRequest,
) -> Result<pb::ReadOrganisationContactReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(cvr) = request.organisation.parse() else {
        return Ok(pb::ReadOrganisationContactReply::default());
    };
    let said = reader.organisation_contact(principal, cvr).await.map_err(|error| fault(&error))?;
    let contact_json = said.map(|contact| json(&contact)).transpose()?.unwrap_or_default();
    Ok(pb::ReadOrganisationContactReply { contact_json })
}
