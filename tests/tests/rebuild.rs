//! The log is the only record: what is folded from it can be thrown away and comes back the same.

use std::path::Path;

use journeys::process::run;
use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

/// Lists with their cursors, search with its matches, figures, history, comments and inbox.
async fn answers(installation: &Installation, case: &str) -> Vec<Value> {
    const LIST: &str = "{ cases(sort: {by: TITLE}, first: 60) { totalCount
        edges { cursor node { id edition changedAt phase basics { title } gains { metric } } }
        pageInfo { endCursor hasNextPage } } }";
    const SEARCH: &str = "{ cases(search: \"velfærdsteknologi ældre\", first: 30) { totalCount
        nodes { id matches { field excerpt words } } } }";
    const FIGURES: &str = "{ statistics(by: [REGION, PHASE]) { total { ...all }
        cells { values { key label } figures { ...all } } } }
        fragment all on Figures { cases organisations expectedHoursPerYear measuredHoursPerYear
        casesWithoutExpectedHours casesWithoutMeasuredHours reuses reusesInUse }";
    const INBOX: &str = "{ inbox(first: 50) { nodes { caseId edition event at } } }";
    const CASE: &str = "query($id: ID!) { case(id: $id) { followed reuserCount
        internal { revision people { roles } notes { notes } }
        history { nodes { revision event at changes { field before after } } }
        comments { totalCount nodes { id text postedAt } } } }";
    let mut all = Vec::new();
    for subject in ["consultant-randers", "consultant-syddjurs", "coordinator-kl"] {
        let visitor = Visitor::sign_in(installation, subject).await;
        for query in [LIST, SEARCH, FIGURES, INBOX] {
            all.push(visitor.ask(query).await);
        }
        all.push(visitor.graphql(CASE, json!({"id": case})).await.data());
    }
    all
}

/// Something of every kind, besides the demo's cases.
async fn history_of_a_case(installation: &Installation) -> String {
    let randers = Visitor::sign_in(installation, "consultant-randers").await;
    let syddjurs = Visitor::sign_in(installation, "consultant-syddjurs").await;
    let (case, gain) = (new_id(), new_id());
    let basics = json!({"title": "Velfærdsteknologi til ældre", "summary": "Prøves af."});
    let registered = json!({"id": case, "basics": basics, "visibility": "MEMBERS"});
    randers.change("registerCase", registered).await.done();
    let notes = json!({"caseId": case, "internal": {"notes": "Kun til os selv"}});
    randers.change("reviseInternalNotes", notes).await.done();
    eventually("Syddjurs may follow it", || async {
        let follow = syddjurs.change("followCase", json!({"caseId": case})).await;
        follow.outcome()["refusal"].is_null().then_some(())
    })
    .await;
    let comment = json!({"caseId": case, "text": "Hvordan gik det?"});
    syddjurs.change("postComment", comment).await.done();
    let reuse = json!({"source": case, "visibility": "MEMBERS", "degree": "IN_USE"});
    syddjurs.change("reuseCase", reuse).await.done();
    let define = json!({"caseId": case, "gainId": gain, "gain": {"kind": "TIME",
        "metric": "Tid", "unit": "HOURS", "recurrence": "PER_YEAR", "expected": {"value": "12.5"}}});
    randers.change("defineGain", define).await.done();
    let measured = json!({"caseId": case, "gainId": gain, "measurement": {"value": "9.25"}});
    randers.change("measureGain", measured).await.done();
    eventually("the follower is told and all is found", || async {
        let told = syddjurs
            .ask(
                "{ inbox { nodes { event } } \
            cases(search: \"velfærdsteknologi ældre prøves\") { nodes { reuserCount } } }",
            )
            .await;
        let entries = told["inbox"]["nodes"].as_array().map_or(0, Vec::len);
        (entries == 2 && told["cases"]["nodes"][0]["reuserCount"] == 1).then_some(())
    })
    .await;
    case
}

fn rebuild(data: &Path) -> String {
    run(&["rebuild", "--data", &data.display().to_string()]).well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_rebuilt_answers_as_before() {
    let mut installation = Installation::demo().await;
    let case = history_of_a_case(&installation).await;
    let before = answers(&installation, &case).await;

    installation.stop();
    let said = rebuild(&installation.data());
    assert!(said.contains("bygget igen af"), "{said}");
    installation.start().await;
    assert_eq!(answers(&installation, &case).await, before);

    installation.stop();
    for entry in std::fs::read_dir(installation.data()).expect("the demo has a folder") {
        let path = entry.expect("an entry").path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("read.db")) {
            std::fs::remove_file(path).expect("a file of the read models");
        }
    }
    std::fs::remove_dir_all(installation.data().join("search")).expect("the index is a folder");
    assert_eq!(rebuild(&installation.data()), said, "of as many events as before");
    installation.start().await;
    assert_eq!(answers(&installation, &case).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_rebuilt_beside_a_running_service_is_read_by_it() {
    let installation = Installation::demo().await;
    let case = history_of_a_case(&installation).await;
    let before = answers(&installation, &case).await;
    let data = installation.data();
    assert!(data.join("read.db.1").exists());

    rebuild(&data);

    assert!(data.join("read.db.2").exists());
    assert!(!data.join("read.db.1").exists(), "the service went over and nobody uses the other");
    assert_eq!(answers(&installation, &case).await, before);
    let listed = run(&["projections", "list", "--data", &data.display().to_string()]).well();
    assert!(listed.contains("efterslæb 0") && listed.contains("Intet er parkeret"), "{listed}");
}
