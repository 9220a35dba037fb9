//! A local superuser's role within KLE numbers: as an administrator gives it and as claims do.
#![allow(clippy::unwrap_used)]

mod world;

use identity::{ClaimMap, DemoPerson, Provider, Settings, Unit, operate};
use proto::identity::v1 as wire;
use proto::identity::v1::administration_client::AdministrationClient;
use proto::identity::v1::change_person_request::Change;
use proto::identity::v1::change_person_response::Outcome;
use serde_json::{Value, json};
use tempfile::TempDir;
use token::{Audience, KeySet, Role, Subjects, Verifier};
use wire::begin_sign_in_request::Target;
use world::hostile::{Hostile, back};
use world::{RANDERS, REDIRECT, World, demo, settings, settings_at, with_token};

const LOCAL: &str = "http://os2autoproces.eu/roles/usersystemrole/local_superuser/1";
const SUPER: &str = "http://os2autoproces.eu/roles/usersystemrole/superuser/1";

async fn with_administrator(settings: Settings, folder: TempDir) -> World {
    let mut demo = demo();
    demo.people.push(DemoPerson {
        subject: "admin".to_owned(),
        name: "Anna Admin".to_owned(),
        email: "admin@randers.example".to_owned(),
        organisation: RANDERS.to_owned(),
        roles: vec![Role::Reader, Role::Administrator],
        units: vec!["care".to_owned()],
        job_functions: vec![],
    });
    let world = World::start_with(settings, demo, folder).await;
    let unit = |id: &str, parent: Option<&str>| Unit {
        id: id.to_owned(),
        name: id.to_owned(),
        parent: parent.map(str::to_owned),
    };
    let units = [unit("it", None), unit("robots", Some("it")), unit("care", None)];
    operate::load_units(&world.running.store, RANDERS, &units).await.unwrap();
    world
}

async fn on_sqlite() -> World {
    let folder = TempDir::new().unwrap();
    with_administrator(settings(&folder), folder).await
}

async fn change(
    world: &World,
    person: &str,
    change: Change,
) -> Result<wire::AdministeredPerson, String> {
    let address = format!("http://{}", world.running.grpc_address);
    let mut client = AdministrationClient::connect(address).await.unwrap();
    let token = world.identity_token(RANDERS, "admin").await;
    let asked = wire::ChangePersonRequest { person: person.to_owned(), change: Some(change) };
    let answer = client.change_person(with_token(asked, &token)).await.unwrap().into_inner();
    match answer.outcome.unwrap() {
        Outcome::Person(person) => Ok(person),
        Outcome::Refused(refused) => {
            let field = |field: &wire::RefusedField| format!(" {} {}", field.field, field.rule);
            let fields: String = refused.fields.iter().map(field).collect();
            Err(refused.code + &fields)
        }
    }
}

fn give(role: Role, units: &[&str], subjects: &[&str]) -> Change {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    let (units, subjects) = (owned(units), owned(subjects));
    Change::Give(wire::GiveRole { role: role.to_string(), units, subjects })
}

fn covered(kle: &[&str], units: &[&str]) -> Subjects {
    let kle = kle.iter().map(|number| number.parse().unwrap()).collect();
    Subjects { kle, units: units.iter().map(|&unit| unit.to_owned()).collect() }
}

/// What the session of somebody covers, as the registry is told.
async fn told(world: &World, session: &str) -> (Vec<String>, Vec<Subjects>) {
    let (person, tokens) = world.session(session).await.unwrap();
    let keys = world.identity.clone().key_set(wire::KeySetRequest {}).await.unwrap().into_inner();
    let keys = KeySet::from_json(&keys.jwks_json).unwrap();
    let token = &tokens.iter().find(|token| token.audience == "registry").unwrap().token;
    let verifier = Verifier::new(token::ISSUER, Audience::Registry, keys);
    let claims = verifier.verify(token, world.clock.now()).unwrap();
    let read = |one: &Subjects| wire::RoleLimit {
        kle: one.kle.iter().map(ToString::to_string).collect(),
        units: one.units.clone(),
    };
    let subjects: Vec<_> = claims.subjects.iter().map(read).collect();
    assert_eq!(person.subjects, subjects, "told as it is held");
    (claims.units, claims.subjects)
}

async fn given_by_number(world: World) {
    let session = world.sign_in(RANDERS, "karen").await;
    let karen = world.session(&session).await.unwrap().0.id;
    let numbers = ["27.69.*", "05.01", "27.69.40"];
    let given = change(&world, &karen, give(Role::LocalSuperuser, &[], &numbers)).await.unwrap();
    assert_eq!(given.given_roles[0].subjects, ["05.01", "27.69"], "once each, and none in another");
    let (units, subjects) = told(&world, &session).await;
    assert_eq!(units, [""; 0], "no department, and not those of claims");
    assert_eq!(subjects, [covered(&["05.01", "27.69"], &[])], "in the same session");

    let both = give(Role::LocalSuperuser, &["it"], &["27"]);
    change(&world, &karen, both).await.unwrap();
    let (units, subjects) = told(&world, &session).await;
    assert_eq!(units, [""; 0], "both hold, so no department is covered whole");
    assert_eq!(subjects, [covered(&["27"], &["it", "robots"])]);

    let many: Vec<String> = (0..51).map(|number| format!("{number:02}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (change_asked, refused) in [
        (give(Role::Superuser, &[], &["27"]), "role_without_subjects"),
        (give(Role::Contributor, &["it"], &["27"]), "role_without_subjects"),
        (give(Role::Operator, &[], &["27"]), "role_of_platform"),
        (give(Role::LocalSuperuser, &[], &[]), "invalid_fields units required"),
        (give(Role::LocalSuperuser, &[], &["27", "27.6"]), "invalid_fields subjects[1] malformed"),
        (give(Role::LocalSuperuser, &["it"], &["*"]), "invalid_fields subjects[0] malformed"),
        (give(Role::LocalSuperuser, &["nowhere"], &["27"]), "invalid_fields units malformed"),
        (give(Role::LocalSuperuser, &[], &many), "invalid_fields subjects too_many"),
    ] {
        assert_eq!(change(&world, &karen, change_asked).await.unwrap_err(), refused);
    }
    assert_eq!(told(&world, &session).await.1, [covered(&["27"], &["it", "robots"])]);

    change(&world, &karen, give(Role::LocalSuperuser, &["care"], &[])).await.unwrap();
    assert_eq!(told(&world, &session).await, (vec!["care".to_owned()], vec![]));
    change(&world, &karen, Change::Take("local_superuser".to_owned())).await.unwrap();
    assert_eq!(told(&world, &session).await, (vec![], vec![]));
}

#[tokio::test]
async fn a_role_is_given_within_numbers_departments_or_both() {
    given_by_number(on_sqlite().await).await;
}

#[tokio::test]
async fn and_so_on_postgresql() {
    let database = postgres::database().await;
    let settings = settings_at(database.url());
    given_by_number(with_administrator(settings, TempDir::new().unwrap()).await).await;
}

/// Somebody signs in at a provider that says this besides. Gives their session.
async fn signed_in(world: &World, hostile: &Hostile, more: Value) -> String {
    let target = Target::Provider("theirs".to_owned());
    let begun = world.begin_at(target, "/", REDIRECT).await.unwrap();
    hostile.says(&begun, world.clock.now().timestamp(), &more);
    world.complete(&back(&begun), &begun.binding).await.unwrap().session
}

fn group(limits: &Value, privilege: &str) -> Value {
    json!({"cvr": RANDERS, "c": limits, "p": [privilege]})
}

#[tokio::test]
async fn numbers_of_claims_count_at_each_sign_in_and_stand_apart_from_those_given_here() {
    let (world, hostile) = (on_sqlite().await, Hostile::start());
    let provider = Provider { claim_map: ClaimMap::default(), ..hostile.row("theirs", RANDERS) };
    operate::save_provider(&world.running.store, &provider).await.unwrap();
    let claims = json!({
        "units": ["care"],
        "privilege": [
            group(&json!([{"urn:dk:kombit:KLE": "27.69.*,54"}]), SUPER),
            group(&json!([{"urn:dk:kombit:KLE": "05", "urn:dk:kombit:orgUnit": "it"}]), LOCAL),
        ],
    });
    let session = signed_in(&world, &hostile, claims.clone()).await;
    let (units, subjects) = told(&world, &session).await;
    assert_eq!(units, [""; 0], "the department that claims name is no limit of a job function");
    let both = covered(&["05"], &["it", "robots"]);
    assert_eq!(subjects, [covered(&["27.69", "54"], &[]), both.clone()]);

    let (person, _) = world.session(&session).await.unwrap();
    assert_eq!(person.roles, ["reader", "local_superuser"]);
    let given = change(&world, &person.id, give(Role::LocalSuperuser, &[], &["88"])).await;
    let listed = given.unwrap();
    let numbers = |covered: &wire::RoleLimit| (covered.kle.clone(), covered.units.clone());
    let told_of: Vec<_> = listed.claimed_limits.iter().map(numbers).collect();
    let words = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let of_claims = [(words(&["27.69", "54"]), words(&[])), (words(&["05"]), words(&["it"]))];
    assert_eq!(told_of, of_claims, "as claims said it, without the parts");
    assert_eq!(listed.given_roles[0].subjects, ["88"]);
    let subjects = told(&world, &session).await.1;
    let all = [covered(&["88"], &[]), covered(&["27.69", "54"], &[]), both];
    assert_eq!(subjects, all, "they add up");

    let nothing = json!({"units": ["care"], "privilege": [
        group(&json!([{"urn:dk:kombit:KLE": "27.6*"}]), SUPER),
    ]});
    let again = signed_in(&world, &hostile, nothing).await;
    let (units, subjects) = told(&world, &again).await;
    assert_eq!((units, subjects), (vec![], vec![covered(&["88"], &[])]));
    assert_eq!(told(&world, &session).await.1, [covered(&["88"], &[])], "in older sessions too");

    let bare = json!({"units": ["care"], "privilege": [group(&json!([]), LOCAL)]});
    let again = signed_in(&world, &hostile, bare).await;
    assert_eq!(told(&world, &again).await.0, ["care"], "a job function without a limit");
}
