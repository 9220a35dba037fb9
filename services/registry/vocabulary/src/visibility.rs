//! Who may read a case.

use serde::{Deserialize, Serialize};

/// Narrow to wide; each level includes the ones before it.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Visibility {
    /// People on the case.
    Draft,
    /// The owner organisations.
    #[default]
    Organisation,
    /// Named organisations.
    Selected,
    /// All signed in.
    Members,
    /// Also without sign-in, stripped of people and comments.
    Public,
}

impl Visibility {
    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Organisation => "organisation",
            Self::Selected => "selected",
            Self::Members => "members",
            Self::Public => "public",
        }
    }

    /// Whether anybody outside the owner organisations may read.
    pub fn is_shared(self) -> bool {
        self >= Self::Selected
    }
}
