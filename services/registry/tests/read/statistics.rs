//! Figures across cases, now and as they were.

use case::access::{Principal, Role};
use case::{Command, Event};
use chrono::TimeDelta;
use registry::read::ReadError;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    Direction, GainDefinition, GainId, GainKind, Measurement, MeasurementId, Phase, Recurrence,
    Section, StatisticsDimension, Unit, Visibility, Workload,
};

use crate::world::{World, aarhus, case_id, colleague, editor, person, randers, registration};

fn coordinator() -> Principal {
    person(20, aarhus(), &[Role::Coordinator])
}

fn estimate(occurrences: i32) -> Section {
    Section::Workload(Workload {
        occurrences_per_year: Some(occurrences),
        seconds_per_occurrence: Some(720),
        automation_degree_percent: Some(70),
        ..Workload::default()
    })
}

async fn measure(world: &World, number: u128, unit: Unit, value: Decimal) {
    let gain = GainId(Uuid::from_u128(number));
    let definition = GainDefinition {
        kind: GainKind::Time,
        metric: "Sparet".to_owned(),
        unit,
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
    };
    let definition = Box::new(definition);
    world.command(case_id(2), &colleague(), Command::DefineGain { gain, definition }).await;
    let measured = Box::new(Measurement { value: Some(value), ..Measurement::default() });
    let measurement = MeasurementId(Uuid::from_u128(number));
    let command = Command::MeasureGain { gain, measurement, measured };
    world.command(case_id(2), &colleague(), command).await;
}

#[tokio::test]
async fn expected_and_measured_stand_apart_per_region_and_phase_with_those_without() {
    apart(World::sqlite().await).await;
}

pub async fn apart(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    world.describe(case_id(1), estimate(4000)).await;
    world.reuse(case_id(2), case_id(1), Visibility::Public).await;
    measure(&world, 1, Unit::Hours, Decimal::new(12_345, 2)).await;
    measure(&world, 2, Unit::Kroner, Decimal::from(-1000)).await;
    world.register(case_id(3), "Uden tal", Visibility::Organisation).await;
    let begun = registration(aarhus(), "Ukendt sted", Visibility::Public);
    world.command(case_id(4), &editor(), Command::Register(Box::new(begun))).await;
    world.command(case_id(4), &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    world.fold().await;

    let by = [StatisticsDimension::Region, StatisticsDimension::Phase];
    let statistics = world.reader.statistics(&coordinator(), &by, None).await.unwrap();

    let total = &statistics.total;
    assert_eq!((total.cases, total.organisations), (3, 3));
    assert_eq!(total.expected_hours_per_year, Some(Decimal::from(560)));
    assert_eq!((total.cases_with_expected_hours, total.cases_without_expected_hours), (1, 2));
    assert_eq!(total.measured_hours_per_year, Some(Decimal::new(12_345, 2)));
    assert_eq!((total.cases_with_measured_hours, total.cases_without_measured_hours), (1, 2));
    assert_eq!(total.expected_kroner_per_year, None);
    assert_eq!(total.measured_kroner_per_year, Some(Decimal::from(-1000)));
    assert_eq!((total.reuses, total.reuses_in_use), (1, 1));
    let cells: Vec<_> = statistics
        .cells
        .iter()
        .map(|cell| (cell.values[0].as_deref(), cell.values[1].as_deref(), cell.figures.cases))
        .collect();
    assert_eq!(cells, [(None, Some("pre_analysis"), 1), (Some("midtjylland"), Some("idea"), 2)]);
    let four = [StatisticsDimension::Region; 4];
    let refused = world.reader.statistics(&coordinator(), &four, None).await;
    assert!(matches!(refused, Err(ReadError::Invalid(_))));
}

#[tokio::test]
async fn figures_as_of_a_past_moment_are_as_they_were_and_as_widely_shared() {
    as_of(World::sqlite().await).await;
}

pub async fn as_of(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Organisation).await;
    world.describe(case, estimate(4000)).await;
    let before = world.now();
    world.fold().await;
    world.share(case, Visibility::Members).await;
    let shared = world.now();
    world.describe(case, estimate(2000)).await;
    let revised = world.now();
    world.command(case, &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    world.share(case, Visibility::Organisation).await;
    let closed = world.now();
    world.fold().await;

    let hours = async |by: &Principal, at| {
        let statistics = world.reader.statistics(by, &[], at).await.unwrap();
        (statistics.total.cases, statistics.total.expected_hours_per_year)
    };
    let instant = TimeDelta::microseconds(1);
    let coordinator = coordinator();
    assert_eq!(hours(&coordinator, Some(before)).await, (0, None));
    assert_eq!(hours(&coordinator, Some(shared - instant)).await, (0, None));
    assert_eq!(hours(&coordinator, Some(shared)).await, (1, Some(560.into())));
    assert_eq!(hours(&coordinator, Some(revised - instant)).await, (1, Some(560.into())));
    assert_eq!(hours(&coordinator, Some(revised)).await, (1, Some(280.into())));
    assert_eq!(hours(&coordinator, Some(closed)).await, (0, None));
    assert_eq!(hours(&coordinator, None).await, (0, None));
    let own = person(21, randers(), &[Role::Reader]);
    assert_eq!(hours(&own, Some(before)).await, (1, Some(560.into())));
    assert_eq!(hours(&own, Some(closed)).await, (1, Some(280.into())));
    assert_eq!(hours(&own, None).await, hours(&own, Some(closed)).await);
    assert_eq!(hours(&own, Some(before - TimeDelta::days(1))).await, (0, None));
}

#[tokio::test]
async fn thirds_of_hours_are_summed_exactly_before_they_are_rounded() {
    let world = World::sqlite().await;
    for number in 1..=3 {
        world.register(case_id(number), "Robot", Visibility::Public).await;
        let workload = Workload {
            occurrences_per_year: Some(1),
            seconds_per_occurrence: Some(12),
            automation_degree_percent: Some(100),
            ..Workload::default()
        };
        world.describe(case_id(number), Section::Workload(workload)).await;
    }
    world.fold().await;
    let statistics = world.reader.statistics(&Principal::Anonymous, &[], None).await.unwrap();
    // Each is a three-hundredth of an hour; rounded before the sum they would be nothing.
    assert_eq!(statistics.total.expected_hours_per_year, Some(Decimal::new(1, 2)));
    assert_eq!(statistics.cells, []);
}

#[tokio::test]
async fn several_changes_in_one_append_leave_one_span() {
    one_span(World::sqlite().await).await;
}

pub async fn one_span(world: World) {
    world.register(case_id(1), "Robot", Visibility::Public).await;
    let phase = |from, to| Event::PhaseChanged { from, to };
    let events = [
        phase(Phase::Idea, Phase::PreAnalysis),
        phase(Phase::PreAnalysis, Phase::Specification),
        phase(Phase::Specification, Phase::Development),
    ];
    world.append(format!("case-{}", case_id(1)), &editor(), &events).await;
    world.fold().await;
    let by = [StatisticsDimension::Phase];
    for at in [None, Some(world.now())] {
        let statistics = world.reader.statistics(&Principal::Anonymous, &by, at).await.unwrap();
        assert_eq!(statistics.cells.len(), 1);
        assert_eq!(statistics.cells[0].values, [Some("development".to_owned())]);
    }
}
