//! Telling of changes as they happen: an id and an edition, never data. What is asked about the case
//! goes the ordinary, authorised way.

use async_graphql::{Context, ID, Object, Subscription};
use futures::{Stream, StreamExt, stream};
use proto::registry::v1 as rpc;
use vocabulary::CaseId;

use crate::case::Case;
use crate::fault::Fault;
use crate::ids;
use crate::inbox::{self, InboxChange};
use crate::visit::Visit;

/// Cases that one subscription may name.
const MOST_CASES: usize = 100;

/// A case that changed.
pub struct CaseChange {
    case: CaseId,
    edition: u32,
    revision: Option<u64>,
}

/// A case that changed.
#[Object]
impl CaseChange {
    /// Global id of the case.
    async fn id(&self) -> ID {
        ids::case(self.case)
    }

    /// The case's edition after the change.
    async fn edition(&self) -> u32 {
        self.edition
    }

    /// The case's revision after the change; null for readers of other organisations.
    async fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// The case as it is now; null when the reader may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.case).await
    }
}

/// What can be waited for.
#[derive(Default)]
pub struct Subscription;

#[Subscription]
impl Subscription {
    /// Tells each time a case that the reader may see has changed. Ends with an error when the
    /// session does.
    async fn case_changed(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only these cases, at most 100; all when it is left out.")] ids: Option<
            Vec<ID>,
        >,
        #[graphql(default, desc = "Only cases that the viewer follows.")] followed: bool,
    ) -> Result<impl Stream<Item = Result<CaseChange, Fault>>, Fault> {
        let visit = Visit::of(context).clone();
        let ids = ids.unwrap_or_default();
        let case_ids: Option<Vec<String>> =
            ids.iter().map(|id| ids::uuid("Case", id).map(|id| id.to_string())).collect();
        let case_ids = case_ids.filter(|ids| ids.len() <= MOST_CASES);
        let case_ids = case_ids.ok_or(Fault::InvalidArgument)?;
        let changes = visit.watch(rpc::WatchRequest { case_ids, followed }).await?;
        Ok(stream::unfold(Some((visit, changes)), |open| async move {
            let (visit, mut changes) = open?;
            let change = match changes.next().await? {
                Ok(change) => change,
                Err(status) => return Some((Err(Fault::from(status)), None)),
            };
            if let Err(fault) = visit.session().await {
                return Some((Err(fault), None));
            }
            let Ok(case) = change.case_id.parse() else {
                return Some((Err(Fault::Internal), None));
            };
            let told = CaseChange { case, edition: change.edition, revision: change.revision };
            Some((Ok(told), Some((visit, changes))))
        }))
    }

    /// Tells how much of the viewer's inbox is unread: now, and whenever it has changed. Ends with an
    /// error when the session does.
    async fn inbox_changed(
        &self,
        context: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<InboxChange, Fault>>, Fault> {
        inbox::changes(Visit::of(context).clone()).await
    }
}
