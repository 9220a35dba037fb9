//! What figures are split by, and the lists of cases behind them.

use case::Command;
use case::access::{Principal, Role};
use chrono::{DateTime, Utc};
use registry::read::{CaseFilter, CaseList, Slice};
use rust_decimal::Decimal;
use vocabulary::{
    Basics, CaseKind, CountedCases, CountedValue, Implementation, Phase, Section, StatisticsCell,
    StatisticsDimension, Status, SubjectArea, Visibility, Workload,
};

use crate::world::{World, case_id, colleague, editor, person, randers, syddjurs};

const DIMENSIONS: [StatisticsDimension; 15] = [
    StatisticsDimension::Organisation,
    StatisticsDimension::OrganisationKind,
    StatisticsDimension::Region,
    StatisticsDimension::SizeBand,
    StatisticsDimension::Phase,
    StatisticsDimension::Status,
    StatisticsDimension::Kind,
    StatisticsDimension::SubjectArea,
    StatisticsDimension::KleGroup,
    StatisticsDimension::Technology,
    StatisticsDimension::Vendor,
    StatisticsDimension::RegisteredYear,
    StatisticsDimension::RegisteredQuarter,
    StatisticsDimension::OperationYear,
    StatisticsDimension::OperationQuarter,
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
        (self.0 >> 33) % limit
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

fn basics(dice: &mut Dice) -> Section {
    let numbers = ["27.36.04", "27.00", "00.01.10", "81"].map(str::to_owned);
    Section::Basics(Basics {
        title: "Robot".to_owned(),
        summary: "En robot".to_owned(),
        kind: dice.one(&[CaseKind::Rpa, CaseKind::Ai, CaseKind::Other]),
        subject_areas: dice.some(&[SubjectArea::Social, SubjectArea::It, SubjectArea::Economy]),
        kle: dice.some(&numbers),
        ..Basics::default()
    })
}

fn implementation(dice: &mut Dice) -> Section {
    let names = ["UiPath", "uipath", "100 % egen_kode", "100 x egenxkode", r"C:\sti"];
    Section::Implementation(Implementation {
        technologies: dice.some(&names.map(str::to_owned)),
        vendor: dice.one(&[None, Some("Æble & Søn"), Some("Netcompany")]).map(str::to_owned),
        ..Implementation::default()
    })
}

fn workload(dice: &mut Dice) -> Section {
    Section::Workload(Workload {
        occurrences_per_year: i32::try_from(dice.below(9000)).ok(),
        seconds_per_occurrence: dice.one(&[None, Some(60)]),
        automation_degree_percent: Some(100),
        ..Workload::default()
    })
}

async fn change(world: &World, dice: &mut Dice, number: u128) {
    let phases = [Phase::PreAnalysis, Phase::Operation, Phase::Decommissioned];
    let visibilities = [Visibility::Organisation, Visibility::Members, Visibility::Public];
    let id = case_id(number);
    match dice.below(6) {
        0 => world.describe(id, basics(dice)).await,
        1 => world.describe(id, implementation(dice)).await,
        2 => world.describe(id, workload(dice)).await,
        3 => world.share(id, dice.one(&visibilities)).await,
        4 => {
            let status =
                Command::ChangeStatus { status: Status::Waiting, reason: Some("Nej".to_owned()) };
            world.command(id, &editor(), status).await;
        }
        _ => {
            // Some phases ask for more than is there; then nothing happens.
            let phase = Command::ChangePhase { phase: dice.one(&phases) };
            let _ = world.try_command(id, &editor(), phase).await;
        }
    }
}

/// How many cases the list behind a cell has.
async fn listed(
    world: &World,
    by: &Principal,
    (dimensions, cell): (&[StatisticsDimension], Option<&StatisticsCell>),
    as_of: DateTime<Utc>,
    search: &str,
) -> i32 {
    let keys = cell.into_iter().flat_map(|cell| cell.values.clone());
    let value = |(dimension, key)| CountedValue { dimension, key };
    let values = dimensions.iter().copied().zip(keys).map(value).collect();
    let counted = Some(CountedCases { as_of, values, shared: false });
    let filter = CaseFilter { counted, search: search.to_owned(), ..CaseFilter::default() };
    let list = CaseList { filter, count: true, slice: Slice::first(1), ..CaseList::default() };
    i32::try_from(world.list(by, &list).await.total.unwrap()).unwrap()
}

async fn every_list_is_its_figure(world: &World, by: &Principal, at: Option<DateTime<Utc>>) {
    let as_of = at.unwrap_or_else(|| world.now());
    let singles = DIMENSIONS.iter().map(|one| vec![*one]);
    let pairs = DIMENSIONS.iter().zip(DIMENSIONS.iter().skip(4)).map(|(a, b)| vec![*a, *b]);
    for dimensions in singles.chain(pairs) {
        let statistics = world.reader.statistics(by, &dimensions, at).await.unwrap();
        for cell in &statistics.cells {
            let count = listed(world, by, (&dimensions, Some(cell)), as_of, "").await;
            assert_eq!(count, cell.figures.cases, "{dimensions:?} {:?} {at:?}", cell.values);
        }
        let total = listed(world, by, (&[], None), as_of, "").await;
        assert_eq!(total, statistics.total.cases);
        let sum: i32 = statistics.cells.iter().map(|cell| cell.figures.cases).sum();
        let overlap = dimensions.iter().any(|dimension| dimension.has_several());
        assert!(if overlap { sum >= total } else { sum == total }, "{dimensions:?}");
    }
}

#[tokio::test]
async fn the_list_behind_every_figure_is_the_cases_that_were_counted() {
    lists(World::sqlite().await).await;
}

pub async fn lists(world: World) {
    let mut dice = Dice(4711);
    for number in 1..=12 {
        world.register(case_id(number), "Robot", Visibility::Organisation).await;
    }
    let mut moments = Vec::new();
    for step in 0..80 {
        let number = u128::from(dice.below(12) + 1);
        change(&world, &mut dice, number).await;
        if step % 40 == 20 {
            moments.push(world.now());
        }
    }
    world.fold().await;
    // She may read every case of the world at any time.
    let superuser = person(9, randers(), &[Role::Superuser]);
    for at in moments.iter().copied().map(Some).chain([None]) {
        every_list_is_its_figure(&world, &superuser, at).await;
    }
    let coordinator = person(20, syddjurs(), &[Role::Coordinator]);
    for by in [&coordinator, &colleague(), &Principal::Anonymous] {
        every_list_is_its_figure(&world, by, None).await;
    }
    // What was counted and closed since is in nobody's list who may not read it now.
    let then = world.reader.statistics(&coordinator, &[], Some(moments[0])).await.unwrap();
    assert!(listed(&world, &coordinator, (&[], None), moments[0], "").await <= then.total.cases);
    // A search within a figure finds what is in both.
    let found = listed(&world, &superuser, (&[], None), world.now(), "robot").await;
    assert_eq!(found, 12);
}

#[tokio::test]
async fn spellings_of_a_name_are_one_cell_under_one_of_them() {
    let world = World::sqlite().await;
    for (number, name) in [(1, "uipath"), (2, "UiPath")] {
        world.register(case_id(number), "Robot", Visibility::Public).await;
        let technologies = vec![name.to_owned()];
        let built = Implementation { technologies, ..Implementation::default() };
        world.describe(case_id(number), Section::Implementation(built)).await;
    }
    world.fold().await;
    let by = [StatisticsDimension::Technology];
    let told = world.reader.statistics(&Principal::Anonymous, &by, None).await.unwrap();
    assert_eq!(told.cells.len(), 1);
    assert_eq!(told.cells[0].names, [Some("UiPath".to_owned())]);
    assert_eq!(told.cells[0].figures.cases, 2);
}

#[tokio::test]
async fn per_inhabitant_counts_the_people_of_municipalities_once_and_only_their_cases() {
    let world = World::sqlite().await;
    for number in [1, 2] {
        world.register(case_id(number), "Robot", Visibility::Public).await;
    }
    // 100 hours a year, in Randers with its 98,000 people.
    let worked = Workload {
        occurrences_per_year: Some(100),
        seconds_per_occurrence: Some(3600),
        automation_degree_percent: Some(100),
        ..Workload::default()
    };
    world.describe(case_id(1), Section::Workload(worked)).await;
    let unknown = crate::world::registration(crate::world::aarhus(), "Robot", Visibility::Public);
    world.command(case_id(3), &editor(), Command::Register(Box::new(unknown))).await;
    world.fold().await;
    let told = world.reader.statistics(&Principal::Anonymous, &[], None).await.unwrap().total;
    let each = told.per_thousand_inhabitants.unwrap();
    assert_eq!((told.cases, told.organisations), (3, 2));
    assert_eq!((each.organisations, each.inhabitants), (1, 98_000));
    assert_eq!(each.cases, Decimal::new(2, 2), "two cases of 98,000, rounded");
    assert_eq!(each.expected_hours_per_year, Some(Decimal::new(102, 2)));
    assert_eq!(each.measured_hours_per_year, None);
    assert_eq!(
        (told.cases_without_figures, told.percent_without_figures),
        (2, Some(Decimal::new(667, 1)))
    );
}
