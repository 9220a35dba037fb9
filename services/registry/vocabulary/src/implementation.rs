//! What the solution is built with.

use serde::{Deserialize, Serialize};

/// How often the automation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Schedule {
    OnDemand,
    Once,
    Continuous,
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    Yearly,
}

/// How the solution is made and introduced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ImplementationInput"))]
pub struct Implementation {
    /// Technologies by name.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub technologies: Vec<String>,
    /// Systems and interfaces that the automation uses, by name.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub systems: Vec<String>,
    /// Who built it.
    pub vendor: Option<String>,
    /// How often it runs.
    pub schedule: Option<Schedule>,
    /// Technical notes, Markdown.
    pub technical_notes: Option<String>,
    /// Organisational notes, Markdown.
    pub organisational_notes: Option<String>,
}
