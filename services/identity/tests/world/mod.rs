//! A running identity service with its demo provider, and a browser to walk with.
#![allow(dead_code)] // each test file uses a part of it

pub mod hostile;

use std::collections::HashMap;
use std::net::SocketAddr;

use identity::{
    DatabaseSettings, DemoData, DemoPerson, DemoSettings, Mode, Organisation, Running, Settings,
};
use platform::Shutdown;
use platform::clock::Clock;
use proto::identity::v1 as wire;
use proto::identity::v1::identity_client::IdentityClient;
use tempfile::TempDir;
use token::Role;
use tonic::transport::Channel;
use url::Url;

pub const RANDERS: &str = "29189668";
pub const SYDDJURS: &str = "29189978";
pub const KL: &str = "99000007";
/// An organisation that nobody can sign in for.
pub const BALLERUP: &str = "58271713";
pub const REDIRECT: &str = "http://127.0.0.1:18080/auth/callback";

/// Everything a test needs, stopped when it goes.
pub struct World {
    pub identity: IdentityClient<Channel>,
    pub running: Running,
    pub clock: Clock,
    pub folder: TempDir,
    shutdown: Shutdown,
}

impl Drop for World {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}

/// A sign-in that has begun, with what the browser holds.
pub struct Begun {
    pub url: Url,
    pub binding: String,
}

impl Begun {
    pub fn parameter(&self, name: &str) -> String {
        let found = self.url.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

pub fn settings(folder: &TempDir) -> Settings {
    let path = folder.path().join("identity.db");
    settings_at(&format!("sqlite://{}", path.display()))
}

pub fn settings_at(database: &str) -> Settings {
    Settings {
        mode: Mode::Demo,
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        status_listen: None,
        database: DatabaseSettings::at(database),
        redirect_uris: vec![REDIRECT.to_owned()],
        signing_key_days: identity::SIGNING_KEY_DAYS,
        step_up_seconds: identity::STEP_UP_SECONDS,
        providers_at: identity::ProvidersAt::default(),
        demo: Some(DemoSettings::default()),
    }
}

pub fn demo() -> DemoData {
    let organisation = |cvr: &str, name: &str, kind: &str| Organisation {
        cvr: cvr.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        municipality_code: None,
        region: Some("midtjylland".to_owned()),
        inhabitants: Some(98_000),
        members: vec![],
        demo_number: cvr == KL,
        valid_from: None,
        valid_to: None,
        successor: None,
    };
    let person = |subject: &str, name: &str, cvr: &str, roles: &[Role]| DemoPerson {
        subject: subject.to_owned(),
        name: name.to_owned(),
        email: format!("{subject}@{cvr}.example"),
        organisation: cvr.to_owned(),
        roles: roles.to_vec(),
        units: vec![],
        job_functions: vec![],
    };
    DemoData {
        organisations: vec![
            organisation(RANDERS, "Randers Kommune", "municipality"),
            organisation(SYDDJURS, "Syddjurs Kommune", "municipality"),
            organisation(BALLERUP, "Ballerup Kommune", "municipality"),
            organisation(KL, "KL", "association"),
        ],
        people: vec![
            person("karen", "Karen Ærø", RANDERS, &[Role::Reader, Role::Contributor]),
            person("birthe", "Birthe Vester", RANDERS, &[Role::Reader, Role::Superuser]),
            person("jonas", "Jonas Elkjær", SYDDJURS, &[Role::Reader, Role::Contributor]),
            person("peder", "Peder Stenlund", KL, &[Role::Reader, Role::Coordinator]),
        ],
    }
}

impl World {
    pub async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let settings = settings(&folder);
        Self::start_with(settings, demo(), folder).await
    }

    pub async fn start_with(settings: Settings, demo: DemoData, folder: TempDir) -> Self {
        let clock = Clock::fixed(Clock::system().now());
        let shutdown = Shutdown::new();
        let running =
            identity::start_at(settings, demo, shutdown.clone(), clock.clone()).await.unwrap();
        let address = format!("http://{}", running.grpc_address);
        let identity = IdentityClient::connect(address).await.unwrap();
        Self { identity, running, clock, folder, shutdown }
    }

    /// Stops the service and gives what a second start would find.
    pub fn stop(self) -> TempDir {
        self.shutdown.trigger();
        let mut world = self;
        let folder = std::mem::replace(&mut world.folder, TempDir::new().unwrap());
        drop(world);
        folder
    }

    pub async fn begin(&self, organisation: &str) -> Begun {
        self.try_begin(organisation, "/cases").await.unwrap()
    }

    pub async fn try_begin(
        &self,
        organisation: &str,
        return_path: &str,
    ) -> Result<Begun, wire::SignInRefusal> {
        use wire::begin_sign_in_request::Target;
        self.begin_at(Target::Organisation(organisation.to_owned()), return_path, REDIRECT).await
    }

    pub async fn begin_at(
        &self,
        target: wire::begin_sign_in_request::Target,
        return_path: &str,
        redirect_uri: &str,
    ) -> Result<Begun, wire::SignInRefusal> {
        let request = wire::BeginSignInRequest {
            target: Some(target),
            return_path: return_path.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
        };
        self.begin_with(tonic::Request::new(request)).await
    }

    /// Has whoever holds a session's key sign in once more.
    pub async fn begin_confirming(&self, session: &str) -> Result<Begun, wire::SignInRefusal> {
        let request = wire::BeginSignInRequest {
            target: Some(wire::begin_sign_in_request::Target::Confirm(true)),
            return_path: "/people".to_owned(),
            redirect_uri: REDIRECT.to_owned(),
        };
        let token = self.identity_token_of(session).await;
        self.begin_with(with_token(request, &token)).await
    }

    async fn begin_with(
        &self,
        request: tonic::Request<wire::BeginSignInRequest>,
    ) -> Result<Begun, wire::SignInRefusal> {
        use wire::begin_sign_in_response::Outcome;
        let answer = self.identity.clone().begin_sign_in(request).await.unwrap().into_inner();
        match answer.outcome.unwrap() {
            Outcome::Started(started) => Ok(Begun {
                url: Url::parse(&started.authorize_url).unwrap(),
                binding: started.binding,
            }),
            Outcome::Refusal(refusal) => Err(refusal.try_into().unwrap()),
        }
    }

    /// Walks the browser through the demo provider and gives the parameters it comes back with.
    pub async fn choose(&self, begun: &Begun, subject: &str) -> HashMap<String, String> {
        let browser = browser();
        let page = browser.get(begun.url.clone()).send().await.unwrap();
        assert_eq!(page.status(), 200);
        let html = page.text().await.unwrap();
        let ticket = html.split("name=\"request\" value=\"").nth(1).unwrap();
        let ticket = ticket.split('"').next().unwrap();
        let mut form = begun.url.clone();
        form.set_query(None);
        let choice = [("request", ticket), ("subject", subject)];
        let back = browser.post(form).form(&choice).send().await.unwrap();
        assert_eq!(back.status(), 303);
        let location = back.headers()["location"].to_str().unwrap();
        assert!(location.starts_with(REDIRECT), "{location}");
        let url = Url::parse(location).unwrap();
        url.query_pairs().map(|(k, v)| (k.into_owned(), v.into_owned())).collect()
    }

    pub async fn complete(
        &self,
        back: &HashMap<String, String>,
        binding: &str,
    ) -> Result<wire::complete_sign_in_response::SignedIn, wire::SignInRefusal> {
        use wire::complete_sign_in_response::Outcome;
        let request = wire::CompleteSignInRequest {
            code: back.get("code").cloned().unwrap_or_default(),
            state: back.get("state").cloned().unwrap_or_default(),
            iss: back.get("iss").cloned(),
            binding: binding.to_owned(),
            error: back.get("error").cloned(),
            user_agent: "Firefox".to_owned(),
        };
        let answer = self.identity.clone().complete_sign_in(request).await.unwrap().into_inner();
        match answer.outcome.unwrap() {
            Outcome::SignedIn(signed_in) => Ok(signed_in),
            Outcome::Tested(_) => panic!("nobody tried a provider"),
            Outcome::Refusal(refusal) => Err(refusal.try_into().unwrap()),
        }
    }

    /// Signs somebody in at the demo provider and gives the key of the session.
    pub async fn sign_in(&self, organisation: &str, subject: &str) -> String {
        let begun = self.begin(organisation).await;
        let back = self.choose(&begun, subject).await;
        self.complete(&back, &begun.binding).await.unwrap().session
    }

    pub async fn session(&self, session: &str) -> Option<(wire::Person, Vec<wire::AudienceToken>)> {
        let answer = self.shown(session, wire::KeyUse::Unspecified).await;
        answer.person.map(|person| (person, answer.tokens))
    }

    /// What a session's key is worth when it is shown for something.
    pub async fn shown(&self, session: &str, for_what: wire::KeyUse) -> wire::SessionResponse {
        let request = wire::SessionRequest {
            session: session.to_owned(),
            audiences: vec!["registry".to_owned(), "identity".to_owned()],
            r#use: for_what.into(),
        };
        self.identity.clone().session(request).await.unwrap().into_inner()
    }

    /// A token for identity of somebody who signs in for it.
    pub async fn identity_token(&self, organisation: &str, subject: &str) -> String {
        let session = self.sign_in(organisation, subject).await;
        self.identity_token_of(&session).await
    }

    /// A token for identity of whoever holds a session's key.
    pub async fn identity_token_of(&self, session: &str) -> String {
        let (_, tokens) = self.session(session).await.unwrap();
        tokens.into_iter().find(|token| token.audience == "identity").unwrap().token
    }

    /// What the newest entry of the audit log says.
    pub async fn last_audit(&self) -> (String, String) {
        let log = identity::operate::audit_log(&self.running.store, 1).await.unwrap();
        (log[0].kind.clone(), log[0].detail.clone())
    }
}

/// A browser that follows nothing by itself.
pub fn browser() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// A request that carries a token.
pub fn with_token<T>(message: T, token: &str) -> tonic::Request<T> {
    let mut request = tonic::Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    request
}
