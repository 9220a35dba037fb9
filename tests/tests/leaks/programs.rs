//! Programs: they are told what their scopes open within their own organisation, and nothing else.

use journeys::workspace::text;
use journeys::{DemoPerson, Visitor, demo_person};
use reqwest::Method;
use serde_json::json;

use crate::documents;
use crate::finds::{Finds, whole};
use crate::model::Principal;
use crate::reading::ask;
use crate::world::World;

/// What each scope opens, as a role of a person would.
const SCOPES: &[(&str, &str)] = &[("READ_CASES", "reader"), ("WRITE_CASES", "superuser")];

/// Asks every document as a program of Randers.
pub async fn programs_are_told_what_their_scopes_open(world: &World) -> Finds {
    let mut finds = Finds::default();
    let documents = documents::of_root(&world.schema, "Query").documents;
    for (scope, role) in SCOPES {
        let principal = program(scope, role);
        let client = client(world, scope).await;
        for document in &documents {
            // A token lives for minutes, the matrix longer.
            let visitor = Visitor::program(&world.installation, &token(world, &client).await);
            ask(world, &principal, &visitor, document, &mut finds).await;
        }
        if !finds.seen.iter().any(|(who, _)| *who == principal.name) {
            finds.problem(&principal, "everything", "is told nothing at all");
        }
    }
    let nobody = Principal { person: None, ..program("REPORT_RUNS", "reader") };
    let client = client(world, "REPORT_RUNS").await;
    let visitor = Visitor::program(&world.installation, &token(world, &client).await);
    for document in documents.iter().filter(|document| !document.takes_id) {
        let answer = visitor.graphql(&document.text, json!({})).await;
        finds.hold(&nobody, world, &document.text, &whole(&answer));
        if document.root_field == "cases" && answer.json()["data"]["cases"].is_object() {
            finds.problem(&nobody, &document.text, "is told of cases");
        }
    }
    finds
}

/// A program stands where somebody of its organisation would.
fn program(scope: &str, role: &str) -> Principal {
    let person = DemoPerson {
        subject: "program".to_owned(),
        name: "Program".to_owned(),
        email: String::new(),
        roles: vec!["reader".to_owned(), role.to_owned()],
        ..demo_person("administrator-randers")
    };
    Principal { name: format!("program {scope}"), id: String::new(), person: Some(person) }
}

async fn client(world: &World, scope: &str) -> (String, String) {
    let by = world.everybody.iter().find(|(who, _)| who.name == "administrator-randers");
    let (_, by) = by.expect("in the demo");
    let query = "mutation($input: CreateApiClientInput!) { createApiClient(input: $input) {
        secret client { clientId } } }";
    let input = json!({"input": {"name": "Program", "scopes": [scope]}});
    let made = by.graphql(query, input).await.outcome();
    (text(&made["client"]["clientId"]), text(&made["secret"]))
}

async fn token(world: &World, (id, secret): &(String, String)) -> String {
    let nobody = Visitor::anonymous(&world.installation);
    let request = nobody.request(Method::POST, "/oauth/token").basic_auth(id, Some(secret));
    let answer = nobody.sent(request.form(&[("grant_type", "client_credentials")])).await;
    text(&answer.json()["access_token"])
}
