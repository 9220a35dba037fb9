//! What organisations let be counted and do not share, quarters, leagues, and time to operation.

use case::access::{Principal, Role};
use case::counting::ToPublish;
use case::{Command, Event};
use chrono::TimeDelta;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    ContributedMeasure, Cvr, Implementation, Phase, Quarter, QuarterFigures, ReuseDegree, ReuseId,
    ReuseSource, Schedule, Section, StatisticsDimension, Visibility, Workload,
};

use crate::world::{World, aarhus, case_id, cvr, person, randers, registration, syddjurs};

fn coordinator() -> Principal {
    person(20, aarhus(), &[Role::Coordinator])
}

/// A case of an organisation with so many expected hours a year.
async fn register(world: &World, number: u128, lead: Cvr, hours: i32, visibility: Visibility) {
    let mut begun = registration(lead, "Hemmelig", visibility);
    begun.sections = vec![workload(hours)];
    let by = person(number, lead, &[Role::Superuser]);
    world.command(case_id(number), &by, Command::Register(Box::new(begun))).await;
}

fn workload(hours: i32) -> Section {
    Section::Workload(Workload {
        occurrences_per_year: Some(hours),
        seconds_per_occurrence: Some(3600),
        automation_degree_percent: Some(100),
        ..Workload::default()
    })
}

async fn consent(world: &World, organisation: Cvr, counted: bool) {
    let by = person(30, organisation, &[Role::Administrator]);
    let changed = Event::StatisticsConsentChanged { organisation, counted };
    world.append(format!("organisation-{organisation}"), &by, &[changed]).await;
}

/// Cases and expected hours that are told of beside the total.
async fn told(world: &World, by: &Principal) -> (Option<i32>, Option<Decimal>) {
    world.fold().await;
    let contributed = world.reader.contributed(by, world.now()).await.unwrap();
    let of = |measure| contributed.iter().find(|one| one.measure == measure);
    let cases = of(ContributedMeasure::Cases).map(|one| one.cases);
    (cases, of(ContributedMeasure::ExpectedHours).and_then(|one| one.amount))
}

#[tokio::test]
async fn what_is_not_shared_is_counted_by_consent_of_three_and_told_to_coordinators_alone() {
    by_consent(World::sqlite().await).await;
}

pub async fn by_consent(world: World) {
    let organisations = [randers(), syddjurs(), aarhus(), cvr("29189897")];
    for (number, organisation) in (1..).zip(organisations) {
        register(&world, number, organisation, 100, Visibility::Organisation).await;
        register(&world, number + 10, organisation, 7, Visibility::Draft).await;
        register(&world, number + 20, organisation, 9, Visibility::Members).await;
    }
    assert_eq!(told(&world, &coordinator()).await, (None, None), "nobody has opted in");
    for organisation in &organisations[..2] {
        consent(&world, *organisation, true).await;
        assert_eq!(told(&world, &coordinator()).await, (None, None), "of two it is withheld");
    }
    consent(&world, organisations[2], true).await;
    let before = world.now();
    assert_eq!(told(&world, &coordinator()).await, (Some(3), Some(300.into())));

    // A fourth, and the change of one, would be told by subtraction.
    consent(&world, organisations[3], true).await;
    assert_eq!(told(&world, &coordinator()).await, (Some(3), Some(300.into())));
    for (number, organisation) in (1..).zip(&organisations[..3]) {
        let by = person(number, *organisation, &[Role::Superuser]);
        let command = Command::DescribeSection { section: Box::new(workload(150)) };
        world.command(case_id(number), &by, command).await;
    }
    // Four have new amounts by now, but only one a case that was never counted.
    assert_eq!(told(&world, &coordinator()).await, (Some(3), Some(300.into())));
    for (number, organisation) in (31..).zip(&organisations[..2]) {
        register(&world, number, *organisation, 1, Visibility::Organisation).await;
    }
    assert_eq!(told(&world, &coordinator()).await, (Some(6), Some(552.into())));
    let as_of = world.reader.contributed(&coordinator(), before).await.unwrap();
    assert_eq!(as_of[0].cases, 3, "as it was told then");

    let total = world.reader.statistics(&coordinator(), &[], None).await.unwrap().total;
    assert_eq!(
        (total.cases, total.expected_hours_per_year),
        (4, Some(36.into())),
        "what is shared"
    );
    for by in [Principal::Anonymous, person(1, randers(), &[Role::Superuser, Role::Administrator])]
    {
        assert_eq!(told(&world, &by).await, (None, None));
    }
    let consents = world.reader.consents(&person(5, randers(), &[Role::Reader])).await.unwrap();
    assert_eq!(consents, Some(true));

    consent(&world, randers(), false).await;
    assert_eq!(told(&world, &coordinator()).await, (None, None), "until it may be told again");
}

#[tokio::test]
async fn a_published_quarter_stays_as_it_was_and_a_correction_beside_it() {
    published(World::sqlite().await).await;
}

pub async fn published(world: World) {
    register(&world, 1, randers(), 100, Visibility::Members).await;
    register(&world, 2, syddjurs(), 50, Visibility::Organisation).await;
    world.fold().await;
    let quarter = Quarter::of(world.now());
    let publish = async |reason: &str, edition| {
        let figures = world.reader.quarter_figures(&coordinator(), quarter).await.unwrap();
        let figures = Box::new(QuarterFigures { as_of: quarter.last_moment(), ..figures });
        let asked = ToPublish { quarter, reason: reason.to_owned(), figures };
        let published = Event::QuarterPublished {
            quarter,
            edition,
            reason: Some(asked.reason).filter(|reason| !reason.is_empty()),
            figures: asked.figures,
        };
        world.append(format!("quarter-{quarter}"), &coordinator(), &[published]).await;
        world.fold().await;
    };
    publish("", 1).await;
    register(&world, 3, randers(), 11, Visibility::Public).await;
    world.fold().await;
    publish("Et tal manglede", 2).await;

    let member = person(7, syddjurs(), &[Role::Reader]);
    let read = async |edition| {
        let read = world.reader.published_quarter(&member, quarter, edition).await.unwrap();
        let read = read.unwrap();
        let figures = read.figures.unwrap();
        (read.edition, figures.total.cases, figures.tables.len())
    };
    assert_eq!(read(Some(1)).await, (1, 1, 10));
    assert_eq!(read(Some(2)).await, (2, 2, 10));
    assert_eq!(read(None).await.0, 2);
    let listed = world.reader.published_quarters(&member).await.unwrap();
    let reasons: Vec<_> = listed.iter().map(|one| (one.edition, one.reason.as_deref())).collect();
    assert_eq!(reasons, [(2, Some("Et tal manglede")), (1, None)]);
    assert!(listed.iter().all(|one| one.figures.is_none()));
    let stranger = &Principal::Anonymous;
    assert_eq!(world.reader.published_quarters(stranger).await.unwrap(), []);
    assert!(world.reader.published_quarter(stranger, quarter, None).await.unwrap().is_none());
    let before = quarter.before();
    assert!(world.reader.published_quarter(&member, before, None).await.unwrap().is_none());
}

#[tokio::test]
async fn quarters_in_a_row_tell_how_it_went_for_all_and_for_ones_own() {
    in_a_row(World::sqlite().await).await;
}

pub async fn in_a_row(world: World) {
    register(&world, 1, randers(), 100, Visibility::Members).await;
    register(&world, 2, syddjurs(), 50, Visibility::Public).await;
    register(&world, 3, syddjurs(), 50, Visibility::Organisation).await;
    world.fold().await;
    let by = person(7, randers(), &[Role::Reader]);
    let later = world.now() + TimeDelta::days(100);
    let points = world.reader.by_quarter(&by, 3, later).await.unwrap();
    let cases = |point: &vocabulary::QuarterPoint| {
        (point.all.cases, point.own.as_ref().map(|own| own.cases))
    };
    assert_eq!(
        points.iter().map(cases).collect::<Vec<_>>(),
        [(0, Some(0)), (2, Some(1)), (2, Some(1))]
    );
    assert_eq!(points[2].as_of, later);
    assert_eq!(points[1].quarter.next(), points[2].quarter);
    let stranger = world.reader.by_quarter(&Principal::Anonymous, 1, later).await.unwrap();
    assert_eq!(stranger.iter().map(cases).collect::<Vec<_>>(), [(1, None)]);
    assert!(world.reader.by_quarter(&by, 41, later).await.is_err());
}

async fn declare(world: &World, number: u128, lead: Cvr, source: u128, degree: ReuseDegree) {
    let by = person(number, lead, &[Role::Superuser]);
    let source = ReuseSource::Case { case: case_id(source), edition: 1 };
    let reuse = ReuseId(Uuid::from_u128(number));
    world.command(case_id(number), &by, Command::DeclareReuse { reuse, source, degree }).await;
}

#[tokio::test]
async fn a_league_counts_other_organisations_and_only_what_the_reader_may_read() {
    league(World::sqlite().await).await;
}

pub async fn league(world: World) {
    for (number, lead) in [(1, randers()), (2, randers()), (3, randers())] {
        register(&world, number, lead, 1, Visibility::Members).await;
    }
    let reusers = [
        (4, syddjurs(), 1, ReuseDegree::InUse, Visibility::Members),
        (5, syddjurs(), 1, ReuseDegree::Adapting, Visibility::Members),
        (6, aarhus(), 1, ReuseDegree::InUse, Visibility::Organisation),
        (7, aarhus(), 2, ReuseDegree::JointOperation, Visibility::Members),
        (8, aarhus(), 2, ReuseDegree::Inspired, Visibility::Members),
        (9, randers(), 2, ReuseDegree::InUse, Visibility::Members),
    ];
    for (number, lead, source, degree, visibility) in reusers {
        register(&world, number, lead, 1, visibility).await;
        declare(&world, number, lead, source, degree).await;
    }
    world.fold().await;
    let of = async |by: &Principal, places| {
        let league = world.reader.reuse_league(by, places).await.unwrap();
        let case = |one: &vocabulary::ReusedCase| (one.case, one.organisations, one.reuses);
        let organisations = league.organisations.iter();
        (
            league.cases.iter().map(case).collect::<Vec<_>>(),
            organisations.map(|one| (one.organisations, one.cases, one.reuses)).collect::<Vec<_>>(),
        )
    };
    let member = person(7, syddjurs(), &[Role::Reader]);
    let of_member = (vec![(case_id(1), 1, 2), (case_id(2), 1, 1)], vec![(2, 2, 3)]);
    assert_eq!(of(&member, 10).await, of_member);
    let colleague = person(8, aarhus(), &[Role::Reader]);
    let of_colleague = (vec![(case_id(1), 2, 3)], vec![(2, 2, 4)]);
    assert_eq!(of(&colleague, 1).await, of_colleague, "theirs too");
    assert_eq!(of(&Principal::Anonymous, 10).await, (vec![], vec![]));
}

#[tokio::test]
async fn time_to_operation_runs_from_registration_to_the_first_time_in_operation() {
    let world = World::sqlite().await;
    let by = |number| person(number, randers(), &[Role::Superuser]);
    let ready = Section::Implementation(Implementation {
        technologies: vec!["UiPath".to_owned()],
        schedule: Some(Schedule::Daily),
        ..Implementation::default()
    });
    let contact = Section::Contact(vocabulary::Contact {
        role: Some("Teamet".to_owned()),
        ..vocabulary::Contact::default()
    });
    for number in [1, 2, 3] {
        register(&world, number, randers(), 1, Visibility::Public).await;
        for section in [ready.clone(), contact.clone()] {
            let command = Command::DescribeSection { section: Box::new(section) };
            world.command(case_id(number), &by(number), command).await;
        }
    }
    let operate = Command::ChangePhase { phase: Phase::Operation };
    world.command(case_id(3), &by(3), operate.clone()).await;
    // A minute an event.
    for _ in 0..2 * 24 * 60 {
        world.pass();
    }
    world.command(case_id(1), &by(1), operate).await;
    world.fold().await;
    let dimensions = [StatisticsDimension::Phase];
    let times = world.reader.time_to_operation(&Principal::Anonymous, &dimensions, None).await;
    let times = times.unwrap();
    let told: Vec<_> = times
        .iter()
        .map(|one| (one.values.len(), one.cases, one.registered_afterwards, one.median_days))
        .collect();
    let days = Some(Decimal::from(2));
    assert_eq!(told, [(0, 1, 1, days), (1, 1, 1, days)]);
}
