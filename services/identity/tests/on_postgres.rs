//! The same service on PostgreSQL: two processes on one database.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::{DatabaseSettings, Store};
use platform::clock::Clock;
use proto::identity::v1 as wire;
use tempfile::TempDir;
use wire::SignInRefusal as Refusal;
use world::{RANDERS, SYDDJURS, World, demo, settings_at, with_token};

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
