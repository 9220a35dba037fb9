//! A clock that jumps, forwards and back. What holds: the order of events is that of their
//! positions and no time changes it, ids stay unique, nothing acknowledged is lost or done twice,
//! read models folded beside the jumps equal a fold after them, statistics as of any moment count
//! the cases that were registered at or before it, and a session ends only by its limits.

use chaos::check;
use chaos::load::principal;
use chaos::shim::Order;
use chaos::{Seed, Shim, Writer};
use chrono::TimeDelta;
use journeys::{Installation, Visitor, new_id};
use registry::directory::Directory;
use registry::read::ReadModels;
use serde_json::json;

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
    assert_counted(store, &mut seed).await;
}

/// A case is counted from the time of its registration on, whatever the clock said before or after.
async fn assert_counted(store: &Store, seed: &mut Seed) {
    let log = store.open().await;
    let models = ReadModels::open(&store.read, Directory::default()).await.unwrap();
    models.catch_up(log.as_ref()).await.unwrap();
    let stored = check::read(log.as_ref()).await;
    let registered = stored.iter().filter(|recorded| recorded.event.kind == "CaseRegistered");
    let times: Vec<_> = registered.map(|recorded| recorded.origin.at).collect();
    let mut moments = vec![*times.iter().max().unwrap(), *times.iter().min().unwrap()];
    for _ in 0..20 {
        let near = usize::try_from(seed.within(0, times.len() as u64)).unwrap();
        moments.push(times[near] - TimeDelta::milliseconds(1));
        moments.push(times[near]);
    }
    for moment in moments {
        let before = times.iter().filter(|at| **at <= moment).count();
        let figures = models.reader().statistics(&principal(0), &[], Some(moment)).await.unwrap();
        assert_eq!(usize::try_from(figures.total.cases).unwrap(), before, "as of {moment}");
    }
}

/// People do not notice that a clock was set, unless it ends their session, which they are told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_ends_no_session_before_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let shim = Shim::over(folder.path());
    let installation = Installation::demo_in(shim.environment()).await;
    let mut visitor = Visitor::sign_in(&installation, "consultant-randers").await;
    let mut cases = Vec::new();
    // Minutes by which the clock is wrong. A session ends after an hour without use.
    for (minutes, is_over) in [(0, false), (-60, false), (-10, false), (2_880, true), (0, false)] {
        shim.set(Order::ClockMs, minutes * 60_000);
        let case = new_id();
        let mut answer = visitor.change("registerCase", registration(&case)).await;
        if is_over {
            assert_eq!(answer.code(), "session_ended");
            visitor = Visitor::sign_in(&installation, "consultant-randers").await;
            answer = visitor.change("registerCase", registration(&case)).await;
        }
        answer.done();
        cases.push(journeys::global_id("Case", &case));
    }
    for case in cases {
        let answer =
            visitor.graphql("query($id: ID!) { case(id: $id) { id } }", json!({"id": case}));
        assert_eq!(answer.await.data()["case"]["id"], case);
    }
}

fn registration(case: &str) -> serde_json::Value {
    json!({
        "id": case, "idempotencyKey": case,
        "basics": {"title": "Fakturaer", "summary": "Robotten godkender fakturaer"},
    })
}
