//! What a search is narrowed by.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use vocabulary::{CaseFacet, CaseFilter, CaseId};

use super::analysis::fold;
use super::labels::name;

/// What a search is narrowed by, as the index knows it. What depends on the reader is in `owner`
/// and `cases`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of the values of each of these.
    pub(super) any: BTreeMap<CaseFacet, Vec<String>>,
    /// Within all of these.
    pub(super) spans: Vec<Span>,
    /// Owned by this organisation too.
    pub owner: Option<String>,
    /// Only these cases; none for all. An empty list finds nothing.
    pub cases: Option<Vec<CaseId>>,
}

/// A column with numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    ChangedAt,
    CreatedAt,
    ReviewDay,
    OperationDay,
}

/// Numbers of a column: from one, and before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub column: Column,
    pub from: Option<u64>,
    pub before: Option<u64>,
}

impl Filter {
    /// The part of a filter of cases that does not depend on who asks.
    pub fn of(asked: &CaseFilter) -> Self {
        let (from, to) = (asked.in_operation_from, asked.in_operation_to);
        let days = (from.map(day), to.map(|last| day(last) + 1));
        let micros = |at: chrono::DateTime<chrono::Utc>| micros(at.timestamp_micros());
        let spans = [
            (Column::ChangedAt, (asked.changed_since.map(micros), None)),
            (Column::CreatedAt, (asked.created_since.map(micros), None)),
            (Column::ReviewDay, (None, asked.overdue_on.map(day))),
            (Column::OperationDay, days),
        ];
        let spans = spans.into_iter().filter(|(_, (from, before))| from.or(*before).is_some());
        let spans = spans.map(|(column, (from, before))| Span { column, from, before });
        Self { any: values(asked), spans: spans.collect(), owner: None, cases: None }
    }
}

/// The values of each facet that a filter names.
fn values(asked: &CaseFilter) -> BTreeMap<CaseFacet, Vec<String>> {
    use CaseFacet as Of;
    let folded = |names: &[String]| names.iter().map(|it| fold(it)).collect::<Vec<_>>();
    let said = |it: Option<bool>| it.map(|it| it.to_string()).into_iter().collect::<Vec<_>>();
    let all = [
        (Of::Phase, names(&asked.phases)),
        (Of::Status, names(&asked.statuses)),
        (Of::Kind, names(&asked.kinds)),
        (Of::SubjectArea, names(&asked.subject_areas)),
        (Of::Technology, folded(&asked.technologies)),
        (Of::System, folded(&asked.systems)),
        (Of::Organisation, asked.organisations.iter().map(ToString::to_string).collect()),
        (Of::OrganisationKind, names(&asked.organisation_kinds)),
        (Of::Region, names(&asked.regions)),
        (Of::Vendor, folded(&asked.vendors)),
        (Of::Schedule, names(&asked.schedules)),
        (Of::Kle, asked.kle.clone()),
        (Of::Kla, said(asked.kla)),
        (Of::SepMep, said(asked.sep_mep)),
        (Of::AffectsCitizens, said(asked.affects_citizens)),
        (Of::AffectsCompanies, said(asked.affects_companies)),
        (Of::Visibility, names(&asked.visibilities)),
        (Of::MeasuredGains, said(asked.measured_gains)),
    ];
    all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

fn names<T: serde::Serialize>(values: &[T]) -> Vec<String> {
    values.iter().map(name).collect()
}

/// A day as a number.
pub(super) fn day(day: NaiveDate) -> u64 {
    u64::try_from(day.num_days_from_ce()).unwrap_or(0)
}

/// A moment as a number.
pub(super) fn micros(micros: i64) -> u64 {
    u64::try_from(micros).unwrap_or(0)
}
