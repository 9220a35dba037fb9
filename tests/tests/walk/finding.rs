//! Syddjurs finds the case, follows it and asks.

use journeys::{eventually, global_id, new_id};
use serde_json::{Value, json};

use crate::shared::{Walk, view};

const SEARCH: &str = "query($search: String!) { cases(search: $search, first: 50) { totalCount
    nodes { id basics { title } matches { field excerpt words } } } }";

pub async fn syddjurs_searches_faktura_and_sees_why(walk: &mut Walk) {
    let id = global_id("Case", &walk.case);
    let found = eventually("the case is found", || async {
        let answer = walk.syddjurs.graphql(SEARCH, json!({"search": "faktura"})).await.data();
        let nodes = answer["cases"]["nodes"].as_array().expect("a list").clone();
        nodes.into_iter().find(|node| node["id"] == id)
    })
    .await;

    let matches = found["matches"].as_array().expect("a list");
    let named = |start: &str| {
        matches.iter().find(|one| one["field"].as_str().is_some_and(|f| f.starts_with(start)))
    };
    let title = named("basics.title").expect("the title is told to match");
    let excerpt = title["excerpt"].as_str().unwrap_or_default();
    assert!(excerpt.contains("<mark>") && excerpt.to_lowercase().contains("faktura"), "{title}");
    assert!(named("story").is_some(), "the text is told to match too: {matches:?}");
    let words: Vec<&Value> =
        matches.iter().filter_map(|one| one["words"].as_array()).flatten().collect();
    let whole = |word: &&&Value| word.as_str().is_some_and(|w| w.starts_with("fakturagodkendelse"));
    assert!(words.iter().any(|word| whole(&word)), "the compound is named: {words:?}");
}

pub async fn syddjurs_follows_and_asks(walk: &mut Walk) {
    let input = json!({"caseId": walk.case});
    walk.syddjurs.change("followCase", input.clone()).await.done();
    walk.syddjurs.change("followCase", input).await.done();
    let case = view(&walk.syddjurs, &walk.case).await;
    assert_eq!(case["followed"], true);
    assert!(case["internal"].is_null() && case["history"].is_null(), "{case}");

    let (comment, text) = (new_id(), "Hvordan håndterer I fakturaer uden ordrenummer?");
    let input = json!({"caseId": walk.case, "commentId": comment, "text": text});
    walk.syddjurs.change("postComment", input).await.done();

    let asked = eventually("Randers sees the question", || async {
        let case = view(&walk.randers, &walk.case).await;
        let first = case["comments"]["nodes"][0].clone();
        (!first.is_null() && case["commentCount"] == 1).then_some(first)
    })
    .await;
    assert_eq!(asked["text"], text);
    assert_eq!(asked["organisation"]["cvr"], "29189978");
    assert!(asked["author"].is_null(), "people are not told to other organisations");

    let answer = json!({"caseId": walk.case, "text": "De går til en sagsbehandler.",
        "inReplyTo": global_id("Comment", &comment)});
    walk.randers.change("postComment", answer).await.done();
    let own = view(&walk.randers, &walk.case).await["comments"]["nodes"][1].take();
    assert_eq!(own["author"]["name"], "Karen Holmgaard", "one's own people are told");
}

pub async fn the_follower_is_told_of_the_next_change(walk: &mut Walk) {
    const INBOX: &str = "{ inbox(first: 50) { nodes { caseId event edition case { edition } } } }";
    let before = walk.syddjurs.ask(INBOX).await["inbox"]["nodes"].take();
    let known = before.as_array().expect("a list").len();

    let notes = json!({"caseId": walk.case, "internal": {"notes": "Ikke en ændring for andre"}});
    walk.randers.change("reviseInternalNotes", notes).await.done();
    let input = json!({"caseId": walk.case,
        "operation": {"description": "Kører hver nat", "inOperationSince": "2026-01-15", "rating": 3}});
    walk.randers.change("describeOperation", input).await.done();

    let entries = eventually("the follower is told", || async {
        let inbox = walk.syddjurs.ask(INBOX).await["inbox"]["nodes"].take();
        let entries = inbox.as_array().expect("a list").clone();
        (entries.len() > known).then_some(entries)
    })
    .await;
    assert_eq!(entries.len(), known + 1, "one change, one entry: {entries:?}");
    assert_eq!(entries[0]["caseId"], global_id("Case", &walk.case));
    assert_eq!(entries[0]["edition"], entries[0]["case"]["edition"]);
    let kolding = walk.kolding.ask(INBOX).await;
    assert_eq!(kolding["inbox"]["nodes"], json!([]), "who follows nothing is told nothing");
}
