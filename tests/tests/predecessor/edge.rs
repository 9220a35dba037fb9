//! Addresses, headers and pages of errors.

use journeys::Visitor;
use reqwest::Method;

use crate::There;

/// S14, S17: pages that made demo data and started work, open to everybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_makes_demo_data_or_starts_work() {
    let there = There::with_a_shared_case().await;
    let stranger = Visitor::anonymous(&there.installation);
    for path in ["/bootstrap", "/ops/organisation/29189668", "/manage", "/xapi/auth", "/debug"] {
        for method in [Method::GET, Method::POST] {
            let answer = stranger.sent(stranger.request(method.clone(), path)).await;
            assert_eq!(answer.status, 404, "{method} {path}: {}", answer.body);
        }
    }
}

/// S19: no limit, no policy for pages, and errors that showed the inside.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_carry_their_policy_and_errors_show_nothing_of_the_inside() {
    let there = There::with_a_shared_case().await;
    for path in ["/", "/sign-in", "/er-her-ikke", "/graphql"] {
        let answer = there.jonas.get(path).await;
        for header in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
            assert!(answer.header(header).is_some(), "{path} without {header}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
        let scripts = scripts.unwrap_or(policy);
        assert!(!scripts.contains("unsafe") && !scripts.contains('*'), "{path}: {policy}");
        for inside in ["panicked", ".rs:", "RUST_BACKTRACE", "SELECT "] {
            assert!(!answer.body.contains(inside), "{path}: {inside}");
        }
    }
    let broken = there.jonas.request(Method::POST, "/graphql").body("{");
    let broken = there.jonas.sent(broken).await;
    assert!((400..500).contains(&broken.status) && !broken.body.contains(".rs"), "{}", broken.body);
}
