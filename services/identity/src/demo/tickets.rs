//! What the demo provider remembers between two requests: each thing once and not for long.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use platform::clock::Clock;

use crate::secrets::{self, NoRandomness};

/// Things handed out under a random ticket, to be taken back once.
#[derive(Debug)]
pub struct Tickets<T> {
    clock: Clock,
    good_for_seconds: i64,
    out: Mutex<HashMap<String, (T, i64)>>,
}

impl<T> Tickets<T> {
    /// More than this many are not remembered: the oldest go.
    const MOST: usize = 1000;

    /// Remembers nothing yet.
    pub fn new(clock: Clock, good_for_seconds: i64) -> Self {
        Self { clock, good_for_seconds, out: Mutex::default() }
    }

    /// Remembers a thing and gives its ticket.
    pub fn give(&self, thing: T) -> Result<String, NoRandomness> {
        let ticket = secrets::random()?;
        let now = self.clock.now().timestamp();
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        out.retain(|_, (_, end)| now < *end);
        if out.len() >= Self::MOST {
            let oldest = out.iter().min_by_key(|(_, (_, end))| *end).map(|(t, _)| t.clone());
            oldest.and_then(|ticket| out.remove(&ticket));
        }
        out.insert(ticket.clone(), (thing, now + self.good_for_seconds));
        Ok(ticket)
    }

    /// The thing of a ticket, if it is still good. A ticket works once.
    pub fn take(&self, ticket: &str) -> Option<T> {
        let now = self.clock.now().timestamp();
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        out.remove(ticket).filter(|(_, end)| now < *end).map(|(thing, _)| thing)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn a_ticket_works_once_and_not_for_long() {
        let clock = Clock::fixed(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let tickets = Tickets::new(clock.clone(), 60);
        let (used, old) = (tickets.give("a").unwrap(), tickets.give("b").unwrap());

        assert_eq!(tickets.take(&used), Some("a"));
        assert_eq!(tickets.take(&used), None);
        clock.advance(TimeDelta::seconds(60));
        assert_eq!(tickets.take(&old), None);
    }

    #[test]
    fn a_flood_drives_out_the_oldest_and_grows_no_further() {
        let clock = Clock::fixed(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let tickets = Tickets::new(clock.clone(), 60);
        let first = tickets.give(0).unwrap();
        clock.advance(TimeDelta::seconds(1));
        for number in 1..=1000 {
            tickets.give(number).unwrap();
        }
        assert_eq!(tickets.take(&first), None);
        assert_eq!(tickets.out.lock().unwrap().len(), 1000);
    }
}
