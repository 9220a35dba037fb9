//! What the case cost.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Qualifier;

/// What was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CostKind {
    /// Working time.
    Time,
    /// Money.
    Money,
    /// Anything else.
    Other,
}

/// One cost, with or without a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "CostInput"))]
pub struct Cost {
    /// What was spent.
    pub kind: CostKind,
    /// How much, in `unit`; none when it is stated without a figure.
    pub amount: Option<Decimal>,
    /// The unit of the amount, in words.
    pub unit: Option<String>,
    /// How exact the amount is.
    pub qualifier: Option<Qualifier>,
    /// The period that it covers, in words.
    pub period: Option<String>,
    /// Who paid.
    pub paid_by: Option<String>,
    /// What it went to.
    pub statement: Option<String>,
}

/// All costs. Units differ, so they are never added together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ResourcesInput"))]
pub struct Resources {
    /// Each cost.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub costs: Vec<Cost>,
    /// What else is worth knowing, Markdown.
    pub comment: Option<String>,
}
