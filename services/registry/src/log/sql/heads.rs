//! What the writer remembers between groups, so that it need not ask the store.
//!
//! **Invariant:** all of it held when `last` was the last event of the store. As the log is only
//! added to, it holds for as long as that is the last event, and what is remembered is used only
//! where the store says so in the same transaction.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use lru::LruCache;

use super::write::Decided;
use crate::log::plan::{Known, Tip};
use crate::log::proof::Hash;
use crate::log::{Append, Expected, Position};

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
    pub fn unknown<'a>(&self, appends: &'a [Append]) -> Vec<&'a str> {
        self.first_of_unknown(appends).map(|append| append.stream.as_str()).collect()
    }

    /// The same without those of which the group expects that they have no events: the index on
    /// stream and version tells when they have.
    pub fn unread<'a>(&self, appends: &'a [Append]) -> Vec<&'a str> {
        self.first_of_unknown(appends)
            .filter(|append| append.expected != Expected::NoStream)
            .map(|append| append.stream.as_str())
            .collect()
    }

    fn first_of_unknown<'a>(&self, appends: &'a [Append]) -> impl Iterator<Item = &'a Append> {
        let mut seen = HashSet::with_capacity(appends.len());
        appends.iter().filter(move |append| {
            seen.insert(append.stream.as_str()) && !self.tips.contains(&append.stream)
        })
    }

    /// Remembers what the store says of streams; those it says nothing of have no events.
    pub fn learn(&mut self, streams: &[&str], mut tips: HashMap<String, Tip>) {
        for &stream in streams {
            self.tips.put(stream.to_owned(), tips.remove(stream).unwrap_or_default());
        }
    }

    /// What is known of the streams of a group.
    pub fn known(&mut self, appends: &[Append]) -> Known {
        let mut known = Known { head: self.last.position, ..Known::default() };
        for Append { stream, .. } in appends {
            if let Some(tip) = self.tips.get(stream) {
                known.tips.insert(stream.clone(), *tip);
            }
        }
        known
    }

    /// Remembers what is stored now.
    pub fn stored(&mut self, decided: &Decided) {
        if let Some(last) = decided.rows.last() {
            self.last = Last { position: last.position, chain: last.proof.chain };
        }
        for row in &decided.rows {
            let tip = Tip { version: row.version, chain: row.proof.chain };
            self.tips.put(row.stream.clone(), tip);
        }
    }
}
