//! Where a case is in its life.

use serde::{Deserialize, Serialize};

/// The phases in the order of a life. Any phase may follow any other.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Phase {
    RapidShare,
    #[default]
    Idea,
    PreAnalysis,
    Specification,
    Development,
    Implementation,
    Operation,
    Decommissioned,
}

impl Phase {
    /// All phases in order.
    pub const ALL: [Self; 8] = [
        Self::RapidShare,
        Self::Idea,
        Self::PreAnalysis,
        Self::Specification,
        Self::Development,
        Self::Implementation,
        Self::Operation,
        Self::Decommissioned,
    ];

    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::RapidShare => "rapid_share",
            Self::Idea => "idea",
            Self::PreAnalysis => "pre_analysis",
            Self::Specification => "specification",
            Self::Development => "development",
            Self::Implementation => "implementation",
            Self::Operation => "operation",
            Self::Decommissioned => "decommissioned",
        }
    }
}
