//! What a person or job may do in general. Who may do what to a case is decided in the registry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A role, held within one organisation or, for the last three, on the whole platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May read.
    Reader,
    /// May register cases, comment, follow and reuse.
    Contributor,
    /// A superuser within named departments and their sub-departments.
    LocalSuperuser,
    /// May edit every case of the organisation.
    Superuser,
    /// May manage the organisation's providers, roles and profile.
    Administrator,
    /// May manage the organisation's API clients.
    ApiAdministrator,
    /// Platform: sees statistics across organisations.
    Coordinator,
    /// Platform: edits the shared catalogues.
    CatalogueEditor,
    /// Platform: creates organisations and runs the installation.
    Operator,
}

/// A text that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct UnknownRole;

impl Role {
    /// All roles.
    pub const ALL: [Self; 9] = [
        Self::Reader,
        Self::Contributor,
        Self::LocalSuperuser,
        Self::Superuser,
        Self::Administrator,
        Self::ApiAdministrator,
        Self::Coordinator,
        Self::CatalogueEditor,
        Self::Operator,
    ];

    /// The word for it in tokens, settings and contracts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Contributor => "contributor",
            Self::LocalSuperuser => "local_superuser",
            Self::Superuser => "superuser",
            Self::Administrator => "administrator",
            Self::ApiAdministrator => "api_administrator",
            Self::Coordinator => "coordinator",
            Self::CatalogueEditor => "catalogue_editor",
            Self::Operator => "operator",
        }
    }

    /// Does it reach beyond the holder's organisation? An organisation's own identity provider
    /// cannot give such a role.
    pub const fn is_platform(self) -> bool {
        matches!(self, Self::Coordinator | Self::CatalogueEditor | Self::Operator)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_role_is_the_same_everywhere() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
            assert_eq!(role.as_str().parse(), Ok(role));
        }
    }

    #[test]
    fn a_word_that_is_nearly_a_role_is_none() {
        for word in ["", "Operator", "operator ", "root", "super_user"] {
            assert_eq!(word.parse::<Role>(), Err(UnknownRole), "{word:?}");
        }
    }

    #[test]
    fn three_roles_reach_beyond_the_organisation() {
        assert_eq!(Role::ALL.into_iter().filter(|role| role.is_platform()).count(), 3);
    }
}
