//! What an organisation's own systems do to those who sign in.
#![allow(clippy::unwrap_used)]

mod world;

use identity::{DemoPerson, Unit, operate};
use proto::identity::v1 as wire;
use proto::identity::v1::administration_client::AdministrationClient;
use proto::identity::v1::clients_client::ClientsClient;
use proto::identity::v1::provisioning_client::ProvisioningClient;
use serde_json::{Value, json};
use tempfile::TempDir;
use token::Role;
use tonic::transport::Channel;
use wire::{MapGroupRefusal, ScimVerb, SignInRefusal};
use world::{RANDERS, SYDDJURS, World, demo, settings, settings_at, with_token};

struct Given {
    world: World,
    provisioning: ProvisioningClient<Channel>,
    gerda: String,
    client: String,
}

impl Given {
    async fn on(settings: identity::Settings, folder: TempDir) -> Self {
        let mut demo = demo();
        let person = |subject: &str, cvr: &str, role| DemoPerson {
            subject: subject.to_owned(),
            name: "Gerda Nørreskov".to_owned(),
            email: String::new(),
            organisation: cvr.to_owned(),
            roles: vec![Role::Reader, role],
            units: vec![],
            job_functions: vec![],
        };
        demo.people.push(person("gerda", RANDERS, Role::Administrator));
        demo.people.push(person("villy", SYDDJURS, Role::Administrator));
        demo.people.push(person("lone", RANDERS, Role::LocalSuperuser));
        let world = World::start_with(settings, demo, folder).await;
        let address = format!("http://{}", world.running.grpc_address);
        let provisioning = ProvisioningClient::connect(address).await.unwrap();
        let gerda = world.identity_token(RANDERS, "gerda").await;
        let client = client_of(&world, &gerda).await;
        Self { world, provisioning, gerda, client }
    }

    async fn on_sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        Self::on(settings(&folder), folder).await
    }

    async fn scim(&self, by: &str, verb: ScimVerb, path: &[&str], body: Value) -> (u32, Value) {
        let asked = wire::ScimRequest {
            verb: verb.into(),
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            body_json: body.to_string().into_bytes(),
            base_url: "https://genvej.example/scim/v2".to_owned(),
            ..wire::ScimRequest::default()
        };
        let reply = self.provisioning.clone().scim(with_token(asked, by)).await.unwrap();
        let reply = reply.into_inner();
        (reply.status, serde_json::from_slice(&reply.body_json).unwrap_or_default())
    }

    /// Somebody is made by the client of Randers.
    async fn user(&self, external_id: &str, more: Value) -> String {
        let mut body =
            json!({"userName": format!("{external_id}@x.dk"), "externalId": external_id});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (status, made) = self.scim(&self.client, ScimVerb::Post, &["Users"], body).await;
        assert_eq!(status, 201, "{made}");
        made["id"].as_str().unwrap().to_owned()
    }

    async fn switch(&self, id: &str, active: bool) {
        let body = json!({"Operations": [{"op": "replace", "path": "active", "value": active}]});
        let done = self.scim(&self.client, ScimVerb::Patch, &["Users", id], body).await;
        assert_eq!((done.0, &done.1["active"]), (200, &json!(active)));
    }

    async fn refused(&self, organisation: &str, subject: &str) -> Option<SignInRefusal> {
        let begun = self.world.begin(organisation).await;
        let back = self.world.choose(&begun, subject).await;
        self.world.complete(&back, &begun.binding).await.err()
    }

    async fn import(
        &self,
        body: Value,
    ) -> Result<wire::import_organisation_reply::Imported, String> {
        use wire::import_organisation_reply::Outcome;
        let body_json = body.to_string().into_bytes();
        let asked = wire::ImportOrganisationRequest { body_json, many_may_go: false };
        let asked = with_token(asked, &self.client);
        let reply = self.provisioning.clone().import_organisation(asked).await.unwrap();
        match reply.into_inner().outcome.unwrap() {
            Outcome::Imported(counts) => Ok(counts),
            Outcome::Problem(problem) => Err(problem),
        }
    }

    async fn map(
        &self,
        by: &str,
        group: &str,
        roles: &[&str],
        unit: Option<&str>,
    ) -> wire::MapGroupReply {
        let asked = wire::MapGroupRequest {
            id: group.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            unit: unit.map(str::to_owned),
        };
        self.provisioning.clone().map_group(with_token(asked, by)).await.unwrap().into_inner()
    }
}

/// The token for identity of a client that keeps people.
async fn client_of(world: &World, by: &str) -> String {
    use wire::client_session_request::Credential;
    let address = format!("http://{}", world.running.grpc_address);
    let mut clients = ClientsClient::connect(address).await.unwrap();
    let asked = wire::CreateClientRequest {
        name: "Entra".to_owned(),
        scopes: vec!["people:provision".to_owned()],
        days: 30,
    };
    let made = clients.create_client(with_token(asked, by)).await.unwrap().into_inner();
    let credential = Some(Credential::Secret(made.secret));
    let asked = wire::ClientSessionRequest { credential };
    clients.client_session(asked).await.unwrap().into_inner().identity_token
}

fn no(reply: wire::MapGroupReply) -> MapGroupRefusal {
    match reply.outcome.unwrap() {
        wire::map_group_reply::Outcome::Refusal(no) => no.try_into().unwrap(),
        wire::map_group_reply::Outcome::Group(group) => panic!("{group:?}"),
    }
}

#[tokio::test]
async fn provisioning_lets_in_and_keeps_out() {
    lets_in_and_keeps_out(Given::on_sqlite().await).await;
}

#[tokio::test]
async fn provisioning_works_on_postgresql_too() {
    let database = postgres::database().await;
    let folder = TempDir::new().unwrap();
    lets_in_and_keeps_out(Given::on(settings_at(database.url()), folder).await).await;
}

async fn lets_in_and_keeps_out(given: Given) {
    let session = given.world.sign_in(RANDERS, "karen").await;
    // The same address joins nobody, and another organisation's word is another's.
    let mail = json!({"emails": [{"value": "karen@29189668.example"}], "active": false,
        "userName": "karen@29189668.example"});
    given.user("en-anden", mail).await;
    let villy = given.world.identity_token(SYDDJURS, "villy").await;
    let foreign = client_of(&given.world, &villy).await;
    let off = json!({"userName": "k", "externalId": "karen", "active": false});
    assert_eq!(given.scim(&foreign, ScimVerb::Post, &["Users"], off).await.0, 201);
    assert!(given.world.session(&session).await.is_some());

    let karen = given.user("karen", json!({})).await;
    given.switch(&karen, false).await;
    assert!(given.world.session(&session).await.is_none(), "signed out at once");
    let audited = given.world.last_audit().await;
    assert_eq!(audited, ("person_changed".to_owned(), "kept out by provisioning".to_owned()));
    let refusal = given.refused(RANDERS, "karen").await;
    assert_eq!(refusal, Some(SignInRefusal::PersonDisabled));
    let birthe = given.world.identity_token(RANDERS, "birthe").await;
    let find = with_token(wire::FindPeopleRequest { query: "karen".to_owned() }, &birthe);
    let found = given.world.identity.clone().find_people(find).await.unwrap().into_inner();
    assert!(found.people.is_empty(), "nobody can be put on a case who is out");
    given.switch(&karen, true).await;
    let again = given.world.sign_in(RANDERS, "karen").await;

    // What an operator has done is not undone from here.
    let (person, _) = given.world.session(&again).await.unwrap();
    let store = &given.world.running.store;
    operate::disable_person(store, person.id.parse().unwrap()).await.unwrap();
    given.switch(&karen, false).await;
    given.switch(&karen, true).await;
    let refusal = given.refused(RANDERS, "karen").await;
    assert_eq!(refusal, Some(SignInRefusal::PersonDisabled));

    // Somebody who never signed in is refused the first time, and made anew comes in.
    let lone = given.user("lone", json!({"active": false})).await;
    assert!(given.refused(RANDERS, "lone").await.is_some());
    let gone = given.scim(&given.client, ScimVerb::Delete, &["Users", &lone], Value::Null).await;
    assert_eq!(gone.0, 204);
    assert!(given.refused(RANDERS, "lone").await.is_some(), "gone is out");
    assert_eq!(given.user("lone", json!({})).await, lone, "the same one");
    assert!(given.refused(RANDERS, "lone").await.is_none());
}

#[tokio::test]
async fn groups_and_lists_add_roles_and_departments_to_a_session_that_lives() {
    let given = Given::on_sqlite().await;
    let unit = "0f8fad5b-d9cb-469f-a165-000000000001";
    let units = [Unit { id: "it".to_owned(), name: "IT".to_owned(), parent: None }];
    operate::load_units(&given.world.running.store, RANDERS, &units).await.unwrap();
    let counts = given.import(json!({"orgUnits": [{"uuid": unit, "name": "Robotter"}]})).await;
    assert_eq!(counts.unwrap().units_created, 1);
    let session = given.world.sign_in(RANDERS, "lone").await;
    let lone = given.user("lone", json!({})).await;
    let group = json!({"displayName": "Lokale", "members": [{"value": lone}]});
    let (_, group) = given.scim(&given.client, ScimVerb::Post, &["Groups"], group).await;
    let group = group["id"].as_str().unwrap();
    let held = || async {
        let person = given.world.session(&session).await.unwrap().0;
        (person.roles, person.units)
    };
    assert_eq!(held().await.1, [""; 0]);

    let missing = "01970000-0000-7000-8000-000000000001";
    for (by, group, roles, unit, refusal) in [
        (&given.client, group, vec![], None, None),
        (&given.gerda, missing, vec![], None, Some(MapGroupRefusal::Unknown)),
        (&given.gerda, group, vec!["operator"], None, Some(MapGroupRefusal::Roles)),
        (&given.gerda, group, vec!["konge"], None, Some(MapGroupRefusal::Roles)),
        (&given.gerda, group, vec![], Some("findes ikke"), Some(MapGroupRefusal::Unit)),
    ] {
        if let Some(refusal) = refusal {
            assert_eq!(no(given.map(by, group, &roles, unit).await), refusal);
        } else {
            let asked = wire::MapGroupRequest { id: group.to_owned(), ..Default::default() };
            let asked = with_token(asked, by);
            let refused = given.provisioning.clone().map_group(asked).await.unwrap_err();
            assert_eq!(refused.code(), tonic::Code::PermissionDenied);
        }
    }
    given.map(&given.gerda, group, &["contributor"], Some("it")).await;
    assert_eq!(given.world.last_audit().await, ("group_mapped".to_owned(), group.to_owned()));
    let (roles, units) = held().await;
    assert!(roles.contains(&"contributor".to_owned()), "{roles:?}");
    assert_eq!(units, ["it"]);
    let list = json!({"users": [{"uuid": unit, "name": "Ida", "positions": [unit]}]});
    given.import(list).await.unwrap();
    let gone = given.scim(&given.client, ScimVerb::Delete, &["Groups", group], Value::Null).await;
    assert_eq!(gone.0, 204);
    let (roles, units) = held().await;
    assert_eq!((roles, units.len()), (vec!["reader".to_owned(), "local_superuser".to_owned()], 0));
}

/// The word of somebody stands beside an organisation. Were it that of another one, by whatever fault,
/// that one's systems must neither keep them out nor give them anything.
#[tokio::test]
async fn another_organisation_s_word_neither_keeps_out_nor_gives() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("identity.db");
    let given = Given::on(settings(&folder), folder).await;
    let session = given.world.sign_in(RANDERS, "karen").await;
    let villy = given.world.identity_token(SYDDJURS, "villy").await;
    let foreign = client_of(&given.world, &villy).await;
    let off = json!({"userName": "k", "externalId": "karen", "active": false});
    assert_eq!(given.scim(&foreign, ScimVerb::Post, &["Users"], off).await.0, 201);
    let by_hand = sea_orm::Database::connect(format!("sqlite://{}", path.display())).await.unwrap();
    let wrong = format!("UPDATE person_keys SET organisation = '{SYDDJURS}'");
    sea_orm::ConnectionTrait::execute_unprepared(&by_hand, &wrong).await.unwrap();
    assert!(given.world.session(&session).await.is_some());
}

/// What an administrator sees of somebody.
async fn shown(given: &Given, asked: wire::AllPeopleRequest) -> Vec<wire::AdministeredPerson> {
    let address = format!("http://{}", given.world.running.grpc_address);
    let mut desk = AdministrationClient::connect(address).await.unwrap();
    let asked = wire::AllPeopleRequest { first: 100, ..asked };
    let asked = with_token(asked, &given.gerda);
    desk.all_people(asked).await.unwrap().into_inner().people
}

async fn seen_by_administrators(given: Given) {
    given.world.sign_in(RANDERS, "karen").await;
    given.world.sign_in(RANDERS, "birthe").await;
    let karen = given.user("karen", json!({})).await;
    let group = json!({"displayName": "Digitalisering", "members": [{"value": karen}]});
    let (_, group) = given.scim(&given.client, ScimVerb::Post, &["Groups"], group).await;
    let group = group["id"].as_str().unwrap();
    given.map(&given.gerda, group, &["local_superuser", "api_administrator"], None).await;
    for role in ["api_administrator", "local_superuser"] {
        let of = wire::AllPeopleRequest { role: role.to_owned(), ..Default::default() };
        let found = shown(&given, of).await;
        let names: Vec<&str> = found.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Karen Ærø"], "{role}");
        let groups = &found[0].groups;
        assert_eq!((groups.len(), groups[0].name.as_str()), (1, "Digitalisering"));
        assert_eq!(groups[0].roles, ["local_superuser", "api_administrator"]);
    }
    given.map(&given.gerda, group, &["local_superuser"], None).await;
    let of = wire::AllPeopleRequest { role: "superuser".to_owned(), ..Default::default() };
    let found = shown(&given, of).await;
    let names: Vec<&str> = found.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Birthe Vester"], "a longer word is another role");

    given.switch(&karen, false).await;
    let out = wire::AllPeopleRequest { active: Some(false), ..Default::default() };
    let out = shown(&given, out).await;
    assert_eq!(out.len(), 1);
    let why = (out[0].active, out[0].kept_out, out[0].disabled, out[0].locked);
    assert_eq!(why, (false, true, false, false));
    let address = format!("http://{}", given.world.running.grpc_address);
    let mut desk = AdministrationClient::connect(address).await.unwrap();
    let change = Some(wire::change_person_request::Change::Active(true));
    let asked = wire::ChangePersonRequest { person: out[0].id.clone(), change };
    let answer = desk.change_person(with_token(asked, &given.gerda)).await.unwrap().into_inner();
    let Some(wire::change_person_response::Outcome::Refused(no)) = answer.outcome else {
        panic!("{answer:?}")
    };
    assert_eq!(no.code, "kept_out", "their own systems let them in again, and nobody here");
    let inside = wire::AllPeopleRequest { active: Some(true), ..Default::default() };
    assert!(shown(&given, inside).await.iter().all(|person| person.id != out[0].id));
}

#[tokio::test]
async fn an_administrator_sees_what_groups_give_and_whom_provisioning_keeps_out() {
    seen_by_administrators(Given::on_sqlite().await).await;
}

#[tokio::test]
async fn and_sees_it_on_postgresql() {
    let database = postgres::database().await;
    let folder = TempDir::new().unwrap();
    seen_by_administrators(Given::on(settings_at(database.url()), folder).await).await;
}

#[tokio::test]
async fn a_list_names_whom_scim_calls_by_the_uuid_of_another() {
    let given = Given::on_sqlite().await;
    let uuid = "0f8fad5b-d9cb-469f-a165-000000000009";
    given.user("en-anden", json!({"userName": uuid.to_uppercase()})).await;
    let list = || json!({"users": [{"uuid": uuid, "name": "Ida"}]});
    let refused = given.import(list()).await.unwrap_err();
    assert_eq!(refused, "users[0].uuid is the userName of somebody else by SCIM");
    given.user(uuid, json!({"userName": "ida"})).await;
    given.import(list()).await.expect("the one whom SCIM knows by that word");
}

#[tokio::test]
async fn a_client_without_the_scope_and_a_person_provision_nobody() {
    let given = Given::on_sqlite().await;
    let asked = || wire::ScimRequest { path: vec!["Users".to_owned()], ..Default::default() };
    let by_person = given.provisioning.clone().scim(with_token(asked(), &given.gerda)).await;
    assert_eq!(by_person.unwrap_err().code(), tonic::Code::PermissionDenied);
    let nobody = given.provisioning.clone().scim(asked()).await.unwrap_err();
    assert_eq!(nobody.code(), tonic::Code::Unauthenticated);
}
