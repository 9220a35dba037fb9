//! Row 3: appends to `PostgreSQL`, by one caller and by 64.

mod pgbench;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use registry::log::{EventLog, LogSettings};
use tokio::task::JoinSet;

use self::pgbench::Pgbench;
use crate::Failure;
use crate::appends::{Caller, DATA};
use crate::rounds::{Rounds, median_us};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
const WARM_UP: Duration = Duration::from_secs(1);
const CALLERS: usize = 64;

const ANCHOR: &str = "pgbench, prepared INSERT";

/// Measures appends as the product makes them, and the same without their keys.
pub async fn measure(table: &mut Table) -> Result<(), Failure> {
    let ours = postgres::database().await;
    let theirs = postgres::database().await;
    let log = open(ours.url()).await?;
    // The log makes its tables in the anchor's database too, so both keep the same indexes.
    let anchor_log = open(theirs.url()).await?;
    let pgbench = Pgbench::prepare(&theirs)?;

    pgbench.run(1, WARM_UP).await?;
    alone(&log, true, WARM_UP).await?;
    let mut measured = [(); 4].map(|()| Rounds::default());
    for _ in 0..ROUNDS {
        let [alone_keyed, alone_bare, many_keyed, many_bare] = &mut measured;
        let anchor = pgbench.run(1, ROUND).await?.median_us;
        alone_keyed.push(anchor, alone(&log, true, ROUND).await?);
        alone_bare.push(anchor, alone(&log, false, ROUND).await?);
        let anchor = pgbench.run(CALLERS, ROUND).await?.per_second;
        many_keyed.push(anchor, together(&log, true, ROUND).await?);
        many_bare.push(anchor, together(&log, false, ROUND).await?);
    }
    verify(&anchor_log).await?;
    verify(&log).await?;
    tell(table, measured);
    Ok(())
}

fn tell(table: &mut Table, measured: [Rounds; 4]) {
    let [alone_keyed, alone_bare, many_keyed, many_bare] = measured;
    let mut push = |what: &str, rounds, unit| {
        let aim = if unit == Unit::PerSecond { "≥ 2.5" } else { "≤ 1.3" };
        table.push(Line { row: 3, what: what.to_owned(), anchor: ANCHOR, rounds, unit, aim });
    };
    push("append, PostgreSQL, 1 caller, with idempotency key", alone_keyed, Unit::Microseconds);
    push("the same without key", alone_bare, Unit::Microseconds);
    push("append, PostgreSQL, 64 callers, with idempotency key", many_keyed, Unit::PerSecond);
    push("the same without key", many_bare, Unit::PerSecond);
    table.note(format!(
        "Row 3: {ROUNDS} rounds of {} s each, p50 with one caller and appends a second with \
         {CALLERS}; the events of row 1. The anchor is `pgbench -M prepared` with one INSERT a \
         transaction into the log's own table, its position from a sequence, with as many \
         clients on two threads. Same server on a socket of this machine, fsync, \
         full_page_writes and synchronous_commit on. Ours also takes the lock that keeps \
         positions in commit order, checks the expected version and tells other processes; \
         with a key it looks for an earlier outcome and stores the command in a second table. \
         postgres-es, the other anchor, is left out for the reason of sqlite-es.",
        ROUND.as_secs(),
    ));
}

async fn open(url: &str) -> Result<Arc<dyn EventLog>, Failure> {
    Ok(registry::log::open(&LogSettings::new(url)).await?)
}

/// p50 of one caller, in microseconds.
async fn alone(log: &Arc<dyn EventLog>, keyed: bool, span: Duration) -> Result<f64, Failure> {
    let mut caller = Caller::new(keyed);
    let mut times = Vec::new();
    let end = Instant::now() + span;
    while Instant::now() < end {
        let append = caller.next_append();
        let begun = Instant::now();
        log.append(append).await?;
        times.push(begun.elapsed());
    }
    Ok(median_us(&times))
}

/// Appends a second of many callers, each to streams of its own.
async fn together(log: &Arc<dyn EventLog>, keyed: bool, span: Duration) -> Result<f64, Failure> {
    let appended = Arc::new(AtomicU64::new(0));
    let mut callers = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..CALLERS {
        let (log, appended) = (Arc::clone(log), Arc::clone(&appended));
        callers.spawn(async move {
            let mut caller = Caller::new(keyed);
            while begun.elapsed() < span {
                log.append(caller.next_append()).await?;
                appended.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(ended) = callers.join_next().await {
        ended??;
    }
    let count = u32::try_from(appended.load(Ordering::Relaxed))?;
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}

/// Says when what is stored is not the events that both sides were to write.
async fn verify(log: &Arc<dyn EventLog>) -> Result<(), Failure> {
    let first = log.read_all(0, 1_000).await?;
    let same = |position: u64, event: &registry::log::NewEvent| {
        event.data == DATA.as_bytes() && event.kind == crate::appends::KIND && position > 0
    };
    if first.len() < 100 || !first.iter().all(|one| same(one.position, &one.event)) {
        return Err("the stores do not hold the same events".into());
    }
    Ok(())
}
