//! The line to the server breaks while a command is being stored: its caller cannot know the
//! outcome, and learns it by asking again with the same key.

use std::sync::Arc;

use chaos::proxy::Cut;
use chaos::seed::rounds;
use chaos::{Job, Ledger, Proxy, Seed};
use registry::log::{EventLog, LogError, LogSettings, open};

use crate::given::Store;

/// Cuts in CI.
const CUTS: usize = 60;

/// Unknown outcomes of either kind that a run must have met, for chance may cut only reads.
const ENOUGH: usize = 3;

/// Statements that one append may take, with those of a new connection.
const STATEMENTS: u64 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_outcome_becomes_one_effect_when_the_command_is_sent_again() {
    let mut seed = Seed::print("an_unknown_outcome");
    let store = Store::postgres().await;
    let proxy = Proxy::to(&store.log.url).await;
    let log = Box::pin(open(&LogSettings::new(&proxy.url))).await.unwrap();
    let direct = store.open().await;
    let load = seed.fork();
    let mut ledger = Ledger::default();
    let (mut carried_out, mut not_heard_of) = (0, 0);
    let least = u64::try_from(rounds(CUTS)).unwrap();
    for number in 0.. {
        if number >= least && carried_out >= ENOUGH && not_heard_of >= ENOUGH {
            break;
        }
        assert!(number < 100 * least, "cuts met no append: {carried_out}, {not_heard_of}");
        let cut = if seed.once_in(2) { Cut::Before } else { Cut::After };
        proxy.cut(cut, seed.within(1, STATEMENTS));
        let job = Job::of(load, 0, number);
        ledger.tries(job.clone());
        let done = loop {
            match job.run(&log).await {
                Ok(done) => break done,
                Err(LogError::Unavailable(_)) => {}
                Err(other) => panic!("only unavailable may pass, not {other:?}"),
            }
            match direct.outcome(job.key).await.unwrap() {
                Some(_) => carried_out += 1,
                None => not_heard_of += 1,
            }
        };
        ledger.told(job.key.id, done);
    }
    println!("{carried_out} unknown outcomes were carried out, {not_heard_of} were not");
    drop(log);
    store.assert_whole(&mut ledger, &format!("after the cuts of load {load}")).await;
}

/// Many callers at once wait for the same transaction when its line is cut.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_callers_of_a_lost_commit_learn_their_own_outcome() {
    let mut seed = Seed::print("all_callers_of_a_lost_commit");
    let store = Store::postgres().await;
    let proxy = Arc::new(Proxy::to(&store.log.url).await);
    let log = Box::pin(open(&LogSettings::new(&proxy.url))).await.unwrap();
    let load = seed.fork();
    let mut ledger = Ledger::default();
    for round in 0..u64::try_from(rounds(10)).unwrap() {
        let cut = if seed.once_in(2) { Cut::Before } else { Cut::After };
        proxy.cut(cut, seed.within(1, 40));
        let callers: Vec<_> = (0..8)
            .map(|writer| tokio::spawn(write(Arc::clone(&log), load, writer, round)))
            .collect();
        for caller in callers {
            ledger.join(caller.await.unwrap());
        }
    }
    assert!(proxy.cuts() > 0, "the line was never cut");
    drop(log);
    store.assert_whole(&mut ledger, &format!("after the cuts of load {load}")).await;
}

/// Ten commands of one writer, each sent until its outcome is known.
async fn write(log: Arc<dyn EventLog>, load: u64, writer: u64, round: u64) -> Ledger {
    let mut ledger = Ledger::default();
    for number in 10 * round..10 * (round + 1) {
        let job = Job::of(load, writer, number);
        ledger.tries(job.clone());
        let done = loop {
            match job.run(&log).await {
                Ok(done) => break done,
                Err(LogError::Unavailable(_)) => tokio::task::yield_now().await,
                Err(other) => panic!("only unavailable may pass, not {other:?}"),
            }
        };
        ledger.told(job.key.id, done);
    }
    ledger
}
