//! The sections of a case: each is revised as a whole by one command and one event.

use serde::{Deserialize, Serialize};

use crate::{
    Basics, Contact, Implementation, Internal, Links, Operation, Resources, Spread, Story,
    Suitability, Value, Workload,
};

/// One section with its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Section {
    Basics(Basics),
    Story(Story),
    Workload(Workload),
    Suitability(Suitability),
    Implementation(Implementation),
    Operation(Operation),
    Value(Value),
    Spread(Spread),
    Resources(Resources),
    Contact(Contact),
    Links(Links),
    Internal(Internal),
}

/// Which section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum SectionKind {
    Basics,
    Story,
    Workload,
    Suitability,
    Implementation,
    Operation,
    Value,
    Spread,
    Resources,
    Contact,
    Links,
    Internal,
}

impl Section {
    /// Which section this is.
    pub fn kind(&self) -> SectionKind {
        match self {
            Self::Basics(_) => SectionKind::Basics,
            Self::Story(_) => SectionKind::Story,
            Self::Workload(_) => SectionKind::Workload,
            Self::Suitability(_) => SectionKind::Suitability,
            Self::Implementation(_) => SectionKind::Implementation,
            Self::Operation(_) => SectionKind::Operation,
            Self::Value(_) => SectionKind::Value,
            Self::Spread(_) => SectionKind::Spread,
            Self::Resources(_) => SectionKind::Resources,
            Self::Contact(_) => SectionKind::Contact,
            Self::Links(_) => SectionKind::Links,
            Self::Internal(_) => SectionKind::Internal,
        }
    }
}

impl SectionKind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Basics,
        Self::Story,
        Self::Workload,
        Self::Suitability,
        Self::Implementation,
        Self::Operation,
        Self::Value,
        Self::Spread,
        Self::Resources,
        Self::Contact,
        Self::Links,
        Self::Internal,
    ];

    /// The name used in field paths and stored events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Story => "story",
            Self::Workload => "workload",
            Self::Suitability => "suitability",
            Self::Implementation => "implementation",
            Self::Operation => "operation",
            Self::Value => "value",
            Self::Spread => "spread",
            Self::Resources => "resources",
            Self::Contact => "contact",
            Self::Links => "links",
            Self::Internal => "internal",
        }
    }
}
