//! Events on their way from the log into the fold: decoded, and cut where folding must pause.

use case::Event;

use super::fold::Stream;
use super::operator::Decision;
use super::progress::Stopped;
use crate::events::{self, DecodeError};
use crate::log::{Position, Recorded};

/// Events that are folded in one transaction.
#[derive(Debug)]
pub(super) struct Batch {
    /// Everything up to here was folded before.
    pub after: Position,
    /// Everything up to here is in it.
    pub reached: Position,
    /// Those of streams that are folded, each with what it says or why that is unknown.
    pub events: Vec<(Recorded, Result<Event, String>)>,
    /// What comes next, where that is no event to fold.
    pub then: Option<Then>,
}

/// What a batch was cut at.
#[derive(Debug)]
pub(super) enum Then {
    /// An event that only a later version of the product knows.
    Stop(Stopped),
    /// What an operator decided, with its position.
    Decided(Position, Decision),
}

impl Batch {
    /// What follows a position in a page of the log. Streams that are not folded are passed over
    /// without a look at their events.
    pub fn of(after: Position, page: Vec<Recorded>) -> Self {
        let mut batch = Self { after, reached: after, events: Vec::new(), then: None };
        for recorded in page {
            if recorded.position <= batch.reached {
                continue;
            }
            if let Err(then) = batch.take(recorded) {
                batch.then = Some(then);
                break;
            }
        }
        batch
    }

    fn take(&mut self, recorded: Recorded) -> Result<(), Then> {
        let position = recorded.position;
        let newer = |kind, schema| Then::Stop(Stopped { position, kind, schema });
        if recorded.stream == Decision::STREAM {
            match Decision::of(&recorded.event) {
                Ok(decision) => return Err(Then::Decided(position, decision)),
                Err(DecodeError::Newer { kind, schema }) => return Err(newer(kind, schema)),
                Err(error) => {
                    tracing::error!(log.position = position, %error, "a decision is unreadable");
                }
            }
        } else if Stream::of(&recorded.stream) != Stream::Other {
            match events::read(&recorded) {
                Err(DecodeError::Newer { kind, schema }) => return Err(newer(kind, schema)),
                event => {
                    self.events.push((recorded, event.map_err(|error| error.to_string())));
                }
            }
        }
        self.reached = position;
        Ok(())
    }
}
