//! Where and when a table was made.

use std::fmt;
use std::process::Command;

use platform::clock::Clock;

/// The machine, the moment and the code.
#[derive(Debug)]
pub struct Machine {
    cores: usize,
    model: String,
    at: String,
    commit: String,
}

impl Machine {
    /// This machine now.
    pub fn now() -> Self {
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            model: cpu_model().unwrap_or_else(|| "unknown processor".to_owned()),
            at: Clock::system().now().format("%Y-%m-%d %H:%M UTC").to_string(),
            commit: commit(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cores, model, at, commit } = self;
        let build = if cfg!(debug_assertions) { ", NOT OPTIMISED" } else { "" };
        write!(f, "{at}, commit {commit}{build}; {cores} cores, {model}")
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
