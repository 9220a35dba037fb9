//! What every case has: a title, a summary and where it belongs.

use serde::{Deserialize, Serialize};

/// What kind of effort a case is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CaseKind {
    /// A software robot.
    #[default]
    Rpa,
    /// Systems made to talk to one another.
    Integration,
    /// Built on a learning model.
    Ai,
    /// Technology that helps citizens in care, health or everyday life.
    WelfareTechnology,
    /// A small improvement told in short form.
    EverydayInnovation,
    /// Anything else worth sharing.
    Other,
}

/// The fifteen subject areas (Danish: fagområder) that the predecessor's users filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum SubjectArea {
    Administration,
    Employment,
    Business,
    Family,
    Education,
    Democracy,
    Environment,
    TechnicalServices,
    Social,
    Health,
    Sustainability,
    Hr,
    It,
    Culture,
    Economy,
}

impl CaseKind {
    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rpa => "rpa",
            Self::Integration => "integration",
            Self::Ai => "ai",
            Self::WelfareTechnology => "welfare_technology",
            Self::EverydayInnovation => "everyday_innovation",
            Self::Other => "other",
        }
    }
}

impl SubjectArea {
    /// Every one.
    pub const ALL: [Self; 15] = [
        Self::Administration,
        Self::Employment,
        Self::Business,
        Self::Family,
        Self::Education,
        Self::Democracy,
        Self::Environment,
        Self::TechnicalServices,
        Self::Social,
        Self::Health,
        Self::Sustainability,
        Self::Hr,
        Self::It,
        Self::Culture,
        Self::Economy,
    ];

    /// The stable name in stored data and filters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Employment => "employment",
            Self::Business => "business",
            Self::Family => "family",
            Self::Education => "education",
            Self::Democracy => "democracy",
            Self::Environment => "environment",
            Self::TechnicalServices => "technical_services",
            Self::Social => "social",
            Self::Health => "health",
            Self::Sustainability => "sustainability",
            Self::Hr => "hr",
            Self::It => "it",
            Self::Culture => "culture",
            Self::Economy => "economy",
        }
    }
}

/// A year, a range of years, or one end of a range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "YearRangeInput"))]
pub struct YearRange {
    /// First calendar year.
    pub from: Option<i32>,
    /// Last calendar year; none while it goes on or is not known.
    pub to: Option<i32>,
}

/// The one section that a case cannot be without.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "BasicsInput"))]
pub struct Basics {
    /// 1-120 characters.
    pub title: String,
    /// 1-300 characters.
    pub summary: String,
    /// What kind of effort it is.
    #[cfg_attr(feature = "graphql", graphql(default_with = "CaseKind::Rpa"))]
    pub kind: CaseKind,
    /// Free keywords.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub keywords: Vec<String>,
    /// Where in the organisation's work it belongs.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub subject_areas: Vec<SubjectArea>,
    /// KLE numbers, `NN`, `NN.NN` or `NN.NN.NN`.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub kle: Vec<String>,
    /// FORM numbers, two to four groups of two digits.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub form: Vec<String>,
    /// Number in KL's bank of workflows: three to five groups of two digits.
    pub kla: Option<String>,
    /// KL's own id.
    pub kl_id: Option<String>,
    /// From KL's automation projects.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub sep_mep: bool,
    /// The legal basis of the work that is automated.
    pub legal_basis: Option<String>,
    /// Whom it is for.
    pub target_group: Option<String>,
    /// Whether citizens are affected.
    pub affects_citizens: Option<bool>,
    /// Whether companies are affected.
    pub affects_companies: Option<bool>,
    /// When it was begun and ended.
    pub period: Option<YearRange>,
    /// Who nominated or told of it, where that is somebody else than the owner.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub nominators: Vec<String>,
    /// Where the record was taken from, when it was not written here.
    pub origin: Option<String>,
}
