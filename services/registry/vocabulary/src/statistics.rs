//! Figures across cases.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What figures are split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum StatisticsDimension {
    Organisation,
    OrganisationKind,
    Region,
    Phase,
    Status,
    Kind,
}

/// Figures of one cell. Expected and measured stand apart and are never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Figures {
    /// Cases counted.
    pub cases: i32,
    /// Lead organisations among them.
    pub organisations: i32,
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
    /// Sum of measured kroner a year, two decimals; none when no case has measured any.
    pub measured_kroner_per_year: Option<Decimal>,
    /// Cases that the sum rests on.
    pub cases_with_measured_kroner: i32,
    /// Reuses declared by these cases.
    pub reuses: i32,
    /// Of them in use or in joint operation.
    pub reuses_in_use: i32,
}

/// One cell: a value for each dimension asked for, in the order asked, and its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsCell {
    /// Stable names or keys; none where the organisation has no such value.
    pub values: Vec<Option<String>>,
    /// The figures.
    pub figures: Figures,
}
