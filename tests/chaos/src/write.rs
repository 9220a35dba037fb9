//! The writer, as it runs in a process of its own.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use platform::Shutdown;
use platform::clock::Clock;
use registry::directory::Directory;
use registry::log::{self, EventLog, LogSettings};
use registry::read::{self, ReadSettings};
use registry::seal::{self, SealSettings};
use tokio::task::JoinSet;

use crate::load::{Done, Job};

/// How long a writer waits before it tries a command again.
const REST: Duration = Duration::from_millis(5);

/// So few that seals are made before the kill.
const EVENTS_OF_A_SEAL: usize = 8;

/// Which log to write, and what.
#[derive(Debug, Clone, Args)]
pub struct Orders {
    /// The log's address.
    #[arg(long)]
    pub log: String,
    /// The read models' address; without it nothing is folded.
    #[arg(long)]
    pub read: Option<String>,
    /// The folder of the search index.
    #[arg(long)]
    pub search: Option<PathBuf>,
    /// The key that the log is sealed with, made if it is missing; without it nothing is sealed.
    #[arg(long)]
    pub seal_key: Option<PathBuf>,
    /// Makes the commands.
    #[arg(long)]
    pub seed: u64,
    /// Number of the first writer; the others follow.
    #[arg(long)]
    pub first: u64,
    /// How many write at the same time.
    #[arg(long, default_value_t = 4)]
    pub writers: u64,
    /// Commands of each writer, after which it ends; without it none ends.
    #[arg(long)]
    pub commands: Option<u64>,
    /// Write without waiting for the disk.
    #[arg(long)]
    pub relaxed: bool,
    /// Milliseconds after which an answer that has not come is none.
    #[arg(long)]
    pub patience_ms: Option<u64>,
}

/// Writes until it is killed, telling on standard output what it tries and what it is told.
pub async fn run(orders: Orders) -> Result<(), Box<dyn Error>> {
    let mut settings = LogSettings::new(&orders.log);
    settings.relaxed_durability_in_tests = orders.relaxed;
    settings.patience_ms = orders.patience_ms.unwrap_or(settings.patience_ms);
    let log = log::open(&settings).await?;
    let shutdown = Shutdown::new();
    if let Some(url) = &orders.read {
        let settings = ReadSettings { url: url.clone(), search_folder: orders.search.clone() };
        read::start(&settings, Arc::clone(&log), Directory::default(), shutdown).await?;
    }
    if let Some(key) = &orders.seal_key {
        let settings = SealSettings { events: EVENTS_OF_A_SEAL, ..SealSettings::new(key) };
        let until = std::future::pending();
        seal::start(Arc::clone(&log), &settings, Clock::system(), until)?;
    }
    say("open");
    let mut writers = JoinSet::new();
    for writer in orders.first..orders.first + orders.writers {
        writers.spawn(write(Arc::clone(&log), orders.seed, writer, orders.commands));
    }
    writers.join_all().await;
    Ok(())
}

async fn write(log: Arc<dyn EventLog>, seed: u64, writer: u64, commands: Option<u64>) {
    for number in 0..commands.unwrap_or(u64::MAX) {
        let job = Job::of(seed, writer, number);
        say(&format!("tries {writer} {number}"));
        loop {
            match job.run(&log).await {
                Ok(Done::Acknowledged { version }) => {
                    say(&format!("knows {writer} {number} {version}"));
                    break;
                }
                Ok(Done::Refused) => {
                    say(&format!("refused {writer} {number}"));
                    break;
                }
                Err(error) => {
                    say(&format!("fault {error:?}").replace('\n', " "));
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }
}

/// One line, whole or not at all: a pipe takes so few bytes at once.
fn say(line: &str) {
    let mut line = line.chars().take(1_000).collect::<String>();
    line.push('\n');
    // Nobody listening is the end of the one who started this.
    if std::io::stdout().write_all(line.as_bytes()).is_err() {
        std::process::exit(1);
    }
}
