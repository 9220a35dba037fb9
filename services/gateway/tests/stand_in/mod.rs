//! Services that stand in for identity and the registry where a test needs faults on command. They
//! decide nothing; the real ones are walked by the journeys.

#![allow(dead_code, reason = "each test binary uses what it needs")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gateway::{Running, Settings};
use platform::Shutdown;
use proto::identity::v1 as identity;
use proto::identity::v1::identity_server::{Identity, IdentityServer};
use proto::registry::v1 as registry;
use proto::registry::v1::registry_server::RegistryServer;
use serde_json::{Value, json};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::Server;
use tonic::{Request, Response, Status};

mod case_registry;

/// The session that is alive.
pub const SESSION: &str = "live-session";
/// The key that follows it.
pub const RENEWED: &str = "renewed-session";
/// The case that there is.
pub const CASE: &str = "00000000-0000-4000-8000-000000000001";

/// The secret of a robot that identity knows.
pub const ROBOT: &str = "gvr_good";

type Answer<T> = Result<Response<T>, Status>;

/// What the stand-ins were asked, and how they are to behave.
#[derive(Default)]
pub struct Seen {
    pub commands: Mutex<Vec<registry::Command>>,
    pub list_requests: Mutex<Vec<registry::ListCasesRequest>>,
    pub authorizations: Mutex<Vec<Option<String>>>,
    pub identity_authorizations: Mutex<Vec<Option<String>>>,
    pub refusal: Mutex<Option<Value>>,
    pub registry_delay_ms: AtomicU64,
    pub session_calls: AtomicU64,
    /// Keys that were shown to identity, and what for.
    pub keys_shown: Mutex<Vec<(String, identity::KeyUse)>>,
    /// Whether it is time for the next key.
    pub renews: AtomicBool,
    pub robot_calls: AtomicU64,
    pub signed_out: Mutex<Vec<String>>,
    /// Why the registry does not serve; it does when it is none.
    pub not_ready: Mutex<Option<String>>,
}

impl Seen {
    pub fn commands(&self) -> Vec<registry::Command> {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn refuse_with(&self, refusal: Value) {
        *self.refusal.lock().unwrap() = Some(refusal);
    }

    async fn note<T>(&self, request: &Request<T>) {
        let told = request.metadata().get("authorization");
        let told = told.map(|value| value.to_str().unwrap().to_owned());
        self.authorizations.lock().unwrap().push(told);
        let lent = request.metadata().get("identity-authorization");
        let lent = lent.map(|value| value.to_str().unwrap().to_owned());
        self.identity_authorizations.lock().unwrap().push(lent);
        tokio::time::sleep(Duration::from_millis(self.registry_delay_ms.load(Ordering::Relaxed)))
            .await;
    }
}

/// A running gateway with its stand-ins.
pub struct Stage {
    pub gateway: Running,
    pub seen: Arc<Seen>,
    pub shutdown: Shutdown,
    pub http: reqwest::Client,
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let (seen, shutdown) = (Arc::new(Seen::default()), Shutdown::new());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let services = listener.local_addr().unwrap();
        let serving = Server::builder()
            .add_service(IdentityServer::new(StandIn(seen.clone())))
            .add_service(RegistryServer::new(StandIn(seen.clone())))
            .serve_with_incoming_shutdown(TcpListenerStream::new(listener), shutdown.triggered());
        tokio::spawn(serving);
        Self::before(services, change, seen, shutdown).await
    }

    /// A gateway whose services are not there.
    pub async fn alone() -> Self {
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self::before(nobody, |_| {}, Arc::default(), Shutdown::new()).await
    }

    async fn before(
        services: SocketAddr,
        change: impl FnOnce(&mut Settings),
        seen: Arc<Seen>,
        shutdown: Shutdown,
    ) -> Self {
        let mut settings = Settings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            identity_url: format!("http://{services}"),
            registry_url: format!("http://{services}"),
            workers: 1,
            request_burst: 10_000,
            ..Settings::default()
        };
        change(&mut settings);
        let gateway = gateway::start(settings, shutdown.clone()).await.unwrap();
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { gateway, seen, shutdown, http }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.gateway.address)
    }

    /// Asks as a program without a cookie.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        let request = self.http.post(self.url("/graphql")).json(&json!({ "query": query }));
        told(request).await
    }

    /// Asks as the person who is signed in.
    pub async fn ask_signed_in(&self, query: &str) -> (u16, Value) {
        let request = self.http.post(self.url("/graphql")).header("cookie", cookie());
        told(request.json(&json!({ "query": query }))).await
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}

pub fn cookie() -> String {
    format!("genvej_session={SESSION}")
}

pub async fn told(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json().await.unwrap())
}

/// The case as everybody who may read sees it.
pub fn case_view() -> Value {
    let empty = json!({});
    json!({
        "public": {
            "id": CASE, "lead": "29189668", "joint_owners": [], "edition": 3,
            "changed_at": "2026-11-01T12:00:00Z", "phase": "idea", "status": "not_assessed",
            "status_reason": null,
            "basics": { "title": "Fakturagodkendelse", "summary": "Robotten godkender." },
            "story": empty, "workload": {
                "occurrences_per_year": 4000, "seconds_per_occurrence": 720,
                "automation_degree_percent": 70
            },
            "suitability": empty, "implementation": empty, "operation": empty, "value": empty,
            "spread": empty, "resources": empty, "gains": [], "reuses": []
        },
        "members": null, "internal": null, "reusers": 0, "matches": []
    })
}

struct StandIn(Arc<Seen>);

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

#[tonic::async_trait]
impl Identity for StandIn {
    async fn list_organisations(
        &self,
        _: Request<identity::ListOrganisationsRequest>,
    ) -> Answer<identity::ListOrganisationsResponse> {
        let randers = identity::Organisation {
            cvr: "29189668".into(),
            name: "Randers Kommune".into(),
            kind: "municipality".into(),
            municipality_code: Some("730".into()),
            region: Some("midtjylland".into()),
            ..identity::Organisation::default()
        };
        Ok(Response::new(identity::ListOrganisationsResponse { organisations: vec![randers] }))
    }

    async fn sign_in_options(
        &self,
        _: Request<identity::SignInOptionsRequest>,
    ) -> Answer<identity::SignInOptionsResponse> {
        Ok(Response::new(identity::SignInOptionsResponse::default()))
    }

    async fn begin_sign_in(
        &self,
        request: Request<identity::BeginSignInRequest>,
    ) -> Answer<identity::BeginSignInResponse> {
        use identity::begin_sign_in_response::{Outcome, Started};
        let known = matches!(
            request.into_inner().target,
            Some(identity::begin_sign_in_request::Target::Organisation(cvr)) if cvr == "29189668"
        );
        let outcome = if known {
            Outcome::Started(Started {
                authorize_url: "https://idp.example/authorize?state=s".into(),
                binding: "the-binding".into(),
                expires_at: 4_102_444_800,
            })
        } else {
            Outcome::Refusal(identity::SignInRefusal::NoProvider.into())
        };
        Ok(Response::new(identity::BeginSignInResponse { outcome: Some(outcome) }))
    }

    async fn complete_sign_in(
        &self,
        request: Request<identity::CompleteSignInRequest>,
    ) -> Answer<identity::CompleteSignInResponse> {
        use identity::complete_sign_in_response::{Outcome, SignedIn};
        let asked = request.into_inner();
        let outcome = if asked.code == "good" && asked.binding == "the-binding" {
            Outcome::SignedIn(SignedIn {
                session: SESSION.into(),
                expires_at: 4_102_444_800,
                return_path: "/graphiql".into(),
                continues: false,
            })
        } else {
            Outcome::Refusal(identity::SignInRefusal::AttemptInvalid.into())
        };
        Ok(Response::new(identity::CompleteSignInResponse { outcome: Some(outcome) }))
    }

    async fn session(
        &self,
        request: Request<identity::SessionRequest>,
    ) -> Answer<identity::SessionResponse> {
        self.0.session_calls.fetch_add(1, Ordering::Relaxed);
        let asked = request.into_inner();
        let shown = (asked.session.clone(), asked.r#use());
        self.0.keys_shown.lock().unwrap().push(shown);
        if ![SESSION, RENEWED].contains(&asked.session.as_str()) {
            return Ok(Response::new(identity::SessionResponse::default()));
        }
        let token = |audience: String| identity::AudienceToken {
            token: format!("token-for-{audience}"),
            audience,
            expires_at: platform::clock::Clock::system().now().timestamp() + 300,
        };
        let renewable = asked.session == SESSION && asked.r#use() == identity::KeyUse::Renewable;
        let renewed = self.0.renews.load(Ordering::Relaxed) && renewable;
        Ok(Response::new(identity::SessionResponse {
            session_id: "the-family".into(),
            renewed: renewed.then(|| RENEWED.into()),
            person: Some(identity::Person {
                id: "00000000-0000-4000-8000-0000000000aa".into(),
                name: "Karen <Konsulent>".into(),
                organisation: "29189668".into(),
                organisation_name: "Randers Kommune".into(),
                roles: vec!["contributor".into()],
                units: vec![],
                subjects: vec![],
                email: "karen@randers.example".into(),
            }),
            tokens: asked.audiences.into_iter().map(token).collect(),
            session_expires_at: 4_102_444_800,
        }))
    }

    async fn sign_out(
        &self,
        request: Request<identity::SignOutRequest>,
    ) -> Answer<identity::SignOutResponse> {
        self.0.signed_out.lock().unwrap().push(request.into_inner().session);
        Ok(Response::new(identity::SignOutResponse::default()))
    }

    async fn people(
        &self,
        _: Request<identity::PeopleRequest>,
    ) -> Answer<identity::PeopleResponse> {
        Ok(Response::new(identity::PeopleResponse::default()))
    }

    async fn find_people(
        &self,
        request: Request<identity::FindPeopleRequest>,
    ) -> Answer<identity::PeopleResponse> {
        let token = request.metadata().get("authorization").unwrap().to_str().unwrap().to_owned();
        let name = format!("{} {token}", request.into_inner().query);
        let person = identity::Person { id: CASE.into(), name, ..identity::Person::default() };
        Ok(Response::new(identity::PeopleResponse { people: vec![person] }))
    }

    async fn person_organisation(
        &self,
        _: Request<identity::PersonOrganisationRequest>,
    ) -> Answer<identity::PersonOrganisationResponse> {
        Ok(Response::new(identity::PersonOrganisationResponse::default()))
    }

    async fn issue_robot_token(
        &self,
        _: Request<identity::IssueRobotTokenRequest>,
    ) -> Answer<identity::IssueRobotTokenResponse> {
        Ok(Response::new(identity::IssueRobotTokenResponse::default()))
    }

    async fn robot_tokens(
        &self,
        _: Request<identity::RobotTokensRequest>,
    ) -> Answer<identity::RobotTokensResponse> {
        Ok(Response::new(identity::RobotTokensResponse::default()))
    }

    async fn revoke_robot_token(
        &self,
        _: Request<identity::RevokeRobotTokenRequest>,
    ) -> Answer<identity::RevokeRobotTokenResponse> {
        Ok(Response::new(identity::RevokeRobotTokenResponse::default()))
    }

    async fn exchange_robot_token(
        &self,
        request: Request<identity::ExchangeRobotTokenRequest>,
    ) -> Answer<identity::ExchangeRobotTokenResponse> {
        self.0.robot_calls.fetch_add(1, Ordering::Relaxed);
        if request.into_inner().secret != ROBOT {
            return Ok(Response::new(identity::ExchangeRobotTokenResponse::default()));
        }
        Ok(Response::new(identity::ExchangeRobotTokenResponse {
            token: "token-for-robot".to_owned(),
            expires_at: platform::clock::Clock::system().now().timestamp() + 300,
        }))
    }

    async fn units(&self, _: Request<identity::UnitsRequest>) -> Answer<identity::UnitsResponse> {
        Ok(Response::new(identity::UnitsResponse::default()))
    }

    async fn key_set(
        &self,
        _: Request<identity::KeySetRequest>,
    ) -> Answer<identity::KeySetResponse> {
        Ok(Response::new(identity::KeySetResponse { jwks_json: "{}".into() }))
    }
}
