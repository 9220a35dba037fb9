//! What the writer remembers between groups, so that it need not ask the store.
//!
//! **Invariant:** all of it held when `last` was the last event of the store. As the log is only
//! added to, it holds for as long as that is the last event, and what is remembered is used only
//! where the store says so in the same transaction.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use lru::LruCache;

use super::write::Decided;
use crate::log::plan::{Known, Ready, Tip};
use crate::log::proof::Hash;
use crate::log::{Expected, Position};

/// Streams remembered, some 200 bytes each.
const STREAMS: NonZeroUsize = NonZeroUsize::new(16_384).expect("invariant: it is not zero");

/// The last event of the log; zeros of an empty one.
///
/// Its chain has a random salt in it, so no other event has the same, not even one written to the
/// same position after the store was restored to an earlier moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Last {
    pub position: Position,
    pub chain: Hash,
}

pub(super) struct Heads {
    last: Last,
    /// Where a stream is known to have no events its tip is zeros.
    tips: LruCache<String, Tip>,
}

impl Default for Heads {
    fn default() -> Self {
        Self { last: Last::default(), tips: LruCache::new(STREAMS) }
    }
}

impl Heads {
    /// The event that must still be the last one for any of this to hold.
    pub fn last(&self) -> Last {
        self.last
    }

    /// Takes over what the store says is its last event, and forgets all if that is another.
    pub fn confirm(&mut self, last: Last) {
        if last != self.last {
            self.last = last;
            self.tips.clear();
        }
    }

    /// Streams of a group that are not remembered.
    pub fn unknown<'a>(&self, group: &'a [Ready]) -> Vec<&'a str> {
        self.first_of_unknown(group).map(stream).collect()
    }

    /// The same without those of which the group expects that they have no events: the index on
    /// stream and version tells when they have.
    pub fn unread<'a>(&self, group: &'a [Ready]) -> Vec<&'a str> {
        let unread = |first: &&Ready| first.append.expected != Expected::NoStream;
        self.first_of_unknown(group).filter(unread).map(stream).collect()
    }

    fn first_of_unknown<'a>(&self, group: &'a [Ready]) -> impl Iterator<Item = &'a Ready> {
        let mut seen = HashSet::with_capacity(group.len());
        group
            .iter()
            .filter(move |ready| seen.insert(stream(ready)) && !self.tips.contains(stream(ready)))
    }

    /// Remembers what the store says of streams; those it says nothing of have no events.
    pub fn learn(&mut self, streams: &[&str], mut tips: HashMap<String, Tip>) {
        for &stream in streams {
            self.tips.put(stream.to_owned(), tips.remove(stream).unwrap_or_default());
        }
    }

    /// What is known of the streams of a group.
    pub fn known(&mut self, group: &[Ready]) -> Known {
        let mut known = Known { head: self.last.position, ..Known::default() };
        for stream in group.iter().map(stream) {
            if let Some(tip) = self.tips.get(stream) {
                known.tips.insert(stream.to_owned(), *tip);
            }
        }
        known
    }

    /// Remembers what is stored now.
    pub fn stored(&mut self, decided: &Decided<'_>) {
        for row in &decided.rows {
            let tip = Tip { version: row.version, chain: row.chain };
            match self.tips.get_mut(row.stream) {
                Some(known) => *known = tip,
                None => drop(self.tips.put(row.stream.to_owned(), tip)),
            }
            self.last = Last { position: row.position, chain: row.chain };
        }
    }
}

fn stream(ready: &Ready) -> &str {
    &ready.append.stream
}
