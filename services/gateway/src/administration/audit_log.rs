//! The audit log of identity: who signed in, who was refused, what was changed and by whom.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;
use uuid::Uuid;

use super::ask;
use super::people::{moment, named};
use crate::connection::page_size;
use crate::fault::Fault;
use crate::ids;
use crate::people::Person;
use crate::visit::Visit;

/// A page of the log.
pub type AuditConnection = Connection<String, AuditEntry>;

/// Which entries.
#[derive(InputObject, Default)]
pub struct AuditFilter {
    /// Only these kinds, `sign_in_refused`; all when empty.
    #[graphql(default)]
    pub kinds: Vec<String>,
    /// Only about this person.
    pub person: Option<ID>,
}

/// Which entries, and of which log.
pub struct Wanted {
    /// Which entries.
    pub filter: AuditFilter,
    /// Of the installation itself.
    pub installation: bool,
}

/// An entry of the audit log.
pub struct AuditEntry(identity::AuditEntry);

/// An entry of the audit log.
#[Object]
impl AuditEntry {
    /// Global id.
    async fn id(&self) -> ID {
        ids::audit_entry(&self.0.id)
    }

    /// When it happened.
    async fn at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.at)
    }

    /// What happened, a stable word: `signed_in`, `sign_in_refused`, `role_given`, …
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// Whom it is about; null where nobody is known.
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        named(context, &self.0.person).await
    }

    /// Who did it, where that is somebody else.
    async fn by(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        named(context, &self.0.by).await
    }

    /// Through which provider.
    async fn provider_id(&self) -> Option<ID> {
        let known = !self.0.provider.is_empty();
        known.then(|| ids::identity_provider(&self.0.provider))
    }

    /// Why or what, a stable word or the id of a thing.
    async fn detail(&self) -> &str {
        &self.0.detail
    }
}

/// A page of it.
pub async fn page(
    visit: &Visit,
    wanted: Wanted,
    first: i32,
    after: Option<String>,
) -> Result<AuditConnection, Fault> {
    let continued = after.is_some();
    let person = wanted.filter.person.map(|id| ids::uuid("Person", &id).unwrap_or(Uuid::nil()));
    let message = identity::AuditLogRequest {
        kinds: wanted.filter.kinds,
        person: person.map(|person| person.to_string()).unwrap_or_default(),
        installation: wanted.installation,
        first: page_size(first)?,
        after: after.unwrap_or_default(),
    };
    let reply = ask(visit, message, |mut desk, m| async move { desk.audit_log(m).await }).await?;
    let reply = reply.unwrap_or_default();
    let mut page = Connection::new(continued, !reply.next.is_empty());
    for entry in reply.entries {
        page.edges.push(Edge::new(entry.id.clone(), AuditEntry(entry)));
    }
    Ok(page)
}
