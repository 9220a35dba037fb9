//! What all organisations name alike: technologies and IT systems.

use serde::{Deserialize, Serialize};

use crate::{CatalogueEntryId, Cvr};

/// Which catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Catalogue {
    /// What automation is made with.
    Technologies,
    /// What the organisations' work is done in.
    ItSystems,
}

impl Catalogue {
    /// The stable name in stored data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Technologies => "technologies",
            Self::ItSystems => "it_systems",
        }
    }
}

/// One technology or IT system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEntry {
    /// Its id; of an imported one the id in its source.
    pub id: CatalogueEntryId,
    /// 1-255 characters.
    pub name: String,
    /// Who makes it.
    #[serde(default)]
    pub vendor: Option<String>,
    /// Other names that mean it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The organisation that added it as one of its own; none of what all share.
    #[serde(default)]
    pub organisation: Option<Cvr>,
    /// Name and vendor follow a source elsewhere.
    #[serde(default)]
    pub imported: bool,
    /// Not offered any more.
    #[serde(default)]
    pub retired: bool,
    /// The entry that it turned out to be the same as.
    #[serde(default)]
    pub merged_into: Option<CatalogueEntryId>,
}

impl CatalogueEntry {
    /// Whether it is offered.
    pub fn is_current(&self) -> bool {
        !self.retired && self.merged_into.is_none()
    }
}

/// An entry as its source elsewhere tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedEntry {
    /// Its id there.
    pub id: CatalogueEntryId,
    /// What it is called there.
    pub name: String,
    /// Who makes it.
    #[serde(default)]
    pub vendor: Option<String>,
}
