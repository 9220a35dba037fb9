//! What can go wrong in a store, sorted by what a caller can do about it.

use std::sync::Arc;

use rusqlite::ffi::{SQLITE_CONSTRAINT_UNIQUE, SQLITE_CORRUPT, SQLITE_NOTADB};
use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::sqlite::SqliteError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use tokio::time::error::Elapsed;

use crate::log::{LogError, plan};

/// A fault that all appends of a group can be told of.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// A unique index refused a row: under the write lock only an event id can be taken.
    Taken,
    /// The store refuses to be opened like this.
    Refused(String),
    /// What is stored is not what was written.
    Corrupt(String),
    /// Everything that may pass.
    Unavailable(Arc<dyn std::error::Error + Send + Sync>),
}

impl Fault {
    /// Whether the line to the store is gone, so that another one may do better.
    pub fn is_lost_connection(&self) -> bool {
        let Self::Unavailable(cause) = self else { return false };
        match cause.downcast_ref() {
            Some(
                DbErr::Query(RuntimeErr::SqlxError(cause))
                | DbErr::Exec(RuntimeErr::SqlxError(cause))
                | DbErr::Conn(RuntimeErr::SqlxError(cause)),
            ) => is_lost(cause),
            _ => false,
        }
    }
}

/// The line broke, or the server says that it ends it (class 57P: operator intervention).
fn is_lost(cause: &SqlxError) -> bool {
    match cause {
        SqlxError::Io(_) => true,
        SqlxError::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Taken;
        }
        match &error {
            DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => {
                Self::Corrupt(error.to_string())
            }
            DbErr::Query(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Conn(RuntimeErr::SqlxError(cause))
                if is_corrupt(cause) =>
            {
                Self::Corrupt(error.to_string())
            }
            _ => Self::Unavailable(Arc::new(error)),
        }
    }
}

/// Of the connections to `SQLite` that read, write and restore.
impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(cause, _) => match cause.extended_code {
                SQLITE_CONSTRAINT_UNIQUE => Self::Taken,
                code if is_malformed(code) => Self::Corrupt(error.to_string()),
                _ => Self::Unavailable(Arc::new(error)),
            },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Corrupt(error.to_string()),
            _ => Self::Unavailable(Arc::new(error)),
        }
    }
}

impl From<Elapsed> for Fault {
    fn from(error: Elapsed) -> Self {
        Self::Unavailable(Arc::new(error))
    }
}

impl From<Fault> for LogError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Taken => plan::taken_id(),
            Fault::Refused(why) => Self::Invalid(why),
            Fault::Corrupt(what) => Self::Corrupt(what),
            Fault::Unavailable(cause) => Self::Unavailable(Box::new(cause)),
        }
    }
}

/// A malformed image or no database at all, with their extended codes.
fn is_malformed(code: i32) -> bool {
    matches!(code & 0xff, SQLITE_CORRUPT | SQLITE_NOTADB)
}

/// `PostgreSQL`: broken pages and broken indexes.
fn is_corrupt(cause: &SqlxError) -> bool {
    match cause {
        SqlxError::ColumnDecode { .. } | SqlxError::Decode(_) => true,
        SqlxError::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<SqliteError>().is_some() {
                code.parse().is_ok_and(is_malformed)
            } else {
                matches!(code.as_ref(), "XX001" | "XX002")
            }
        }
        _ => false,
    }
}
