//! The solution in daily use.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How the solution runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "OperationInput"))]
pub struct Operation {
    /// What the automation does, Markdown.
    pub description: Option<String>,
    /// Who keeps it running, such as a robot team that several share; one line.
    pub operated_by: Option<String>,
    /// Put into operation on this day.
    pub in_operation_since: Option<NaiveDate>,
    /// Taken out of operation on this day.
    pub decommissioned_on: Option<NaiveDate>,
    /// The legal basis was last verified on this day.
    pub legal_basis_verified_on: Option<NaiveDate>,
    /// How far expectations were met, 0-3 where 0 is none.
    pub rating: Option<i32>,
    /// Comment to the rating, Markdown.
    pub rating_comment: Option<String>,
}
