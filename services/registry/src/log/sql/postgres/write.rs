//! Writing to `PostgreSQL`: a group in one statement where memory is enough, else under the lock.
//!
//! Why no follower can miss an event, although transactions commit in any order: position `n + 1`
//! is written by a statement only where the last event that its snapshot sees, which is committed,
//! lies at `n`, or under the lock by a transaction that read `n` as committed. Of two that write it
//! at the same time the primary key lets one commit. So whoever sees `n + 1` sees `n` too.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::postgres::PgArguments;
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::{self, Connection, Postgres};
use sea_orm::{DatabaseConnection, DbErr, RuntimeErr};
use tokio::sync::Notify;

use super::IDLE;
use crate::log::plan::{Known, Ready};
use crate::log::sql::fault::Fault;
use crate::log::sql::heads::{Heads, Last};
use crate::log::sql::queue::{Outcomes, Queue};
use crate::log::sql::read::{self, bound};
use crate::log::sql::write::{Decided, Row, decide, insert_rows};
use crate::log::sql::{Head, lock, publish, within};

/// Stores a group if the last event is the one that memory ends with ($13, zeros for none) and
/// nobody holds the lock ($12).
const STORE: &str = "INSERT INTO events \
         (position, stream, version, id, kind, schema, data, origin, digest, salts, chain) \
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], \
         $6::integer[], $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[]) \
     WHERE (SELECT pg_try_advisory_xact_lock_shared($12)) \
     AND coalesce((SELECT chain FROM events ORDER BY position DESC LIMIT 1), $14) = $13";

/// The only task of this process that writes.
pub(in crate::log::sql) struct Writer {
    pool: DatabaseConnection,
    /// A connection of the pool's that is kept as long as it works.
    line: Option<Line>,
    heads: Heads,
    patience: Duration,
    head: Head,
    /// Wakes whoever tells other processes.
    appended: Arc<Notify>,
}

struct Line {
    connection: PoolConnection<Postgres>,
    used: Instant,
}

impl Writer {
    pub fn new(
        pool: DatabaseConnection,
        patience: Duration,
        head: Head,
        appended: Arc<Notify>,
    ) -> Self {
        Self { pool, line: None, heads: Heads::default(), patience, head, appended }
    }

    /// Writes until the log is dropped and all that waited is answered.
    pub async fn run(mut self, mut queue: Queue) {
        while let Some(group) = queue.group().await {
            if group.appends.is_empty() {
                continue;
            }
            let outcomes = self.outcomes(&group.appends).await;
            publish(&self.head, self.heads.last().position);
            self.appended.notify_one();
            group.answer(outcomes);
        }
    }

    async fn outcomes(&mut self, group: &[Ready]) -> Outcomes {
        let written = match self.by_memory(group).await {
            Ok(None) => self.under_lock(group).await,
            Ok(Some(outcomes)) => Ok(outcomes),
            Err(fault) => Err(fault),
        };
        match written {
            Ok(outcomes) => outcomes,
            // One append's taken id must not fail those that happened to wait beside it.
            Err(Fault::Taken) if group.len() > 1 => {
                let mut outcomes = Vec::with_capacity(group.len());
                for ready in group {
                    let one = std::slice::from_ref(ready);
                    outcomes.extend(match self.under_lock(one).await {
                        Ok(outcome) => outcome,
                        Err(fault) => vec![Err(fault.into())],
                    });
                }
                outcomes
            }
            Err(fault) => group.iter().map(|_| Err(fault.clone().into())).collect(),
        }
    }

    /// Writes a group that memory says yes to in all its parts. None when nothing was written
    /// because it does not, or because it turned out not to be so.
    async fn by_memory(&mut self, group: &[Ready]) -> Result<Option<Outcomes>, Fault> {
        let unread = self.heads.unread(group);
        if !unread.is_empty() {
            let Ok((last, tips)) = within(self.patience, read::tips(&self.pool, &unread)).await
            else {
                return Ok(None);
            };
            self.heads.confirm(last);
            self.heads.learn(&unread, tips);
        }
        let decided = decide(self.heads.known(group), group);
        // A no may come of another process's events, or of a command that was done before.
        if decided.outcomes.iter().any(Result::is_err) {
            return Ok(None);
        }
        match within(self.patience, self.store(&decided.rows)).await {
            Ok(true) => {
                self.heads.stored(&decided);
                Ok(Some(decided.outcomes))
            }
            Ok(false) | Err(Fault::Taken) => Ok(None),
            Err(fault) => {
                // Whether it is stored is not known.
                self.line = None;
                self.heads = Heads::default();
                Err(fault)
            }
        }
    }

    /// Whether a group was stored.
    async fn store(&mut self, rows: &[Row<'_>]) -> Result<bool, DbErr> {
        let last = self.heads.last();
        let values = Values::of(rows)?;
        let mut line = self.line().await.map_err(from_sqlx)?;
        let stored = values.store(&mut line.connection, last).await.map_err(from_sqlx)?;
        line.used = Instant::now();
        self.line = Some(line);
        Ok(stored)
    }

    /// The connection; another one when it broke while nobody used it.
    async fn line(&mut self) -> Result<Line, sqlx::Error> {
        if let Some(mut line) = self.line.take()
            && (line.used.elapsed() < IDLE || line.connection.ping().await.is_ok())
        {
            return Ok(line);
        }
        let connection = self.pool.get_postgres_connection_pool().acquire().await?;
        Ok(Line { connection, used: Instant::now() })
    }

    async fn under_lock(&mut self, group: &[Ready]) -> Result<Outcomes, Fault> {
        match within(self.patience, transaction(&self.pool, &mut self.heads, group)).await {
            Ok(decided) => {
                self.heads.stored(&decided);
                Ok(decided.outcomes)
            }
            Err(fault) => {
                self.heads = Heads::default();
                Err(fault)
            }
        }
    }
}

/// Reads all that a group depends on, decides it and stores it, while nobody else writes.
async fn transaction<'a>(
    pool: &DatabaseConnection,
    heads: &mut Heads,
    group: &'a [Ready],
) -> Result<Decided<'a>, DbErr> {
    let tx = lock::begin(pool).await?;
    let mut streams: Vec<_> = group.iter().map(|ready| ready.append.stream.as_str()).collect();
    streams.sort_unstable();
    streams.dedup();
    let (last, tips) = read::tips(&tx, &streams).await?;
    heads.confirm(last);
    heads.learn(&streams, tips);
    let keys = group.iter().filter_map(|ready| Some(ready.append.command?.id));
    let commands = read::commands(&tx, keys).await?;
    let decided = decide(Known { commands, ..heads.known(group) }, group);
    if decided.rows.is_empty() {
        tx.rollback().await?;
    } else {
        insert_rows(&tx, &decided.rows).await?;
        tx.commit().await?;
    }
    Ok(decided)
}

/// Rows as columns: a statement that takes arrays is the same for groups of any size, so the
/// server plans it once.
#[derive(Default)]
pub(super) struct Values<'a> {
    position: Vec<i64>,
    stream: Vec<&'a str>,
    version: Vec<i64>,
    id: Vec<uuid::Uuid>,
    kind: Vec<&'a str>,
    schema: Vec<i32>,
    data: Vec<&'a str>,
    origin: Vec<&'a str>,
    digest: Vec<Option<&'a [u8]>>,
    salts: Vec<&'a [u8]>,
    chain: Vec<&'a [u8]>,
}

impl<'a> Values<'a> {
    pub fn of(rows: &'a [Row<'_>]) -> Result<Self, DbErr> {
        let mut values = Self::default();
        for row in rows {
            values.position.push(bound(row.position));
            values.stream.push(row.stream);
            values.version.push(bound(row.version));
            values.id.push(row.id);
            values.kind.push(row.kind);
            values.schema.push(row.schema.into());
            values.data.push(row.data()?);
            values.origin.push(row.origin);
            values.digest.push(row.digest.map(<[u8; 32]>::as_slice));
            values.salts.push(row.salts);
            values.chain.push(&row.chain);
        }
        Ok(values)
    }

    async fn store(
        self,
        connection: &mut PoolConnection<Postgres>,
        last: Last,
    ) -> Result<bool, sqlx::Error> {
        let stored = self
            .bound(STORE)
            .bind(lock::ADVISORY_KEY)
            .bind(last.chain.as_slice())
            .bind(Last::default().chain.as_slice())
            // Awaits word of the commit, which comes after that of the rows.
            .execute(&mut **connection)
            .await?;
        Ok(stored.rows_affected() > 0)
    }

    /// A statement that takes the columns as its first values.
    pub fn bound(self, sql: &'static str) -> Query<'a, Postgres, PgArguments> {
        sqlx::query(sql)
            .bind(self.position)
            .bind(self.stream)
            .bind(self.version)
            .bind(self.id)
            .bind(self.kind)
            .bind(self.schema)
            .bind(self.data)
            .bind(self.origin)
            .bind(self.digest)
            .bind(self.salts)
            .bind(self.chain)
    }
}

pub(super) fn from_sqlx(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
}
