//! Tokens that must be refused, each with its reason.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, TimeDelta, Utc};
use forgery::Forge;
use token::{Audience, Claims, KeySet, Kind, Role, Signer, Subjects, TokenRefusal, Verifier};

const NOW: i64 = 1_700_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn verifier(signer: &Signer) -> Verifier {
    let keys = KeySet::from_json(&signer.key_set_json()).unwrap();
    Verifier::new(token::ISSUER, Audience::Registry, keys)
}

/// A forge, and who verifies by its key.
fn forge() -> (Forge, Verifier) {
    token::install_crypto().unwrap();
    let signer = Signer::generate("current").unwrap();
    let verifier = verifier(&signer);
    (Forge::new(signer, "registry", NOW), verifier)
}

#[test]
fn every_forged_token_is_refused_for_its_own_reason() {
    let (forge, verifier) = forge();
    assert!(verifier.verify(&forge.honest(), now()).is_ok(), "an honest token must pass");
    for (name, token, reason) in forge.all() {
        assert_eq!(verifier.verify(&token, now()).err(), Some(reason), "{name}");
    }
}

fn subjects(kle: &[&str], units: usize) -> Subjects {
    let kle = kle.iter().map(|number| number.parse().unwrap()).collect();
    Subjects { kle, units: (0..units).map(|unit| unit.to_string()).collect() }
}

#[test]
fn an_honest_token_says_what_was_signed() {
    token::install_crypto().unwrap();
    let signer = Signer::generate("current").unwrap();
    let claims = Claims {
        iss: token::ISSUER.to_owned(),
        aud: Audience::Registry,
        exp: NOW + 120,
        iat: NOW,
        jti: "018f0000-0000-7000-8000-000000000001".parse().unwrap(),
        sub: "casebook-import".to_owned(),
        kind: Kind::Job,
        org: "29189668".to_owned(),
        roles: vec![Role::Superuser, Role::Contributor],
        units: vec!["borgerservice".to_owned()],
        subjects: vec![subjects(&["27.69"], 1), subjects(&["54"], 0)],
        cases: None,
        scopes: vec![],
        sid: None,
        confirmed_until: None,
    };

    let token = signer.sign(&claims).unwrap();

    assert_eq!(verifier(&signer).verify(&token, now()), Ok(claims.clone()));
    assert_eq!(claims.person(), None);
    let plain = Claims { subjects: vec![], ..claims.clone() };
    let text = serde_json::to_string(&plain).unwrap();
    assert!(!text.contains("subjects"), "as it was written before there were any");
    assert_eq!(serde_json::from_str::<Claims>(&text).unwrap(), plain);

    let many = Claims { subjects: vec![subjects(&["27", "54"], 501)], ..claims.clone() };
    let none = Claims { subjects: vec![subjects(&[], 1)], ..claims };
    for claims in [many, none] {
        let token = signer.sign(&claims).unwrap();
        let refused = verifier(&signer).verify(&token, now());
        assert_eq!(refused, Err(TokenRefusal::Claims));
    }
}

#[test]
fn a_retired_key_verifies_nothing_any_more() {
    let (forge, verifier) = forge();
    let token = forge.honest();
    let clone = verifier.clone();
    let next = Signer::generate("next").unwrap();

    verifier.replace_keys(KeySet::from_json(&next.key_set_json()).unwrap());

    assert_eq!(clone.verify(&token, now()), Err(TokenRefusal::KeyUnknown));
}

#[test]
fn a_token_passes_to_the_end_of_its_life_and_the_leeway() {
    let (forge, verifier) = forge();
    let token = forge.honest();
    let at = |seconds| verifier.verify(&token, now() + TimeDelta::seconds(seconds)).err();
    assert_eq!(at(-30), None);
    assert_eq!(at(-31), Some(TokenRefusal::NotYetValid));
    assert_eq!(at(329), None);
    assert_eq!(at(330), Some(TokenRefusal::Expired));
}

#[test]
fn every_single_flipped_character_is_refused() {
    let (forge, verifier) = forge();
    for (at, token) in forge.flipped().enumerate() {
        assert!(verifier.verify(&token, now()).is_err(), "character {at}");
    }
}
