//! Figures across cases.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What figures are split by. Organisations are those that lead cases; years and quarters are in
/// UTC, as days are everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum StatisticsDimension {
    /// By CVR number.
    Organisation,
    /// Municipality, region, state or association.
    OrganisationKind,
    /// The region that the organisation lies in.
    Region,
    /// The band that the organisation's inhabitants are in, as the predecessor has them.
    SizeBand,
    /// Where the case is in its life.
    Phase,
    /// How it is going.
    Status,
    /// Kind of effort.
    Kind,
    /// Subject area; a case with several counts in each.
    SubjectArea,
    /// Main group of KLE, two digits; a case with several counts in each.
    KleGroup,
    /// Technology, however its name is spelled; a case with several counts in each.
    Technology,
    /// Who built it, however the name is spelled.
    Vendor,
    /// The year that it was registered in.
    RegisteredYear,
    /// The quarter that it was registered in, `2026-Q3`.
    RegisteredQuarter,
    /// The year that it first came into operation in.
    OperationYear,
    /// The quarter that it first came into operation in.
    OperationQuarter,
}

impl StatisticsDimension {
    /// Whether a case may have several values, so that cells overlap: it counts in each of them, and
    /// once in the total.
    pub fn has_several(self) -> bool {
        matches!(self, Self::SubjectArea | Self::KleGroup | Self::Technology)
    }
}

/// Figures of one cell. Expected and measured stand apart and are never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Figures {
    /// Cases counted.
    pub cases: i32,
    /// Lead organisations among them.
    pub organisations: i32,
    /// Cases that state no figure at all: neither hours nor kroner, neither expected nor measured.
    pub cases_without_figures: i32,
    /// They in percent of all cases, one decimal; none of no case.
    pub percent_without_figures: Option<Decimal>,
    /// Sum of expected hours a year, two decimals; none when no case states any.
    pub expected_hours_per_year: Option<Decimal>,
    /// Cases that the sum rests on.
    pub cases_with_expected_hours: i32,
    /// Cases that state no expected hours.
    pub cases_without_expected_hours: i32,
    /// Sum of measured hours a year, two decimals; none when no case has measured any.
    pub measured_hours_per_year: Option<Decimal>,
    /// Cases that the sum rests on.
    pub cases_with_measured_hours: i32,
    /// Cases that have measured no hours.
    pub cases_without_measured_hours: i32,
    /// Sum of expected kroner a year, two decimals; none when no case states any.
    pub expected_kroner_per_year: Option<Decimal>,
    /// Cases that the sum rests on.
    pub cases_with_expected_kroner: i32,
    /// Cases that state no expected kroner.
    pub cases_without_expected_kroner: i32,
    /// Sum of measured kroner a year, two decimals; none when no case has measured any.
    pub measured_kroner_per_year: Option<Decimal>,
    /// Cases that the sum rests on.
    pub cases_with_measured_kroner: i32,
    /// Cases that have measured no kroner.
    pub cases_without_measured_kroner: i32,
    /// Reuses declared by these cases.
    pub reuses: i32,
    /// Of them in use or in joint operation.
    pub reuses_in_use: i32,
    /// The same by the size of the municipalities that lead the cases; none where none of them
    /// states its inhabitants.
    pub per_thousand_inhabitants: Option<PerInhabitants>,
}

/// Figures for each thousand inhabitants, two decimals, over the cases of municipalities whose
/// number of inhabitants is known. Regions and the state are left out, for the same people live in
/// them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct PerInhabitants {
    /// Municipalities counted.
    pub organisations: i32,
    /// People who live in them.
    pub inhabitants: i32,
    /// Cases.
    pub cases: Decimal,
    /// Expected hours a year; none when no case states any.
    pub expected_hours_per_year: Option<Decimal>,
    /// Measured hours a year; none when no case has measured any.
    pub measured_hours_per_year: Option<Decimal>,
    /// Expected kroner a year; none when no case states any.
    pub expected_kroner_per_year: Option<Decimal>,
    /// Measured kroner a year; none when no case has measured any.
    pub measured_kroner_per_year: Option<Decimal>,
}

/// One cell: a value for each dimension asked for, in the order asked, and its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsCell {
    /// Stable names or keys; none where the case or its organisation has no such value.
    pub values: Vec<Option<String>>,
    /// As people write them, where values are names: of several spellings the first of the alphabet.
    #[serde(default)]
    pub names: Vec<Option<String>>,
    /// The figures.
    pub figures: Figures,
}

/// Cases that a figure was counted over: at a moment, with a value of each dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CountedCasesInput"))]
pub struct CountedCases {
    /// The moment that the figure is of.
    pub as_of: DateTime<Utc>,
    /// What the figure is split by; nothing for a total.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub values: Vec<CountedValue>,
    /// Only cases that were shared with members or the public then, as what is published is.
    #[serde(default)]
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub shared: bool,
}

/// One value of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CountedValueInput"))]
pub struct CountedValue {
    /// The dimension.
    pub dimension: StatisticsDimension,
    /// The cell's key in it; none for cases without a value.
    pub key: Option<String>,
}
