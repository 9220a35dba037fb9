//! Row 10: how what people wait for grows with the number of cases.

mod grown;

use std::time::{Duration, Instant};

use self::grown::Grown;
use crate::Failure;
use crate::rounds::median_us;
use crate::table::{Curve, Table};

const ROUNDS: usize = 5;

/// How long each thing is repeated in a round, at least and at most so often.
const ROUND: Duration = Duration::from_millis(200);
const LEAST: usize = 3;
const MOST: usize = 100;

const SIZES: [u64; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// What is measured, in the order in which it takes turns.
const WHAT: [(&str, &str); 9] = [
    ("anchor: raw INSERT of an event", ""),
    ("append of a case", "≤ 0.1"),
    ("anchor: raw SELECT of a stream", ""),
    ("load a case, first time", "≤ 0.1"),
    ("list, newest first, 20 cases", "≤ 0.1"),
    ("list, by title, 20 cases", "≤ 0.1"),
    ("search, rare words, 20 cases", "≤ 0.1"),
    ("search, common words, 20 cases", "≤ 0.1"),
    ("statistics page, by phase", "≤ 0.1"),
];

/// Measures at every size up to the largest.
pub async fn measure(largest: u64, table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut grown = Grown::open(folder.path()).await?;
    let mut curves = WHAT.map(|(what, aim)| Curve { what, points: Vec::new(), aim });
    let mut told = Vec::new();
    for size in SIZES.into_iter().filter(|size| *size <= largest) {
        let growing = Instant::now();
        let events = grown.grow(size).await?;
        let filled = growing.elapsed();
        let folding = grown.fold().await?;
        told.push(format!(
            "{size} cases, {events} events: appended in {:.1} s, folded in {:.1} s",
            filled.as_secs_f64(),
            folding.as_secs_f64()
        ));
        eprintln!("   {}", told.last().map_or("", String::as_str));
        let mut times = [const { Vec::new() }; WHAT.len()];
        for _ in 0..ROUNDS {
            for (nth, times) in times.iter_mut().enumerate() {
                repeat(&mut grown, nth, times).await?;
            }
        }
        for (curve, times) in curves.iter_mut().zip(&times) {
            curve.points.push((size, median_us(times)));
        }
    }
    for curve in curves {
        table.grow(curve);
    }
    table.note(format!(
        "Row 10: one log and one set of read models, embedded SQLite, grown from size to size with \
         the demo's casebook varied from a seed. p50 of {ROUNDS} rounds in which everything takes \
         its turn, in one process, without GraphQL; somebody signed in asks, so all is filtered by \
         what the reader may see. The exponent is that of the power of the size that fits best. {}.",
        told.join("; ")
    ));
    Ok(())
}

/// Does one thing over and over for a round.
async fn repeat(grown: &mut Grown, nth: usize, times: &mut Vec<Duration>) -> Result<(), Failure> {
    let begun = Instant::now();
    for done in 0..MOST {
        if done >= LEAST && begun.elapsed() > ROUND {
            break;
        }
        times.push(match nth {
            0 => grown.raw_insert()?,
            1 => grown.append().await?,
            2 => grown.raw_select()?,
            3 => grown.load().await?,
            4 => grown.list_newest().await?,
            5 => grown.list_by_title().await?,
            6 => grown.search("sygeplejerske aftenudgave").await?,
            7 => grown.search("kommune borgere").await?,
            _ => grown.statistics().await?,
        });
    }
    Ok(())
}
