//! Reuse: a relation from a case to what it builds on. Not a copy, not a counter.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{CaseId, ReuseId};

/// How far a reuse is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ReuseDegree {
    /// Got the idea from it.
    Inspired,
    /// Tries it out.
    Testing,
    /// Fits it to its own conditions.
    Adapting,
    /// Uses it.
    InUse,
    /// Runs it together with the source.
    JointOperation,
    /// No longer; a reason says why.
    Stopped,
}

impl ReuseDegree {
    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspired => "inspired",
            Self::Testing => "testing",
            Self::Adapting => "adapting",
            Self::InUse => "in_use",
            Self::JointOperation => "joint_operation",
            Self::Stopped => "stopped",
        }
    }
}

/// What a case builds on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReuseSource {
    /// A case on the platform.
    Case {
        /// The source.
        case: CaseId,
        /// The edition that was taken: the source's count of shared changes.
        edition: u32,
    },
    /// Something outside the platform.
    External {
        /// Its name.
        name: String,
        /// Where it can be found.
        url: Option<String>,
    },
    /// A case that this reader may not see. Never stored, only answered.
    Hidden,
}

/// One reuse, kept by the case that reuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    /// Its id.
    pub id: ReuseId,
    /// What is built on.
    pub source: ReuseSource,
    /// How far it is.
    pub degree: ReuseDegree,
    /// Why it stopped, or what is to be said of how far it is.
    pub reason: Option<String>,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
}
