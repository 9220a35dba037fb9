//! Programs of organisations, as their administrators keep them. [`callers`] knows them when they call,
//! [`token`] gives them their tokens.

pub mod callers;
pub mod token;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;
use uuid::Uuid;
use vocabulary::{FieldProblem, FieldRule, PersonId, RefusalCode};

use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::people::Person;
use crate::upstream::request;
use crate::visit::Visit;

/// Days that a secret lasts when nothing is said.
const DAYS: i32 = 365;
/// Hours that an old secret is good for beside a new one when nothing is said.
const OVERLAP_HOURS: i32 = 24;

/// What an API client may do, within its own organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "::token::Scope")]
pub enum ApiScope {
    /// `cases:read`: read what a reader of the organisation reads.
    ReadCases,
    /// `cases:write`: read, register and change the cases of the organisation, drafts and internal
    /// notes too; without invitations, hand-overs and what people say to each other.
    WriteCases,
    /// `runs:report`: report runs on the organisation's cases that are no drafts.
    ReportRuns,
    /// `people:provision`: keep people, groups and departments, by SCIM or by the organisation import.
    /// Only an administrator hands it out.
    ProvisionPeople,
}

/// A secret of an API client, without what is secret of it.
#[derive(SimpleObject)]
pub struct ApiClientSecret {
    /// How it begins, to know it by.
    prefix: String,
    /// When it was made.
    created_at: Option<DateTime<Utc>>,
    /// When it ends.
    expires_at: Option<DateTime<Utc>>,
}

/// An API client.
pub struct ApiClient(identity::Client);

/// A program of the viewer's organisation. Its secrets were shown when they were made, and are nowhere
/// since.
#[Object]
impl ApiClient {
    /// Global id.
    async fn id(&self) -> ID {
        ids::api_client(&self.0.id)
    }

    /// Its name at `/oauth/token`.
    async fn client_id(&self) -> &str {
        &self.0.id
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it may do.
    async fn scopes(&self) -> Vec<ApiScope> {
        let known = self.0.scopes.iter().filter_map(|word| word.parse::<::token::Scope>().ok());
        known.map(ApiScope::from).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.created_at)
    }

    /// Who made it.
    async fn created_by(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Ok(id) = self.0.created_by.parse::<PersonId>() else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// When it was taken back; null while it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at.and_then(moment)
    }

    /// When it was last used, to the minute; null when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at.and_then(moment)
    }

    /// Its secrets that are not over, the newest first; two for a while after it got another one.
    async fn secrets(&self) -> Vec<ApiClientSecret> {
        let secret = |secret: &identity::ClientSecret| ApiClientSecret {
            prefix: secret.prefix.clone(),
            created_at: moment(secret.created_at),
            expires_at: moment(secret.expires_at),
        };
        self.0.secrets.iter().map(secret).collect()
    }
}

fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

/// What became of an API client.
#[derive(SimpleObject, Default)]
pub struct ApiClientOutcome {
    /// The client after it.
    client: Option<ApiClient>,
    /// A new secret. It is shown this once.
    secret: Option<String>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

impl ApiClientOutcome {
    fn refused(visit: &Visit, refusal: vocabulary::Refusal) -> Self {
        let refusal = Refusal::of(refusal, Vec::new(), visit.language);
        Self { refusal: Some(refusal), ..Self::default() }
    }

    fn problem(visit: &Visit, field: &str, rule: FieldRule, limit: Option<i64>) -> Self {
        let fields = vec![FieldProblem { field: field.to_owned(), rule, limit }];
        Self::refused(visit, vocabulary::Refusal { code: RefusalCode::InvalidFields, fields })
    }
}

/// Questions about API clients.
#[derive(Default)]
pub struct ApiClientQuery;

#[Object]
impl ApiClientQuery {
    /// The API clients of the viewer's organisation, the newest first, at most 200; none for those who
    /// do not manage them, and null without sign-in.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn api_clients(&self, context: &Context<'_>) -> Result<Option<Vec<ApiClient>>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(None) };
        let message = identity::ListClientsRequest {};
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let reply = upstream.within_limit(upstream.clients().list_clients(message)).await?;
        Ok(Some(reply.clients.into_iter().map(ApiClient).collect()))
    }
}

/// An API client to make.
#[derive(InputObject)]
pub struct CreateApiClientInput {
    /// What to call it, 1-100 characters.
    name: String,
    /// What it may do: at least one, each once.
    scopes: Vec<ApiScope>,
    /// Days until its secret ends, 1-730.
    #[graphql(default_with = "DAYS")]
    days: i32,
}

/// An API client to give another secret.
#[derive(InputObject)]
pub struct RotateApiClientInput {
    /// The client.
    id: ID,
    /// Days until the new secret ends, 1-730.
    #[graphql(default_with = "DAYS")]
    days: i32,
    /// Hours that the old secret is good for beside it, 0-336.
    #[graphql(default_with = "OVERLAP_HOURS")]
    overlap_hours: i32,
}

/// An API client to take back.
#[derive(InputObject)]
pub struct RevokeApiClientInput {
    /// The client.
    id: ID,
}

/// What is done with API clients.
#[derive(Default)]
pub struct ApiClientMutation;

#[Object]
impl ApiClientMutation {
    /// Makes an API client of the viewer's organisation. It takes an administrator or an API
    /// administrator.
    async fn create_api_client(
        &self,
        context: &Context<'_>,
        input: CreateApiClientInput,
    ) -> Result<ApiClientOutcome, Fault> {
        let visit = Visit::of(context);
        let scopes = input.scopes.into_iter().map(::token::Scope::from);
        let message = identity::CreateClientRequest {
            name: input.name,
            scopes: scopes.map(|scope| scope.to_string()).collect(),
            days: u32::try_from(input.days).unwrap_or(0),
        };
        change(visit, message, |mut to, asked| async move { to.create_client(asked).await }).await
    }

    /// Gives an API client another secret. The old one is good beside it for some hours, so that nothing
    /// stands still while it is replaced.
    async fn rotate_api_client(
        &self,
        context: &Context<'_>,
        input: RotateApiClientInput,
    ) -> Result<ApiClientOutcome, Fault> {
        let visit = Visit::of(context);
        let message = identity::RotateClientRequest {
            id: key(&input.id),
            days: u32::try_from(input.days).unwrap_or(0),
            overlap_hours: u32::try_from(input.overlap_hours).unwrap_or(u32::MAX),
        };
        change(visit, message, |mut to, asked| async move { to.rotate_client(asked).await }).await
    }

    /// Takes an API client back, with all its secrets and tokens. It is good for half a minute more, and
    /// never again.
    async fn revoke_api_client(
        &self,
        context: &Context<'_>,
        input: RevokeApiClientInput,
    ) -> Result<ApiClientOutcome, Fault> {
        let visit = Visit::of(context);
        let message = identity::RevokeClientRequest { id: key(&input.id) };
        change(visit, message, |mut to, asked| async move { to.revoke_client(asked).await }).await
    }
}

/// The key that a global id stands for; the nil UUID for what is none.
fn key(id: &ID) -> String {
    ids::uuid("ApiClient", id).unwrap_or(Uuid::nil()).to_string()
}

async fn change<M, F>(
    visit: &Visit,
    message: M,
    call: impl FnOnce(crate::upstream::Clients, tonic::Request<M>) -> F,
) -> Result<ApiClientOutcome, Fault>
where
    F: Future<Output = Result<tonic::Response<identity::ClientReply>, tonic::Status>>,
{
    let Some(session) = visit.session().await? else {
        let no = vocabulary::Refusal::of(RefusalCode::NotSignedIn);
        return Ok(ApiClientOutcome::refused(visit, no));
    };
    let message = request(message, Some(session.token("identity")?), visit.correlation)?;
    let upstream = &visit.services.upstream;
    let reply = upstream.within_limit(call(upstream.clients(), message)).await?;
    Ok(told(visit, reply))
}

fn told(visit: &Visit, reply: identity::ClientReply) -> ApiClientOutcome {
    use identity::ClientRefusal as No;
    use identity::client_reply::Outcome;
    let no = match reply.outcome {
        Some(Outcome::Client(client)) => {
            let secret = Some(reply.secret).filter(|secret| !secret.is_empty());
            return ApiClientOutcome { client: Some(ApiClient(client)), secret, refusal: None };
        }
        Some(Outcome::Refusal(no)) => No::try_from(no).unwrap_or(No::Unspecified),
        None => No::Unspecified,
    };
    let field = |field, rule, limit| ApiClientOutcome::problem(visit, field, rule, limit);
    let code = match no {
        No::Name => return field("name", FieldRule::TooLong, Some(100)),
        No::Scopes => return field("scopes", FieldRule::Malformed, None),
        No::Days => return field("days", FieldRule::OutOfRange, Some(730)),
        No::Overlap => return field("overlapHours", FieldRule::OutOfRange, Some(336)),
        No::TooMany => return field("apiClients", FieldRule::TooMany, Some(100)),
        No::NotConfirmed => RefusalCode::StepUpRequired,
        No::Unknown => RefusalCode::ApiClientUnknown,
        No::NotPermitted | No::Unspecified => RefusalCode::NotPermitted,
    };
    ApiClientOutcome::refused(visit, vocabulary::Refusal::of(code))
}
