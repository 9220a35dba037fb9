//! What is shown as HTML, listed for all and told to followers.

use journeys::{Visitor, eventually};
use serde_json::{Value, json};

use crate::There;

const SCRIPTS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[tryk](javascript:alert(1))",
    "<a href=\"data:text/html,<script>1</script>\">x</a>",
    "<svg/onload=alert(1)>",
    "<iframe src=//ond.example></iframe>",
    "![billede](https://ond.example/spor.gif)",
];

/// S3: rich text was stored as it came and shown as it was stored.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_text_becomes_a_script_in_anothers_browser() {
    let there = There::with_a_shared_case().await;
    let story = json!({"challenge": SCRIPTS.join("\n\n"), "solution": "**Robotten**"});
    let told = json!({"caseId": there.case, "story": story});
    there.karen.change("describeStory", told).await.done();
    let asked = "query($id: ID!) { case(id: $id) { richTexts { field html } } }";
    let shown = there.jonas.graphql(asked, json!({"id": there.case})).await.data();
    let texts = shown.pointer("/case/richTexts").and_then(Value::as_array).expect("texts");
    let html: String = texts.iter().map(|text| text["html"].as_str().unwrap_or_default()).collect();
    assert!(html.contains("<strong>Robotten</strong>"), "{html}");
    // What is not a tag any more is text to read; of the tags only these are left.
    let tags = html.split('<').skip(1);
    for tag in tags.map(|tag| tag.split('>').next().unwrap_or_default()) {
        let harmless = ["p", "/p", "strong", "/strong", "/a"].contains(&tag);
        let link_to_nowhere = tag.starts_with("a rel=") && !tag.contains("href");
        assert!(harmless || link_to_nowhere, "<{tag}> in {html}");
    }
}

/// S11: the list of what was seen most told the titles of cases that nobody else might see.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_list_for_all_holds_a_title_that_is_not_for_all() {
    let there = There::with_a_shared_case().await;
    there.share("ORGANISATION").await;
    let lists = "{ cases { nodes { basics { title } } totalCount }
        statistics(by: [ORGANISATION]) { total { cases } cells { figures { cases } } } }";
    for visitor in [&there.jonas, &Visitor::anonymous(&there.installation)] {
        let answer = visitor.ask(lists).await;
        assert_eq!(answer["cases"]["totalCount"], 0, "{answer}");
        assert!(!answer.to_string().contains("Fakturagodkendelse"), "{answer}");
        assert_eq!(answer["statistics"]["cells"], json!([]), "{answer}");
    }
}

/// S13: who followed a case was told of it also after they might read it no more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_who_may_read_no_more_is_told_nothing() {
    let there = There::with_a_shared_case().await;
    there.jonas.change("followCase", json!({"caseId": there.case})).await.done();
    let solution = |text: &str| json!({"caseId": there.case, "story": {"solution": text}});
    there.karen.change("describeStory", solution("Åben")).await.done();
    let inbox = "{ inbox { nodes { event case { basics { title } } } } }";
    eventually("the follower is told", || async {
        let told = there.jonas.ask(inbox).await;
        told.to_string().contains("Fakturagodkendelse").then_some(())
    })
    .await;
    there.share("ORGANISATION").await;
    there.karen.change("describeStory", solution("Lukket")).await.done();
    let own = "query($id: ID!) { case(id: $id) { story { solution } } }";
    let own = there.karen.graphql(own, json!({"id": there.case})).await.data();
    assert_eq!(own["case"]["story"]["solution"], "Lukket");
    let told = there.jonas.ask("{ inbox { nodes { event } } unreadCount }").await;
    assert_eq!(told["inbox"]["nodes"], json!([]), "{told}");
    assert_ne!(told["unreadCount"], Value::from(2), "{told}");
}
