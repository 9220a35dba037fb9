//! Storing events as they were recorded elsewhere in `PostgreSQL`.

use sea_orm::sqlx::{self, Postgres, Transaction};
use sea_orm::{DatabaseConnection, QueryResult};

use super::word::{CHANNEL, NOTIFY};
use super::write::{Values, from_sqlx};
use crate::log::sql::fault::Fault;
use crate::log::sql::lock::ADVISORY_KEY;
use crate::log::sql::read::{self, HEAD, PAGE, bound};
use crate::log::sql::write::{Written, rows};
use crate::log::{Position, Recorded};

const INSERT: &str = "INSERT INTO events \
         (position, stream, version, id, kind, schema, data, origin, digest, salts, chain) \
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], \
         $6::integer[], $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[])";

/// Rows of one statement: enough for the server, and not a whole segment twice in memory.
const ROWS: usize = 4_096;

/// A transaction under the lock.
pub(in crate::log::sql) struct Restoring {
    tx: Transaction<'static, Postgres>,
    last: Position,
    /// Held so that its connection lives as long.
    _writer: DatabaseConnection,
}

impl Restoring {
    /// Begins, and keeps other writers out.
    pub async fn begin(writer: DatabaseConnection) -> Result<Self, Fault> {
        let mut tx = writer.get_postgres_connection_pool().begin().await.map_err(from_sqlx)?;
        let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(ADVISORY_KEY);
        lock.execute(&mut *tx).await.map_err(from_sqlx)?;
        Ok(Self { tx, last: 0, _writer: writer })
    }

    pub async fn head(&mut self) -> Result<Position, Fault> {
        let row = sqlx::query(HEAD).fetch_one(&mut *self.tx).await.map_err(from_sqlx)?;
        Ok(read::position(&QueryResult::from(row))?)
    }

    pub async fn insert(&mut self, events: &[Recorded]) -> Result<(), Fault> {
        for events in events.chunks(ROWS) {
            let written = Written::of(events)?;
            let rows = rows(events, &written);
            let insert = Values::of(&rows)?.bound(INSERT);
            insert.execute(&mut *self.tx).await.map_err(from_sqlx)?;
            self.last = events.last().map_or(self.last, |last| last.position);
        }
        Ok(())
    }

    pub async fn read_all(
        &mut self,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, Fault> {
        let page = sqlx::query(PAGE).bind(bound(after)).bind(bound(limit as u64));
        let rows = page.fetch_all(&mut *self.tx).await.map_err(from_sqlx)?;
        Ok(read::recorded(rows.into_iter().map(QueryResult::from))?)
    }

    /// Makes it the log, and tells other processes.
    pub async fn commit(mut self) -> Result<(), Fault> {
        let word = sqlx::query(NOTIFY).bind(CHANNEL).bind(self.last.to_string());
        word.execute(&mut *self.tx).await.map_err(from_sqlx)?;
        Ok(self.tx.commit().await.map_err(from_sqlx)?)
    }
}
