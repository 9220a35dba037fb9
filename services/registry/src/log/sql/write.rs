//! What writing is in both engines: a group is decided in order, and its rows are stored.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};
use uuid::Uuid;

use super::lock::statement;
use super::queue::Outcomes;
use super::read::{EVENT, bound};
use crate::log::plan::{Known, Ready};
use crate::log::proof::{Hash, Link};
use crate::log::{Position, Recorded};

/// Rows of one insert, below the 32,766 values that `SQLite` takes in a statement.
const ROWS: usize = 256;

/// A row as it is stored, of parts that lie elsewhere.
pub(super) struct Row<'a> {
    pub position: Position,
    pub stream: &'a str,
    pub version: u64,
    pub id: Uuid,
    pub kind: &'a str,
    pub schema: u16,
    pub data: &'a [u8],
    pub origin: &'a str,
    pub digest: Option<&'a Hash>,
    pub salts: &'a [u8],
    pub chain: Hash,
}

/// What a group comes to.
pub(super) struct Decided<'a> {
    pub outcomes: Outcomes,
    /// What is to be stored for it to come to that.
    pub rows: Vec<Row<'a>>,
}

/// Decides a group in order, each append after those before it.
pub(super) fn decide(mut known: Known, group: &[Ready]) -> Decided<'_> {
    let mut rows = Vec::with_capacity(group.len());
    let mut outcomes = Vec::with_capacity(group.len());
    for ready in group {
        let append = &ready.append;
        let outcome = known.decide(append);
        if let Ok(appended) = outcome
            && !appended.repeated
        {
            let chains = known.chains(ready, appended);
            let count = append.events.len() as u64;
            let (position, version) = (appended.position - count, appended.version - count);
            let events = (1..).zip(&append.events).zip(&ready.salts).zip(chains);
            rows.extend(events.map(|(((nth, event), salt), chain)| Row {
                position: position + nth,
                stream: &append.stream,
                version: version + nth,
                id: event.id,
                kind: &event.kind,
                schema: event.schema,
                data: &event.data,
                origin: &ready.origin,
                digest: Link::of(append, version + nth, event).digest,
                salts: salt,
                chain,
            }));
        }
        outcomes.push(outcome);
    }
    Decided { outcomes, rows }
}

/// Stores rows in order.
pub(super) async fn insert_rows(tx: &DatabaseTransaction, rows: &[Row<'_>]) -> Result<(), DbErr> {
    for chunk in rows.chunks(ROWS) {
        let mut values = Vec::with_capacity(chunk.len() * COLUMNS);
        let mut places = Vec::with_capacity(chunk.len());
        for row in chunk {
            places.push(row_of_places(values.len()));
            values.extend(row.values()?);
        }
        let sql = format!("INSERT INTO events ({EVENT}) VALUES {}", places.join(", "));
        tx.execute_raw(statement(tx, sql, values)).await?;
    }
    Ok(())
}

/// Stores events exactly as they are recorded.
pub(super) async fn insert_events(
    tx: &DatabaseTransaction,
    recorded: &[Recorded],
) -> Result<(), DbErr> {
    insert_rows(tx, &rows(recorded, &Written::of(recorded)?)).await
}

/// What rows of recorded events do not find in them as it is stored.
pub(super) struct Written(Vec<(String, Vec<u8>)>);

impl Written {
    /// The origins and the salts.
    pub fn of(recorded: &[Recorded]) -> Result<Self, DbErr> {
        let written = recorded.iter().map(|recorded| {
            let origin = serde_json::to_string(&recorded.origin);
            Ok((origin.map_err(|error| json(&error))?, recorded.proof.salts.to_bytes()))
        });
        Ok(Self(written.collect::<Result<_, DbErr>>()?))
    }
}

/// The rows of events exactly as they are recorded.
pub(super) fn rows<'a>(recorded: &'a [Recorded], written: &'a Written) -> Vec<Row<'a>> {
    let rows = recorded.iter().zip(&written.0).map(|(recorded, (origin, salts))| Row {
        position: recorded.position,
        stream: &recorded.stream,
        version: recorded.version,
        id: recorded.event.id,
        kind: &recorded.event.kind,
        schema: recorded.event.schema,
        data: &recorded.event.data,
        origin,
        digest: recorded.digest.as_ref(),
        salts,
        chain: recorded.proof.chain,
    });
    rows.collect()
}

const COLUMNS: usize = 11;

impl Row<'_> {
    /// The data as the text that it is stored as.
    pub fn data(&self) -> Result<&str, DbErr> {
        std::str::from_utf8(self.data).map_err(|error| json(&error))
    }

    fn values(&self) -> Result<[Value; COLUMNS], DbErr> {
        Ok([
            bound(self.position).into(),
            self.stream.into(),
            bound(self.version).into(),
            self.id.into(),
            self.kind.into(),
            i32::from(self.schema).into(),
            self.data()?.into(),
            self.origin.into(),
            self.digest.map(|digest| digest.to_vec()).into(),
            self.salts.to_vec().into(),
            self.chain.to_vec().into(),
        ])
    }
}

fn json(error: &dyn std::fmt::Display) -> DbErr {
    DbErr::Json(error.to_string())
}

/// `($1, $2, …)` from after a number on.
fn row_of_places(after: usize) -> String {
    let places: Vec<_> = (after + 1..=after + COLUMNS).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}
