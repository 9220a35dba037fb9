//! What all organisations share, and what each says of itself.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;
use vocabulary::Cvr;

use super::{at_least, fault, fitting, items, json, slice};
use crate::read::{CatalogueList, CodeList, KnownProfile, Reader};
use crate::wire::named;

/// Organisations that are told about at once.
const MOST_PROFILES: usize = 200;

/// What organisations say of themselves.
pub async fn profiles(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadProfilesRequest,
) -> Result<pb::ReadProfilesReply, Status> {
    at_least(reader, request.at_least).await?;
    if request.organisations.len() > MOST_PROFILES {
        return Err(Status::invalid_argument("profiles of 200 organisations at most"));
    }
    let organisations: Vec<Cvr> =
        request.organisations.iter().filter_map(|cvr| cvr.parse().ok()).collect();
    let known = reader.profiles(principal, &organisations).await.map_err(|error| fault(&error))?;
    let profile = |known: KnownProfile| {
        Ok(pb::Profile {
            organisation: known.organisation.to_string(),
            profile_json: json(&known.profile)?,
            revision: principal.describes(known.organisation).then_some(known.revision),
        })
    };
    let profiles = known.into_iter().map(profile).collect::<Result<_, Status>>()?;
    Ok(pb::ReadProfilesReply { profiles })
}

/// A page of technologies or IT systems.
pub async fn entries(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListCatalogueRequest,
) -> Result<pb::ListCatalogueReply, Status> {
    at_least(reader, request.at_least).await?;
    let catalogue = named("catalogue", &request.catalogue);
    let list = CatalogueList {
        catalogue: catalogue.map_err(|_| Status::invalid_argument("there is no such catalogue"))?,
        search: request.search,
        all: request.all,
        slice: slice(request.first, request.after),
    };
    let page = reader.catalogue(principal, &list).await.map_err(|error| fault(&error))?;
    let entries = items(&page).iter().map(json).collect::<Result<Vec<_>, _>>()?;
    let (entries_json, cut) = fitting(entries, Vec::len);
    Ok(pb::ListCatalogueReply { entries_json, has_next_page: page.has_next || cut })
}

/// A page of KLE or FORM numbers.
pub async fn codes(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListCodesRequest,
) -> Result<pb::ListCodesReply, Status> {
    at_least(reader, request.at_least).await?;
    let scheme = named("scheme", &request.scheme);
    let list = CodeList {
        scheme: scheme.map_err(|_| Status::invalid_argument("there is no such scheme"))?,
        search: request.search,
        kle: Some(request.kle).filter(|kle| !kle.is_empty()),
        all: request.all,
        slice: slice(request.first, request.after),
    };
    let page = reader.codes(principal, &list).await.map_err(|error| fault(&error))?;
    let codes = items(&page).iter().map(json).collect::<Result<Vec<_>, _>>()?;
    let (codes_json, cut) = fitting(codes, Vec::len);
    Ok(pb::ListCodesReply { codes_json, has_next_page: page.has_next || cut })
}
