//! Client credentials, and GraphQL with the tokens that they give.

use journeys::workspace::text;
use journeys::{Store, Visitor, demo_person, new_id};
use reqwest::Method;
use serde_json::{Value, json};

use crate::given::{Given, client_of, create};

const REGISTER: &str = "mutation($input: RegisterCaseInput!) { registerCase(input: $input) {
    case { id visibility internal { revision } } refusal { code } } }";
const CASES: &str = "{ viewer { id } cases { totalCount nodes { id basics { title } } } }";

fn case(id: &str, title: &str, visibility: &str) -> Value {
    json!({"input": {"id": id, "visibility": visibility,
        "basics": {"title": title, "summary": "Godkender fakturaer"}}})
}

fn titles(answer: &Value) -> Vec<String> {
    let mut titles: Vec<String> = answer["cases"]["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|node| text(&node["basics"]["title"]))
        .collect();
    titles.sort();
    titles
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_does_with_cases_what_its_scopes_say_and_no_more() {
    let given = Given::on(Store::Sqlite).await;
    let karen = Visitor::sign_in(&given.installation, "consultant-randers").await;
    let jonas = Visitor::sign_in(&given.installation, "consultant-syddjurs").await;
    for (visitor, title, visibility) in [
        (&karen, "Kladde", "DRAFT"),
        (&karen, "Egen", "ORGANISATION"),
        (&jonas, "Fremmed", "ORGANISATION"),
        (&jonas, "Delt", "MEMBERS"),
    ] {
        let made = visitor.graphql(REGISTER, case(&new_id(), title, visibility)).await.outcome();
        assert!(made["refusal"].is_null(), "{made}");
    }
    let writes = given.token(&given.client(&["WRITE_CASES"]).await).await;
    let reads = given.token(&given.client(&["READ_CASES"]).await).await;
    let reports = given.token(&given.client(&["REPORT_RUNS"]).await).await;

    let own = new_id();
    let made = given.ask(&writes, REGISTER, case(&own, "Af bro", "ORGANISATION")).await.outcome();
    assert!(made["refusal"].is_null() && made["case"]["internal"]["revision"] == 1, "{made}");
    let seen = given.ask(&writes, CASES, json!({})).await.data();
    assert_eq!(titles(&seen), ["Af bro", "Delt", "Egen", "Kladde"]);
    assert_eq!(seen["viewer"], Value::Null, "a program is nobody");
    let seen = given.ask(&reads, CASES, json!({})).await.data();
    assert_eq!(titles(&seen), ["Af bro", "Delt", "Egen"]);
    let no = given.ask(&reads, REGISTER, case(&new_id(), "Nej", "DRAFT")).await.outcome();
    assert_eq!(no["refusal"]["code"], "not_permitted");
    let comment = "mutation($input: PostCommentInput!) { postComment(input: $input) {
        refusal { code } } }";
    let said = json!({"input": {"caseId": own, "text": "Hej"}});
    let no = given.ask(&writes, comment, said).await.outcome();
    assert_eq!(no["refusal"]["code"], "not_permitted", "it has no part in what people say");

    let nothing = given.ask(&reports, CASES, json!({})).await;
    assert_eq!(nothing.json()["errors"][0]["extensions"]["code"], "not_permitted");
    let run = json!({"runs": [{"case": own, "robot": "Bro", "externalId": "1", "itemsDone": 3,
        "startedAt": "2026-03-31T23:50:00+02:00", "endedAt": "2026-04-01T02:30:00+02:00"}]});
    let report = |token: &str| given.request(Method::POST, "/api/v1/runs", token).json(&run);
    let taken = given.program.sent(report(&reports)).await;
    assert_eq!((taken.status, &taken.json()["accepted"]), (200, &json!(1)), "{}", taken.body);
    assert_eq!(given.program.sent(report(&reads)).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_endpoint_speaks_the_words_of_its_specification() {
    let given = Given::on(Store::Sqlite).await;
    let client = given.client(&["READ_CASES", "REPORT_RUNS"]).await;
    let post = || given.program.request(Method::POST, "/oauth/token");
    let grant = ("grant_type", "client_credentials");
    let (id, secret) = (client.id.as_str(), client.secret.as_str());
    let in_body = [grant, ("client_id", id), ("client_secret", secret), ("scope", "cases:read")];
    let given_one = given.program.sent(post().form(&in_body)).await;
    let told = given_one.json();
    assert_eq!((&told["token_type"], &told["scope"]), (&json!("Bearer"), &json!("cases:read")));
    assert!(told["expires_in"].as_i64().is_some_and(|left| (290..=300).contains(&left)), "{told}");
    assert_eq!(given_one.header("cache-control"), Some("no-store"));
    let token = text(&told["access_token"]);

    let absent = new_id();
    let wrong = given.program.sent(post().basic_auth(id, Some("gvc_forkert")).form(&[grant])).await;
    let unknown = post().basic_auth(&absent, Some(secret)).form(&[grant]);
    let unknown = given.program.sent(unknown).await;
    assert_eq!((wrong.status, &wrong.body), (401, &unknown.body), "told alike");
    assert_eq!(wrong.header("www-authenticate"), Some("Basic realm=\"genvej\""));
    let asked_more = [grant, ("scope", "cases:write")];
    let more = post().basic_auth(id, Some(secret)).form(&asked_more);
    let password = [("grant_type", "password")];
    let in_address = format!("/oauth/token?client_secret={secret}");
    let in_address = given.program.request(Method::POST, &in_address).form(&in_body);
    for (request, error) in [
        (more, "invalid_scope"),
        (post().basic_auth(id, Some(secret)).form(&password), "unsupported_grant_type"),
        (post().basic_auth(id, Some(secret)).form(&in_body), "invalid_request"),
        (post().json(&json!({"grant_type": "client_credentials"})), "invalid_request"),
        (in_address, "invalid_request"),
    ] {
        let answer = given.program.sent(request).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!(error)));
    }

    let graphql = |bearer: &str| given.request(Method::POST, "/graphql", bearer);
    for bearer in [secret, "x.y.z", &format!("{token}A")] {
        let body = json!({"query": "{ viewer { id } }"});
        let answer = given.program.sent(graphql(bearer).json(&body)).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "token_unknown"));
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    let logged = given.installation.logged();
    assert!(!logged.contains(secret) && !logged.contains(&token), "the log holds a secret");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_keeps_the_clients_of_their_own_organisation() {
    let given = Given::on(Store::Sqlite).await;
    let client = given.client(&["READ_CASES"]).await;
    let list = "{ apiClients { id clientId name scopes revokedAt lastUsedAt createdBy { name }
        secrets { prefix expiresAt } } }";
    let shown = given.gerda.ask(list).await["apiClients"][0].take();
    assert_eq!(shown["createdBy"]["name"], demo_person("administrator-randers").name);
    assert!(client.secret.starts_with(&text(&shown["secrets"][0]["prefix"])), "{shown}");
    assert!(!shown.to_string().contains(&client.secret));

    let rotate = "mutation($input: RotateApiClientInput!) { rotateApiClient(input: $input) {
        secret client { secrets { prefix } } refusal { code fields { field rule limit } } } }";
    let revoke = "mutation($input: RevokeApiClientInput!) { revokeApiClient(input: $input) {
        client { revokedAt } refusal { code } } }";
    let villy = Visitor::sign_in(&given.installation, "administrator-syddjurs").await;
    assert_eq!(villy.ask(list).await["apiClients"], json!([]));
    for query in [rotate, revoke] {
        let of = |id: &str| json!({"input": {"id": id}});
        let foreign = villy.graphql(query, of(&client.global_id)).await;
        let missing = villy.graphql(query, of(&new_id())).await;
        assert_eq!(foreign.body, missing.body, "a foreign client and none are told alike");
        assert_eq!(foreign.outcome()["refusal"]["code"], "api_client_unknown");
    }
    client_of(&villy, &["READ_CASES"]).await;

    let input = json!({"input": {"id": client.global_id, "overlapHours": 1}});
    let rotated = given.gerda.graphql(rotate, input).await.outcome();
    assert_eq!(rotated["client"]["secrets"].as_array().map(Vec::len), Some(2), "{rotated}");
    given.token(&client).await;
    let revoked = given.gerda.graphql(revoke, json!({"input": {"id": client.global_id}})).await;
    assert!(revoked.outcome()["client"]["revokedAt"].is_string(), "{}", revoked.body);

    let superuser = Visitor::sign_in(&given.installation, "superuser-randers").await;
    let no = create(&superuser, &["READ_CASES"]).await.outcome();
    assert_eq!(no["refusal"]["code"], "not_permitted");
    let none = create(&given.gerda, &[]).await.outcome();
    assert_eq!(none["refusal"]["fields"][0]["field"], "scopes");
}
