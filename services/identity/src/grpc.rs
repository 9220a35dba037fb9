//! The service as others see it: reads requests, calls the slices, writes answers.

use proto::identity::v1 as wire;
use proto::identity::v1::begin_sign_in_request::Target as Asked;
use proto::identity::v1::identity_server::Identity;
use token::{Audience, Claims, Kind, Subjects};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::audit::{self, About};
use crate::keys::Keys;
use crate::organisations::{self, Organisation};
use crate::people::cover::Cover;
use crate::people::{self, Person};
use crate::providers::{self, Provider, Which};
use crate::sessions::keys::Shown;
use crate::sign_in::{self, SignIn};
use crate::store::StoreError;
use crate::tokens::Mint;
use crate::{caller, robots, sessions, units};

/// The most ids a question may have, and the most people an answer.
const MOST_IDS: usize = 200;
const MOST_FOUND: u64 = 20;

/// The service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Signing in, and the store behind it.
    pub sign_in: SignIn,
    /// What tokens are signed with.
    pub keys: Keys,
}

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl Identity for Service {
    async fn list_organisations(
        &self,
        _request: Request<wire::ListOrganisationsRequest>,
    ) -> Answer<wire::ListOrganisationsResponse> {
        let all = organisations::all(&self.sign_in.store).await.map_err(fault)?;
        let organisations = all.into_iter().map(organisation).collect();
        Ok(Response::new(wire::ListOrganisationsResponse { organisations }))
    }

    async fn sign_in_options(
        &self,
        request: Request<wire::SignInOptionsRequest>,
    ) -> Answer<wire::SignInOptionsResponse> {
        let asked = request.into_inner();
        let SignIn { store, which, .. } = &self.sign_in;
        let cvr = Some(asked.organisation.as_str()).filter(|cvr| !cvr.is_empty());
        let domain = Some(asked.email_domain.as_str()).filter(|domain| !domain.is_empty());
        // Which organisations use the installation is nobody's business outside the demo.
        if cvr.is_none() && domain.is_none() && *which == Which::Real {
            return Ok(Response::new(wire::SignInOptionsResponse::default()));
        }
        let mut options = Vec::new();
        let found = match domain {
            Some(domain) => providers::of_email_domain(store, domain, *which).await,
            None => providers::of(store, cvr, *which).await,
        };
        for provider in found.map_err(fault)? {
            let name = self.organisation_name(&provider.organisation).await?;
            options.push(option(provider, name));
        }
        Ok(Response::new(wire::SignInOptionsResponse { options }))
    }

    async fn begin_sign_in(
        &self,
        request: Request<wire::BeginSignInRequest>,
    ) -> Answer<wire::BeginSignInResponse> {
        let by = match &request.get_ref().target {
            Some(Asked::Test(_) | Asked::Confirm(_)) => Some(self.caller(&request)?),
            _ => None,
        };
        sign_in::grpc::begin(&self.sign_in, by, request.into_inner()).await
    }

    async fn complete_sign_in(
        &self,
        request: Request<wire::CompleteSignInRequest>,
    ) -> Answer<wire::CompleteSignInResponse> {
        sign_in::grpc::complete(&self.sign_in, request.into_inner()).await
    }

    async fn session(
        &self,
        request: Request<wire::SessionRequest>,
    ) -> Answer<wire::SessionResponse> {
        let request = request.into_inner();
        let audiences: Vec<Audience> = request
            .audiences
            .iter()
            .map(|word| word.parse())
            .collect::<Result<_, _>>()
            .map_err(|_| Status::invalid_argument("audiences has an unknown one"))?;
        let store = &self.sign_in.store;
        let shown = match request.r#use() {
            wire::KeyUse::Unspecified => Shown::Plainly,
            wire::KeyUse::Renewable => Shown::Renewable,
            wire::KeyUse::Continued => Shown::Continued,
        };
        let found = sessions::find(store, &request.session, shown).await.map_err(fault)?;
        let Some(mut session) = found else {
            return Ok(Response::new(wire::SessionResponse::default()));
        };
        self.cover_parts(&mut session.person).await?;
        let mint =
            Mint { signer: self.keys.signer(store.now()), issuer: token::ISSUER, now: store.now() };
        let (step_up, mut tokens) = (self.sign_in.step_up_seconds, Vec::new());
        for audience in audiences {
            let (token, expires_at) = mint
                .for_session(&session, step_up, audience)
                .map_err(|error| fault(error.into()))?;
            let audience = audience.to_string();
            tokens.push(wire::AudienceToken { audience, token, expires_at });
        }
        let name = self.organisation_name(&session.person.organisation).await?;
        Ok(Response::new(wire::SessionResponse {
            session_expires_at: session.expires,
            session_id: session.sid,
            renewed: session.renewed,
            person: Some(person(session.person, name)),
            tokens,
        }))
    }

    async fn sign_out(
        &self,
        request: Request<wire::SignOutRequest>,
    ) -> Answer<wire::SignOutResponse> {
        let store = &self.sign_in.store;
        let asked = request.into_inner();
        let ended = sessions::end(store, &asked.session).await.map_err(fault)?;
        let mut answer = wire::SignOutResponse::default();
        if let Some(ended) = ended {
            let person = people::find(store, ended.person).await.map_err(fault)?;
            let about = About {
                organisation: person.as_ref().map(|person| person.organisation.as_str()),
                person: Some(ended.person),
                provider: ended.provider.as_deref(),
                ..About::default()
            };
            audit::write(store, audit::Kind::SignedOut, about, "").await.map_err(fault)?;
            let provider = ended.provider.unwrap_or_default();
            let there = self.sign_in.sign_out_at(&provider, &asked.return_uri).await;
            if let Some((url, label)) = there.map_err(fault)? {
                answer.provider_sign_out_url = Some(url);
                answer.provider_label = label;
            }
        }
        Ok(Response::new(answer))
    }

    async fn people(&self, request: Request<wire::PeopleRequest>) -> Answer<wire::PeopleResponse> {
        let caller = self.caller(&request)?;
        let ids = ids(&request.into_inner().ids)?;
        let found = people::of_ids(&self.sign_in.store, &ids).await.map_err(fault)?;
        let own = found.into_iter().filter(|person| person.organisation == caller.org).collect();
        self.answer_people(&caller, own).await
    }

    async fn find_people(
        &self,
        request: Request<wire::FindPeopleRequest>,
    ) -> Answer<wire::PeopleResponse> {
        let caller = self.caller(&request)?;
        let query = request.into_inner().query;
        let query = query.trim();
        if query.chars().count() < 2 || query.len() > 100 {
            return Err(Status::invalid_argument("query must have 2 to 100 letters"));
        }
        let store = &self.sign_in.store;
        let found = people::search(store, &caller.org, query, MOST_FOUND).await.map_err(fault)?;
        self.answer_people(&caller, found).await
    }

    async fn person_organisation(
        &self,
        request: Request<wire::PersonOrganisationRequest>,
    ) -> Answer<wire::PersonOrganisationResponse> {
        let caller = self.caller(&request)?;
        let ids = ids(&request.into_inner().ids)?;
        let found = people::of_ids(&self.sign_in.store, &ids).await.map_err(fault)?;
        let told = |person: &Person| caller.kind == Kind::Job || person.organisation == caller.org;
        let people = found
            .into_iter()
            .filter(told)
            .map(|p| wire::PersonOfOrganisation {
                id: p.id.to_string(),
                organisation: p.organisation,
            })
            .collect();
        Ok(Response::new(wire::PersonOrganisationResponse { people }))
    }

    async fn issue_robot_token(
        &self,
        request: Request<wire::IssueRobotTokenRequest>,
    ) -> Answer<wire::IssueRobotTokenResponse> {
        let caller = self.caller(&request)?;
        robots::grpc::issue(&self.sign_in.store, &caller, request.into_inner()).await
    }

    async fn robot_tokens(
        &self,
        request: Request<wire::RobotTokensRequest>,
    ) -> Answer<wire::RobotTokensResponse> {
        let caller = self.caller(&request)?;
        robots::grpc::list(&self.sign_in.store, &caller).await
    }

    async fn revoke_robot_token(
        &self,
        request: Request<wire::RevokeRobotTokenRequest>,
    ) -> Answer<wire::RevokeRobotTokenResponse> {
        let caller = self.caller(&request)?;
        robots::grpc::revoke(&self.sign_in.store, &caller, &request.into_inner().id).await
    }

    async fn exchange_robot_token(
        &self,
        request: Request<wire::ExchangeRobotTokenRequest>,
    ) -> Answer<wire::ExchangeRobotTokenResponse> {
        let store = &self.sign_in.store;
        let mint =
            Mint { signer: self.keys.signer(store.now()), issuer: token::ISSUER, now: store.now() };
        robots::grpc::exchange(store, &mint, &request.into_inner().secret).await
    }

    async fn units(&self, request: Request<wire::UnitsRequest>) -> Answer<wire::UnitsResponse> {
        let caller = self.caller(&request)?;
        let units = units::of(&self.sign_in.store, &caller.org).await.map_err(fault)?;
        let unit =
            |unit: units::Unit| wire::Unit { id: unit.id, name: unit.name, parent: unit.parent };
        Ok(Response::new(wire::UnitsResponse { units: units.into_iter().map(unit).collect() }))
    }

    async fn key_set(
        &self,
        _request: Request<wire::KeySetRequest>,
    ) -> Answer<wire::KeySetResponse> {
        Ok(Response::new(wire::KeySetResponse { jwks_json: self.keys.published() }))
    }
}

impl Service {
    /// Who calls.
    pub(crate) fn caller<T>(&self, request: &Request<T>) -> Result<Claims, Status> {
        caller::of(request, &self.keys, &self.sign_in.store)
    }

    /// A local superuser's role covers the parts of a department too. Nobody else's departments count.
    async fn cover_parts(&self, person: &mut Person) -> Result<(), Status> {
        if person.cover == Cover::default() {
            return Ok(());
        }
        let all = units::of(&self.sign_in.store, &person.organisation).await.map_err(fault)?;
        person.cover = std::mem::take(&mut person.cover).with_parts(&all);
        Ok(())
    }

    async fn organisation_name(&self, cvr: &str) -> Result<String, Status> {
        let found = organisations::find(&self.sign_in.store, cvr).await.map_err(fault)?;
        Ok(found.map(|organisation| organisation.name).unwrap_or_default())
    }

    /// People of the caller's own organisation, which is the only one they can be of.
    async fn answer_people(
        &self,
        caller: &Claims,
        found: Vec<Person>,
    ) -> Answer<wire::PeopleResponse> {
        let name = self.organisation_name(&caller.org).await?;
        let people = found.into_iter().map(|found| person(found, name.clone())).collect();
        Ok(Response::new(wire::PeopleResponse { people }))
    }
}

fn ids(texts: &[String]) -> Result<Vec<Uuid>, Status> {
    if texts.len() > MOST_IDS {
        return Err(Status::invalid_argument("ids has more than 200"));
    }
    let ids: Result<_, _> = texts.iter().map(|text| Uuid::try_parse(text)).collect();
    ids.map_err(|_| Status::invalid_argument("ids has one that is no UUID"))
}

fn organisation(organisation: Organisation) -> wire::Organisation {
    wire::Organisation {
        cvr: organisation.cvr,
        name: organisation.name,
        kind: organisation.kind,
        municipality_code: organisation.municipality_code,
        region: organisation.region,
        inhabitants: organisation.inhabitants,
        members: organisation.members,
        demo_number: organisation.demo_number,
        valid_from: organisation.valid_from,
        valid_to: organisation.valid_to,
        successor: organisation.successor,
    }
}

fn option(provider: Provider, organisation_name: String) -> wire::SignInOption {
    wire::SignInOption {
        provider: provider.id,
        label: provider.label,
        organisation: provider.organisation,
        organisation_name,
    }
}

fn person(person: Person, organisation_name: String) -> wire::Person {
    wire::Person {
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        organisation: person.organisation,
        organisation_name,
        roles: person.roles.iter().map(ToString::to_string).collect(),
        units: person.cover.units,
        subjects: person.cover.subjects.into_iter().map(subjects).collect(),
    }
}

/// What is covered by KLE number.
pub(crate) fn subjects(covered: Subjects) -> wire::RoleLimit {
    let kle = covered.kle.into_iter().map(String::from).collect();
    wire::RoleLimit { kle, units: covered.units }
}

/// A fault of ours: logged here with its whole chain, told in one word.
#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` takes")]
pub(crate) fn fault(error: StoreError) -> Status {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    tracing::error!(error = text, "identity failed");
    match error {
        StoreError::Database(_) => Status::unavailable("the store failed"),
        _ => Status::internal("identity failed"),
    }
}
