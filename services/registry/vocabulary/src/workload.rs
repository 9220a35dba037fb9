//! How much work the process takes, and what automation is expected to take over.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The workload of a process. What is not known is left out and never counted as zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "WorkloadInput", complex))]
pub struct Workload {
    /// How often the process is done in a year, by all together.
    pub occurrences_per_year: Option<i32>,
    /// Seconds of work each time.
    pub seconds_per_occurrence: Option<i32>,
    /// How many employees do it. Enters no formula.
    pub employees: Option<i32>,
    /// The share that is expected to be automated, 0-100.
    pub automation_degree_percent: Option<i32>,
    /// Hours that development is expected to take.
    pub development_hours: Option<Decimal>,
    /// Where the figures come from.
    pub comment: Option<String>,
}

impl Workload {
    /// Seconds of manual work a year; none when an input is missing.
    pub fn manual_seconds_per_year(&self) -> Option<i64> {
        Some(i64::from(self.occurrences_per_year?) * i64::from(self.seconds_per_occurrence?))
    }

    /// `occurrences × seconds / 3600`, exact; none when an input is missing (domain, gains).
    pub fn manual_hours_per_year(&self) -> Option<Decimal> {
        Some(Decimal::from(self.manual_seconds_per_year()?) / Decimal::from(3600))
    }

    /// `manual hours × degree / 100`; none when an input is missing, never zero for "not stated".
    pub fn expected_hours_per_year(&self) -> Option<Decimal> {
        let degree = i64::from(self.automation_degree_percent?);
        Some(Decimal::from(self.manual_seconds_per_year()? * degree) / Decimal::from(360_000))
    }
}

/// The two estimates that follow from the figures.
#[cfg(feature = "graphql")]
#[async_graphql::ComplexObject]
impl Workload {
    /// `occurrences × seconds / 3600`, rounded to two decimals; null when an input is missing.
    #[graphql(name = "manualHoursPerYear")]
    async fn manual_hours(&self) -> Option<Decimal> {
        self.manual_hours_per_year().map(rounded)
    }

    /// Manual hours × degree / 100, rounded to two decimals; null when an input is missing.
    #[graphql(name = "expectedHoursPerYear")]
    async fn expected_hours(&self) -> Option<Decimal> {
        self.expected_hours_per_year().map(rounded)
    }
}

#[cfg(feature = "graphql")]
fn rounded(hours: Decimal) -> Decimal {
    hours.round_dp(2).normalize()
}

#[cfg(test)]
mod tests {
    use super::Workload;
    use rust_decimal::Decimal;

    fn workload(occurrences: Option<i32>, seconds: Option<i32>, degree: Option<i32>) -> Workload {
        Workload {
            occurrences_per_year: occurrences,
            seconds_per_occurrence: seconds,
            automation_degree_percent: degree,
            ..Workload::default()
        }
    }

    #[test]
    fn four_thousand_times_twelve_minutes_at_seventy_percent_is_560_of_800_hours() {
        let estimate = workload(Some(4000), Some(720), Some(70));
        assert_eq!(estimate.manual_hours_per_year(), Some(Decimal::from(800)));
        assert_eq!(estimate.expected_hours_per_year(), Some(Decimal::from(560)));
    }

    #[test]
    fn a_missing_input_is_not_stated_and_never_zero() {
        assert_eq!(workload(Some(4000), None, Some(70)).manual_hours_per_year(), None);
        assert_eq!(workload(Some(4000), Some(720), None).expected_hours_per_year(), None);
        assert_eq!(
            workload(Some(0), Some(720), Some(70)).expected_hours_per_year(),
            Some(Decimal::ZERO)
        );
    }
}
