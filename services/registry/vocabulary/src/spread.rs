//! What spreading took, and what a reuser must know.

use serde::{Deserialize, Serialize};

/// Inspiration for cooperation, evaluation and spreading. Texts are Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SpreadInput"))]
pub struct Spread {
    /// What made cooperation work.
    pub cooperation: Option<String>,
    /// How it was evaluated.
    pub evaluation: Option<String>,
    /// How it has been shared so far: visits, talks, material.
    pub shared: Option<String>,
    /// What spreading it took.
    pub spreading: Option<String>,
    /// What a reuser must adapt.
    pub to_adapt: Option<String>,
    /// Short tips for a reuser.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub reuse_tips: Vec<String>,
    /// Who is said to reuse it without a recorded reuse of their own here.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub known_reusers: Vec<String>,
}
