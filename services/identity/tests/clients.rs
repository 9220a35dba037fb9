//! API clients: who makes them, what their secrets and tokens are good for, and for how long.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::{DatabaseSettings, DemoPerson, Store};
use platform::clock::Clock;
use proto::identity::v1 as wire;
use proto::identity::v1::clients_client::ClientsClient;
use tempfile::TempDir;
use token::{Audience, Claims, KeySet, Kind, Role, Scope, Verifier};
use tonic::Code;
use tonic::transport::Channel;
use wire::client_reply::Outcome;
use wire::{AccessTokenRefusal, ClientRefusal as No};
use world::{RANDERS, SYDDJURS, World, demo, settings, settings_at, with_token};

const READ: &str = "cases:read";
const PROVISION: &str = "people:provision";

struct Given {
    world: World,
    clients: ClientsClient<Channel>,
    gerda: String,
}

impl Given {
    async fn on(settings: identity::Settings, folder: TempDir) -> Self {
        let mut demo = demo();
        let person = |subject: &str, cvr: &str, role| DemoPerson {
            subject: subject.to_owned(),
            name: "Gerda Nørreskov".to_owned(),
            email: String::new(),
            organisation: cvr.to_owned(),
            roles: vec![Role::Reader, role],
            units: vec![],
            job_functions: vec![],
        };
        demo.people.push(person("gerda", RANDERS, Role::Administrator));
        demo.people.push(person("api", RANDERS, Role::ApiAdministrator));
        demo.people.push(person("villy", SYDDJURS, Role::Administrator));
        let world = World::start_with(settings, demo, folder).await;
        let address = format!("http://{}", world.running.grpc_address);
        let clients = ClientsClient::connect(address).await.unwrap();
        let gerda = world.identity_token(RANDERS, "gerda").await;
        Self { world, clients, gerda }
    }

    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self::on(settings(&folder), folder).await
    }

    async fn create(&self, by: &str, scopes: &[&str]) -> Result<(wire::Client, String), No> {
        let asked = wire::CreateClientRequest {
            name: "Bro".to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            days: 30,
        };
        self.create_as(by, asked).await
    }

    async fn create_as(
        &self,
        by: &str,
        asked: wire::CreateClientRequest,
    ) -> Result<(wire::Client, String), No> {
        told(self.clients.clone().create_client(with_token(asked, by)).await.unwrap().into_inner())
    }

    async fn rotate(
        &self,
        by: &str,
        id: &str,
        overlap_hours: u32,
    ) -> Result<(wire::Client, String), No> {
        let asked = wire::RotateClientRequest { id: id.to_owned(), days: 60, overlap_hours };
        told(self.clients.clone().rotate_client(with_token(asked, by)).await.unwrap().into_inner())
    }

    async fn revoke(&self, by: &str, id: &str) -> Result<(wire::Client, String), No> {
        let asked = wire::RevokeClientRequest { id: id.to_owned() };
        told(self.clients.clone().revoke_client(with_token(asked, by)).await.unwrap().into_inner())
    }

    async fn list(&self, by: &str) -> Vec<wire::Client> {
        let asked = with_token(wire::ListClientsRequest {}, by);
        self.clients.clone().list_clients(asked).await.unwrap().into_inner().clients
    }

    async fn access(
        &self,
        id: &str,
        secret: &str,
        scopes: &[&str],
    ) -> Result<wire::AccessToken, AccessTokenRefusal> {
        use wire::issue_access_token_reply::Outcome;
        let asked = wire::IssueAccessTokenRequest {
            client_id: id.to_owned(),
            secret: secret.to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        };
        let reply = self.clients.clone().issue_access_token(asked).await.unwrap().into_inner();
        match reply.outcome.unwrap() {
            Outcome::Token(token) => Ok(token),
            Outcome::Refusal(no) => Err(no.try_into().unwrap()),
        }
    }

    async fn session(
        &self,
        credential: wire::client_session_request::Credential,
    ) -> Option<wire::ClientSessionReply> {
        let asked = wire::ClientSessionRequest { credential: Some(credential) };
        let reply = self.clients.clone().client_session(asked).await.unwrap().into_inner();
        (!reply.client_id.is_empty()).then_some(reply)
    }

    async fn of_token(&self, token: &str) -> Option<wire::ClientSessionReply> {
        let token = token.to_owned();
        self.session(wire::client_session_request::Credential::AccessToken(token)).await
    }

    async fn of_secret(&self, secret: &str) -> Option<wire::ClientSessionReply> {
        let secret = secret.to_owned();
        self.session(wire::client_session_request::Credential::Secret(secret)).await
    }

    async fn claims(&self, token: &str, audience: Audience) -> Option<Claims> {
        let mut identity = self.world.identity.clone();
        let keys = identity.key_set(wire::KeySetRequest {}).await.unwrap().into_inner();
        let keys = KeySet::from_json(&keys.jwks_json).unwrap();
        let verifier = Verifier::new(token::ISSUER, audience, keys);
        verifier.verify(token, self.world.clock.now()).ok()
    }
}

fn told(reply: wire::ClientReply) -> Result<(wire::Client, String), No> {
    match reply.outcome.unwrap() {
        Outcome::Client(client) => Ok((client, reply.secret)),
        Outcome::Refusal(no) => Err(no.try_into().unwrap()),
    }
}

#[tokio::test]
async fn a_client_gets_short_tokens_with_no_more_than_its_scopes() {
    short_tokens(Given::new().await).await;
}

#[tokio::test]
async fn a_client_works_on_postgresql_too() {
    let database = postgres::database().await;
    short_tokens(Given::on(settings_at(database.url()), TempDir::new().unwrap()).await).await;
}

async fn short_tokens(given: Given) {
    let (made, secret) = given.create(&given.gerda, &[READ, "runs:report"]).await.unwrap();
    assert!(secret.starts_with("gvc_") && secret.len() == 47);
    assert_eq!(made.secrets[0].prefix, secret[..12]);

    let all = given.access(&made.id, &secret, &[]).await.unwrap();
    assert_eq!(all.scopes, [READ, "runs:report"]);
    let access = given.access(&made.id, &secret, &[READ]).await.unwrap();
    let claims = given.claims(&access.token, Audience::Gateway).await.unwrap();
    assert_eq!((claims.kind, claims.exp - claims.iat), (Kind::Client, 300));
    assert_eq!((claims.scopes, claims.roles), (vec![Scope::ReadCases], vec![]));
    for service in [Audience::Registry, Audience::Identity] {
        assert!(given.claims(&access.token, service).await.is_none(), "it is for the gateway");
    }
    let session = given.of_token(&access.token).await.unwrap();
    assert_eq!((session.organisation.as_str(), session.name.as_str()), (RANDERS, "Bro"));
    let inner = given.claims(&session.registry_token, Audience::Registry).await.unwrap();
    assert_eq!((inner.scopes, inner.sub), (vec![Scope::ReadCases], made.id.clone()));
    assert!(inner.exp <= access.expires_at);
    assert_eq!(
        given.list(&given.gerda).await[0].last_used_at,
        Some(given.world.clock.now().timestamp())
    );

    let more = given.access(&made.id, &secret, &[READ, PROVISION]).await;
    assert_eq!(more.unwrap_err(), AccessTokenRefusal::Scope);
    let elsewhere = given.create(&given.gerda, &[READ]).await.unwrap();
    for (id, wrong) in [
        (made.id.as_str(), elsewhere.1.as_str()),
        (elsewhere.0.id.as_str(), secret.as_str()),
        (made.id.as_str(), ""),
        (made.id.as_str(), &secret[..46]),
        ("01970000-0000-7000-8000-000000000001", secret.as_str()),
        ("", secret.as_str()),
    ] {
        let refused = given.access(id, wrong, &[]).await.unwrap_err();
        assert_eq!(refused, AccessTokenRefusal::Client);
    }
    let audited = identity::operate::audit_log(&given.world.running.store, 10).await.unwrap();
    let refusals = audited.iter().filter(|entry| entry.kind == "client_refused");
    let refused: Vec<_> = refusals.map(|entry| entry.detail.clone()).collect();
    assert_eq!(refused.len(), 2, "once a minute for each that exists: {audited:?}");

    given.revoke(&given.gerda, &made.id).await.unwrap();
    assert!(given.of_token(&access.token).await.is_none(), "a token ends with its client");
    assert!(given.access(&made.id, &secret, &[]).await.is_err());
    let (kind, detail) = given.world.last_audit().await;
    assert_eq!((kind.as_str(), detail), ("client_revoked", made.id));
}

#[tokio::test]
async fn a_new_secret_and_the_old_one_are_good_side_by_side_for_a_while() {
    let given = Given::new().await;
    let (made, first) = given.create(&given.gerda, &[READ]).await.unwrap();
    let (rotated, second) = given.rotate(&given.gerda, &made.id, 24).await.unwrap();
    assert_eq!(rotated.secrets.len(), 2);
    assert_eq!(given.world.last_audit().await.0, "client_rotated");
    for secret in [&first, &second] {
        assert!(given.access(&made.id, secret, &[]).await.is_ok());
    }
    given.world.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(60));
    let last = given.access(&made.id, &first, &[]).await.unwrap();
    let lives = last.expires_at - given.world.clock.now().timestamp();
    assert_eq!(lives, 60, "a token does not outlive the secret that it was given for");
    given.world.clock.advance(TimeDelta::seconds(60));
    assert!(given.access(&made.id, &first, &[]).await.is_err());
    assert!(given.access(&made.id, &second, &[]).await.is_ok());

    let gerda = given.world.identity_token(RANDERS, "gerda").await;
    let (_, third) = given.rotate(&gerda, &made.id, 336).await.unwrap();
    let (at_once, fourth) = given.rotate(&gerda, &made.id, 0).await.unwrap();
    assert_eq!(at_once.secrets.len(), 1, "no more than two are ever good");
    for over in [&second, &third] {
        assert!(given.access(&made.id, over, &[]).await.is_err());
    }
    given.world.clock.advance(TimeDelta::days(60));
    assert!(given.access(&made.id, &fourth, &[]).await.is_err(), "a secret ends by itself");
}

#[tokio::test]
async fn of_rotations_at_once_no_more_than_two_secrets_are_left() {
    let database = postgres::database().await;
    let folder = TempDir::new().unwrap();
    let given = Given::on(settings_at(database.url()), folder).await;
    let (client, _) = given.create(&given.gerda, &[READ]).await.unwrap();
    let rotations = (0..6).map(|_| given.rotate(&given.gerda, &client.id, 1));
    for done in futures::future::join_all(rotations).await {
        done.unwrap();
    }
    assert_eq!(given.list(&given.gerda).await[0].secrets.len(), 2);
}

#[tokio::test]
async fn a_secret_itself_opens_provisioning_and_nothing_else() {
    let given = Given::new().await;
    let (_, reads) = given.create(&given.gerda, &[READ]).await.unwrap();
    assert!(given.of_secret(&reads).await.is_none());
    let (made, secret) = given.create(&given.gerda, &[READ, PROVISION]).await.unwrap();
    let session = given.of_secret(&secret).await.unwrap();
    assert_eq!((session.client_id, session.scopes), (made.id.clone(), vec![PROVISION.to_owned()]));
    for wrong in ["", "gvc_", &secret[..46], &secret.to_lowercase(), &format!("{secret}A")] {
        assert!(given.of_secret(wrong).await.is_none(), "{wrong}");
    }
    assert!(given.of_token(&secret).await.is_none());
    given.revoke(&given.gerda, &made.id).await.unwrap();
    assert!(given.of_secret(&secret).await.is_none());
}

#[tokio::test]
async fn clients_are_kept_by_administrators_of_their_own_organisation() {
    let given = Given::new().await;
    let api = given.world.identity_token(RANDERS, "api").await;
    let (made, _) = given.create(&given.gerda, &[READ, PROVISION]).await.unwrap();
    let (plain, _) = given.create(&api, &[READ]).await.unwrap();
    assert_eq!(given.create(&api, &[PROVISION]).await.unwrap_err(), No::NotPermitted);
    assert_eq!(given.rotate(&api, &made.id, 0).await.unwrap_err(), No::NotPermitted);
    assert_eq!(given.list(&api).await.len(), 2);

    let villy = given.world.identity_token(SYDDJURS, "villy").await;
    assert!(given.list(&villy).await.is_empty());
    for id in [plain.id.as_str(), "01970000-0000-7000-8000-000000000001", "ingen"] {
        assert_eq!(given.rotate(&villy, id, 0).await.unwrap_err(), No::Unknown, "{id}");
        assert_eq!(given.revoke(&villy, id).await.unwrap_err(), No::Unknown, "{id}");
    }
    let superuser = given.world.identity_token(RANDERS, "birthe").await;
    assert_eq!(given.create(&superuser, &[READ]).await.unwrap_err(), No::NotPermitted);
    assert_eq!(given.revoke(&superuser, &plain.id).await.unwrap_err(), No::NotPermitted);
    assert!(given.list(&superuser).await.is_empty());
    let asked = wire::ListClientsRequest {};
    let nobody = given.clients.clone().list_clients(asked).await.unwrap_err();
    assert_eq!(nobody.code(), Code::Unauthenticated);
    assert!(given.list(&given.gerda).await.iter().all(|client| client.revoked_at.is_none()));
}

#[tokio::test]
async fn a_client_is_told_names_if_it_reads_and_administers_nothing() {
    let given = Given::new().await;
    let (made, secret) = given.create(&given.gerda, &[READ, PROVISION]).await.unwrap();
    let identity_token = |access: String| {
        let given = &given;
        async move { given.of_token(&access).await.unwrap().identity_token }
    };
    let reads = given.access(&made.id, &secret, &[READ]).await.unwrap().token;
    let reads = identity_token(reads).await;
    let provisions = given.access(&made.id, &secret, &[PROVISION]).await.unwrap().token;
    let provisions = identity_token(provisions).await;
    let find = |token: &str| with_token(wire::FindPeopleRequest { query: "Ær".to_owned() }, token);
    given.world.sign_in(RANDERS, "karen").await;
    let mut identity = given.world.identity.clone();
    assert_eq!(identity.find_people(find(&reads)).await.unwrap().into_inner().people.len(), 1);
    let refused = identity.find_people(find(&provisions)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    assert_eq!(given.create(&reads, &[READ]).await.unwrap_err(), No::NotPermitted);
    assert_eq!(given.rotate(&reads, &made.id, 0).await.unwrap_err(), No::NotPermitted);
    assert!(given.list(&reads).await.is_empty());
}

#[tokio::test]
async fn what_no_client_may_be_is_refused_by_name() {
    let given = Given::new().await;
    let good = || wire::CreateClientRequest {
        name: "Bro".to_owned(),
        scopes: vec![READ.to_owned()],
        days: 30,
    };
    let scopes = |scopes: &[&str]| wire::CreateClientRequest {
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        ..good()
    };
    let named = |name: String| wire::CreateClientRequest { name, ..good() };
    for (wrong, no) in [
        (named(" ".to_owned()), No::Name),
        (named("x".repeat(101)), No::Name),
        (named("a\u{0}b".to_owned()), No::Name),
        (scopes(&[]), No::Scopes),
        (scopes(&[READ, READ]), No::Scopes),
        (scopes(&["cases:*"]), No::Scopes),
        (wire::CreateClientRequest { days: 0, ..good() }, No::Days),
        (wire::CreateClientRequest { days: 731, ..good() }, No::Days),
    ] {
        assert_eq!(given.create_as(&given.gerda, wrong).await.unwrap_err(), no);
    }
    let (made, _) = given.create(&given.gerda, &[READ]).await.unwrap();
    assert_eq!(given.rotate(&given.gerda, &made.id, 337).await.unwrap_err(), No::Overlap);
}

#[tokio::test]
async fn the_store_holds_no_secret_of_a_client() {
    let given = Given::new().await;
    let (_, secret) = given.create(&given.gerda, &[READ]).await.unwrap();
    let folder = given.world.stop();
    let path = folder.path().join("identity.db");
    let settings = DatabaseSettings::at(format!("sqlite://{}", path.display()));
    let store = Store::open(&settings, Clock::system()).await.unwrap();
    let copy = store.copy(&folder.path().join("scratch")).await.unwrap();
    let holds = |text: &str| copy.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(&secret[..12]) && !holds(&secret[12..]));
}
