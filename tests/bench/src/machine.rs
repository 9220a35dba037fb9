//! Where and when a table was made.

use std::fmt;
use std::io::Write;
use std::process::Command;
use std::time::Instant;

use platform::clock::Clock;

use crate::rounds::median_us;

/// The machine, the moment and the code.
#[derive(Debug)]
pub struct Machine {
    cores: usize,
    model: String,
    /// p50 of writing 4 KiB so that a power cut does not lose them, in microseconds.
    durable_write_us: f64,
    at: String,
    commit: String,
}

impl Machine {
    /// This machine now.
    pub fn now() -> Self {
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            model: cpu_model().unwrap_or_else(|| "unknown processor".to_owned()),
            durable_write_us: durable_write_us().unwrap_or(f64::NAN),
            at: Clock::system().now().format("%Y-%m-%d %H:%M UTC").to_string(),
            commit: commit(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cores, model, durable_write_us, at, commit } = self;
        let build = if cfg!(debug_assertions) { ", NOT OPTIMISED" } else { "" };
        write!(
            f,
            "{at}, commit {commit}{build}; {cores} cores, {model}; a durable write of 4 KiB takes \
             {durable_write_us:.0} µs"
        )
    }
}

/// The load average over the last minute, `-` where the system does not tell.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("-").to_owned()
}

fn cpu_model() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The store's share of a durable append: where it is small, as on a disk that keeps its promise
/// in memory, sharing one write among many appends gains little.
fn durable_write_us() -> std::io::Result<f64> {
    let mut file = tempfile::tempfile()?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(median_us(&times))
}

/// The commit of the folder it runs in, with a word when files differ from it.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short", "HEAD"]) else {
        return "unknown".to_owned();
    };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Some(changed) if changed.is_empty() => commit,
        _ => format!("{commit} with changes"),
    }
}
