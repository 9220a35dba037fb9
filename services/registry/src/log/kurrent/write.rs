//! Appending at exactly the version that was seen.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::num::NonZeroUsize;
use std::sync::PoisonError;
use std::time::Instant;

use eventstore::{
    AppendToStreamOptions, EventData, ExpectedRevision, ReadStreamOptions, StreamPosition,
    WriteResult,
};
use lru::LruCache;
use platform::ids;
use tokio::sync::{Mutex, MutexGuard};

use super::claim::Claimed;
use super::connection::Failed;
use super::{Kept, stored};
use crate::log::plan::{Known, Tip};
use crate::log::{Append, Appended, Expected, LogError, Recorded};

/// Streams whose ends are remembered: about 100 bytes each.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("invariant: it is not zero");

/// Streams that are written at the same time by one process.
const TURNS: usize = 64;

/// Who writes which stream now, and how streams ended when this process wrote them.
///
/// The ends are hints: the store is the guard, for what is not expected there is not written.
pub(super) struct Turns {
    /// By a hash of the stream, so that one process does not conflict with itself.
    writing: Vec<Mutex<()>>,
    tips: std::sync::Mutex<LruCache<String, Tip>>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            writing: (0..TURNS).map(|_| Mutex::new(())).collect(),
            tips: std::sync::Mutex::new(LruCache::new(REMEMBERED)),
        }
    }
}

impl Turns {
    async fn take(&self, stream: &str, until: Instant) -> Result<MutexGuard<'_, ()>, LogError> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(stream);
        let turn = usize::try_from(hash % TURNS as u64).unwrap_or_default();
        tokio::time::timeout_at(until.into(), self.writing[turn].lock())
            .await
            .map_err(|elapsed| LogError::Unavailable(Box::new(elapsed)))
    }

    fn remembered(&self, stream: &str) -> Option<Tip> {
        self.tips.lock().unwrap_or_else(PoisonError::into_inner).get(stream).copied()
    }

    fn remember(&self, stream: &str, tip: Option<Tip>) {
        let mut tips = self.tips.lock().unwrap_or_else(PoisonError::into_inner);
        match tip {
            Some(tip) => drop(tips.put(stream.to_owned(), tip)),
            None => drop(tips.pop(stream)),
        }
    }
}

fn holds(expected: Expected, actual: u64) -> bool {
    match expected {
        Expected::Any => true,
        Expected::NoStream => actual == 0,
        Expected::Version(version) => actual == version,
    }
}

impl Kept {
    /// Appends, or tells what the command came to before.
    pub(super) async fn write(&self, append: &Append) -> Result<Appended, LogError> {
        let until = self.deadline();
        let _turn = self.turns.take(&append.stream, until).await?;
        loop {
            let Some(tip) = self.expected_tip(append, until).await? else {
                return self.not_as_expected(append, until).await;
            };
            if let Some(command) = append.command {
                match self.claim(command, append, tip, until).await? {
                    Claimed::Stands => {}
                    Claimed::Done(done) => return Ok(done),
                    Claimed::Moved(actual) => {
                        self.turns.remember(&append.stream, Some(actual));
                        continue;
                    }
                }
            }
            if let Some(appended) = self.write_at(append, tip, until).await? {
                return Ok(appended);
            }
        }
    }

    /// How the stream ends, when that is as expected. What is remembered is believed when it fits,
    /// for then the store checks it, and not when it does not.
    async fn expected_tip(&self, append: &Append, until: Instant) -> Result<Option<Tip>, LogError> {
        let fits = |tip: &Tip| holds(append.expected, tip.version);
        if let Some(tip) = self.turns.remembered(&append.stream).filter(fits) {
            return Ok(Some(tip));
        }
        Ok(Some(self.tip(&append.stream, until).await?).filter(fits))
    }

    /// How a stream ends now.
    async fn tip(&self, stream: &str, until: Instant) -> Result<Tip, LogError> {
        let Some(last) = self.last(stream, until).await? else { return Ok(Tip::default()) };
        let tip = Tip { version: last.version, chain: last.proof.chain };
        self.turns.remember(stream, Some(tip));
        Ok(tip)
    }

    /// The last event of a stream.
    pub(super) async fn last(
        &self,
        stream: &str,
        until: Instant,
    ) -> Result<Option<Recorded>, LogError> {
        let options = ReadStreamOptions::default().backwards().max_count(1);
        let page = self.page(&self.named(stream), StreamPosition::End, options, until).await?;
        page.first().map(|last| stored::decoded(last, stream)).transpose()
    }

    /// The command comes before the expectation, as whoever repeats it expects what held before.
    async fn not_as_expected(&self, append: &Append, until: Instant) -> Result<Appended, LogError> {
        if let Some(command) = append.command
            && let Some(done) = self.outcome(command, until).await?
        {
            return Ok(done);
        }
        Err(LogError::Conflict { actual: self.tip(&append.stream, until).await?.version })
    }

    /// Writes after a tip. None when the stream does not end there any more.
    pub(super) async fn write_at(
        &self,
        append: &Append,
        tip: Tip,
        until: Instant,
    ) -> Result<Option<Appended>, LogError> {
        let stream = &append.stream;
        let mut known = Known::default();
        known.tips.insert(stream.clone(), tip);
        let decided = known.decide(append)?;
        let rows = known.record(append, decided, ids::salt)?;
        let mut events = Vec::with_capacity(rows.len());
        for recorded in &rows {
            // The same for every try of this call and of no other: by it the store knows a try
            // that it has stored already.
            events.push(stored::encoded(recorded, ids::random())?);
        }
        match self.store(stream, tip.version, events, until).await {
            Ok(position) => {
                self.turns.remember(stream, known.tips.get(stream).copied());
                Ok(Some(Appended { version: decided.version, position, repeated: false }))
            }
            Err(Failed::WrongRevision) => {
                self.turns.remember(stream, None);
                if let Some(command) = append.command {
                    let found = self.find(command, stream, tip.version, until).await?;
                    self.turns.remember(stream, Some(found.1));
                    return Ok(found.0);
                }
                self.tip(stream, until).await?;
                Ok(None)
            }
            Err(other) => {
                // Whether it was stored is not known.
                self.turns.remember(stream, None);
                Err(other.into())
            }
        }
    }

    /// Stores events after a version, as often as it takes to hear that they are. Gives the
    /// position of the last.
    async fn store(
        &self,
        stream: &str,
        version: u64,
        events: Vec<EventData>,
        until: Instant,
    ) -> Result<u64, Failed> {
        let expected = match version.checked_sub(1) {
            Some(revision) => ExpectedRevision::Exact(revision),
            None => ExpectedRevision::NoStream,
        };
        let options =
            AppendToStreamOptions::default().expected_revision(expected).requires_leader(true);
        let written = self.connection.call(until, |client, time| {
            let options = options.clone().deadline(time);
            let (name, events) = (self.named(stream), events.clone());
            async move { client.append_to_stream(name, &options, events).await }
        });
        let WriteResult { position, .. } = written.await?;
        Ok(position.commit)
    }
}
