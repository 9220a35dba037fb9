//! The one that folds: follows the log, keeps rows and index, and tells who waits and watches.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::StreamExt;
use platform::Shutdown;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;
use vocabulary::CaseId;

use super::changed::Changed;
use super::fold::Fold;
use super::scope::state;
use super::sql::Sql;
use super::store::{Store, meta, number, set_meta};
use super::{ReadError, ReadSettings, Reader, digest};
use crate::directory::Directory;
use crate::log::{EventLog, Position, Recorded, follow};
use crate::search::{SearchDocument, SearchIndex};

/// Most events of one transaction.
const PAGE: usize = 500;
/// Most cases of one commit of the search index.
const INDEXED: i64 = 500;
/// How long to rest after a fault.
const REST: Duration = Duration::from_secs(1);
/// Changes that a watcher may fall behind by before it misses some.
const WATCHED: usize = 1_024;

/// The read models with the index, and the only one that writes them. Clones are the same.
#[derive(Clone)]
pub struct ReadModels {
    store: Store,
    search: Arc<SearchIndex>,
    directory: Directory,
    position: Arc<watch::Sender<Position>>,
    changed: broadcast::Sender<Changed>,
    caught_up: Arc<AtomicBool>,
}

/// Opens the read models and follows the log in the background until the signal to stop.
pub async fn start(
    settings: &ReadSettings,
    log: Arc<dyn EventLog>,
    directory: Directory,
    shutdown: Shutdown,
) -> Result<(Reader, JoinHandle<()>), ReadError> {
    let models = ReadModels::open(settings, directory).await?;
    let reader = models.reader();
    let running = tokio::spawn(async move { models.run(log, shutdown).await });
    Ok((reader, running))
}

impl ReadModels {
    /// Opens store and index, and makes what is missing or of another version.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] for an address of no store; [`ReadError::Unavailable`] when the store
    /// does not answer, or another process has the index's folder.
    pub async fn open(settings: &ReadSettings, directory: Directory) -> Result<Self, ReadError> {
        let store = Store::open(&settings.url).await?;
        let folder = settings.search_folder.clone();
        let opened = tokio::task::spawn_blocking(move || SearchIndex::open(folder.as_deref()));
        let search = Arc::new(opened.await??);
        let position = Arc::new(watch::Sender::new(0));
        let changed = broadcast::Sender::new(WATCHED);
        let caught_up = Arc::new(AtomicBool::new(false));
        Ok(Self { store, search, directory, position, changed, caught_up })
    }

    /// What answers questions from these read models.
    pub fn reader(&self) -> Reader {
        Reader {
            store: self.store.clone(),
            search: Arc::clone(&self.search),
            directory: self.directory.clone(),
            position: self.position.subscribe(),
            changed: self.changed.clone(),
            caught_up: Arc::clone(&self.caught_up),
        }
    }

    /// Follows the log until the signal to stop. A fault is logged and tried again.
    pub async fn run(&self, log: Arc<dyn EventLog>, shutdown: Shutdown) {
        let following = async {
            loop {
                let Err(error) = self.follow(&log).await else { continue };
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the read models do not follow the log"
                );
                metrics::counter!("projection_faults_total").increment(1);
                tokio::time::sleep(REST).await;
            }
        };
        tokio::select! {
            () = shutdown.triggered() => {}
            () = following => {}
        }
    }

    /// Folds everything that the log holds now.
    pub async fn catch_up(&self, log: &dyn EventLog) -> Result<Position, ReadError> {
        self.begin(log).await?;
        let reached = self.fold_all(log, |_, _| {}).await?;
        self.caught_up.store(true, Ordering::Release);
        Ok(reached)
    }

    /// Throws rows and index away and folds the whole log again. `progress` is told how far it is
    /// and how far it will go, in positions, after every page.
    pub async fn rebuild(
        &self,
        log: &dyn EventLog,
        progress: impl FnMut(Position, Position),
    ) -> Result<Position, ReadError> {
        self.position.send_replace(0);
        self.store.reset().await?;
        self.clear_index().await?;
        self.fold_all(log, progress).await
    }

    /// SHA-256 over every row of every table, in hexadecimal: equal when the read models are.
    pub async fn digest(&self) -> Result<String, ReadError> {
        digest::digest(&self.store).await
    }

    /// Streams that are parked, each with the reason, which names no content.
    pub async fn parked(&self) -> Result<Vec<(String, String)>, ReadError> {
        let sql = Sql::of("SELECT stream, reason FROM read_parked ORDER BY stream");
        let rows = sql.all(&self.store.readers).await?;
        rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
    }

    async fn follow(&self, log: &Arc<dyn EventLog>) -> Result<(), ReadError> {
        let reached = self.catch_up(log.as_ref()).await?;
        let mut names = self.directory.watch();
        if !names.borrow_and_update().is_empty() {
            // The index in its folder may know organisations by other names.
            names.mark_changed();
        }
        let mut pages = pin!(follow(Arc::clone(log), reached));
        loop {
            tokio::select! {
                page = pages.next() => match page {
                    Some(page) => self.fold(page?).await?,
                    None => return Ok(()),
                },
                Ok(()) = names.changed() => self.index_again().await?,
            }
        }
    }

    /// Brings the index up to the rows. A store that is ahead of the log belongs to another log,
    /// and an index that is ahead of the store to another store: they are thrown away.
    async fn begin(&self, log: &dyn EventLog) -> Result<(), ReadError> {
        let mut checkpoint = self.store.checkpoint().await?;
        if checkpoint > log.head().await? {
            tracing::warn!("the read models are of another log and are folded again");
            self.store.reset().await?;
            checkpoint = 0;
        }
        if self.search.position() > checkpoint {
            self.clear_index().await?;
        }
        self.index().await?;
        self.publish(checkpoint);
        Ok(())
    }

    async fn fold_all(
        &self,
        log: &dyn EventLog,
        mut progress: impl FnMut(Position, Position),
    ) -> Result<Position, ReadError> {
        let mut after = self.store.checkpoint().await?;
        loop {
            let page = log.read_all(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(after) };
            after = last.position;
            self.fold(page).await?;
            progress(after, log.head().await?.max(after));
        }
    }

    /// Folds a page, of which any part may have been folded before.
    async fn fold(&self, page: Vec<Recorded>) -> Result<(), ReadError> {
        let tx = self.store.begin().await?;
        let checkpoint = meta(&tx, "position").await?.unwrap_or(0).unsigned_abs();
        let new: Vec<Recorded> =
            page.into_iter().filter(|recorded| recorded.position > checkpoint).collect();
        let mut notices = Vec::new();
        let mut reached = checkpoint;
        if let Some(last) = new.last() {
            reached = last.position;
            let mut fold = Fold::load(&tx, &new).await?;
            for recorded in &new {
                fold.event(recorded);
            }
            fold.save(&tx).await?;
            set_meta(&tx, "position", i64::try_from(reached).unwrap_or(i64::MAX)).await?;
            notices = fold.notices();
        }
        tx.commit().await?;
        self.index().await?;
        self.publish(reached);
        for changed in notices {
            // Nobody watching is no fault.
            let _ = self.changed.send(changed);
        }
        Ok(())
    }

    fn publish(&self, reached: Position) {
        #[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
        metrics::gauge!("projection_position").set(reached as f64);
        self.position.send_if_modified(|known| {
            let grown = reached > *known;
            *known = reached.max(*known);
            grown
        });
    }

    /// Puts into the index every case that changed after the position that it is at. The rows say
    /// which, so this is right after any crash, and also for what another process folded.
    async fn index(&self) -> Result<(), ReadError> {
        let checkpoint = self.store.checkpoint().await?;
        loop {
            let sql = Sql::of("SELECT state, position FROM read_cases WHERE position > ")
                .bind(i64::try_from(self.search.position()).unwrap_or(i64::MAX))
                .push(" ORDER BY position LIMIT ")
                .bind(INDEXED);
            let rows = sql.all(&self.store.readers).await?;
            let Some(last) = rows.last() else { break };
            let last = number(last, 1)?;
            let cases = rows.iter().map(|row| state(row, 0)).collect::<Result<Vec<_>, _>>()?;
            self.put(&cases, last).await?;
        }
        self.put(&[], checkpoint.max(self.search.position())).await
    }

    /// Puts every case into the index again, with the names that organisations have now.
    async fn index_again(&self) -> Result<(), ReadError> {
        let mut after = 0;
        loop {
            let sql = Sql::of("SELECT state, position FROM read_cases WHERE position > ")
                .bind(i64::try_from(after).unwrap_or(i64::MAX))
                .push(" ORDER BY position LIMIT ")
                .bind(INDEXED);
            let rows = sql.all(&self.store.readers).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = number(last, 1)?;
            let cases = rows.iter().map(|row| state(row, 0)).collect::<Result<Vec<_>, _>>()?;
            self.put(&cases, self.search.position()).await?;
        }
    }

    async fn put(&self, cases: &[case::Case], position: Position) -> Result<(), ReadError> {
        let documents = self.documents(cases).await?;
        let search = Arc::clone(&self.search);
        Ok(tokio::task::spawn_blocking(move || search.put(&documents, position)).await??)
    }

    /// Cases as the index takes them, with the access keys that the rows have.
    async fn documents(&self, cases: &[case::Case]) -> Result<Vec<SearchDocument>, ReadError> {
        let mut keys: std::collections::HashMap<CaseId, Vec<String>> =
            std::collections::HashMap::new();
        let ids = cases.iter().filter_map(|case| case.id).map(|id| id.0);
        let sql = Sql::of("SELECT case_id, key FROM read_case_access WHERE ");
        if !cases.is_empty() {
            for row in sql.among("case_id", ids).all(&self.store.readers).await? {
                let case = CaseId(row.try_get_by_index(0)?);
                keys.entry(case).or_default().push(row.try_get_by_index(1)?);
            }
        }
        let documents = cases.iter().filter_map(|case| {
            let record = case.public_record(|_| false)?;
            let name = self.directory.name(record.lead);
            let keys = keys.remove(&record.id).unwrap_or_default();
            Some(SearchDocument::of(&record, case.visibility, name.as_deref(), keys))
        });
        Ok(documents.collect())
    }

    async fn clear_index(&self) -> Result<(), ReadError> {
        let search = Arc::clone(&self.search);
        Ok(tokio::task::spawn_blocking(move || search.clear()).await??)
    }
}
