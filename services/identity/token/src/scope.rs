//! What an API client may do. Which of it is done to a case is decided in the registry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an API client may do, within its own organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read what a reader of the organisation reads: nothing internal, no draft.
    #[serde(rename = "cases:read")]
    ReadCases,
    /// Read, register and change the cases of the organisation as a superuser does, without what binds
    /// the organisation and without what people say to each other.
    #[serde(rename = "cases:write")]
    WriteCases,
    /// Report runs on the organisation's cases that are no drafts.
    #[serde(rename = "runs:report")]
    ReportRuns,
    /// Keep the organisation's people, groups and departments.
    #[serde(rename = "people:provision")]
    ProvisionPeople,
}

/// A text that is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a scope")]
pub struct UnknownScope;

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 4] =
        [Self::ReadCases, Self::WriteCases, Self::ReportRuns, Self::ProvisionPeople];

    /// The word for it in tokens and contracts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadCases => "cases:read",
            Self::WriteCases => "cases:write",
            Self::ReportRuns => "runs:report",
            Self::ProvisionPeople => "people:provision",
        }
    }

    /// Whether it opens cases, and the names that belong to them, for reading.
    pub const fn reads_cases(self) -> bool {
        matches!(self, Self::ReadCases | Self::WriteCases)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(UnknownScope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_scope_is_the_same_everywhere() {
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        for word in ["", "cases", "cases:read ", "Cases:Read", "cases:*", "admin"] {
            assert_eq!(word.parse::<Scope>(), Err(UnknownScope), "{word:?}");
        }
    }
}
