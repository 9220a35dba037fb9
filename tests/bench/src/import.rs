//! Row 4: many events at a time, as an import appends them.

mod copy;

use std::sync::Arc;
use std::time::{Duration, Instant};

use registry::log::{Append, EventLog, LogSettings};
use tokio::task::JoinSet;

use self::copy::Copy;
use crate::Failure;
use crate::appends::batch;
use crate::raw::Raw;
use crate::rounds::Rounds;
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(500);

const RAW: &str = "raw INSERT, one transaction a batch";
const COPY: &str = "COPY, one transaction a batch";

/// How events come.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Appends at a time, each to a stream of its own.
    appends: usize,
    /// Events of each.
    events: usize,
}

const SHAPES: [Shape; 3] = [
    Shape { appends: 1, events: 100 },
    Shape { appends: 1, events: 1_000 },
    Shape { appends: 100, events: 10 },
];

/// Measures both engines.
pub async fn measure(table: &mut Table) -> Result<(), Failure> {
    for shape in SHAPES {
        sqlite(shape, table).await?;
    }
    for shape in SHAPES {
        postgres(shape, table).await?;
    }
    table.note(format!(
        "Row 4: events a second, {ROUNDS} rounds of {} ms each, the events of row 1 with a key for \
         every append. The anchors write the same rows into a table with the columns and indexes \
         of the log's, a transaction for each batch. Ours answers each append by itself; where \
         there are many at a time it is asked for all at once and waits for all.",
        ROUND.as_millis(),
    ));
    Ok(())
}

async fn sqlite(shape: Shape, table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut raw = Raw::open(&folder.path().join("raw.db"))?;
    let log = open(&format!("sqlite:{}", folder.path().join("ours.db").display())).await?;
    let (mut rounds, mut appended) = (Rounds::default(), 0);
    for nth in 0..=ROUNDS {
        let theirs = rate(shape, async |appends| raw.import(&appends)).await?;
        let ours = rate(shape, async |appends| append(&log, appends).await).await?;
        appended += ours.0;
        if nth > 0 {
            rounds.push(theirs.1, ours.1);
        }
    }
    raw.verify()?;
    verify(&log, appended).await?;
    push(table, "SQLite", shape, RAW, rounds);
    Ok(())
}

async fn postgres(shape: Shape, table: &mut Table) -> Result<(), Failure> {
    let (theirs, ours) = (postgres::database().await, postgres::database().await);
    let mut copy = Copy::open(&theirs).await?;
    let log = open(ours.url()).await?;
    let (mut rounds, mut appended) = (Rounds::default(), 0);
    for nth in 0..=ROUNDS {
        let theirs = rate(shape, async |appends| copy.import(&appends).await).await?;
        let ours = rate(shape, async |appends| append(&log, appends).await).await?;
        appended += ours.0;
        if nth > 0 {
            rounds.push(theirs.1, ours.1);
        }
    }
    copy.verify().await?;
    verify(&log, appended).await?;
    push(table, "PostgreSQL", shape, COPY, rounds);
    Ok(())
}

fn push(table: &mut Table, engine: &str, shape: Shape, anchor: &'static str, rounds: Rounds) {
    let Shape { appends, events } = shape;
    let what = match appends {
        1 => format!("import, {engine}, {events} events an append, events a second"),
        _ => format!("the same, {appends} appends of {events} events at once"),
    };
    table.push(Line { row: 4, what, anchor, rounds, unit: Unit::PerSecond, aim: "≥ 0.8" });
}

async fn open(url: &str) -> Result<Arc<dyn EventLog>, Failure> {
    Ok(registry::log::open(&LogSettings::new(url)).await?)
}

/// Events stored in a while, and how many that is a second. Making them is not counted.
async fn rate(
    shape: Shape,
    mut import: impl AsyncFnMut(Vec<Append>) -> Result<(), Failure>,
) -> Result<(usize, f64), Failure> {
    let (mut taken, mut batches) = (Duration::ZERO, 0);
    while taken < ROUND {
        let appends = (0..shape.appends).map(|_| batch(shape.events)).collect();
        let begun = Instant::now();
        import(appends).await?;
        taken += begun.elapsed();
        batches += 1;
    }
    let events = batches * shape.appends * shape.events;
    Ok((events, f64::from(u32::try_from(events)?) / taken.as_secs_f64()))
}

async fn append(log: &Arc<dyn EventLog>, mut appends: Vec<Append>) -> Result<(), Failure> {
    if appends.len() == 1 {
        log.append(appends.remove(0)).await?;
        return Ok(());
    }
    let mut running = JoinSet::new();
    for append in appends {
        let log = Arc::clone(log);
        running.spawn(async move { log.append(append).await });
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(())
}

async fn verify(log: &Arc<dyn EventLog>, appended: usize) -> Result<(), Failure> {
    let mut count = 0;
    let mut after = 0;
    loop {
        let page = log.read_all(after, 1_000).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        count += page.len();
    }
    if count != appended {
        return Err(format!("{count} events are stored of {appended}").into());
    }
    Ok(())
}
