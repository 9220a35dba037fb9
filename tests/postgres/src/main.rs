//! `postgres run <command…>`: runs a command with a throw-away `PostgreSQL` beside it.

use std::process::{Command, ExitCode};

use postgres::{Cluster, VARIABLE};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let verb = arguments.next();
    let Some(program) = arguments.next().filter(|_| verb.is_some_and(|verb| verb == "run")) else {
        eprintln!("usage: postgres run <command> [arguments…]");
        return ExitCode::from(2);
    };
    let cluster = Cluster::start();
    let status = Command::new(&program).args(arguments).env(VARIABLE, cluster.url()).status();
    match status {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1).into(),
        Err(error) => {
            eprintln!("{} does not start: {error}", program.to_string_lossy());
            ExitCode::from(127)
        }
    }
}
