//! SCIM over HTTP: the suite of others, Entra's dialect, and what provisioning does to those who sign in.

use std::process::Command;

use journeys::workspace::{root, text};
use journeys::{Answer, Installation, Store, Visitor, eventually, new_id};
use reqwest::Method;
use serde_json::{Value, json};

use crate::given::{Given, client_of};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// A request under `/scim/v2`.
pub async fn scim(given: &Given, bearer: &str, request: (Method, &str), body: &Value) -> Answer {
    let path = format!("/scim/v2{}", request.1);
    let request = given.request(request.0, &path, bearer);
    let request = if body.is_null() { request } else { request.json(body) };
    given.program.sent(request).await
}

fn patch(operations: &Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

async fn on_both(store: Store) -> (Given, String) {
    let given = Given::on(store).await;
    let client = given.client(&["PROVISION_PEOPLE"]).await;
    (given, client.secret)
}

/// Runs the suite of others, which `infra/setup/scim.sh` installs.
fn tested_by_others(installation: &Installation, bearer: &str) {
    let setup = Command::new("bash").arg(root().join("infra/setup/scim.sh")).output();
    let setup = setup.unwrap_or_else(|error| panic!("bash is needed for this test: {error}"));
    let said = String::from_utf8_lossy(&setup.stderr).into_owned();
    assert!(setup.status.success(), "the SCIM test suite is not there:\n{said}");
    let python = String::from_utf8_lossy(&setup.stdout).trim().to_owned();
    let url = format!("{}/scim/v2", installation.url());
    let suite = Command::new(&python)
        .arg(root().join("tests/scim/check.py"))
        .arg(url)
        .env("GENVEJ_TOKEN", bearer)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap_or_else(|error| panic!("{python} does not run: {error}"));
    let said =
        [&suite.stdout, &suite.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    let wrong: Vec<&str> = said[0].lines().filter(|line| line.starts_with("FAILED")).collect();
    assert!(suite.status.success(), "{}\n{}", wrong.join("\n"), said[1]);
    let succeeded = said[0].lines().filter(|line| line.starts_with("SUCCESS")).count();
    assert!(succeeded > 40, "{succeeded} checks are too few to mean anything:\n{}", said[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suite_of_others_finds_nothing_on_sqlite() {
    let (given, secret) = on_both(Store::Sqlite).await;
    tested_by_others(&given.installation, &secret);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suite_of_others_finds_nothing_on_postgresql() {
    let (given, _) = on_both(Store::Postgres).await;
    let client = given.client(&["PROVISION_PEOPLE", "READ_CASES"]).await;
    let token = given.token(&client).await;
    tested_by_others(&given.installation, &token);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn entra_s_dialect_is_answered_as_entra_expects() {
    let (given, secret) = on_both(Store::Sqlite).await;
    let steps = std::fs::read_to_string(root().join("tests/fixtures/scim/entra.json"));
    let steps: Vec<Value> = serde_json::from_str(&steps.expect("a file")).expect("JSON");
    let mut kept: Vec<(String, String)> = Vec::new();
    for step in steps {
        let put_in = |text: String, kept: &[(String, String)]| {
            kept.iter().fold(text, |text, (name, value)| text.replace(&format!("${name}"), value))
        };
        let step: Value = serde_json::from_str(&put_in(step.to_string(), &kept)).expect("JSON");
        let about = text(&step["about"]);
        let method: Method = text(&step["request"][0]).parse().expect("a method");
        let path = text(&step["request"][1]);
        let answer = scim(&given, &secret, (method, &path), &step["body"]).await;
        assert_eq!(u64::from(answer.status), step["status"], "{about}: {}", answer.body);
        if answer.status == 204 {
            assert!(answer.body.is_empty());
            continue;
        }
        let kind = answer.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/scim+json"), "{about}: {kind}");
        let told = answer.json();
        for (pointer, expected) in step["expect"].as_object().into_iter().flatten() {
            let found = told.pointer(pointer).unwrap_or(&Value::Null);
            assert_eq!(found, expected, "{about}: {pointer} in {told}");
        }
        for (name, pointer) in step["keep"].as_object().into_iter().flatten() {
            let value = told.pointer(pointer.as_str().expect("a pointer")).expect("a value");
            kept.push((name.clone(), text(value)));
        }
    }
}

/// What the demo's provider calls somebody.
fn provisioned(subject: &str) -> Value {
    json!({"schemas": [CORE], "userName": format!("{subject}@randers.example"),
        "externalId": subject, "active": true})
}

async fn is_signed_in(visitor: &Visitor) -> bool {
    let asked = visitor.graphql("{ viewer { id } }", json!({})).await;
    asked.status == 200 && asked.json()["data"]["viewer"]["id"].is_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_their_organisation_switches_off_is_signed_out_and_stays_out() {
    let (given, secret) = on_both(Store::Sqlite).await;
    let karen = Visitor::sign_in(&given.installation, "consultant-randers").await;
    // Somebody of another organisation under the same word is somebody else.
    let syddjurs = Visitor::sign_in(&given.installation, "administrator-syddjurs").await;
    let foreign = client_of(&syddjurs, &["PROVISION_PEOPLE"]).await.secret;
    let off = json!({"schemas": [CORE], "userName": "x", "externalId": "consultant-randers",
        "active": false});
    let made = scim(&given, &foreign, (Method::POST, "/Users"), &off).await;
    assert_eq!(made.status, 201, "{}", made.body);

    let karen_there = provisioned("consultant-randers");
    let made = scim(&given, &secret, (Method::POST, "/Users"), &karen_there).await.json();
    let path = format!("/Users/{}", text(&made["id"]));
    assert!(is_signed_in(&karen).await);
    let replace =
        |active: &str| patch(&json!([{"op": "Replace", "path": "active", "value": active}]));
    let off = scim(&given, &secret, (Method::PATCH, &path), &replace("False")).await;
    assert_eq!(off.json()["active"], false);
    let out_within_a_minute = || async { (!is_signed_in(&karen).await).then_some(()) };
    let begun = std::time::Instant::now();
    while out_within_a_minute().await.is_none() {
        assert!(begun.elapsed().as_secs() < 60, "is signed in still");
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    let mut again = Visitor::anonymous(&given.installation);
    let person = journeys::demo_person("consultant-randers");
    let back = again.callback_of(&person).await;
    let refused = Answer::of(again.follow(&back).await).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(again.secrets().is_empty() || !is_signed_in(&again).await);

    scim(&given, &secret, (Method::PATCH, &path), &replace("True")).await;
    let back_in = Visitor::sign_in(&given.installation, "consultant-randers").await;
    assert!(is_signed_in(&back_in).await);
    let deleted = scim(&given, &secret, (Method::DELETE, &path), &Value::Null).await;
    assert_eq!(deleted.status, 204);
    let back = again.callback_of(&person).await;
    assert_eq!(again.follow(&back).await.status(), 403, "who is deleted is kept out too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_gives_the_roles_that_an_administrator_lets_it_give() {
    let (given, secret) = on_both(Store::Sqlite).await;
    let karen_there = provisioned("consultant-randers");
    let made = scim(&given, &secret, (Method::POST, "/Users"), &karen_there).await.json();
    let user = text(&made["id"]);
    let group = json!({"displayName": "Superbrugere", "members": [{"value": user}]});
    let group = scim(&given, &secret, (Method::POST, "/Groups"), &group).await.json();
    let list = "{ provisionedGroups { id name members roles unit } }";
    let shown = given.gerda.ask(list).await["provisionedGroups"][0].take();
    assert_eq!((&shown["members"], &shown["roles"]), (&json!(1), &json!([])), "{shown}");

    let map = "mutation($input: MapProvisionedGroupInput!) { mapProvisionedGroup(input: $input) {
        group { roles } refusal { code fields { field } } } }";
    let give = |roles: Value| json!({"input": {"id": shown["id"], "roles": roles}});
    let platform = given.gerda.graphql(map, give(json!(["OPERATOR"]))).await.outcome();
    assert_eq!(platform["refusal"]["fields"][0]["field"], "roles", "{platform}");
    let roles_of = |visitor: Visitor| async move {
        let roles = visitor.ask("{ viewer { roles } }").await["viewer"]["roles"].take();
        roles.as_array().expect("roles").contains(&json!("SUPERUSER"))
    };
    let karen = || Visitor::sign_in(&given.installation, "consultant-randers");
    assert!(!roles_of(karen().await).await);
    let given_now = given.gerda.graphql(map, give(json!(["SUPERUSER"]))).await.outcome();
    assert_eq!(given_now["group"]["roles"], json!(["SUPERUSER"]), "{given_now}");
    assert!(roles_of(karen().await).await, "to those who sign in");
    let path = format!("/Groups/{}", text(&group["id"]));
    let out = patch(&json!([{"op": "remove", "path": format!("members[value eq \"{user}\"]")}]));
    scim(&given, &secret, (Method::PATCH, &path), &out).await;
    assert!(!roles_of(karen().await).await, "and taken again with the membership");

    let superuser = Visitor::sign_in(&given.installation, "superuser-randers").await;
    assert_eq!(superuser.ask(list).await["provisionedGroups"], json!([]));
    let no = superuser.graphql(map, give(json!(["SUPERUSER"]))).await.outcome();
    assert_eq!(no["refusal"]["code"], "not_permitted");
    let villy = Visitor::sign_in(&given.installation, "administrator-syddjurs").await;
    let foreign = villy.graphql(map, give(json!([]))).await;
    let missing = json!({"input": {"id": new_id(), "roles": []}});
    assert_eq!(foreign.body, villy.graphql(map, missing).await.body);
    assert_eq!(foreign.outcome()["refusal"]["code"], "provisioned_group_unknown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_organisation_learns_and_changes_nothing_of_another_s_people() {
    let (given, secret) = on_both(Store::Sqlite).await;
    let made = scim(&given, &secret, (Method::POST, "/Users"), &provisioned("ida")).await.json();
    let user = text(&made["id"]);
    let group = json!({"displayName": "Hemmelig", "members": [{"value": user}]});
    let group = scim(&given, &secret, (Method::POST, "/Groups"), &group).await.json();
    let group = text(&group["id"]);
    let villy = Visitor::sign_in(&given.installation, "administrator-syddjurs").await;
    let foreign = client_of(&villy, &["PROVISION_PEOPLE"]).await.secret;
    let none = new_id();
    let off = patch(&json!([{"op": "replace", "path": "active", "value": false}]));
    let whole = json!({"userName": "ida", "displayName": "x"});
    let by_id = |kind: &str, id: &str| format!("/{kind}?filter=id%20eq%20%22{id}%22");
    for (kind, id) in [("Users", &user), ("Groups", &group)] {
        for (method, body) in [
            (Method::GET, &Value::Null),
            (Method::PATCH, &off),
            (Method::PUT, &whole),
            (Method::DELETE, &Value::Null),
        ] {
            let at = |id: &str| format!("/{kind}/{id}");
            let theirs = scim(&given, &foreign, (method.clone(), &at(id)), body).await;
            let absent = scim(&given, &foreign, (method.clone(), &at(&none)), body).await;
            assert_eq!((theirs.status, &theirs.body), (404, &absent.body), "{method} {kind}");
        }
        let listed = scim(&given, &foreign, (Method::GET, &by_id(kind, id)), &Value::Null).await;
        let absent = scim(&given, &foreign, (Method::GET, &by_id(kind, &none)), &Value::Null).await;
        assert_eq!((listed.status, &listed.body), (200, &absent.body));
    }
    let member = |id: &str| json!({"displayName": "Min", "members": [{"value": id}]});
    let theirs = scim(&given, &foreign, (Method::POST, "/Groups"), &member(&user)).await;
    let absent = scim(&given, &foreign, (Method::POST, "/Groups"), &member(&none)).await;
    assert_eq!((theirs.status, &theirs.body), (400, &absent.body));
    let same = scim(&given, &foreign, (Method::POST, "/Users"), &provisioned("ida")).await;
    assert_eq!(same.status, 201, "the same name and word are somebody else there: {}", same.body);
    let path = format!("/Users/{user}");
    let unchanged = scim(&given, &secret, (Method::GET, &path), &Value::Null).await.json();
    assert_eq!(unchanged["meta"]["version"], made["meta"]["version"]);

    let reads = given.client(&["READ_CASES"]).await;
    let token = given.token(&reads).await;
    let list = (Method::GET, "/Users");
    assert_eq!(scim(&given, &token, list.clone(), &Value::Null).await.status, 403);
    for bearer in [reads.secret.as_str(), "gvc_ukendt", "x.y.z"] {
        let refused = scim(&given, bearer, list.clone(), &Value::Null).await;
        assert_eq!((refused.status, &refused.json()["status"]), (401, &json!("401")));
    }
    assert!(!given.installation.logged().contains(&secret), "the log holds a secret");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_bodies_and_queries_are_refused_in_scim_s_words() {
    let (given, secret) = on_both(Store::Sqlite).await;
    let post = |body: &'static str| {
        let request = given.request(Method::POST, "/scim/v2/Users", &secret);
        given.program.sent(request.body(body))
    };
    for body in ["", "[]", "null", "7", "{", "{\"userName\": \"a\", \"userName\"", "\u{0}"] {
        let refused = post(body).await;
        assert_eq!((refused.status, &refused.json()["scimType"]), (400, &json!("invalidSyntax")));
    }
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let request = given.request(Method::POST, "/scim/v2/Users", &secret);
    assert_eq!(given.program.sent(request.body(deep)).await.status, 400);
    let request = given.request(Method::POST, "/scim/v2/Users", &secret);
    assert_eq!(given.program.sent(request.body("x".repeat(600 * 1024))).await.status, 413);
    let nested = format!("/Users?filter={}a%20pr", "(".repeat(300));
    for (path, status) in [
        (nested.as_str(), 400),
        ("/Users?filter=userName%20eq", 400),
        ("/Users?startIndex=mange", 400),
        ("/Users?count=-5&startIndex=-3", 200),
        ("/Users?count=99999999999", 200),
        ("/Users/%2e%2e%2fGroups", 404),
        ("/Users/x/y", 404),
        ("/Schemas?filter=a%20pr", 403),
        ("/Bulk", 501),
        ("/ingen", 404),
    ] {
        let answer = scim(&given, &secret, (Method::GET, path), &Value::Null).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        answer.json();
    }
    let made = scim(&given, &secret, (Method::POST, "/Users"), &provisioned("ida")).await;
    let tag = made.header("etag").expect("a version").to_owned();
    let path = format!("/scim/v2/Users/{}", text(&made.json()["id"]));
    let changed = |tag: &str| {
        let request = given.request(Method::PATCH, &path, &secret).header("If-Match", tag);
        let body = patch(&json!([{"op": "replace", "path": "displayName", "value": tag}]));
        given.program.sent(request.json(&body))
    };
    let (first, late) = (changed(&tag).await, changed(&tag).await);
    assert_eq!((first.status, late.status), (200, 412), "{}", late.body);
    let request = given.request(Method::GET, &path, &secret);
    let same = request.header("If-None-Match", first.header("etag").expect("a version"));
    assert_eq!(given.program.sent(same).await.status, 304);
    let soon = eventually("it still answers", || async {
        let listed = scim(&given, &secret, (Method::GET, "/Users"), &Value::Null).await;
        (listed.status == 200).then_some(listed)
    });
    assert_eq!(soon.await.json()["totalResults"], 1);
}
