//! The one writer of the log, among all processes.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};

/// Names the log among the advisory locks of a `PostgreSQL` database: "genvej" in ASCII.
pub(super) const ADVISORY_KEY: i64 = 0x6765_6e76_656a;

/// Begins a transaction that no other writer of the log runs beside.
///
/// **Invariant:** whoever reads the log's head in it reads what was committed last. `SQLite` gives
/// that with `BEGIN IMMEDIATE`. In `PostgreSQL` the lock is a statement of its own, because a
/// statement sees what was committed when it began, and this one begins before its wait; the
/// lock is released after the commit is visible.
pub(super) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let tx = writer
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = format!("SELECT pg_advisory_xact_lock({ADVISORY_KEY})");
        tx.execute_raw(statement(&tx, sql, [])).await?;
    }
    Ok(tx)
}

/// A statement for the engine behind a connection; both understand `$1`.
pub(super) fn statement<C: ConnectionTrait>(
    connection: &C,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
}
