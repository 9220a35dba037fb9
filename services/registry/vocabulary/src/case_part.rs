use serde::{Deserialize, Serialize};

/// What of a case's view costs something to tell, and is left out where nobody asked for it: what
/// is read beside the case's own row, computed, or long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CasePart {
    /// The sections besides basics and workload, the gains, and what it builds on.
    Sections,
    /// Which of the cases that it builds on the reader may know of.
    Sources,
    /// Why it was found.
    Matches,
    /// How many reuse it.
    Reusers,
    /// How many comments it has.
    Comments,
    /// Whether the reader follows it or has put a bookmark on it.
    Kept,
    /// Whom to ask at its lead.
    Contact,
    /// What only owners see.
    Internal,
    /// What robots reported.
    Runs,
    /// What is published of its KLE and FORM numbers.
    Codes,
}

impl CasePart {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Sections,
        Self::Sources,
        Self::Matches,
        Self::Reusers,
        Self::Comments,
        Self::Kept,
        Self::Contact,
        Self::Internal,
        Self::Runs,
        Self::Codes,
    ];
}
