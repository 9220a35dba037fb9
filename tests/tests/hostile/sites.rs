//! Requests that another site's page makes a signed-in browser send: S2 of the predecessor's faults.

use journeys::{Visitor, new_id};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::Target;

/// The session's cookie goes along; the page behind is not ours.
fn from_elsewhere(visitor: &Visitor, path: &str, headers: &[(&str, &str)]) -> RequestBuilder {
    let mut request = visitor.request(Method::POST, path);
    for (name, value) in headers {
        let mut replaced = reqwest::header::HeaderMap::new();
        let name = reqwest::header::HeaderName::from_bytes(name.as_bytes()).expect("a name");
        replaced.insert(name, value.parse().expect("a value"));
        request = request.headers(replaced);
    }
    request
}

pub async fn that_are_not_ours_change_nothing(target: &mut Target) {
    let randers = target.randers.clone();
    let shapes: &[&[(&str, &str)]] = &[
        &[("origin", "https://ond.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("origin", "http://127.0.0.1.ond.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://andet.localhost")],
    ];
    for headers in shapes {
        let case = new_id();
        let mutation = format!(
            "mutation {{ registerCase(input: {{id: \"{case}\", basics: {{title: \"Indbrud\", \
             summary: \"Udefra\"}}}}) {{ revision }} }}"
        );
        let request = from_elsewhere(&randers, "/graphql", headers);
        let answer = randers.sent(request.json(&json!({"query": mutation}))).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "cross_site"), "{headers:?}");

        let out = randers.sent(from_elsewhere(&randers, "/sign-out", headers)).await;
        assert_eq!(out.status, 403, "{headers:?}: {}", out.body);
        let there = format!("{{ case(id: \"{case}\") {{ id }} viewer {{ id }} }}");
        let there = randers.ask(&there).await;
        assert!(there["case"].is_null(), "{headers:?} registered a case");
        assert!(!there["viewer"].is_null(), "{headers:?} signed somebody out");
    }
    target.lives("other sites").await;
}
