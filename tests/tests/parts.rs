//! A list tells of its cases only what is asked for (`gateway::case_parts`). What it tells is the same
//! as when everything is asked for: held against each other for every field that a case has.

use journeys::schema::{Field, Schema};
use journeys::workspace::text;
use journeys::{Installation, Visitor, eventually, new_id};
use reqwest::Method;
use serde_json::{Value, json};

/// Takes everything with it, as it is read of its own.
const EVERYTHING: &str = "reusers(first: 1) { totalCount }";

/// The question for a list with these fields of its cases.
async fn listed(by: &Visitor, fields: &str) -> Vec<Value> {
    let query = format!("{{ cases(search: \"stykliste\", first: 5) {{ nodes {{ {fields} }} }} }}");
    let nodes = by.ask(&query).await["cases"]["nodes"].take();
    nodes.as_array().expect("a list").clone()
}

/// A field with what is below it, as deep as a list is asked for.
fn asked(schema: &Schema, field: &Field, deeper: usize) -> Option<String> {
    if field.arguments.iter().any(|argument| argument.required) {
        return None;
    }
    if schema.is_leaf(&field.of) {
        return Some(field.name.clone());
    }
    let fields = schema.named(&field.of).fields.iter();
    let below: Vec<String> = match deeper {
        0 => Vec::new(),
        _ => fields.filter_map(|field| asked(schema, field, deeper - 1)).collect(),
    };
    (!below.is_empty()).then(|| format!("{} {{ {} }}", field.name, below.join(" ")))
}

async fn registered(by: &Visitor, title: &str, kle: &[&str]) -> String {
    let case = new_id();
    let input = json!({"id": case, "visibility": "MEMBERS",
        "basics": {"title": title, "summary": "Læser en stykliste", "kle": kle},
        "workload": {"occurrencesPerYear": 1200, "secondsPerOccurrence": 360,
            "automationDegreePercent": 50}});
    by.change("registerCase", input).await.done();
    case
}

/// A case of Randers' that says something of everything that is told apart.
async fn made(randers: &Visitor, syddjurs: &Visitor) -> String {
    let source = registered(syddjurs, "Kilden", &[]).await;
    let case = registered(randers, "Styklisterobot", &["97.01.01"]).await;
    let story = json!({"caseId": case, "story": {"challenge": "Styklister tastes af"}});
    randers.change("describeStory", story).await.done();
    for (mutation, input) in [
        (
            "reuseCase",
            json!({"source": source, "id": new_id(), "degree": "TESTING",
            "title": "En stykliste genbrugt", "visibility": "MEMBERS"}),
        ),
        ("postComment", json!({"caseId": case, "text": "Hvilken stykliste?"})),
        ("followCase", json!({"caseId": case})),
        ("bookmarkCase", json!({"caseId": case})),
    ] {
        randers.change(mutation, input).await.done();
    }
    let reuse = json!({"source": case, "visibility": "MEMBERS", "degree": "TESTING"});
    eventually("Syddjurs can reuse it", || async {
        let answer = syddjurs.change("reuseCase", reuse.clone()).await;
        answer.outcome()["refusal"].is_null().then_some(())
    })
    .await;
    let token = "mutation($input: CreateRobotTokenInput!) { createRobotToken(input: $input) {
        secret refusal { code } } }";
    let input = json!({"input": {"name": "Robot", "caseIds": [case], "days": 90}});
    let secret = randers.graphql(token, input).await.outcome()["secret"].take();
    let runs = json!({"runs": [{"case": case, "robot": "Robot", "externalId": "1",
        "startedAt": "2026-03-31T23:50:00+02:00", "endedAt": "2026-04-01T02:30:00+02:00",
        "itemsDone": 50}]});
    let request = randers.request(Method::POST, "/api/v1/runs").bearer_auth(text(&secret));
    assert_eq!(randers.sent(request.json(&runs)).await.status, 200);
    case
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_list_tells_does_not_depend_on_what_else_is_asked() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let contact = json!({"contact": {"role": "Digitaliseringsteamet"}});
    superuser.change("setOrganisationContact", contact).await.done();
    installation.import("import-kle", "opdigtet-kle.xml", &[]);
    made(&randers, &syddjurs).await;
    eventually("all is counted", || async {
        let all = "reuserCount commentCount runs { months { runs } } organisationContact { role } \
            kle { title }";
        let nodes = listed(&randers, &format!("{all} {EVERYTHING}")).await;
        let whole = |node: &Value| {
            node["reuserCount"] == 1
                && node["commentCount"] == 1
                && !node["runs"].is_null()
                && !node["organisationContact"].is_null()
                && node["kle"][0]["title"].is_string()
        };
        (nodes.len() >= 3 && nodes.iter().any(whole)).then_some(())
    })
    .await;

    let schema = Schema::of(&randers).await;
    let (mut said, mut wrong) = (Vec::new(), Vec::new());
    for field in &schema.named("Case").fields {
        let Some(question) = asked(&schema, field, 2) else { continue };
        let alone = listed(&randers, &question).await;
        let beside = listed(&randers, &format!("{question} also: {EVERYTHING}")).await;
        let of = |nodes: &[Value]| nodes.iter().map(|node| node[&field.name].clone()).collect();
        let (alone, beside): (Vec<Value>, Vec<Value>) = (of(&alone), of(&beside));
        if alone != beside {
            wrong.push(field.name.as_str());
        }
        if beside.iter().any(|value| *value != beside[0] || value.is_number()) {
            said.push(field.name.as_str());
        }
    }
    assert_eq!(wrong, [""; 0], "these need more of a case than `gateway::case_parts` says");
    let told_apart = [
        "story",
        "reuses",
        "matches",
        "reuserCount",
        "commentCount",
        "followed",
        "bookmarked",
        "internal",
        "runs",
        "kle",
        "organisationContact",
    ];
    for field in told_apart {
        assert!(said.contains(&field), "{field} says nothing here, so that it proves nothing");
    }
}
