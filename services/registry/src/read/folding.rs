//! Folding the log into the rows of one generation.
//!
//! **Invariant:** a batch is folded on the checkpoint that it was read after, which is read in the
//! transaction that stores the rows. So whoever slept, was cut off or was overtaken does no harm,
//! and every event is folded once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use super::ReadError;
use super::batch::{Batch, Then};
use super::fold::Fold;
use super::progress::Stopped;
use super::store::{Store, checkpoint, set_checkpoint};
use super::writes::Indexed;
use crate::log::{EventLog, Position};

/// Most events of one transaction.
const BATCH: usize = 4_000;
/// Rest while another process has the turn.
const REST: Duration = Duration::from_millis(5);

/// How far folding came.
#[derive(Debug)]
pub(super) struct Folded {
    /// Everything up to here is folded.
    pub reached: Position,
    pub end: End,
}

/// Why folding ended.
#[derive(Debug)]
pub(super) enum End {
    /// The log holds no more.
    Head,
    /// It was to end here.
    More,
    /// Another process folds.
    Elsewhere,
    /// The log holds more than this program knows.
    Stopped(Stopped),
}

/// Who is told how far folding is.
pub(super) struct Told<F> {
    /// Told of every position that is reached.
    pub reached: F,
    /// Handed the cases that changed.
    pub changed: Option<mpsc::Sender<Stored>>,
}

/// What was just stored: the rows that were folded up to one position are now to another.
#[derive(Debug)]
pub(super) struct Stored {
    pub after: Position,
    pub reached: Position,
    /// The cases that changed in between, as they are now.
    pub changed: Vec<Indexed>,
}

/// What became of a batch.
enum Kept {
    Here(Position, Vec<Indexed>),
    Elsewhere,
    Stopped(Stopped),
}

impl Store {
    /// Folds what follows a position, at most so many batches. The next is read and decoded while
    /// one is stored.
    pub async fn fold_on(
        &self,
        log: &dyn EventLog,
        after: Position,
        most: usize,
        told: &mut Told<impl FnMut(Position)>,
    ) -> Result<Folded, ReadError> {
        let mut reached = after;
        let mut next = Some(read(log, after).await?);
        for _ in 0..most {
            let batch = match next.take() {
                Some(batch) => Arc::new(batch),
                None => Arc::new(read(log, reached).await?),
            };
            if batch.reached == batch.after && batch.then.is_none() {
                self.finish().await?;
                return Ok(Folded { reached, end: End::Head });
            }
            let ahead = async {
                match batch.then {
                    None => Some(read(log, batch.reached).await),
                    Some(_) => None,
                }
            };
            let (kept, ahead) = futures::join!(self.keep(log, &batch), ahead);
            match kept? {
                Kept::Here(position, changed) => {
                    if let Some(index) = &told.changed {
                        // Who takes them tells itself why it does so no more.
                        let stored = Stored { after: reached, reached: position, changed };
                        let _ = index.send(stored).await;
                    }
                    reached = position;
                }
                Kept::Elsewhere => {
                    let reached = self.checkpoint().await?;
                    return Ok(Folded { reached, end: End::Elsewhere });
                }
                Kept::Stopped(stopped) => {
                    self.finish().await?;
                    return Ok(Folded { reached: batch.reached, end: End::Stopped(stopped) });
                }
            }
            (told.reached)(reached);
            next = ahead.transpose()?;
        }
        Ok(Folded { reached, end: End::More })
    }

    /// Folds to the end of the log, or to where folding stops, also what others leave.
    pub async fn fold_all(
        &self,
        log: &dyn EventLog,
        mut told: Told<impl FnMut(Position)>,
    ) -> Result<Folded, ReadError> {
        let mut after = self.checkpoint().await?;
        loop {
            let folded = self.fold_on(log, after, usize::MAX, &mut told).await?;
            if !matches!(folded.end, End::Elsewhere) {
                return Ok(folded);
            }
            if folded.reached == after {
                tokio::time::sleep(REST).await;
            }
            after = folded.reached;
        }
    }

    async fn keep(&self, log: &dyn EventLog, batch: &Arc<Batch>) -> Result<Kept, ReadError> {
        let mut changed = Vec::new();
        if batch.reached > batch.after {
            let kept = match &self.file {
                Some(file) => {
                    let (file, batch) = (Arc::clone(file), Arc::clone(batch));
                    tokio::task::spawn_blocking(move || file.keep(&batch)).await??
                }
                None => self.keep_on_server(batch).await?,
            };
            let Some(fold) = kept else { return Ok(Kept::Elsewhere) };
            changed = fold.changed();
        }
        match &batch.then {
            None => Ok(Kept::Here(batch.reached, changed)),
            Some(Then::Decided(position, decision)) => {
                let Some(tx) = self.try_begin().await? else { return Ok(Kept::Elsewhere) };
                if checkpoint(&tx).await? != batch.reached {
                    return Ok(Kept::Elsewhere);
                }
                changed.extend(decision.fold(&tx, log, *position).await?);
                set_checkpoint(&tx, *position).await?;
                tx.commit().await?;
                Ok(Kept::Here(*position, changed))
            }
            // A later version of the product may have gone on meanwhile.
            Some(Then::Stop(_)) if self.checkpoint().await? != batch.reached => Ok(Kept::Elsewhere),
            Some(Then::Stop(stopped)) => Ok(Kept::Stopped(stopped.clone())),
        }
    }

    async fn keep_on_server(&self, batch: &Batch) -> Result<Option<Fold>, ReadError> {
        let Some(tx) = self.try_begin().await? else { return Ok(None) };
        if checkpoint(&tx).await? != batch.after {
            return Ok(None);
        }
        let mut fold = Fold::default();
        if !batch.events.is_empty() {
            let streams = batch.events.iter().map(|(recorded, _)| recorded.stream.as_str());
            fold = Fold::load(&tx, streams.collect()).await?;
            fold.load_told(&tx, &batch.events).await?;
            for (recorded, event) in &batch.events {
                fold.event(recorded, event.as_ref());
            }
            fold.load_choices(&tx).await?;
            let stored = fold.cube.stored(&tx).await?;
            for write in fold.writes(&stored)? {
                write.run(&tx).await?;
            }
        }
        set_checkpoint(&tx, batch.reached).await?;
        tx.commit().await?;
        Ok(Some(fold))
    }
}

impl<F> Told<F> {
    /// Only told how far it is.
    pub fn only(reached: F) -> Self {
        Self { reached, changed: None }
    }
}

async fn read(log: &dyn EventLog, after: Position) -> Result<Batch, ReadError> {
    let page = log.read_all(after, BATCH).await?;
    if page.len() < 2 {
        return Ok(Batch::of(after, page));
    }
    Ok(tokio::task::spawn_blocking(move || Batch::of(after, page)).await?)
}
