//! Bodies and headers that are not what they should be.

use reqwest::{Method, RequestBuilder};

use crate::{Target, is_a_clear_no};

fn post(target: &Target, kind: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    let request = target.randers.request(Method::POST, "/graphql");
    request.header("Content-Type", kind).body(body)
}

pub async fn that_are_no_requests_are_refused(target: &mut Target) {
    const JSON: &str = "application/json";
    let question = r#"{"query":"{ viewer { id } }"}"#;
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let deep = format!(r#"{{"query":"{{ viewer {{ id }} }}","variables":{{"a":{deep}}}}}"#);
    let large = format!(r#"{{"query":"{{ viewer {{ id }} }}","x":"{}"}}"#, "x".repeat(1_000_000));
    let all = vec![
        ("a megabyte", post(target, JSON, large), 413),
        ("not UTF-8", post(target, JSON, b"{\"query\":\"\xff\xfe\"}".to_vec()), 400),
        ("not JSON", post(target, JSON, "{query:"), 400),
        ("nothing", post(target, JSON, ""), 400),
        ("a number", post(target, JSON, "7"), 400),
        ("no query", post(target, JSON, "{}"), 400),
        ("a query that is no text", post(target, JSON, r#"{"query":[1]}"#), 400),
        ("a list of requests", post(target, JSON, format!("[{question}]")), 400),
        ("nested variables", post(target, JSON, deep), 400),
        ("plain text", post(target, "text/plain", question), 415),
        ("a form", post(target, "application/x-www-form-urlencoded", "query=%7Bviewer%7D"), 415),
        ("a multipart form", post(target, "multipart/form-data; boundary=x", question), 415),
        ("no type", target.randers.request(Method::POST, "/graphql").body(question), 415),
        ("another method", target.randers.request(Method::PUT, "/graphql").body(question), 405),
        ("an address that is not there", target.randers.request(Method::GET, "/nej"), 404),
        ("a mutation over GET", target.randers.request(Method::GET,
            "/graphql?query=mutation%7BfollowCase(input%3A%7BcaseId%3A%22a%22%7D)%7Brepeated%7D%7D"),
            405),
    ];
    for (what, request, status) in all {
        let answer = target.randers.sent(request).await;
        is_a_clear_no(&answer, what);
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        target.lives(what).await;
    }
    headers_without_end(target).await;
}

/// The server may answer or hang up; it may not fall.
async fn headers_without_end(target: &mut Target) {
    for (what, name, value) in [
        ("a huge header", "X-Stor", "x".repeat(300_000)),
        ("a huge cookie", "Cookie", format!("genvej={}", "x".repeat(100_000))),
        ("a cookie that is no session", "Cookie", "genvej_session=ikke-en-session".to_owned()),
    ] {
        let request = target.stranger.request(Method::GET, "/graphiql").header(name, value);
        if let Ok(answer) = request.send().await {
            assert!(answer.status().as_u16() < 500, "{what}: {}", answer.status());
        }
        target.lives(what).await;
    }
    let long = format!("/graphql?query={}", "x".repeat(100_000));
    if let Ok(answer) = target.stranger.request(Method::GET, &long).send().await {
        assert!(answer.status().is_client_error(), "a long address: {}", answer.status());
    }
    target.lives("a long address").await;
}
