//! How a case is going.

use serde::{Deserialize, Serialize};

/// The status, independent of the phase. A reason is required for all but the first two.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    NotAssessed,
    InProgress,
    Waiting,
    Rejected,
    Failed,
    NotRelevant,
}

impl Status {
    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::InProgress => "in_progress",
            Self::Waiting => "waiting",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::NotRelevant => "not_relevant",
        }
    }
}
