//! What statistics count of one case, computed from its state alone.

use std::collections::BTreeSet;

use case::Case;
use case::runs::RunMonths;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use vocabulary::{Gain, Measurement, Recurrence, ReuseDegree, Unit};

use super::beside::Beside;

/// Parts of an hour that a workload's estimate is exact in: seconds times percent.
const PARTS_OF_AN_HOUR: i64 = 360_000;

/// The figures of a case. Amounts are exact: hours are counted in 1/360,000 of an hour, so that
/// every estimate from a workload is whole and sums need no rounding before their end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CaseFigures {
    pub lead: String,
    pub kind: &'static str,
    pub phase: &'static str,
    pub status: &'static str,
    /// In parts of an hour.
    pub expected_hours: Option<Decimal>,
    /// In parts of an hour.
    pub measured_hours: Option<Decimal>,
    pub expected_kroner: Option<Decimal>,
    pub measured_kroner: Option<Decimal>,
    pub reuses: i64,
    pub reuses_in_use: i64,
    /// What they are split by beside what the cube is.
    pub beside: Beside,
    /// The access keys that opened the case with these figures.
    pub keys: BTreeSet<String>,
}

impl CaseFigures {
    /// The figures of a registered case; none of one that is not, or is deleted.
    ///
    /// Expected hours are those of the yearly gains in hours where any states some, and else the
    /// estimate from the workload. Measured hours are the latest measurement with a value of each
    /// such gain, or what robots reported, and never both. Kroner are the same of gains in kroner. Of a range the lower end counts, so
    /// that no total promises more than was said.
    pub fn of(case: &Case, runs: &RunMonths) -> Option<Self> {
        let lead = case.lead.filter(|_| case.exists() && case.deleted_at.is_none())?;
        let estimated = case.workload.manual_seconds_per_year().and_then(|seconds| {
            let degree = case.workload.automation_degree_percent?;
            Some(Decimal::from(seconds.checked_mul(i64::from(degree))?))
        });
        let stated = measured(case, Unit::Hours).and_then(parts);
        let in_use = |degree| matches!(degree, ReuseDegree::InUse | ReuseDegree::JointOperation);
        let reuses_in_use = case.reuses.iter().filter(|reuse| in_use(reuse.degree)).count();
        Some(Self {
            lead: lead.to_string(),
            kind: case.basics.kind.name(),
            phase: case.phase.name(),
            status: case.status.name(),
            expected_hours: expected(case, Unit::Hours).and_then(parts).or(estimated),
            measured_hours: runs.counted(stated, measured_until(case, Unit::Hours)),
            expected_kroner: expected(case, Unit::Kroner),
            measured_kroner: measured(case, Unit::Kroner),
            reuses: i64::try_from(case.reuses.len()).unwrap_or(i64::MAX),
            reuses_in_use: i64::try_from(reuses_in_use).unwrap_or(i64::MAX),
            beside: Beside::of(case),
            keys: case.facts().statistics_keys(),
        })
    }
}

/// Parts of an hour as hours, rounded to two decimals: only for what is shown at the end.
pub(super) fn hours(parts: Decimal) -> Decimal {
    in_hours(parts).round_dp(2)
}

/// Parts of an hour as hours, as exactly as can be.
pub(super) fn in_hours(parts: Decimal) -> Decimal {
    parts / Decimal::from(PARTS_OF_AN_HOUR)
}

fn parts(hours: Decimal) -> Option<Decimal> {
    hours.checked_mul(Decimal::from(PARTS_OF_AN_HOUR))
}

fn yearly(case: &Case, unit: Unit) -> impl Iterator<Item = &Gain> {
    case.gains.iter().filter(move |gain| {
        gain.definition.unit == unit && gain.definition.recurrence == Recurrence::PerYear
    })
}

fn expected(case: &Case, unit: Unit) -> Option<Decimal> {
    sum(yearly(case, unit).filter_map(|gain| gain.definition.expected?.value))
}

fn measured(case: &Case, unit: Unit) -> Option<Decimal> {
    sum(yearly(case, unit).filter_map(latest).filter_map(|measurement| measurement.value))
}

/// The last day that any of these figures covers; none where no days are stated.
fn measured_until(case: &Case, unit: Unit) -> Option<NaiveDate> {
    yearly(case, unit).filter_map(latest).filter_map(last_day).max()
}

/// None of nothing, for "not stated" is not zero. Beyond what can be counted exactly there is no
/// figure; the limits of an amount keep every case far from there.
fn sum(amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.map(Some).reduce(|sum, amount| sum?.checked_add(amount?)).flatten()
}

/// The measurement with a value that covers the latest days; of those without days and of equals the
/// one recorded last.
fn latest(gain: &Gain) -> Option<&Measurement> {
    gain.measurements
        .iter()
        .map(|recorded| &recorded.measurement)
        .filter(|measurement| measurement.value.is_some())
        .max_by_key(|measurement| last_day(measurement))
}

fn last_day(measurement: &Measurement) -> Option<NaiveDate> {
    measurement.period.map(|period| period.to).or(measurement.measured_on)
}

#[cfg(test)]
mod tests {
    use case::Case;
    use case::runs::RunMonths;
    use rust_decimal::Decimal;
    use uuid::Uuid;
    use vocabulary::{
        CaseId, DateRange, Direction, Figure, Gain, GainDefinition, GainId, GainKind, Measurement,
        MeasurementId, Qualifier, RecordedMeasurement, Recurrence, Unit, Workload,
    };

    use super::{CaseFigures, hours};

    fn registered() -> Case {
        Case {
            id: Some(CaseId(Uuid::from_u128(1))),
            lead: Some("29189668".parse().unwrap()),
            workload: Workload {
                occurrences_per_year: Some(4000),
                seconds_per_occurrence: Some(720),
                automation_degree_percent: Some(70),
                ..Workload::default()
            },
            ..Case::default()
        }
    }

    fn gain(unit: Unit, recurrence: Recurrence, expected: Option<i64>) -> Gain {
        let figure = |value: i64| Figure {
            value: Some(value.into()),
            upper: Some((value * 2).into()),
            out_of: None,
            qualifier: Qualifier::Range,
        };
        Gain {
            id: GainId(Uuid::from_u128(1)),
            definition: GainDefinition {
                kind: GainKind::Time,
                metric: "Timer".to_owned(),
                unit,
                unit_label: None,
                direction: Direction::MoreIsBetter,
                baseline: None,
                expected: expected.map(figure),
                recurrence,
                per: None,
                note: None,
                over_months: None,
                threshold: None,
                compared_with: None,
            },
            measurements: Vec::new(),
        }
    }

    fn measured(value: Option<i64>, last_day: Option<&str>) -> RecordedMeasurement {
        let day = |text: &str| text.parse().unwrap();
        let period = last_day.map(|to| DateRange { from: day("2020-01-01"), to: day(to) });
        let value = value.map(Decimal::from);
        let measurement = Measurement { period, value, ..Measurement::default() };
        RecordedMeasurement { id: MeasurementId(Uuid::from_u128(1)), measurement }
    }

    #[test]
    fn the_workload_is_the_estimate_until_a_yearly_gain_in_hours_states_one() {
        let mut case = registered();
        let expected = |case: &Case| {
            CaseFigures::of(case, &RunMonths::default()).unwrap().expected_hours.map(hours)
        };
        assert_eq!(expected(&case), Some(Decimal::from(560)));

        case.gains = vec![
            gain(Unit::Hours, Recurrence::Once, Some(9)),
            gain(Unit::Kroner, Recurrence::PerYear, Some(9)),
            gain(Unit::Hours, Recurrence::PerYear, None),
        ];
        assert_eq!(expected(&case), Some(Decimal::from(560)));

        case.gains.push(gain(Unit::Hours, Recurrence::PerYear, Some(100)));
        case.gains.push(gain(Unit::Hours, Recurrence::PerYear, Some(11)));
        assert_eq!(expected(&case), Some(Decimal::from(111)), "the lower ends of the ranges");
    }

    #[test]
    fn what_is_not_stated_is_no_figure_and_zero_is_one() {
        let mut case = registered();
        case.workload = Workload::default();
        assert_eq!(CaseFigures::of(&case, &RunMonths::default()).unwrap().expected_hours, None);
        case.gains = vec![gain(Unit::Hours, Recurrence::PerYear, Some(0))];
        assert_eq!(
            CaseFigures::of(&case, &RunMonths::default()).unwrap().expected_hours,
            Some(Decimal::ZERO)
        );
        assert_eq!(CaseFigures::of(&Case::default(), &RunMonths::default()), None);
    }

    #[test]
    fn the_latest_days_count_and_of_equals_the_last_recorded() {
        let mut case = registered();
        let mut time = gain(Unit::Hours, Recurrence::PerYear, None);
        time.measurements = vec![measured(Some(1), None), measured(Some(2), None)];
        case.gains = vec![time.clone()];
        let result = |case: &Case| {
            CaseFigures::of(case, &RunMonths::default()).unwrap().measured_hours.map(hours)
        };
        assert_eq!(result(&case), Some(Decimal::from(2)));

        time.measurements = vec![
            measured(Some(3), Some("2026-12-31")),
            measured(Some(4), Some("2025-12-31")),
            measured(None, Some("2027-12-31")),
            measured(Some(5), None),
        ];
        case.gains = vec![time];
        assert_eq!(result(&case), Some(Decimal::from(3)));
    }
}
