//! The tenants.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Cvr;

/// What kind of organisation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum OrganisationKind {
    Municipality,
    Region,
    State,
    Association,
}

/// The five regions of Denmark, as a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Region {
    Hovedstaden,
    Sjaelland,
    Syddanmark,
    Midtjylland,
    Nordjylland,
}

/// One organisation as all may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its key.
    pub cvr: Cvr,
    /// Its official name.
    pub name: String,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Three digits, where it is a municipality.
    pub municipality_code: Option<String>,
    /// Where it lies.
    pub region: Option<Region>,
    /// Rounded number of inhabitants.
    pub inhabitants: Option<u32>,
    /// The member organisations of an association.
    #[serde(default)]
    pub members: Vec<Cvr>,
    /// Its key is made up for the demo.
    #[serde(default)]
    pub demo_number: bool,
    /// The first day it exists, where that is known.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// The last day it exists; none while no end is known.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// The organisation that it became part of.
    #[serde(default)]
    pub successor: Option<Cvr>,
}

impl Organisation {
    /// The organisation to ask instead, when this one does not exist any more on a day.
    pub fn succeeded_by(&self, today: NaiveDate) -> Option<Cvr> {
        self.successor.filter(|_| self.valid_to.is_some_and(|last| last < today))
    }
}
