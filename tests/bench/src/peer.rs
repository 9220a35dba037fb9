//! The event stores of others: a program of its own that does what it is told line by line, for
//! what it is made of cannot be in one program with ours.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use registry::log::NewEvent;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::Failure;
use crate::appends::{DATA, KIND};
use crate::rounds::Measured;

/// A running store.
#[derive(Debug)]
pub struct Peer {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    appended: u64,
    /// Held for its end.
    _program: Child,
}

impl Peer {
    /// sqlite-es over a file, with so many connections.
    pub async fn sqlite(program: &Path, file: &Path, connections: u32) -> Result<Self, Failure> {
        Self::start(program, "sqlite", &file.display().to_string(), connections).await
    }

    /// postgres-es over a database, with so many connections.
    pub async fn postgres(program: &Path, url: &str, connections: u32) -> Result<Self, Failure> {
        Self::start(program, "postgres", url, connections).await
    }

    /// It answers when it is open and has seen that it writes durably.
    async fn start(
        program: &Path,
        engine: &str,
        store: &str,
        connections: u32,
    ) -> Result<Self, Failure> {
        let mut program = Command::new(program)
            .args([engine, store, &connections.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let input = program.stdin.take().ok_or("standard input is piped above")?;
        let output = program.stdout.take().ok_or("standard output is piped above")?;
        let output = BufReader::new(output).lines();
        let mut peer = Self { input, output, appended: 0, _program: program };
        peer.answer().await?;
        peer.ask(&format!("event {KIND} {DATA}")).await?;
        Ok(peer)
    }

    /// Appends for a while by so many callers at once.
    pub async fn append(&mut self, callers: usize, span: Duration) -> Result<Measured, Failure> {
        let [count, nanoseconds, median] =
            self.numbers(&format!("append {callers} {}", span.as_millis())).await?;
        self.appended += count;
        Ok(Measured {
            median_us: Duration::from_nanos(median).as_secs_f64() * 1e6,
            per_second: f64::from(u32::try_from(count)?)
                / Duration::from_nanos(nanoseconds).as_secs_f64(),
        })
    }

    /// Appends one event to a stream.
    pub async fn put(&mut self, stream: &str, event: &NewEvent) -> Result<(), Failure> {
        let data: Value = serde_json::from_slice(&event.data)?;
        let happened = json!({ "kind": event.kind, "data": data });
        self.ask(&format!("put {stream} {happened}")).await.map(drop)
    }

    /// Loads a stream so many times: its version, and p50 in microseconds.
    pub async fn load(&mut self, stream: &str, times: usize) -> Result<(u64, f64), Failure> {
        let [version, median] = self.numbers(&format!("load {stream} {times}")).await?;
        Ok((version, Duration::from_nanos(median).as_secs_f64() * 1e6))
    }

    /// Says when it does not hold all that it was to append.
    pub async fn verify(&mut self) -> Result<(), Failure> {
        let [count] = self.numbers("count").await?;
        if count != self.appended {
            return Err(format!("{count} events are stored of {}", self.appended).into());
        }
        Ok(())
    }

    async fn numbers<const COUNT: usize>(&mut self, line: &str) -> Result<[u64; COUNT], Failure> {
        let answer = self.ask(line).await?;
        let numbers: Result<Vec<u64>, _> = answer.split(' ').map(str::parse).collect();
        numbers?.try_into().map_err(|_| format!("{line} was answered with {answer}").into())
    }

    async fn ask(&mut self, line: &str) -> Result<String, Failure> {
        self.input.write_all(format!("{line}\n").as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<String, Failure> {
        let line = self.output.next_line().await?;
        line.ok_or_else(|| "the others' store has ended; it says why above".into())
    }
}
