//! The writer: everything that waits goes into one transaction, and one wait for the disk
//! acknowledges it all.

use std::collections::BTreeSet;
use std::time::Duration;

use platform::ids;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Value};
use tokio::sync::{mpsc, oneshot};

use super::fault::Fault;
use super::lock::{self, statement};
use super::read::{self, EVENT, bound};
use super::{Head, postgres, publish, within};
use crate::log::plan::Known;
use crate::log::{Append, Appended, LogError, Recorded};

/// Most appends of one transaction.
const GROUP: usize = 64;

/// Rows of one insert, below the 32,766 values that `SQLite` takes in a statement.
const ROWS: usize = 256;

/// An append and who waits for it.
pub(super) struct Waiting {
    pub append: Append,
    pub answer: oneshot::Sender<Result<Appended, LogError>>,
}

/// What each append of a group came to.
type Outcomes = Vec<Result<Appended, LogError>>;

pub(super) struct Writer {
    connection: DatabaseConnection,
    patience: Duration,
    head: Head,
}

impl Writer {
    pub fn new(connection: DatabaseConnection, patience: Duration, head: Head) -> Self {
        Self { connection, patience, head }
    }

    /// Writes until the log is dropped and all that waited is answered.
    pub async fn run(self, mut waiting: mpsc::Receiver<Waiting>) {
        let mut group = Vec::with_capacity(GROUP);
        while waiting.recv_many(&mut group, GROUP).await > 0 {
            let (appends, answers): (Vec<_>, Vec<_>) =
                group.drain(..).map(|Waiting { append, answer }| (append, answer)).unzip();
            for (outcome, answer) in self.outcomes(&appends).await.into_iter().zip(answers) {
                // Whoever no longer waits asks again with the same key.
                let _ = answer.send(outcome);
            }
        }
    }

    /// One append's taken id must not fail those that happened to wait beside it, so such a
    /// group is written again one by one.
    async fn outcomes(&self, appends: &[Append]) -> Outcomes {
        match self.commit(appends).await {
            Ok(outcomes) => outcomes,
            Err(Fault::Taken) if appends.len() > 1 => {
                let mut outcomes = Vec::with_capacity(appends.len());
                for append in appends {
                    outcomes.extend(match self.commit(std::slice::from_ref(append)).await {
                        Ok(outcome) => outcome,
                        Err(fault) => vec![Err(fault.into())],
                    });
                }
                outcomes
            }
            Err(fault) => appends.iter().map(|_| Err(fault.clone().into())).collect(),
        }
    }

    async fn commit(&self, appends: &[Append]) -> Result<Outcomes, Fault> {
        let (outcomes, head) =
            within(self.patience, transaction(&self.connection, appends)).await?;
        publish(&self.head, head);
        Ok(outcomes)
    }
}

/// Decides and stores a group, and tells the head of the log after it.
async fn transaction(
    writer: &DatabaseConnection,
    appends: &[Append],
) -> Result<(Outcomes, u64), DbErr> {
    let tx = lock::begin(writer).await?;
    let streams: BTreeSet<&str> = appends.iter().map(|append| append.stream.as_str()).collect();
    let streams: Vec<&str> = streams.into_iter().collect();
    let (head, tips) = read::tips(&tx, &streams).await?;
    let keys = appends.iter().filter_map(|append| append.command.map(|command| command.id));
    let commands = read::commands(&tx, keys).await?;
    let mut known = Known { head, tips, commands };

    let mut rows = Vec::with_capacity(appends.len());
    let mut outcomes = Vec::with_capacity(appends.len());
    for append in appends {
        let mut outcome = known.decide(append);
        if let Ok(appended) = outcome
            && !appended.repeated
        {
            match known.record(append, appended, ids::salt) {
                Ok(recorded) => rows.extend(recorded),
                Err(error) => outcome = Err(error),
            }
        }
        outcomes.push(outcome);
    }
    if rows.is_empty() {
        tx.rollback().await?;
        return Ok((outcomes, head));
    }
    insert_events(&tx, rows).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        postgres::notify(&tx, known.head).await?;
    }
    tx.commit().await?;
    Ok((outcomes, known.head))
}

/// Stores events exactly as they are recorded.
pub(super) async fn insert_events(
    tx: &DatabaseTransaction,
    recorded: Vec<Recorded>,
) -> Result<(), DbErr> {
    let mut rows = Vec::with_capacity(recorded.len());
    for Recorded { position, stream, version, event, origin, digest, proof } in recorded {
        let origin =
            serde_json::to_string(&origin).map_err(|error| DbErr::Json(error.to_string()))?;
        let data = String::from_utf8(event.data).map_err(|error| DbErr::Json(error.to_string()))?;
        rows.push([
            bound(position).into(),
            stream.into(),
            bound(version).into(),
            event.id.into(),
            event.kind.into(),
            i32::from(event.schema).into(),
            data.into(),
            origin.into(),
            digest.map(|digest| digest.to_vec()).into(),
            proof.salts.to_bytes().into(),
            proof.chain.to_vec().into(),
        ]);
    }
    insert(tx, &format!("events ({EVENT})"), rows).await
}

/// Inserts rows in order, as many to a statement as the stores take.
async fn insert<const COLUMNS: usize>(
    tx: &DatabaseTransaction,
    columns: &str,
    rows: Vec<[Value; COLUMNS]>,
) -> Result<(), DbErr> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(ROWS).collect();
        let places: Vec<_> = (0..chunk.len()).map(|row| places(row * COLUMNS, COLUMNS)).collect();
        let sql = format!("INSERT INTO {columns} VALUES {}", places.join(", "));
        tx.execute_raw(statement(tx, sql, chunk.into_iter().flatten())).await?;
    }
    Ok(())
}

/// `($1, $2, …)` from after a number on.
fn places(after: usize, count: usize) -> String {
    let places: Vec<_> = (after + 1..=after + count).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}
