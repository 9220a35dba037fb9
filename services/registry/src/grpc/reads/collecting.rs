//! Named groups of cases.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;

use super::{at_least, fault, id, items, json, slice};
use crate::read::{CollectionList, Reader};
use crate::wire::named;

/// One collection.
pub async fn collection(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadCollectionRequest,
) -> Result<pb::ReadCollectionReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(id) = request.collection_id.parse() else {
        return Ok(pb::ReadCollectionReply::default());
    };
    let read = reader.collection(principal, id).await.map_err(|error| fault(&error))?;
    let collection_json = read.map(|view| json(&view)).transpose()?.unwrap_or_default();
    Ok(pb::ReadCollectionReply { collection_json })
}

/// A page of collections, in order of their titles.
pub async fn collections(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListCollectionsRequest,
) -> Result<pb::ListCollectionsReply, Status> {
    at_least(reader, request.at_least).await?;
    let case = match request.case_id.as_str() {
        "" => None,
        text => Some(id(text).ok_or_else(|| Status::invalid_argument("not the id of a case"))?),
    };
    let kind = match request.kind.as_str() {
        "" => None,
        name => Some(
            named("kind", name)
                .map_err(|_| Status::invalid_argument("an unknown value of kind"))?,
        ),
    };
    let list = CollectionList {
        case,
        kind,
        asked: request.asked,
        own_organisation: request.own_organisation,
        invited: request.invited,
        slice: slice(request.first, request.after),
        count: request.count,
    };
    let page = reader.collections(principal, &list).await.map_err(|error| fault(&error))?;
    let collections_json = items(&page).iter().map(json).collect::<Result<_, _>>()?;
    let (has_next_page, total) = (page.has_next, page.total);
    Ok(pb::ListCollectionsReply { collections_json, has_next_page, total })
}
