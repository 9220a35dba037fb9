//! Speed as ratios: every figure is measured in turn with an anchor that does the same work on the
//! same machine, with the same data and the same durability.
//!
//! `bench --rows 1,3,7` prints one Markdown table. It never fails over a figure.

mod appends;
mod begin;
mod cases;
mod machine;
mod ours;
mod peer;
mod raw;
mod rounds;
mod table;

mod freshness;
mod growth;
mod import;
mod list;
mod load_case;
mod postgres_append;
mod projection;
mod searching;
mod sqlite_append;
mod statistics;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::machine::Machine;
use crate::table::Table;

/// Whatever stops a measurement.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Cases that are folded in row 6.
const FOLDED: u64 = 20_000;

/// Cases that are there when those of row 13 come.
const FOLLOWED: u64 = 10_000;

/// Cases that the product starts with in row 11.
const BEGIN_WITH: u64 = 100_000;

/// Cases that are searched in row 8.
const SEARCHED: u64 = 100_000;

/// Gains that statistics are over in row 9.
const GAINS: u64 = 1_000_000;

/// What to measure.
#[derive(Debug, Parser)]
#[command(name = "bench", version, about = "Speed as ratios against anchors in the same run")]
struct Options {
    /// Rows of the table of aims: 1 and 2 (append to `SQLite` by one caller and by 64), 3 (append to
    /// `PostgreSQL`), 4 (import), 5 (load a case), 6 (fold the log), 7 (list of cases), 8 (search), 9
    /// (statistics), 10 (growth), 11 (start), 13 (freshness).
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 11, 10])]
    rows: Vec<u8>,
    /// Most cases of rows 6, 8, 10, 11 and 13; a million, in row 10, take a good while and 15 GB.
    #[arg(long, default_value_t = 1_000_000)]
    largest: u64,
    /// The program whose lists are measured in rows 7, 8 and 11.
    #[arg(long, default_value = "target/release/genvej")]
    genvej: PathBuf,
    /// The folder in which npm installed tests/bench/postgraphile, the anchor of
    /// rows 7, 8 and 11.
    #[arg(long)]
    postgraphile: Option<PathBuf>,
    /// A Python that has `DuckDB`, an anchor of row 9.
    #[arg(long)]
    duckdb: Option<PathBuf>,
    /// The program built of tests/bench/peers, an anchor of rows 1 to 3.
    #[arg(long)]
    peers: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let mut table = Table::of(Machine::now());
    let mut complete = true;
    for row in &options.rows {
        eprintln!("== row {row}");
        table.begin_row();
        if let Err(failure) = measure(*row, &options, &mut table).await {
            complete = false;
            table.note(format!("Row {row} could not be measured: {failure}"));
        }
    }
    print!("{table}");
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(row: u8, options: &Options, table: &mut Table) -> Result<(), Failure> {
    let peers = options.peers.as_deref();
    let postgraphile = options.postgraphile.as_deref();
    match row {
        1 => sqlite_append::one_caller(peers, table).await,
        2 => sqlite_append::many_callers(peers, table).await,
        3 => postgres_append::measure(peers, table).await,
        4 => import::measure(table).await,
        5 => load_case::measure(peers, table).await,
        6 => projection::measure(options.largest.min(FOLDED), table).await,
        7 => list::measure(&options.genvej, postgraphile, table).await,
        8 => {
            let cases = options.largest.min(SEARCHED);
            searching::measure(&options.genvej, postgraphile, cases, table).await
        }
        9 => {
            let gains = options.largest.min(GAINS);
            statistics::measure(gains, options.duckdb.as_deref(), table).await
        }
        10 => growth::measure(options.largest, table).await,
        11 => {
            let cases = options.largest.min(BEGIN_WITH);
            begin::measure(&options.genvej, postgraphile, cases, table).await
        }
        13 => freshness::measure(options.largest.min(FOLLOWED), table).await,
        _ => Err("there is no benchmark for it yet".into()),
    }
}
