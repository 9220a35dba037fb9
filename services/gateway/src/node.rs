//! Anything that has a global id.

use async_graphql::{Context, ID, Interface, Object};
use vocabulary::CaseId;

use crate::case::Case;
use crate::fault::Fault;
use crate::ids;
use crate::organisations::Organisation;
use crate::visit::Visit;

/// Anything that can be asked for again by its global id.
#[derive(Interface)]
#[allow(clippy::large_enum_variant, reason = "it lives for one answer")]
#[graphql(field(name = "id", ty = "ID", desc = "Global id."))]
pub enum Node {
    /// A case.
    Case(Case),
    /// An organisation.
    Organisation(Organisation),
}

/// Questions about anything.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Whatever has this global id; null when there is nothing that the reader may see.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn node(&self, context: &Context<'_>, id: ID) -> Result<Option<Node>, Fault> {
        let visit = Visit::of(context);
        let Some((kind, key)) = ids::decode(&id) else { return Ok(None) };
        match kind.as_str() {
            "Case" => match key.parse::<CaseId>() {
                Ok(case) => Ok(Case::read(visit, case).await?.map(Node::Case)),
                Err(_) => Ok(None),
            },
            "Organisation" => Ok(Organisation::find(visit, &key).await?.map(Node::Organisation)),
            _ => Ok(None),
        }
    }
}
