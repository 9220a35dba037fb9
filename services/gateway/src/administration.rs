//! What an organisation's administrator does for its own: people, providers, the audit log.

pub mod audit_log;
pub mod limits;
pub mod organisations;
pub mod people;
pub mod provider_map;
pub mod providers;

use async_graphql::{Context, ID, Object};
use proto::identity::v1 as identity;
use proto::identity::v1::administration_client::AdministrationClient;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use vocabulary::{FieldProblem, FieldRule, RefusalCode};

use self::audit_log::{AuditConnection, AuditFilter, Wanted};
use self::people::{AdministeredPeople, PeopleFilter};
use self::providers::{IdentityProvider, ProviderTest};
use crate::connection::PAGE;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::upstream::request;
use crate::viewer::Role;
use crate::visit::Visit;

/// Identity's side of administration.
pub type Desk = AdministrationClient<Channel>;

/// One call of identity with who asks in it; `None` without sign-in.
pub async fn ask<M, T, F>(
    visit: &Visit,
    message: M,
    call: impl FnOnce(Desk, Request<M>) -> F,
) -> Result<Option<T>, Fault>
where
    F: Future<Output = Result<Response<T>, Status>>,
{
    let Some(session) = visit.session().await? else { return Ok(None) };
    let message = request(message, Some(session.token("identity")?), visit.correlation)?;
    let upstream = &visit.services.upstream;
    upstream.within_limit(call(upstream.administration(), message)).await.map(Some)
}

/// A no of identity's, with its texts.
pub fn refused(visit: &Visit, refused: identity::Refused) -> Refusal {
    let problem = |field: identity::RefusedField| FieldProblem {
        rule: FieldRule::from_code(&field.rule).unwrap_or(FieldRule::Malformed),
        field: field.field,
        limit: field.limit,
    };
    let code = RefusalCode::from_code(&refused.code).unwrap_or(RefusalCode::NotPermitted);
    let fields = refused.fields.into_iter().map(problem).collect();
    Refusal::plain(vocabulary::Refusal { code, fields }, visit.language)
}

/// The no of somebody who is not signed in.
pub fn not_signed_in(visit: &Visit) -> Refusal {
    let refusal = vocabulary::Refusal::of(RefusalCode::NotSignedIn);
    Refusal::plain(refusal, visit.language)
}

async fn holds(visit: &Visit, role: token::Role) -> Result<bool, Fault> {
    let session = visit.session().await?;
    Ok(session.is_some_and(|session| session.person.roles.iter().any(|one| one == role.as_str())))
}

/// The viewer's own organisation, to whoever administers it.
pub struct Administration;

/// The viewer's own organisation, to whoever administers it.
#[Object]
impl Administration {
    /// Everybody who has ever signed in for it, by name.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn people(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "Only some of them.")] filter: PeopleFilter,
        #[graphql(default_with = "PAGE", desc = "People on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last of the page before.")] after: Option<String>,
    ) -> Result<AdministeredPeople, Fault> {
        people::page(Visit::of(context), filter, first, after).await
    }

    /// The providers that its people sign in at, those that are off as well.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn identity_providers(
        &self,
        context: &Context<'_>,
    ) -> Result<Vec<IdentityProvider>, Fault> {
        providers::all(Visit::of(context), None).await
    }

    /// What the test of a provider showed, for an hour; null when there is none such.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn provider_test(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Id of the test.")] id: ID,
    ) -> Result<Option<ProviderTest>, Fault> {
        providers::test(Visit::of(context), &id).await
    }

    /// Sign-ins, refusals and changes of roles, keys and providers, the newest first.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn audit_log(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "Only some of them.")] filter: AuditFilter,
        #[graphql(default_with = "PAGE", desc = "Entries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last entry of the page before.")] after: Option<String>,
    ) -> Result<AuditConnection, Fault> {
        let wanted = Wanted { filter, installation: false };
        audit_log::page(Visit::of(context), wanted, first, after).await
    }

    /// The roles that may be given here. Those that reach beyond the organisation are the operator's.
    async fn roles(&self) -> Vec<Role> {
        let given = token::Role::ALL.into_iter().filter(|role| !role.is_platform());
        given.map(Role::from).collect()
    }
}

/// Questions of those who administer.
#[derive(Default)]
pub struct AdministrationQuery;

#[Object]
impl AdministrationQuery {
    /// The viewer's own organisation to administer; null to everybody else.
    async fn administration(&self, context: &Context<'_>) -> Result<Option<Administration>, Fault> {
        let may = holds(Visit::of(context), token::Role::Administrator).await?;
        Ok(may.then_some(Administration))
    }

    /// The providers that another organisation's people sign in at, those that are off as well, for
    /// operators; null to everybody else.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn identity_providers_of(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Id of the organisation.")] organisation_id: ID,
    ) -> Result<Option<Vec<IdentityProvider>>, Fault> {
        let visit = Visit::of(context);
        let Some(of) = ids::cvr(&organisation_id) else { return Ok(None) };
        if !holds(visit, token::Role::Operator).await? {
            return Ok(None);
        }
        providers::all(visit, Some(of)).await.map(Some)
    }

    /// The audit log of the installation itself, of no organisation, for operators; null to everybody
    /// else.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn installation_log(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "Only these kinds, `key_made`.")] kinds: Vec<String>,
        #[graphql(default_with = "PAGE", desc = "Entries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last entry of the page before.")] after: Option<String>,
    ) -> Result<Option<AuditConnection>, Fault> {
        let visit = Visit::of(context);
        if !holds(visit, token::Role::Operator).await? {
            return Ok(None);
        }
        let filter = AuditFilter { kinds, person: None };
        let wanted = Wanted { filter, installation: true };
        audit_log::page(visit, wanted, first, after).await.map(Some)
    }
}
