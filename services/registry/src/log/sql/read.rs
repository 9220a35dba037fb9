//! Reading the tables, and rows as what was written.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use uuid::Uuid;

use super::heads::Last;
use super::lock::statement;
use crate::log::plan::{Kept, Tip};
use crate::log::proof::{Hash, Proof, Salts};
use crate::log::{NewEvent, Origin, Position, Recorded};

/// The columns of an event in the order that `recorded` takes them.
macro_rules! event {
    () => {
        "position, stream, version, id, kind, schema, data, origin, digest, salts, chain"
    };
}

/// The columns of an event, for what stores one.
pub(super) const EVENT: &str = event!();

/// Events of a stream after a version, oldest first.
pub(super) const STREAM: &str = concat!(
    "SELECT ",
    event!(),
    " FROM events WHERE stream = $1 AND version > $2 ORDER BY version"
);

/// The last event of a stream.
pub(super) const LAST_OF: &str =
    concat!("SELECT ", event!(), " FROM events WHERE stream = $1 ORDER BY version DESC LIMIT 1");

/// So many events after a position, in order.
pub(super) const PAGE: &str =
    concat!("SELECT ", event!(), " FROM events WHERE position > $1 ORDER BY position LIMIT $2");

pub(super) async fn stream<C: ConnectionTrait>(
    connection: &C,
    stream: &str,
    after: u64,
) -> Result<Vec<Recorded>, DbErr> {
    let values = [stream.into(), bound(after).into()];
    recorded(connection.query_all_raw(statement(connection, STREAM, values)).await?)
}

pub(super) async fn last_of<C: ConnectionTrait>(
    connection: &C,
    stream: &str,
) -> Result<Option<Recorded>, DbErr> {
    let values = [stream.into()];
    let rows = connection.query_all_raw(statement(connection, LAST_OF, values)).await?;
    Ok(recorded(rows)?.pop())
}

pub(super) async fn all<C: ConnectionTrait>(
    connection: &C,
    after: Position,
    limit: usize,
) -> Result<Vec<Recorded>, DbErr> {
    let values = [bound(after).into(), bound(limit as u64).into()];
    recorded(connection.query_all_raw(statement(connection, PAGE, values)).await?)
}

/// Position of the last event.
pub(super) const HEAD: &str = "SELECT max(position) FROM events";

pub(super) async fn head<C: ConnectionTrait>(connection: &C) -> Result<Position, DbErr> {
    let row = connection.query_one_raw(statement(connection, HEAD, [])).await?;
    row.as_ref().map_or(Ok(0), position)
}

/// What the row of [`HEAD`] says; 0 of an empty log.
pub(super) fn position(row: &QueryResult) -> Result<Position, DbErr> {
    let last: Option<i64> = row.try_get_by_index(0)?;
    unsigned(last.unwrap_or(0))
}

/// The last event of the log, and that of each of the streams.
pub(super) async fn tips<C: ConnectionTrait>(
    connection: &C,
    streams: &[&str],
) -> Result<(Last, HashMap<String, Tip>), DbErr> {
    // One subquery a stream, for each of them is one step into the index from its end, while
    // grouping would walk all versions of the stream.
    let mut parts = vec![
        "SELECT * FROM (SELECT '' AS stream, position, chain FROM events \
         ORDER BY position DESC LIMIT 1) AS log"
            .to_owned(),
    ];
    parts.extend((1..=streams.len()).map(|number| {
        format!(
            "SELECT * FROM (SELECT stream, version, chain FROM events WHERE stream = ${number} \
             ORDER BY version DESC LIMIT 1) AS s{number}"
        )
    }));
    let sql = parts.join(" UNION ALL ");
    let values = streams.iter().map(|&stream| stream.into());
    let rows = connection.query_all_raw(statement(connection, sql, values)).await?;
    let mut last = Last::default();
    let mut tips = HashMap::with_capacity(streams.len());
    for row in &rows {
        let (number, chain) = (number(row, 1)?, hash(row, 2)?);
        // No stream has the empty name, which stands for the log itself.
        match row.try_get_by_index::<String>(0)? {
            log if log.is_empty() => last = Last { position: number, chain },
            stream => drop(tips.insert(stream, Tip { version: number, chain })),
        }
    }
    Ok((last, tips))
}

/// Those of the ids that events bear.
pub(super) async fn commands<C: ConnectionTrait>(
    connection: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Kept>, DbErr> {
    let values: Vec<_> = ids.into_iter().map(Into::into).collect();
    if values.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<_> = (1..=values.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT id, digest, version, position FROM events WHERE id IN ({})",
        places.join(", ")
    );
    let rows = connection.query_all_raw(statement(connection, sql, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, kept(row)?))).collect()
}

fn kept(row: &QueryResult) -> Result<Kept, DbErr> {
    let digest = optional_hash(row, 1)?;
    Ok(Kept { digest, version: number(row, 2)?, position: number(row, 3)? })
}

fn hash(row: &QueryResult, column: usize) -> Result<Hash, DbErr> {
    optional_hash(row, column)?.ok_or_else(|| DbErr::Type("a hash is missing".into()))
}

fn optional_hash(row: &QueryResult, column: usize) -> Result<Option<Hash>, DbErr> {
    let bytes: Option<Vec<u8>> = row.try_get_by_index(column)?;
    let hash = bytes.map(TryInto::try_into).transpose();
    hash.map_err(|_| DbErr::Type("a hash is not SHA-256".into()))
}

/// Rows of the columns of an event.
pub(super) fn recorded(
    rows: impl IntoIterator<Item = QueryResult>,
) -> Result<Vec<Recorded>, DbErr> {
    let mut events: Vec<Recorded> = Vec::new();
    let mut read = String::new();
    for row in rows {
        let event = event(&row, &mut read, events.last())?;
        events.push(event);
    }
    Ok(events)
}

fn event(
    row: &QueryResult,
    read: &mut String,
    before: Option<&Recorded>,
) -> Result<Recorded, DbErr> {
    let data: String = row.try_get_by_index(6)?;
    let position = number(row, 0)?;
    Ok(Recorded {
        position,
        stream: row.try_get_by_index(1)?,
        version: number(row, 2)?,
        event: NewEvent {
            id: row.try_get_by_index(3)?,
            kind: row.try_get_by_index(4)?,
            schema: u16::try_from(row.try_get_by_index::<i32>(5)?).map_err(corrupt(position))?,
            data: data.into_bytes(),
        },
        origin: origin(&row.try_get_by_index::<String>(7)?, read, before)
            .map_err(corrupt(position))?,
        digest: optional_hash(row, 8)?,
        proof: Proof { salts: salts(row, position)?, chain: hash(row, 10)? },
    })
}

/// The origin that a text says. All events of an append have the same, so what was read of the row
/// before is taken again where the text is the same.
pub(super) fn origin(
    text: &str,
    read: &mut String,
    before: Option<&Recorded>,
) -> serde_json::Result<Origin> {
    if let Some(before) = before
        && read == text
    {
        return Ok(before.origin.clone());
    }
    read.clear();
    read.push_str(text);
    serde_json::from_str(text)
}

fn salts(row: &QueryResult, position: Position) -> Result<Salts, DbErr> {
    let bytes: Vec<u8> = row.try_get_by_index(9)?;
    Salts::from_bytes(&bytes).ok_or_else(|| corrupt(position)("its salts"))
}

fn corrupt<E: std::fmt::Display>(position: Position) -> impl Fn(E) -> DbErr {
    move |error| DbErr::Type(format!("the event at position {position}: {error}"))
}

fn number(row: &QueryResult, column: usize) -> Result<u64, DbErr> {
    unsigned(row.try_get_by_index(column)?)
}

fn unsigned(number: i64) -> Result<u64, DbErr> {
    u64::try_from(number).map_err(|_| DbErr::Type(format!("a count below zero, {number}")))
}

/// Stores count in signed 64 bits; beyond that lies nothing.
pub(super) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
