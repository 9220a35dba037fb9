//! Generations: whole sets of tables beside one another, of which readers use one.
//!
//! **Invariant:** a generation is dropped only by one who finds nobody using it. Who uses it holds a
//! lock that ends with the process: on a file beside it, or of a session of the server.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::sqlx::{self, PgPool};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use tokio::sync::{Notify, oneshot};

use super::place::{self, Place};
use super::sql::Sql;
use super::store::{Store, clear, existing};
use super::tables::VERSION;
use super::{ReadError, ReadSettings};
use crate::search::{SearchIndex, remove_unused};

/// Names use of a generation among the advisory locks of a `PostgreSQL` database: "gvru".
const USE: i32 = 0x6776_7275;
/// Rest between two attempts to listen again.
const REST: Duration = Duration::from_secs(1);

/// A set of tables with this process's index of them.
pub(super) struct Generation {
    pub number: i64,
    pub store: Store,
    pub search: Arc<SearchIndex>,
    // Given back last.
    _used: Used,
}

/// What keeps a generation from being dropped.
#[expect(dead_code, reason = "held, not read")]
enum Used {
    Sqlite(File),
    /// Closed when dropped, at which its session gives the lock back.
    Postgres(oneshot::Sender<()>),
}

/// All generations in one place, of every version of the product.
pub(super) struct Generations {
    place: Place,
    /// Where they are listed.
    list: Store,
    search_folder: Option<PathBuf>,
    /// Rung when a fold of another process may have been committed.
    pub woken: Arc<Notify>,
}

impl Generations {
    /// Opens the list, which is made if it is missing.
    pub async fn open(settings: &ReadSettings) -> Result<Self, ReadError> {
        let place = Place::of(&settings.url)?;
        let list = match listed(&place).await {
            Err(error) if place::is_damaged(&error) => {
                if let Place::Sqlite(path) = &place {
                    place::set_aside(path)?;
                }
                listed(&place).await?
            }
            opened => opened?,
        };
        let search_folder = settings.search_folder.clone();
        Ok(Self { place, list, search_folder, woken: Arc::default() })
    }

    /// The newest generation of this version, a whole one before one that is still to be folded,
    /// and a new one where there is none.
    pub async fn current(&self) -> Result<Generation, ReadError> {
        loop {
            let number = self.add(false).await?;
            if let Some(generation) = self.try_use(number).await? {
                return Ok(generation);
            }
        }
    }

    /// A new generation, empty.
    pub async fn begin(&self) -> Result<Generation, ReadError> {
        loop {
            let number = self.add(true).await?;
            if let Some(generation) = self.try_use(number).await? {
                return Ok(generation);
            }
        }
    }

    /// The generation that readers should use, if it is whole.
    pub async fn newest(&self) -> Result<Option<i64>, ReadError> {
        let sql =
            Sql::of("SELECT max(number) FROM read_generations WHERE whole = 1 AND version = ");
        let row = sql.bind(VERSION).one(&self.list.readers).await?;
        Ok(row.map_or(Ok(None), |row| row.try_get_by_index(0))?)
    }

    /// Notes that a generation holds all that there was to fold, so that readers may go over to it.
    pub async fn is_whole(&self, number: i64) -> Result<(), ReadError> {
        let sql = Sql::of("UPDATE read_generations SET whole = 1 WHERE whole = 0 AND number = ");
        sql.bind(number).run(&self.list.writer).await
    }

    /// Begins to use a generation; none when it is gone.
    pub async fn try_use(&self, number: i64) -> Result<Option<Generation>, ReadError> {
        let file = match &self.place {
            Place::Sqlite(path) => Some(place::file(path, Some(number))),
            Place::Postgres(_) => None,
        };
        // The lock comes first: what is there with the lock held stays.
        let lock = file.as_deref().map(|file| {
            let lock = lock_file(file)?;
            lock.lock_shared()?;
            Ok::<_, std::io::Error>(lock)
        });
        let lock = lock.transpose().map_err(|error| ReadError::Unavailable(Box::new(error)))?;
        if !self.is_listed(number).await? {
            return Ok(None);
        }
        let store = match (self.prepared(number).await, &file) {
            (Err(error), Some(file)) if place::is_damaged(&error) => {
                place::set_aside(file)?;
                self.prepared(number).await?
            }
            (prepared, _) => prepared?,
        };
        let used = match lock {
            Some(lock) => Used::Sqlite(lock),
            None => self.hold(&store).await?,
        };
        if !self.is_listed(number).await? {
            return Ok(None);
        }
        let folder = self.search_folder.as_ref().map(|folder| folder.join(number.to_string()));
        let opened = tokio::task::spawn_blocking(move || SearchIndex::open(folder.as_deref()));
        let search = Arc::new(opened.await??);
        Ok(Some(Generation { number, store, search, _used: used }))
    }

    async fn prepared(&self, number: i64) -> Result<Store, ReadError> {
        let store = self.place.connect(Some(number)).await?;
        store.prepare().await?;
        Ok(store)
    }

    async fn is_listed(&self, number: i64) -> Result<bool, ReadError> {
        let sql = Sql::of("SELECT 1 FROM read_generations WHERE number = ").bind(number);
        Ok(sql.one(&self.list.writer).await?.is_some())
    }

    /// Drops every generation before this one that nobody uses, and this process's indexes of them.
    /// Gives how many are left.
    pub async fn drop_before(&self, number: i64) -> Result<usize, ReadError> {
        let sql = Sql::of("SELECT number FROM read_generations WHERE number < ").bind(number);
        let mut left = 0;
        for row in sql.all(&self.list.writer).await? {
            left += usize::from(!self.drop_unused(row.try_get_by_index(0)?).await?);
        }
        if let Some(folder) = self.search_folder.clone() {
            let keep = number.to_string();
            tokio::task::spawn_blocking(move || remove_unused(&folder, &keep)).await?;
        }
        Ok(left)
    }

    async fn drop_unused(&self, number: i64) -> Result<bool, ReadError> {
        let delete = Sql::of("DELETE FROM read_generations WHERE number = ").bind(number);
        match &self.place {
            Place::Sqlite(path) => {
                let file = place::file(path, Some(number));
                let lock =
                    lock_file(&file).map_err(|error| ReadError::Unavailable(error.into()))?;
                if lock.try_lock().is_err() {
                    return Ok(false);
                }
                delete.run(&self.list.writer).await?;
                place::remove(&file)?;
            }
            Place::Postgres(_) => {
                let tx = self.list.begin().await?;
                let sql = Sql::of("SELECT pg_try_advisory_xact_lock(").bind(USE).push(", ");
                let key = i32::try_from(number).unwrap_or(i32::MAX);
                let row = sql.bind(key).push(")").one(&tx).await?;
                if !row.map_or(Ok(false), |row| row.try_get_by_index(0))? {
                    return Ok(false);
                }
                delete.run(&tx).await?;
                drop_schema(&tx, number).await?;
                tx.commit().await?;
            }
        }
        tracing::info!(projection.generation = number, "dropped");
        Ok(true)
    }

    /// The number of the generation to use, which is listed if it is new.
    async fn add(&self, anew: bool) -> Result<i64, ReadError> {
        let tx = self.list.begin().await?;
        let known = Sql::of("SELECT number FROM read_generations WHERE version = ").bind(VERSION);
        let known = known.push(" ORDER BY whole DESC, number DESC LIMIT 1").one(&tx).await?;
        if let Some(row) = known.filter(|_| !anew) {
            return Ok(row.try_get_by_index(0)?);
        }
        let last = Sql::of("SELECT max(number) FROM read_generations").one(&tx).await?;
        let last: Option<i64> = last.map_or(Ok(None), |row| row.try_get_by_index(0))?;
        let number = last.unwrap_or(0) + 1;
        // What has the name is of a list that is lost.
        match &self.place {
            Place::Sqlite(path) => place::remove(&place::file(path, Some(number)))?,
            Place::Postgres(_) => {
                drop_schema(&tx, number).await?;
                let schema = place::schema(number);
                tx.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await?;
            }
        }
        let sql = Sql::of("INSERT INTO read_generations (number, version, whole) VALUES (");
        sql.bind(number).push(", ").bind(VERSION).push(", 0)").run(&tx).await?;
        tx.commit().await?;
        tracing::info!(projection.generation = number, "begun");
        Ok(number)
    }

    /// Uses a generation on a server for as long as what is given is kept, and listens meanwhile.
    async fn hold(&self, store: &Store) -> Result<Used, ReadError> {
        let (used, mut given_back) = oneshot::channel();
        let (ready, is_ready) = oneshot::channel();
        let pool = store.readers.get_postgres_connection_pool().clone();
        let (woken, key) = (Arc::clone(&self.woken), store.key());
        tokio::spawn(async move {
            let listening = async {
                let mut ready = Some(ready);
                loop {
                    if let Err(error) = listen(&pool, key, &woken, &mut ready).await {
                        tracing::warn!(%error, "the read models do not hear of other processes");
                    }
                    // Who still waits is told by this that it cannot be used.
                    ready = None;
                    tokio::time::sleep(REST).await;
                }
            };
            tokio::select! {
                _ = &mut given_back => {}
                () = listening => {}
            }
            // The session and its lock end with the connections.
            pool.close().await;
        });
        is_ready.await.map_err(|error| ReadError::Unavailable(Box::new(error)))?;
        Ok(Used::Postgres(used))
    }
}

/// The list of generations. What an older version left where the list is now is dropped.
async fn listed(place: &Place) -> Result<Store, ReadError> {
    let list = place.connect(None).await?;
    let tx = list.begin().await?;
    if !existing(&tx).await?.iter().any(|name| name == "read_generations") {
        clear(&tx).await?;
        tx.execute_unprepared(
            "CREATE TABLE read_generations (number bigint NOT NULL PRIMARY KEY, \
             version bigint NOT NULL, whole bigint NOT NULL)",
        )
        .await?;
    }
    tx.commit().await?;
    Ok(list)
}

async fn drop_schema(tx: &DatabaseTransaction, number: i64) -> Result<(), ReadError> {
    let schema = place::schema(number);
    tx.execute_unprepared(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await?;
    Ok(())
}

/// A file of its own, because closing a database's file would give `SQLite`'s locks back.
fn lock_file(database: &str) -> std::io::Result<File> {
    if let Some(folder) = Path::new(database).parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::create(format!("{database}.lock"))
}

/// Holds the generation and listens until the connection is lost.
async fn listen(
    pool: &PgPool,
    key: i32,
    woken: &Notify,
    ready: &mut Option<oneshot::Sender<()>>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    let lock = sqlx::query("SELECT pg_advisory_lock_shared($1, $2)").bind(USE).bind(key);
    lock.execute(&mut listener).await?;
    listener.listen("genvej_read").await?;
    woken.notify_one();
    if let Some(ready) = ready.take() {
        // Whoever waited for it may be gone.
        let _ = ready.send(());
    }
    while listener.try_recv().await?.is_some() {
        woken.notify_one();
    }
    Ok(())
}
