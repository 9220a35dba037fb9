use chrono::{DateTime, TimeDelta};
use platform::clock::Clock;
use token::{Audience, Claims, KeySet, Kind, Verifier};

use super::*;
use crate::settings::DatabaseSettings;
use crate::tokens::{Job, Mint};

async fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
    let url = format!("sqlite://{}", folder.path().join("identity.db").display());
    let store = Store::open(&DatabaseSettings::at(url), clock).await.unwrap();
    (folder, store)
}

fn signed(keys: &Keys, store: &Store) -> String {
    let now = store.now();
    let mint = Mint { signer: keys.signer(now), issuer: token::ISSUER, now };
    let job = Job { name: "load", organisation: "29189668", roles: &[] };
    mint.for_job(job, Audience::Registry).unwrap().0
}

fn verifier(keys: &Keys) -> Verifier {
    let keys = KeySet::from_json(&keys.published()).unwrap();
    Verifier::new(token::ISSUER, Audience::Registry, keys)
}

/// Two processes sign, each up to half a minute behind the store; a service verifies with what it
/// fetched up to a minute ago from whichever of them; keys are made as often as they can be. In an hour
/// no token fails in all its life.
#[tokio::test]
async fn keys_change_under_load_and_no_token_fails() {
    const STEP: i64 = 5;
    let (_folder, store) = store().await;
    let (one, other) = (Keys::load(&store).await.unwrap(), Keys::load(&store).await.unwrap());
    let (mut first, mut second) = (verifier(&one), verifier(&other));
    let mut alive: Vec<(i64, String)> = Vec::new();
    let mut made = 0;
    for step in 0..3_600 / STEP {
        store.clock.advance(TimeDelta::seconds(STEP));
        let (now, second_of_minute) = (store.now(), step * STEP % 60);
        made += i32::from(rotate(&store, Rotation::Asked).await.unwrap().is_some());
        match second_of_minute {
            0 => first = verifier(&other),
            10 | 40 => one.reload(&store).await.unwrap(),
            25 | 55 => other.reload(&store).await.unwrap(),
            30 => second = verifier(&one),
            50 => retire(&store).await.unwrap(),
            _ => {}
        }
        if step % 4 == 0 {
            let by = if step % 8 == 0 { &one } else { &other };
            alive.push((now + LONGEST_LIFE_SECONDS, signed(by, &store)));
            alive.retain(|(end, _)| now < *end);
            for (_, token) in &alive {
                for verifier in [&first, &second] {
                    let answer = verifier.verify(token, store.clock.now());
                    assert!(answer.is_ok(), "{answer:?} in step {step}");
                }
            }
        }
    }
    assert!(made > 20, "only {made} keys were made");
    assert!(all(&store).await.unwrap().len() <= 6, "and the old ones are gone");
}

#[tokio::test]
async fn a_key_is_made_when_the_newest_is_old_enough_and_not_twice() {
    let (_folder, store) = store().await;
    assert_eq!(rotate(&store, Rotation::Due(90)).await.unwrap(), None);
    store.clock.advance(TimeDelta::days(90));
    let made = rotate(&store, Rotation::Due(90)).await.unwrap().unwrap();
    assert_eq!(rotate(&store, Rotation::Due(90)).await.unwrap(), None);
    assert_eq!(rotate(&store, Rotation::Asked).await.unwrap(), None, "it does not sign yet");
    let keys = all(&store).await.unwrap();
    assert_eq!((keys.len(), keys[0].id.as_str(), keys[0].signs), (2, made.as_str(), false));
    store.clock.advance(TimeDelta::seconds(ANNOUNCED_SECONDS));
    assert!(all(&store).await.unwrap()[0].signs);
}

#[tokio::test]
async fn keys_that_somebody_else_has_are_gone_at_once() {
    let (_folder, store) = store().await;
    let keys = Keys::load(&store).await.unwrap();
    let stolen = signed(&keys, &store);
    rotate(&store, Rotation::AtOnce).await.unwrap().unwrap();
    keys.reload(&store).await.unwrap();
    assert!(verifier(&keys).verify(&stolen, store.clock.now()).is_err());
    let claims: Claims = verifier(&keys).verify(&signed(&keys, &store), store.clock.now()).unwrap();
    assert_eq!(claims.kind, Kind::Job);
}
