//! GraphQL against services that answer as told, slowly, wrongly or not at all.

mod stand_in;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stand_in::{CASE, Stage, cookie};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_read_by_either_id_and_what_is_not_there_is_null() {
    let stage = Stage::new().await;
    let query = format!(
        "{{ case(id: \"{CASE}\") {{ id lead {{ name }} basics {{ title }} contact {{ role }} \
         workload {{ manualHoursPerYear expectedHoursPerYear }} internal {{ revision }} history {{ nodes {{ event }} }} \
         comments {{ totalCount }} }} other: case(id: \"x\") {{ id }} }}"
    );
    let (_, body) = stage.ask(&query).await;
    let case = &body["data"]["case"];
    assert_eq!(case["lead"]["name"], "Randers Kommune", "{body}");
    assert_eq!(
        case["workload"],
        json!({ "manualHoursPerYear": "800", "expectedHoursPerYear": "560" })
    );
    for hidden in ["contact", "internal", "history", "comments"] {
        assert_eq!(case[hidden], Value::Null, "{hidden}");
    }
    assert_eq!(body["data"]["other"], Value::Null);
    let id = case["id"].as_str().unwrap();
    let (_, body) = stage.ask(&format!("{{ node(id: \"{id}\") {{ __typename id }} }}")).await;
    assert_eq!(body["data"]["node"], json!({ "__typename": "Case", "id": id }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_carries_its_filter_and_counts_only_when_asked() {
    let stage = Stage::new().await;
    let (_, body) = stage
        .ask(
            "{ cases(search: \"faktura\", filter: { phases: [PRE_ANALYSIS], kinds: [WELFARE_TECHNOLOGY], \
             subjectAreas: [TECHNICAL_SERVICES], organisations: [\"29189668\"] }, sort: { by: CHANGED_AT }, first: 5) \
             { edges { cursor } pageInfo { hasNextPage endCursor } } counted: cases { totalCount } \
             none: cases(filter: { organisations: [\"no number\"] }) { totalCount } }",
        )
        .await;
    assert_eq!(body["data"]["cases"]["pageInfo"]["endCursor"], "c1", "{body}");
    assert_eq!(body["data"]["counted"]["totalCount"], 1);
    assert_eq!(body["data"]["none"]["totalCount"], 0);
    let asked = stage.seen.list_requests.lock().unwrap().clone();
    let listed = asked.iter().find(|asked| !asked.count).unwrap();
    let filter = listed.filter.as_ref().unwrap();
    let filter: Value = serde_json::from_slice(&filter.filter_json).unwrap();
    assert_eq!(filter["search"], "faktura");
    assert_eq!(filter["phases"], json!(["pre_analysis"]));
    assert_eq!(filter["kinds"], json!(["welfare_technology"]));
    assert_eq!(filter["subject_areas"], json!(["technical_services"]));
    assert!(listed.descending && listed.first == 5);
    assert_eq!(asked.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_business_no_is_data_in_the_reader_s_language() {
    let stage = Stage::new().await;
    stage.seen.refuse_with(json!({ "code": "missing_for_phase",
        "fields": [{ "field": "implementation.technologies", "rule": "required", "limit": null }] }));
    let mutation = format!(
        "mutation {{ changePhase(input: {{ caseId: \"{CASE}\", phase: OPERATION, expectedRevision: 6 }}) \
         {{ case {{ phase }} repeated refusal {{ code message fields {{ field rule limit message }} \
         changedSince {{ event }} }} }} }}"
    );
    let (status, body) = stage.ask_signed_in(&mutation).await;
    assert_eq!(status, 200);
    let outcome = &body["data"]["changePhase"];
    assert_eq!(outcome["refusal"]["code"], "missing_for_phase", "{body}");
    assert_eq!(outcome["refusal"]["fields"][0]["message"], "Teknologier skal udfyldes.");
    assert_eq!(outcome["case"]["phase"], "IDEA");
    assert_eq!(stage.seen.commands()[0].expected_revision, Some(6));

    let english = stage.http.post(stage.url("/graphql")).header("cookie", cookie());
    let english = english.header("accept-language", "en").json(&json!({ "query": mutation }));
    let body: Value = english.send().await.unwrap().json().await.unwrap();
    let message = &body["data"]["changePhase"]["refusal"]["fields"][0]["message"];
    assert_eq!(message, "Technologies must be filled in.");
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_cannot_be_read_are_refused_together_and_never_sent() {
    let stage = Stage::new().await;
    let (_, body) = stage
        .ask_signed_in(
            "mutation { measureGain(input: { caseId: \"x\", gainId: \"y\", measurement: {}, idempotencyKey: \"\" }) \
             { refusal { code fields { field rule } } } }",
        )
        .await;
    let refusal = &body["data"]["measureGain"]["refusal"];
    assert_eq!(refusal["code"], "invalid_fields", "{body}");
    let fields: Vec<&str> = refusal["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["idempotencyKey", "caseId", "gainId"]);
    assert!(stage.seen.commands().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_with_the_same_key_is_the_same_command() {
    let stage = Stage::new().await;
    let mutation = "mutation { registerCase(input: { basics: { title: \"A\", summary: \"B\" }, \
        idempotencyKey: \"k1\" }) { revision } }";
    let other = mutation.replace("k1", "k2");
    for document in [mutation, mutation, other.as_str()] {
        let (_, body) = stage.ask_signed_in(document).await;
        assert_eq!(body["data"]["registerCase"]["revision"], 7, "{body}");
    }
    let sent = stage.seen.commands();
    assert_eq!((&sent[0].case_id, &sent[0].command), (&sent[1].case_id, &sent[1].command));
    assert_ne!(sent[0].case_id, sent[2].case_id);
    assert_eq!(sent[0].idempotency_key, "k1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_registry_is_lent_the_viewer_s_token_for_identity_only_to_place_a_person() {
    let stage = Stage::new().await;
    let on_case = |mutation: &str| {
        format!(
            "mutation {{ {mutation}(input: {{ caseId: \"{CASE}\", personId: \"{CASE}\", role: ASSOCIATED }}) \
             {{ repeated }} }}"
        )
    };
    for mutation in ["assignPerson", "unassignPerson"] {
        let (_, body) = stage.ask_signed_in(&on_case(mutation)).await;
        assert_eq!(body["data"][mutation]["repeated"], false, "{body}");
    }
    let lent = stage.seen.identity_authorizations.lock().unwrap().clone();
    assert_eq!(lent, [Some("Bearer token-for-identity".to_owned()), None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_looked_up_with_the_viewer_s_own_token_and_by_nobody_else() {
    let stage = Stage::new().await;
    let query = "{ people(search: \"Ka\") { name email } }";
    let (_, body) = stage.ask_signed_in(query).await;
    let found = json!([{ "name": "Ka Bearer token-for-identity", "email": null }]);
    assert_eq!(body["data"]["people"], found, "{body}");
    let (_, body) = stage.ask(query).await;
    assert_eq!(body["data"]["people"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_after_a_write_has_seen_it() {
    let stage = Stage::new().await;
    let follow =
        format!("mutation {{ followCase(input: {{ caseId: \"{CASE}\" }}) {{ repeated }} }}");
    stage.ask_signed_in(&follow).await;
    stage.ask_signed_in("{ cases { nodes { id } } }").await;
    stage.ask("{ cases { nodes { id } } }").await;
    let asked = stage.seen.list_requests.lock().unwrap().clone();
    assert_eq!(asked.iter().map(|asked| asked.at_least).collect::<Vec<_>>(), [42, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn services_that_are_away_or_slow_are_a_clear_error_and_the_gateway_lives_on() {
    let alone = Stage::alone().await;
    let (status, body) = alone.ask("{ cases { nodes { id } } viewer { id } }").await;
    assert_eq!(status, 200);
    assert_eq!(body["errors"][0]["extensions"]["code"], "unavailable", "{body}");
    let signed = alone.http.post(alone.url("/graphql")).header("cookie", cookie());
    let response = signed.json(&json!({ "query": "{ viewer { id } }" })).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 503);
    assert!(response.headers().contains_key("retry-after"));
    assert_eq!(alone.http.get(alone.url("/livez")).send().await.unwrap().status().as_u16(), 200);
    let ready = alone.http.get(alone.url("/readyz")).send().await.unwrap();
    assert_eq!(ready.status().as_u16(), 503);
    let reasons: Value = ready.json().await.unwrap();
    assert_eq!(reasons["reasons"].as_array().unwrap().len(), 2, "{reasons}");

    let slow = Stage::with(|settings| settings.service_timeout_ms = 200).await;
    slow.seen.registry_delay_ms.store(20_000, Ordering::Relaxed);
    let started = Instant::now();
    let (_, body) = slow.ask("{ cases { nodes { id } } }").await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "unavailable");
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(slow.http.get(slow.url("/readyz")).send().await.unwrap().status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_service_says_about_itself_is_told_to_nobody() {
    let stage = Stage::new().await;
    let (_, body) =
        stage.ask(&format!("{{ case(id: \"{CASE}\") {{ reusers {{ nodes {{ id }} }} }} }}")).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "internal");
    assert!(!body.to_string().contains("secret"), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_over_server_sent_events() {
    let stage = Stage::new().await;
    let query = "subscription { caseChanged { id edition revision case { basics { title } } } }";
    let post = stage.http.post(stage.url("/graphql")).json(&json!({ "query": query }));
    let get = stage.http.get(stage.url("/graphql")).query(&[("query", query)]);
    for request in [post, get] {
        let response = request.header("accept", "text/event-stream").send().await.unwrap();
        assert!(
            response.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream")
        );
        let events = response.text().await.unwrap();
        assert!(events.starts_with("event: next\ndata: {\"data\":{\"caseChanged\":"), "{events}");
        assert!(events.contains("\"edition\":4,\"revision\":null"), "{events}");
        assert!(events.contains("Fakturagodkendelse"), "{events}");
        assert!(events.ends_with("event: complete\ndata:\n\n"), "{events}");
    }
    let follow =
        format!("mutation {{ followCase(input: {{ caseId: \"{CASE}\" }}) {{ repeated }} }}");
    let over_get = stage.http.get(stage.url("/graphql")).query(&[("query", follow)]);
    let refused = over_get.header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 405);
    assert!(stage.seen.commands().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_told_to_this_machine() {
    let stage = Stage::new().await;
    stage.ask("{ viewer { id } }").await;
    let metrics = |forwarded: bool| {
        let request = stage.http.get(stage.url("/metrics"));
        if forwarded { request.header("x-forwarded-for", "192.0.2.1") } else { request }.send()
    };
    let text = metrics(false).await.unwrap().text().await.unwrap();
    assert!(text.contains("gateway_requests_total{status=\"200\"}"), "{text}");
    assert_eq!(metrics(true).await.unwrap().status().as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_metrics_are_for_nobody() {
    let stage = Stage::with(|settings| settings.behind_proxy = true).await;
    let told = stage.http.get(stage.url("/metrics")).send().await.unwrap();
    assert_eq!(told.status().as_u16(), 404);
}

/// How many events the log holds tells what others do, and anybody may ask whether we are ready.
#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_does_not_serve_is_told_without_its_figures() {
    let stage = Stage::new().await;
    let reason = "the read models are being folded and are at 4711 of 4712";
    *stage.seen.not_ready.lock().unwrap() = Some(reason.to_owned());
    let ready = stage.http.get(stage.url("/readyz")).send().await.unwrap();
    assert_eq!(ready.status().as_u16(), 503);
    let body = ready.text().await.unwrap();
    assert!(body.contains("registry") && !body.contains("471"), "{body}");
}
