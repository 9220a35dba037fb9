//! The predecessor's organisation import, as its importers send it.

use journeys::workspace::text;
use journeys::{Answer, Store, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

use crate::given::{Given, client_of};

const IT: &str = "0f8fad5b-d9cb-469f-a165-000000000001";
const CARE: &str = "0f8fad5b-d9cb-469f-a165-000000000002";
const IDA: &str = "0f8fad5b-d9cb-469f-a165-0000000000a1";
const BO: &str = "0f8fad5b-d9cb-469f-a165-0000000000a2";

/// Sends a list as the predecessor's importer does, with the key in a header of its own.
async fn send(given: &Given, key: &str, body: &Value) -> Answer {
    let request = given.program.request(Method::POST, "/xapi/organisation").header("ApiKey", key);
    given.program.sent(request.json(body)).await
}

fn list() -> Value {
    json!({
        "orgUnits": [{"uuid": IT, "name": "IT og Digitalisering"}, {"uuid": CARE, "name": "Omsorg"}],
        "users": [
            {"uuid": IDA, "name": "Ida Holm", "email": "ida@randers.example", "positions": [IT]},
            {"uuid": BO, "name": "Bo Friis", "email": null, "positions": [IT, CARE]},
        ],
    })
}

async fn imports(store: Store) {
    let given = Given::on(store).await;
    let client = given.client(&["PROVISION_PEOPLE"]).await;
    let done = send(&given, &client.secret, &list()).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(
        done.json(),
        json!({"usersCreated": 2, "usersUpdated": 0, "usersDeleted": 0,
            "ousCreated": 2, "ousUpdated": 0, "ousDeleted": 0})
    );
    let units = given.gerda.ask("{ units { id name } }").await;
    assert_eq!(units["units"][0]["name"], "IT og Digitalisering");
    let again = send(&given, &client.secret, &list()).await.json();
    assert!(again.as_object().expect("counts").values().all(|count| *count == 0), "{again}");

    // The same departments and people in another municipality are others.
    let villy = Visitor::sign_in(&given.installation, "administrator-syddjurs").await;
    let theirs = client_of(&villy, &["PROVISION_PEOPLE"]).await;
    let renamed = json!({"orgUnits": [{"uuid": IT, "name": "Deres"}],
        "users": [{"uuid": IDA, "name": "En anden", "email": "", "positions": [IT]}]});
    assert_eq!(send(&given, &theirs.secret, &renamed).await.json()["usersCreated"], 1);
    let units = villy.ask("{ units { name } }").await;
    assert_eq!(units["units"], json!([{"name": "Deres"}]));
    let untouched = send(&given, &client.secret, &list()).await.json();
    assert!(untouched.as_object().expect("counts").values().all(|count| *count == 0));

    // A list without people or departments takes nobody away, and one at fault changes nothing.
    let empty = send(&given, &client.secret, &json!({"orgUnits": [], "users": []})).await;
    assert_eq!(
        (empty.json()["usersDeleted"].clone(), empty.json()["ousDeleted"].clone()),
        (json!(0), json!(0))
    );
    let mut wrong = list();
    wrong["orgUnits"][0]["name"] = json!("Nyt navn");
    wrong["users"][1]["positions"][1] = json!("0f8fad5b-d9cb-469f-a165-00000000ffff");
    let refused = send(&given, &client.secret, &wrong).await;
    assert_eq!((refused.status, refused.code().as_str()), (400, "organisation_not_imported"));
    let detail = text(&refused.json()["detail"]);
    assert!(detail.starts_with("users[1].positions[1] is no department"), "{detail}");
    let units = given.gerda.ask("{ units { name } }").await;
    assert_eq!(units["units"][0]["name"], "IT og Digitalisering", "nothing of it was taken over");

    // Who is left out is kept out; SCIM shows both ways of keeping people as one.
    let mut fewer = list();
    fewer["users"].as_array_mut().expect("people").pop();
    assert_eq!(send(&given, &client.secret, &fewer).await.json()["usersDeleted"], 1);
    let path = format!("/scim/v2/Users?filter=externalId%20eq%20%22{BO}%22");
    let bo = given.program.sent(given.request(Method::GET, &path, &client.secret)).await.json();
    assert_eq!((&bo["totalResults"], &bo["Resources"][0]["active"]), (&json!(1), &json!(false)));
    assert!(!given.installation.logged().contains(&client.secret), "the log holds a secret");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn existing_importers_keep_working_on_sqlite() {
    imports(Store::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn existing_importers_keep_working_on_postgresql() {
    imports(Store::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_imports_without_the_key_of_a_client_that_may() {
    let given = Given::on(Store::Sqlite).await;
    let reads = given.client(&["READ_CASES", "WRITE_CASES"]).await;
    for key in ["", "gvc_ukendt", reads.secret.as_str(), "00000000-0000-4000-0000-000029189668"] {
        let refused = send(&given, key, &list()).await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "token_unknown"), "{key}");
        assert!(key.is_empty() || !given.installation.logged().contains(key), "a key is logged");
    }
    let token = given.token(&reads).await;
    let request = given.request(Method::POST, "/xapi/organisation", &token).json(&list());
    assert_eq!(given.program.sent(request).await.status, 403);
    let signed_in = given.gerda.request(Method::POST, "/xapi/organisation").json(&list());
    assert_eq!(given.gerda.sent(signed_in).await.status, 401, "a cookie is no key");
    let provisions = given.client(&["PROVISION_PEOPLE"]).await;
    for body in ["", "[]", "{\"users\": 7}", "<xml/>"] {
        let request = given.request(Method::POST, "/xapi/organisation", &provisions.secret);
        let refused = given.program.sent(request.body(body)).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, "organisation_not_imported"));
    }
    assert_eq!(given.gerda.ask("{ units { id } }").await["units"], json!([]));
}
