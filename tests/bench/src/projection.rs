//! Row 6: folding a whole log into read models, event by event as it catches up, and again from the
//! beginning.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use registry::directory::Directory;
use registry::events;
use registry::log::LogSettings;
use registry::read::{ReadModels, ReadSettings};
use rusqlite::{Connection, params};

use crate::Failure;
use crate::cases::Casebook;
use crate::raw::Raw;
use crate::rounds::Rounds;
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 3;

/// Cases that are put into both logs before time is measured, a transaction each hundred.
const BATCH: u64 = 100;

const ANCHOR: &str = "rows → decode → raw upsert in one transaction";

/// Measures both ways over the log of so many cases.
pub async fn measure(cases: u64, table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let (casebook, raw_file) = (Casebook::of_demo()?, folder.join("raw.db"));
    let settings = LogSettings::new(format!("sqlite:{}", folder.join("log.db").display()));
    let log = registry::log::open(&settings).await?;
    casebook.fill(log.as_ref(), 0..cases).await?;
    let events = fill(&casebook, cases, &raw_file)?;

    let (mut catching_up, mut rebuilding) = (Rounds::default(), Rounds::default());
    let rate = |begun: Instant| f64::from(events) / begun.elapsed().as_secs_f64();
    for nth in 0..ROUNDS {
        let begun = Instant::now();
        let rows = upsert(&raw_file, &folder.join(format!("rows-{nth}.db")))?;
        let anchor = rate(begun);
        if rows != cases {
            return Err(format!("the anchor has {rows} cases of {cases}").into());
        }
        let models = open(&folder.join(format!("read-{nth}"))).await?;
        let begun = Instant::now();
        models.catch_up(log.as_ref()).await?;
        catching_up.push(anchor, rate(begun));
        let caught_up = models.digest().await?;
        let begun = Instant::now();
        models.rebuild(log.as_ref(), |_, _| {}).await?;
        rebuilding.push(anchor, rate(begun));
        if models.digest().await? != caught_up {
            return Err("read models that were built again are others than before".into());
        }
    }
    tell(table, [u64::from(events), cases], catching_up, rebuilding);
    Ok(())
}

fn tell(table: &mut Table, [events, cases]: [u64; 2], catching_up: Rounds, rebuilding: Rounds) {
    let mut push = |what: &str, rounds| {
        let (what, unit) = (what.to_owned(), Unit::PerSecond);
        table.push(Line { row: 6, what, anchor: ANCHOR, rounds, unit, aim: "≥ 0.6" });
    };
    push("catch up from an empty store, events a second", catching_up);
    push("rebuild, events a second", rebuilding);
    table.note(format!(
        "Row 6: {ROUNDS} rounds over {events} events of {cases} cases, embedded SQLite for log and \
         read models, the search index in its folder. Ours folds lists, access, history, figures \
         and the search index, all that the product answers from, and after both ways they must \
         be equal row by row. The anchor reads the events' rows, decodes them into the same types \
         and keeps the last one of each case.",
    ));
}

/// Read models of their own.
pub async fn open(folder: &Path) -> Result<Arc<ReadModels>, Failure> {
    let settings = ReadSettings {
        url: format!("sqlite:{}", folder.join("read.db").display()),
        search_folder: Some(folder.join("search")),
    };
    Ok(Arc::new(ReadModels::open(&settings, Directory::default()).await?))
}

/// Puts the same events into a file without a log, and tells how many they are.
fn fill(casebook: &Casebook, cases: u64, file: &Path) -> Result<u32, Failure> {
    let mut raw = Raw::open(file)?;
    let mut events = 0;
    for first in (0..cases).step_by(usize::try_from(BATCH)?) {
        let numbers = first..(first + BATCH).min(cases);
        let appends =
            numbers.map(|number| casebook.append(number)).collect::<Result<Vec<_>, _>>()?;
        events += appends.iter().map(|append| append.events.len()).sum::<usize>();
        raw.import(&appends)?;
    }
    Ok(u32::try_from(events)?)
}

/// Keeps the last event of every stream, and tells how many there are.
fn upsert(from: &Path, to: &Path) -> Result<u64, Failure> {
    let (from, mut to) = (Connection::open(from)?, Connection::open(to)?);
    to.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE TABLE cases (stream TEXT PRIMARY KEY, version INTEGER, data TEXT) STRICT",
    )?;
    let transaction = to.transaction()?;
    {
        let sql = "SELECT stream, version, kind, schema, data FROM events ORDER BY position";
        let mut read = from.prepare(sql)?;
        let mut write = transaction.prepare(
            "INSERT INTO cases VALUES (?, ?, ?) ON CONFLICT (stream) \
             DO UPDATE SET version = excluded.version, data = excluded.data",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let data = row.get_ref(4)?.as_str()?;
            let event = events::decode(row.get_ref(2)?.as_str()?, row.get(3)?, data.as_bytes())?;
            let (stream, version) = (row.get_ref(0)?.as_str()?, row.get::<_, i64>(1)?);
            // Looked at, so that decoding it is not left out.
            std::hint::black_box(event);
            write.execute(params![stream, version, data])?;
        }
    }
    transaction.commit()?;
    let count: i64 = to.query_row("SELECT count(*) FROM cases", [], |row| row.get(0))?;
    Ok(u64::try_from(count)?)
}
