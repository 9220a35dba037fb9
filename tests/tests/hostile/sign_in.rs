//! A sign-in opens for the browser that began it, once, and leads nowhere else.

use journeys::{Answer, Visitor, demo_person};
use reqwest::Method;

use crate::Target;

async fn is_signed_in(visitor: &Visitor) -> bool {
    !visitor.ask("{ viewer { id } }").await["viewer"].is_null()
}

pub async fn opens_for_the_browser_that_began_it_and_once(target: &mut Target) {
    let person = demo_person("consultant-syddjurs");
    let mut began = Visitor::anonymous(&target.installation);
    let back = began.callback_of(&person).await;

    let mut other = Visitor::anonymous(&target.installation);
    let answer = Answer::of(other.follow(&back).await).await;
    assert!((400..500).contains(&answer.status), "another browser: {}", answer.status);
    assert!(!is_signed_in(&other).await, "a sign-in begun elsewhere signs nobody in");

    // That the other browser came first has used the attempt up, or left it: both are safe. A new
    // one opens, sets a cookie that no script can read, and opens nothing a second time.
    let mut began = Visitor::anonymous(&target.installation);
    let back = began.callback_of(&person).await;
    let welcomed = Answer::of(began.clone().follow(&back).await).await;
    assert!((300..400).contains(&welcomed.status), "{}", welcomed.body);
    let session = welcomed
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.to_lowercase())
        .find(|cookie| !cookie.contains("max-age=0"))
        .expect("a session cookie is set");
    assert!(session.contains("httponly") && session.contains("samesite="), "{session}");
    let again = Answer::of(began.follow(&back).await).await;
    assert!((400..500).contains(&again.status), "a code works once: {}", again.status);
    assert!(!is_signed_in(&began).await);

    strange_callbacks(target).await;
    leaving(target).await;
}

async fn strange_callbacks(target: &mut Target) {
    for query in [
        "",
        "?code=a",
        "?state=b",
        "?code=a&state=b",
        "?error=access_denied&state=b",
        "?code=%00&state=%ff",
        "?code=a&code=b&state=c",
    ] {
        let answer = target.stranger.get(&format!("/sign-in/callback{query}")).await;
        assert!((400..500).contains(&answer.status), "{query}: {}", answer.status);
        assert!(answer.header("set-cookie").is_none_or(|cookie| !cookie.contains("session=")));
        target.lives(query).await;
    }
    for organisation in ["", "12345678", "29188327", "'%20OR%201=1", "29189668&provider=x"] {
        let start = format!("/sign-in/start?organisation={organisation}");
        let answer = target.stranger.get(&start).await;
        let to = answer.header("location").unwrap_or_default();
        assert!(answer.status < 500 && !to.contains("ond.example"), "{start}: {}", answer.status);
    }
    for away in ["https://ond.example", "//ond.example", "/\\ond.example", "javascript:alert(1)"] {
        let mut visitor = Visitor::anonymous(&target.installation);
        let start = format!(
            "{}/sign-in/start?organisation=29189668&return={away}&return_path={away}",
            target.installation.url()
        );
        let started = Answer::of(visitor.follow(&start.parse().expect("an address")).await).await;
        let to = started.header("location").unwrap_or_default();
        assert!(!to.starts_with("https://ond") && !to.starts_with("//ond"), "{away} leads to {to}");
    }
}

/// Signing out ends the session at the server, not only in the browser.
async fn leaving(target: &mut Target) {
    let visitor = Visitor::sign_in(&target.installation, "consultant-kolding").await;
    assert!(is_signed_in(&visitor).await);
    let out = visitor.sent(visitor.request(Method::POST, "/sign-out")).await;
    assert!(out.status < 400, "{}", out.body);
    let after = visitor.graphql("{ viewer { id } }", serde_json::json!({})).await;
    let viewer = after.json()["data"]["viewer"].clone();
    assert!(viewer.is_null(), "the old cookie still opens: {}", after.body);
    target.lives("a sign-out").await;
}
