//! Local superusers by KLE number: a case opens for them, and closes, when its numbers change.

use std::collections::BTreeSet;

use case::Command;
use case::access::{Principal, Role, Subject};
use registry::read::Slice;
use vocabulary::{Basics, CaseId, Internal, Section, Visibility};

use crate::world::{World, case_id, editor, person_id, randers, registration, syddjurs};

/// A local superuser of Randers whose role covers a number, and of its cases those of a department.
fn local(number: u128, kle: &str, unit: Option<&str>) -> Principal {
    let subject = Subject { kle: kle.parse().unwrap(), unit: unit.map(str::to_owned) };
    Principal::Person {
        id: person_id(number),
        organisation: randers(),
        roles: BTreeSet::from([Role::LocalSuperuser]),
        units: BTreeSet::new(),
        subjects: BTreeSet::from([subject]),
    }
}

async fn carries(world: &World, case: CaseId, numbers: &[&str]) {
    let kle = numbers.iter().map(|&number| number.to_owned()).collect();
    let basics = registration(randers(), "Robot", Visibility::Draft).basics;
    world.describe(case, Section::Basics(Basics { kle, ..basics })).await;
}

async fn belongs_to(world: &World, case: CaseId, unit: &str) {
    let internal = Internal { departments: vec![unit.to_owned()], ..Internal::default() };
    world.describe(case, Section::Internal(internal)).await;
}

/// What somebody is told of the one case there is: its row, list, search, count, and the deleted ones.
async fn told(world: &World, by: &Principal) -> [usize; 5] {
    let one = world.reader.case(by, case_id(1)).await.unwrap();
    let figures = world.reader.statistics(by, &[], None).await.unwrap();
    let gone = world.reader.deleted_cases(by, &Slice::first(10)).await.unwrap();
    [
        usize::from(one.is_some()),
        world.ids(by, "").await.len(),
        world.ids(by, "robot").await.len(),
        usize::try_from(figures.total.cases).unwrap(),
        gone.items.len(),
    ]
}

const THERE: [usize; 5] = [1, 1, 1, 1, 0];
const NOT_THERE: [usize; 5] = [0; 5];
const GONE: [usize; 5] = [0, 0, 0, 0, 1];

async fn keys_follow(world: World) {
    let care = local(11, "27.69", None);
    let (roads, both) = (local(12, "05", None), local(13, "27", Some("it")));
    world.register(case_id(1), "Robot", Visibility::Draft).await;
    world.fold().await;
    for by in [&care, &roads, &both] {
        assert_eq!(told(&world, by).await, NOT_THERE, "{by:?}");
    }

    carries(&world, case_id(1), &["27.69.40"]).await;
    world.fold().await;
    assert_eq!(told(&world, &care).await, THERE);
    assert_eq!(told(&world, &roads).await, NOT_THERE);
    assert_eq!(told(&world, &both).await, NOT_THERE, "it is of no department");

    belongs_to(&world, case_id(1), "it").await;
    world.fold().await;
    assert_eq!(told(&world, &both).await, THERE);

    carries(&world, case_id(1), &["05.01.10"]).await;
    world.fold().await;
    assert_eq!(told(&world, &care).await, NOT_THERE);
    assert_eq!(told(&world, &roads).await, THERE);
    assert_eq!(told(&world, &both).await, NOT_THERE, "the department alone does not do");
    let elsewhere = match roads.clone() {
        Principal::Person { id, roles, units, subjects, .. } => {
            Principal::Person { id, organisation: syddjurs(), roles, units, subjects }
        }
        other => other,
    };
    assert_eq!(told(&world, &elsewhere).await, NOT_THERE);

    let reason = "Til gange".to_owned();
    world.command(case_id(1), &editor(), Command::Delete { reason }).await;
    world.fold().await;
    assert_eq!(told(&world, &care).await, NOT_THERE);
    assert_eq!(told(&world, &roads).await, GONE);

    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
    assert_eq!(told(&world, &roads).await, GONE);
}

#[tokio::test]
async fn a_case_opens_and_closes_as_its_numbers_change() {
    keys_follow(World::sqlite().await).await;
}

#[tokio::test]
async fn and_so_on_postgresql() {
    keys_follow(World::postgres().await).await;
}
