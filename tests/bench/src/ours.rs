//! Appends to our log, by one caller and by many.

use std::sync::Arc;
use std::time::{Duration, Instant};

use registry::log::{EventLog, LogSettings, Recorded};
use tokio::task::JoinSet;

use crate::Failure;
use crate::appends::{Caller, DATA, KIND};
use crate::rounds::{Measured, median_us};

/// Events read at a time.
const PAGE: usize = 1_000;

/// A log with what was appended to it.
pub struct Ours {
    /// The log.
    pub log: Arc<dyn EventLog>,
    appended: usize,
}

impl Ours {
    /// Opens a log.
    pub async fn open(url: &str) -> Result<Self, Failure> {
        let log = registry::log::open(&LogSettings::new(url)).await?;
        Ok(Self { log, appended: 0 })
    }

    /// Appends for a while by so many callers at once, each to streams of its own, with
    /// idempotency keys or without.
    pub async fn append(
        &mut self,
        callers: usize,
        keyed: bool,
        span: Duration,
    ) -> Result<Measured, Failure> {
        let mut running = JoinSet::new();
        let begun = Instant::now();
        for _ in 0..callers {
            running.spawn(call(Arc::clone(&self.log), keyed, begun, span));
        }
        let mut times = Vec::new();
        while let Some(ended) = running.join_next().await {
            times.extend(ended??);
        }
        let taken = begun.elapsed();
        self.appended += times.len();
        let per_second = f64::from(u32::try_from(times.len())?) / taken.as_secs_f64();
        Ok(Measured { median_us: median_us(&times), per_second })
    }

    /// Says when the log does not hold all that it acknowledged, each as it was appended.
    pub async fn verify(&self) -> Result<(), Failure> {
        let (mut count, mut after) = (0, 0);
        loop {
            let page = self.log.read_all(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.position;
            count += page.len();
            let same = |stored: &Recorded| {
                stored.event.data == DATA.as_bytes() && stored.event.kind == KIND
            };
            if !page.iter().all(same) {
                return Err(format!("another event than was appended before {after}").into());
            }
        }
        if count != self.appended {
            return Err(format!("{count} events are stored of {}", self.appended).into());
        }
        Ok(())
    }
}

/// One caller, until the time is over: what each append took.
async fn call(
    log: Arc<dyn EventLog>,
    keyed: bool,
    begun: Instant,
    span: Duration,
) -> Result<Vec<Duration>, Failure> {
    let mut caller = Caller::new(keyed);
    let mut times = Vec::new();
    while begun.elapsed() < span {
        let append = caller.next_append();
        let asked = Instant::now();
        log.append(append).await?;
        times.push(asked.elapsed());
    }
    Ok(times)
}
