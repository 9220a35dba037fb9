//! What writing is in both engines: a group is decided in order, and its rows are stored.

use platform::ids;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::lock::statement;
use super::queue::Outcomes;
use super::read::{EVENT, bound};
use crate::log::plan::Known;
use crate::log::{Append, Recorded};

/// Rows of one insert, below the 32,766 values that `SQLite` takes in a statement.
const ROWS: usize = 256;

/// What a group comes to.
pub(super) struct Decided {
    pub outcomes: Outcomes,
    /// What is to be stored for it to come to that.
    pub rows: Vec<Recorded>,
}

/// Decides a group in order, each append after those before it.
pub(super) fn decide(mut known: Known, appends: &[Append]) -> Decided {
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
    Decided { outcomes, rows }
}

/// Stores events exactly as they are recorded.
pub(super) async fn insert_events(
    tx: &DatabaseTransaction,
    recorded: &[Recorded],
) -> Result<(), DbErr> {
    for chunk in recorded.chunks(ROWS) {
        let mut values = Vec::with_capacity(chunk.len() * COLUMNS);
        let mut places = Vec::with_capacity(chunk.len());
        for recorded in chunk {
            places.push(row_of_places(values.len()));
            values.extend(row(recorded)?);
        }
        let sql = format!("INSERT INTO events ({EVENT}) VALUES {}", places.join(", "));
        tx.execute_raw(statement(tx, sql, values)).await?;
    }
    Ok(())
}

const COLUMNS: usize = 11;

fn row(recorded: &Recorded) -> Result<[Value; COLUMNS], DbErr> {
    let Recorded { position, stream, version, event, origin, digest, proof } = recorded;
    let json = |error: &dyn std::fmt::Display| DbErr::Json(error.to_string());
    let origin = serde_json::to_string(origin).map_err(|error| json(&error))?;
    let data = std::str::from_utf8(&event.data).map_err(|error| json(&error))?;
    Ok([
        bound(*position).into(),
        stream.as_str().into(),
        bound(*version).into(),
        event.id.into(),
        event.kind.as_str().into(),
        i32::from(event.schema).into(),
        data.into(),
        origin.into(),
        digest.map(|digest| digest.to_vec()).into(),
        proof.salts.to_bytes().into(),
        proof.chain.to_vec().into(),
    ])
}

/// `($1, $2, …)` from after a number on.
fn row_of_places(after: usize) -> String {
    let places: Vec<_> = (after + 1..=after + COLUMNS).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}
