//! Who is signed in.

use async_graphql::{Context, Enum, ID, Object};
use proto::identity::v1 as identity;

use crate::administration::limits::{self, RoleLimit};
use crate::fault::Fault;
use crate::ids;
use crate::organisations::Organisation;
use crate::own_sessions::{self, OwnSession};
use crate::visit::Visit;

/// What somebody may do in general. What may be done to a case is told by the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "token::Role")]
pub enum Role {
    /// May read.
    Reader,
    /// May register cases, comment, follow and reuse.
    Contributor,
    /// May edit what its departments own, or what its KLE numbers say it is about.
    LocalSuperuser,
    /// May edit every case of the organisation.
    Superuser,
    /// May manage the organisation's providers, roles and profile.
    Administrator,
    /// May manage the organisation's API clients.
    ApiAdministrator,
    /// Sees statistics across organisations.
    Coordinator,
    /// Edits the shared catalogues.
    CatalogueEditor,
    /// Creates organisations and runs the installation.
    Operator,
}

/// The person who is signed in.
pub struct Viewer(identity::Person);

/// The person who is signed in.
#[Object]
impl Viewer {
    /// Global id.
    async fn id(&self) -> Option<ID> {
        self.0.id.parse().ok().map(ids::person)
    }

    /// Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Work e-mail.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// Where the person is signed in.
    async fn organisation(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.organisation).await
    }

    /// What the person may do in general.
    async fn roles(&self) -> Vec<Role> {
        self.0
            .roles
            .iter()
            .filter_map(|role| role.parse::<token::Role>().ok())
            .map(Role::from)
            .collect()
    }

    /// Departments that a local superuser's role covers.
    async fn units(&self) -> &[String] {
        &self.0.units
    }

    /// What it covers by KLE number, beside the departments.
    async fn subjects(&self) -> Vec<RoleLimit> {
        limits::all(&self.0.subjects)
    }

    /// The browsers in which the person is signed in, the newest first.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn sessions(&self, context: &Context<'_>) -> Result<Vec<OwnSession>, Fault> {
        own_sessions::all(Visit::of(context)).await
    }
}

/// Questions about who asks.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Who is signed in; null without sign-in, and for an API client.
    async fn viewer(&self, context: &Context<'_>) -> Result<Option<Viewer>, Fault> {
        let session = Visit::of(context).session().await?;
        let session = session.filter(|session| !session.is_client());
        Ok(session.map(|session| Viewer(session.person.clone())))
    }
}
