//! What a program of an organisation may do.

use super::Principal;

/// What a client may do, of that which is about cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Scope {
    ReadCases,
    WriteCases,
    ReportRuns,
}

impl Principal {
    /// Whether the principal reads anything: a robot does not, and a client does by a scope.
    pub fn may_read_at_all(&self) -> bool {
        match self {
            Self::Anonymous | Self::Person { .. } | Self::Job { .. } => true,
            Self::Robot { .. } => false,
            Self::Client { scopes, .. } => {
                scopes.contains(&Scope::ReadCases) || scopes.contains(&Scope::WriteCases)
            }
        }
    }

    /// Whether the principal edits all cases of its organisation, drafts too. Of a client that is all:
    /// it does not bind the organisation as a superuser does.
    pub(super) fn edits_all(&self) -> bool {
        self.is_superuser() || self.writes_as_client()
    }

    /// Whether the principal registers cases in its organisation. A client does, and is silent in what
    /// people say to each other.
    pub(super) fn may_register(&self) -> bool {
        self.may_write_for_others() || self.writes_as_client()
    }

    /// Whether it is a program.
    pub(crate) fn is_client(&self) -> bool {
        matches!(self, Self::Client { .. })
    }

    fn writes_as_client(&self) -> bool {
        matches!(self, Self::Client { scopes, .. } if scopes.contains(&Scope::WriteCases))
    }
}
