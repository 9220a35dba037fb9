//! A writer that is killed: what it was told is stored, and what it was not told can be sent again.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;

use registry::log::{Append, Expected, LogSettings, Recorded, open};
use uuid::Uuid;

use crate::given::{Store, append, assert_growing, commanded, event, id, joined, origin, versions};

/// Tells the process that is to be killed which log it writes.
const ADDRESS: &str = "GENVEJ_TEST_LOG";
const PREFIX: &str = "GENVEJ_TEST_PREFIX";

/// Events of each command.
const EVENTS: usize = 2;

/// What a writer said before it was killed.
#[derive(Default)]
struct Said {
    tried: Vec<(u8, Uuid)>,
    told: Vec<Uuid>,
}

pub async fn a_killed_writer_leaves_what_it_was_told_and_of_the_rest_at_most_one_effect(
    store: &Store,
) {
    for round in 1..=5 {
        let said = write_and_kill(&store.settings(), round * 30);
        let log = store.open().await;
        let stored = log.read_all(0, usize::MAX).await.unwrap();
        assert_growing(&stored);
        let effects = effects(&stored);
        for command in &said.told {
            assert_eq!(effects.get(command), Some(&EVENTS), "acknowledged in round {round}");
        }

        for &(writer, command) in &said.tried {
            log.append(of_command(writer, command)).await.unwrap();
        }

        let stored = log.read_all(0, usize::MAX).await.unwrap();
        let effects = self::effects(&stored);
        for (_, command) in &said.tried {
            assert_eq!(effects.get(command), Some(&EVENTS), "sent again in round {round}");
        }
        for writer in 0..2 {
            let stream = log.read(&of_command(writer, id()).stream, 0).await.unwrap();
            assert_eq!(versions(&stream), (1..=stream.len() as u64).collect::<Vec<_>>());
        }
    }
}

/// Not a test but the process that the case above starts and kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes until it is killed by another test"]
#[allow(clippy::disallowed_methods)]
async fn writes_until_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let prefix = std::env::var(PREFIX).unwrap();
    let settings = LogSettings { prefix, ..LogSettings::new(address) };
    let log = Box::pin(open(&settings)).await.unwrap();
    joined((0..4).map(|writer| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            loop {
                let command = id();
                println!("tries {writer} {command}");
                log.append(of_command(writer, command)).await.unwrap();
                println!("knows {writer} {command}");
            }
        })
    }))
    .await;
}

/// What a writer appends for a command: two writers to a stream, the command in the data.
fn of_command(writer: u8, command: Uuid) -> Append {
    let events = (0..EVENTS).map(|_| event(&format!(r#""{command}""#))).collect();
    let sent = append(&format!("case-{}", writer % 2), Expected::Any, events);
    commanded(Append { origin: origin(), ..sent }, command, 1)
}

/// How many events each command has.
fn effects(stored: &[Recorded]) -> HashMap<Uuid, usize> {
    let mut effects = HashMap::new();
    for recorded in stored {
        let command: Uuid = serde_json::from_slice(&recorded.event.data).unwrap();
        *effects.entry(command).or_default() += 1;
    }
    effects
}

/// Lets a process write until it was told of as many appends, and kills it.
fn write_and_kill(settings: &LogSettings, count: usize) -> Said {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::writes_until_killed", "--ignored", "--nocapture"])
        .env(ADDRESS, &settings.url)
        .env(PREFIX, &settings.prefix)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Said::default();
    for line in BufReader::new(process.stdout.take().unwrap()).lines() {
        let Some((known, writer, command)) = parsed(&line.unwrap()) else { continue };
        if known {
            said.told.push(command);
        } else {
            said.tried.push((writer, command));
        }
        if said.told.len() == count {
            // What it says until it is dead is still read.
            process.kill().unwrap();
        }
    }
    process.wait().unwrap();
    assert!(said.told.len() >= count, "it was told of {} of {count}", said.told.len());
    said
}

/// The runner's own words may stand before, and the last line may be cut.
fn parsed(line: &str) -> Option<(bool, u8, Uuid)> {
    let mut words = line.split_whitespace().rev();
    let command = words.next()?.parse().ok()?;
    let writer = words.next()?.parse().ok()?;
    Some((words.next()? == "knows", writer, command))
}
