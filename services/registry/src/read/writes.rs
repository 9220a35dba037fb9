//! What a page of events leaves in the rows, in order, for either store to carry out.

use case::Case;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, Value};
use uuid::Uuid;

use super::ReadError;
use super::sql::Sql;
use super::tables::Table;

/// Values in one statement to a server, which takes more than 32,000: each costs a trip.
const MOST_VALUES: usize = 20_000;
/// Rows in one statement to a file, and cases that rows are taken of. Fewer are put in by halves of
/// it, so that there are few texts of statements, and each is kept prepared.
const MOST_ROWS: usize = 64;

/// A change to the rows.
#[derive(Debug)]
pub(super) enum Write {
    /// Adds rows, each with a value for every column of the table in order. A row whose key is
    /// taken is put in the place of the one before.
    Put(&'static Table, Vec<Vec<Value>>),
    /// Takes the rows of these cases away.
    Clear(&'static Table, Vec<Uuid>),
    /// Any other statement.
    Run(Sql),
}

/// A case as a page of events left it, for the index.
#[derive(Debug)]
pub(super) struct Indexed {
    pub case: Case,
    /// The access keys that its rows have.
    pub keys: Vec<String>,
}

impl Write {
    /// Carries it out through the driver of all stores.
    pub async fn run(self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        match self {
            Self::Put(table, rows) => put(tx, table, rows).await,
            Self::Clear(_, cases) if cases.is_empty() => Ok(()),
            Self::Clear(table, cases) => {
                let sql = Sql::of("DELETE FROM ").push(table.name).push(" WHERE ");
                sql.among("case_id", cases).run(tx).await
            }
            Self::Run(sql) => sql.run(tx).await,
        }
    }
}

impl Table {
    /// What stands before and after the rows in the statement that puts some.
    pub fn put(&self) -> [String; 2] {
        let replaced = self.columns.iter().map(|(name, _)| *name);
        let replaced = replaced.filter(|name| !self.key.contains(name));
        let replaced: Vec<_> = replaced.map(|name| format!("{name} = excluded.{name}")).collect();
        let conflict = match replaced.as_slice() {
            [] => "NOTHING".to_owned(),
            replaced => format!("UPDATE SET {}", replaced.join(", ")),
        };
        [
            format!("INSERT INTO {} ({}) VALUES ", self.name, self.names()),
            format!(" ON CONFLICT ({}) DO {conflict}", self.key.join(", ")),
        ]
    }
}

async fn put(
    tx: &DatabaseTransaction,
    table: &Table,
    rows: Vec<Vec<Value>>,
) -> Result<(), ReadError> {
    let [insert, conflict] = table.put();
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    while left > 0 {
        let chunk = match tx.get_database_backend() {
            DbBackend::Postgres => left.min(MOST_VALUES / table.columns.len()),
            _ => MOST_ROWS.min(1 << left.ilog2()),
        };
        left -= chunk;
        let mut sql = Sql::of(&insert);
        for (nth, row) in rows.by_ref().take(chunk).enumerate() {
            sql = sql.push(if nth > 0 { ", (" } else { "(" }).list(row).push(")");
        }
        sql.push(&conflict).run(tx).await?;
    }
    Ok(())
}
