//! Two processes on one store: one folds, the other answers all the same and takes over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use platform::Shutdown;
use registry::log::EventLog;
use registry::read::{ReadModels, Reader};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use vocabulary::Visibility;

use crate::faults::{history, undisturbed};
use crate::logs::{Habit, Odd};
use crate::world::{World, case_id, colleague, directory};

/// When to give up, not how fast it must be.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process with its read models.
struct Process {
    reader: Reader,
    shutdown: Shutdown,
    running: JoinHandle<()>,
}

impl Process {
    async fn start(world: &World, log: Arc<dyn EventLog>) -> Self {
        let models = ReadModels::open(&world.settings(), directory()).await.unwrap();
        let (reader, shutdown) = (models.reader(), Shutdown::new());
        let stop = shutdown.clone();
        let running = tokio::spawn(async move { models.run(log, stop).await });
        Self { reader, shutdown, running }
    }

    async fn stop(self) {
        self.shutdown.trigger();
        self.running.await.unwrap();
    }
}

/// Something happens, and each can read it.
async fn happens(world: &World, number: u128, processes: &[&Process]) {
    world.register(case_id(number), "Robot", Visibility::Members).await;
    let head = world.log.head().await.unwrap();
    for process in processes {
        process.reader.wait_to_find(head, PATIENCE).await.unwrap();
        assert!(process.reader.case(&colleague(), case_id(number)).await.unwrap().is_some());
    }
}

pub async fn one_folds(mut world: World) {
    history(&world).await;
    let one = Process::start(&world, world.log.clone()).await;
    let other = Process::start(&world, world.log.clone()).await;
    for number in 201..=220 {
        happens(&world, number, &[&one, &other]).await;
    }
    let folds = |process: &Process| process.reader.standing().folds;
    assert!(folds(&one) != folds(&other), "one folds and the other does not");
    let (folding, standing_by) = if folds(&one) { (one, other) } else { (other, one) };
    let mut watched = standing_by.reader.watch_changes();
    world.comment(&colleague(), case_id(201), 77, "Hvordan?").await;
    world.share(case_id(202), Visibility::Public).await;
    for _ in 0..2 {
        let changed = tokio::time::timeout(PATIENCE, watched.recv()).await.unwrap().unwrap();
        assert!([case_id(201), case_id(202)].contains(&changed.case));
    }
    assert!(!folds(&standing_by), "it is told of what the other folded");

    folding.stop().await;
    happens(&world, 221, &[&standing_by]).await;

    assert!(folds(&standing_by), "it took over");
    world.reader = standing_by.reader.clone();
    assert_eq!(world.ids(&colleague(), "robot").await.len(), 6 + 21);
    standing_by.stop().await;
    world.reopen().await;
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_folds_and_when_it_is_gone_the_other_takes_over() {
    one_folds(World::sqlite().await).await;
}

pub async fn paused(mut world: World) {
    history(&world).await;
    let awake = Arc::new(Semaphore::new(Semaphore::MAX_PERMITS));
    let log = Odd { log: world.log.clone(), habit: Habit::Sleeps(Arc::clone(&awake)) };
    let paused = Process::start(&world, Arc::new(log)).await;
    happens(&world, 201, &[&paused]).await;
    let other = Process::start(&world, world.log.clone()).await;
    happens(&world, 202, &[&paused, &other]).await;
    // From here on it has what it read, and does nothing with it.
    let held = awake.acquire_many(u32::try_from(Semaphore::MAX_PERMITS).unwrap_or(u32::MAX));
    let held = tokio::time::timeout(PATIENCE, held).await.unwrap().unwrap();
    for number in 203..=206 {
        happens(&world, number, &[&other]).await;
    }

    drop(held);
    for number in 207..=210 {
        happens(&world, number, &[&paused, &other]).await;
    }

    paused.stop().await;
    other.stop().await;
    world.reopen().await;
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn a_page_that_was_read_before_another_folded_it_changes_nothing() {
    late(World::sqlite().await).await;
}

pub async fn late(mut world: World) {
    history(&world).await;
    let habit = Habit::Late(Semaphore::new(0), AtomicUsize::new(0));
    let log = Arc::new(Odd { log: world.log.clone(), habit });
    let sleeper = world.models.clone();
    let slept = Arc::clone(&log);
    let sleeping = tokio::spawn(async move { sleeper.catch_up(slept.as_ref()).await });
    let Habit::Late(awake, read) = &log.habit else { unreachable!("it is made above") };
    while read.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    world.reopen().await;
    world.fold().await;

    awake.add_permits(1);
    assert!(sleeping.await.unwrap().is_err(), "it found no more to read");

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_slept_while_the_other_took_over_wakes_and_does_no_harm() {
    paused(World::sqlite().await).await;
}
