//! A case as it was, and what changed between two versions: for its owners.
//!
//! The rows hold a case as it is now, and a version of each event would be as long as the log. So the
//! stream is folded when somebody asks; who may ask is decided on the case as it is now.

use case::access::{Action, Facts, Principal, decide};
use vocabulary::{CaseId, CaseVersion, Change};

use super::history::INTERNAL;
use super::scope::readable_case;
use super::sources::visible;
use super::{ReadError, Reader};
use crate::changes::changes;
use crate::log::EventLog;
use crate::past::{Until, case_at};

impl Reader {
    /// The case in a revision or at a moment. None for everybody but readers of an owner
    /// organisation, and when it was not there; the internal section for those who may read it now.
    pub async fn case_version(
        &self,
        log: &dyn EventLog,
        principal: &Principal,
        id: CaseId,
        until: Until,
    ) -> Result<Option<CaseVersion>, ReadError> {
        let Some(facts) = self.own_facts(principal, id).await? else { return Ok(None) };
        let Some(past) = case_at(log, id, until).await? else { return Ok(None) };
        let sources = visible(&self.now().store, principal, past.reuses.iter()).await?;
        Ok(past.version(principal, &facts, |source| sources.contains(&source)))
    }

    /// What differs between two revisions, in either order. None where one of them is.
    pub async fn case_changes(
        &self,
        log: &dyn EventLog,
        principal: &Principal,
        id: CaseId,
        revisions: [u64; 2],
    ) -> Result<Option<Vec<Change>>, ReadError> {
        let Some(facts) = self.own_facts(principal, id).await? else { return Ok(None) };
        let [from, to] = revisions.map(Until::Revision);
        let (Some(from), Some(to)) = (case_at(log, id, from).await?, case_at(log, id, to).await?)
        else {
            return Ok(None);
        };
        let mut changes = changes(&from, &to);
        let sees_internal = decide(principal, Action::ReadInternal, &facts);
        changes.retain(|change| sees_internal || !change.field.starts_with(INTERNAL));
        self.hide_sources_in(principal, changes.iter_mut().collect()).await?;
        Ok(Some(changes))
    }

    /// What access to a case is decided on now, for readers of an owner organisation.
    async fn own_facts(
        &self,
        principal: &Principal,
        id: CaseId,
    ) -> Result<Option<Facts>, ReadError> {
        let case = readable_case(&self.now().store, principal, id).await?;
        let facts = case.map(|case| case.facts());
        Ok(facts.filter(|facts| decide(principal, Action::ReadOwn, facts)))
    }
}
