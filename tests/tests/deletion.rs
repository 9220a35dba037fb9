//! A case is deleted and brought back, walked over HTTP.

use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

const DELETED: &str = "{ deletedCases { pageInfo { hasNextPage }
    nodes { id title reason revision lead { name } } } }";
const REUSER: &str =
    "query($id: ID!) { case(id: $id) { reuses { degree source { __typename } } } }";

async fn there(by: &Visitor, case: &str) -> bool {
    let query =
        "query($id: ID!) { case(id: $id) { id } cases(filter: {organisations: [\"29189668\"]},
        search: \"skovbrand\") { totalCount } }";
    let answer = by.graphql(query, json!({"id": case})).await.data();
    let there = !answer["case"].is_null();
    assert!(there || answer["cases"]["totalCount"] == 0, "{answer}");
    there
}

async fn until_there(by: &Visitor, case: &str, wanted: bool) {
    eventually("others see it so", || async { (there(by, case).await == wanted).then_some(()) })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_deleted_is_gone_for_all_until_its_owners_restore_it() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let stranger = Visitor::anonymous(&installation);
    let (case, reuser) = (new_id(), new_id());
    let basics = json!({"title": "Varsling af skovbrand", "summary": "Drone over plantagen."});
    let registered = json!({"id": case, "basics": basics, "visibility": "PUBLIC"});
    randers.change("registerCase", registered).await.done();
    until_there(&syddjurs, &case, true).await;
    let reuse = json!({"id": reuser, "source": case, "degree": "TESTING", "visibility": "MEMBERS"});
    syddjurs.change("reuseCase", reuse).await.done();

    let why = json!({"caseId": case, "reason": "Registreret to gange"});
    assert_eq!(syddjurs.change("deleteCase", why.clone()).await.refusal().code(), "not_permitted");
    let deleted = randers.change("deleteCase", why).await.done();
    assert!(deleted["case"].is_null() && deleted["revision"].is_u64(), "{deleted}");

    for visitor in [&randers, &superuser, &syddjurs, &stranger] {
        until_there(visitor, &case, false).await;
    }
    let comment = json!({"caseId": case, "text": "Hvor blev den af?"});
    let unknown = syddjurs.change("postComment", comment.clone()).await.refusal();
    assert_eq!(unknown.code(), "case_unknown");
    let kept = syddjurs.graphql(REUSER, json!({"id": reuser})).await.data()["case"].take();
    let source = json!([{"degree": "TESTING", "source": {"__typename": "HiddenSource"}}]);
    assert_eq!(kept["reuses"], source);

    let list = superuser.ask(DELETED).await["deletedCases"]["nodes"].take();
    assert_eq!(list[0]["title"], "Varsling af skovbrand");
    assert_eq!(list[0]["reason"], "Registreret to gange");
    assert_eq!(list[0]["lead"]["name"], "Randers Kommune");
    for other in [&syddjurs, &stranger] {
        let list = other.ask(DELETED).await["deletedCases"]["nodes"].take();
        assert_eq!(list, Value::Array(Vec::new()));
    }
    let back = json!({"caseId": case});
    assert_eq!(syddjurs.change("restoreCase", back.clone()).await.refusal().code(), "case_unknown");
    let restored = superuser.change("restoreCase", back).await.done();
    assert!(!restored["case"].is_null(), "{restored}");
    until_there(&stranger, &case, true).await;
    syddjurs.change("postComment", comment).await.done();
}
