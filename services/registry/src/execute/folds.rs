//! Folded streams that are kept in memory, so that a command reads only what is new.
//!
//! **Invariant:** only what the log said is kept, and it is held against the log each time it is
//! used. What an append may or may not have stored is never folded in before it is read back.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use case::catalogue::Catalogue;
use case::codes::{Codes, KleForms};
use case::collection::{Asker, Collection};
use case::counting::{Consent, Published};
use case::discussion::Discussion;
use case::enquiry::Enquiry;
use case::error_report::ErrorReport;
use case::following::Following;
use case::front_page::FrontPage;
use case::imports::ImportRecord;
use case::organisation_contact::OrganisationContact;
use case::profile::Profile;
use case::{Case, Event};
use lru::LruCache;
use serde::Serialize;
use vocabulary::PersonId;

use crate::log::proof::Hash;
use crate::log::{LogError, Origin, Recorded};
use crate::{events, size};

/// Bytes of JSON of the cases that are kept; in memory they take about twice as much.
const CASES: usize = 64 << 20;
/// Bytes of JSON of the discussions that are kept, and the same of what people follow,
/// ask and collect.
const OTHERS: usize = 8 << 20;

/// The same of the catalogues and schemes, each as large as it may become.
const CATALOGUES: usize = 32 << 20;

/// What the events of a stream come to.
pub(super) trait State: Default + Clone + Serialize {
    fn evolve(&mut self, event: &Event, origin: &Origin);
}

impl State for Case {
    fn evolve(&mut self, event: &Event, origin: &Origin) {
        Self::evolve(self, event, origin.at);
    }
}

impl State for Discussion {
    fn evolve(&mut self, event: &Event, origin: &Origin) {
        Self::evolve(self, event, origin.person.map(PersonId));
    }
}

impl State for Enquiry {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for ErrorReport {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for ImportRecord {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        self.evolve(event);
    }
}

impl State for Collection {
    fn evolve(&mut self, event: &Event, origin: &Origin) {
        let organisation = origin.organisation.as_deref().and_then(|cvr| cvr.parse().ok());
        Self::evolve(self, event, Asker { person: origin.person.map(PersonId), organisation });
    }
}

impl State for OrganisationContact {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for Following {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for FrontPage {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for Profile {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for Catalogue {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for Codes {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

impl State for KleForms {
    fn evolve(&mut self, event: &Event, _: &Origin) {
        Self::evolve(self, event);
    }
}

/// A stream as it was up to an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded<S> {
    state: S,
    version: u64,
    /// Of the event at `version`: the log's own proof of all that was folded.
    chain: Hash,
}

impl<S> Deref for Folded<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.state
    }
}

impl<S: State> Folded<S> {
    /// Version of the last event folded; 0 before the first.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether an event of the log is the last one folded.
    pub fn ends_with(&self, recorded: &Recorded) -> bool {
        recorded.version == self.version && recorded.proof.chain == self.chain
    }

    /// Folds the events that follow.
    pub fn evolve(&mut self, recorded: &[Recorded]) -> Result<(), LogError> {
        for recorded in recorded {
            let event = events::read(recorded)?;
            self.state.evolve(&event, &recorded.origin);
            self.version = recorded.version;
            self.chain = recorded.proof.chain;
        }
        Ok(())
    }
}

/// The folded streams of a writer.
#[derive(Debug)]
pub(super) struct AllFolds {
    pub cases: Folds<Case>,
    pub discussions: Folds<Discussion>,
    pub followings: Folds<Following>,
    pub enquiries: Folds<Enquiry>,
    pub error_reports: Folds<ErrorReport>,
    pub consents: Folds<Consent>,
    pub quarters: Folds<Published>,
    pub profiles: Folds<Profile>,
    pub front_pages: Folds<FrontPage>,
    pub catalogues: Folds<Catalogue>,
    pub codes: Folds<Codes>,
    pub kle_forms: Folds<KleForms>,
    pub imports: Folds<ImportRecord>,
    pub collections: Folds<Collection>,
    pub contacts: Folds<OrganisationContact>,
}

impl Default for AllFolds {
    fn default() -> Self {
        Self {
            cases: Folds::up_to(CASES),
            discussions: Folds::up_to(OTHERS),
            followings: Folds::up_to(OTHERS),
            enquiries: Folds::up_to(OTHERS),
            error_reports: Folds::up_to(OTHERS),
            consents: Folds::up_to(OTHERS),
            quarters: Folds::up_to(OTHERS),
            profiles: Folds::up_to(OTHERS),
            front_pages: Folds::up_to(OTHERS),
            catalogues: Folds::up_to(CATALOGUES),
            codes: Folds::up_to(CATALOGUES),
            kle_forms: Folds::up_to(OTHERS),
            imports: Folds::up_to(OTHERS),
            collections: Folds::up_to(OTHERS),
            contacts: Folds::up_to(OTHERS),
        }
    }
}

/// Folded streams of one kind, those used last.
#[derive(Debug)]
pub(super) struct Folds<S>(Mutex<Kept<S>>);

#[derive(Debug)]
struct Kept<S> {
    /// By stream, each with its bytes.
    folded: LruCache<String, (Arc<Folded<S>>, usize)>,
    bytes: usize,
    limit: usize,
}

impl<S: State> Folds<S> {
    /// As many as come to so many bytes of JSON.
    fn up_to(limit: usize) -> Self {
        Self(Mutex::new(Kept { folded: LruCache::unbounded(), bytes: 0, limit }))
    }

    /// What is kept of a stream.
    pub fn get(&self, stream: &str) -> Option<Arc<Folded<S>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.folded.get(stream).map(|(folded, _)| Arc::clone(folded))
    }

    /// Keeps a stream, and lets go of those that were used longest ago.
    pub fn put(&self, stream: &str, folded: Arc<Folded<S>>) {
        let bytes = size::bytes(&folded.state) + stream.len();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += bytes;
        if let Some((_, before)) = kept.folded.put(stream.to_owned(), (folded, bytes)) {
            kept.bytes -= before;
        }
        while kept.bytes > kept.limit
            && let Some((_, (_, bytes))) = kept.folded.pop_lru()
        {
            kept.bytes -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use case::Case;

    use super::{Folded, Folds};
    use crate::size;

    fn case(title: &str) -> Arc<Folded<Case>> {
        let mut folded = Folded::<Case>::default();
        folded.state.basics.title = title.to_owned();
        Arc::new(folded)
    }

    #[test]
    fn those_used_longest_ago_go_when_together_they_are_too_large() {
        let small = size::bytes(&case("").state);
        let folds = Folds::up_to(4 * small);
        for stream in ["a", "b", "c"] {
            folds.put(stream, case(""));
        }
        assert!(folds.get("a").is_some());
        folds.put("d", case(&"d".repeat(small)));
        let kept = |stream| folds.get(stream).is_some();
        assert_eq!(["a", "b", "c", "d"].map(kept), [true, false, false, true]);
    }

    #[test]
    fn a_stream_that_is_put_again_counts_once() {
        let small = size::bytes(&case("").state);
        let folds = Folds::up_to(3 * small);
        folds.put("a", case(""));
        for _ in 0..10 {
            folds.put("b", case(""));
        }
        assert!(folds.get("a").is_some());
    }

    #[test]
    fn what_is_larger_than_all_that_may_be_kept_is_not_kept() {
        let folds = Folds::up_to(10);
        folds.put("a", case(""));
        assert!(folds.get("a").is_none());
    }
}
