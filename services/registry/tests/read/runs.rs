//! What robots report: by month on the case, and in figures beside what people have stated.

use case::access::{Principal, Role};
use case::{Command, Event};
use chrono::{DateTime, Months, Utc};
use registry::read::Parked;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    CaseId, CaseRuns, DateRange, Direction, GainDefinition, GainId, GainKind, Measurement,
    MeasurementId, Recurrence, Run, Section, Unit, Visibility, Workload,
};

use crate::world::{World, aarhus, case_id, colleague, editor, person};

fn coordinator() -> Principal {
    person(20, aarhus(), &[Role::Coordinator])
}

/// A run of 60 items that takes a minute each by hand.
async fn ran(world: &World, case: CaseId, number: u128, ended_at: DateTime<Utc>) {
    let run = Run {
        case,
        robot: "Robot".to_owned(),
        external_id: number.to_string(),
        started_at: ended_at,
        ended_at,
        items_done: 60,
        items_failed: 0,
        exception_minutes: None,
    };
    let event = Event::RunsReported { run: Box::new(run), seconds_per_occurrence: Some(60) };
    world.append(format!("run-{}", Uuid::from_u128(number)), &editor(), &[event]).await;
}

fn day(text: &str) -> DateTime<Utc> {
    format!("{text}T12:00:00Z").parse().unwrap()
}

async fn shown(world: &World, by: &Principal, case: CaseId) -> Option<CaseRuns> {
    world.reader.case(by, case).await.unwrap().unwrap().runs
}

async fn measured(world: &World, as_of: Option<DateTime<Utc>>) -> Option<Decimal> {
    let figures = world.reader.statistics(&coordinator(), &[], as_of).await.unwrap();
    figures.total.measured_hours_per_year
}

async fn state_hours(world: &World, case: CaseId, value: i64, year: &str) {
    let gain = GainId(Uuid::from_u128(1));
    let definition = Box::new(GainDefinition {
        kind: GainKind::Time,
        metric: "Sparet".to_owned(),
        unit: Unit::Hours,
        unit_label: None,
        direction: Direction::MoreIsBetter,
        baseline: None,
        expected: None,
        recurrence: Recurrence::PerYear,
        per: None,
        note: None,
        over_months: None,
        threshold: None,
        compared_with: None,
    });
    world.command(case, &editor(), Command::DefineGain { gain, definition }).await;
    let of = |end: &str| format!("{year}-{end}").parse().unwrap();
    let measured = Box::new(Measurement {
        value: Some(Decimal::from(value)),
        period: Some(DateRange { from: of("01-01"), to: of("12-31") }),
        ..Measurement::default()
    });
    let measurement = MeasurementId(Uuid::from_u128(1));
    world.command(case, &editor(), Command::MeasureGain { gain, measurement, measured }).await;
}

#[tokio::test]
async fn months_are_added_up_wherever_reports_come_in_and_whoever_reads_sees_them() {
    by_month(World::sqlite().await).await;
}

pub async fn by_month(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world
        .describe(
            case,
            Section::Workload(Workload {
                occurrences_per_year: Some(1_200),
                seconds_per_occurrence: Some(60),
                automation_degree_percent: Some(60),
                ..Workload::default()
            }),
        )
        .await;
    ran(&world, case, 1, day("2026-02-28")).await;
    world.fold().await;
    ran(&world, case, 2, day("2026-02-01")).await;
    ran(&world, case, 3, day("2025-12-31")).await;
    world.share(case, Visibility::Public).await;
    world.fold().await;

    for by in [editor(), colleague(), Principal::Anonymous] {
        let runs = shown(&world, &by, case).await.unwrap();
        let months: Vec<_> = runs
            .months
            .iter()
            .map(|month| (month.from.to_string(), month.runs, month.measured_hours))
            .collect();
        let of = |from: &str, runs, hours: i64| (from.to_owned(), runs, Some(hours.into()));
        assert_eq!(months, [of("2026-02-01", 2, 2), of("2025-12-01", 1, 1)], "{by:?}");
        assert_eq!(runs.measured_hours_per_year, Some(Decimal::from(3)));
        assert_eq!(runs.expected_hours_per_month, Some(Decimal::from(1)));
    }
    let view = world.reader.case(&editor(), case).await.unwrap().unwrap();
    assert_eq!(view.internal.unwrap().revision, 4, "reports are no revisions of the case");
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn figures_count_runs_or_what_is_stated_and_never_both_also_as_of_then() {
    never_both(World::sqlite().await).await;
}

pub async fn never_both(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.fold().await;
    assert_eq!(measured(&world, None).await, None);
    ran(&world, case, 1, day("2026-01-15")).await;
    world.fold().await;
    let first = world.now();
    assert_eq!(measured(&world, None).await, Some(Decimal::from(1)), "nothing else is known");

    state_hours(&world, case, 410, "2025").await;
    world.fold().await;
    let stated = world.now();
    assert_eq!(measured(&world, None).await, Some(Decimal::from(410)), "a month is no year");
    for month in 1..12 {
        let ended_at = day("2026-01-15").checked_add_months(Months::new(month)).unwrap();
        ran(&world, case, 1 + u128::from(month), ended_at).await;
    }
    world.fold().await;
    assert_eq!(measured(&world, None).await, Some(Decimal::from(12)), "a whole year is");
    assert_eq!(measured(&world, Some(first)).await, Some(Decimal::from(1)));
    assert_eq!(measured(&world, Some(stated)).await, Some(Decimal::from(410)));

    let deleted = Command::Delete { reason: "Slut".to_owned() };
    world.command(case, &editor(), deleted).await;
    world.fold().await;
    assert_eq!(measured(&world, None).await, None);
    world.command(case, &editor(), Command::Restore).await;
    world.fold().await;
    assert_eq!(measured(&world, None).await, Some(Decimal::from(12)), "nothing of it is lost");
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

/// Of a parked case only its lead keeps the keys, and a run must not give the others theirs back.
#[tokio::test]
async fn a_run_opens_no_case_that_is_parked() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.fold().await;
    let damaged = registry::log::NewEvent {
        id: Uuid::from_u128(77),
        kind: "PhaseChanged".to_owned(),
        schema: 1,
        data: b"{}".to_vec(),
    };
    world.raw(format!("case-{case}"), &editor(), vec![damaged]).await;
    world.fold().await;
    let parked: Vec<Parked> = world.models.parked().await.unwrap();
    assert_eq!(parked.len(), 1);
    assert_eq!(world.reader.case(&colleague(), case).await.unwrap(), None);

    ran(&world, case, 1, day("2026-01-15")).await;
    world.fold().await;
    assert_eq!(world.reader.case(&colleague(), case).await.unwrap(), None);
    assert_eq!(shown(&world, &editor(), case).await.unwrap().months.len(), 1);
}
