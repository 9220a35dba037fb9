//! What happened to the cases that the viewer follows.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;

use crate::calls::decoded;
use crate::case::Case;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::visit::Visit;

/// Something that happened to a followed case.
pub struct InboxEntry(vocabulary::InboxEntry);

/// A page of the inbox.
pub type InboxConnection = Connection<String, InboxEntry>;

/// Something that happened to a followed case.
#[Object]
impl InboxEntry {
    /// Global id of the case.
    async fn case_id(&self) -> ID {
        ids::case(self.0.case)
    }

    /// The case as it is now; null when the viewer may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0.case).await
    }

    /// The case's edition after it.
    async fn edition(&self) -> u32 {
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
}

/// Questions about what happened.
#[derive(Default)]
pub struct InboxQuery;

#[Object]
impl InboxQuery {
    /// What happened to the cases that the viewer follows, newest first; null without sign-in.
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
}
