//! Event stores of others, driven line by line over standard input, so that their rounds and ours
//! take turns in one run although they cannot be in one program.
//!
//! `peers sqlite <file> <connections>` and `peers postgres <url> <connections>` answer `ready` when the store is open and writes
//! as durably as ours. Then each line is answered with one:
//!
//! - `event <kind> <json>` says what is appended; `ok`
//! - `append <callers> <milliseconds>`: events appended, nanoseconds taken, p50 in nanoseconds
//! - `put <stream> <json>` appends to one stream; its version then
//! - `load <stream> <times>`: events in it, p50 in nanoseconds of having its state
//! - `count`: events stored that are what was to be appended

mod case;
mod store;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cqrs_es::EventStore;
use cqrs_es::persist::{PersistedEventRepository, PersistedEventStore};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::task::JoinSet;

use crate::case::{Case, Happened, Stream};

/// Whatever ends the program.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A store of either engine.
type Store<R> = Arc<PersistedEventStore<R, Case>>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [engine, store, connections] => open(engine, store, connections).await,
        _ => Err("usage: peers sqlite <file> <connections> | postgres <url> <connections>".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("peers: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Opens a store of either engine and serves it.
async fn open(engine: &str, store: &str, connections: &str) -> Result<(), Failure> {
    let connections = connections.parse()?;
    match engine {
        "sqlite" => serve(store::sqlite(store, connections).await?).await,
        "postgres" => serve(store::postgres(store, connections).await?).await,
        _ => Err(format!("there is no engine {engine}").into()),
    }
}

/// Answers lines until there are no more.
async fn serve<R>(repository: R) -> Result<(), Failure>
where
    R: PersistedEventRepository + Send + Sync + 'static,
{
    let store = Arc::new(PersistedEventStore::<R, Case>::new_event_store(repository));
    let mut session = Session { store, event: None, appended: Vec::new() };
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    println!("ready");
    while let Some(line) = lines.next_line().await? {
        println!("{}", session.answer(&line).await?);
    }
    Ok(())
}

struct Session<R: PersistedEventRepository> {
    store: Store<R>,
    event: Option<Happened>,
    /// Names of the streams that were appended to, with their versions.
    appended: Vec<(String, usize)>,
}

impl<R> Session<R>
where
    R: PersistedEventRepository + Send + Sync + 'static,
{
    async fn answer(&mut self, line: &str) -> Result<String, Failure> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        match verb {
            "event" => {
                let data = serde_json::from_str(second)?;
                self.event = Some(Happened { kind: first.to_owned(), data });
                Ok("ok".to_owned())
            }
            "append" => self.append(first.parse()?, second.parse()?).await,
            "put" => {
                let context = self.store.load_aggregate(first).await?;
                let mut stream = Stream::at(first, context.current_sequence);
                stream.commit(&*self.store, &serde_json::from_str(second)?).await?;
                Ok(stream.version.to_string())
            }
            "load" => self.load(first, second.parse()?).await,
            "count" => self.count().await,
            _ => Err(format!("what is {line}?").into()),
        }
    }

    /// Appends by so many callers at once, each to streams of its own.
    async fn append(&mut self, callers: usize, milliseconds: u64) -> Result<String, Failure> {
        let event = self.event.clone().ok_or("first say which event")?;
        let span = Duration::from_millis(milliseconds);
        let mut running = JoinSet::new();
        let begun = Instant::now();
        for _ in 0..callers {
            running.spawn(call(Arc::clone(&self.store), event.clone(), begun, span));
        }
        let mut times = Vec::new();
        while let Some(ended) = running.join_next().await {
            let (streams, taken) = ended??;
            self.appended.extend(streams);
            times.extend(taken);
        }
        let nanoseconds = begun.elapsed().as_nanos();
        Ok(format!("{} {nanoseconds} {}", times.len(), median(&mut times)))
    }

    async fn load(&self, stream: &str, times: usize) -> Result<String, Failure> {
        let mut taken = Vec::with_capacity(times);
        let mut version = 0;
        for _ in 0..times {
            let begun = Instant::now();
            version = self.store.load_aggregate(stream).await?.current_sequence;
            taken.push(begun.elapsed());
        }
        Ok(format!("{version} {}", median(&mut taken)))
    }

    /// Reads everything appended back and compares it.
    async fn count(&self) -> Result<String, Failure> {
        let mut count = 0;
        for (stream, version) in &self.appended {
            let events = self.store.load_events(stream).await?;
            let same = events.iter().all(|stored| Some(&stored.payload) == self.event.as_ref());
            if !same || events.len() != *version {
                return Err(format!("{stream} holds something else than was appended").into());
            }
            count += events.len();
        }
        Ok(count.to_string())
    }
}

/// One caller, until the time is over: its streams with their versions, and what each append took.
async fn call<R>(
    store: Store<R>,
    event: Happened,
    begun: Instant,
    span: Duration,
) -> Result<(Vec<(String, usize)>, Vec<Duration>), Failure>
where
    R: PersistedEventRepository + Send + Sync + 'static,
{
    let mut streams: Vec<(String, usize)> = Vec::new();
    let mut times = Vec::new();
    let mut stream = Stream::new();
    while begun.elapsed() < span {
        if stream.version == case::EVENTS_OF_A_STREAM {
            streams.push((stream.name, stream.version));
            stream = Stream::new();
        }
        let asked = Instant::now();
        stream.commit(&*store, &event).await?;
        times.push(asked.elapsed());
    }
    streams.push((stream.name, stream.version));
    Ok((streams, times))
}

/// In nanoseconds; 0 of none.
fn median(times: &mut [Duration]) -> u128 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0, Duration::as_nanos)
}
