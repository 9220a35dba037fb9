//! The one check after every fault: what the log holds, against what callers know.
//!
//! Each part gives the problems that it finds as sentences; none is as it must be.

use std::collections::{BTreeMap, HashMap, HashSet};

use registry::log::proof::{Hash, Link};
use registry::log::{Appended, EventLog, Recorded};
use registry::seal;
use registry::verify::{Options, verify};
use uuid::Uuid;

use crate::ledger::{Entry, Ledger};
use crate::load::Done;

mod models;

pub use models::models;

/// Events read at a time.
const PAGE: usize = 1_000;

/// Panics with all problems, when there are any.
///
/// # Panics
/// When there are.
pub fn assert_none(problems: &[String], when: &str) {
    let some = &problems[..problems.len().min(20)];
    assert!(problems.is_empty(), "{when}: {} problems:\n{}", problems.len(), some.join("\n"));
}

/// The whole log.
///
/// # Panics
/// When it cannot be read.
pub async fn read(log: &dyn EventLog) -> Vec<Recorded> {
    let mut all: Vec<Recorded> = Vec::new();
    loop {
        let after = all.last().map_or(0, |last| last.position);
        let page = log.read_all(after, PAGE).await.expect("the log can be read after a fault");
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// Whether the log is contiguous and its chain valid, and every command has the effect that its
/// caller knows of: once, whole and at the version told.
pub fn log(stored: &[Recorded], ledger: &Ledger) -> Vec<String> {
    let mut problems = contiguous(stored);
    problems.extend(chained(stored));
    problems.extend(effects(stored, ledger));
    problems
}

/// Positions and versions without gaps, ids used once.
fn contiguous(stored: &[Recorded]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut versions: HashMap<&str, u64> = HashMap::new();
    let mut ids = HashSet::new();
    for (position, recorded) in (1..).zip(stored) {
        if recorded.position != position {
            problems.push(format!("position {} follows {}", recorded.position, position - 1));
        }
        let version = versions.entry(&recorded.stream).or_default();
        *version += 1;
        if recorded.version != *version {
            let Recorded { stream, version: found, .. } = recorded;
            problems.push(format!("{stream} has version {found} where {version} belongs"));
        }
        if !ids.insert(recorded.event.id) {
            problems.push(format!("the event {} is there twice", recorded.event.id));
        }
    }
    problems
}

fn chained(stored: &[Recorded]) -> Vec<String> {
    let mut tips: HashMap<&str, Hash> = HashMap::new();
    let mut problems = Vec::new();
    for recorded in stored {
        let tip = tips.entry(&recorded.stream).or_default();
        match Link::from(recorded).chain(tip, &recorded.proof.salts) {
            Ok(chain) if chain == recorded.proof.chain => {}
            Ok(_) => problems.push(format!("the chain breaks at position {}", recorded.position)),
            Err(error) => problems.push(error.to_string()),
        }
        *tip = recorded.proof.chain;
    }
    problems
}

/// The events of each command, by its id.
fn by_command(stored: &[Recorded]) -> BTreeMap<Uuid, Vec<&Recorded>> {
    let mut commands: BTreeMap<Uuid, Vec<&Recorded>> = BTreeMap::new();
    // Nobody's command asks for a seal.
    for recorded in stored.iter().filter(|recorded| recorded.stream != seal::STREAM) {
        commands.entry(recorded.origin.correlation).or_default().push(recorded);
    }
    commands
}

fn effects(stored: &[Recorded], ledger: &Ledger) -> Vec<String> {
    let commands = by_command(stored);
    let mut problems = Vec::new();
    for (command, events) in &commands {
        match ledger.entries.get(command) {
            None => problems.push(format!("nobody tried {command}, which has its effect")),
            Some(entry) => problems.extend(effect(entry, events)),
        }
    }
    for (command, entry) in &ledger.entries {
        if let Some(Done::Acknowledged { version }) = entry.told
            && !commands.contains_key(command)
        {
            let stream = &entry.job.stream;
            problems.push(format!("{command}, told at version {version} of {stream}, is lost"));
        }
    }
    problems
}

/// What is wrong with the events of one command.
fn effect(Entry { job, told }: &Entry, events: &[&Recorded]) -> Option<String> {
    let command = job.key.id;
    let last = events.last()?;
    let consecutive = events.windows(2).all(|pair| {
        pair[1].version == pair[0].version + 1 && pair[1].position == pair[0].position + 1
    });
    if events.len() != job.events || !consecutive {
        return Some(format!("{command} has {} events of {}", events.len(), job.events));
    }
    if events.iter().any(|event| event.stream != job.stream) {
        return Some(format!("{command} wrote to another stream than {}", job.stream));
    }
    if last.event.id != command || last.digest != Some(job.key.digest) {
        return Some(format!("{command} is not the key of its last event"));
    }
    match told {
        Some(Done::Refused) => Some(format!("{command} was refused and has its effect")),
        Some(Done::Acknowledged { version }) if last.version != *version => {
            Some(format!("{command} was told {version} and is at {}", last.version))
        }
        _ => None,
    }
}

/// Whether every seal fits the events before it. Gives how many there are, or what is wrong.
///
/// # Errors
/// What is wrong, in words.
pub async fn seals(log: &dyn EventLog) -> Result<u64, String> {
    let report = verify(log, &Options::default()).await.map_err(|error| error.to_string())?;
    match report.fault {
        None => Ok(report.seals),
        Some(fault) => Err(format!("the seals do not fit: {fault:?}")),
    }
}

/// Whether the log answers for every command what its events say, and for no other.
pub async fn outcomes(log: &dyn EventLog, stored: &[Recorded], ledger: &Ledger) -> Vec<String> {
    let commands = by_command(stored);
    let mut problems = Vec::new();
    for (command, Entry { job, .. }) in &ledger.entries {
        let wanted = commands.get(command).and_then(|events| events.last()).map(|last| Appended {
            version: last.version,
            position: last.position,
            repeated: true,
        });
        match log.outcome(job.key).await {
            Ok(outcome) if outcome == wanted => {}
            other => problems.push(format!("{command} came to {other:?}, not to {wanted:?}")),
        }
    }
    problems
}
