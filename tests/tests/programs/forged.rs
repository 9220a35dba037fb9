//! Forged tokens at every service as it runs: whoever has no key gets nowhere, and whoever has a key
//! gets no further than identity would sign.

use std::collections::BTreeSet;

use forgery::Forge;
use journeys::{Answer, Store};
use platform::clock::Clock;
use proto::identity::v1::FindPeopleRequest;
use proto::identity::v1::identity_client::IdentityClient;
use proto::registry::v1::ListCasesRequest;
use proto::registry::v1::registry_client::RegistryClient;
use reqwest::Method;
use serde_json::json;
use token::Signer;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

use crate::given::Given;

/// Made for each service, at the least.
const TOKENS: usize = 200;

/// A forge with the key that the running identity signs with, as nobody has it outside.
fn forge(given: &Given, audience: &str) -> Forge {
    let store = rusqlite::Connection::open(given.installation.identity_store()).expect("a store");
    let key = "SELECT id, pem FROM signing_keys ORDER BY created LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let (id, pem): (String, String) = store.query_row(key, [], read).expect("a key");
    let signer = Signer::from_pem(&id, &pem).expect("a key of identity");
    Forge::new(signer, audience, Clock::system().now().timestamp())
}

/// All forged tokens that a header can carry.
fn forged(forge: &Forge) -> Vec<(String, String)> {
    let named = forge.all().into_iter().map(|(name, token, _)| (name.to_owned(), token));
    let flipped = forge.flipped().enumerate().step_by(3);
    let flipped = flipped.map(|(at, token)| (format!("character {at}"), token));
    let all: Vec<_> = named.chain(flipped).filter(|(_, token)| token.len() < 8_000).collect();
    assert!(all.len() >= TOKENS, "only {}", all.len());
    all
}

fn with_token<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    let value = format!("Bearer {token}").parse().expect("letters");
    request.metadata_mut().insert("authorization", value);
    request
}

async fn at_registry(registry: &mut RegistryClient<Channel>, token: &str) -> Result<(), Status> {
    let asked = ListCasesRequest { first: 1, ..ListCasesRequest::default() };
    registry.list_cases(with_token(asked, token)).await.map(drop)
}

async fn at_identity(identity: &mut IdentityClient<Channel>, token: &str) -> Result<(), Status> {
    let asked = FindPeopleRequest { query: "karen".to_owned() };
    identity.find_people(with_token(asked, token)).await.map(drop)
}

/// One refusal for all: which of its rules a token broke is nobody's business.
fn is_refused(done: Result<(), Status>, name: &str, words: &mut BTreeSet<String>) {
    let refused = done.expect_err(name);
    assert_eq!(refused.code(), Code::Unauthenticated, "{name}: {refused}");
    words.insert(refused.message().to_owned());
    assert_eq!(words.len(), 1, "{name}: {words:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_tokens_open_no_service() {
    let given = Given::on(Store::Sqlite).await;

    let forge_of_registry = forge(&given, "registry");
    let mut registry = RegistryClient::connect(given.installation.registry_url()).await.unwrap();
    at_registry(&mut registry, &forge_of_registry.honest()).await.expect("an honest token");
    let mut words = BTreeSet::new();
    for (name, token) in forged(&forge_of_registry) {
        is_refused(at_registry(&mut registry, &token).await, &name, &mut words);
    }

    let forge_of_identity = forge(&given, "identity");
    let mut identity = IdentityClient::connect(given.installation.identity_url()).await.unwrap();
    at_identity(&mut identity, &forge_of_identity.honest()).await.expect("an honest token");
    let mut words = BTreeSet::new();
    for (name, token) in forged(&forge_of_identity) {
        is_refused(at_identity(&mut identity, &token).await, &name, &mut words);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_tokens_open_no_address() {
    let given = Given::on(Store::Sqlite).await;
    let client = given.client(&["READ_CASES", "PROVISION_PEOPLE"]).await;
    let forge = forge(&given, "gateway").saying(|claims| {
        claims["kind"] = json!("client");
        claims["sub"] = json!(client.id);
        claims["roles"] = json!([]);
        claims["scopes"] = json!(["cases:read", "people:provision"]);
    });
    let query = "{ cases(first: 1) { totalCount } }";
    let honest = given.ask(&forge.honest(), query, json!({})).await;
    assert_eq!(honest.status, 200, "{}", honest.body);
    let kept = given.request(Method::GET, "/scim/v2/Users", &forge.honest());
    assert_eq!(given.program.sent(kept).await.status, 200);

    let is_no = |answer: &Answer, name: &str| {
        assert_eq!(answer.status, 401, "{name}: {}", answer.body);
    };
    for (name, token) in forged(&forge) {
        // A header has no white space at its ends.
        if token.is_empty() || token.trim() != token {
            continue;
        }
        is_no(&given.ask(&token, query, json!({})).await, &name);
        for path in ["/scim/v2/Users", "/xapi/organisation", "/api/v1/runs"] {
            let method = if path.starts_with("/scim") { Method::GET } else { Method::POST };
            let request = given.request(method, path, &token).json(&json!([]));
            is_no(&given.program.sent(request).await, &format!("{name} at {path}"));
        }
    }
}
