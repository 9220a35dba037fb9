//! A restore that is killed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use registry::backup;
use registry::log::{LogSettings, MemoryLog, Restoring};

use crate::given::{Folder, Make, all, fill, restore};

/// Tells the process that is to be killed which log it restores.
const ADDRESS: &str = "GENVEJ_TEST_RESTORED";

const STORED: &str = "stored all but the end";

pub async fn a_restore_killed_half_way_leaves_an_empty_log(make: Make) {
    let target = make().await;
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::stores_until_killed", "--ignored", "--nocapture"])
        .env(ADDRESS, &target.settings().url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap().contains(STORED)));
    process.kill().unwrap();
    process.wait().unwrap();

    assert_eq!(target.open().await.head().await.unwrap(), 0);
    let (log, folder) = (MemoryLog::default(), Folder::new());
    fill(&log, 0..10).await;
    backup::write(&log, &folder.path()).await.unwrap();
    restore(&folder.path(), &target.settings(), None).await.unwrap();
    assert_eq!(all(&*target.open().await).await, all(&log).await);
}

/// Not a test but the process that the case above starts and kills.
#[tokio::test]
#[ignore = "stores until it is killed by another test"]
#[allow(clippy::disallowed_methods)]
async fn stores_until_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let log = MemoryLog::default();
    fill(&log, 0..2_000).await;
    let mut restoring = Restoring::begin(&LogSettings::new(address)).await.unwrap();
    restoring.insert(all(&log).await).await.unwrap();
    println!("{STORED}");
    std::future::pending::<()>().await;
}
