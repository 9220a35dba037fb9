//! Folding the log into the rows of one generation.
//!
//! **Invariant:** a batch is folded on the checkpoint that it was read after, which is read in the
//! transaction that stores the rows. So whoever slept, was cut off or was overtaken does no harm,
//! and every event is folded once.

use std::collections::BTreeSet;
use std::time::Duration;

use super::ReadError;
use super::batch::{Batch, Then};
use super::fold::Fold;
use super::progress::Stopped;
use super::store::{Store, checkpoint, set_checkpoint};
use crate::log::{EventLog, Position};

/// Most events of one transaction.
const BATCH: usize = 2_000;
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

/// What became of a batch.
enum Kept {
    Here(Position),
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
        mut told: impl FnMut(Position),
    ) -> Result<Folded, ReadError> {
        let mut reached = after;
        let mut next = Some(read(log, after).await?);
        for _ in 0..most {
            let batch = match next.take() {
                Some(batch) => batch,
                None => read(log, reached).await?,
            };
            if batch.reached == batch.after && batch.then.is_none() {
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
                Kept::Here(position) => reached = position,
                Kept::Elsewhere => {
                    let reached = self.checkpoint().await?;
                    return Ok(Folded { reached, end: End::Elsewhere });
                }
                Kept::Stopped(stopped) => {
                    return Ok(Folded { reached: batch.reached, end: End::Stopped(stopped) });
                }
            }
            told(reached);
            next = ahead.transpose()?;
        }
        Ok(Folded { reached, end: End::More })
    }

    /// Folds to the end of the log, or to where folding stops, also what others leave.
    pub async fn fold_all(
        &self,
        log: &dyn EventLog,
        mut told: impl FnMut(Position),
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

    async fn keep(&self, log: &dyn EventLog, batch: &Batch) -> Result<Kept, ReadError> {
        if batch.reached > batch.after {
            let Some(tx) = self.try_begin().await? else { return Ok(Kept::Elsewhere) };
            if checkpoint(&tx).await? != batch.after {
                return Ok(Kept::Elsewhere);
            }
            if !batch.events.is_empty() {
                let streams: BTreeSet<&str> =
                    batch.events.iter().map(|(recorded, _)| recorded.stream.as_str()).collect();
                let mut fold = Fold::load(&tx, streams).await?;
                for (recorded, event) in &batch.events {
                    fold.event(recorded, event.as_ref());
                }
                fold.save(&tx).await?;
            }
            set_checkpoint(&tx, batch.reached).await?;
            tx.commit().await?;
        }
        match &batch.then {
            None => Ok(Kept::Here(batch.reached)),
            Some(Then::Decided(position, decision)) => {
                let Some(tx) = self.try_begin().await? else { return Ok(Kept::Elsewhere) };
                if checkpoint(&tx).await? != batch.reached {
                    return Ok(Kept::Elsewhere);
                }
                decision.fold(&tx, log, *position).await?;
                set_checkpoint(&tx, *position).await?;
                tx.commit().await?;
                Ok(Kept::Here(*position))
            }
            // A later version of the product may have gone on meanwhile.
            Some(Then::Stop(_)) if self.checkpoint().await? != batch.reached => Ok(Kept::Elsewhere),
            Some(Then::Stop(stopped)) => Ok(Kept::Stopped(stopped.clone())),
        }
    }
}

async fn read(log: &dyn EventLog, after: Position) -> Result<Batch, ReadError> {
    let page = log.read_all(after, BATCH).await?;
    if page.len() < 2 {
        return Ok(Batch::of(after, page));
    }
    Ok(tokio::task::spawn_blocking(move || Batch::of(after, page)).await?)
}
