//! From challenge to solution.

use serde::{Deserialize, Serialize};

/// What a reuser must have in place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PreconditionKind {
    /// A law or a local decision.
    Law,
    /// An IT system.
    System,
    /// A contract or an agreement.
    Contract,
    /// Something in the organisation.
    Organisation,
}

/// One precondition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "PreconditionInput"))]
pub struct Precondition {
    /// What kind of thing must be in place.
    pub kind: PreconditionKind,
    /// What it is.
    pub text: String,
}

/// The story of a case. Every text is Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "StoryInput"))]
pub struct Story {
    /// What it is about, where the summary is too short (the predecessor: description).
    pub description: Option<String>,
    /// What was difficult, and for whom.
    pub challenge: Option<String>,
    /// What was done.
    pub solution: Option<String>,
    /// The elements that matter most.
    pub key_elements: Option<String>,
    /// Ideas for a solution, before there is one.
    pub ideas: Option<String>,
    /// IT systems in use today, by name.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub systems_today: Vec<String>,
    /// What must be in place.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub preconditions: Vec<Precondition>,
    /// Somebody's words that say it all, with whose they are.
    pub quote: Option<String>,
    /// Who cooperated.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub partners: Vec<String>,
}
