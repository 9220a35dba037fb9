//! The power goes: of the files is left what was synced and, of the rest, sectors by chance.

use std::time::Duration;

use chaos::check;
use chaos::seed::rounds;
use chaos::shim::Order;
use chaos::{Ledger, Seed, Shim, Writer};

use crate::given::Store;

/// Cuts on one store before it is checked as a whole.
const CUTS: u64 = 5;

/// Stores in CI.
const ROUNDS: usize = 5;

/// The same cut shows both: that the disk is waited for, and that the shim would tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_takes_nothing_acknowledged_and_would_without_waiting_for_the_disk() {
    let mut seed = Seed::print("a_power_cut");
    lose_without_waiting_for_the_disk(&mut seed).await;
    for _ in 0..rounds(ROUNDS) {
        round(&mut seed).await;
    }
}

async fn lose_without_waiting_for_the_disk(seed: &mut Seed) {
    let store = Store::sqlite();
    let shim = store.shim();
    let load = seed.fork();
    let mut command = store.writing(load, 0);
    command.arg("--relaxed");
    shim.put_under(&mut command);
    let writer = Writer::start(command, load);
    writer.wait_for(50);
    let ledger = writer.kill();
    shim.cut_power(seed, 0);
    let log = store.open().await;
    let problems = check::log(&check::read(log.as_ref()).await, &ledger);
    let lost = problems.iter().filter(|problem| problem.ends_with("is lost")).count();
    assert!(lost > 0, "the shim cannot tell synchronous=NORMAL from FULL: {problems:?}");
}

async fn round(seed: &mut Seed) {
    let store = Store::sqlite();
    let shim = store.shim();
    let load = seed.fork();
    let mut ledger = Ledger::default();
    for cut in 0..CUTS {
        ledger.join(write_until_the_cut(&store, &shim, seed, (load, cut)));
        store.assert_log(&ledger, &format!("after power cut {} of load {load}", cut + 1)).await;
        // Opened and closed without the shim.
        shim.settle();
    }
    assert!(shim.get(Order::Syncs) > 0, "nothing was ever synced");
    assert!(ledger.acknowledged() > 0, "the load {load} was cut before it did anything");
    store.assert_whole(&mut ledger, &format!("at the end of load {load}")).await;
}

/// Every other cut comes in the middle of a write, the others at any time.
fn write_until_the_cut(
    store: &Store,
    shim: &Shim,
    seed: &mut Seed,
    (load, cut): (u64, u64),
) -> Ledger {
    let mut command = store.writing_and_folding(load, cut * 4);
    shim.put_under(&mut command);
    let in_a_write = seed.once_in(2);
    let left = if in_a_write { seed.within(1, 1_500) } else { 0 };
    shim.set(Order::WritesLeft, i64::try_from(left).unwrap());
    let mut writer = Writer::start(command, load);
    let acknowledged = usize::try_from(seed.within(1, 60)).unwrap();
    let ledger = if in_a_write {
        writer.killed()
    } else {
        writer.wait_for(acknowledged);
        std::thread::sleep(Duration::from_micros(seed.within(0, 20_000)));
        writer.kill()
    };
    let torn = [0, 2, 10][usize::try_from(seed.within(0, 3)).unwrap()];
    shim.cut_power(seed, torn);
    ledger
}
