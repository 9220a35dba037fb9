//! What the viewer is told of.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt, stream};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::InboxKind;

use crate::calls::decoded;
use crate::case::Case;
use crate::collections::Collection;
use crate::connection::{PAGE, page_size};
use crate::enquiries::Enquiry;
use crate::error_reports::ErrorReport;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};
use crate::visit::Visit;

/// Something that the viewer is told of.
pub struct InboxEntry(vocabulary::InboxEntry);

/// A page of the inbox.
pub type InboxConnection = Connection<String, InboxEntry>;

/// Something that the viewer is told of.
#[Object]
impl InboxEntry {
    /// Global id.
    async fn id(&self) -> ID {
        ids::inbox_entry(self.0.id)
    }

    /// Why the viewer is told.
    async fn kind(&self) -> InboxKind {
        self.0.kind
    }

    /// It came after what was read.
    async fn unread(&self) -> bool {
        self.0.unread
    }

    /// Global id of the case.
    async fn case_id(&self) -> ID {
        ids::case(self.0.case)
    }

    /// The case as it is now; null when the viewer may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0.case).await
    }

    /// The case's edition after it; null where what is shared did not change.
    async fn edition(&self) -> Option<u32> {
        self.0.edition
    }

    /// The event's name.
    async fn event(&self) -> &str {
        &self.0.event
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Global id of the comment that says it.
    async fn comment_id(&self) -> Option<ID> {
        self.0.comment.map(ids::comment)
    }

    /// Global id of the viewer's saved search that finds it; null where none told of it.
    async fn search_id(&self) -> Option<ID> {
        self.0.search.map(ids::saved_search)
    }

    /// The enquiry that it is about; null where it is about none.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn enquiry(&self, context: &Context<'_>) -> Result<Option<Enquiry>, Fault> {
        match self.0.enquiry {
            Some(enquiry) => Enquiry::read(Visit::of(context), enquiry).await,
            None => Ok(None),
        }
    }

    /// The error report that it is about; null where it is about none.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn error_report(&self, context: &Context<'_>) -> Result<Option<ErrorReport>, Fault> {
        match self.0.error_report {
            Some(report) => ErrorReport::read(Visit::of(context), report).await,
            None => Ok(None),
        }
    }

    /// The collection that it is about; null where it is about none.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn collection(&self, context: &Context<'_>) -> Result<Option<Collection>, Fault> {
        match self.0.collection {
            Some(id) => Collection::read(Visit::of(context), id).await,
            None => Ok(None),
        }
    }

    /// The case that reuses it; null where it is about no reuse.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn reuser(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        match self.0.reuser {
            Some(case) => Case::read(Visit::of(context), case).await,
            None => Ok(None),
        }
    }
}

/// Questions about what happened.
#[derive(Default)]
pub struct InboxQuery;

#[Object]
impl InboxQuery {
    /// What the viewer is told of, newest first; null without sign-in. What the viewer may not see
    /// any more is not in it.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn inbox(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Entries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last entry of the page before.")] after: Option<String>,
    ) -> Result<Option<InboxConnection>, Fault> {
        let visit = Visit::of(context);
        if !visit.is_signed_in() {
            return Ok(None);
        }
        let continued = after.is_some();
        let message = rpc::ListInboxRequest {
            first: page_size(first)?,
            after: after.unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply = visit.ask(message, |mut r, m| async move { r.list_inbox(m).await }).await?;
        let mut page = Connection::new(continued, reply.has_next_page);
        for item in reply.items {
            page.edges.push(Edge::new(item.cursor, InboxEntry(decoded(&item.entry_json)?)));
        }
        Ok(Some(page))
    }

    /// How much of the inbox the viewer has not read, counted to 1,000; null without sign-in.
    #[graphql(complexity = 5)]
    async fn unread_count(&self, context: &Context<'_>) -> Result<Option<u32>, Fault> {
        let visit = Visit::of(context);
        if !visit.is_signed_in() {
            return Ok(None);
        }
        let message = rpc::CountUnreadRequest { at_least: visit.at_least() };
        let reply = visit.ask(message, |mut r, m| async move { r.count_unread(m).await }).await?;
        Ok(Some(reply.unread))
    }
}

/// What was read.
#[derive(InputObject)]
pub struct MarkInboxReadInput {
    /// The last entry that was read; all that is there by now when it is left out.
    through: Option<ID>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with the inbox.
#[derive(Default)]
pub struct InboxMutation;

#[Object]
impl InboxMutation {
    /// Marks an entry of the viewer's inbox, and all before it, as read. It is about no case.
    async fn mark_inbox_read(
        &self,
        context: &Context<'_>,
        input: MarkInboxReadInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let through = input.through.map(|id| asked.id("through", "InboxEntry", &id));
        let read = rpc::ReadInbox { through: through.unwrap_or_default() };
        asked.carry_out(Command::ReadInbox(read)).await
    }
}

/// That the viewer's inbox is another than it was.
pub struct InboxChange(rpc::CountUnreadReply);

/// That the viewer's inbox is another than it was.
#[Object]
impl InboxChange {
    /// How much of it the viewer has not read, counted to 1,000.
    async fn unread_count(&self) -> u32 {
        self.0.unread
    }
}

/// Tells how much is unread, now and whenever the inbox has changed.
pub async fn changes(
    visit: std::sync::Arc<Visit>,
) -> Result<impl Stream<Item = Result<InboxChange, Fault>>, Fault> {
    if !visit.is_signed_in() {
        return Err(Fault::NotPermitted);
    }
    let message = rpc::WatchInboxRequest {};
    let counts = visit.ask(message, |mut r, m| async move { r.watch_inbox(m).await }).await?;
    Ok(stream::unfold(Some((visit, counts)), |open| async move {
        let (visit, mut counts) = open?;
        let count = match counts.next().await? {
            Ok(count) => count,
            Err(status) => return Some((Err(Fault::from(status)), None)),
        };
        if let Err(fault) = visit.session().await {
            return Some((Err(fault), None));
        }
        Some((Ok(InboxChange(count)), Some((visit, counts))))
    }))
}
