//! The README's queries, run as they stand by the people that it names.

use journeys::{Installation, Visitor, demo_people, eventually, workspace};
use serde_json::Value;

/// Who runs a query, by name, and the query.
fn steps() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(workspace::root().join("README.md")).expect("a README");
    let (_, walk) = readme.split_once("<!-- walk: begin").expect("the walk begins");
    let (walk, _) = walk.split_once("<!-- walk: end").expect("the walk ends");
    let mut who = String::new();
    let mut steps = Vec::new();
    for (index, part) in walk.split("```").enumerate() {
        match part.strip_prefix("graphql\n") {
            Some(query) if index % 2 == 1 => steps.push((who.clone(), query.to_owned())),
            _ => {
                if let Some(name) = part.split("**").nth(1) {
                    name.clone_into(&mut who);
                }
            }
        }
    }
    steps
}

/// Every refusal in an answer, by its code.
fn refusals(answer: &Value, found: &mut Vec<String>) {
    match answer {
        Value::Object(fields) => {
            if let Some(code) = fields.get("refusal").and_then(|refusal| refusal["code"].as_str()) {
                found.push(code.to_owned());
            }
            fields.values().for_each(|value| refusals(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| refusals(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_walk_of_the_readme_does_what_it_says() {
    let installation = Installation::demo().await;
    let mut answers = Vec::new();
    let mut refused = Vec::new();
    for (who, query) in steps() {
        let person = demo_people().into_iter().find(|person| person.name == who);
        let person = person.unwrap_or_else(|| panic!("nobody of the demo is called {who:?}"));
        let visitor = Visitor::sign_in(&installation, &person.subject).await;
        let answer = visitor.graphql(&query, Value::Null).await.data();
        refusals(&answer, &mut refused);
        answers.push(answer);
    }

    let [registered, found, _, reusers, counted] = answers.as_slice() else {
        panic!("the README has {} queries", answers.len());
    };
    assert_eq!(refused, ["missing_for_phase"], "only the phase that comes too early is refused");
    let workload = &registered["registerCase"]["case"]["workload"];
    assert_eq!(workload["expectedHoursPerYear"], "560");
    assert_eq!(found["cases"]["nodes"][0]["basics"]["title"], "Fakturagodkendelse");
    let edge = &reusers["describeStory"]["case"]["reusers"]["edges"][0];
    assert_eq!(edge["reuse"]["degree"], "IN_USE");
    assert_eq!(edge["node"]["gains"][0]["measurements"][0]["value"], "410.5");
    let cells = counted["statistics"]["cells"].as_array().expect("cells");
    let measured = cells.iter().find(|cell| cell["figures"]["measuredHoursPerYear"] == "410.5");
    assert!(measured.is_some(), "{cells:?}");

    let jonas = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let inbox = "query { inbox { nodes { event case { basics { title } } } } }";
    eventually("the follower is told of the change", || async {
        let told = jonas.graphql(inbox, Value::Null).await.data();
        (told["inbox"]["nodes"][0]["event"] == "CaseDescribed").then_some(())
    })
    .await;
    let stranger = Visitor::anonymous(&installation);
    let public = stranger.graphql(&steps()[1].1, Value::Null).await.data();
    assert_eq!(public["cases"]["totalCount"], 0, "{public}");
}
