//! Row 7: a page of 20 cases with 9 fields each over GraphQL.

pub mod load;
pub mod postgraphile;
pub mod product;
pub mod server;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use self::load::Target;
use self::postgraphile::Prepared;
use self::product::Product;
use crate::Failure;
use crate::rounds::Rounds;
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
const CONNECTIONS: usize = 32;
/// Cases on the page that is asked for.
const PAGE: usize = 20;

/// What is asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    id: String,
    title: String,
    summary: String,
    phase: String,
    status: String,
    edition: i64,
    changed_at: DateTime<Utc>,
    lead: String,
    reuser_count: i64,
}

impl Row {
    /// The fields of an answer, in the order above.
    fn of(fields: [&Value; 9]) -> Result<Self, Failure> {
        let text = |nth: usize| {
            let text = fields[nth].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("field {nth} is no text: {}", fields[nth]))
        };
        let count = |nth: usize| {
            fields[nth].as_i64().ok_or_else(|| format!("field {nth} is no count: {}", fields[nth]))
        };
        Ok(Self {
            id: text(0)?,
            title: text(1)?,
            summary: text(2)?,
            phase: text(3)?,
            status: text(4)?,
            edition: count(5)?,
            changed_at: text(6)?.parse()?,
            lead: text(7)?,
            reuser_count: count(8)?,
        })
    }
}

/// Measures the product against `PostGraphile`, if that is installed in the folder named.
pub async fn measure(
    genvej: &Path,
    postgraphile: Option<&Path>,
    table: &mut Table,
) -> Result<(), Failure> {
    let postgraphile = postgraphile.ok_or("npm could not install PostGraphile, its anchor")?;
    let folder = tempfile::tempdir()?;
    let product = Product::start(genvej, folder.path()).await?;
    let all = product.cases().await?;
    let ours = product.target(PAGE).await?;
    let log = folder.path().join("postgraphile.log");
    let anchor = Prepared::of(postgraphile, &all, 0).await?.start(&log).await?;
    if anchor.rows()? != product::rows(&ours)? {
        return Err("the two do not give the same answer".into());
    }
    // Both compile or fill caches while they serve, so both are warmed up as hard as measured.
    for target in [&anchor.target, &ours] {
        target.together(CONNECTIONS, 2 * ROUND).await?;
    }
    let (alone, together) = rounds(&anchor.target, &ours).await?;
    tell(table, all.len(), alone, together);
    Ok(())
}

async fn rounds(anchor: &Target, ours: &Target) -> Result<(Rounds, Rounds), Failure> {
    let (mut alone, mut together) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        alone.push(anchor.alone(ROUND).await?, ours.alone(ROUND).await?);
        let theirs = anchor.together(CONNECTIONS, ROUND).await?;
        together.push(theirs, ours.together(CONNECTIONS, ROUND).await?);
    }
    Ok((alone, together))
}

fn tell(table: &mut Table, cases: usize, alone: Rounds, together: Rounds) {
    let mut push = |what: &str, rounds, unit, aim| {
        let anchor = "PostGraphile 5 on the same rows";
        table.push(Line { row: 7, what: what.to_owned(), anchor, rounds, unit, aim });
    };
    let what = "GraphQL list, 20 cases × 9 fields, p50, 1 connection";
    push(what, alone, Unit::Microseconds, "≤ 0.5");
    push("the same, answers a second, 32 connections", together, Unit::PerSecond, "≥ 3");
    table.note(format!(
        "Row 7: {ROUNDS} rounds of {} s each, {cases} cases of the demo in both. Ours is the whole \
         product in one process (gateway, registry and identity over gRPC, embedded SQLite) with \
         somebody signed in, so every answer is filtered by what the reader may see; the limit on \
         requests per session is raised. PostGraphile 5.1.5 on Node 22 reads one flat PostgreSQL \
         table that holds just these nine fields, without sign-in or filter, ordered by its \
         primary key. The answers are compared field by field before, and byte by byte \
         during the run. The program that asks, the same for both, runs on the same cores.",
        ROUND.as_secs(),
    ));
}
