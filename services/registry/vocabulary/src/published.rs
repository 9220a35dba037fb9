//! Figures beside those of a cell: what is counted by consent, how long cases take, what is reused
//! most, how it went quarter by quarter, and what was published.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Cvr, Figures, Quarter, StatisticsCell, StatisticsDimension};

/// What is counted of cases that are not shared, of organisations that have opted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum ContributedMeasure {
    /// Cases.
    Cases,
    /// Expected hours a year.
    ExpectedHours,
    /// Measured hours a year.
    MeasuredHours,
    /// Expected kroner a year.
    ExpectedKroner,
    /// Measured kroner a year.
    MeasuredKroner,
}

/// One measure of cases that are counted and not shared. It rests on at least three organisations,
/// and so does every difference to what was told before; otherwise it is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Contributed {
    /// What is counted.
    pub measure: ContributedMeasure,
    /// Cases that state it.
    pub cases: i32,
    /// Their sum, two decimals; none where cases themselves are counted.
    pub amount: Option<Decimal>,
    /// When it last moved on; what has happened since is not in it yet.
    pub as_of: DateTime<Utc>,
}

/// How long cases took from registration until they first came into operation. Those that came there
/// within a day of their registration were registered afterwards, and say nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeToOperation {
    /// As in [`StatisticsCell`].
    pub values: Vec<Option<String>>,
    /// As in [`StatisticsCell`].
    pub names: Vec<Option<String>>,
    /// Cases that the days rest on.
    pub cases: i32,
    /// Cases that were registered afterwards, and are left out.
    pub registered_afterwards: i32,
    /// Days that a quarter of the cases took at most, one decimal.
    pub lower_quartile_days: Option<Decimal>,
    /// Days that half of the cases took at most, one decimal.
    pub median_days: Option<Decimal>,
    /// Days that three quarters of the cases took at most, one decimal.
    pub upper_quartile_days: Option<Decimal>,
}

/// What is reused most, by how many organisations other than its own do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReuseLeague {
    /// Cases, most organisations first.
    pub cases: Vec<ReusedCase>,
    /// Organisations by their cases, most organisations first.
    pub organisations: Vec<ReusedOrganisation>,
}

/// A case that others reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReusedCase {
    /// The case.
    pub case: CaseId,
    /// Other organisations that reuse it.
    pub organisations: i32,
    /// Their cases.
    pub reuses: i32,
}

/// An organisation whose cases others reuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReusedOrganisation {
    /// The organisation.
    pub organisation: Cvr,
    /// Other organisations that reuse any of its cases.
    pub organisations: i32,
    /// Its cases that are reused.
    pub cases: i32,
    /// Cases that reuse them.
    pub reuses: i32,
}

/// Figures at the end of a quarter, or now in the one that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterPoint {
    /// The quarter.
    pub quarter: Quarter,
    /// The moment that the figures are of.
    pub as_of: DateTime<Utc>,
    /// Over all that the asker counts.
    pub all: Figures,
    /// Over what the asker's organisation leads of it; none without an organisation.
    pub own: Option<Figures>,
}

/// Figures split by something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresTable {
    /// What they are split by.
    pub by: Vec<StatisticsDimension>,
    /// One cell for each combination of values.
    pub cells: Vec<StatisticsCell>,
}

/// All that is published of a quarter, as it was at its last moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuarterFigures {
    /// The moment that the figures are of.
    pub as_of: DateTime<Utc>,
    /// Over all cases that were shared with members or the public.
    pub total: Figures,
    /// Of cases that were counted and not shared.
    pub contributed: Vec<Contributed>,
    /// The total split.
    pub tables: Vec<FiguresTable>,
}

/// A quarter that was published, once or again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedQuarter {
    /// The quarter.
    pub quarter: Quarter,
    /// 1 for the first; each correction is one more, and all stay.
    pub edition: i32,
    /// When.
    pub published_at: DateTime<Utc>,
    /// Why it was published again; none of the first edition.
    pub reason: Option<String>,
    /// What was published; none in a list.
    #[serde(default)]
    pub figures: Option<Box<QuarterFigures>>,
}
