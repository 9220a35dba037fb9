//! The past of a case, walked over HTTP: what it was, what changed, and back again.

use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

const VERSION: &str = "query($id: ID!, $revision: Int, $asOf: DateTime) {
    caseVersion(id: $id, revision: $revision, asOf: $asOf) {
        revision at story { challenge } notes { notes } people { person { name } roles } } }";
const CHANGES: &str = "query($id: ID!, $from: Int!, $to: Int!) {
    caseChanges(id: $id, from: $from, to: $to) { field before after } }";

async fn told(by: &Visitor, query: &str, variables: Value) -> Value {
    let mut data = by.graphql(query, variables).await.data();
    data.as_object_mut().expect("an object").values_mut().next().expect("one field").take()
}

async fn say(by: &Visitor, case: &str, challenge: &str) -> u64 {
    let input = json!({"caseId": case, "story": {"challenge": challenge}});
    by.change("describeStory", input).await.done()["revision"].as_u64().expect("an owner's")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owners_look_back_compare_and_bring_an_earlier_version_back() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let case = new_id();
    let basics = json!({"title": "Robot til tilbageblik", "summary": "Den husker."});
    let registered = json!({"id": case, "basics": basics, "visibility": "PUBLIC"});
    randers.change("registerCase", registered).await.done();
    let before = say(&randers, &case, "Som det var").await;
    let after = say(&randers, &case, "Som det blev").await;

    let by_revision = json!({"id": case, "revision": before});
    let past = told(&randers, VERSION, by_revision.clone()).await;
    assert_eq!(past["story"]["challenge"], "Som det var");
    assert_eq!(past["people"][0]["roles"], json!(["REPORTER"]));
    let by_moment = json!({"id": case, "asOf": past["at"]});
    assert_eq!(told(&randers, VERSION, by_moment).await, past);
    let changes = told(&randers, CHANGES, json!({"id": case, "from": before, "to": after})).await;
    let wanted = json!([{"field": "story.challenge", "before": "\"Som det var\"",
        "after": "\"Som det blev\""}]);
    assert_eq!(changes, wanted);

    eventually("Syddjurs reads the case", || async {
        let case = told(&syddjurs, "query($id: ID!) { case(id: $id) { id } }", json!({"id": case}));
        (!case.await.is_null()).then_some(())
    })
    .await;
    for outsider in [&syddjurs, &Visitor::anonymous(&installation)] {
        assert!(told(outsider, VERSION, by_revision.clone()).await.is_null());
        let between = json!({"id": case, "from": before, "to": after});
        assert!(told(outsider, CHANGES, between).await.is_null());
    }
    let back = json!({"caseId": case, "revision": before, "expectedRevision": after});
    let refused = syddjurs.change("restoreCaseVersion", back.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    let restored = randers.change("restoreCaseVersion", back).await.done();
    assert_eq!(restored["revision"], after + 1);
    let now = json!({"id": case, "revision": after + 1});
    assert_eq!(told(&randers, VERSION, now).await["story"]["challenge"], "Som det var");
    let none = json!({"caseId": case, "revision": 900});
    let unknown = randers.change("restoreCaseVersion", none).await.refusal();
    assert_eq!(unknown.code(), "revision_unknown");
}
