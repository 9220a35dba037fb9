//! The keys of a session follow one another, and one that is shown after its successor ends them all.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::operate;
use proto::identity::v1 as wire;
use tempfile::TempDir;
use token::Role;
use wire::KeyUse::{self, Continued, Renewable};
use world::{RANDERS, World, demo, settings_at};

/// A session, and what its keys are shown to.
struct Held {
    world: World,
    first: String,
}

impl Held {
    async fn by(world: World) -> Self {
        let first = world.sign_in(RANDERS, "karen").await;
        Self { world, first }
    }

    async fn on_sqlite() -> Self {
        Self::by(World::start().await).await
    }

    fn after_minutes(&self, minutes: i64) {
        self.world.clock.advance(TimeDelta::minutes(minutes));
    }

    async fn renewed(&self, key: &str) -> Option<String> {
        let answer = self.world.shown(key, Renewable).await;
        assert!(answer.person.is_some(), "the key is good");
        answer.renewed
    }

    async fn is_good(&self, key: &str, for_what: KeyUse) -> bool {
        self.world.shown(key, for_what).await.person.is_some()
    }
}

async fn a_family(held: Held) {
    let id = held.world.shown(&held.first, Renewable).await.session_id;
    assert_eq!(held.renewed(&held.first).await, None, "it is new");
    held.after_minutes(15);
    let plain = held.world.shown(&held.first, KeyUse::Unspecified).await;
    assert_eq!(plain.renewed, None, "the answer could not carry it");
    let second = held.renewed(&held.first).await.unwrap();
    assert_eq!(held.renewed(&held.first).await, None, "one is on its way");
    assert_ne!(second, held.first);

    held.after_minutes(10);
    assert!(held.is_good(&held.first, Renewable).await, "nobody has shown the next one yet");
    let third = held.renewed(&held.first).await;
    assert!(third.is_none(), "it was asked for a moment ago, for the one before was lost");
    held.after_minutes(2);
    let third = held.renewed(&held.first).await.unwrap();
    assert!(!held.is_good(&second, Renewable).await, "an answer that was lost is worth nothing");
    assert!(held.is_good(&third, Renewable).await);
    assert!(held.is_good(&held.first, Renewable).await, "a request was under way with it");
    assert_eq!(held.world.shown(&third, Renewable).await.session_id, id, "one session all along");

    held.after_minutes(2);
    assert!(held.is_good(&held.first, Continued).await, "a stream that it opened goes on");
    assert!(!held.is_good(&held.first, Renewable).await, "but nobody shows it anew");
    assert!(!held.is_good(&third, Renewable).await, "and nobody knows whose the others are");
    assert!(!held.is_good(&held.first, Continued).await);
    let (kind, _) = held.world.last_audit().await;
    assert_eq!(kind, "session_key_reused");
    held.world.sign_in(RANDERS, "karen").await;
}

#[tokio::test]
async fn a_replaced_key_that_is_shown_again_ends_the_session() {
    a_family(Held::on_sqlite().await).await;
}

#[tokio::test]
async fn and_on_postgresql_too() {
    let database = postgres::database().await;
    let folder = TempDir::new().unwrap();
    let world = World::start_with(settings_at(database.url()), demo(), folder).await;
    a_family(Held::by(world).await).await;
}

#[tokio::test]
async fn at_two_processes_one_gives_the_next_key() {
    let database = postgres::database().await;
    let start = || World::start_with(settings_at(database.url()), demo(), TempDir::new().unwrap());
    let (one, other) = (start().await, start().await);
    let held = Held::by(one).await;
    held.after_minutes(15);
    other.clock.advance(TimeDelta::minutes(15));
    let (here, there) =
        tokio::join!(held.world.shown(&held.first, Renewable), other.shown(&held.first, Renewable));
    assert!(here.person.is_some() && there.person.is_some());
    let given: Vec<String> = here.renewed.into_iter().chain(there.renewed).collect();
    assert_eq!(given.len(), 1, "{given:?}");
    assert!(other.shown(&given[0], Renewable).await.person.is_some());
}

#[tokio::test]
async fn whoever_steals_a_key_and_is_faster_than_its_owner_is_found_out_too() {
    let held = Held::on_sqlite().await;
    held.after_minutes(15);
    let thief = held.renewed(&held.first).await.unwrap();
    assert!(held.is_good(&thief, Renewable).await);
    held.after_minutes(2);
    assert!(!held.is_good(&held.first, Renewable).await, "the owner shows theirs");
    assert!(!held.is_good(&thief, Renewable).await);
}

#[tokio::test]
async fn other_rights_come_with_another_key() {
    let held = Held::on_sqlite().await;
    assert_eq!(held.renewed(&held.first).await, None);
    let karen = held.world.session(&held.first).await.unwrap().0.id.parse().unwrap();
    let store = &held.world.running.store;
    operate::give_role(store, karen, Role::Superuser, &[], &[]).await.unwrap();
    let next = held.renewed(&held.first).await.unwrap();
    assert_eq!(held.renewed(&next).await, None, "once is enough");
    held.after_minutes(2);
    assert!(!held.is_good(&held.first, Renewable).await);
}

#[tokio::test]
async fn signing_out_with_any_of_the_keys_ends_all() {
    let held = Held::on_sqlite().await;
    held.after_minutes(15);
    let second = held.renewed(&held.first).await.unwrap();
    assert!(held.is_good(&second, Renewable).await);
    let asked = wire::SignOutRequest { session: held.first.clone(), ..Default::default() };
    held.world.identity.clone().sign_out(asked).await.unwrap();
    assert!(!held.is_good(&second, Renewable).await);
    assert_eq!(held.world.last_audit().await.0, "signed_out");
}
