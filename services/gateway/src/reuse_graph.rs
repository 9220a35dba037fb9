//! The graph of reuse around a case.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use rust_decimal::Decimal;
use vocabulary::{CaseId, GraphCase, Phase, ReuseDegree, ReuseNodeKind, Status};

use crate::calls::decoded;
use crate::connection::page_size;
use crate::fault::Fault;
use crate::gains::Gain;
use crate::ids;
use crate::organisations::Organisation;
use crate::visit::Visit;

/// Steps when nothing is said.
pub const DEPTH: i32 = 3;
/// Steps at most.
const DEEPEST: i32 = 6;

/// Cases that build on one another, around one of them, as far as the reader may see them. It may
/// hold loops. What the reader may not see cuts it without a trace.
#[derive(SimpleObject)]
pub struct ReuseGraph {
    /// The case itself first, then by distance.
    nodes: Vec<ReuseGraphNode>,
    /// Reuses between them.
    edges: Vec<ReuseGraphEdge>,
    /// There is more that the reader may see, further away than asked for or beyond the first cases.
    truncated: bool,
}

/// What a node of the graph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ReuseGraphNodeKind {
    /// A case.
    Case,
    /// Something outside the platform.
    Outside,
    /// What a case of the reader's own organisation builds on, and the reader may see no more.
    Unavailable,
}

/// A node of the graph: a case, something outside the platform, or what is not to be seen any more.
pub struct ReuseGraphNode(vocabulary::ReuseNode);

impl ReuseGraphNode {
    fn case(&self) -> Option<&GraphCase> {
        match &self.0.kind {
            ReuseNodeKind::Case(case) => Some(case),
            ReuseNodeKind::Outside { .. } | ReuseNodeKind::Unavailable => None,
        }
    }
}

/// A node of the graph: a case, something outside the platform, or what is not to be seen any more.
#[Object]
impl ReuseGraphNode {
    /// Names it within this graph.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// What it stands for.
    async fn kind(&self) -> ReuseGraphNodeKind {
        match self.0.kind {
            ReuseNodeKind::Case(_) => ReuseGraphNodeKind::Case,
            ReuseNodeKind::Outside { .. } => ReuseGraphNodeKind::Outside,
            ReuseNodeKind::Unavailable => ReuseGraphNodeKind::Unavailable,
        }
    }

    /// Steps from the case asked about, in either direction.
    async fn distance(&self) -> u32 {
        self.0.distance
    }

    /// Global id of the case.
    async fn case_id(&self) -> Option<ID> {
        self.case().map(|case| ids::case(case.id))
    }

    /// What it is called; null of what is not to be seen any more.
    async fn name(&self) -> Option<&str> {
        match &self.0.kind {
            ReuseNodeKind::Case(case) => Some(&case.title),
            ReuseNodeKind::Outside { name, .. } => Some(name),
            ReuseNodeKind::Unavailable => None,
        }
    }

    /// Where something outside the platform can be found.
    async fn url(&self) -> Option<&str> {
        match &self.0.kind {
            ReuseNodeKind::Outside { url, .. } => url.as_deref(),
            ReuseNodeKind::Case(_) | ReuseNodeKind::Unavailable => None,
        }
    }

    /// The organisation that leads the case.
    async fn lead(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        let Some(case) = self.case() else { return Ok(None) };
        Organisation::by_cvr(Visit::of(context), &case.lead.to_string()).await.map(Some)
    }

    /// Where the case is in its life.
    async fn phase(&self) -> Option<Phase> {
        self.case().map(|case| case.phase)
    }

    /// How the case is going.
    async fn status(&self) -> Option<Status> {
        self.case().map(|case| case.status)
    }

    /// Expected hours a year; null where none are stated.
    async fn expected_hours_per_year(&self) -> Option<Decimal> {
        self.case()?.expected_hours_per_year
    }

    /// Measured hours a year, never added to expected ones; null where none are measured.
    async fn measured_hours_per_year(&self) -> Option<Decimal> {
        self.case()?.measured_hours_per_year
    }

    /// Expected kroner a year; null where none are stated.
    async fn expected_kroner_per_year(&self) -> Option<Decimal> {
        self.case()?.expected_kroner_per_year
    }

    /// Measured kroner a year, never added to expected ones; null where none are measured.
    async fn measured_kroner_per_year(&self) -> Option<Decimal> {
        self.case()?.measured_kroner_per_year
    }

    /// The gains of the case that something was measured of.
    async fn measured_gains(&self) -> Vec<Gain> {
        let gains = self.case().map(|case| case.measured_gains.clone()).unwrap_or_default();
        gains.into_iter().map(Gain::from).collect()
    }
}

/// A reuse between two nodes.
#[derive(SimpleObject)]
pub struct ReuseGraphEdge {
    /// Global id of the reuse.
    id: ID,
    /// Key of the case that builds on the other.
    reuser: String,
    /// Key of what is built on.
    source: String,
    /// How far it is.
    degree: ReuseDegree,
    /// Why it stopped, or what is to be said of how far it is.
    reason: Option<String>,
    /// When it was declared.
    declared_at: DateTime<Utc>,
    /// The edition of the source that was taken; null of what is no case, or not to be seen.
    edition: Option<u32>,
}

impl From<vocabulary::ReuseEdge> for ReuseGraphEdge {
    fn from(edge: vocabulary::ReuseEdge) -> Self {
        Self {
            id: ids::reuse(edge.id),
            reuser: edge.reuser,
            source: edge.source,
            degree: edge.degree,
            reason: edge.reason,
            declared_at: edge.declared_at,
            edition: edge.edition,
        }
    }
}

/// The graph around a case, so many steps far and with so many cases at most.
pub async fn around(
    visit: &Visit,
    case: CaseId,
    depth: i32,
    first: i32,
) -> Result<ReuseGraph, Fault> {
    let steps = u32::try_from(depth).ok().filter(|_| (1..=DEEPEST).contains(&depth));
    let message = rpc::ReadReuseGraphRequest {
        case_id: case.to_string(),
        depth: steps.ok_or(Fault::InvalidArgument)?,
        first: page_size(first)?,
        at_least: visit.at_least(),
    };
    let reply = visit.ask(message, |mut r, m| async move { r.read_reuse_graph(m).await }).await?;
    let graph: vocabulary::ReuseGraph = match reply.graph_json.as_slice() {
        [] => vocabulary::ReuseGraph::default(),
        json => decoded(json)?,
    };
    Ok(ReuseGraph {
        nodes: graph.nodes.into_iter().map(ReuseGraphNode).collect(),
        edges: graph.edges.into_iter().map(ReuseGraphEdge::from).collect(),
        truncated: graph.truncated,
    })
}
