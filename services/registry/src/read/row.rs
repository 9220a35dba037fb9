//! A case as a row, with what lists of cases are sorted and narrowed by.

use std::collections::BTreeSet;

use case::Case;
use case::runs::RunMonths;
use chrono::{Datelike, NaiveDate};
use sea_orm::Value;
use vocabulary::{CaseId, ExternalKey, PersonRole};

use super::codes::numbers;
use super::fold::Touched;
use super::runs::kept;
use super::save::count;
use super::title_order::title_order;
use super::{figures, json};
use crate::log::Position;
use crate::search::{self, fold};

/// What lists of cases are sorted by: all of it is seen by everybody who may read the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Microseconds since 1970.
    pub changed_at: i64,
    pub title: Vec<u8>,
    pub phase: i64,
    /// 1 where no expected hours are stated, so that these come last.
    pub hours_missing: i64,
    /// Hundredths of an hour.
    pub hours: i64,
    /// In the order of [`vocabulary::Status`].
    pub status: i64,
    /// Microseconds since 1970: first shared, or registered where it never was.
    pub created_at: i64,
    /// In the order of [`vocabulary::Schedule`]; after all of them where none is stated.
    pub schedule: i64,
}

/// Stands for no schedule in the order of schedules.
pub(super) const NO_SCHEDULE: i64 = 100;

impl Order {
    /// The order of a case.
    pub fn of(case: &Case) -> Self {
        let stated = figures::CaseFigures::of(case, &RunMonths::default())
            .and_then(|figures| figures.expected_hours);
        let hundredths =
            stated.map(|parts| figures::hours(parts) * rust_decimal::Decimal::from(100));
        Self {
            changed_at: case.shared_changed_at.timestamp_micros(),
            title: title_order(&case.basics.title),
            phase: case.phase as i64,
            hours_missing: i64::from(stated.is_none()),
            status: case.status as i64,
            created_at: case.shared_at.unwrap_or(case.registered_at).timestamp_micros(),
            schedule: case.implementation.schedule.map_or(NO_SCHEDULE, |it| it as i64),
            hours: hundredths.and_then(|hours| i64::try_from(hours.round()).ok()).unwrap_or(0),
        }
    }
}

pub(super) fn case_row(id: CaseId, position: Position, touched: &Touched) -> Vec<Value> {
    let case = &touched.case;
    let order = Order::of(case);
    let (figures_position, figures_from) = touched.spans.kept();
    vec![
        id.0.into(),
        count(case.revision),
        count(case.edition.into()),
        count(position),
        count(touched.shared_position),
        json(case).into(),
        case.phase.name().into(),
        order.phase.into(),
        case.status.name().into(),
        case.basics.kind.name().into(),
        case.visibility.name().into(),
        order.title.into(),
        order.changed_at.into(),
        order.hours_missing.into(),
        order.hours.into(),
        count(figures_position),
        figures_from.into(),
        day(case.review_on()),
        kept(&touched.runs),
        case.lead.map(|lead| lead.to_string()).into(),
        order.status.into(),
        order.created_at.into(),
        order.schedule.into(),
        case.implementation.schedule.map(|it| search::name(&it)).into(),
        case.implementation.vendor.as_deref().map(fold).into(),
        i64::from(search::says_something(case.basics.kla.as_deref())).into(),
        i64::from(case.basics.sep_mep).into(),
        case.basics.affects_citizens.map(i64::from).into(),
        case.basics.affects_companies.map(i64::from).into(),
        i64::from(search::is_measured(&case.gains)).into(),
        day(case.operation.in_operation_since),
    ]
}

pub(super) fn label_rows(id: CaseId, case: &Case) -> Vec<Vec<Value>> {
    let owners = case.lead.iter().chain(&case.joint_owners).map(|cvr| ("owner", cvr.to_string()));
    let lead = case.lead.iter().map(|cvr| ("lead", cvr.to_string()));
    let offered = case.lead_offered_to.iter().map(|cvr| ("offered", cvr.to_string()));
    let areas = case.basics.subject_areas.iter().map(|area| ("area", area.name().to_owned()));
    let technologies = case.implementation.technologies.iter();
    let technologies = technologies.map(|name| ("technology", search::fold(name)));
    let systems = case.implementation.systems.iter().map(|name| ("system", search::fold(name)));
    let kle = search::kle(&case.basics.kle).into_iter().map(|number| ("kle", number));
    let published =
        numbers(case).map(|(scheme, number)| ("number", format!("{}:{number}", scheme.name())));
    let reporters =
        case.people.iter().filter(|(_, as_what)| as_what.contains(&PersonRole::Reporter));
    let reporters = reporters.map(|(person, _)| ("reporter", person.to_string()));
    let predecessor = case.external_key.as_ref().and_then(ExternalKey::predecessor_id);
    let predecessor = predecessor.map(|id| ("predecessor", id.to_owned()));
    // A set, for a list may say the same twice.
    let labels: BTreeSet<(&str, String)> = owners
        .chain(lead)
        .chain(offered)
        .chain(areas)
        .chain(technologies)
        .chain(systems)
        .chain(kle)
        .chain(published)
        .chain(reporters)
        .chain(predecessor)
        .collect();
    labels.into_iter().map(|(kind, value)| vec![id.0.into(), kind.into(), value.into()]).collect()
}

fn day(day: Option<NaiveDate>) -> Value {
    day.map(|day| i64::from(day.num_days_from_ce())).into()
}
