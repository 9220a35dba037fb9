use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{CaseId, FieldRule, Qualifier, Refusal, RefusalCode, Run, Visibility};

use super::{Reported, RunMonths};
use crate::access::{Facts, Principal, Role};
use crate::event::Event;
use crate::testing::{case_id, cvr, lead, other_case_id, somebody};

const NOW: &str = "2027-03-15T12:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn facts() -> Facts {
    let visibility = Visibility::Organisation;
    Facts { id: Some(case_id()), lead: Some(lead()), visibility, ..Facts::default() }
}

fn robot(cases: Option<&[CaseId]>) -> Principal {
    let cases = cases.map(|cases| cases.iter().copied().collect());
    Principal::Robot { id: Uuid::from_u128(9), organisation: lead(), cases }
}

fn run(from: &str, to: &str) -> Run {
    Run {
        case: case_id(),
        robot: "Fakturarobot".to_owned(),
        external_id: "session-17".to_owned(),
        started_at: at(from),
        ended_at: at(to),
        items_done: 40,
        items_failed: 2,
        exception_minutes: Some("12.5".parse().unwrap()),
    }
}

fn yesterday() -> Run {
    run("2027-03-14T01:00:00Z", "2027-03-14T02:30:00Z")
}

fn reported(run: &Run) -> Result<Vec<Event>, Refusal> {
    Reported::default().report(&robot(None), &facts(), run, (Some(720), at(NOW)))
}

fn rules(run: &Run) -> Vec<(String, FieldRule)> {
    let problems = reported(run).unwrap_err().fields;
    problems.into_iter().map(|problem| (problem.field, problem.rule)).collect()
}

#[test]
fn a_run_is_taken_once_with_the_seconds_of_manual_work_at_that_time() {
    let events = reported(&yesterday()).unwrap();
    let Event::RunsReported { seconds_per_occurrence, .. } = &events[0] else { panic!() };
    assert_eq!(*seconds_per_occurrence, Some(720));
    let mut known = Reported::default();
    known.evolve(&events[0]);
    let again = |run: &Run, rate| known.report(&robot(None), &facts(), run, (rate, at(NOW)));
    assert_eq!(
        again(&yesterday(), Some(600)).unwrap(),
        [],
        "also when the case says otherwise now"
    );
    let others = [
        Run { items_done: 41, ..yesterday() },
        Run { exception_minutes: None, ..yesterday() },
        Run { ended_at: at("2027-02-28T23:00:00Z"), ..yesterday() },
    ];
    for other in others {
        assert_eq!(again(&other, Some(720)).unwrap_err().code, RefusalCode::RunConflict);
    }
}

#[test]
fn a_robot_reports_on_the_cases_that_its_token_names_and_on_no_others() {
    let code = |by: &Principal, facts: &Facts| {
        Reported::default().report(by, facts, &yesterday(), (None, at(NOW))).unwrap_err().code
    };
    let taken = Reported::default().report(
        &robot(Some(&[case_id()])),
        &Facts { visibility: Visibility::Draft, ..facts() },
        &yesterday(),
        (None, at(NOW)),
    );
    assert_eq!(taken.unwrap().len(), 1, "a draft that is named");

    let unknown = RefusalCode::CaseUnknown;
    assert_eq!(code(&robot(Some(&[other_case_id()])), &facts()), unknown);
    let foreign = Facts { lead: Some(cvr("29189978")), ..facts() };
    for visibility in [Visibility::Draft, Visibility::Members, Visibility::Public] {
        assert_eq!(code(&robot(None), &Facts { visibility, ..foreign.clone() }), unknown);
    }
    assert_eq!(code(&robot(None), &Facts { visibility: Visibility::Draft, ..facts() }), unknown);
    assert_eq!(code(&robot(None), &Facts { deleted: true, ..facts() }), unknown);
    assert_eq!(code(&robot(None), &Facts::default()), unknown);
}

#[test]
fn nobody_but_a_robot_reports_runs() {
    let superuser = somebody(1, lead(), &[Role::Superuser, Role::ApiAdministrator]);
    for by in [
        superuser,
        Principal::Job { name: "import".to_owned(), organisation: lead(), roles: [].into() },
    ] {
        let refused = Reported::default().report(&by, &facts(), &yesterday(), (None, at(NOW)));
        assert_eq!(refused.unwrap_err().code, RefusalCode::NotPermitted);
    }
}

#[test]
fn nonsense_of_clocks_and_counts_is_refused_by_field() {
    let of = |field: &str, rule| vec![(field.to_owned(), rule)];
    let backwards = run("2027-03-14T02:00:00Z", "2027-03-14T01:00:00Z");
    assert_eq!(rules(&backwards), of("endedAt", FieldRule::WrongOrder));
    let ahead = run("2027-03-15T12:00:00Z", "2027-03-15T12:06:00Z");
    assert_eq!(rules(&ahead), of("endedAt", FieldRule::OutOfRange));
    let long_ago = run("2022-03-15T11:59:59Z", "2022-03-15T12:30:00Z");
    assert_eq!(rules(&long_ago), of("startedAt", FieldRule::OutOfRange));
    let endless = run("2027-01-01T00:00:00Z", "2027-02-02T00:00:00Z");
    assert_eq!(rules(&endless), of("endedAt", FieldRule::OutOfRange));
    let negative = Run { items_done: -1, ..yesterday() };
    assert_eq!(rules(&negative), of("itemsDone", FieldRule::OutOfRange));
    let fine = Run { exception_minutes: Some("0.001".parse().unwrap()), ..yesterday() };
    assert_eq!(rules(&fine), of("exceptionMinutes", FieldRule::Malformed));
    let nameless = Run { robot: " ".to_owned(), external_id: String::new(), ..yesterday() };
    assert_eq!(rules(&nameless).len(), 2);
    assert!(reported(&run("2027-03-15T12:00:00Z", "2027-03-15T12:05:00Z")).is_ok());
    assert!(reported(&run("2022-03-15T12:00:00Z", "2022-03-15T12:00:00Z")).is_ok());
}

fn months(runs: &[(Run, Option<i32>)]) -> RunMonths {
    let mut months = RunMonths::default();
    for (run, rate) in runs {
        months.add(run, *rate);
    }
    months
}

#[test]
fn saved_is_items_times_manual_seconds_less_what_people_spent() {
    let shown = months(&[(yesterday(), Some(720))]).shown(Some(Decimal::from(560))).unwrap();
    // 40 × 720 s = 8 h, less 12.5 minutes.
    assert_eq!(shown.months[0].measured_hours, Some("7.79".parse().unwrap()));
    assert_eq!(shown.months[0].qualifier, Qualifier::Exact);
    assert_eq!(shown.months[0].seconds_per_occurrence, [720]);
    assert_eq!(shown.expected_hours_per_month, Some("46.67".parse().unwrap()));
    let worse = Run { items_done: 0, ..yesterday() };
    let shown = months(&[(worse, Some(720))]).shown(None).unwrap();
    assert_eq!(shown.measured_hours_per_year, Some("-0.21".parse().unwrap()), "that is a value");
}

#[test]
fn what_is_not_stated_is_never_zero_and_unsaid_exceptions_make_it_at_most() {
    let shown = months(&[(yesterday(), None)]).shown(None).unwrap();
    assert_eq!((shown.months[0].measured_hours, shown.measured_hours_per_year), (None, None));
    assert_eq!(shown.months[0].runs_without_seconds_per_occurrence, 1);
    let unsaid = Run { exception_minutes: None, ..yesterday() };
    let shown = months(&[(unsaid.clone(), Some(90))]).shown(None).unwrap();
    assert_eq!(shown.months[0].qualifier, Qualifier::AtMost);
    let without_failures = Run { items_failed: 0, ..unsaid };
    let shown = months(&[(without_failures, Some(90))]).shown(None).unwrap();
    assert_eq!(shown.months[0].qualifier, Qualifier::Exact);
}

#[test]
fn a_run_over_the_end_of_a_month_counts_where_it_ends_and_late_ones_where_they_belong() {
    let over = run("2027-01-31T23:50:00Z", "2027-02-01T00:10:00Z");
    let late = run("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z");
    let shown = months(&[(over, Some(60)), (late, Some(60))]).shown(None).unwrap();
    let days: Vec<(String, String)> =
        shown.months.iter().map(|month| (month.from.to_string(), month.to.to_string())).collect();
    let of = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(days, [of("2027-02-01", "2027-02-28"), of("2026-12-01", "2026-12-31")]);
}

fn each_month(first: &str, count: u32) -> RunMonths {
    let first: NaiveDate = first.parse().unwrap();
    let runs = (0..count).map(|month| {
        let day = first.checked_add_months(chrono::Months::new(month)).unwrap();
        let noon = format!("{day}T12:00:00Z");
        (Run { exception_minutes: None, items_done: 60, ..run(&noon, &noon) }, Some(60))
    });
    months(&runs.collect::<Vec<_>>())
}

#[test]
fn a_year_is_the_twelve_months_up_to_the_latest_and_no_more() {
    let year = |count| each_month("2025-01-10", count).year().unwrap();
    // 60 × 60 s is an hour a month.
    assert_eq!(year(3).saved_seconds, Some(Decimal::from(3 * 3600)));
    assert_eq!((year(3).is_whole, year(11).is_whole), (false, false));
    assert_eq!((year(12).is_whole, year(12).saved_seconds), (true, Some(Decimal::from(12 * 3600))));
    assert_eq!(year(30).saved_seconds, Some(Decimal::from(12 * 3600)));
    assert_eq!(year(30).to, "2027-06-30".parse().unwrap());
}

#[test]
fn stated_hours_and_runs_of_the_same_time_are_never_added() {
    let hour = Decimal::from(360_000);
    let stated = Some(hour * Decimal::from(410));
    let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
    let (few, year) = (each_month("2026-11-01", 2), each_month("2026-01-01", 12));
    assert_eq!(few.counted(None, None), Some(hour * Decimal::from(2)), "nothing else is known");
    assert_eq!(few.counted(stated, day("2025-12-31")), stated, "two months are no year");
    assert_eq!(year.counted(stated, day("2025-12-31")), Some(hour * Decimal::from(12)));
    assert_eq!(year.counted(stated, day("2026-12-31")), Some(hour * Decimal::from(12)));
    assert_eq!(year.counted(stated, day("2027-01-31")), stated, "somebody measured later");
    assert_eq!(RunMonths::default().counted(stated, None), stated);
    let unrated = months(&[(yesterday(), None)]);
    assert_eq!(unrated.counted(stated, None), stated);
    assert_eq!(unrated.counted(None, None), None);
}

proptest! {
    #[test]
    fn sums_are_exact_in_any_order(
        runs in prop::collection::vec(
            (0_i64..500, 0_i64..1_000_000, 0_i64..10_000_000, prop::option::of(0_i32..1_000_000)),
            1..40,
        ),
        turn in 0_usize..40,
    ) {
        let made: Vec<(Run, Option<i32>)> = runs.iter().map(|(day, done, hundredths, rate)| {
            let ended_at = at("2026-01-01T00:00:00Z") + chrono::TimeDelta::days(*day);
            let minutes = Some(Decimal::new(*hundredths, 2));
            let one = Run { ended_at, items_done: *done, exception_minutes: minutes, ..yesterday() };
            (one, *rate)
        }).collect();
        let mut turned = made.clone();
        turned.rotate_left(turn % made.len());
        prop_assert_eq!(months(&made), months(&turned));

        // Counted once more in hundredths of a second, in whole numbers.
        let total: i128 = runs.iter().filter_map(|(_, done, hundredths, rate)| {
            Some(i128::from(*done) * i128::from((*rate)?) * 100 - i128::from(*hundredths) * 60)
        }).sum();
        let summed: Decimal = months(&made).0.values().filter_map(super::MonthOfRuns::saved).sum();
        prop_assert_eq!(summed, Decimal::from_i128_with_scale(total, 2));
    }
}
