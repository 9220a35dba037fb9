//! Genvej: one binary for all services and operator tasks.

mod access;
mod backup;
mod catalogue;
mod cli;
mod demo;
mod error;
mod handover;
mod import;
mod import_command;
mod log;
mod operate;
mod projections;
mod rebuild;
mod restore;
mod schema;
mod service;
mod settings;
mod up;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::cli::{Cli, Verb};
use crate::error::Failure;

/// Answers are made of many short texts: a quarter more lists a second than with the system's
/// (benchmark 7).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return told(&Failure::at("programmet kan ikke starte")(error)),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(&failure),
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.verb {
        Verb::Up(options) => up::run(options).await,
        Verb::Identity(options) => service::identity(options).await,
        Verb::Registry(options) => service::registry(options).await,
        Verb::Gateway(options) => service::gateway(options).await,
        Verb::Import(options) => import_command::run(options).await,
        Verb::Rebuild(options) => rebuild::run(options).await,
        Verb::Backup(options) => backup::run(options).await,
        Verb::Restore(options) => restore::run(options).await,
        Verb::Projections(options) => projections::run(options).await,
        Verb::Verify(options) => verify::run(options).await,
        Verb::Log(verb) => log::run(verb).await,
        Verb::Organisations(options) => operate::organisations(options).await,
        Verb::Catalogue(verb) => catalogue::run(verb).await,
        Verb::Handover(options) => handover::run(options).await,
        Verb::Units(options) => operate::units(options).await,
        Verb::Provider(options) => operate::provider(options).await,
        Verb::People(options) => access::people(options).await,
        Verb::Lock(options) => access::lock(options).await,
        Verb::Unlock(options) => access::unlock(options).await,
        Verb::Keys(options) => access::keys(options).await,
        Verb::Schema(options) => schema::run(&options),
    }
}

fn told(failure: &Failure) -> ExitCode {
    eprintln!("genvej: {failure}");
    ExitCode::FAILURE
}
