//! Robots at the gateway: known by their token and by nothing else, and asked about once in a while.
#![allow(clippy::unwrap_used)]

mod stand_in;

use std::sync::atomic::Ordering;

use serde_json::json;
use stand_in::{ROBOT, Stage, told};

fn report(stage: &Stage) -> reqwest::RequestBuilder {
    let run = json!({"case": "01970000-0000-7000-8000-000000000001", "robot": "Robot",
        "externalId": "1", "startedAt": "2026-03-01T10:00:00Z",
        "endedAt": "2026-03-01T11:00:00Z", "itemsDone": 10});
    let url = format!("http://{}/api/v1/runs", stage.gateway.address);
    stage.http.post(url).json(&json!({"runs": [run, {"robot": 7}, run]}))
}

#[tokio::test]
async fn a_robot_is_known_by_its_token_and_asked_about_once_in_half_a_minute() {
    let stage = Stage::new().await;
    for _ in 0..3 {
        let (status, answer) = told(report(&stage).bearer_auth(ROBOT)).await;
        let outcomes: Vec<_> = answer["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["outcome"].as_str().unwrap())
            .collect();
        assert_eq!((status, outcomes), (200, vec!["accepted", "refused", "accepted"]));
    }
    assert_eq!(stage.seen.robot_calls.load(Ordering::Relaxed), 1);
    let given = stage.seen.authorizations.lock().unwrap().clone();
    assert!(given.iter().all(|token| token.as_deref() == Some("Bearer token-for-robot")));
}

#[tokio::test]
async fn a_session_is_no_robot_and_a_robot_is_no_session() {
    let stage = Stage::new().await;
    let cookie = format!(
        "genvej_session={}; __Host-genvej_session={}",
        stand_in::SESSION,
        stand_in::SESSION
    );
    let (status, answer) = told(report(&stage).header("Cookie", cookie)).await;
    assert_eq!((status, &answer["code"]), (401, &json!("token_unknown")));
    let (status, _) = told(report(&stage).bearer_auth("gvr_ukendt")).await;
    assert_eq!(status, 401);
    assert!(stage.seen.authorizations.lock().unwrap().is_empty(), "the registry was asked nothing");

    let url = format!("http://{}/graphql", stage.gateway.address);
    let asked =
        stage.http.post(url).bearer_auth(ROBOT).json(&json!({"query": "{ viewer { id } }"}));
    let (_, answer) = told(asked).await;
    assert_eq!(answer["data"]["viewer"], json!(null), "elsewhere its token is not looked at");
}
