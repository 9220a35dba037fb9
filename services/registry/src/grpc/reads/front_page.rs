//! What the front page says for itself.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;

use super::{at_least, fault, json};
use crate::read::Reader;

/// The text of the front page.
pub async fn front_page(
    reader: &Reader,
    principal: &Principal,
    at_position: u64,
) -> Result<pb::ReadFrontPageReply, Status> {
    at_least(reader, at_position).await?;
    let known = reader.front_page(principal).await.map_err(|error| fault(&error))?;
    Ok(pb::ReadFrontPageReply { text_json: json(&known.text)?, revision: known.revision })
}
