//! Named groups of cases.

use serde::{Deserialize, Serialize};

use crate::{CollectionId, Contact, Cvr, SubjectArea, Visibility};

/// Whose cases a collection takes.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CollectionKind {
    /// Those of one organisation.
    #[default]
    Own,
    /// Those of several, each with the consent of its lead.
    Shared,
}

/// What a collection is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CollectionAboutInput"))]
pub struct CollectionAbout {
    /// 1-120 characters.
    pub title: String,
    /// 1-300 characters.
    pub summary: String,
    /// Markdown.
    pub description: Option<String>,
    /// Where in the organisations' work it belongs.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub subject_areas: Vec<SubjectArea>,
    /// KLE numbers, `NN`, `NN.NN` or `NN.NN.NN`.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub kle: Vec<String>,
    /// FORM numbers, two to four groups of two digits.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub form: Vec<String>,
}

/// A collection as one reader is answered it. Which cases are in it is asked for as a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionView {
    /// The collection.
    pub id: CollectionId,
    /// Whose cases it takes.
    pub kind: CollectionKind,
    /// The organisation that leads it.
    pub lead: Cvr,
    /// The organisations that own it together with the lead.
    pub joint_owners: Vec<Cvr>,
    /// What it is about.
    pub about: CollectionAbout,
    /// For those signed in.
    pub members: Option<CollectionMembers>,
    /// For readers of an owner organisation.
    pub internal: Option<CollectionInternal>,
}

/// What those signed in see of a collection besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionMembers {
    /// Whom to ask.
    pub contact: Contact,
    /// How widely it is shared.
    pub visibility: Visibility,
    /// Whether this reader may answer for their organisation, which was asked to own it as well.
    pub invited: bool,
}

/// What only readers of an owner organisation see of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionInternal {
    /// Version of its stream: what an expected revision is held against.
    pub revision: u64,
    /// Organisations that were asked to own it as well and have not answered.
    pub invited: Vec<Cvr>,
    /// Whether this reader may describe it, and put cases in and take them out.
    pub can_edit: bool,
    /// Whether this reader may change owners and visibility, and dissolve it.
    pub can_change_owners: bool,
}
