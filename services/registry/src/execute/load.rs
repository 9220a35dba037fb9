//! What is known of a stream: the fold of its events.

use std::sync::Arc;

use case::Case;
use case::access::Facts;
use vocabulary::{CaseId, HistoryEntry, PersonId};

use super::folds::{Folded, Folds, State};
use super::{Writer, case_stream};
use crate::changes::changes;
use crate::events;
use crate::log::LogError;

impl Writer {
    /// The revision that a command would find a case at; 0 of one that is not registered.
    pub async fn revision(&self, case: CaseId) -> Result<u64, LogError> {
        Ok(self.case(case).await?.version())
    }

    /// What access to a case is decided on, as the log says now.
    pub async fn facts(&self, case: CaseId) -> Result<Facts, LogError> {
        Ok(self.case(case).await?.facts())
    }

    /// A case; one without events is not registered.
    pub(super) async fn case(&self, case: CaseId) -> Result<Arc<Folded<Case>>, LogError> {
        self.load(&self.folds.cases, &case_stream(case)).await
    }

    /// A stream as the log has it now. Of one that is kept only the last event is read again, which
    /// shows that the log still says what was folded, and those after it, whoever wrote them.
    pub(super) async fn load<S: State>(
        &self,
        folds: &Folds<S>,
        stream: &str,
    ) -> Result<Arc<Folded<S>>, LogError> {
        if let Some(kept) = folds.get(stream) {
            let recorded = self.log.read(stream, kept.version() - 1).await?;
            match recorded.split_first() {
                Some((last, [])) if kept.ends_with(last) => return Ok(kept),
                Some((last, new)) if kept.ends_with(last) => {
                    let mut folded = Arc::unwrap_or_clone(kept);
                    folded.evolve(new)?;
                    return Ok(keep(folds, stream, folded));
                }
                _ => tracing::warn!(log.stream = stream, "the log no longer says what it said"),
            }
        }
        let mut folded = Folded::<S>::default();
        folded.evolve(&self.log.read(stream, 0).await?)?;
        Ok(keep(folds, stream, folded))
    }

    /// What happened to a case after a revision, up to another, oldest first.
    pub(super) async fn since(
        &self,
        stream: &str,
        revision: u64,
        until: u64,
    ) -> Result<Vec<HistoryEntry>, LogError> {
        let mut entries = Vec::new();
        let mut case = Case::default();
        let recorded = self.log.read(stream, 0).await?;
        for recorded in recorded.iter().take_while(|recorded| recorded.version <= until) {
            let event = events::read(recorded)?;
            if recorded.version <= revision {
                case.evolve(&event, recorded.origin.at);
                continue;
            }
            let before = case.clone();
            case.evolve(&event, recorded.origin.at);
            let organisation = recorded.origin.organisation.as_deref();
            entries.push(HistoryEntry {
                revision: recorded.version,
                event: event.kind().to_owned(),
                at: recorded.origin.at,
                organisation: organisation.and_then(|cvr| cvr.parse().ok()),
                person: recorded.origin.person.map(PersonId),
                changes: changes(&before, &case),
            });
        }
        Ok(entries)
    }
}

/// Keeps what has events: of a stream without any there is nothing to read again.
fn keep<S: State>(folds: &Folds<S>, stream: &str, folded: Folded<S>) -> Arc<Folded<S>> {
    let folded = Arc::new(folded);
    if folded.version() > 0 {
        folds.put(stream, Arc::clone(&folded));
    }
    folded
}
