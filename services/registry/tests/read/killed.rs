//! Folding that is killed or cut off at any statement: after it the rows are those of a fold that
//! nobody disturbed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use platform::ids;
use registry::log::{Append, EventLog, Expected, LogSettings, open};
use registry::read::{ReadModels, ReadSettings};

use crate::faults::{history, undisturbed};
use crate::logs::{Habit, Odd};
use crate::world::{World, directory};

/// Tell the process that is to be killed where log and read models are.
const LOG: &str = "GENVEJ_TEST_LOG";
const READ: &str = "GENVEJ_TEST_READ";

/// Not a test but the process that the case below starts and kills.
#[tokio::test]
#[ignore = "folds until it is killed by another test"]
#[allow(clippy::disallowed_methods)]
async fn folds_until_killed() {
    let (Ok(log), Ok(url)) = (std::env::var(LOG), std::env::var(READ)) else { return };
    let log = Odd { log: open(&LogSettings::new(log)).await.unwrap(), habit: Habit::Pages(2) };
    println!("\nbegins");
    let settings = ReadSettings { url, search_folder: None };
    let models = ReadModels::open(&settings, directory()).await.unwrap();
    models.catch_up(&log).await.unwrap();
    println!("\nis done");
}

/// A random number below a limit, from the random part of an id.
fn random(below: u128) -> u64 {
    u64::try_from(ids::v7().as_u128() % (1 << 60) % below).unwrap()
}

/// Starts it, kills it somewhere, and says whether it was done before.
fn fold_and_kill(log: &str, read: &str) -> bool {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::folds_until_killed", "--ignored", "--nocapture"])
        .envs([(LOG, log), (READ, read)])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    lines.find(|line| line.as_ref().unwrap() == "begins").unwrap().unwrap();
    let micros = random(200_000);
    std::thread::sleep(Duration::from_micros(micros));
    process.kill().unwrap();
    process.wait().unwrap();
    let done = lines.any(|line| line.unwrap() == "is done");
    println!("killed after {micros} µs, done: {done}");
    done
}

#[tokio::test]
async fn a_process_that_is_killed_while_it_folds_leaves_whole_pages() {
    let world = World::sqlite().await;
    history(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let [log, read] =
        ["log.db", "read.db"].map(|name| format!("sqlite:{}", folder.path().join(name).display()));
    {
        let stored = open(&LogSettings::new(&log)).await.unwrap();
        for recorded in world.log.read_all(0, usize::MAX).await.unwrap() {
            let (stream, events) = (recorded.stream, vec![recorded.event]);
            let (expected, origin) = (Expected::Any, recorded.origin);
            let append = Append { stream, expected, events, origin, command: None };
            stored.append(append).await.unwrap();
        }
    }
    for _ in 0..8 {
        if fold_and_kill(&log, &read) {
            break;
        }
    }

    let settings = ReadSettings { url: read, search_folder: None };
    let models = ReadModels::open(&settings, directory()).await.unwrap();
    models.catch_up(open(&LogSettings::new(&log)).await.unwrap().as_ref()).await.unwrap();

    assert_eq!(models.digest().await.unwrap(), undisturbed(&world).await);
}

/// Every connection of the read models is cut, again and again, while they fold.
pub async fn cut_off(world: World) {
    history(&world).await;
    let log = Odd { log: world.log.clone(), habit: Habit::Pages(2) };
    let done = Arc::new(AtomicBool::new(false));
    let cutting = std::thread::spawn({
        let (done, database) = (Arc::clone(&done), world.database());
        move || {
            let mut cut = 0;
            while !done.load(Ordering::Relaxed) && cut < 25 {
                database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE application_name = 'genvej registry, read models' \
                     AND datname = current_database()",
                );
                cut += 1;
                std::thread::sleep(Duration::from_micros(random(30_000)));
            }
            cut
        }
    });
    let mut failed = 0;
    while world.models.catch_up(&log).await.is_err() {
        failed += 1;
    }
    done.store(true, Ordering::Relaxed);
    println!("cut {} times, failed {failed} times", cutting.join().unwrap());

    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}
