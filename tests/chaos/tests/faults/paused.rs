//! Two processes on one log, of which one is held up for longer than anything that it holds.

use std::time::{Duration, Instant};

use chaos::seed::rounds;
use chaos::{Seed, Writer};

use crate::given::Store;

/// Pauses in CI.
const PAUSES: usize = 4;

/// Milliseconds after which these writers give up, and the store what they hold.
const PATIENCE_MS: &str = "1000";

/// What a pause lasts at least: longer than the patience, and so than any lock in the store.
const PAUSE: Duration = Duration::from_millis(1_500);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_process_holds_up_nobody_and_does_nothing_twice_on_postgresql() {
    let mut seed = Seed::print("a_paused_process_on_postgresql");
    let store = Store::postgres().await;
    Box::pin(pause(&store, &mut seed, 20)).await;
}

/// A lock on a file has no end but its holder's, so who waits for it is told that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_process_does_nothing_twice_on_sqlite_and_who_waits_for_it_is_told() {
    let mut seed = Seed::print("a_paused_process_on_sqlite");
    Box::pin(pause(&Store::sqlite(), &mut seed, 0)).await;
}

/// Pauses one of two, each in turn. The other must come at least so far, or be told why not.
async fn pause(store: &Store, seed: &mut Seed, goes_on: usize) {
    let load = seed.fork();
    let mut commands = [store.writing_and_folding(load, 0), store.folding_beside(load, 4)];
    for command in &mut commands {
        command.args(["--patience-ms", PATIENCE_MS]);
    }
    let writers = commands.map(|command| Writer::start(command, load));
    for pause in 0..rounds(PAUSES) {
        let (paused, other) = (&writers[pause % 2], &writers[(pause + 1) % 2]);
        for writer in [paused, other] {
            let acknowledged = writer.ledger().acknowledged() + 5;
            writer.wait_for(acknowledged);
        }
        std::thread::sleep(Duration::from_micros(seed.within(0, 20_000)));
        paused.signal("STOP");
        let begun = Instant::now();
        let before = other.ledger();
        other.wait_until(|said| {
            let ledger = &said.ledger;
            let is_told = goes_on == 0 && ledger.faults.len() > before.faults.len();
            let further = ledger.acknowledged() >= before.acknowledged() + goes_on.max(5);
            begun.elapsed() >= PAUSE && (further || is_told)
        });
        paused.signal("CONT");
    }
    for writer in &writers {
        let acknowledged = writer.ledger().acknowledged() + 10;
        writer.wait_for(acknowledged);
    }
    let [mut ledger, other] = writers.map(Writer::kill);
    ledger.join(other);
    let other = ledger.faults.iter().find(|fault| !fault.starts_with("Unavailable"));
    assert_eq!(other, None, "callers are told to try again, and nothing else");
    store.assert_whole(&mut ledger, &format!("after the pauses of load {load}")).await;
}
