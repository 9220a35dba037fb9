//! A disk that is full, broken or can only be read, for a while.

use chaos::shim::{IO_ERROR, NO_SPACE, Order, READ_ONLY};
use chaos::{Seed, Writer};

use crate::given::Store;

/// Writes, makes the disk fail until callers are told so, mends it, writes on, and cuts the power:
/// what was acknowledged at any time must be on the disk.
async fn fails_for_a_while(test: &str, order: Order, failing: impl Fn(&mut Seed) -> i64) {
    let mut seed = Seed::print(test);
    let store = Store::sqlite();
    let shim = store.shim();
    let load = seed.fork();
    let mut command = store.writing_and_folding(load, 0);
    shim.put_under(&mut command);
    let writer = Writer::start(command, load);
    let well = shim.get(order);
    let mut acknowledged = 20;
    let mut faults = 0;
    for _ in 0..3 {
        writer.wait_for(acknowledged);
        shim.set(order, failing(&mut seed));
        let told = faults + 4;
        writer.wait_until(|said| said.ledger.faults.len() >= told);
        shim.set(order, well);
        let ledger = writer.ledger();
        faults = ledger.faults.len();
        acknowledged = ledger.acknowledged() + 20;
    }
    writer.wait_for(acknowledged);
    let mut ledger = writer.kill();
    assert!(ledger.acknowledged() >= acknowledged, "the log does not go on: {:?}", ledger.faults);
    assert!(shim.get(Order::Refused) > 0, "nothing failed");
    let other = ledger.faults.iter().find(|fault| !fault.starts_with("Unavailable"));
    assert_eq!(other, None, "callers are told to try again, and nothing else");
    shim.cut_power(&mut seed, 0);
    store.assert_log(&ledger, test).await;
    store.assert_whole(&mut ledger, test).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_the_log_goes_on_when_there_is_space() {
    let failing = |seed: &mut Seed| i64::try_from(seed.within(0, 60_000)).unwrap();
    Box::pin(fails_for_a_while("a_full_disk", Order::Space, failing)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_fail_are_told_and_the_log_goes_on_after_them() {
    Box::pin(fails_for_a_while("writes_that_fail", Order::WriteError, |_| IO_ERROR)).await;
}

/// A kernel forgets what it could not sync and calls the next sync a success.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_that_fails_acknowledges_nothing_that_the_next_one_does_not_bring_to_the_disk() {
    Box::pin(fails_for_a_while("a_sync_that_fails", Order::SyncError, |_| IO_ERROR)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_can_only_be_read_is_told_and_the_log_goes_on_after_it() {
    Box::pin(fails_for_a_while("a_read_only_disk", Order::WriteError, |_| READ_ONLY)).await;
}

#[test]
fn a_log_is_not_opened_on_a_disk_that_takes_no_writes() {
    for error in [NO_SPACE, IO_ERROR, READ_ONLY] {
        let store = Store::sqlite();
        let shim = store.shim();
        shim.set(Order::WriteError, error);
        let mut command = store.writing(1, 0);
        shim.put_under(&mut command);
        let output = command.output().unwrap();
        assert_eq!(output.stdout, b"", "it says that it is open with error {error}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains("Unavailable"), "{error}: {said}");
    }
}

/// The server says so itself, as it does when its disk is full.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_disk_is_full_is_told_and_the_log_goes_on_when_there_is_space() {
    let mut seed = Seed::print("a_server_whose_disk_is_full");
    let store = Store::postgres().await;
    let load = seed.fork();
    let writer = Writer::start(store.writing_and_folding(load, 0), load);
    writer.wait_for(10);
    let database = store.database.as_ref().unwrap();
    database.execute(
        "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS \
         $$BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END$$; \
         CREATE TRIGGER no_space BEFORE INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION no_space()",
    );
    writer.wait_until(|said| said.ledger.faults.len() >= 4);
    database.execute("DROP TRIGGER no_space ON events");
    let acknowledged = writer.ledger().acknowledged() + 20;
    writer.wait_for(acknowledged);
    let mut ledger = writer.kill();
    let other = ledger.faults.iter().find(|fault| !fault.starts_with("Unavailable"));
    assert_eq!(other, None, "callers are told to try again, and nothing else");
    store.assert_whole(&mut ledger, "after a server's disk was full").await;
}
