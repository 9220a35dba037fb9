//! Row 9: figures over a million gains, a page that is kept added up and questions that are not,
//! against databases that go through a table of the same gains.

mod anchors;
mod gains;

use std::path::Path;
use std::time::Instant;

use case::access::{Principal, Role};
use registry::log::LogSettings;
use registry::read::Reader;
use rust_decimal::Decimal;
use vocabulary::{PersonId, StatisticsCell, StatisticsDimension};

use self::anchors::{DuckDb, Postgres, Row};
use crate::Failure;
use crate::rounds::{Rounds, median_us};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 5;
/// Times that a question is asked in a round.
const TIMES: usize = 7;

/// A question: what figures are split by, and the key that an anchor gives its rows.
struct Question {
    what: &'static str,
    by: &'static [StatisticsDimension],
    key: &'static str,
}

const QUESTIONS: [Question; 3] = [
    Question {
        what: "statistics page, by phase, over gains",
        by: &[StatisticsDimension::Phase],
        key: "phase",
    },
    Question {
        what: "ad hoc, by organisation and kind",
        by: &[StatisticsDimension::Organisation, StatisticsDimension::Kind],
        key: "lead || '/' || kind",
    },
    Question {
        what: "ad hoc, by subject area, case by case",
        by: &[StatisticsDimension::SubjectArea],
        key: "area",
    },
];

/// Measures over so many gains, ten of each case.
pub async fn measure(gains: u64, python: Option<&Path>, table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let settings = LogSettings::new(format!("sqlite:{}", folder.join("log.db").display()));
    let log = registry::log::open(&settings).await?;
    let csv = gains::fill(log.as_ref(), gains, &folder.join("gains.csv")).await?;
    let models = crate::projection::open(folder).await?;
    models.catch_up(log.as_ref()).await?;
    let reader = models.reader();

    let mut postgres = Postgres::open(&csv).await?;
    let mut duckdb = match python {
        Some(python) => Some(DuckDb::start(python, &csv, gains).await?),
        None => None,
    };
    for question in &QUESTIONS {
        let (mut by_postgres, mut by_duckdb) = (Rounds::default(), Rounds::default());
        for _ in 0..ROUNDS {
            let wanted = postgres.ask(question.key, TIMES).await?;
            let ours = ask(&reader, question, &wanted.1).await?;
            by_postgres.push(wanted.0, ours);
            if let Some(duckdb) = &mut duckdb {
                let (anchor, rows) = duckdb.ask(question.key, TIMES).await?;
                let ours = ask(&reader, question, &rows).await?;
                by_duckdb.push(anchor, ours);
            }
        }
        tell(table, question, by_postgres, by_duckdb);
    }
    let duckdb = if python.is_some() { "" } else { "DuckDB could not be had from PyPI. " };
    table.note(format!(
        "Row 9: {ROUNDS} rounds of {TIMES} over {gains} gains, ten of each case, expected and \
         measured, in hours and kroner. {duckdb}Anchors hold one flat table with a row for each \
         gain, in memory; DuckDB has one thread. They sum the four figures and filter by one \
         column. Ours answers as a coordinator, by access keys, with cases, organisations, those \
         without figures and so much for each inhabitant beside the sums, which are compared \
         exactly each time.",
    ));
    Ok(())
}

/// How long ours takes; a failure when the sums are others than the anchor's.
async fn ask(reader: &Reader, question: &Question, wanted: &[Row]) -> Result<f64, Failure> {
    let principal = Principal::Person {
        id: PersonId(uuid::Uuid::from_u128(9)),
        organisation: "29189668".parse()?,
        roles: [Role::Coordinator].into(),
        units: [].into(),
        subjects: [].into(),
    };
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        let told = reader.statistics(&principal, question.by, None).await?;
        times.push(begun.elapsed());
        let rows: Vec<Row> = told.cells.iter().map(row).collect();
        if rows != wanted {
            return Err(format!("{}: ours is {rows:?}, not {wanted:?}", question.what).into());
        }
    }
    Ok(median_us(&times))
}

fn row(cell: &StatisticsCell) -> Row {
    let key: Vec<&str> = cell.values.iter().flatten().map(String::as_str).collect();
    let whole = |sum: Option<Decimal>| {
        sum.and_then(|sum| i64::try_from(sum.round()).ok()).unwrap_or_default()
    };
    let figures = &cell.figures;
    let sums = [
        figures.expected_hours_per_year,
        figures.measured_hours_per_year,
        figures.expected_kroner_per_year,
        figures.measured_kroner_per_year,
    ];
    Row { key: key.join("/"), sums: sums.map(whole) }
}

fn tell(table: &mut Table, question: &Question, by_postgres: Rounds, by_duckdb: Rounds) {
    let is_page = question.by == QUESTIONS[0].by;
    let mut push = |anchor, rounds, aim| {
        let (what, unit) = (question.what.to_owned(), Unit::Microseconds);
        table.push(Line { row: 9, what, anchor, rounds, unit, aim });
    };
    push("PostgreSQL, one table", by_postgres, if is_page { "≤ 0.01" } else { "" });
    push("DuckDB, one thread", by_duckdb, if is_page { "" } else { "≤ 1" });
}
