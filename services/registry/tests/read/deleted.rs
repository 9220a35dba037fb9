//! Deleted cases: gone for everybody, found by those who may restore them, and back as they were.

use case::Command;
use case::access::{Principal, Role};
use registry::read::{Changed, ReadError, Slice, What};
use vocabulary::{CaseId, ReuseSource, Visibility, Workload};
use vocabulary::{Section, StatisticsDimension::Phase};

use crate::world::{World, aarhus, case_id, colleague, editor, person, randers, syddjurs};

async fn delete(world: &World, case: CaseId) {
    let reason = "Registreret to gange".to_owned();
    world.command(case, &editor(), Command::Delete { reason }).await;
}

async fn restorable(world: &World, by: &Principal) -> Vec<CaseId> {
    let page = world.reader.deleted_cases(by, &Slice::first(10)).await.unwrap();
    page.items.iter().map(|listed| listed.item.id).collect()
}

/// Everybody who could see something of a case of Randers that all members may read.
fn everybody() -> [Principal; 6] {
    [
        Principal::Anonymous,
        editor(),
        colleague(),
        person(5, randers(), &[Role::Superuser]),
        person(6, randers(), &[Role::Reader]),
        person(7, aarhus(), &[Role::Coordinator]),
    ]
}

/// All that a reader can be told in connection with a case.
async fn told(world: &World, by: &Principal, case: CaseId) -> String {
    let (reader, all) = (&world.reader, Slice::first(10));
    let changed = Changed { case, revision: 1, edition: 1, what: What::Shared };
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        reader.case(by, case).await.unwrap(),
        world.ids(by, "").await,
        world.ids(by, "robot").await,
        reader.statistics(by, &[Phase], None).await.unwrap(),
        reader.history(by, case, &all).await.unwrap(),
        reader.comments(by, case, &all).await.unwrap(),
        reader.reusers(by, case, &all).await.unwrap(),
        reader.inbox(by, &all).await.unwrap(),
        reader.notice(by, &changed, false).await.unwrap(),
    )
}

async fn told_everybody(world: &World, case: CaseId) -> Vec<String> {
    let mut all = Vec::new();
    for by in everybody() {
        all.push(told(world, &by, case).await);
    }
    all
}

async fn discussed(world: &World, case: CaseId) {
    world.register(case, "Robot", Visibility::Members).await;
    world.follow(&colleague(), case).await;
    world.comment(&colleague(), case, 1, "Hvordan?").await;
    let workload = Workload {
        occurrences_per_year: Some(4000),
        seconds_per_occurrence: Some(720),
        automation_degree_percent: Some(70),
        ..Workload::default()
    };
    world.describe(case, Section::Workload(workload)).await;
}

#[tokio::test]
async fn a_deleted_case_is_told_of_like_one_that_never_was() {
    like_none(World::sqlite().await, World::sqlite().await).await;
}

pub async fn like_none(world: World, other: World) {
    let case = case_id(1);
    discussed(&world, case).await;
    world.fold().await;
    let before = told_everybody(&world, case).await;
    assert!(before[1].contains("Robot") && before[2].contains("Hvordan?"), "{before:?}");
    delete(&world, case).await;
    world.fold().await;
    other.fold().await;
    assert_eq!(told_everybody(&world, case).await, told_everybody(&other, case).await);
}

#[tokio::test]
async fn those_who_may_restore_it_find_it_and_it_comes_back_as_it_was() {
    restored(World::sqlite().await).await;
}

pub async fn restored(world: World) {
    let case = case_id(1);
    discussed(&world, case).await;
    world.fold().await;
    let outsiders = [Principal::Anonymous, colleague(), person(7, aarhus(), &[Role::Coordinator])];
    let mut before = Vec::new();
    for by in &outsiders {
        before.push(told(&world, by, case).await);
    }
    delete(&world, case).await;
    let deleted_at = world.now();
    world.fold().await;

    let superuser = person(5, randers(), &[Role::Superuser]);
    for by in [&editor(), &superuser] {
        let page = world.reader.deleted_cases(by, &Slice::first(10)).await.unwrap();
        let found = &page.items[0].item;
        assert_eq!((page.items.len(), found.id, found.deleted_at), (1, case, deleted_at));
        assert_eq!(
            (found.title.as_str(), found.reason.as_str()),
            ("Robot", "Registreret to gange")
        );
    }
    let reader = person(6, randers(), &[Role::Reader]);
    for by in outsiders.iter().chain([&reader, &person(8, syddjurs(), &[Role::Superuser])]) {
        assert_eq!(restorable(&world, by).await, []);
    }

    world.command(case, &superuser, Command::Restore).await;
    world.fold().await;
    assert_eq!(restorable(&world, &superuser).await, []);
    for (by, before) in outsiders.iter().zip(&before) {
        assert_eq!(told(&world, by, case).await, *before, "{by:?}");
    }
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn what_was_built_on_it_stays_and_hides_its_source() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Kilde", Visibility::Members).await;
    world.reuse(case_id(2), case_id(1), Visibility::Members).await;
    delete(&world, case_id(1)).await;
    world.fold().await;
    for by in [editor(), colleague()] {
        let reuser = world.reader.case(&by, case_id(2)).await.unwrap().unwrap();
        assert_eq!(reuser.public.reuses[0].source, ReuseSource::Hidden);
    }
    let by_reuser = world.reader.statistics(&colleague(), &[], None).await.unwrap();
    assert_eq!((by_reuser.total.cases, by_reuser.total.reuses), (1, 1));
}

#[tokio::test]
async fn figures_of_the_past_count_it_while_it_was_there() {
    past_figures(World::sqlite().await).await;
}

pub async fn past_figures(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    let there = world.now();
    world.register(case_id(2), "Robot", Visibility::Members).await;
    delete(&world, case).await;
    let gone = world.now();
    world.fold().await;
    world.command(case, &editor(), Command::Restore).await;
    let back = world.now();
    world.fold().await;
    for (at, cases) in [(there, 1), (gone, 1), (back, 2)] {
        let figures = world.reader.statistics(&colleague(), &[], Some(at)).await.unwrap();
        assert_eq!(figures.total.cases, cases, "{at}");
    }
}

#[tokio::test]
async fn the_deleted_are_paged_by_what_the_reader_may_restore() {
    let world = World::sqlite().await;
    for number in 1..=3 {
        world.register(case_id(number), "Robot", Visibility::Organisation).await;
        delete(&world, case_id(number)).await;
    }
    let secret = person(9, syddjurs(), &[Role::Superuser]);
    let other = crate::world::registration(syddjurs(), "Hemmelig", Visibility::Draft);
    world.command(case_id(4), &secret, Command::Register(Box::new(other))).await;
    world.fold().await;

    let first = world.reader.deleted_cases(&editor(), &Slice::first(2)).await.unwrap();
    assert!(first.has_next);
    let ids: Vec<_> = first.items.iter().map(|listed| listed.item.id).collect();
    assert_eq!(ids, [case_id(3), case_id(2)]);
    let after = |cursor: String| Slice { first: 2, after: Some(cursor) };
    let rest = world.reader.deleted_cases(&editor(), &after(first.items[1].cursor.clone())).await;
    let rest = rest.unwrap();
    assert_eq!((rest.items[0].item.id, rest.has_next), (case_id(1), false));
    for foreign in [case_id(4), case_id(5)] {
        let page =
            world.reader.deleted_cases(&editor(), &after(foreign.to_string())).await.unwrap();
        assert_eq!(page.items, [], "a foreign case and a missing one alike");
    }
    let odd = world.reader.deleted_cases(&editor(), &after("to".to_owned())).await;
    assert!(matches!(odd, Err(ReadError::InvalidCursor)));
}
