//! What an administrator does for their own organisation, and cannot do for another.
#![allow(clippy::unwrap_used)]

mod world;

use identity::{DemoPerson, Settings, Unit, operate};
use proto::identity::v1 as wire;
use proto::identity::v1::administration_client::AdministrationClient;
use proto::identity::v1::change_person_request::Change;
use tempfile::TempDir;
use token::Role;
use tonic::Code;
use tonic::transport::Channel;
use wire::SignInRefusal as Refusal;
use world::{KL, RANDERS, SYDDJURS, World, demo, settings, settings_at, with_token};

/// The world with administrators of two municipalities, and one of an association with an operator.
async fn with_administrators(settings: Settings, folder: TempDir) -> World {
    let mut demo = demo();
    let mut person = |subject: &str, organisation: &str, roles: &[Role]| {
        demo.people.push(DemoPerson {
            subject: subject.to_owned(),
            name: format!("Anna {subject}"),
            email: format!("{subject}@{organisation}.example"),
            organisation: organisation.to_owned(),
            roles: roles.to_vec(),
            units: vec!["care".to_owned()],
            job_functions: vec![],
        });
    };
    person("admin", RANDERS, &[Role::Reader, Role::Administrator]);
    person("admin-s", SYDDJURS, &[Role::Reader, Role::Administrator]);
    person("admin-kl", KL, &[Role::Reader, Role::Administrator]);
    person("signe", KL, &[Role::Reader, Role::Operator]);
    let world = World::start_with(settings, demo, folder).await;
    let unit = Unit { id: "it".to_owned(), name: "IT".to_owned(), parent: None };
    operate::load_units(&world.running.store, RANDERS, &[unit]).await.unwrap();
    world
}

async fn on_sqlite() -> World {
    let folder = TempDir::new().unwrap();
    with_administrators(settings(&folder), folder).await
}

async fn client(world: &World) -> AdministrationClient<Channel> {
    let address = format!("http://{}", world.running.grpc_address);
    AdministrationClient::connect(address).await.unwrap()
}

/// Who administers, with what to ask by.
struct Desk {
    client: AdministrationClient<Channel>,
    token: String,
}

impl Desk {
    async fn of(world: &World, organisation: &str, subject: &str) -> Self {
        let token = world.identity_token(organisation, subject).await;
        Self { client: client(world).await, token }
    }

    async fn people(&self, asked: wire::AllPeopleRequest) -> wire::AllPeopleResponse {
        let request = with_token(asked, &self.token);
        self.client.clone().all_people(request).await.unwrap().into_inner()
    }

    async fn change(
        &self,
        person: &str,
        change: Change,
    ) -> Result<wire::AdministeredPerson, String> {
        use wire::change_person_response::Outcome;
        let asked = wire::ChangePersonRequest { person: person.to_owned(), change: Some(change) };
        let request = with_token(asked, &self.token);
        let answer = self.client.clone().change_person(request).await.unwrap().into_inner();
        match answer.outcome.unwrap() {
            Outcome::Person(person) => Ok(person),
            Outcome::Refused(refused) => Err(told(&refused)),
        }
    }

    async fn log(&self, installation: bool) -> Vec<wire::AuditEntry> {
        let asked = wire::AuditLogRequest { installation, first: 100, ..Default::default() };
        let request = with_token(asked, &self.token);
        self.client.clone().audit_log(request).await.unwrap().into_inner().entries
    }
}

fn told(refused: &wire::Refused) -> String {
    let field = refused.fields.first().map(|field| format!(" {} {}", field.field, field.rule));
    refused.code.clone() + &field.unwrap_or_default()
}

fn all() -> wire::AllPeopleRequest {
    wire::AllPeopleRequest { first: 100, ..Default::default() }
}

fn give(role: Role, units: &[&str]) -> Change {
    let units = units.iter().map(|unit| (*unit).to_owned()).collect();
    let subjects = vec![];
    Change::Give(wire::GiveRole { role: role.to_string(), units, subjects })
}

async fn roles_and_states(world: World) {
    let session = world.sign_in(RANDERS, "karen").await;
    let karen = world.session(&session).await.unwrap().0.id;
    let desk = Desk::of(&world, RANDERS, "admin").await;

    let given = desk.change(&karen, give(Role::Superuser, &[])).await.unwrap();
    assert_eq!(given.claimed_roles, ["reader", "contributor"]);
    assert_eq!(given.given_roles[0].role, "superuser");
    let (person, _) = world.session(&session).await.unwrap();
    assert_eq!(person.roles, ["reader", "contributor", "superuser"], "in the same session");
    let again = world.sign_in(RANDERS, "karen").await;
    let (person, _) = world.session(&again).await.unwrap();
    assert_eq!(person.roles.len(), 3, "what is given stays, whatever claims say");

    let with = |role: Role| wire::AllPeopleRequest { role: role.to_string(), ..all() };
    assert_eq!(desk.people(with(Role::Superuser)).await.total, 1);
    assert_eq!(desk.people(with(Role::Reader)).await.total, 2);
    let claimed = desk.change(&karen, Change::Take("contributor".to_owned())).await;
    assert_eq!(claimed.unwrap_err(), "role_not_given", "the provider gave it");
    desk.change(&karen, Change::Take("superuser".to_owned())).await.unwrap();
    assert_eq!(world.session(&session).await.unwrap().0.roles, ["reader", "contributor"]);

    for (change, refused) in [
        (give(Role::Operator, &[]), "role_of_platform"),
        (give(Role::LocalSuperuser, &[]), "invalid_fields units required"),
        (give(Role::LocalSuperuser, &["nowhere"]), "invalid_fields units malformed"),
        (give(Role::Superuser, &["it"]), "invalid_fields units not_allowed"),
    ] {
        assert_eq!(desk.change(&karen, change).await.unwrap_err(), refused);
    }
    desk.change(&karen, give(Role::LocalSuperuser, &["it"])).await.unwrap();
    assert_eq!(world.session(&session).await.unwrap().0.units, ["it"]);

    desk.change(&karen, Change::Active(false)).await.unwrap();
    assert!(world.session(&session).await.is_none() && world.session(&again).await.is_none());
    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;
    let refused = world.complete(&back, &begun.binding).await.unwrap_err();
    assert_eq!(refused, Refusal::PersonDisabled);
    let out = wire::AllPeopleRequest { active: Some(false), ..all() };
    assert_eq!(desk.people(out).await.people[0].id, karen);
    desk.change(&karen, Change::Active(true)).await.unwrap();
    world.sign_in(RANDERS, "karen").await;

    let log = desk.log(false).await;
    let kinds: Vec<&str> = log.iter().rev().map(|entry| entry.kind.as_str()).collect();
    for kind in ["signed_in", "role_given", "role_taken", "person_changed", "sign_in_refused"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let taken = log.iter().find(|entry| entry.kind == "role_taken").unwrap();
    assert_eq!((taken.person.as_str(), taken.detail.as_str()), (karen.as_str(), "superuser"));
    assert!(!taken.by.is_empty());
    assert_eq!(
        log.iter().filter(|entry| entry.kind == "role_given").count(),
        2,
        "no refusal is one"
    );
}

#[tokio::test]
async fn roles_are_given_beside_those_of_claims_and_whoever_is_disabled_is_out() {
    roles_and_states(on_sqlite().await).await;
}

#[tokio::test]
async fn and_so_on_postgresql() {
    let database = postgres::database().await;
    let settings = settings_at(database.url());
    roles_and_states(with_administrators(settings, TempDir::new().unwrap()).await).await;
}

#[tokio::test]
async fn an_administrator_reaches_nobody_elsewhere_and_keeps_themselves() {
    let world = on_sqlite().await;
    let session = world.sign_in(SYDDJURS, "jonas").await;
    let jonas = world.session(&session).await.unwrap().0.id;
    let desk = Desk::of(&world, RANDERS, "admin").await;
    let foreign = desk.change(&jonas, Change::Active(false)).await.unwrap_err();
    let unknown = uuid::Uuid::nil().to_string();
    let missing = desk.change(&unknown, Change::Active(false)).await.unwrap_err();
    assert_eq!((foreign.as_str(), missing.as_str()), ("account_unknown", "account_unknown"));
    assert!(world.session(&session).await.is_some());
    let one = wire::AllPeopleRequest { id: jonas.clone(), ..all() };
    assert_eq!(desk.people(one).await.total, 0);
    assert!(desk.people(all()).await.people.iter().all(|person| person.id != jonas));
    let about = wire::AuditLogRequest { person: jonas, first: 10, ..Default::default() };
    let told = desk.client.clone().audit_log(with_token(about, &desk.token)).await.unwrap();
    assert_eq!(told.into_inner().entries, []);

    let myself = desk.people(wire::AllPeopleRequest { query: "ADMIN".to_owned(), ..all() }).await;
    let myself = myself.people[0].id.clone();
    for change in [Change::Active(false), Change::Take("administrator".to_owned())] {
        assert_eq!(desk.change(&myself, change).await.unwrap_err(), "own_rights");
    }
}

#[tokio::test]
async fn without_the_role_nothing_is_told_and_nothing_done() {
    let world = on_sqlite().await;
    let desk = Desk::of(&world, RANDERS, "birthe").await;
    let session = world.sign_in(RANDERS, "karen").await;
    let karen = world.session(&session).await.unwrap().0.id;
    let refused = desk.change(&karen, Change::Active(false)).await.unwrap_err();
    assert_eq!(refused, "not_administrator");
    let mut client = desk.client.clone();
    let people = client.all_people(with_token(all(), &desk.token)).await.unwrap_err();
    assert_eq!(people.code(), Code::PermissionDenied);
    let log = wire::AuditLogRequest { first: 1, ..Default::default() };
    let log = client.audit_log(with_token(log, &desk.token)).await.unwrap_err();
    assert_eq!(log.code(), Code::PermissionDenied);
    let providers =
        client.providers(with_token(wire::ProvidersRequest::default(), &desk.token)).await;
    assert_eq!(providers.unwrap_err().code(), Code::PermissionDenied);
    let bare = client.providers(wire::ProvidersRequest::default()).await.unwrap_err();
    assert_eq!(bare.code(), Code::Unauthenticated);
    // The installation's own log is the operator's, and no administrator's.
    let admin = Desk::of(&world, RANDERS, "admin").await;
    let log = wire::AuditLogRequest { installation: true, first: 1, ..Default::default() };
    let log = client.audit_log(with_token(log, &admin.token)).await.unwrap_err();
    assert_eq!(log.code(), Code::PermissionDenied);
    let operator = Desk::of(&world, KL, "signe").await;
    assert!(operator.log(true).await.iter().any(|entry| entry.kind == "key_made"));
}

#[tokio::test]
async fn people_are_listed_a_page_at_a_time() {
    let world = on_sqlite().await;
    for subject in ["karen", "birthe"] {
        world.sign_in(RANDERS, subject).await;
    }
    let desk = Desk::of(&world, RANDERS, "admin").await;
    let (mut after, mut names) = (String::new(), Vec::new());
    loop {
        let page = desk.people(wire::AllPeopleRequest { first: 1, after, ..all() }).await;
        assert_eq!(page.total, 3);
        names.extend(page.people.iter().map(|person| person.name.clone()));
        after = page.next;
        if after.is_empty() {
            break;
        }
    }
    assert_eq!(names, ["Anna admin", "Birthe Vester", "Karen Ærø"]);
    let odd = wire::AllPeopleRequest { after: "?".to_owned(), ..all() };
    let refused = desk.client.clone().all_people(with_token(odd, &desk.token)).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
}

/// On either store, for the lock is a column of its own.
async fn locks(world: World) {
    let back_in = world.sign_in(RANDERS, "karen").await;
    let karen = world.session(&back_in).await.unwrap().0.id;
    let desk = Desk::of(&world, RANDERS, "admin").await;
    let (store, id) = (&world.running.store, karen.parse().unwrap());
    operate::disable_person(store, id).await.unwrap();
    assert!(world.session(&back_in).await.is_none());
    let lifted = desk.change(&karen, Change::Active(true)).await;
    assert_eq!(lifted.unwrap_err(), "not_operator", "what an operator locked stays locked");
    let out = wire::AllPeopleRequest { active: Some(false), ..all() };
    assert_eq!(desk.people(out).await.people[0].id, karen);
    operate::enable_person(store, id).await.unwrap();
    operate::give_role(store, id, Role::Coordinator, &[], &[]).await.unwrap();
    let out = desk.change(&karen, Change::Active(false)).await;
    assert_eq!(out.unwrap_err(), "role_of_platform", "nor is who works for all locked out by one");
    operate::take_role(store, id, Role::Coordinator).await.unwrap();
    world.sign_in(RANDERS, "karen").await;
}

/// Were the log written after the change, what is cut off in between would be in no log.
#[tokio::test]
async fn what_cannot_be_written_down_is_not_done() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("identity.db");
    let world = with_administrators(settings(&folder), folder).await;
    let session = world.sign_in(RANDERS, "karen").await;
    let karen = world.session(&session).await.unwrap().0.id;
    let desk = Desk::of(&world, RANDERS, "admin").await;
    let full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END";
    let by_hand = sea_orm::Database::connect(format!("sqlite://{}", path.display())).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&by_hand, full).await.unwrap();
    for change in [give(Role::Superuser, &[]), Change::Active(false)] {
        let asked = wire::ChangePersonRequest { person: karen.clone(), change: Some(change) };
        let failed = desk.client.clone().change_person(with_token(asked, &desk.token)).await;
        assert_eq!(failed.unwrap_err().code(), Code::Unavailable);
    }
    let (person, _) = world.session(&session).await.unwrap();
    assert_eq!(person.roles, ["reader", "contributor"]);
}

#[tokio::test]
async fn what_an_operator_locks_no_administrator_opens() {
    locks(on_sqlite().await).await;
}

#[tokio::test]
async fn nor_on_postgresql() {
    let database = postgres::database().await;
    let settings = settings_at(database.url());
    locks(with_administrators(settings, TempDir::new().unwrap()).await).await;
}
