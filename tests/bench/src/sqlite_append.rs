//! Row 1: one caller appends durably to embedded `SQLite`.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use registry::log::{Append, EventLog, LogSettings};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions, SqliteConnection};

use crate::Failure;
use crate::appends::{Caller, compare};
use crate::rounds::{Rounds, median_us};
use crate::table::{Line, Table, Unit};

const ROUNDS: usize = 9;
const APPENDS: usize = 400;

/// Appends of the round before the first, which fills caches and is not counted.
const WARM_UP: usize = 100;

const ANCHOR: &str = "raw INSERT through the same driver, one transaction each";

/// What has been appended to one store.
struct Store {
    log: Arc<dyn EventLog>,
    appended: Vec<Append>,
}

/// Measures appends as the product makes them, and the same without their keys.
pub async fn measure(table: &mut Table) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut anchor = Anchor::open(&folder.path().join("anchor.db")).await?;
    let mut keyed = Store::open(&folder.path().join("keyed.db")).await?;
    let mut bare = Store::open(&folder.path().join("bare.db")).await?;
    let (mut with_key, mut without) = (Rounds::default(), Rounds::default());
    for round in 0..=ROUNDS {
        let count = if round == 0 { WARM_UP } else { APPENDS };
        let appends = Caller::new(false).take(count);
        let first = anchor.insert(&appends).await?;
        let ours = bare.append(&appends).await?;
        let again = Caller::new(false).take(count);
        let second = anchor.insert(&again).await?;
        let ours_with_key = keyed.append(&Caller::new(true).take(count)).await?;
        if round > 0 {
            without.push(median_us(&first), median_us(&ours));
            with_key.push(median_us(&second), median_us(&ours_with_key));
        }
    }
    anchor.verify().await?;
    keyed.verify().await?;
    bare.verify().await?;
    let line = |what: &str, rounds, aim| Line {
        row: 1,
        what: what.to_owned(),
        anchor: ANCHOR,
        rounds,
        unit: Unit::Microseconds,
        aim,
    };
    table.push(line("durable append, SQLite, 1 caller, with idempotency key", with_key, "≤ 1.3"));
    table.push(line("the same without key", without, "≤ 1.3"));
    table.note(format!(
        "Row 1: p50 of {APPENDS} appends a round, {ROUNDS} rounds; one event of {} bytes each, ten \
         to a stream. The anchor writes the same events into the log's own table (two unique \
         indexes), journal WAL and synchronous FULL on both sides. It decides nothing; ours \
         also checks the expected version, and with a key looks for an earlier outcome and stores \
         the command in a second table. sqlite-es, the other anchor aimed at, is left out: its \
         driver (sqlx 0.8) links another SQLite than ours (sqlx 0.9) and cannot be in the same \
         program.",
        crate::appends::DATA.len(),
    ));
    Ok(())
}

async fn open(path: &Path) -> Result<Arc<dyn EventLog>, Failure> {
    Ok(registry::log::open(&LogSettings::new(format!("sqlite:{}", path.display()))).await?)
}

impl Store {
    async fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self { log: open(path).await?, appended: Vec::new() })
    }

    async fn append(&mut self, appends: &[Append]) -> Result<Vec<Duration>, Failure> {
        let mut times = Vec::with_capacity(appends.len());
        for append in appends.iter().cloned() {
            let begun = Instant::now();
            self.log.append(append).await?;
            times.push(begun.elapsed());
        }
        self.appended.extend_from_slice(appends);
        Ok(times)
    }

    async fn verify(&self) -> Result<(), Failure> {
        let stored = self.log.read_all(0, usize::MAX >> 1).await?;
        compare(&stored, &self.appended)
    }
}

/// The table of the log, written without the log.
struct Anchor {
    connection: SqliteConnection,
    store: Store,
}

impl Anchor {
    /// The log makes its tables, so that both sides keep the same indexes.
    async fn open(path: &Path) -> Result<Self, Failure> {
        let store = Store::open(path).await?;
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging()
            .connect()
            .await?;
        let (synchronous,): (i64,) =
            sqlx::query_as("PRAGMA synchronous").fetch_one(&mut connection).await?;
        if synchronous != 2 {
            return Err("the anchor does not write with synchronous=FULL".into());
        }
        Ok(Self { connection, store })
    }

    async fn insert(&mut self, appends: &[Append]) -> Result<Vec<Duration>, Failure> {
        let mut times = Vec::with_capacity(appends.len());
        let mut version = 0;
        for (nth, append) in appends.iter().enumerate() {
            let position = i64::try_from(self.store.appended.len() + nth + 1)?;
            version =
                if nth > 0 && appends[nth - 1].stream == append.stream { version + 1 } else { 1 };
            let origin = serde_json::to_string(&append.origin)?;
            let event = &append.events[0];
            let data = std::str::from_utf8(&event.data)?;
            let begun = Instant::now();
            sqlx::query("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(position)
                .bind(event.id)
                .bind(&append.stream)
                .bind(version)
                .bind(&event.kind)
                .bind(event.schema)
                .bind(data)
                .bind(&origin)
                .execute(&mut self.connection)
                .await?;
            times.push(begun.elapsed());
        }
        self.store.appended.extend_from_slice(appends);
        Ok(times)
    }

    async fn verify(&self) -> Result<(), Failure> {
        self.store.verify().await
    }
}
