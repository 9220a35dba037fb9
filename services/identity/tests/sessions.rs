//! Sessions, the people behind them, and who may ask about whom.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::operate::{self, OperateError};
use proto::identity::v1 as wire;
use token::{Audience, KeySet, Role, Verifier};
use tonic::Code;
use wire::SignInRefusal as Refusal;
use world::{KL, RANDERS, SYDDJURS, World, with_token};

#[tokio::test]
async fn a_session_that_is_not_used_ends_after_an_hour() {
    let world = World::start().await;
    let session = world.sign_in(RANDERS, "karen").await;

    world.clock.advance(TimeDelta::minutes(59));
    assert!(world.session(&session).await.is_some(), "and this counts as use");
    world.clock.advance(TimeDelta::minutes(59));
    assert!(world.session(&session).await.is_some());
    world.clock.advance(TimeDelta::minutes(60));
    assert!(world.session(&session).await.is_none());

    world.clock.advance(TimeDelta::minutes(-30));
    assert!(world.session(&session).await.is_none(), "what is over stays over");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_much_it_is_used() {
    let world = World::start().await;
    let session = world.sign_in(RANDERS, "karen").await;
    for _ in 0..23 {
        world.clock.advance(TimeDelta::minutes(31));
        assert!(world.session(&session).await.is_some());
    }
    let (_, tokens) = world.session(&session).await.unwrap();
    assert_eq!(tokens[0].expires_at - world.clock.now().timestamp(), 300);

    world.clock.advance(TimeDelta::minutes(5));
    let (_, tokens) = world.session(&session).await.unwrap();
    let left = tokens[0].expires_at - world.clock.now().timestamp();
    assert_eq!(left, 120, "a token does not outlive its session");
    world.clock.advance(TimeDelta::minutes(2));
    assert!(world.session(&session).await.is_none());
}

#[tokio::test]
async fn signing_out_ends_one_session_and_not_the_others() {
    let world = World::start().await;
    let (here, there) =
        (world.sign_in(RANDERS, "karen").await, world.sign_in(RANDERS, "karen").await);

    for session in [here.clone(), here.clone(), "unknown".to_owned()] {
        world
            .identity
            .clone()
            .sign_out(wire::SignOutRequest { session, ..Default::default() })
            .await
            .unwrap();
    }

    assert!(world.session(&here).await.is_none());
    assert!(world.session(&there).await.is_some());
    assert_eq!(world.last_audit().await.0, "signed_out");
}

#[tokio::test]
async fn a_guessed_or_empty_session_is_nobody_s() {
    let world = World::start().await;
    world.sign_in(RANDERS, "karen").await;
    for session in ["", "guess", &"x".repeat(5000), "' or '1'='1"] {
        assert!(world.session(session).await.is_none(), "{session}");
    }
}

#[tokio::test]
async fn a_disabled_person_is_out_at_once_and_stays_out() {
    let world = World::start().await;
    let session = world.sign_in(RANDERS, "karen").await;
    let id = world.session(&session).await.unwrap().0.id.parse().unwrap();

    assert!(operate::disable_person(&world.running.store, id).await.unwrap());

    assert!(world.session(&session).await.is_none());
    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;
    let refused = world.complete(&back, &begun.binding).await;
    assert_eq!(refused.unwrap_err(), Refusal::PersonDisabled);
}

#[tokio::test]
async fn names_are_told_within_the_organisation_only() {
    let world = World::start().await;
    let mut identity = world.identity.clone();
    let mut ids = Vec::new();
    for (organisation, subject) in [(RANDERS, "karen"), (RANDERS, "birthe"), (SYDDJURS, "jonas")] {
        let session = world.sign_in(organisation, subject).await;
        ids.push(world.session(&session).await.unwrap().0.id);
    }
    let token = world.identity_token(RANDERS, "karen").await;

    let request = with_token(wire::PeopleRequest { ids: ids.clone() }, &token);
    let told = identity.people(request).await.unwrap().into_inner().people;
    let request = with_token(wire::PersonOrganisationRequest { ids: ids.clone() }, &token);
    let placed = identity.person_organisation(request).await.unwrap().into_inner().people;

    let names: Vec<&str> = told.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Karen Ærø", "Birthe Vester"]);
    assert!(placed.iter().all(|person| person.organisation == RANDERS));
    assert_eq!(placed.len(), 2);

    for (query, found) in
        [("ÆRØ", 1), ("vester", 1), ("randers", 0), ("elkjær", 0), ("%%", 0), ("__", 0)]
    {
        let request = with_token(wire::FindPeopleRequest { query: query.to_owned() }, &token);
        let people = identity.find_people(request).await.unwrap().into_inner().people;
        assert_eq!(people.len(), found, "{query}");
    }
}

#[tokio::test]
async fn a_job_may_ask_which_organisation_anybody_belongs_to() {
    let world = World::start().await;
    let session = world.sign_in(SYDDJURS, "jonas").await;
    let id = world.session(&session).await.unwrap().0.id;
    let store = &world.running.store;
    let token =
        operate::issue_job_token(store, RANDERS, "notices", &[Role::Reader], Audience::Identity)
            .await
            .unwrap();

    let request = with_token(wire::PersonOrganisationRequest { ids: vec![id] }, &token);
    let placed = world.identity.clone().person_organisation(request).await.unwrap().into_inner();

    assert_eq!(placed.people[0].organisation, SYDDJURS);
    let unknown = operate::issue_job_token(store, "12345678", "x", &[], Audience::Identity).await;
    assert!(matches!(unknown, Err(OperateError::UnknownOrganisation(_))));
}

#[tokio::test]
async fn without_a_token_for_identity_nothing_is_told_of_people() {
    let world = World::start().await;
    let mut identity = world.identity.clone();
    let session = world.sign_in(RANDERS, "karen").await;
    let (person, tokens) = world.session(&session).await.unwrap();
    let for_registry = tokens.into_iter().find(|t| t.audience == "registry").unwrap().token;
    let ask = wire::PeopleRequest { ids: vec![person.id] };

    let bare = identity.people(ask.clone()).await.unwrap_err();
    assert_eq!(bare.code(), Code::Unauthenticated);
    for token in [for_registry.as_str(), "", "x.y.z"] {
        let refused = identity.people(with_token(ask.clone(), token)).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unauthenticated, "{token}");
        assert_eq!(refused.message(), bare.message());
    }
    let token = world.identity_token(RANDERS, "karen").await;
    world.clock.advance(TimeDelta::seconds(330));
    let old = identity.people(with_token(ask, &token)).await.unwrap_err();
    assert_eq!(old.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn questions_out_of_bounds_are_refused_with_the_field() {
    let world = World::start().await;
    let mut identity = world.identity.clone();
    let token = world.identity_token(RANDERS, "karen").await;
    for ids in [vec!["no uuid".to_owned()], vec![uuid::Uuid::nil().to_string(); 201]] {
        let refused = identity.people(with_token(wire::PeopleRequest { ids }, &token)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
        assert!(refused.message().starts_with("ids"));
    }
    for query in ["", "a", &"x".repeat(101)] {
        let request = with_token(wire::FindPeopleRequest { query: query.to_owned() }, &token);
        assert_eq!(identity.find_people(request).await.unwrap_err().code(), Code::InvalidArgument);
    }
    let request = wire::SessionRequest {
        session: world.sign_in(RANDERS, "karen").await,
        audiences: vec!["everything".to_owned()],
        ..Default::default()
    };
    assert_eq!(identity.session(request).await.unwrap_err().code(), Code::InvalidArgument);
}

#[tokio::test]
async fn after_a_key_change_tokens_of_the_key_before_stay_good() {
    let world = World::start().await;
    let store = &world.running.store;
    let sign = || operate::issue_job_token(store, KL, "statistics", &[], Audience::Registry);
    let before = sign().await.unwrap();

    operate::rotate_signing_key(store, false).await.unwrap();
    let after = sign().await.unwrap();
    let second = World::start_with(world::settings(&world.folder), world::demo(), tempfile()).await;
    let published = second.identity.clone().key_set(wire::KeySetRequest {}).await.unwrap();

    let keys = KeySet::from_json(&published.into_inner().jwks_json).unwrap();
    let verifier = Verifier::new(token::ISSUER, Audience::Registry, keys);
    for token in [before, after] {
        assert!(verifier.verify(&token, world.clock.now()).is_ok());
    }
}

fn tempfile() -> tempfile::TempDir {
    tempfile::TempDir::new().unwrap()
}
