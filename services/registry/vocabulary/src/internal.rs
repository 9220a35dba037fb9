//! What never leaves the organisation.

use serde::{Deserialize, Serialize};

/// Internal notes. A type of its own, so that no reader of another organisation can be handed one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "InternalInput"))]
pub struct Internal {
    /// Notes, Markdown.
    pub notes: Option<String>,
    /// Reference in the organisation's case and document system.
    pub esdh_reference: Option<String>,
    /// Departments that own the case, by their id in identity.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub departments: Vec<String>,
}
