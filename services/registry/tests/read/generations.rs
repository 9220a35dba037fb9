//! Folding everything again beside what is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use platform::Shutdown;
use registry::log::EventLog;
use registry::read::{CaseFilter, CaseList, ReadModels, Reader, Slice};
use sea_orm::{ConnectionTrait, Database};
use vocabulary::{Section, Story, Visibility};

use crate::faults::{history, undisturbed};
use crate::world::{World, case_id, directory, editor};

/// When to give up, not how fast it must be.
const PATIENCE: Duration = Duration::from_mins(1);

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect(what);
}

/// Asks everything until told to stop: no answer may fail or be older than one before.
async fn read_on(reader: Reader, stop: Arc<AtomicBool>) -> usize {
    let (mut asked, mut before) = (0, [0; 4]);
    while !stop.load(Ordering::Relaxed) {
        let list = |search: &str| CaseList {
            filter: CaseFilter { search: search.to_owned(), ..CaseFilter::default() },
            slice: Slice::first(5),
            count: true,
            ..CaseList::default()
        };
        let all = reader.cases(&editor(), &list("")).await.unwrap();
        let found = reader.cases(&editor(), &list("robot")).await.unwrap();
        let one = reader.case(&editor(), case_id(1)).await.unwrap().unwrap();
        let figures = reader.statistics(&editor(), &[], None).await.unwrap();
        let count = |total: Option<u32>| u64::from(total.unwrap());
        let now = [
            count(all.total),
            count(found.total),
            one.internal.unwrap().revision,
            u64::try_from(figures.total.cases).unwrap(),
        ];
        for (before, now) in before.iter().zip(&now) {
            assert!(before <= now, "{before} before, {now} now");
        }
        (asked, before) = (asked + 1, now);
    }
    asked
}

/// Another process rebuilds while one writes, folds and answers.
pub async fn beside_reads(world: World) {
    history(&world).await;
    world.fold().await;
    let (shutdown, stop) = (Shutdown::new(), Arc::new(AtomicBool::new(false)));
    let log: Arc<dyn EventLog> = world.log.clone();
    let running = {
        let (models, shutdown, log) = (world.models.clone(), shutdown.clone(), log.clone());
        tokio::spawn(async move { models.run(log, shutdown).await })
    };
    let reading = tokio::spawn(read_on(world.reader.clone(), Arc::clone(&stop)));
    let other = ReadModels::open(&world.settings(), directory()).await.unwrap();
    let rebuilding = tokio::spawn(async move {
        other.rebuild(log.as_ref(), |_, _| {}).await.unwrap();
    });
    let mut number = 1_000;
    while world.reader.standing().generation == 1 || number < 1_020 {
        number += 1;
        world.register(case_id(number), "Robot", Visibility::Organisation).await;
        let story = Story { challenge: Some(format!("Nr. {number}")), ..Story::default() };
        world.describe(case_id(1), Section::Story(story)).await;
        let head = world.log.head().await.unwrap();
        world.reader.wait_to_find(head, PATIENCE).await.unwrap();
    }
    rebuilding.await.unwrap();
    stop.store(true, Ordering::Relaxed);
    assert!(reading.await.unwrap() > 1);
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    shutdown.trigger();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_read_fails_or_goes_back_while_all_is_folded_again_beside_writes() {
    beside_reads(World::sqlite().await).await;
}

#[tokio::test]
async fn what_somebody_uses_stays_until_they_have_gone_over() {
    let mut world = World::sqlite().await;
    history(&world).await;
    world.fold().await;
    let first = world.settings().url.replace("sqlite:", "") + ".1";
    let other = ReadModels::open(&world.settings(), directory()).await.unwrap();
    other.catch_up(world.log.as_ref()).await.unwrap();

    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    world.reopen().await;
    world.fold().await;

    assert_eq!(world.reader.standing().generation, 2);
    assert!(other.reader().case(&editor(), case_id(1)).await.unwrap().is_some());
    assert!(std::path::Path::new(&first).exists());
    let (shutdown, log) = (Shutdown::new(), world.log.clone());
    let (reader, stop) = (other.reader(), shutdown.clone());
    let running = tokio::spawn(async move { other.run(log, stop).await });
    until("the other goes over", || reader.standing().generation == 2).await;
    until("what nobody uses is dropped", || !std::path::Path::new(&first).exists()).await;
    shutdown.trigger();
    running.await.unwrap();
}

#[tokio::test]
async fn what_a_rebuild_left_that_was_cut_off_goes_with_the_next() {
    let world = World::sqlite().await;
    history(&world).await;
    world.fold().await;
    let cut = world.models.rebuild(world.log.as_ref(), |_, _| {});
    assert!(tokio::time::timeout(Duration::from_millis(3), cut).await.is_err());

    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();

    let list = Database::connect(world.settings().url).await.unwrap();
    let left = "SELECT number FROM read_generations";
    let backend = list.get_database_backend();
    let left = list.query_all_raw(sea_orm::Statement::from_string(backend, left)).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn an_index_in_its_folder_goes_with_its_generation() {
    let mut world = World::sqlite().await;
    history(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let mut settings = world.settings();
    settings.search_folder = Some(folder.path().to_owned());
    std::fs::write(folder.path().join("42"), "of somebody else").unwrap();
    std::fs::create_dir(folder.path().join("43")).unwrap();
    world.models = ReadModels::open(&settings, directory()).await.unwrap();
    world.fold().await;

    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();

    world.reader = world.models.reader();
    assert_eq!(world.ids(&editor(), "robot").await.len(), 12);
    let mut left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let current = world.reader.standing().generation.to_string();
    assert_eq!(left, [current, "42".to_owned(), "43".to_owned()]);
}
