//! The store of the read models: a `SQLite` file of its own, or tables named `read_…` in a
//! `PostgreSQL` database.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, QueryResult, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::ReadError;
use super::sql::Sql;
use super::tables::{self, Table, VERSION};
use crate::log::Position;

/// How long a statement waits for a connection or a lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read at the same time.
const READERS: u32 = 4;
/// Values in one statement; both stores take more than 32,000.
const MOST_VALUES: usize = 20_000;
/// Names the read models among the advisory locks of a `PostgreSQL` database: "gvread" in ASCII.
const ADVISORY_KEY: i64 = 0x6776_7265_6164;

/// Connections to the store. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Store {
    /// One connection, so that folding never waits for itself.
    writer: DatabaseConnection,
    pub readers: DatabaseConnection,
}

impl Store {
    /// Opens the store and makes its tables when they are missing or of another version.
    pub async fn open(url: &str) -> Result<Self, ReadError> {
        let (scheme, rest) = url.split_once(':').unwrap_or((url, ""));
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                match Self::prepared(sqlite(path).await).await {
                    Err(error) if is_damaged(&error) => {
                        set_aside(path)?;
                        Self::prepared(sqlite(path).await).await
                    }
                    opened => opened,
                }
            }
            "postgres" | "postgresql" => Self::prepared(postgres(url).await).await,
            _ => Err(ReadError::Invalid(
                "the address of the read models begins with neither sqlite: nor postgres:",
            )),
        }
    }

    /// With the tables of this version.
    async fn prepared(connected: Result<Self, ReadError>) -> Result<Self, ReadError> {
        let store = connected?;
        let tx = store.begin().await?;
        if version(&tx).await? != Some(VERSION) {
            make(&tx).await?;
        }
        tx.commit().await?;
        Ok(store)
    }

    /// Begins a transaction that no other folding runs beside, also not of another process.
    pub async fn begin(&self) -> Result<DatabaseTransaction, ReadError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.writer.begin_with_options(options).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({ADVISORY_KEY})")).await?;
        }
        Ok(tx)
    }

    /// Throws every row away.
    pub async fn reset(&self) -> Result<(), ReadError> {
        let tx = self.begin().await?;
        make(&tx).await?;
        Ok(tx.commit().await?)
    }

    /// The position that everything up to is folded; 0 in the beginning.
    pub async fn checkpoint(&self) -> Result<Position, ReadError> {
        Ok(meta(&self.readers, "position").await?.unwrap_or(0).unsigned_abs())
    }
}

async fn sqlite(path: &str) -> Result<Store, ReadError> {
    if path.is_empty() || path.starts_with(":memory:") || path.contains('?') {
        return Err(ReadError::Invalid("sqlite: wants the path of a file and nothing else"));
    }
    if let Some(folder) = Path::new(path).parent() {
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| ReadError::Unavailable(Box::new(error)))?;
    }
    // NORMAL survives every crash of the process; what a power cut takes is folded again.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    let pool = |options: SqliteConnectOptions, connections| {
        let mut pool = ConnectOptions::new("sqlite:");
        pool.max_connections(connections)
            .min_connections(1)
            .acquire_timeout(PATIENCE)
            .map_sqlx_sqlite_opts(move |_| options.clone());
        Database::connect(pool)
    };
    let writer = pool(options.clone(), 1).await?;
    let readers = pool(options.pragma("query_only", "on"), READERS).await?;
    Ok(Store { writer, readers })
}

/// Whether the file is no longer what `SQLite` wrote (its code 11).
fn is_damaged(error: &ReadError) -> bool {
    let ReadError::Unavailable(cause) = error else { return false };
    let Some(
        DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)),
    ) = cause.downcast_ref()
    else {
        return false;
    };
    let code = cause.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 11)
}

/// All that was in it is in the log. It is kept for whoever wants to know what happened.
fn set_aside(path: &str) -> Result<(), ReadError> {
    tracing::warn!("the read models are damaged; they are set aside and folded again");
    for ending in ["", "-wal", "-shm"] {
        match std::fs::rename(format!("{path}{ending}"), format!("{path}.damaged{ending}")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(ReadError::Unavailable(Box::new(error)));
            }
            _ => {}
        }
    }
    Ok(())
}

async fn postgres(url: &str) -> Result<Store, ReadError> {
    let options: PgConnectOptions =
        url.parse().map_err(|_| ReadError::Invalid("its address is not one of PostgreSQL"))?;
    let options = options
        .application_name("genvej registry, read models")
        .options([("statement_timeout", "30s"), ("synchronous_commit", "off")])
        .disable_statement_logging();
    let pool = |connections| {
        let options = options.clone();
        // The address goes in with the options, so that its password is in no span of the pool.
        let mut pool = ConnectOptions::new("postgres://");
        pool.max_connections(connections)
            .acquire_timeout(PATIENCE)
            .map_sqlx_postgres_opts(move |_| options.clone());
        Database::connect(pool)
    };
    Ok(Store { writer: pool(1).await?, readers: pool(READERS).await? })
}

/// The version that the tables were made with; none when there are none.
async fn version(tx: &DatabaseTransaction) -> Result<Option<i64>, ReadError> {
    let known = existing(tx).await?;
    if known.iter().any(|name| name == tables::META.name) {
        return meta(tx, "version").await;
    }
    Ok(None)
}

/// The tables of read models that are there, of whichever version.
async fn existing(tx: &DatabaseTransaction) -> Result<Vec<String>, ReadError> {
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

/// Makes the tables anew, empty.
async fn make(tx: &DatabaseTransaction) -> Result<(), ReadError> {
    for name in existing(tx).await? {
        tx.execute_unprepared(&format!("DROP TABLE {name}")).await?;
    }
    for table in tables::ALL {
        for statement in table.create(tx.get_database_backend()) {
            tx.execute_unprepared(&statement).await?;
        }
    }
    set_meta(tx, "version", VERSION).await?;
    set_meta(tx, "position", 0).await
}

/// A number that is kept about the store as a whole.
pub(super) async fn meta<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<i64>, ReadError> {
    let sql = Sql::of("SELECT value FROM read_meta WHERE name = ").bind(name);
    let row = sql.one(connection).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Keeps a number about the store as a whole.
pub(super) async fn set_meta<C: ConnectionTrait>(
    connection: &C,
    name: &str,
    value: i64,
) -> Result<(), ReadError> {
    let sql = Sql::of("INSERT INTO read_meta (name, value) VALUES (")
        .bind(name)
        .push(", ")
        .bind(value)
        .push(") ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    sql.run(connection).await
}

/// Adds rows, each with a value for every column of the table in order. A row whose key is taken
/// is put in the place of the one before.
pub(super) async fn put(
    tx: &DatabaseTransaction,
    table: &Table,
    rows: Vec<Vec<sea_orm::Value>>,
) -> Result<(), ReadError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk = rows.by_ref().take(MOST_VALUES / table.columns.len());
        let mut sql =
            Sql::of("INSERT INTO ").push(table.name).push(" (").push(&table.names()).push(")");
        let mut before = " VALUES ";
        for row in chunk {
            sql = sql.push(before).push("(").list(row).push(")");
            before = ", ";
        }
        let replaced: Vec<String> = table
            .columns
            .iter()
            .filter(|(name, _)| !table.key.contains(name))
            .map(|(name, _)| format!("{name} = excluded.{name}"))
            .collect();
        let conflict = format!(" ON CONFLICT ({}) DO ", table.key.join(", "));
        sql = match replaced.as_slice() {
            [] => sql.push(&conflict).push("NOTHING"),
            replaced => sql.push(&conflict).push("UPDATE SET ").push(&replaced.join(", ")),
        };
        sql.run(tx).await?;
    }
    Ok(())
}

/// A column of a row that is a count or a time.
pub(super) fn number(row: &QueryResult, column: usize) -> Result<u64, ReadError> {
    let number: i64 = row.try_get_by_index(column)?;
    u64::try_from(number).map_err(|_| ReadError::Corrupt("a count below zero".to_owned()))
}
