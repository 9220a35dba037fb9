//! The rows without index, readers or watchers: what an operator's commands need.

use std::time::{Duration, Instant};

use super::folding::{End, Told};
use super::generation::{Generation, Generations};
use super::operator::{Parked, parked};
use super::{ReadError, ReadSettings};
use crate::log::{EventLog, Position};

/// How long running services may take to fold before it is done here.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long running services may take to go over to another generation.
const GOING_OVER: Duration = Duration::from_mins(1);
/// How often to look.
const POLL: Duration = Duration::from_millis(20);

/// The rows that readers use now. Their index, if any, follows when a service runs.
pub(crate) struct Rows(Generation);

impl Rows {
    /// Opens them.
    pub async fn open(settings: &ReadSettings) -> Result<Self, ReadError> {
        Ok(Self(without_index(settings).await?.current().await?))
    }

    /// Everything up to here is folded.
    pub async fn position(&self) -> Result<Position, ReadError> {
        self.0.store.checkpoint().await
    }

    /// Streams that are parked.
    pub async fn parked(&self) -> Result<Vec<Parked>, ReadError> {
        parked(&self.0.store.readers).await
    }

    /// Waits until everything up to a position is folded, and folds it when nobody else does.
    ///
    /// # Errors
    /// [`ReadError::Behind`] when folding stops before it.
    pub async fn reach(&self, log: &dyn EventLog, position: Position) -> Result<(), ReadError> {
        let (mut reached, mut moved) = (0, Instant::now());
        loop {
            let checkpoint = self.position().await?;
            if checkpoint >= position {
                return Ok(());
            }
            if checkpoint > reached {
                (reached, moved) = (checkpoint, Instant::now());
            }
            if moved.elapsed() > PATIENCE {
                let folded = self.0.store.fold_all(log, Told::only(|_| {})).await?;
                if let End::Stopped(_) = folded.end {
                    return Err(ReadError::Behind);
                }
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Folds the whole log into a new generation, and waits until running services use it.
    pub async fn rebuild(
        settings: &ReadSettings,
        log: &dyn EventLog,
        mut progress: impl FnMut(Position, Position),
    ) -> Result<Position, ReadError> {
        let generations = without_index(settings).await?;
        let next = generations.begin().await?;
        let head = log.head().await?;
        let told = Told::only(|reached: Position| progress(reached, head.max(reached)));
        let folded = next.store.fold_all(log, told).await?;
        if let End::Stopped(_) = folded.end {
            return Err(ReadError::Behind);
        }
        generations.is_whole(next.number).await?;
        let begun = Instant::now();
        while generations.drop_before(next.number).await? > 0 {
            if begun.elapsed() > GOING_OVER {
                tracing::warn!("a service still uses what was before; it is dropped after that");
                break;
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(folded.reached)
    }
}

async fn without_index(settings: &ReadSettings) -> Result<Generations, ReadError> {
    Generations::open(&ReadSettings { search_folder: None, ..settings.clone() }).await
}
