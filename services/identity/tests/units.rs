//! Departments: a local superuser holds theirs with all parts, and nobody is told another's.
#![allow(clippy::unwrap_used)]

mod world;

use identity::operate::{self, OperateError};
use identity::{DemoPerson, Unit};
use proto::identity::v1 as wire;
use tempfile::TempDir;
use token::{Audience, KeySet, Role, Verifier};
use world::{RANDERS, SYDDJURS, World, demo, settings, settings_at, with_token};

fn unit(id: &str, parent: Option<&str>) -> Unit {
    Unit { id: id.to_owned(), name: format!("Afdeling {id}"), parent: parent.map(str::to_owned) }
}

fn tree() -> Vec<Unit> {
    vec![unit("it", None), unit("robots", Some("it")), unit("service", Some("robots"))]
}

/// The world with somebody who is a local superuser of a department, and somebody who is none.
async fn with_local_superuser(settings: identity::Settings, folder: TempDir) -> World {
    let mut demo = demo();
    let person = |subject: &str, role| DemoPerson {
        subject: subject.to_owned(),
        name: "Lone Lokal".to_owned(),
        email: String::new(),
        organisation: RANDERS.to_owned(),
        roles: vec![Role::Reader, role],
        units: vec!["it".to_owned()],
        job_functions: vec![],
    };
    demo.people.push(person("lone", Role::LocalSuperuser));
    demo.people.push(person("poul", Role::Contributor));
    World::start_with(settings, demo, folder).await
}

async fn units_of(world: &World, subject: &str) -> Vec<String> {
    let session = world.sign_in(RANDERS, subject).await;
    let (person, tokens) = world.session(&session).await.unwrap();
    let keys = world.identity.clone().key_set(wire::KeySetRequest {}).await.unwrap().into_inner();
    let keys = KeySet::from_json(&keys.jwks_json).unwrap();
    let token = &tokens.iter().find(|token| token.audience == "registry").unwrap().token;
    let verifier = Verifier::new(token::ISSUER, Audience::Registry, keys);
    let claims = verifier.verify(token, world.clock.now()).unwrap();
    assert_eq!(claims.units, person.units, "told as it is held");
    claims.units
}

async fn listed(world: &World, organisation: &str, subject: &str) -> Vec<String> {
    let token = world.identity_token(organisation, subject).await;
    let asked = with_token(wire::UnitsRequest {}, &token);
    let answer = world.identity.clone().units(asked).await.unwrap().into_inner();
    answer.units.into_iter().map(|unit| unit.id).collect()
}

async fn departments(world: World) {
    let store = &world.running.store;
    assert_eq!(units_of(&world, "lone").await, ["it"]);
    assert_eq!(operate::load_units(store, RANDERS, &tree()).await.unwrap(), 3);
    assert_eq!(units_of(&world, "lone").await, ["it", "robots", "service"]);
    assert_eq!(units_of(&world, "poul").await, [""; 0], "whose departments count for nothing");

    assert_eq!(listed(&world, RANDERS, "karen").await, ["it", "robots", "service"]);
    assert_eq!(listed(&world, SYDDJURS, "jonas").await, [""; 0]);
    let nobody = world.identity.clone().units(wire::UnitsRequest {}).await.unwrap_err();
    assert_eq!(nobody.code(), tonic::Code::Unauthenticated);

    let circle = [unit("a", Some("b")), unit("b", Some("a"))];
    let refused = operate::load_units(store, RANDERS, &circle).await.unwrap_err();
    assert!(matches!(refused, OperateError::InvalidUnit { .. }), "{refused}");
    let unknown = operate::load_units(store, "10000009", &tree()).await.unwrap_err();
    assert!(matches!(unknown, OperateError::UnknownOrganisation(_)));
    assert_eq!(units_of(&world, "lone").await.len(), 3, "what was refused changed nothing");
    operate::load_units(store, RANDERS, &tree()[..1]).await.unwrap();
    assert_eq!(units_of(&world, "lone").await, ["it"]);
}

#[tokio::test]
async fn a_local_superuser_holds_the_parts_of_their_departments_too() {
    let folder = TempDir::new().unwrap();
    departments(with_local_superuser(settings(&folder), folder).await).await;
}

#[tokio::test]
async fn and_so_on_postgresql() {
    let database = postgres::database().await;
    let settings = settings_at(database.url());
    departments(with_local_superuser(settings, TempDir::new().unwrap()).await).await;
}

/// As many as a token names, each as long as a UUID, fit into a call.
#[tokio::test]
async fn a_token_with_all_departments_that_it_may_name_is_taken() {
    let folder = TempDir::new().unwrap();
    let world = with_local_superuser(settings(&folder), folder).await;
    let of = |n: u128| uuid::Uuid::from_u128(n).to_string();
    let mut many: Vec<Unit> = (1..=1_500).map(|n| unit(&of(n), Some("it"))).collect();
    many.push(unit("it", None));
    operate::load_units(&world.running.store, RANDERS, &many).await.unwrap();
    assert_eq!(units_of(&world, "lone").await.len(), 1_000);
    assert_eq!(listed(&world, RANDERS, "lone").await.len(), 1_501);
}
