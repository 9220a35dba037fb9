//! Requests that cannot be taken: each gets a clear answer, and the gateway lives on.

mod stand_in;

use serde_json::{Value, json};
use stand_in::{Stage, cookie, told};

fn code(body: &Value) -> &str {
    body["code"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_outside_graphql_is_answered_with_a_problem_document() {
    let stage = Stage::new().await;
    let url = stage.url("/graphql");
    let post =
        |kind: &str, body: Vec<u8>| stage.http.post(&url).header("content-type", kind).body(body);
    let json_type = "application/json";
    for (request, status, expected) in [
        (stage.http.get(stage.url("/nowhere")), 404, "not_found"),
        (stage.http.get(&url), 405, "method_not_allowed"),
        (stage.http.put(&url), 405, "method_not_allowed"),
        (stage.http.get(stage.url("/sign-out")), 405, "method_not_allowed"),
        (stage.http.post(stage.url("/livez")), 405, "method_not_allowed"),
        (post("text/plain", b"{}".to_vec()), 415, "media_type_unsupported"),
        (stage.http.post(&url), 415, "media_type_unsupported"),
        (post(json_type, b"{\"query\": ".to_vec()), 400, "body_malformed"),
        (post(json_type, b"{\"query\": \"\xff\"}".to_vec()), 400, "body_malformed"),
        (post(json_type, b"{}".to_vec()), 400, "body_malformed"),
        (post(json_type, b"{\"query\": 1}".to_vec()), 400, "body_malformed"),
        (post(json_type, b"{\"query\":\"{a}\",\"variables\":[]}".to_vec()), 400, "body_malformed"),
        (post(json_type, "[".repeat(60_000).into_bytes()), 400, "body_malformed"),
        (post(json_type, b"[{\"query\": \"{ a }\"}]".to_vec()), 400, "batch_unsupported"),
        (post(json_type, vec![b' '; 513 * 1024]), 413, "body_too_large"),
        (stage.http.get(stage.url("/sign-in/callback?code=x")), 400, "sign_in_attempt_invalid"),
        (stage.http.get(stage.url("/sign-in/start")), 404, "sign_in_no_provider"),
        (stage.http.get(stage.url("/sign-in/start?organisation=1")), 404, "sign_in_no_provider"),
        (stage.http.post(stage.url("/sign-out")), 403, "cross_site"),
        (stage.http.get(stage.url("/assets/..%2f..%2fCargo.toml")), 404, "not_found"),
    ] {
        let response = request.send().await.unwrap();
        let label = format!("{} {expected}", response.url());
        assert_eq!(response.status().as_u16(), status, "{label}");
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{label}");
        assert_eq!(response.headers().contains_key("allow"), status == 405, "{label}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(code(&body), expected, "{label}");
        assert!(!body["title"].as_str().unwrap().is_empty(), "{label}");
    }
    let (status, _) = stage.ask("{ viewer { id } }").await;
    assert_eq!(status, 200, "the gateway must live on");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_documents_are_refused_with_a_code_each_and_cost_nothing() {
    let stage = Stage::new().await;
    let fragments = (0..20)
        .map(|n| format!("fragment f{n} on Query {{ ...f{} ...f{} }} ", n + 1, n + 1))
        .collect::<Vec<_>>()
        .concat();
    let aliases = (0..30).map(|n| format!("a{n}: viewer {{ id }} ")).collect::<Vec<_>>().concat();
    for (document, expected) in [
        (
            format!("{{ cases(first: {}1) {{ totalCount }} }}", "[".repeat(2_000)),
            "document_too_nested",
        ),
        (format!("{{ ...f0 }} {fragments}"), "document_too_many_fields"),
        (format!("{{ {aliases} }}"), "document_too_many_root_fields"),
        ("{ ...F } fragment F on Query { ...F }".into(), "document_fragment_cycle"),
        (format!("{{ viewer {{ id }} }} #{}", "x".repeat(20_000)), "document_too_long"),
        ("{ viewer { id }".into(), "document_malformed"),
        (
            format!("{{ viewer {} {{ id }} }}", "@include(if: true) ".repeat(60)),
            "document_too_many_directives",
        ),
        ("query A { viewer { id } } query B { viewer { id } }".into(), "operation_unknown"),
        ("subscription { caseChanged { id } }".into(), "operation_not_here"),
        ("{ __schema { types { name } } }".into(), "schema_needs_sign_in"),
    ] {
        let (status, body) = stage.ask(&document).await;
        assert!((400..500).contains(&status), "{expected}: {status}");
        assert_eq!(code(&body), expected);
        assert_eq!(body["errors"][0]["extensions"]["code"], expected);
    }
    let variables = json!({ "query": "query($f: CaseFilter) { cases(filter: $f) { totalCount } }",
        "variables": { "f": serde_json::from_str::<Value>(
            &format!("{}1{}", "[".repeat(40), "]".repeat(40))).unwrap() } });
    let (status, body) = told(stage.http.post(stage.url("/graphql")).json(&variables)).await;
    assert_eq!((status, code(&body)), (400, "variables_too_nested"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_the_schema_or_its_limits_is_a_graphql_error_with_a_code() {
    let stage = Stage::new().await;
    let deep = format!(
        "{{ cases(first: 1) {{ nodes {}{{ id }}{} }} }}",
        "{ reusers(first: 1) { nodes ".repeat(6),
        " } }".repeat(6)
    );
    let costly = "{ cases(first: 100) { nodes { reusers(first: 100) { nodes { id phase } } } } }";
    for (document, status, expected) in [
        ("{ nothing }", 400, "document_invalid"),
        (deep.as_str(), 400, "document_too_deep"),
        (costly, 400, "document_too_costly"),
        ("{ cases(first: \"x\") { totalCount } }", 400, "document_invalid"),
        ("{ cases(first: 0) { totalCount } }", 200, "invalid_argument"),
        ("{ cases(first: 101) { totalCount } }", 200, "invalid_argument"),
        ("{ cases(first: -2147483648) { totalCount } }", 200, "invalid_argument"),
    ] {
        let (told, body) = stage.ask(document).await;
        assert_eq!(told, status, "{expected}: {body}");
        assert_eq!(body["errors"][0]["extensions"]["code"], expected, "{body}");
    }
    assert!(stage.seen.list_requests.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_other_sites_change_nothing() {
    let stage = Stage::new().await;
    let mutation = json!({ "query": format!(
        "mutation {{ followCase(input: {{ caseId: \"{}\" }}) {{ repeated }} }}", stand_in::CASE) });
    let ours = format!("http://{}", stage.gateway.address);
    let send = |headers: &[(&str, &str)]| {
        let request = stage.http.post(stage.url("/graphql")).header("cookie", cookie());
        let request = headers.iter().fold(request, |r, (name, value)| r.header(*name, *value));
        request.body(mutation.to_string()).send()
    };
    let json_type = ("content-type", "application/json");
    for headers in [
        vec![json_type, ("origin", "https://evil.example")],
        vec![json_type, ("origin", "null")],
        vec![json_type, ("sec-fetch-site", "cross-site")],
        vec![json_type, ("sec-fetch-site", "same-site")],
        vec![("content-type", "text/plain"), ("origin", ours.as_str())],
        vec![("content-type", "application/x-www-form-urlencoded")],
        vec![("content-type", "multipart/form-data; boundary=x")],
    ] {
        let response = send(&headers).await.unwrap();
        assert!(matches!(response.status().as_u16(), 403 | 415), "{headers:?}");
        assert!(!response.headers().contains_key("access-control-allow-origin"));
    }
    assert!(stage.seen.commands().is_empty(), "a foreign request reached the registry");
    let allowed = send(&[json_type, ("origin", &ours), ("sec-fetch-site", "same-origin")]);
    assert_eq!(allowed.await.unwrap().status().as_u16(), 200);
    assert_eq!(stage.seen.commands().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_beyond_the_allowance_waits_and_health_is_still_told() {
    let stage = Stage::with(|settings| {
        settings.request_burst = 3;
        settings.requests_per_second = 1;
    })
    .await;
    for _ in 0..3 {
        assert_eq!(stage.http.get(stage.url("/")).send().await.unwrap().status().as_u16(), 200);
    }
    let refused = stage.http.get(stage.url("/")).send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 429);
    assert!(refused.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(code(&refused.json().await.unwrap()), "rate_limited");
    assert_eq!(stage.http.get(stage.url("/livez")).send().await.unwrap().status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_sealed_and_carries_the_correlation_of_its_request() {
    let stage = Stage::new().await;
    let id = "7b0f4c52-9d1e-4f67-8a43-2f6f1f0e9c11";
    for path in ["/", "/sign-in", "/livez", "/nowhere", "/assets/pages.css", "/graphiql"] {
        let request = stage.http.get(stage.url(path)).header("x-correlation-id", id);
        let response = request.send().await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("x-correlation-id"), id, "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("content-security-policy").contains("script-src 'unsafe"), "{path}");
    }
    let odd = stage.http.get(stage.url("/")).header("x-correlation-id", "<script>");
    let told = odd.send().await.unwrap().headers()["x-correlation-id"].to_str().unwrap().to_owned();
    assert!(told.parse::<uuid::Uuid>().is_ok());
}
