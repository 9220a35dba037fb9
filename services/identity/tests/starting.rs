//! What must hold when the service starts: modes, stores, and starting again.
#![allow(clippy::unwrap_used)]

mod world;

use std::os::unix::fs::PermissionsExt;

use identity::operate::{self, OperateError};
use identity::{DemoData, DemoRefused, Mode, Organisation, StartError, Store, StoreError};
use platform::Shutdown;
use platform::clock::Clock;
use proto::identity::v1 as wire;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use world::hostile::Hostile;
use world::{BALLERUP, RANDERS, REDIRECT, World, demo, settings};

#[tokio::test]
async fn production_does_not_reach_the_demo_even_in_a_store_of_the_demo() {
    let demo_world = World::start().await;
    let mut production = settings(&demo_world.folder);
    production.mode = Mode::Production;
    production.demo = None;
    let hostile = Hostile::start();
    let row = hostile.row("plain", BALLERUP);
    operate::save_provider(&demo_world.running.store, &row).await.unwrap();

    let folder = TempDir::new().unwrap();
    let world = World::start_with(production, DemoData::default(), folder).await;

    assert_eq!(world.running.demo_provider_address, None);
    assert_eq!(world.try_begin(RANDERS, "/").await.err(), Some(Refusal::NoProvider));
    let by_id = Target::Provider(format!("demo-{RANDERS}"));
    assert_eq!(world.begin_at(by_id, "/", REDIRECT).await.err(), Some(Refusal::NoProvider));
    let without_tls = world.try_begin(BALLERUP, "/").await.err();
    assert_eq!(without_tls, Some(Refusal::ProviderUnavailable));
    let everything = wire::SignInOptionsRequest::default();
    let options = world.identity.clone().sign_in_options(everything).await.unwrap().into_inner();
    assert_eq!(options.options, []);
}

#[tokio::test]
async fn production_with_demo_people_does_not_start() {
    let folder = TempDir::new().unwrap();
    let mut production = settings(&folder);
    production.mode = Mode::Production;
    production.demo = None;
    let refused = identity::start(production, demo(), Shutdown::new()).await;
    assert!(matches!(refused, Err(StartError::Demo(DemoRefused::NotInDemoMode))));
}

#[tokio::test]
async fn a_second_start_finds_the_same_people_although_the_demo_has_moved() {
    let world = World::start().await;
    let session = world.sign_in(RANDERS, "karen").await;
    let before = world.session(&session).await.unwrap().0.id;
    let issuer = world.running.demo_provider_address;
    let folder = world.stop();

    let settings = settings(&folder);
    let world = World::start_with(settings, demo(), folder).await;

    assert_ne!(world.running.demo_provider_address, issuer);
    assert_eq!(world.session(&session).await.unwrap().0.id, before, "the session lives on");
    let again = world.sign_in(RANDERS, "karen").await;
    assert_eq!(world.session(&again).await.unwrap().0.id, before);
}

#[tokio::test]
async fn organisations_are_loaded_all_or_none_and_twice_is_once() {
    let world = World::start().await;
    let store = &world.running.store;
    let before = operate::organisations(store).await.unwrap();
    let renamed = Organisation { name: "Randers Ny Kommune".to_owned(), ..before[0].clone() };
    let mut broken = renamed.clone();
    broken.cvr = "2918".to_owned();

    let refused = operate::load_organisations(store, &[renamed.clone(), broken]).await;
    assert!(matches!(refused, Err(OperateError::InvalidOrganisation { field: "cvr", .. })));
    let unknown = Organisation { members: vec!["10103940".to_owned()], ..renamed.clone() };
    let refused = operate::load_organisations(store, &[unknown]).await;
    assert!(matches!(refused, Err(OperateError::InvalidOrganisation { field: "members", .. })));
    assert_eq!(operate::organisations(store).await.unwrap(), before);

    for _ in 0..2 {
        operate::load_organisations(store, std::slice::from_ref(&renamed)).await.unwrap();
    }
    let listed = world.identity.clone().list_organisations(wire::ListOrganisationsRequest {}).await;
    let listed = listed.unwrap().into_inner().organisations;
    assert_eq!(listed.len(), before.len());
    assert!(listed.iter().any(|organisation| organisation.name == "Randers Ny Kommune"));
}

#[tokio::test]
async fn the_store_is_readable_by_its_owner_only_and_holds_no_key_of_a_session() {
    let world = World::start().await;
    let session = world.sign_in(RANDERS, "karen").await;
    let path = world.folder.path().join("identity.db");

    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let folder = std::fs::read_dir(world.folder.path()).unwrap();
    for file in folder {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(session.len()).any(|window| window == session.as_bytes()));
    }
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let settings = settings(&folder);
    drop(Store::open(&settings.database, Clock::system()).await.unwrap());
    let db = Database::connect(settings.database.url.expose()).await.unwrap();
    db.execute_unprepared("INSERT INTO schema_version VALUES (99)").await.unwrap();

    let refused = Store::open(&settings.database, Clock::system()).await;

    assert!(matches!(refused, Err(StoreError::Newer { found: 99, .. })));
}

#[tokio::test]
async fn health_and_metrics_are_served_where_they_are_asked_for() {
    let folder = TempDir::new().unwrap();
    let mut settings = settings(&folder);
    settings.status_listen = Some(([127, 0, 0, 1], 0).into());
    let world = World::start_with(settings, demo(), folder).await;
    world.sign_in(RANDERS, "karen").await;
    let address = world.running.status_address.unwrap();

    let ready = reqwest::get(format!("http://{address}/readyz")).await.unwrap();
    assert_eq!(ready.status(), 200);
    let metrics = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    let metrics = metrics.text().await.unwrap();
    // Other tests may have signed in within the same process.
    assert!(metrics.contains("identity_sign_ins_total{outcome=\"signed_in\"} "), "{metrics}");
    assert!(!metrics.contains("Karen"));
}

#[tokio::test]
async fn an_organisation_that_ends_has_a_successor_that_there_is_and_no_loop() {
    let world = World::start().await;
    let store = &world.running.store;
    let all = operate::organisations(store).await.unwrap();
    let ends = |index: usize, to: &str, successor: &str| Organisation {
        valid_to: (!to.is_empty()).then(|| to.to_owned()),
        successor: Some(successor.to_owned()),
        ..all[index].clone()
    };
    let (first, second) = (all[0].cvr.clone(), all[1].cvr.clone());
    for wrong in [
        vec![ends(0, "", &second)],
        vec![ends(0, "31. december", &second)],
        vec![ends(0, "2026-12-31", "12345678")],
        vec![ends(0, "2026-12-31", &first)],
        vec![ends(0, "2026-12-31", &second), ends(1, "2026-12-31", &first)],
    ] {
        let refused = operate::load_organisations(store, &wrong).await;
        assert!(matches!(refused, Err(OperateError::InvalidOrganisation { .. })), "{wrong:?}");
    }
    operate::load_organisations(store, &[ends(0, "2026-12-31", &second)]).await.unwrap();
    let told = wire::ListOrganisationsRequest {};
    let told = world.identity.clone().list_organisations(told).await.unwrap().into_inner();
    let ended = told.organisations.iter().find(|one| one.cvr == first).unwrap();
    assert_eq!(ended.successor.as_deref(), Some(second.as_str()));
    assert_eq!(ended.valid_to.as_deref(), Some("2026-12-31"));
}
