//! Processes that are killed while four writers write.

use std::time::Duration;

use chaos::seed::rounds;
use chaos::{Ledger, Seed, Writer};

use crate::given::Store;

/// Kills on one store before it is checked as a whole.
const KILLS: u64 = 10;

/// Stores of each engine in CI: 150 kills each.
const ROUNDS: usize = 15;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_loses_nothing_on_sqlite() {
    let mut seed = Seed::print("a_kill_loses_nothing_on_sqlite");
    for _ in 0..rounds(ROUNDS) {
        round(&Store::sqlite(), &mut seed).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_loses_nothing_on_postgresql() {
    let mut seed = Seed::print("a_kill_loses_nothing_on_postgresql");
    for _ in 0..rounds(ROUNDS) {
        round(&Store::postgres().await, &mut seed).await;
    }
}

async fn round(store: &Store, seed: &mut Seed) {
    let load = seed.fork();
    let mut ledger = Ledger::default();
    for kill in 0..KILLS {
        let at = format!("after kill {} of load {load}", kill + 1);
        ledger.join(write_and_kill(store, seed, load, kill));
        store.assert_log(&ledger, &at).await;
    }
    assert!(ledger.acknowledged() > 0, "the load {load} was killed before it did anything");
    store.assert_whole(&mut ledger, &format!("at the end of load {load}")).await;
}

/// One process with four writers that folds as well, or two with two writers each of which one
/// folds; killed at the same time. One in five is killed while it opens the log.
fn write_and_kill(store: &Store, seed: &mut Seed, load: u64, kill: u64) -> Ledger {
    let first = kill * 4;
    let writers = if seed.once_in(3) {
        let (mut one, mut other) =
            (store.writing_and_folding(load, first), store.writing(load, first + 2));
        one.args(["--writers", "2"]);
        other.args(["--writers", "2"]);
        vec![one, other]
    } else {
        vec![store.writing_and_folding(load, first)]
    };
    let writers: Vec<Writer> =
        writers.into_iter().map(|command| Writer::start(command, load)).collect();
    if !seed.once_in(5) {
        let acknowledged = usize::try_from(seed.within(1, 30)).unwrap();
        writers[0].wait_for(acknowledged);
    }
    std::thread::sleep(Duration::from_micros(seed.within(0, 30_000)));
    let mut ledger = Ledger::default();
    for writer in writers {
        ledger.join(writer.kill());
    }
    ledger
}
