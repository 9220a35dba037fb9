//! The providers that an organisation's people sign in at, and trying one.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;
use proto::identity::v1::save_provider_response::Outcome;

use super::limits::{self, RoleLimit};
use super::people::moment;
use super::provider_map::{ClaimMap, ClaimMapInput};
use super::{Desk, ask, not_signed_in, refused};
use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::units::Department;
use crate::viewer::Role;
use crate::visit::Visit;

/// A provider of one's own organisation.
pub struct IdentityProvider(identity::AdministeredProvider);

/// An OpenID provider that people of one's own organisation sign in at.
#[Object]
impl IdentityProvider {
    /// Global id.
    async fn id(&self) -> ID {
        ids::identity_provider(&self.0.id)
    }

    /// What it is called on the page for signing in.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// Its issuer, compared exactly.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Our name there.
    async fn client_id(&self) -> &str {
        &self.0.client_id
    }

    /// There is a secret. It is shown to nobody.
    async fn has_client_secret(&self) -> bool {
        self.0.has_secret
    }

    /// What is asked for besides `openid`.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes
    }

    /// How its claims are read.
    async fn claim_map(&self) -> ClaimMap {
        ClaimMap::of(&self.0.claim_map.clone().unwrap_or_default())
    }

    /// Those who sign in must have an address in one of these; any when empty. Whoever types an
    /// address of one is led to this provider.
    async fn email_domains(&self) -> &[String] {
        &self.0.email_domains
    }

    /// People can sign in at it.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// It may give roles that reach beyond the organisation. Only an operator may change it.
    async fn platform_roles(&self) -> bool {
        self.0.platform_roles
    }
}

/// A test of a provider.
pub struct ProviderTest(identity::ProviderTest);

/// A claim that came.
#[derive(SimpleObject)]
pub struct TestedClaim {
    /// Its name.
    name: String,
    /// JSON, cut at 2,000 characters.
    value: String,
}

/// A test of a provider: a sign-in that signed nobody in.
#[Object]
impl ProviderTest {
    /// Global id.
    async fn id(&self) -> ID {
        ids::provider_test(&self.0.id)
    }

    /// The provider that is tried.
    async fn provider_id(&self) -> ID {
        ids::identity_provider(&self.0.provider)
    }

    /// When it was made ready.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.started_at)
    }

    /// When somebody came back from the provider; null while nobody has.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at.and_then(moment)
    }

    /// What a sign-in would be refused for, a stable word: `issuer`, `other organisation`, … Null when
    /// it would be let in.
    async fn problem(&self) -> Option<&str> {
        Some(self.0.problem.as_str()).filter(|problem| !problem.is_empty())
    }

    /// The claims that came.
    async fn claims(&self) -> Vec<TestedClaim> {
        let claim = |one: &identity::TestedClaim| TestedClaim {
            name: one.name.clone(),
            value: one.value.clone(),
        };
        self.0.claims.iter().map(claim).collect()
    }

    /// Names of claims of which something was dropped unread, because it may be a civil registration
    /// number.
    async fn dropped(&self) -> &[String] {
        &self.0.dropped
    }

    /// Who it was read as: the provider's own name for the person.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The name that was read.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The e-mail address that was read.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The CVR number of the organisation.
    async fn organisation(&self) -> &str {
        &self.0.organisation
    }

    /// The roles that were read.
    async fn roles(&self) -> Vec<Role> {
        let known = self.0.roles.iter().filter_map(|word| word.parse::<token::Role>().ok());
        known.map(Role::from).collect()
    }

    /// The departments that were read.
    async fn departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        Department::named(Visit::of(context), &self.0.organisation, &self.0.units).await
    }

    /// What a local superuser's role was limited to by KLE number.
    async fn subjects(&self) -> Vec<RoleLimit> {
        limits::all(&self.0.subjects)
    }

    /// Values of the roles claim, and privileges, that mean nothing here.
    async fn unknown_values(&self) -> &[String] {
        &self.0.unknown_values
    }
}

/// All of one's own organisation, or of another to an operator.
pub async fn all(visit: &Visit, of: Option<String>) -> Result<Vec<IdentityProvider>, Fault> {
    let message = identity::ProvidersRequest { organisation: of.unwrap_or_default() };
    let reply = ask(visit, message, |mut desk, m| async move { desk.providers(m).await }).await?;
    Ok(reply.unwrap_or_default().providers.into_iter().map(IdentityProvider).collect())
}

/// A test of one's own organisation.
pub async fn test(visit: &Visit, id: &ID) -> Result<Option<ProviderTest>, Fault> {
    let Some(id) = ids::uuid("ProviderTest", id) else { return Ok(None) };
    let message = identity::FindProviderTestRequest { id: id.to_string() };
    let call = |mut desk: Desk, m| async move { desk.find_provider_test(m).await };
    let reply = ask(visit, message, call).await?;
    Ok(reply.and_then(|reply| reply.test).map(ProviderTest))
}

/// A provider to add or to change.
#[derive(InputObject)]
pub struct SaveIdentityProviderInput {
    /// The provider; left out for a new one.
    id: Option<ID>,
    /// What to call it on the page for signing in, 1-100 characters.
    label: String,
    /// Its issuer, exactly as it names itself: https, without query and fragment.
    issuer: String,
    /// Our name there.
    client_id: String,
    /// Our secret there; left out keeps the one that is there unless the issuer changes, empty takes
    /// it away. It is never shown again.
    client_secret: Option<String>,
    /// What to ask for besides `openid`; profile and email where it is left out.
    scopes: Option<Vec<String>>,
    /// How its claims are read.
    claim_map: ClaimMapInput,
    /// Those who sign in must have an address in one of these, at most 50; any when empty.
    #[graphql(default)]
    email_domains: Vec<String>,
    /// People can sign in at it. One that is off can be tried.
    #[graphql(default = true)]
    active: bool,
    /// Another organisation than one's own, for operators.
    organisation_id: Option<ID>,
}

/// What became of a provider.
#[derive(SimpleObject, Default)]
pub struct IdentityProviderOutcome {
    /// The provider after it.
    provider: Option<IdentityProvider>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// A provider to try.
#[derive(InputObject)]
pub struct TestIdentityProviderInput {
    /// The provider.
    provider_id: ID,
    /// The path of our own site to come back to; `test=` and the id are put behind it.
    #[graphql(default = "/")]
    return_path: String,
}

/// A test that is ready.
#[derive(SimpleObject, Default)]
pub struct ProviderTestOutcome {
    /// The test.
    test: Option<ProviderTest>,
    /// Where to send the browser, a path of our own site.
    start_at: Option<String>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// What is done with providers.
#[derive(Default)]
pub struct IdentityProviderMutation;

#[Object]
impl IdentityProviderMutation {
    /// Adds a provider to one's own organisation, or changes it. Turned off, its sessions end. It takes
    /// an administrator, or an operator for another organisation.
    async fn save_identity_provider(
        &self,
        context: &Context<'_>,
        input: SaveIdentityProviderInput,
    ) -> Result<IdentityProviderOutcome, Fault> {
        let visit = Visit::of(context);
        let message = asked(input);
        let call = |mut desk: Desk, m| async move { desk.save_provider(m).await };
        let refusal = match ask(visit, message, call).await? {
            None => not_signed_in(visit),
            Some(reply) => match reply.outcome.ok_or(Fault::Internal)? {
                Outcome::Provider(provider) => {
                    let provider = Some(IdentityProvider(provider));
                    return Ok(IdentityProviderOutcome { provider, refusal: None });
                }
                Outcome::Refused(no) => refused(visit, no),
            },
        };
        Ok(IdentityProviderOutcome { provider: None, refusal: Some(refusal) })
    }

    /// Makes a test of a provider ready. Whoever made it goes to `startAt` with the same browser, signs
    /// in at the provider, and finds under `providerTest` what came. It takes an administrator.
    #[graphql(name = "testIdentityProvider")]
    async fn try_identity_provider(
        &self,
        context: &Context<'_>,
        input: TestIdentityProviderInput,
    ) -> Result<ProviderTestOutcome, Fault> {
        let visit = Visit::of(context);
        let provider = ids::key("IdentityProvider", &input.provider_id).unwrap_or_default();
        let message = identity::MakeProviderTestRequest { provider };
        let call = |mut desk: Desk, m| async move { desk.make_provider_test(m).await };
        let Some(reply) = ask(visit, message, call).await? else {
            let refusal = Some(not_signed_in(visit));
            return Ok(ProviderTestOutcome { refusal, ..ProviderTestOutcome::default() });
        };
        let refusal = reply.refused.map(|no| refused(visit, no));
        let start_at = reply.test.as_ref().map(|test| start_at(&test.id, &input.return_path));
        Ok(ProviderTestOutcome { test: reply.test.map(ProviderTest), start_at, refusal })
    }
}

fn start_at(test: &str, return_path: &str) -> String {
    let joint = if return_path.contains('?') { '&' } else { '?' };
    let id = ids::provider_test(test);
    let back = format!("{return_path}{joint}test={}", id.as_str());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("test", test)
        .append_pair("return", &back)
        .finish();
    format!("/sign-in/start?{query}")
}

fn asked(input: SaveIdentityProviderInput) -> identity::SaveProviderRequest {
    let usual = || ["profile", "email"].map(str::to_owned).to_vec();
    // An id that is none is nobody's provider, and not a new one.
    let id = input.id.map(|id| ids::key("IdentityProvider", &id).unwrap_or("?".to_owned()));
    let organisation = input.organisation_id.map(|id| ids::cvr(&id).unwrap_or("?".to_owned()));
    identity::SaveProviderRequest {
        id: id.unwrap_or_default(),
        label: input.label,
        issuer: input.issuer,
        client_id: input.client_id,
        client_secret: input.client_secret,
        scopes: input.scopes.unwrap_or_else(usual),
        claim_map: Some(input.claim_map.asked()),
        email_domains: input.email_domains,
        active: input.active,
        organisation: organisation.unwrap_or_default(),
    }
}
