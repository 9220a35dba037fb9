//! Which sources of reuse a reader may know of, also in what is told of the past.

use std::collections::HashSet;

use case::access::Principal;
use uuid::Uuid;
use vocabulary::{CaseId, Change, HistoryEntry, Reuse, ReuseSource};

use super::sql::Sql;
use super::store::Store;
use super::{ReadError, Reader};

/// The field of a change that lists what a case builds on.
const REUSES: &str = "reuses";

impl Reader {
    /// Hides the sources of reuse that the principal may not read, as the case itself does: a
    /// source that was taken in again is not told by the history of those who reuse it.
    pub async fn hide_sources(
        &self,
        principal: &Principal,
        entries: &mut [HistoryEntry],
    ) -> Result<(), ReadError> {
        let changes = entries.iter_mut().flat_map(|entry| &mut entry.changes);
        self.hide_sources_in(principal, changes.collect()).await
    }

    /// The same in changes of one case.
    pub(super) async fn hide_sources_in(
        &self,
        principal: &Principal,
        changes: Vec<&mut Change>,
    ) -> Result<(), ReadError> {
        let mut told = changes;
        told.retain(|change| change.field == REUSES);
        let sides = told.iter().flat_map(|change| sides(change));
        let reuses: Vec<Reuse> = sides.flat_map(listed).collect();
        let visible = visible(&self.now().store, principal, reuses.iter()).await?;
        for change in told {
            for side in [&mut change.before, &mut change.after].into_iter().flatten() {
                *side = shown(side, &visible);
            }
        }
        Ok(())
    }
}

/// The sources among the reuses that the principal may read.
pub(super) async fn visible<'a>(
    store: &Store,
    principal: &Principal,
    reuses: impl Iterator<Item = &'a Reuse>,
) -> Result<HashSet<CaseId>, ReadError> {
    let sources: HashSet<Uuid> = reuses.filter_map(on_platform).map(|case| case.0).collect();
    if sources.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = Sql::of("SELECT c.id FROM read_cases c WHERE ").among("c.id", sources);
    let rows = sql.push(" AND ").readable(principal, "c.id").all(&store.readers).await?;
    rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
}

fn on_platform(reuse: &Reuse) -> Option<CaseId> {
    match &reuse.source {
        ReuseSource::Case { case, .. } => Some(*case),
        ReuseSource::External { .. } | ReuseSource::Hidden => None,
    }
}

fn sides(change: &Change) -> impl Iterator<Item = &str> {
    change.before.iter().chain(&change.after).map(String::as_str)
}

/// What cannot be read is told as an empty list rather than as it stands.
fn listed(json: &str) -> Vec<Reuse> {
    serde_json::from_str(json).unwrap_or_default()
}

fn shown(json: &str, visible: &HashSet<CaseId>) -> String {
    let mut reuses = listed(json);
    for reuse in &mut reuses {
        if on_platform(reuse).is_some_and(|source| !visible.contains(&source)) {
            reuse.source = ReuseSource::Hidden;
        }
    }
    serde_json::to_string(&reuses).unwrap_or_default()
}
