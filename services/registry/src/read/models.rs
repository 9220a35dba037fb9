//! The one that follows the log: keeps rows and index, and tells who waits and watches.
//!
//! Of several processes on one store one folds, the others take over when it does not get on. There
//! is no leader to be chosen: whoever finds that the checkpoint moved without it stands by, and who
//! stands by and sees it stand still, although the log went on, folds (decision 11).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use platform::Shutdown;
use tokio::sync::Mutex;
use tokio::task::{JoinHandle, JoinSet};

use super::folding::{End, Told};
use super::generation::{Generation, Generations};
use super::operator::{Parked, parked};
use super::progress::{Progress, Stopped};
use super::sql::Sql;
use super::store::number;
use super::{ReadError, ReadSettings, Reader, digest};
use crate::directory::Directory;
use crate::log::{EventLog, Position};

/// Batches after which what is folded is published, while there are more.
const BATCHES: usize = 4;
/// How long to rest after a fault.
const REST: Duration = Duration::from_secs(1);
/// How long nothing at all is looked at.
const TICK: Duration = Duration::from_secs(1);
/// How long the checkpoint may stand still before another process folds: half of what a reader
/// waits ([`Reader::PATIENCE`]).
const TAKE_OVER: Duration = Duration::from_secs(1);
/// How often one that stands by looks where nothing rings.
const POLL: Duration = Duration::from_millis(5);

/// The read models with the index, and the only one that writes them. Clones are the same.
#[derive(Clone)]
pub struct ReadModels {
    pub(super) progress: Arc<Progress>,
    pub(super) directory: Directory,
    generations: Arc<Generations>,
    /// Held by whoever moves the position, or has readers go over to another generation.
    turn: Arc<Mutex<()>>,
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

/// What a process does in its turn.
struct Role {
    folds: bool,
    /// Since when the log is ahead of a checkpoint that stands still.
    behind: Option<Instant>,
}

impl ReadModels {
    /// Opens store and index, and makes what is missing.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] for an address of no store; [`ReadError::Unavailable`] when the store
    /// does not answer, or another process has the index's folder.
    pub async fn open(settings: &ReadSettings, directory: Directory) -> Result<Self, ReadError> {
        let generations = Arc::new(Generations::open(settings).await?);
        let progress = Arc::new(Progress::new(generations.current().await?));
        Ok(Self { progress, directory, generations, turn: Arc::default() })
    }

    /// What answers questions from these read models.
    pub fn reader(&self) -> Reader {
        Reader { progress: Arc::clone(&self.progress), directory: self.directory.clone() }
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
        let measuring = async {
            let appended = log.watch();
            loop {
                let head = *appended.borrow();
                self.progress.note_head(head);
                self.progress.measure();
                tokio::time::sleep(TICK).await;
            }
        };
        tokio::select! {
            () = shutdown.triggered() => {}
            () = following => {}
            () = measuring => {}
        }
    }

    /// Folds everything that the log holds now.
    pub async fn catch_up(&self, log: &dyn EventLog) -> Result<Position, ReadError> {
        let _turn = self.turn.lock().await;
        self.begin(log).await?;
        let generation = self.progress.generation();
        let (changed, indexing) = self.index_beside(&generation);
        let folded = generation.store.fold_all(log, Told { reached: |_| {}, changed }).await;
        indexing.await??;
        let folded = folded?;
        self.publish(&generation, folded.reached).await?;
        self.note_end(&generation, &folded.end).await?;
        Ok(folded.reached)
    }

    /// Folds the whole log again, beside what is read, and then has readers go over to it.
    /// `progress` is told how far it is and how far it will go, in positions, after every batch.
    pub async fn rebuild(
        &self,
        log: &dyn EventLog,
        mut progress: impl FnMut(Position, Position),
    ) -> Result<Position, ReadError> {
        let next = Arc::new(self.generations.begin().await?);
        let head = log.head().await?;
        let (changed, indexing) = self.index_beside(&next);
        let reached = |reached: Position| progress(reached, head.max(reached));
        let folded = next.store.fold_all(log, Told { reached, changed }).await;
        indexing.await??;
        folded?;
        self.go_over(Arc::clone(&next), log).await?;
        self.generations.is_whole(next.number).await?;
        self.generations.drop_before(next.number).await?;
        Ok(*self.progress.position.borrow())
    }

    /// SHA-256 over every row of every table, in hexadecimal: equal when the read models are.
    pub async fn digest(&self) -> Result<String, ReadError> {
        digest::digest(&self.progress.generation().store).await
    }

    /// Streams that are parked, in order of the events that parked them.
    pub async fn parked(&self) -> Result<Vec<Parked>, ReadError> {
        parked(&self.progress.generation().store.readers).await
    }

    async fn follow(&self, log: &Arc<dyn EventLog>) -> Result<(), ReadError> {
        {
            let _turn = self.turn.lock().await;
            self.begin(log.as_ref()).await?;
        }
        let mut appended = log.watch();
        let mut names = self.directory.watch();
        if !names.borrow_and_update().is_empty() {
            // The index in its folder may know organisations by other names.
            names.mark_changed();
        }
        let mut role = Role { folds: true, behind: None };
        let mut going_over = JoinSet::new();
        let mut looked = None;
        loop {
            // Marked as seen before reading: what is appended in between wakes the wait below.
            appended.mark_unchanged();
            let rest = self.step(log.as_ref(), &mut role).await?;
            self.progress.notes().folds = role.folds;
            if looked.is_none_or(|at: Instant| at.elapsed() >= TICK) {
                self.look(log, &mut going_over).await?;
                looked = Some(Instant::now());
            }
            let Some(rest) = rest else { continue };
            tokio::select! {
                _ = appended.changed() => {}
                () = self.generations.woken.notified(), if !role.folds => {}
                () = self.progress.asked.notified() => {}
                Ok(()) = names.changed() => {
                    self.index_again(&self.progress.generation()).await?;
                }
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Goes on by a step. Gives how long to rest when there is nothing to do.
    async fn step(
        &self,
        log: &dyn EventLog,
        role: &mut Role,
    ) -> Result<Option<Duration>, ReadError> {
        let _turn = self.turn.lock().await;
        let generation = self.progress.generation();
        let at = *self.progress.position.borrow();
        if !role.folds {
            return self.stand_by(log, role, &generation, at).await;
        }
        let (changed, indexing) = self.index_beside(&generation);
        let mut told = Told { reached: |_| {}, changed };
        let folded = generation.store.fold_on(log, at, BATCHES, &mut told).await;
        drop(told);
        if let Ok(folded) = &folded {
            // Lists need not wait for the index.
            self.progress.readable(folded.reached);
        }
        indexing.await??;
        let folded = folded?;
        if folded.reached < at {
            // Somebody threw the rows away.
            return Err(ReadError::Behind);
        }
        self.publish(&generation, folded.reached).await?;
        self.note_end(&generation, &folded.end).await?;
        match folded.end {
            End::More => Ok(None),
            End::Head | End::Stopped(_) => Ok(Some(TICK)),
            End::Elsewhere => {
                *role = Role { folds: false, behind: None };
                Ok(None)
            }
        }
    }

    async fn stand_by(
        &self,
        log: &dyn EventLog,
        role: &mut Role,
        generation: &Generation,
        at: Position,
    ) -> Result<Option<Duration>, ReadError> {
        let checkpoint = generation.store.checkpoint().await?;
        if checkpoint < at {
            return Err(ReadError::Behind);
        }
        if checkpoint > at {
            role.behind = None;
            self.publish(generation, checkpoint).await?;
            return Ok(None);
        }
        let head = log.head().await?;
        self.progress.note_head(head);
        if head <= at {
            role.behind = None;
            self.note_end(generation, &End::Head).await?;
            let waited_for = self.progress.waiting.load(Ordering::Acquire) > 0;
            return Ok(Some(if waited_for { POLL } else { TICK }));
        }
        if role.behind.get_or_insert_with(Instant::now).elapsed() < TAKE_OVER {
            return Ok(Some(POLL));
        }
        tracing::info!(log.position = at, "nobody folds; this process takes over");
        *role = Role { folds: true, behind: None };
        Ok(None)
    }

    /// Brings the index up to the rows. A store that is ahead of the log belongs to another log and
    /// is thrown away.
    async fn begin(&self, log: &dyn EventLog) -> Result<(), ReadError> {
        let generation = self.progress.generation();
        // In this order, for another process may fold what is appended between the two questions.
        let mut checkpoint = generation.store.checkpoint().await?;
        let head = log.head().await?;
        if checkpoint > head {
            tracing::warn!("the read models are of another log and are folded again");
            generation.store.reset().await?;
            checkpoint = 0;
        }
        if checkpoint < *self.progress.position.borrow() {
            self.progress.position.send_replace(checkpoint);
            self.progress.found.send_replace(checkpoint);
        }
        self.index(&generation).await?;
        self.publish(&generation, checkpoint).await?;
        self.progress.note_head(head);
        self.count_parked(&generation).await
    }

    /// Notes what folding ended at.
    async fn note_end(&self, generation: &Generation, end: &End) -> Result<(), ReadError> {
        let stopped = match end {
            End::Stopped(stopped) => Some(stopped.clone()),
            End::Head | End::More | End::Elsewhere => None,
        };
        self.note_stopped(stopped);
        if matches!(end, End::Head) && !self.progress.caught_up.swap(true, Ordering::AcqRel) {
            self.generations.is_whole(generation.number).await?;
        }
        Ok(())
    }

    fn note_stopped(&self, stopped: Option<Stopped>) {
        let mut notes = self.progress.notes();
        if let Some(Stopped { position, kind, schema }) = &stopped
            && notes.stopped != stopped
        {
            tracing::error!(
                log.position = position,
                event.kind = kind,
                event.schema = schema,
                "the read models stop before an event that is newer than this version knows"
            );
        }
        notes.stopped = stopped;
        drop(notes);
        self.progress.measure();
    }

    /// Looks after generations, of which other processes may have made another.
    async fn look(
        &self,
        log: &Arc<dyn EventLog>,
        going_over: &mut JoinSet<Result<(), ReadError>>,
    ) -> Result<(), ReadError> {
        if let Some(went) = going_over.try_join_next() {
            went??;
        }
        let generation = self.progress.generation();
        self.count_parked(&generation).await?;
        self.generations.drop_before(generation.number).await?;
        let newest = self.generations.newest().await?.filter(|newest| *newest > generation.number);
        let Some(newest) = newest.filter(|_| going_over.is_empty()) else { return Ok(()) };
        if let Some(next) = self.generations.try_use(newest).await? {
            let (models, log) = (self.clone(), Arc::clone(log));
            going_over.spawn(async move { models.go_over(Arc::new(next), log.as_ref()).await });
        }
        Ok(())
    }

    /// Has readers go over to another generation, once it is as far as what they have read.
    async fn go_over(&self, next: Arc<Generation>, log: &dyn EventLog) -> Result<(), ReadError> {
        let names = self.directory.organisations();
        next.store.fold_all(log, Told::only(|_| {})).await?;
        self.index(&next).await?;
        // What came meanwhile is little, and nothing comes between here and there.
        let _turn = self.turn.lock().await;
        let folded = next.store.fold_all(log, Told::only(|_| {})).await?;
        self.index(&next).await?;
        if !Arc::ptr_eq(&names, &self.directory.organisations()) {
            self.index_again(&next).await?;
        }
        if folded.reached < *self.progress.position.borrow() {
            return Err(ReadError::Behind);
        }
        tracing::info!(projection.generation = next.number, "readers go over to it");
        self.progress.go_over(Arc::clone(&next));
        self.publish(&next, folded.reached).await?;
        self.note_end(&next, &folded.end).await
    }

    async fn count_parked(&self, generation: &Generation) -> Result<(), ReadError> {
        let counted = Sql::of("SELECT count(*) FROM read_parked").one(&generation.store.readers);
        let parked = counted.await?.map_or(Ok(0), |row| number(&row, 0))?;
        let before = std::mem::replace(&mut self.progress.notes().parked, parked);
        if parked > before {
            tracing::error!(projection.parked = parked, "streams are parked");
        }
        Ok(())
    }
}
