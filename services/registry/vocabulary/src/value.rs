//! The value that a case has created, in words.

use serde::{Deserialize, Serialize};

/// The kinds of value of the casebook's template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum ValueKind {
    PoliticalGoals,
    Quality,
    Efficiency,
    Democracy,
    InnovationCapacity,
    CitizenSatisfaction,
    EmployeeSatisfaction,
}

/// Value by kind; each text Markdown and optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "ValueInput"))]
#[allow(missing_docs)]
pub struct Value {
    /// Kinds that are claimed or expected, with or without a text of their own.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub claimed: Vec<ValueKind>,
    pub political_goals: Option<String>,
    pub quality: Option<String>,
    pub efficiency: Option<String>,
    pub democracy: Option<String>,
    pub innovation_capacity: Option<String>,
    pub citizen_satisfaction: Option<String>,
    pub employee_satisfaction: Option<String>,
}
