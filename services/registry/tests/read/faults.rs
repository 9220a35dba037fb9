//! What must not matter: events twice, faults between pages, cancelled work, events that nobody can
//! read, another version.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use case::Command;
use case::access::Principal;
use platform::Shutdown;
use registry::log::EventLog;
use registry::read::ReadError;
use sea_orm::{ConnectionTrait, Database};
use vocabulary::{Phase, Section, Story, Visibility};

use crate::logs::{Habit, Odd};
use crate::world::{World, case_id, colleague, directory, editor};

/// How long to wait for what must come: when to give up, not how fast it must be.
const PATIENCE: Duration = Duration::from_mins(1);

/// A history in which everything happens that is folded.
pub async fn history(world: &World) {
    for number in 1..=6 {
        let id = case_id(number);
        world.register(id, &format!("Robot {number}"), Visibility::Organisation).await;
        world.share(id, Visibility::Members).await;
        world.follow(&colleague(), id).await;
        let story = Story { challenge: Some(format!("Svært {number}")), ..Story::default() };
        world.describe(id, Section::Story(story)).await;
        world.comment(&colleague(), id, number, "Hvordan?").await;
        world.reuse(case_id(100 + number), id, Visibility::Members).await;
        world.command(id, &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
        world.share(id, Visibility::Organisation).await;
    }
}

/// What the same log comes to when nothing goes wrong.
pub async fn undisturbed(world: &World) -> String {
    let other = World::sqlite().await;
    other.models.catch_up(world.log.as_ref()).await.unwrap();
    other.models.digest().await.unwrap()
}

#[tokio::test]
async fn the_same_events_twice_change_nothing() {
    let world = World::sqlite().await;
    history(&world).await;
    let stuttering = Odd { log: world.log.clone(), habit: Habit::Stutters(3) };

    world.models.catch_up(&stuttering).await.unwrap();

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn folding_goes_on_where_a_broken_log_left_it() {
    let mut world = World::sqlite().await;
    history(&world).await;
    for _ in 0..5 {
        let habit = Habit::Breaks(AtomicUsize::new(9));
        let broken = Odd { log: world.log.clone(), habit };
        let failed = world.models.catch_up(&broken).await;
        assert!(matches!(failed, Err(ReadError::Unavailable(_))));
        world.reopen().await;
    }
    assert_eq!(world.reader.position(), 0, "nothing is published before it is known again");

    world.fold().await;

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    assert_eq!(world.ids(&editor(), "robot").await.len(), 12, "the index was caught up too");
}

#[tokio::test]
async fn folding_that_is_cut_off_anywhere_leaves_whole_pages() {
    let mut world = World::sqlite().await;
    history(&world).await;
    let log = Odd { log: world.log.clone(), habit: Habit::Pages(4) };
    for micros in (0..24).map(|step| step * 900) {
        // Whether it was cut off or done is no matter: what it left must be whole.
        let _ =
            tokio::time::timeout(Duration::from_micros(micros), world.models.catch_up(&log)).await;
        world.reopen().await;
    }

    world.models.catch_up(&log).await.unwrap();

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn read_models_of_another_log_are_folded_again() {
    let mut world = World::sqlite().await;
    history(&world).await;
    world.fold().await;
    world.log = Arc::default();
    world.register(case_id(50), "Robot", Visibility::Public).await;

    world.fold().await;

    assert_eq!(world.ids(&Principal::Anonymous, "").await, [case_id(50)]);
    assert_eq!(world.ids(&editor(), "robot").await, [case_id(50)]);
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn read_models_of_other_versions_are_left_to_them_and_folded_beside() {
    let mut world = World::sqlite().await;
    history(&world).await;
    world.fold().await;
    let store = Database::connect(world.settings().url).await.unwrap();
    for older in [
        "UPDATE read_generations SET version = 0",
        "INSERT INTO read_generations VALUES (7, 1000000, 1)",
    ] {
        store.execute_unprepared(older).await.unwrap();
    }

    world.reopen().await;
    world.fold().await;

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    assert_eq!(world.reader.standing().generation, 8, "beside those of other versions");
}

#[tokio::test]
async fn what_was_where_the_list_of_generations_is_now_gives_way() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("read.db").display());
    let store = Database::connect(&url).await.unwrap();
    store.execute_unprepared("CREATE TABLE read_meta (name text, value text)").await.unwrap();
    let url = url.trim_end_matches("?mode=rwc").to_owned();
    let settings = registry::read::ReadSettings { url, search_folder: None };

    registry::read::ReadModels::open(&settings, directory()).await.unwrap();

    assert!(store.execute_unprepared("SELECT * FROM read_meta").await.is_err());
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_folded_again() {
    let mut world = World::sqlite().await;
    history(&world).await;
    world.fold().await;
    let address = world.settings().url;
    let path = format!("{}.1", address.strip_prefix("sqlite:").unwrap());
    let store = Database::connect(format!("sqlite:{path}")).await.unwrap();
    store.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(20_000).unwrap();

    world.reopen().await;
    world.fold().await;

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    assert!(std::path::Path::new(&format!("{path}.damaged")).exists());
}

#[tokio::test]
async fn indexes_are_made_at_the_end_of_the_log_and_by_the_next_one_where_that_was_cut_off() {
    let mut world = World::sqlite().await;
    history(&world).await;
    let address = world.settings().url;
    let path = format!("{}.1", address.strip_prefix("sqlite:").unwrap());
    let store = rusqlite::Connection::open(path).unwrap();
    let indexes = || -> i64 {
        let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
        store.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let needed_to_fold = indexes();
    world.fold().await;
    let all = indexes();
    assert!(all > needed_to_fold, "{all} and {needed_to_fold}");

    // Cut off: one in the middle is missing, and the one that is made last.
    let last = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        ORDER BY rowid DESC LIMIT 1";
    let last: String = store.query_row(last, [], |row| row.get(0)).unwrap();
    store.execute_batch(&format!("DROP INDEX read_inbox_1; DROP INDEX {last}")).unwrap();
    world.reopen().await;
    world.fold().await;
    assert_eq!(indexes(), all);
}

/// Two processes with one store: whoever comes first folds a page, and both can search it.
pub async fn two_fold_together(mut world: World) {
    history(&world).await;
    let first = world.models.clone();
    world.reopen().await;
    let log = Odd { log: world.log.clone(), habit: Habit::Pages(4) };

    let (one, other) = tokio::join!(first.catch_up(&log), world.models.catch_up(&log));

    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    assert_eq!(world.ids(&editor(), "robot").await.len(), 12);
    world.reader = first.reader();
    assert_eq!(world.ids(&editor(), "robot").await.len(), 12);
}

#[tokio::test]
async fn two_that_fold_the_same_store_come_to_what_one_comes_to() {
    two_fold_together(World::sqlite().await).await;
}

#[tokio::test]
async fn a_rebuild_tells_how_far_it_is() {
    let world = World::sqlite().await;
    history(&world).await;
    let log = Odd { log: world.log.clone(), habit: Habit::Pages(10) };
    let mut told = Vec::new();
    world.models.rebuild(&log, |done, all| told.push((done, all))).await.unwrap();
    let head = world.log.head().await.unwrap();
    assert_eq!(told.first(), Some(&(10, head)));
    assert_eq!(told.last(), Some(&(head, head)));
}

#[tokio::test]
async fn a_running_follower_makes_a_write_readable_and_waiting_for_more_ends() {
    let world = World::sqlite().await;
    let shutdown = Shutdown::new();
    let running = tokio::spawn({
        let (models, shutdown) = (world.models.clone(), shutdown.clone());
        let log: Arc<dyn EventLog> = world.log.clone();
        async move { models.run(log, shutdown).await }
    });
    let mut watched = world.reader.watch_changes();
    world.register(case_id(1), "Robot", Visibility::Members).await;
    let head = world.log.head().await.unwrap();

    world.reader.wait_for(head, PATIENCE).await.unwrap();
    assert_eq!(world.ids(&colleague(), "").await, [case_id(1)]);
    world.reader.wait_to_find(head, PATIENCE).await.unwrap();
    assert_eq!(world.ids(&colleague(), "robot").await, [case_id(1)]);

    let changed = watched.recv().await.unwrap();
    assert_eq!((changed.case, changed.edition), (case_id(1), 1));
    assert_eq!(world.reader.ready(), Ok(()));
    let instant = Duration::from_millis(1);
    let ahead = [
        world.reader.wait_for(head + 1, instant).await,
        world.reader.wait_to_find(head + 1, instant).await,
    ];
    assert!(ahead.iter().all(|ahead| matches!(ahead, Err(ReadError::Behind))));
    shutdown.trigger();
    running.await.unwrap();
}

#[tokio::test]
async fn an_organisation_that_gets_its_name_is_found_by_it() {
    let world = World::sqlite().await;
    let organisations = directory();
    let models = {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.keep().join("read.db").display());
        let settings = registry::read::ReadSettings { url, search_folder: None };
        let empty = registry::directory::Directory::default();
        (registry::read::ReadModels::open(&settings, empty.clone()).await.unwrap(), empty)
    };
    world.register(case_id(1), "Robot", Visibility::Members).await;
    let shutdown = Shutdown::new();
    let (models, names) = models;
    let reader = models.reader();
    let log: Arc<dyn EventLog> = world.log.clone();
    let stop = shutdown.clone();
    let running = tokio::spawn(async move { models.run(log, stop).await });
    reader.wait_for(1, PATIENCE).await.unwrap();

    names.replace(organisations.organisations().values().cloned().collect());

    let filter = registry::read::CaseFilter { search: "randers".to_owned(), ..Default::default() };
    let list = registry::read::CaseList { filter, ..Default::default() };
    let found = async {
        while reader.cases(&editor(), &list).await.unwrap().items.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, found).await.unwrap();
    shutdown.trigger();
    running.await.unwrap();
}
