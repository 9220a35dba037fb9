//! A `PostgreSQL` server that dies under the writers: whole, or one of its processes.

use std::time::Duration;

use chaos::seed::rounds;
use chaos::writer::signal;
use chaos::{Seed, Writer};
use postgres::Cluster;

use crate::given::Store;

/// Deaths in CI.
const DEATHS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_loses_nothing_acknowledged_and_the_log_goes_on() {
    let mut seed = Seed::print("a_server_that_dies");
    let mut cluster = Cluster::start();
    let store = Store::at(&cluster.url(), &cluster.url());
    let load = seed.fork();
    let mut command = store.writing_and_folding(load, 0);
    command.args(["--patience-ms", "2000"]);
    let writer = Writer::start(command, load);
    for _ in 0..rounds(DEATHS) {
        let acknowledged = writer.ledger().acknowledged() + 10;
        writer.wait_for(acknowledged);
        std::thread::sleep(Duration::from_micros(seed.within(0, 20_000)));
        if seed.once_in(2) {
            cluster.crash();
        } else {
            kill_one_process_of(&cluster);
        }
    }
    let acknowledged = writer.ledger().acknowledged() + 10;
    writer.wait_for(acknowledged);
    let mut ledger = writer.kill();
    let other = ledger.faults.iter().find(|fault| !fault.starts_with("Unavailable"));
    assert_eq!(other, None, "callers are told to try again, and nothing else");
    store.assert_whole(&mut ledger, &format!("after the deaths of load {load}")).await;
}

/// The server takes the death of the process that writes for damage, ends all others and recovers.
fn kill_one_process_of(cluster: &Cluster) {
    let sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'genvej registry' \
               ORDER BY state_change DESC LIMIT 1";
    if let Ok(process) = cluster.ask(sql).parse() {
        signal(process, "KILL");
    }
}
