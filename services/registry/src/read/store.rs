//! The tables of one generation: rows, checkpoint, and the turn to fold.

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::ReadError;
use super::place::is_busy;
use super::sql::Sql;
use super::tables::{self, Table};
use crate::log::Position;

/// Values in one statement to a server, which takes more than 32,000: each costs a trip.
const MOST_VALUES: usize = 20_000;
/// Rows in one statement to a file. Fewer are put in by halves of it, so that there are few texts of
/// statements, and each is kept prepared.
const MOST_ROWS: usize = 64;
/// Names the turn to fold among the advisory locks of a `PostgreSQL` database: "gvrf" in ASCII.
const FOLDING: i32 = 0x6776_7266;

/// Connections to a generation. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Store {
    /// One connection, so that folding never waits for itself.
    pub writer: DatabaseConnection,
    pub readers: DatabaseConnection,
    /// 0 for what is kept about all generations.
    pub generation: i64,
}

impl Store {
    /// Makes the tables unless they are there.
    pub async fn prepare(&self) -> Result<(), ReadError> {
        let tx = self.begin().await?;
        if !existing(&tx).await?.iter().any(|name| name == tables::META.name) {
            make(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Begins a transaction that no other folding runs beside, also not of another process.
    pub async fn begin(&self) -> Result<DatabaseTransaction, ReadError> {
        let tx = self.writer.begin_with_options(immediate()).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            let sql = Sql::of("SELECT pg_advisory_xact_lock(").bind(FOLDING).push(", ");
            sql.bind(self.key()).push(")").run(&tx).await?;
        }
        Ok(tx)
    }

    /// Begins such a transaction, or none while another process has the turn.
    pub async fn try_begin(&self) -> Result<Option<DatabaseTransaction>, ReadError> {
        let tx = match self.writer.begin_with_options(immediate()).await {
            Ok(tx) => tx,
            Err(error) if is_busy(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if tx.get_database_backend() == DbBackend::Postgres {
            let sql = Sql::of("SELECT pg_try_advisory_xact_lock(").bind(FOLDING).push(", ");
            let row = sql.bind(self.key()).push(")").one(&tx).await?;
            if !row.map_or(Ok(false), |row| row.try_get_by_index(0))? {
                return Ok(None);
            }
        }
        Ok(Some(tx))
    }

    /// The generation among the advisory locks of its class.
    pub fn key(&self) -> i32 {
        i32::try_from(self.generation).unwrap_or(i32::MAX)
    }

    /// Begins to read: everything as it was at the first question.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, ReadError> {
        let isolation = match self.readers.get_database_backend() {
            DbBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        let access = Some(AccessMode::ReadOnly).filter(|_| isolation.is_some());
        Ok(self.readers.begin_with_config(isolation, access).await?)
    }

    /// Throws every row away.
    pub async fn reset(&self) -> Result<(), ReadError> {
        let tx = self.begin().await?;
        make(&tx).await?;
        Ok(tx.commit().await?)
    }

    /// The position that everything up to is folded; 0 in the beginning.
    pub async fn checkpoint(&self) -> Result<Position, ReadError> {
        checkpoint(&self.readers).await
    }
}

fn immediate() -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    }
}

/// The tables of read models that are there, of whichever version.
pub(super) async fn existing(tx: &DatabaseTransaction) -> Result<Vec<String>, ReadError> {
    let sql = match tx.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() \
             AND tablename LIKE 'read\\_%'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'read_*'",
    };
    let rows = Sql::of(sql).all(tx).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Drops every table of read models.
pub(super) async fn clear(tx: &DatabaseTransaction) -> Result<(), ReadError> {
    for name in existing(tx).await? {
        tx.execute_unprepared(&format!("DROP TABLE {name}")).await?;
    }
    Ok(())
}

/// Makes the tables anew, empty.
async fn make(tx: &DatabaseTransaction) -> Result<(), ReadError> {
    clear(tx).await?;
    for table in tables::ALL {
        for statement in table.create(tx.get_database_backend()) {
            tx.execute_unprepared(&statement).await?;
        }
    }
    set_checkpoint(tx, 0).await
}

/// The position that everything up to is folded, as a connection sees it.
pub(super) async fn checkpoint<C: ConnectionTrait>(connection: &C) -> Result<Position, ReadError> {
    let row =
        Sql::of("SELECT value FROM read_meta WHERE name = 'position'").one(connection).await?;
    row.map_or(Ok(0), |row| number(&row, 0))
}

/// Notes how far everything is folded, and tells the other processes when the transaction commits.
pub(super) async fn set_checkpoint(
    tx: &DatabaseTransaction,
    position: Position,
) -> Result<(), ReadError> {
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    let sql = Sql::of("INSERT INTO read_meta (name, value) VALUES ('position', ").bind(position);
    sql.push(") ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(tx).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = Sql::of("SELECT pg_notify('genvej_read', ").bind(position.to_string());
        sql.push(")").run(tx).await?;
    }
    Ok(())
}

/// Adds rows, each with a value for every column of the table in order. A row whose key is taken
/// is put in the place of the one before.
pub(super) async fn put(
    tx: &DatabaseTransaction,
    table: &Table,
    rows: Vec<Vec<sea_orm::Value>>,
) -> Result<(), ReadError> {
    let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
    let replaced = columns.iter().filter(|name| !table.key.contains(name));
    let replaced: Vec<_> = replaced.map(|name| format!("{name} = excluded.{name}")).collect();
    let conflict = match replaced.as_slice() {
        [] => "NOTHING".to_owned(),
        replaced => format!("UPDATE SET {}", replaced.join(", ")),
    };
    let conflict = format!(" ON CONFLICT ({}) DO {conflict}", table.key.join(", "));
    let insert = format!("INSERT INTO {} ({})", table.name, table.names());
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    while left > 0 {
        let chunk = match tx.get_database_backend() {
            DbBackend::Postgres => left.min(MOST_VALUES / columns.len()),
            _ => MOST_ROWS.min(1 << left.ilog2()),
        };
        left -= chunk;
        let mut sql = Sql::of(&insert);
        let mut before = " VALUES ";
        for row in rows.by_ref().take(chunk) {
            sql = sql.push(before).push("(").list(row).push(")");
            before = ", ";
        }
        sql.push(&conflict).run(tx).await?;
    }
    Ok(())
}

/// A column of a row that is a count or a time.
pub(super) fn number(row: &QueryResult, column: usize) -> Result<u64, ReadError> {
    let number: i64 = row.try_get_by_index(column)?;
    u64::try_from(number).map_err(|_| ReadError::Corrupt("a count below zero".to_owned()))
}
