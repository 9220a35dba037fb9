//! What gives others rights wants somebody who has just shown who they are.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::operate;
use proto::identity::v1 as wire;
use proto::identity::v1::administration_client::AdministrationClient;
use proto::identity::v1::clients_client::ClientsClient;
use serde_json::{Value, json};
use wire::KeyUse::Renewable;
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use world::hostile::{Hostile, back};
use world::{BALLERUP, Begun, REDIRECT, World, with_token};

/// An administrator whose provider a test holds the strings of.
struct Desk {
    world: World,
    provider: Hostile,
    session: String,
}

impl Desk {
    async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    async fn open_with(change: impl Fn(&mut Value)) -> Self {
        let (world, provider) = (World::start().await, Hostile::start());
        let row = provider.row("town", BALLERUP);
        operate::save_provider(&world.running.store, &row).await.unwrap();
        let target = Target::Provider("town".to_owned());
        let begun = world.begin_at(target, "/", REDIRECT).await.unwrap();
        let mut desk = Self { world, provider, session: String::new() };
        desk.session = desk.comes_back(&begun, change).await.unwrap().session;
        desk
    }

    fn now(&self) -> i64 {
        self.world.clock.now().timestamp()
    }

    async fn comes_back(
        &self,
        begun: &Begun,
        change: impl Fn(&mut Value),
    ) -> Result<wire::complete_sign_in_response::SignedIn, Refusal> {
        let mut claims = self.provider.claims(&begun.parameter("nonce"), self.now());
        claims["roles"] = json!(["administrator"]);
        change(&mut claims);
        self.provider.answers(&self.provider.sign(&claims));
        self.world.complete(&back(begun), &begun.binding).await
    }

    /// What is said to each of the changes that give rights, with a key.
    async fn answers(&self, session: &str) -> Vec<String> {
        let token = self.world.identity_token_of(session).await;
        let address = format!("http://{}", self.world.running.grpc_address);
        let mut administration = AdministrationClient::connect(address.clone()).await.unwrap();
        let own = self.world.session(session).await.unwrap().0.id;
        let give = wire::GiveRole { role: "superuser".to_owned(), ..Default::default() };
        let change = wire::ChangePersonRequest {
            person: own,
            change: Some(wire::change_person_request::Change::Give(give)),
        };
        let given = administration.change_person(with_token(change, &token)).await.unwrap();
        let mut said = vec![match given.into_inner().outcome.unwrap() {
            wire::change_person_response::Outcome::Person(_) => "done".to_owned(),
            wire::change_person_response::Outcome::Refused(no) => no.code,
        }];
        let save = wire::SaveProviderRequest::default();
        let saved = administration.save_provider(with_token(save, &token)).await.unwrap();
        said.push(match saved.into_inner().outcome.unwrap() {
            wire::save_provider_response::Outcome::Provider(_) => "done".to_owned(),
            wire::save_provider_response::Outcome::Refused(no) => no.code,
        });
        let mut clients = ClientsClient::connect(address).await.unwrap();
        let create = wire::CreateClientRequest {
            name: "Import".to_owned(),
            scopes: vec!["cases:read".to_owned()],
            days: 30,
        };
        let made = clients.create_client(with_token(create, &token)).await.unwrap();
        said.push(match made.into_inner().outcome.unwrap() {
            wire::client_reply::Outcome::Client(_) => "done".to_owned(),
            wire::client_reply::Outcome::Refusal(no) => {
                wire::ClientRefusal::try_from(no).unwrap().as_str_name().to_owned()
            }
        });
        said
    }
}

/// The second has nothing to save, which is looked at afterwards.
const DONE: [&str; 3] = ["done", "invalid_fields", "done"];
const REFUSED: [&str; 3] = ["step_up_required", "step_up_required", "CLIENT_REFUSAL_NOT_CONFIRMED"];

#[tokio::test]
async fn rights_are_given_for_half_an_hour_and_then_after_signing_in_once_more() {
    let desk = Desk::open().await;
    assert_eq!(desk.answers(&desk.session).await, DONE);
    desk.world.clock.advance(TimeDelta::minutes(30));
    assert_eq!(desk.answers(&desk.session).await, REFUSED);

    let begun = desk.world.begin_confirming(&desk.session).await.unwrap();
    assert_eq!(
        (begun.parameter("prompt"), begun.parameter("max_age")),
        ("login".into(), "0".into())
    );
    let now = desk.now();
    let again = desk.comes_back(&begun, |claims| claims["auth_time"] = json!(now)).await.unwrap();
    assert!(again.continues && again.session != desk.session);
    assert_eq!(desk.world.last_audit().await.0, "confirmed");
    assert_eq!(desk.answers(&again.session).await, DONE);
    let id = |answer: wire::SessionResponse| (answer.session_id, answer.session_expires_at);
    let (before, after) = (
        id(desk.world.shown(&desk.session, Renewable).await),
        id(desk.world.shown(&again.session, Renewable).await),
    );
    assert_eq!(before, after, "the session itself goes on");

    assert_eq!(desk.answers(&desk.session).await, REFUSED, "the old key is worth what it was");
    desk.world.clock.advance(TimeDelta::minutes(2));
    assert!(desk.world.session(&desk.session).await.is_none());
    assert!(desk.world.session(&again.session).await.is_none(), "somebody had both");
}

#[tokio::test]
async fn who_was_let_through_on_an_old_sign_in_is_asked_at_once() {
    let desk = Desk::open_with(|claims| {
        claims["auth_time"] = json!(claims["iat"].as_i64().unwrap() - 8 * 60 * 60);
    })
    .await;
    assert_eq!(desk.answers(&desk.session).await, REFUSED);
}

#[tokio::test]
async fn a_sign_in_that_shows_nothing_confirms_nothing() {
    let desk = Desk::open().await;
    desk.world.clock.advance(TimeDelta::minutes(40));
    let now = desk.now();
    let cases: [(&str, Option<i64>, &str); 4] = [
        ("no auth_time", None, "somebody"),
        ("auth_time", Some(now - 40 * 60), "somebody"),
        ("auth_time", Some(now - 61), "somebody"),
        ("another person", Some(now), "somebody else"),
    ];
    for (reason, at, subject) in cases {
        let begun = desk.world.begin_confirming(&desk.session).await.unwrap();
        let refused = desk
            .comes_back(&begun, |claims| {
                claims["sub"] = json!(subject);
                if let Some(at) = at {
                    claims["auth_time"] = json!(at);
                }
            })
            .await;
        assert_eq!(refused.unwrap_err(), Refusal::NotConfirmed, "{reason}");
        let entry = desk.world.last_audit().await;
        assert_eq!(entry, ("sign_in_refused".to_owned(), reason.to_owned()));
        assert_eq!(desk.answers(&desk.session).await, REFUSED, "{reason}");
    }
}

#[tokio::test]
async fn a_session_that_is_over_is_not_brought_back_by_confirming() {
    let desk = Desk::open().await;
    let begun = desk.world.begin_confirming(&desk.session).await.unwrap();
    let asked = wire::SignOutRequest { session: desk.session.clone(), ..Default::default() };
    desk.world.identity.clone().sign_out(asked).await.unwrap();
    let now = desk.now();
    let refused = desk.comes_back(&begun, |claims| claims["auth_time"] = json!(now)).await;
    assert_eq!(refused.unwrap_err(), Refusal::NotConfirmed);
}
