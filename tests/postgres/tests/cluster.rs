//! A cluster is there when asked for, and gone with whoever asked for it.

#![allow(clippy::unwrap_used, reason = "all of this crate is tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use postgres::{VARIABLE, program};

/// Runs a shell script beside a cluster.
fn run(script: &str) -> Output {
    let script = script.replace("URL", &format!("\"${VARIABLE}\""));
    Command::new(env!("CARGO_BIN_EXE_postgres"))
        .args(["run", "sh", "-c", &script])
        .output()
        .unwrap()
}

/// The folder of the cluster whose address a script printed.
fn folder(output: &Output) -> PathBuf {
    let url = String::from_utf8(output.stdout.clone()).unwrap();
    let host = url.trim().strip_prefix("postgres://postgres@").unwrap();
    PathBuf::from(host.strip_suffix("/postgres").unwrap().replace("%2F", "/"))
}

fn assert_gone_soon(folder: &Path) {
    let begun = Instant::now();
    while folder.exists() {
        assert!(begun.elapsed() < Duration::from_mins(1), "{} is left", folder.display());
        std::thread::yield_now();
    }
}

#[test]
fn a_command_finds_the_server_and_its_exit_code_is_passed_on() {
    let psql = program("psql").unwrap();
    let output = run(&format!("{} -qtAc 'SELECT 6 * 7' URL; exit 3", psql.display()));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "42");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn nothing_is_left_when_the_command_ends() {
    let output = run("echo URL");
    assert!(!folder(&output).exists());
}

#[test]
fn nothing_is_left_when_the_owner_is_killed() {
    let output = run("echo URL; kill -9 $PPID");
    assert_eq!(output.status.code(), None, "the owner was killed");
    assert_gone_soon(&folder(&output));
}

#[tokio::test]
async fn databases_are_empty_and_apart() {
    let (one, other) = (postgres::database().await, postgres::database().await);
    one.execute("CREATE TABLE events (id integer)");
    other.execute("CREATE TABLE events (id integer)");
    assert_ne!(one.url(), other.url());
}

#[tokio::test]
#[should_panic(expected = "PostgreSQL refuses")]
async fn a_refused_statement_is_told() {
    postgres::database().await.execute("SELECT nonsense");
}
