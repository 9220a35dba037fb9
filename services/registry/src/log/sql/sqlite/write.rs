//! Writing to `SQLite`: one thread with one connection, so that no word passes between threads
//! from the first statement of a group to its last.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use uuid::Uuid;

use super::read;
use crate::log::LogSettings;
use crate::log::plan::{Kept, Known, Ready, Tip};
use crate::log::sql::fault::Fault;
use crate::log::sql::heads::{Heads, Last};
use crate::log::sql::queue::{Outcomes, Queue};
use crate::log::sql::read::bound;
use crate::log::sql::write::{Decided, Row, decide};
use crate::log::sql::{Head, publish};

/// `PRAGMA synchronous` as a number.
const FULL: i64 = 2;

/// Memory for pages, in KiB as `PRAGMA cache_size` takes them: ids of commands have no order, so an
/// append may touch any page of their index.
const CACHE_KIB: i64 = -32_768;

/// Pages of the WAL after which it is taken into the file, 16 MiB: the more of them, the more
/// appends touch the same page before it is written a second time.
const CHECKPOINT_PAGES: i64 = 4_096;

const INSERT: &str = "INSERT INTO events \
     (position, stream, version, id, kind, schema, data, origin, digest, salts, chain) \
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// The only thread of this process that writes.
pub(in crate::log::sql) struct Writer {
    path: PathBuf,
    settings: LogSettings,
    /// None after a fault, for a connection that failed to write may hold what never reached the
    /// disk.
    connection: Option<Connection>,
    heads: Heads,
    head: Head,
}

impl Writer {
    /// `Refused` when the file cannot be written so that a power cut loses nothing.
    pub fn open(path: &str, settings: &LogSettings, head: Head) -> Result<Self, Fault> {
        let (path, settings) = (PathBuf::from(path), settings.clone());
        let mut writer = Self { path, settings, connection: None, heads: Heads::default(), head };
        writer.connection = Some(connect(&writer.path, &writer.settings)?);
        Ok(writer)
    }

    /// Writes until the log is dropped and all that waited is answered.
    pub fn run(mut self, mut queue: Queue) {
        while let Some(group) = queue.blocking_group() {
            if group.appends.is_empty() {
                continue;
            }
            let outcomes = self.outcomes(&group.appends);
            publish(&self.head, self.heads.last().position);
            group.answer(outcomes);
        }
    }

    /// One append's taken id must not fail those that happened to wait beside it, so such a
    /// group is written again one by one.
    fn outcomes(&mut self, group: &[Ready]) -> Outcomes {
        match self.commit(group) {
            Ok(outcomes) => outcomes,
            Err(Fault::Taken) if group.len() > 1 => {
                let ones = group.iter().map(std::slice::from_ref);
                ones.flat_map(|one| match self.commit(one) {
                    Ok(outcomes) => outcomes,
                    Err(fault) => vec![Err(fault.into())],
                })
                .collect()
            }
            Err(fault) => group.iter().map(|_| Err(fault.clone().into())).collect(),
        }
    }

    fn commit(&mut self, group: &[Ready]) -> Result<Outcomes, Fault> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.path, &self.settings)?,
        };
        let decided = match transaction(&mut connection, &mut self.heads, group, Keys::New) {
            // A no may come of a command that was done before, and so may a taken id.
            Ok(None) | Err(Fault::Taken) => {
                transaction(&mut connection, &mut self.heads, group, Keys::LookedUp)
            }
            decided => decided,
        };
        match decided {
            Ok(decided) => {
                self.connection = Some(connection);
                let decided = decided.expect("invariant: a group with keys looked up is decided");
                self.heads.stored(&decided);
                Ok(decided.outcomes)
            }
            Err(Fault::Taken) => {
                self.connection = Some(connection);
                Err(Fault::Taken)
            }
            Err(fault) => {
                self.heads = Heads::default();
                Err(fault)
            }
        }
    }
}

/// A connection that writes so that a power cut loses nothing, or `Refused`.
pub(super) fn connect(path: &Path, settings: &LogSettings) -> Result<Connection, Fault> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(settings.store_patience())?;
    let relaxed = settings.relaxed_durability_in_tests;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", if relaxed { "normal" } else { "full" })?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // `SQLite` ignores what it cannot do. In WAL only `synchronous=FULL` keeps commits over a
    // power cut (quality.md, section 2).
    let text = |name| connection.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    let (journal, level) = (text("journal_mode")?, pragma(&connection, "synchronous")?);
    if journal != "wal" || (level < FULL && !relaxed) {
        return Err(Fault::Refused(format!(
            "the file is opened with journal_mode={journal} and synchronous={level}, which \
             does not survive a power cut"
        )));
    }
    Ok(connection)
}

/// What is held of the commands of a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// All are new: the index on event ids tells when they are not.
    New,
    LookedUp,
}

/// Decides and stores a group. None when it is not all yes, and keys that were not looked up may
/// change that. What fails is rolled back when the transaction is dropped.
fn transaction<'a>(
    connection: &mut Connection,
    heads: &mut Heads,
    group: &'a [Ready],
    keys: Keys,
) -> Result<Option<Decided<'a>>, Fault> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    heads.confirm(last(&tx)?);
    let unknown = heads.unknown(group);
    let tips = tips(&tx, &unknown)?;
    heads.learn(&unknown, tips);
    let commands = match keys {
        Keys::New => HashMap::new(),
        Keys::LookedUp => commands(&tx, group)?,
    };
    let decided = decide(Known { commands, ..heads.known(group) }, group);
    if keys == Keys::New && decided.outcomes.iter().any(Result::is_err) {
        return Ok(None);
    }
    if !decided.rows.is_empty() {
        insert(&tx, &decided.rows)?;
        tx.commit()?;
    }
    Ok(Some(decided))
}

fn last(tx: &Transaction<'_>) -> rusqlite::Result<Last> {
    let sql = "SELECT position, chain FROM events ORDER BY position DESC LIMIT 1";
    let mut ask = tx.prepare_cached(sql)?;
    let last = ask.query_row([], |row| Ok(Last { position: row.get(0)?, chain: row.get(1)? }));
    Ok(last.optional()?.unwrap_or_default())
}

fn tips(tx: &Transaction<'_>, streams: &[&str]) -> rusqlite::Result<HashMap<String, Tip>> {
    let mut ask = tx.prepare_cached(
        "SELECT version, chain FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1",
    )?;
    let mut tips = HashMap::with_capacity(streams.len());
    for &stream in streams {
        let tip = |row: &rusqlite::Row<'_>| Ok(Tip { version: row.get(0)?, chain: row.get(1)? });
        if let Some(tip) = ask.query_row([stream], tip).optional()? {
            tips.insert(stream.to_owned(), tip);
        }
    }
    Ok(tips)
}

fn commands(tx: &Transaction<'_>, group: &[Ready]) -> rusqlite::Result<HashMap<Uuid, Kept>> {
    let mut commands = HashMap::new();
    for command in group.iter().filter_map(|ready| ready.append.command) {
        if let Some(kept) = read::command(tx, command.id)? {
            commands.insert(command.id, kept);
        }
    }
    Ok(commands)
}

/// Stores rows in order.
pub(super) fn insert(connection: &Connection, rows: &[Row<'_>]) -> Result<(), Fault> {
    let mut insert = connection.prepare_cached(INSERT)?;
    for row in rows {
        insert.execute(params![
            bound(row.position),
            row.stream,
            bound(row.version),
            row.id.as_bytes(),
            row.kind,
            row.schema,
            row.data()?,
            row.origin,
            row.digest.map(<[u8; 32]>::as_slice),
            row.salts,
            row.chain,
        ])?;
    }
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
