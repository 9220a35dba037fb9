//! A clock that jumps, forwards and back. What holds: the order of events is that of their
//! positions and no time changes it, ids stay unique, nothing acknowledged is lost or done twice,
//! read models folded beside the jumps equal a fold after them, and of the moment that the clock
//! shows when all is over every case is counted.

use chaos::shim::Order;
use chaos::{Seed, Writer};

use crate::given::Store;

/// Jumps in CI.
const JUMPS: u64 = 8;

/// The furthest jump either way: two days.
const FURTHEST_MS: u64 = 2 * 24 * 60 * 60 * 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_changes_no_order_on_sqlite() {
    Box::pin(jump(&Store::sqlite(), "a_clock_that_jumps_on_sqlite")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_changes_no_order_on_postgresql() {
    Box::pin(jump(&Store::postgres().await, "a_clock_that_jumps_on_postgresql")).await;
}

async fn jump(store: &Store, test: &str) {
    let mut seed = Seed::print(test);
    let shim = store.shim();
    let load = seed.fork();
    let mut command = store.writing_and_folding(load, 0);
    shim.put_under(&mut command);
    let writer = Writer::start(command, load);
    for _ in 0..JUMPS {
        let acknowledged = writer.ledger().acknowledged() + 10;
        writer.wait_for(acknowledged);
        let jump = i64::try_from(seed.within(0, 2 * FURTHEST_MS)).unwrap();
        shim.set(Order::ClockMs, jump - i64::try_from(FURTHEST_MS).unwrap());
    }
    let acknowledged = writer.ledger().acknowledged() + 10;
    writer.wait_for(acknowledged);
    let mut ledger = writer.kill();
    assert_eq!(ledger.faults, [""; 0], "no jump is a fault");
    store.assert_whole(&mut ledger, &format!("after the jumps of load {load}")).await;
}
