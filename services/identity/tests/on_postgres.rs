//! The same service on PostgreSQL: two processes on one database.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::{DatabaseSettings, Store, operate};
use platform::clock::Clock;
use proto::identity::v1 as wire;
use proto::identity::v1::sessions_client::SessionsClient;
use serde_json::json;
use tempfile::TempDir;
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use world::hostile::{Hostile, back};
use world::{BALLERUP, RANDERS, SYDDJURS, World, demo, settings_at, with_token};

#[tokio::test]
async fn signing_in_sessions_and_people_work_as_on_sqlite() {
    let database = postgres::database().await;
    let world =
        World::start_with(settings_at(database.url()), demo(), TempDir::new().unwrap()).await;

    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;
    let stolen = world.complete(&back, "another browser").await;
    assert_eq!(stolen.unwrap_err(), Refusal::AttemptInvalid);
    let session = world.complete(&back, &begun.binding).await.unwrap().session;
    let replayed = world.complete(&back, &begun.binding).await;
    assert_eq!(replayed.unwrap_err(), Refusal::AttemptInvalid);

    let (karen, _) = world.session(&session).await.unwrap();
    assert_eq!((karen.name.as_str(), karen.roles.len()), ("Karen Ærø", 2));
    let again = world.sign_in(RANDERS, "karen").await;
    assert_eq!(world.session(&again).await.unwrap().0.id, karen.id);

    let token = world.identity_token(RANDERS, "birthe").await;
    for (query, found) in [("ÆRØ", 1), ("%%", 0)] {
        let request = with_token(wire::FindPeopleRequest { query: query.to_owned() }, &token);
        let people = world.identity.clone().find_people(request).await.unwrap().into_inner();
        assert_eq!(people.people.len(), found, "{query}");
    }

    world.clock.advance(TimeDelta::minutes(61));
    assert!(world.session(&session).await.is_none());
}

#[tokio::test]
async fn two_processes_on_one_database_share_sessions_and_keys() {
    let database = postgres::database().await;
    let url = database.url();
    // Both at once: only one of them may make the schema and the first key.
    let settings = DatabaseSettings::at(url);
    let (one, other) = tokio::join!(
        Store::open(&settings, Clock::system()),
        Store::open(&settings, Clock::system()),
    );
    drop((one.unwrap(), other.unwrap()));
    let first = World::start_with(settings_at(url), demo(), TempDir::new().unwrap()).await;

    let begun = first.begin(SYDDJURS).await;
    let back = first.choose(&begun, "jonas").await;
    let session = first.complete(&back, &begun.binding).await.unwrap().session;
    let second = World::start_with(settings_at(url), demo(), TempDir::new().unwrap()).await;

    assert_eq!(second.session(&session).await.unwrap().0.name, "Jonas Elkjær");
    let keys = |world: &World| {
        let mut identity = world.identity.clone();
        async move { identity.key_set(wire::KeySetRequest {}).await.unwrap().into_inner() }
    };
    assert_eq!(keys(&first).await, keys(&second).await);
    second
        .identity
        .clone()
        .sign_out(wire::SignOutRequest { session: session.clone(), ..Default::default() })
        .await
        .unwrap();
    assert!(first.session(&session).await.is_none(), "signed out everywhere");
}

/// A sign-in that began at one process ends at another, two first sign-ins of somebody at once make one
/// person, and what a provider ends is over at both.
#[tokio::test]
async fn a_sign_in_goes_through_two_processes() {
    let database = postgres::database().await;
    let url = database.url();
    let first = World::start_with(settings_at(url), demo(), TempDir::new().unwrap()).await;
    let second = World::start_with(settings_at(url), demo(), TempDir::new().unwrap()).await;
    let hostile = Hostile::start();
    let row = hostile.row("hostile", BALLERUP);
    operate::save_provider(&first.running.store, &row).await.unwrap();
    let target = || Target::Provider("hostile".to_owned());
    let here = first.begin_at(target(), "/", world::REDIRECT).await.unwrap();
    let there = second.begin_at(target(), "/", world::REDIRECT).await.unwrap();
    let mut sessions = Vec::new();
    for (begun, world) in [(&here, &second), (&there, &first)] {
        let now = world.clock.now().timestamp();
        let mut claims = hostile.claims(&begun.parameter("nonce"), now);
        claims["sid"] = json!("s-1");
        hostile.answers(&hostile.sign(&claims));
        let done = world.complete(&back(begun), &begun.binding).await.unwrap();
        sessions.push(done.session);
    }
    let mut people = Vec::new();
    for session in &sessions {
        people.push(first.session(session).await.unwrap().0.id);
        assert!(second.session(session).await.is_some());
    }
    assert_eq!(people[0], people[1]);

    let now = first.clock.now().timestamp();
    let logout = json!({
        "iss": hostile.issuer, "aud": world::hostile::CLIENT, "iat": now, "jti": "j", "sid": "s-1",
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} }
    });
    let token = hostile.sign(&logout);
    let post = |world: &World| {
        let address = format!("http://{}", world.running.grpc_address);
        let asked = wire::BackChannelLogoutRequest { logout_token: token.clone() };
        async move {
            let mut sessions = SessionsClient::connect(address).await.unwrap();
            sessions.back_channel_logout(asked).await.unwrap().into_inner().accepted
        }
    };
    let (one, other) = tokio::join!(post(&first), post(&second));
    assert!(one != other, "a token works once, at whichever process");
    for session in &sessions {
        assert!(first.session(session).await.is_none() && second.session(session).await.is_none());
    }
}

/// Somebody who signs in for the first time in two browsers at once is one person.
#[tokio::test]
async fn two_first_sign_ins_at_once_make_one_person() {
    let database = postgres::database().await;
    let url = database.url();
    let world = World::start_with(settings_at(url), demo(), TempDir::new().unwrap()).await;
    let (one, other) = (world.begin(RANDERS).await, world.begin(RANDERS).await);
    let backs = (world.choose(&one, "karen").await, world.choose(&other, "karen").await);
    let (first, second) = tokio::join!(
        world.complete(&backs.0, &one.binding),
        world.complete(&backs.1, &other.binding)
    );
    let mut people = Vec::new();
    for done in [first, second] {
        people.push(world.session(&done.unwrap().session).await.unwrap().0.id);
    }
    assert_eq!(people[0], people[1]);
}
