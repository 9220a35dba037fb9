//! Two edit at once, and others are told.

use journeys::{global_id, new_id};
use serde_json::json;

use crate::shared::{Walk, revision, view};

pub async fn a_conflict_tells_what_changed_and_overwrites_nothing(walk: &mut Walk) {
    let seen = revision(&walk.superuser, &walk.case).await;
    let story = json!({"challenge": "Fakturagodkendelse tager for lang tid.",
        "solution": "En robot matcher faktura og ordre.", "partners": ["KOMBIT"]});
    let input = json!({"caseId": walk.case, "story": story, "expectedRevision": seen});
    walk.randers.change("describeStory", input).await.done();
    let before = view(&walk.superuser, &walk.case).await;

    let value = json!({"challenge": "Noget andet", "solution": "Noget tredje"});
    let input = json!({"caseId": walk.case, "story": value, "expectedRevision": seen});
    let refused = walk.superuser.change("describeStory", input).await.refusal();

    assert_eq!(refused.code(), "conflict");
    let since = refused.0["changedSince"].as_array().expect("a list").clone();
    assert_eq!(since.len(), 1, "one change since: {since:?}");
    assert_eq!(since[0]["revision"], before["internal"]["revision"]);
    let changed: Vec<&str> = since[0]["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|change| change["field"].as_str())
        .collect();
    assert!(changed.iter().any(|field| field.starts_with("story")), "{changed:?}");
    assert_eq!(view(&walk.superuser, &walk.case).await, before, "nothing is overwritten");

    let same = json!({"caseId": walk.case, "story": story, "idempotencyKey": "walk-same"});
    let done = walk.superuser.change("describeStory", same.clone()).await.done();
    assert_eq!(done["revision"], before["internal"]["revision"], "a no-op makes no event");
    let notes = json!({"caseId": walk.case, "internal": {"notes": "Set igennem"}});
    walk.randers.change("reviseInternalNotes", notes).await.done();
    let again = walk.superuser.change("describeStory", same).await.done();
    assert_eq!((&again["repeated"], &again["revision"]), (&json!(true), &done["revision"]));
}

/// The first that Syddjurs hears is the sharing: what happened to the case while it was not
/// shared, and what happens to the draft, is not told.
pub async fn subscribers_are_told_of_what_they_may_read_and_nothing_else(walk: &mut Walk) {
    const CHANGES: &str = "subscription { caseChanged { id edition revision case { id } } }";
    let mut syddjurs = walk.syddjurs.subscribe(CHANGES, json!({})).await;
    let mut owner = walk.randers.subscribe(CHANGES, json!({})).await;
    assert_eq!(syddjurs.status, 200);
    assert!(syddjurs.content_type.starts_with("text/event-stream"), "{}", syddjurs.content_type);

    for case in [&walk.draft, &walk.case] {
        let notes = json!({"notes": format!("Kun til os selv {}", new_id())});
        let input = json!({"caseId": case, "internal": notes});
        walk.randers.change("reviseInternalNotes", input).await.done();
    }
    let input = json!({"caseId": walk.case, "visibility": "MEMBERS"});
    let shared = walk.randers.change("changeVisibility", input).await.done();
    let notes = json!({"caseId": walk.draft, "internal": {"notes": "Stadig kun til os selv"}});
    walk.randers.change("reviseInternalNotes", notes).await.done();
    let input = json!({"caseId": walk.case,
        "value": {"quality": "Færre fejl i bogføringen", "claimed": ["QUALITY", "EFFICIENCY"]}});
    walk.randers.change("describeValue", input).await.done();

    let id = global_id("Case", &walk.case);
    for _ in 0..2 {
        let told = syddjurs.next().await["data"]["caseChanged"].take();
        assert_eq!(told["id"], id, "only the shared case is told: {told}");
        assert!(told["revision"].is_null(), "an outsider is told no revision: {told}");
        assert_eq!(told["case"]["id"], id);
    }
    let mut told = Vec::new();
    while told.last() != Some(&shared["revision"]) {
        let change = owner.next().await["data"]["caseChanged"].take();
        if change["id"] == id {
            told.push(change["revision"].clone());
        }
    }
    assert!(told.iter().all(serde_json::Value::is_u64), "an owner is told revisions: {told:?}");
}
