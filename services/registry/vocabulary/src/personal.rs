//! What is one person's own: seen by nobody else.

use serde::{Deserialize, Serialize};

use crate::{CaseFilter, Cvr, Notification, SavedSearchId, SubjectArea};

/// What somebody follows beside cases: new cases there that they may read are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Cases that an organisation owns.
    Organisation(Cvr),
    /// Cases in a subject area.
    SubjectArea(SubjectArea),
}

/// What a saved search asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFor {
    /// Free text, at most 200 characters.
    pub text: Option<String>,
    /// The filter of a list of cases, as the JSON that whoever saved it would send again; at most
    /// 8,000 characters. The registry only keeps it.
    pub filter: Option<String>,
}

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// 1-120 characters.
    pub name: String,
    /// What it asks for.
    pub asked: AskedFor,
    /// Whether new cases that it finds are told.
    #[serde(default)]
    pub followed: bool,
}

/// A saved search that somebody follows, by what it asked for then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedSearch {
    /// Which one.
    pub search: SavedSearchId,
    /// What it asks for.
    pub filter: CaseFilter,
    /// The organisations that its kinds and regions stood for; none where it names neither.
    #[serde(default)]
    pub among: Option<Vec<Cvr>>,
}

/// All that is somebody's own but for cases and what they are told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// What they follow beside cases.
    pub topics: Vec<Topic>,
    /// In the order they were saved.
    pub searches: Vec<SavedSearch>,
    /// What comes into their inbox, a line for each kind; none for whoever is no person.
    #[serde(default)]
    pub notifications: Vec<Notification>,
}
