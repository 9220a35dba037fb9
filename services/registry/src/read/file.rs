//! Folding into a file: one connection of the thread that folds, so that no word passes between
//! threads from the first statement of a batch to its last.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, ToSql, TransactionBehavior, params};
use sea_orm::Value;
use uuid::Uuid;

use super::ReadError;
use super::batch::Batch;
use super::collections::{COLLECTED, collections_of};
use super::cube::Stored;
use super::enquiries::{ASKED, enquiries_of};
use super::error_reports::{REPORTED, error_reports_of};
use super::fold::Fold;
use super::followed_searches::{FOLLOWED_SEARCHES, are_about_cases};
use super::notifications::CHOSEN;
use super::personal::TOPIC_FOLLOWERS;
use super::place::{PATIENCE, WAL_PAGES, WRITER_CACHE};
use super::save::{FOLLOWERS, KNOWN, cases_of};
use super::tables::Table;
use super::writes::Write;
use crate::log::Position;

/// Statements that are kept prepared: more than there are texts of them.
const STATEMENTS: usize = 64;

/// The file of a generation, for the one that folds.
#[derive(Debug)]
pub(super) struct File {
    path: String,
    /// None before the first batch, and after a fault.
    connection: Mutex<Option<Connection>>,
}

impl File {
    /// The file at a path; it is opened when it is needed.
    pub fn of(path: &str) -> Self {
        Self { path: path.to_owned(), connection: Mutex::default() }
    }

    /// Folds a batch in a transaction of its own. None while another process has the turn, and when
    /// the file is not as far as the batch follows on. Blocks.
    pub fn keep(&self, batch: &Batch) -> Result<Option<Fold>, ReadError> {
        let mut kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let fold = fold(&mut connection, batch)?;
        *kept = Some(connection);
        Ok(fold)
    }

    fn connect(&self) -> Result<Connection, ReadError> {
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
        connection.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }
}

/// What fails is rolled back when the transaction is dropped.
fn fold(connection: &mut Connection, batch: &Batch) -> Result<Option<Fold>, ReadError> {
    let tx = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
            return Ok(None);
        }
        begun => begun?,
    };
    if checkpoint(&tx)? != batch.after {
        return Ok(None);
    }
    let streams = batch.events.iter().map(|(recorded, _)| recorded.stream.as_str());
    let mut fold = load(&tx, &streams.collect())?;
    load_told(&tx, &mut fold, batch)?;
    for (recorded, event) in &batch.events {
        fold.event(recorded, event.as_ref());
    }
    load_choices(&tx, &mut fold)?;
    let stored = cube(&tx, &fold)?;
    for write in fold.writes(&stored)? {
        run(&tx, &write)?;
    }
    let sql = "INSERT INTO read_meta (name, value) VALUES ('position', ?) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.prepare_cached(sql)?.execute([batch.reached])?;
    tx.commit()?;
    Ok(Some(fold))
}

fn checkpoint(tx: &Connection) -> Result<Position, ReadError> {
    let mut ask = tx.prepare_cached("SELECT value FROM read_meta WHERE name = 'position'")?;
    Ok(ask.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn load(tx: &Connection, streams: &BTreeSet<&str>) -> Result<Fold, ReadError> {
    let mut fold = Fold::default();
    let mut parked = tx.prepare_cached("SELECT 1 FROM read_parked WHERE stream = ?")?;
    for &stream in streams {
        if parked.exists([stream])? {
            fold.parked_before.insert(stream.to_owned());
        }
    }
    load_cases(tx, &mut fold, cases_of(streams))?;
    let mut followers = tx.prepare_cached(&format!("{FOLLOWERS}case_id = ?"))?;
    for id in cases_of(streams) {
        let mut rows = followers.query([id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let ids = [row.get(0)?, row.get(1)?].map(Uuid::from_bytes);
            let organisation = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            fold.follower(ids, organisation, row.get(3)?)?;
        }
    }
    Ok(fold)
}

/// Whom events may be told to beside followers of their cases.
fn load_told(tx: &Connection, fold: &mut Fold, batch: &Batch) -> Result<(), ReadError> {
    let mut followers = tx.prepare_cached(&format!("{TOPIC_FOLLOWERS}?"))?;
    let events = batch.events.iter().filter_map(|(_, event)| event.as_ref().ok());
    for topic in fold.wanted_topics(events) {
        let mut rows = followers.query([&topic])?;
        while let Some(row) = rows.next()? {
            let organisation = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let person = Uuid::from_bytes(row.get(0)?);
            fold.topic_follower(&topic, person, organisation, row.get(2)?)?;
        }
    }
    if are_about_cases(&batch.events) {
        let mut searches = tx.prepare_cached(FOLLOWED_SEARCHES)?;
        let mut rows = searches.query([])?;
        while let Some(row) = rows.next()? {
            let ids = [row.get(0)?, row.get(1)?].map(Uuid::from_bytes);
            let text = |at| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
            fold.followed_search(ids, text(2)?, row.get(3)?, text(4)?)?;
        }
    }
    let mut enquiries = tx.prepare_cached(&format!("{ASKED}?"))?;
    let streams = batch.events.iter().map(|(recorded, _)| recorded.stream.as_str());
    for id in enquiries_of(streams) {
        let mut rows = enquiries.query([id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            fold.known_enquiry(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    let mut reported = tx.prepare_cached(&format!("{REPORTED}?"))?;
    let streams = batch.events.iter().map(|(recorded, _)| recorded.stream.as_str());
    for id in error_reports_of(streams) {
        let mut rows = reported.query([id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            fold.known_error_report(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    let mut collections = tx.prepare_cached(&format!("{COLLECTED}?"))?;
    let streams = batch.events.iter().map(|(recorded, _)| recorded.stream.as_str());
    for id in collections_of(streams) {
        let mut rows = collections.query([id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            fold.known_collection(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    let sources = fold.sources(&batch.events);
    load_cases(tx, fold, sources)
}

/// What the people chose that are told.
fn load_choices(tx: &Connection, fold: &mut Fold) -> Result<(), ReadError> {
    let mut choices = tx.prepare_cached(&format!("{CHOSEN}person = ?"))?;
    for person in fold.told_people() {
        let mut rows = choices.query([person.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let kind = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            fold.known_choice(person, kind, row.get(2)?, row.get(3)?)?;
        }
    }
    Ok(())
}

fn load_cases(tx: &Connection, fold: &mut Fold, ids: BTreeSet<Uuid>) -> Result<(), ReadError> {
    let mut cases = tx.prepare_cached(&format!("{KNOWN}id = ?"))?;
    for id in ids {
        let mut rows = cases.query([id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            let state = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let runs = row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            fold.known(state, (row.get(1)?, row.get(2)?), row.get(3)?, runs)?;
        }
    }
    Ok(())
}

fn cube(tx: &Connection, fold: &Fold) -> Result<Stored, ReadError> {
    let sql = "SELECT cells FROM read_cube WHERE scope = ? AND lead = ?";
    let (mut ask, mut stored) = (tx.prepare_cached(sql)?, Stored::new());
    for key in fold.cube.keys() {
        let cells = ask.query_row(params![key.0, key.1], |row| row.get(0)).optional()?;
        stored.extend(cells.map(|cells| (key.clone(), cells)));
    }
    Ok(stored)
}

fn run(tx: &Connection, write: &Write) -> Result<(), ReadError> {
    match write {
        Write::Put(table, rows) => {
            let mut put = tx.prepare_cached(&put(table))?;
            for row in rows {
                put.execute(rusqlite::params_from_iter(row.iter().map(Bound)))?;
            }
        }
        Write::Clear(table, cases) => {
            let sql = format!("DELETE FROM {} WHERE case_id = ?", table.name);
            let mut clear = tx.prepare_cached(&sql)?;
            for case in cases {
                clear.execute(params![case.as_bytes()])?;
            }
        }
        Write::Run(sql) => {
            let (text, values) = sql.parts();
            let mut run = tx.prepare_cached(text)?;
            run.execute(rusqlite::params_from_iter(values.iter().map(Bound)))?;
        }
    }
    Ok(())
}

fn put(table: &Table) -> String {
    let [insert, conflict] = table.put();
    let values = vec!["?"; table.columns.len()].join(", ");
    format!("{insert}({values}){conflict}")
}

/// A value on its way into a statement.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::BigInt(Some(number)) => ValueRef::Integer(*number),
            Value::String(Some(text)) => ValueRef::Text(text.as_bytes()),
            Value::Uuid(Some(id)) => ValueRef::Blob(id.as_bytes()),
            Value::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            Value::BigInt(None) | Value::String(None) | Value::Uuid(None) | Value::Bytes(None) => {
                ValueRef::Null
            }
            other => {
                let what = format!("no column holds {other:?}").into();
                return Err(rusqlite::Error::ToSqlConversionFailure(what));
            }
        }))
    }
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Corrupt(error.to_string()),
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}
