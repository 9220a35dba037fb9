//! A reader reports an error on a record, its owners answer in time, and nobody else hears of it.

use journeys::{Installation, Store, Visitor, eventually, global_id, new_id};
use serde_json::{Value, json};

const INBOX: &str = "{ inbox(first: 5) { nodes { kind errorReport { id text answer } } } }";
const LISTED: &str =
    "query($open: Boolean!) { errorReports(filter: {open: $open}) { nodes { id text field
    reportedAt dueOn overdue answer resolvedAt author { name } reporting { cvr }
    resolvedBy { cvr } } } }";

async fn registered(by: &Visitor, visibility: &str) -> String {
    let case = new_id();
    let input = json!({"id": case, "visibility": visibility,
        "basics": {"title": "Fakturagodkendelse", "summary": "Godkender fakturaer"}});
    by.change("registerCase", input).await.done();
    case
}

async fn first_in_inbox(by: &Visitor, kind: &str) -> Value {
    eventually("they are told", || async {
        let entry = by.ask(INBOX).await["inbox"]["nodes"][0].clone();
        (entry["kind"] == kind).then(|| entry["errorReport"].clone())
    })
    .await
}

async fn listed(by: &Visitor, open: bool) -> Vec<Value> {
    let mut answer = by.graphql(LISTED, json!({"open": open})).await.data();
    answer["errorReports"]["nodes"].take().as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_on_a_record_is_answered_by_its_owners_and_known_to_two_sides() {
    let installation = Installation::separate(Store::Sqlite).await;
    let [randers, syddjurs, kolding] =
        ["consultant-randers", "consultant-syddjurs", "consultant-kolding"]
            .map(|subject| Visitor::sign_in(&installation, subject));
    let (randers, syddjurs, kolding) = futures::join!(randers, syddjurs, kolding);
    let case = registered(&randers, "MEMBERS").await;
    let id = new_id();
    let mut report =
        json!({"caseId": case, "reportId": id, "field": "internal.notes", "text": "Nej"});
    let refused = syddjurs.change("reportError", report.clone()).await.refusal();
    assert_eq!(refused.code(), "invalid_fields");
    report["field"] = json!("story.solution");
    syddjurs.change("reportError", report.clone()).await.done();
    report["text"] = json!("Noget andet");
    let again = syddjurs.change("reportError", report).await.refusal();
    assert_eq!(again.code(), "error_report_exists");

    assert_eq!(first_in_inbox(&randers, "ERROR_REPORTED").await["text"], "Nej");
    let own = "query($id: ID!) { case(id: $id) { internal { openErrorReports errorReportDueOn
        errorReportOverdue } } }";
    let internal = randers.graphql(own, json!({"id": case})).await.data();
    let internal = &internal["case"]["internal"];
    assert_eq!(
        (&internal["openErrorReports"], &internal["errorReportOverdue"]),
        (&json!(1), &json!(false))
    );
    let open = listed(&randers, true).await;
    assert_eq!(open[0]["author"], Value::Null, "people are not told to other organisations");
    assert_eq!(
        (&open[0]["dueOn"], &open[0]["overdue"]),
        (&internal["errorReportDueOn"], &json!(false))
    );
    assert!(listed(&syddjurs, true).await[0]["author"]["name"].is_string());

    let answer = json!({"reportId": id, "answer": "Rettet, tak"});
    let foreign = kolding.change("resolveError", answer.clone()).await;
    let missing = json!({"reportId": new_id(), "answer": "Rettet, tak"});
    let missing = kolding.change("resolveError", missing).await;
    assert_eq!(foreign.refusal().code(), "error_report_unknown");
    assert_eq!(foreign.json()["data"], missing.json()["data"]);
    assert_eq!(listed(&kolding, false).await, Vec::<Value>::new());
    assert_eq!(
        syddjurs.change("resolveError", answer.clone()).await.refusal().code(),
        "not_permitted"
    );
    randers.change("resolveError", answer).await.done();
    assert_eq!(first_in_inbox(&syddjurs, "ERROR_RESOLVED").await["answer"], "Rettet, tak");
    assert_eq!(listed(&randers, true).await, Vec::<Value>::new());
    let closed = listed(&syddjurs, false).await;
    assert_eq!(closed[0]["resolvedBy"]["cvr"], "29189668");
    assert_eq!(closed[0]["id"], global_id("ErrorReport", &id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_of_a_reuse_see_the_graph_and_what_came_of_it_until_one_takes_theirs_in() {
    let installation = Installation::separate(Store::Sqlite).await;
    let [randers, syddjurs] = ["consultant-randers", "consultant-syddjurs"]
        .map(|subject| Visitor::sign_in(&installation, subject));
    let (randers, syddjurs) = futures::join!(randers, syddjurs);
    let source = registered(&randers, "MEMBERS").await;
    let outside = json!({"caseId": source, "externalName": "OS2autoproces", "degree": "INSPIRED"});
    randers.change("declareReuse", outside).await.done();
    let copy = new_id();
    let reuse = json!({"source": source, "id": copy, "degree": "IN_USE", "visibility": "MEMBERS"});
    syddjurs.change("reuseCase", reuse).await.done();
    let gain = new_id();
    let define = json!({"caseId": copy, "gainId": gain, "gain": {"kind": "TIME", "metric": "Timer",
        "unit": "HOURS", "recurrence": "PER_YEAR", "expected": {"value": "100", "qualifier": "EXACT"}}});
    syddjurs.change("defineGain", define).await.done();
    let measure = json!({"caseId": copy, "gainId": gain, "measurement": {"value": "41.5"}});
    syddjurs.change("measureGain", measure).await.done();

    let query = "query($id: ID!) { case(id: $id) { reuseGraph { truncated
        nodes { kind name distance expectedHoursPerYear measuredHoursPerYear lead { cvr }
            measuredGains { metric measurements { value } } }
        edges { reuser source degree edition } } } }";
    let around = |by: Visitor, id: String| async move {
        by.graphql(query, json!({"id": id})).await.data()["case"]["reuseGraph"].take()
    };
    let seen = eventually("the source sees its reuser", || async {
        let graph = around(randers.clone(), source.clone()).await;
        let hours = &graph["nodes"][1]["measuredHoursPerYear"];
        (*hours == "41.5").then_some(graph)
    })
    .await;
    assert_eq!(seen["nodes"][1]["expectedHoursPerYear"], "100", "apart: {seen}");
    let kinds: Vec<&Value> = (0..3).map(|at| &seen["nodes"][at]["kind"]).collect();
    assert_eq!(kinds, ["CASE", "CASE", "OUTSIDE"], "{seen}");
    assert_eq!(
        (&seen["truncated"], seen["edges"].as_array().map(Vec::len)),
        (&json!(false), Some(2))
    );

    let taken_in = json!({"caseId": source, "visibility": "ORGANISATION"});
    randers.change("changeVisibility", taken_in).await.done();
    let left = eventually("the reuser sees it no more", || async {
        let graph = around(syddjurs.clone(), copy.clone()).await;
        (graph["nodes"][1]["kind"] == "UNAVAILABLE").then_some(graph)
    })
    .await;
    assert_eq!(left["nodes"][1]["name"], Value::Null, "{left}");
    assert_eq!(left["nodes"].as_array().map(Vec::len), Some(2), "and not what lies beyond it");
    assert_eq!(left["edges"][0]["degree"], "IN_USE");
}
