//! What happened to a case, for its owners.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use vocabulary::{CaseId, Change, HistoryEntry};

use crate::calls::decoded;
use crate::connection::page_size;
use crate::fault::Fault;
use crate::organisations::Organisation;
use crate::people::Person;
use crate::visit::Visit;

/// One event of a case.
pub struct PastEvent(pub HistoryEntry);

/// A page of history.
pub type HistoryConnection = Connection<String, PastEvent>;

/// One event of a case.
#[Object(name = "HistoryEntry")]
impl PastEvent {
    /// The case's revision after it.
    async fn revision(&self) -> u64 {
        self.0.revision
    }

    /// The event's name.
    async fn event(&self) -> &str {
        &self.0.event
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The organisation that did it; null for background work.
    async fn organisation(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        let Some(cvr) = &self.0.organisation else { return Ok(None) };
        Organisation::by_cvr(Visit::of(context), &cvr.to_string()).await.map(Some)
    }

    /// The person who did it; null for background work, and without a name for people of another
    /// owner organisation.
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Some(id) = self.0.person else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// What changed.
    async fn changes(&self) -> &[Change] {
        &self.0.changes
    }
}

/// A page of a case's history, newest first.
pub async fn page(
    visit: &Visit,
    case: CaseId,
    first: i32,
    before: Option<u64>,
) -> Result<HistoryConnection, Fault> {
    let message = rpc::ListHistoryRequest {
        case_id: case.to_string(),
        first: page_size(first)?,
        before_revision: before.unwrap_or_default(),
        at_least: visit.at_least(),
    };
    let reply = visit.ask(message, |mut r, m| async move { r.list_history(m).await }).await?;
    let entries: Vec<HistoryEntry> = match reply.entries_json.as_slice() {
        [] => Vec::new(),
        json => decoded(json)?,
    };
    let mut page = Connection::new(before.is_some(), reply.has_next_page);
    let edge = |entry: HistoryEntry| Edge::new(entry.revision.to_string(), PastEvent(entry));
    page.edges = entries.into_iter().map(edge).collect();
    Ok(page)
}
