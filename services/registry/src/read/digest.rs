//! A digest of all rows, so that a rebuild can be held against what was folded step by step.

use std::fmt::Write as _;

use sea_orm::QueryResult;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::ReadError;
use super::sql::Sql;
use super::store::Store;
use super::tables::{ALL, Type};

/// SHA-256 over every column of every row of every table, in an order of its
/// own. Values are told apart by their length, so that no two contents read the same.
pub(super) async fn digest(store: &Store) -> Result<String, ReadError> {
    let mut sum = Sha256::new();
    for table in ALL {
        let sql = Sql::of("SELECT ").push(&table.names()).push(" FROM ").push(table.name);
        let rows = sql.all(&store.readers).await?;
        let mut told: Vec<String> = Vec::with_capacity(rows.len());
        for row in &rows {
            told.push(line(row, table.columns)?);
        }
        // Stores compare text by rules of their own, so the order is made here.
        told.sort_unstable();
        sum.update(format!("{} {}\n", table.name, told.len()));
        for line in told {
            sum.update(line);
        }
    }
    Ok(sum.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn line(row: &QueryResult, columns: &[(&str, Type)]) -> Result<String, ReadError> {
    let mut line = String::new();
    for (at, (_, of)) in columns.iter().enumerate() {
        let value = match of {
            Type::Id => row.try_get_by_index::<Option<Uuid>>(at)?.map(|id| id.to_string()),
            Type::Text => row.try_get_by_index::<Option<String>>(at)?,
            Type::Number => row.try_get_by_index::<Option<i64>>(at)?.map(|it| it.to_string()),
            Type::Bytes => {
                row.try_get_by_index::<Option<Vec<u8>>>(at)?.map(|bytes| format!("{bytes:?}"))
            }
        };
        // Writing to a text cannot fail.
        let _ = match value {
            Some(value) => write!(line, "{}:{value},", value.len()),
            None => write!(line, "-,"),
        };
    }
    line.push('\n');
    Ok(line)
}
