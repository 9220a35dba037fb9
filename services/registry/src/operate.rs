//! What an operator does with the read models, beside running services or without.

use std::sync::Arc;

use platform::clock::Clock;
use platform::ids;

use crate::log::{self, Append, EventLog, Expected, Origin};
use crate::read::{Decision, Parked, Rows};
use crate::start::{Settings, StartError};

/// The read models as an operator sees them.
pub struct Projections {
    log: Arc<dyn EventLog>,
    rows: Rows,
}

/// How far the read models are, in positions of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Everything up to here is folded.
    pub position: u64,
    /// The last event of the log.
    pub head: u64,
    /// Streams that are parked, in order of the events that parked them.
    pub parked: Vec<Parked>,
}

impl Projections {
    /// Opens the log and the rows that readers use now.
    pub async fn open(settings: &Settings) -> Result<Self, StartError> {
        let log = log::open(&settings.log).await?;
        let rows = Rows::open(&settings.read).await?;
        Ok(Self { log, rows })
    }

    /// How far they are, and what is parked.
    pub async fn list(&self) -> Result<Listing, StartError> {
        let (position, parked) = (self.rows.position().await?, self.rows.parked().await?);
        Ok(Listing { position, head: self.log.head().await?, parked })
    }

    /// Folds a parked stream again from where it stopped. Gives whether it is parked no more.
    pub async fn retry(&self, stream: &str, by: &str) -> Result<bool, StartError> {
        let (stream, by) = (stream.to_owned(), by.to_owned());
        self.decide(Decision::StreamRetried { stream, by }).await
    }

    /// Leaves out the event at which a stream is parked, for good, and folds the rest of the
    /// stream. Gives whether it is parked no more: another event may be next.
    pub async fn skip(&self, parked: &Parked, reason: &str, by: &str) -> Result<bool, StartError> {
        let (stream, version) = (parked.stream.clone(), parked.version);
        let (reason, by) = (reason.to_owned(), by.to_owned());
        self.decide(Decision::EventSkipped { stream, version, reason, by }).await
    }

    /// Writes a decision into the log and waits until it is folded.
    async fn decide(&self, decision: Decision) -> Result<bool, StartError> {
        let id = ids::v7();
        let origin = Origin {
            at: Clock::system().now(),
            person: None,
            job: Some("operator".to_owned()),
            organisation: None,
            correlation: id,
            causation: None,
        };
        let append = Append {
            stream: Decision::STREAM.to_owned(),
            expected: Expected::Any,
            events: vec![decision.event(id)],
            origin,
            command: None,
        };
        let appended = self.log.append(append).await?;
        self.rows.reach(self.log.as_ref(), appended.position).await?;
        let parked = self.rows.parked().await?;
        Ok(parked.iter().all(|parked| parked.stream != decision.stream()))
    }
}

/// Folds the whole log again, beside what is read by running services, which go over to it by
/// themselves. `progress` is told how far it is and how far it will go, in positions. Gives the
/// position reached.
pub async fn rebuild(
    settings: &Settings,
    progress: impl FnMut(u64, u64),
) -> Result<u64, StartError> {
    let log = log::open(&settings.log).await?;
    Ok(Rows::rebuild(&settings.read, log.as_ref(), progress).await?)
}
