//! Row 11: from the start of the programs to the first correct answer.

use std::path::Path;

use registry::log::LogSettings;

use crate::Failure;
use crate::cases::Casebook;
use crate::list::postgraphile::Prepared;
use crate::list::product::{self, Installed};
use crate::list::server::Server;
use crate::rounds::Rounds;
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 5;

/// Cases on the page that is asked for.
const PAGE: usize = 20;

/// Measures the product against `PostGraphile` with so many cases, if that is installed.
pub async fn measure(
    genvej: &Path,
    postgraphile: Option<&Path>,
    cases: u64,
    table: &mut Table,
) -> Result<(), Failure> {
    let postgraphile = postgraphile.ok_or("npm could not install PostGraphile, its anchor")?;
    let folder = tempfile::tempdir()?;
    fill(folder.path(), cases).await?;
    let installed = Installed::new(genvej, folder.path())?;
    let product = installed.start().await?;
    let all = product.cases().await?;
    let ours = product.target(PAGE).await?;
    product.stop().await?;

    let said = folder.path().join("postgraphile.log");
    let prepared = Prepared::of(postgraphile, &all, usize::try_from(cases)?).await?;
    let anchor = prepared.start(&said).await?;
    if anchor.rows()? != product::rows(&ours)? {
        return Err("the two do not give the same answer".into());
    }
    let (prepared, theirs) = anchor.stop().await?;

    let [mut after_stop, mut after_crash] = [(); 2].map(|()| Rounds::default());
    for _ in 0..ROUNDS {
        let (server, anchor) = Server::time(&mut prepared.command(), &said, &theirs).await?;
        server.stop().await?;
        let anchor = anchor.as_secs_f64() * 1e6;
        let (server, time) = installed.time(&ours).await?;
        after_stop.push(anchor, time.as_secs_f64() * 1e6);
        server.kill().await?;
        let (server, time) = installed.time(&ours).await?;
        after_crash.push(anchor, time.as_secs_f64() * 1e6);
        server.stop().await?;
    }
    tell(table, cases, [after_stop, after_crash]);
    Ok(())
}

fn tell(table: &mut Table, cases: u64, [after_stop, after_crash]: [Rounds; 2]) {
    let mut push = |what: &str, rounds| {
        let (anchor, unit) = ("PostGraphile 5 on as many rows", Unit::Microseconds);
        table.push(Line { row: 11, what: what.to_owned(), anchor, rounds, unit, aim: "≤ 0.3" });
    };
    push("start to first correct answer, after a stop", after_stop);
    push("the same after kill -9", after_crash);
    table.note(format!(
        "Row 11: {ROUNDS} rounds with {cases} cases. Time from starting the process until the \
         list of row 7, asked for every millisecond, is answered byte for byte as before. Ours \
         starts gateway, identity, registry, log, read models and search index in one process; \
         the session of before the stop must still hold. PostGraphile's PostgreSQL keeps running.",
    ));
}

/// Puts cases into the log that the product will find.
pub async fn fill(folder: &Path, cases: u64) -> Result<(), Failure> {
    let settings = LogSettings::new(format!("sqlite:{}", folder.join("log.db").display()));
    let log = registry::log::open(&settings).await?;
    Casebook::of_demo()?.fill(log.as_ref(), 0..cases).await?;
    Ok(())
}
