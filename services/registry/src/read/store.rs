//! The tables of one generation: rows, checkpoint, and the turn to fold.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::ReadError;
use super::file::File;
use super::place::is_busy;
use super::sql::Sql;
use super::tables;
use crate::log::Position;

/// Names the turn to fold among the advisory locks of a `PostgreSQL` database: "gvrf" in ASCII.
const FOLDING: i32 = 0x6776_7266;

/// Connections to a generation. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Store {
    /// One connection, so that folding never waits for itself.
    pub writer: DatabaseConnection,
    pub readers: DatabaseConnection,
    /// What batches are folded through where the store is a file.
    pub file: Option<Arc<File>>,
    /// 0 for what is kept about all generations.
    pub generation: i64,
    /// Whether all indexes are known to be there.
    pub indexed: Arc<AtomicBool>,
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

    /// Makes the indexes that were left for the end, each in a transaction of its own. Whoever else
    /// has the turn does it instead.
    pub async fn finish(&self) -> Result<(), ReadError> {
        if self.indexed.load(Ordering::Acquire) {
            return Ok(());
        }
        let indexes = tables::late_indexes();
        // They are made in this order, so that the last is there when all are.
        let last = indexes.last().map_or("", |(name, _)| name.as_str());
        if !has_index(&self.writer, last).await? {
            for (_, statement) in &indexes {
                let Some(tx) = self.try_begin().await? else { return Ok(()) };
                if tx.get_database_backend() == DbBackend::Postgres {
                    tx.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
                }
                tx.execute_unprepared(statement).await?;
                tx.commit().await?;
            }
        }
        self.indexed.store(true, Ordering::Release);
        Ok(())
    }

    /// Throws every row away.
    pub async fn reset(&self) -> Result<(), ReadError> {
        self.indexed.store(false, Ordering::Release);
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

async fn has_index<C: ConnectionTrait>(connection: &C, name: &str) -> Result<bool, ReadError> {
    let sql = match connection.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT 1 FROM pg_indexes WHERE schemaname = current_schema() AND indexname = "
        }
        _ => "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ",
    };
    Ok(Sql::of(sql).bind(name).one(connection).await?.is_some())
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

/// A column of a row that is a count or a time.
pub(super) fn number(row: &QueryResult, column: usize) -> Result<u64, ReadError> {
    let number: i64 = row.try_get_by_index(column)?;
    u64::try_from(number).map_err(|_| ReadError::Corrupt("a count below zero".to_owned()))
}
