//! Whom a reuser may ask.

use serde::{Deserialize, Serialize};

/// The contact for reuse: a role rather than a person, so that it outlives people changing jobs.
/// Shown to all signed in who may read the case, and never to the public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ContactInput"))]
pub struct Contact {
    /// The role or the unit to ask.
    pub role: Option<String>,
    /// Where they are, when that is another place than the owner.
    pub organisation: Option<String>,
    /// A shared mailbox.
    pub mailbox: Option<String>,
    /// A telephone number.
    pub telephone: Option<String>,
    /// A page about it, `https://…` or `http://…`.
    pub website: Option<String>,
}

impl Contact {
    /// Whether anybody can be reached by it.
    pub fn is_empty(&self) -> bool {
        [&self.role, &self.mailbox, &self.telephone, &self.website]
            .into_iter()
            .all(|part| part.as_deref().is_none_or(|text| text.trim().is_empty()))
    }
}
