//! Run reports: what robots really did, and what of it is shown on a case.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Qualifier};

/// What one robot did in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The case that it did the work of.
    pub case: CaseId,
    /// The robot's name, 1-120 characters.
    pub robot: String,
    /// What the robot calls the run, 1-200 characters; with the robot's name it is told once.
    pub external_id: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended. It counts in the month, by UTC, of this moment.
    pub ended_at: DateTime<Utc>,
    /// Items done.
    pub items_done: i64,
    /// Items that were left to people.
    pub items_failed: i64,
    /// Minutes that people spent on exceptions; none when nobody says.
    pub exception_minutes: Option<Decimal>,
}

/// What robots reported of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct RunMonth {
    /// First day of the month.
    pub from: NaiveDate,
    /// Last day of the month.
    pub to: NaiveDate,
    /// Runs reported.
    pub runs: i64,
    /// Items done.
    pub items_done: i64,
    /// Items that were left to people.
    pub items_failed: i64,
    /// Minutes that people are said to have spent on exceptions.
    pub exception_minutes: Decimal,
    /// Runs that left items to people and do not say what that took.
    pub runs_without_exception_minutes: i64,
    /// Runs from when the case did not state the seconds of manual work; they are in no hours.
    pub runs_without_seconds_per_occurrence: i64,
    /// Seconds of manual work for each item, as the case stated them when runs were reported; at
    /// most the twelve lowest are listed.
    pub seconds_per_occurrence: Vec<i32>,
    /// Items done × seconds of manual work − minutes spent on exceptions, in hours with two
    /// decimals; none when no run has the seconds of manual work.
    pub measured_hours: Option<Decimal>,
    /// At most, where runs do not say what exceptions took; else exact.
    pub qualifier: Qualifier,
}

/// What robots reported of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(name = "CaseRuns"))]
pub struct CaseRuns {
    /// The months with runs, the latest first; at most 60.
    pub months: Vec<RunMonth>,
    /// Measured hours of the twelve months that end with the latest one reported, with two decimals;
    /// none when no run has the seconds of manual work.
    pub measured_hours_per_year: Option<Decimal>,
    /// A twelfth of the hours a year that the case expects, with two decimals. Never added to
    /// measured ones.
    pub expected_hours_per_month: Option<Decimal>,
}
