//! People leave, walked over HTTP: what they are on their organisation's cases goes to a colleague.

use journeys::{Installation, Visitor, eventually, global_id, new_id};
use serde_json::{Value, json};

async fn register(by: &Visitor, title: &str) -> String {
    let case = new_id();
    let basics = json!({"title": title, "summary": "En af mange."});
    by.change("registerCase", json!({"id": case, "basics": basics})).await.done();
    case
}

async fn id_of(by: &Visitor) -> Value {
    by.ask("{ viewer { id } }").await["viewer"]["id"].take()
}

/// Cases that a person is on, as somebody is told.
async fn on(by: &Visitor, person: &Value) -> Value {
    let query = "query($person: ID!) { cases(filter: {person: $person}) { totalCount } }";
    by.graphql(query, json!({"person": person})).await.data()["cases"]["totalCount"].take()
}

async fn hand_over(by: &Visitor, input: Value) -> Value {
    let query = "mutation($input: HandOverInput!) { handOver(input: $input) { handedOver repeated
        left { caseId refusal { code } } withoutPeople { caseId case { basics { title } } }
        refusal { code fields { field rule } } } }";
    by.graphql(query, json!({"input": input})).await.data()["handOver"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_hands_over_every_case_and_the_report_says_what_is_left() {
    let installation = Installation::demo().await;
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "superuser-syddjurs").await;
    let (leaver, successor) = (id_of(&karen).await, id_of(&superuser).await);
    let foreign = id_of(&syddjurs).await;
    let mut cases = Vec::new();
    for number in 1..=12 {
        cases.push(register(&karen, &format!("Robot {number}")).await);
    }
    let deleted = json!({"caseId": cases[11], "reason": "En fejl"});
    karen.change("deleteCase", deleted).await.done();
    eventually("the superuser sees them all", || async {
        (on(&superuser, &leaver).await == 11).then_some(())
    })
    .await;
    assert_eq!(on(&syddjurs, &leaver).await, 0, "who is on a case is told to its owners only");

    let to_all = json!({"from": leaver, "to": successor, "idempotencyKey": "karen-stopper"});
    let other = json!({"from": leaver, "to": foreign});
    assert_eq!(hand_over(&superuser, other).await["refusal"]["code"], "person_unknown");
    let from_outside = hand_over(&syddjurs, to_all.clone()).await;
    assert_eq!(from_outside["refusal"]["code"], "person_unknown");
    let oneself = hand_over(&superuser, json!({"from": leaver, "to": leaver})).await;
    assert_eq!(oneself["refusal"]["fields"][0], json!({"field": "to", "rule": "not_allowed"}));

    let report = hand_over(&superuser, to_all.clone()).await;
    assert_eq!((&report["handedOver"], &report["left"]), (&json!(11), &json!([])), "{report}");
    assert_eq!(
        (on(&superuser, &leaver).await, on(&superuser, &successor).await),
        (json!(0), json!(11))
    );
    let again = hand_over(&superuser, to_all).await;
    assert_eq!((&again["handedOver"], &again["repeated"]), (&json!(11), &json!(true)));
    let changed = json!({"from": leaver, "idempotencyKey": "karen-stopper"});
    let reused = hand_over(&superuser, changed).await;
    assert_eq!(reused["refusal"]["code"], "idempotency_key_reused");
    let story = json!({"caseId": cases[0], "story": {"solution": "Stadig min?"}});
    assert_eq!(karen.change("describeStory", story).await.refusal().code(), "not_permitted");

    let restored = json!({"caseId": cases[11]});
    superuser.change("restoreCase", restored).await.done();
    let alone = hand_over(&superuser, json!({"from": leaver})).await;
    assert_eq!(alone["handedOver"], 1);
    let left = json!([{"caseId": global_id("Case", &cases[11]),
        "case": {"basics": {"title": "Robot 12"}}}]);
    assert_eq!(alone["withoutPeople"], left);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_to_ask_is_said_once_for_all_cases_that_say_nobody() {
    const CONTACT: &str = "query($id: ID!) { case(id: $id) { edition contact { role }
        organisationContact { role } } organisationContact(organisation: \"29189668\") { role } }";
    let installation = Installation::demo().await;
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let stranger = Visitor::anonymous(&installation);
    let case = register(&karen, "Robot uden kontakt").await;
    let share = json!({"caseId": case, "visibility": "PUBLIC"});
    karen.change("changeVisibility", share).await.done();
    let set = json!({"contact": {"role": "Digitaliseringsteamet"}});
    let refused = karen.change("setOrganisationContact", set.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    superuser.change("setOrganisationContact", set).await.done();

    let about = json!({"id": case});
    let team = json!({"role": "Digitaliseringsteamet"});
    let seen = eventually("Syddjurs sees whom to ask", || async {
        let seen = syddjurs.graphql(CONTACT, about.clone()).await.data();
        let both = [&seen["case"]["organisationContact"], &seen["organisationContact"]];
        (both == [&team, &team]).then_some(seen)
    })
    .await;
    assert_eq!(seen["case"]["edition"], 1);
    let nothing = stranger.graphql(CONTACT, about.clone()).await.data();
    assert_eq!(nothing["case"]["organisationContact"], Value::Null);
    assert_eq!(nothing["organisationContact"], Value::Null);
    let own = json!({"caseId": case, "contact": {"role": "Økonomi"}});
    karen.change("reviseContact", own).await.done();
    eventually("the case's own goes before it", || async {
        let seen = syddjurs.graphql(CONTACT, about.clone()).await.data()["case"].take();
        (seen["organisationContact"].is_null() && seen["contact"]["role"] == "Økonomi")
            .then_some(())
    })
    .await;
}
