//! The graph of reuse around a case, as one reader may see it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Cvr, Gain, Phase, ReuseDegree, ReuseId, Status};

/// What a node of the graph stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReuseNodeKind {
    /// A case that the reader may read.
    Case(Box<GraphCase>),
    /// Something outside the platform.
    Outside {
        /// Its name.
        name: String,
        /// Where it can be found.
        url: Option<String>,
    },
    /// What a case of the reader's own organisation builds on and the reader may see no more: deleted
    /// or withdrawn, which is told alike.
    Unavailable,
}

/// A case as it stands in the graph, with what it expects and what was measured, apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphCase {
    /// The case.
    pub id: CaseId,
    /// What it is called.
    pub title: String,
    /// The organisation that leads it.
    pub lead: Cvr,
    /// Where it is in its life.
    pub phase: Phase,
    /// How it is going.
    pub status: Status,
    /// Expected hours a year, two decimals; none when it states none.
    pub expected_hours_per_year: Option<Decimal>,
    /// Measured hours a year, two decimals; none when it has measured none.
    pub measured_hours_per_year: Option<Decimal>,
    /// Expected kroner a year, two decimals; none when it states none.
    pub expected_kroner_per_year: Option<Decimal>,
    /// Measured kroner a year, two decimals; none when it has measured none.
    pub measured_kroner_per_year: Option<Decimal>,
    /// Gains that something was measured of.
    pub measured_gains: Vec<Gain>,
}

/// A node of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseNode {
    /// Names it within this graph.
    pub key: String,
    /// Steps from the case asked about, in either direction.
    pub distance: u32,
    /// What it stands for.
    pub kind: ReuseNodeKind,
}

/// A reuse between two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseEdge {
    /// Its id.
    pub id: ReuseId,
    /// Key of the case that builds on the other.
    pub reuser: String,
    /// Key of what is built on.
    pub source: String,
    /// How far it is.
    pub degree: ReuseDegree,
    /// Why it stopped, or what is to be said of how far it is.
    pub reason: Option<String>,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// The edition that was taken, of a case that the reader may see.
    pub edition: Option<u32>,
}

/// Cases that build on one another, around one of them. It may hold loops.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseGraph {
    /// The case asked about first, then by distance.
    pub nodes: Vec<ReuseNode>,
    /// Reuses between them.
    pub edges: Vec<ReuseEdge>,
    /// There is more that the reader may see, beyond what was asked for.
    pub truncated: bool,
}
