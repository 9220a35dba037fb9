//! The process that faults are made for.

use std::error::Error;

use chaos::write::{self, Orders};
use clap::Parser;

#[derive(Debug, Parser)]
enum Verb {
    /// Writes to a log until it is killed.
    Write(Orders),
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let Verb::Write(orders) = Verb::parse();
    Box::pin(write::run(orders)).await
}
