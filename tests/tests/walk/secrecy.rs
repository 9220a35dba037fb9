//! What others do not see.

use journeys::{Visitor, global_id};
use serde_json::{Value, json};

use crate::shared::{Walk, view};

/// By id, as a node, in lists, in search and in counts.
async fn does_not_see(visitor: &Visitor, case: &str) {
    const EVERYWHERE: &str = "query($id: ID!, $after: String) { case(id: $id) { id }
        node(id: $id) { id }
        cases(first: 100, after: $after) { totalCount nodes { id } pageInfo { hasNextPage } }
        found: cases(search: \"fakturagodkendelse\", first: 100) { totalCount nodes { id } }
        following: cases(filter: {reusesCase: $id}) { totalCount nodes { id } }
        followed: cases(filter: {followed: true}) { nodes { id } } }";
    let id = global_id("Case", case);
    let answer = visitor.graphql(EVERYWHERE, json!({"id": id})).await;
    let data = answer.data();
    assert!(data["case"].is_null() && data["node"].is_null(), "{data}");
    assert!(!answer.body.contains(&id) && !answer.body.contains(case), "{}", answer.body);
    for list in ["cases", "found"] {
        let told = data[list]["totalCount"].as_u64().expect("a count");
        let listed = data[list]["nodes"].as_array().expect("a list").len();
        assert_eq!(usize::try_from(told).expect("few"), listed, "{list} counts what it lists");
    }
}

pub async fn nobody_else_sees_what_is_not_shared(walk: &mut Walk) {
    for visitor in [&walk.syddjurs, &walk.kolding, &walk.coordinator, &walk.stranger] {
        does_not_see(visitor, &walk.case).await;
        does_not_see(visitor, &walk.draft).await;
    }
    let refused = walk.kolding.change("followCase", json!({"caseId": walk.case})).await.refusal();
    assert_eq!(refused.code(), "case_unknown");
    let input = json!({"source": walk.draft});
    assert_eq!(walk.kolding.change("reuseCase", input).await.refusal().code(), "case_unknown");
    assert!(!view(&walk.superuser, &walk.draft).await.is_null(), "a superuser of Randers does");
}

pub async fn a_stranger_sees_only_what_is_public(walk: &mut Walk) {
    does_not_see(&walk.stranger, &walk.case).await;
    let refused = walk.stranger.change("followCase", json!({"caseId": walk.case})).await.refusal();
    assert_eq!(refused.code(), "not_signed_in");

    let input = json!({"caseId": walk.case, "visibility": "PUBLIC"});
    walk.randers.change("changeVisibility", input).await.done();
    let case = journeys::eventually("the stranger sees it", || async {
        let case = view(&walk.stranger, &walk.case).await;
        (!case.is_null()).then_some(case)
    })
    .await;
    assert_eq!(case["basics"]["title"], "Robot hjælper med fakturagodkendelse");
    let kept = ["contact", "comments", "internal", "history", "visibility", "followed"];
    for name in kept {
        assert!(case[name].is_null(), "{name} is not for the public: {case}");
    }
    assert_eq!(case["reusers"]["edges"], json!([]), "the reuser is for members only");
    let people: Vec<Value> = vec![json!("Karen"), json!("randers.example")];
    let whole = case.to_string();
    assert!(people.iter().all(|one| !whole.contains(one.as_str().unwrap_or_default())));
}

pub async fn the_draft_is_seen_by_nobody_else_to_the_end(walk: &mut Walk) {
    for visitor in [&walk.syddjurs, &walk.kolding, &walk.coordinator, &walk.stranger] {
        does_not_see(visitor, &walk.draft).await;
    }
}

/// Randers takes the case in. Syddjurs' own history and a conflict there tell that something was
/// reused, and not what.
pub async fn a_source_that_was_taken_in_is_told_by_no_conflict(walk: &mut Walk) {
    let input = json!({"caseId": walk.case, "visibility": "ORGANISATION"});
    walk.randers.change("changeVisibility", input).await.done();
    journeys::eventually("Syddjurs sees it no more", || async {
        view(&walk.syddjurs, &walk.case).await.is_null().then_some(())
    })
    .await;

    let input = json!({"caseId": walk.reuser, "phase": "IDEA", "expectedRevision": 1});
    let answer = walk.syddjurs.change("changePhase", input).await;

    assert_eq!(answer.refusal().code(), "conflict");
    assert!(answer.body.contains("ReuseDeclared"), "{}", answer.body);
    assert!(answer.body.contains("hidden"), "{}", answer.body);
    assert!(!answer.body.contains(&walk.case), "{}", answer.body);
    does_not_see(&walk.syddjurs, &walk.case).await;
}
