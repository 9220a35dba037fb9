//! Addresses of more about a case.

use serde::{Deserialize, Serialize};

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum LinkKind {
    /// The source code.
    Repository,
    /// How it is used or operated.
    Documentation,
    /// Something written about it.
    Article,
    /// A film.
    Film,
    /// Anything else.
    Website,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "LinkInput"))]
pub struct Link {
    /// What it leads to.
    pub kind: LinkKind,
    /// The address, `https://…` or `http://…`.
    pub url: String,
    /// What it is called; the address where it is left out.
    #[serde(default)]
    pub title: Option<String>,
}

/// Where more is told of a case (the predecessor: links and code repository).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "LinksInput"))]
pub struct Links {
    /// In the order they are shown.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub entries: Vec<Link>,
}
