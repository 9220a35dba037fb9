//! What is asked in private, kept and unread.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;

use super::{at_least, fault, fitting, id, items, json, slice};
use crate::read::Reader;

/// A page of enquiries, the last said first.
pub async fn enquiries(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListEnquiriesRequest,
) -> Result<pb::ListEnquiriesReply, Status> {
    at_least(reader, request.at_least).await?;
    let case = match request.case_id.as_str() {
        "" => None,
        text => Some(id(text).ok_or_else(|| Status::invalid_argument("not the id of a case"))?),
    };
    let slice = slice(request.first, request.after);
    let page = reader.enquiries(principal, case, &slice).await.map_err(|error| fault(&error))?;
    let enquiries = items(&page).iter().map(json).collect::<Result<Vec<_>, _>>()?;
    let (enquiries_json, cut) = fitting(enquiries, Vec::len);
    Ok(pb::ListEnquiriesReply { enquiries_json, has_next_page: page.has_next || cut })
}

/// One enquiry.
pub async fn enquiry(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadEnquiryRequest,
) -> Result<pb::ReadEnquiryReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(id) = request.enquiry_id.parse() else { return Ok(pb::ReadEnquiryReply::default()) };
    let enquiry = reader.enquiry(principal, id).await.map_err(|error| fault(&error))?;
    let enquiry_json = enquiry.map(|enquiry| json(&enquiry)).transpose()?;
    Ok(pb::ReadEnquiryReply { enquiry_json: enquiry_json.unwrap_or_default() })
}

/// What somebody follows beside cases, and has saved.
pub async fn personal(
    reader: &Reader,
    principal: &Principal,
    at_position: u64,
) -> Result<pb::ReadPersonalReply, Status> {
    at_least(reader, at_position).await?;
    let personal = reader.own(principal).await.map_err(|error| fault(&error))?;
    Ok(pb::ReadPersonalReply { personal_json: json(&personal)? })
}

/// How much of the inbox is unread.
pub async fn unread(
    reader: &Reader,
    principal: &Principal,
    at_position: u64,
) -> Result<pb::CountUnreadReply, Status> {
    at_least(reader, at_position).await?;
    let unread = reader.unread(principal).await.map_err(|error| fault(&error))?;
    Ok(pb::CountUnreadReply { unread })
}
