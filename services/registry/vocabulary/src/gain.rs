//! Gains: what came of it, expected and measured, never added together.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{GainId, MeasurementId};

/// What is gained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum GainKind {
    Time,
    Money,
    Quality,
    CitizenSatisfaction,
    EmployeeSatisfaction,
    Other,
}

/// The unit that figures of a gain are in. Only hours and kroner are ever summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Unit {
    Hours,
    Kroner,
    Percent,
    PercentagePoints,
    Points,
    Count,
    Other,
}

/// Whether more or less of the metric is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Direction {
    MoreIsBetter,
    LessIsBetter,
    NotStated,
}

/// Whether the effect comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum Recurrence {
    Once,
    PerYear,
    PerCase,
    NotStated,
    /// Once, over so many months as the gain says.
    OverPeriod,
}

/// How exact a figure is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Qualifier {
    /// The figure as counted.
    #[default]
    Exact,
    /// Roughly the figure.
    About,
    /// The figure or more.
    AtLeast,
    /// The figure or less.
    AtMost,
    /// From the figure up to `upper`.
    Range,
}

/// One figure in the unit of its gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "FigureInput"))]
pub struct Figure {
    /// The value; none when an effect is stated without a figure ("no baseline" is a value too).
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// What it is a part of, as in 40 of 44 children, or the top of its scale, as in 28 of 48 points.
    pub out_of: Option<Decimal>,
    /// How exact it is.
    #[cfg_attr(feature = "graphql", graphql(default_with = "Qualifier::Exact"))]
    pub qualifier: Qualifier,
}

/// What must be reached for a gain to be one: ten municipalities that join, or the 6 % at which
/// something pays for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ThresholdInput"))]
pub struct Threshold {
    /// What is counted.
    pub metric: String,
    /// How much of it.
    pub figure: Figure,
    /// The unit of the figure.
    pub unit: Unit,
    /// The unit in words, where `unit` is not enough.
    pub unit_label: Option<String>,
}

/// What a gain is held against when that has another unit: a robot's price against hours of
/// teaching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ComparisonInput"))]
pub struct Comparison {
    /// What it is.
    pub what: String,
    /// How much of it.
    pub figure: Figure,
    /// The unit of the figure.
    pub unit: Unit,
    /// The unit in words, where `unit` is not enough.
    pub unit_label: Option<String>,
    /// Per what, in words ("week").
    pub per: Option<String>,
}

/// One effect with its own metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "GainDefinitionInput"))]
pub struct GainDefinition {
    /// What is gained.
    pub kind: GainKind,
    /// What is counted.
    pub metric: String,
    /// The unit of every figure of this gain.
    pub unit: Unit,
    /// The unit in words, where `unit` is not enough.
    pub unit_label: Option<String>,
    /// Whether more or less is better.
    #[cfg_attr(feature = "graphql", graphql(default_with = "Direction::MoreIsBetter"))]
    pub direction: Direction,
    /// The figure before.
    pub baseline: Option<Figure>,
    /// The figure that is expected.
    pub expected: Option<Figure>,
    /// Whether the effect comes back.
    #[cfg_attr(feature = "graphql", graphql(default_with = "Recurrence::NotStated"))]
    pub recurrence: Recurrence,
    /// Per what, in words ("stay", "robot").
    pub per: Option<String>,
    /// What else must be said of it.
    pub note: Option<String>,
    /// Over how many months it is expected to be reached, where it is neither yearly nor at once.
    pub over_months: Option<i32>,
    /// What must be reached for it to be a gain.
    pub threshold: Option<Threshold>,
    /// What it is held against.
    pub compared_with: Option<Comparison>,
}

/// A period in whole days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "DateRangeInput"))]
pub struct DateRange {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Where a measurement comes from.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum MeasurementSource {
    /// Somebody measured or counted.
    #[default]
    Stated,
    /// Computed from what robots reported.
    RunReports,
}

/// What was measured. Worse than expected is a value, not an error.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "MeasurementInput"))]
pub struct Measurement {
    /// The days that it covers.
    pub period: Option<DateRange>,
    /// The period in words, where days are not known.
    pub period_label: Option<String>,
    /// The value in the unit of the gain; none when an effect is stated without a figure.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// What the value is a part of, as in 40 of 44 children, or the top of its scale.
    pub out_of: Option<Decimal>,
    /// How exact the value is.
    #[cfg_attr(feature = "graphql", graphql(default_with = "Qualifier::Exact"))]
    pub qualifier: Qualifier,
    /// How many were measured.
    pub sample_size: Option<i32>,
    /// How it was measured.
    pub method: Option<String>,
    /// The evaluation model, by name, so that two organisations can compare.
    pub evaluation_model: Option<String>,
    /// Who measured, by role or firm.
    pub measured_by: Option<String>,
    /// When it was measured.
    pub measured_on: Option<NaiveDate>,
    /// What must be said about cause.
    pub reservation: Option<String>,
    /// Where it comes from; set by the server.
    #[cfg_attr(feature = "graphql", graphql(skip_input))]
    pub source: MeasurementSource,
}

/// A measurement with its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedMeasurement {
    /// Its id.
    pub id: MeasurementId,
    /// What was measured.
    pub measurement: Measurement,
}

/// A gain with all that was measured of it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    /// Its id.
    pub id: GainId,
    /// What is counted.
    pub definition: GainDefinition,
    /// Measurements in the order they were recorded.
    pub measurements: Vec<RecordedMeasurement>,
}
