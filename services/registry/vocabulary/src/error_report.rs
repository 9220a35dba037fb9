//! Errors on a record that readers report, seen by them and by those who own the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{CaseId, Cvr, ErrorReportId, PersonId};

/// What the owners answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorResolution {
    /// Markdown, 1-4,000 characters.
    pub answer: String,
    /// The owner organisation that answered.
    pub organisation: Cvr,
    /// When.
    pub resolved_at: DateTime<Utc>,
}

/// An error on a record as a reader of one of its sides sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReport {
    /// Its id.
    pub id: ErrorReportId,
    /// The case that it is about.
    pub case: CaseId,
    /// The organisation that reports it; the other side are the owners of the case.
    pub reporting: Cvr,
    /// Who reported it; only told to readers of the same organisation.
    pub author: Option<PersonId>,
    /// Path of the field or section at fault, `story.solution`; none of the record as a whole.
    pub field: Option<String>,
    /// Markdown, 1-4,000 characters.
    pub text: String,
    /// When it was reported.
    pub reported_at: DateTime<Utc>,
    /// The last day on which the owners answer in time.
    pub due_on: NaiveDate,
    /// Whether that day has passed without an answer, as of the reading.
    #[serde(default)]
    pub overdue: bool,
    /// What the owners answered; none while it is open.
    pub resolution: Option<ErrorResolution>,
}

/// The open error reports of a case, for readers of an owner organisation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenErrorReports {
    /// How many.
    pub count: u32,
    /// The day on which the first of them is due.
    pub due_on: Option<NaiveDate>,
}
