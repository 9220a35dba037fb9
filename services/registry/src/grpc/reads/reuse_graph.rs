//! The graph of reuse.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;

use super::{at_least, fault, id, json};
use crate::read::Reader;

/// The graph around one case.
pub async fn reuse_graph(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadReuseGraphRequest,
) -> Result<pb::ReadReuseGraphReply, Status> {
    at_least(reader, request.at_least).await?;
    let Some(case) = id(&request.case_id) else { return Ok(pb::ReadReuseGraphReply::default()) };
    let bounds = (request.depth, request.first);
    let graph = reader.reuse_graph(principal, case, bounds).await.map_err(|error| fault(&error))?;
    let graph_json = graph.map(|graph| json(&graph)).transpose()?.unwrap_or_default();
    Ok(pb::ReadReuseGraphReply { graph_json })
}
