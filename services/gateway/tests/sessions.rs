//! Signing in and out, and what a session gives.

mod stand_in;

use std::sync::atomic::Ordering;

use proto::identity::v1::KeyUse;
use serde_json::{Value, json};
use stand_in::{CASE, Stage, cookie};

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_binds_the_attempt_to_the_browser_and_ends_with_a_session() {
    let stage = Stage::new().await;
    let page = stage.http.get(stage.url("/sign-in?return=/graphiql")).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("Randers Kommune") && page.contains("organisation=29189668"), "{page}");

    let start = stage.http.get(stage.url("/sign-in/start?organisation=29189668"));
    let started = start.send().await.unwrap();
    assert_eq!(started.status().as_u16(), 303);
    assert!(started.headers()["location"].to_str().unwrap().starts_with("https://idp.example/"));
    let attempt = started.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(attempt.starts_with("genvej_sign_in=the-binding;"), "{attempt}");
    assert!(attempt.contains("HttpOnly") && attempt.contains("SameSite=Lax"), "{attempt}");

    let back = |code: &str, cookie: &str| {
        let url = stage.url(&format!("/sign-in/callback?code={code}&state=s"));
        stage.http.get(url).header("cookie", cookie.to_owned()).send()
    };
    for (code, cookie) in [("good", "a=b"), ("good", "genvej_sign_in=other"), ("bad", &attempt)] {
        let refused = back(code, cookie).await.unwrap();
        assert_eq!(refused.status().as_u16(), 400);
        assert!(!refused.headers().contains_key("set-cookie"), "{code} {cookie}");
    }
    let done = back("good", "genvej_sign_in=the-binding").await.unwrap();
    assert_eq!(done.headers()["location"], "/graphiql");
    let cookies: Vec<_> = done.headers().get_all("set-cookie").iter().collect();
    let session = cookies[0].to_str().unwrap();
    assert!(session.starts_with("genvej_session=live-session; Path=/; Max-Age="), "{session}");
    assert!(session.ends_with("HttpOnly; SameSite=Lax"), "{session}");
    assert!(cookies[1].to_str().unwrap().starts_with("genvej_sign_in=; Path=/; Max-Age=0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_tls_cookies_are_secure_and_bound_to_the_host() {
    let stage = Stage::with(|settings| {
        settings.public_url = Some("https://genvej.example".parse().unwrap());
    })
    .await;
    let start = stage.http.get(stage.url("/sign-in/start?organisation=29189668"));
    let started = start.header("host", "genvej.example").send().await.unwrap();
    let attempt = started.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(attempt.starts_with("__Host-genvej_sign_in=") && attempt.ends_with("; Secure"));
    let other = stage.http.get(stage.url("/sign-in?return=/x")).send().await.unwrap();
    assert_eq!(other.headers()["location"], "https://genvej.example/sign-in?return=/x");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_gives_its_person_and_its_tokens_and_is_asked_for_once() {
    let stage = Stage::new().await;
    let query = "{ viewer { name roles organisation { name region } } cases { nodes { id } } }";
    for _ in 0..3 {
        let (_, body) = stage.ask_signed_in(query).await;
        assert_eq!(body["data"]["viewer"]["name"], "Karen <Konsulent>");
        assert_eq!(body["data"]["viewer"]["roles"][0], "CONTRIBUTOR");
        assert_eq!(body["data"]["viewer"]["organisation"]["region"], "MIDTJYLLAND");
    }
    assert_eq!(stage.seen.session_calls.load(Ordering::Relaxed), 1);
    let told = stage.seen.authorizations.lock().unwrap().clone();
    assert!(told.iter().all(|told| told.as_deref() == Some("Bearer token-for-registry")));

    let (_, body) = stage.ask(query).await;
    assert_eq!(body["data"]["viewer"], Value::Null);
    assert_eq!(stage.seen.authorizations.lock().unwrap().last().unwrap(), &None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_over_says_so_and_its_cookie_goes() {
    let stage = Stage::new().await;
    let request = stage.http.post(stage.url("/graphql")).header("cookie", "genvej_session=old");
    let request = request.header("content-type", "application/json").body("{\"query\":\"{a}\"}");
    let response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), 401);
    assert!(
        response.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .contains("genvej_session=; Path=/; Max-Age=0")
    );
    assert_eq!(response.json::<Value>().await.unwrap()["code"], "session_ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_needs_our_own_page_and_takes_the_cookie() {
    let stage = Stage::new().await;
    let out = || stage.http.post(stage.url("/sign-out")).header("cookie", cookie());
    let foreign = out().header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(foreign.status().as_u16(), 403);
    let ours = format!("http://{}", stage.gateway.address);
    let done = out().header("origin", ours).send().await.unwrap();
    assert_eq!((done.status().as_u16(), done.headers()["location"].to_str().unwrap()), (303, "/"));
    assert!(done.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_ends_the_session_that_the_browser_came_with() {
    let stage = Stage::new().await;
    let url = stage.url("/sign-in/callback?code=good&state=s");
    let back = |session: &str| {
        let cookies = format!("genvej_sign_in=the-binding; genvej_session={session}");
        stage.http.get(url.clone()).header("cookie", cookies).send()
    };
    for session in ["of-another", "live-session"] {
        let done = back(session).await.unwrap();
        assert_eq!(done.headers()["location"], "/graphiql", "{session}");
    }
    assert_eq!(*stage.seen.signed_out.lock().unwrap(), ["of-another"], "and not the new one");
}

#[tokio::test(flavor = "multi_thread")]
async fn graphiql_and_the_schema_are_for_those_signed_in() {
    let stage = Stage::new().await;
    let page = |cookie: &'static str| {
        stage.http.get(stage.url("/graphiql")).header("cookie", cookie).send()
    };
    let away = page("a=b").await.unwrap();
    assert_eq!(away.headers()["location"], "/sign-in?return=/graphiql");
    let there = page("genvej_session=live-session").await.unwrap();
    assert_eq!(there.status().as_u16(), 200);
    let policy = there.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(!there.text().await.unwrap().contains("://"), "the page loads from elsewhere");
    let (status, body) = stage.ask_signed_in(INTROSPECTION).await;
    assert_eq!(status, 200, "{body}");
    assert!(body["data"]["__schema"]["types"].as_array().unwrap().len() > 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_start_page_greets_without_letting_a_name_become_markup() {
    let stage = Stage::new().await;
    let signed_in = stage.http.get(stage.url("/")).header("cookie", cookie()).send().await.unwrap();
    let page = signed_in.text().await.unwrap();
    assert!(page.contains("Karen &lt;Konsulent&gt;"), "{page}");
    let stranger = stage.http.get(stage.url("/")).send().await.unwrap().text().await.unwrap();
    assert!(stranger.contains("Log ind") && !stranger.contains("Karen"));
}

/// As GraphiQL asks it.
const INTROSPECTION: &str = "query IntrospectionQuery { __schema { queryType { name } mutationType { name } \
    subscriptionType { name } types { ...FullType } directives { name locations args { ...InputValue } } } } \
    fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name args \
    { ...InputValue } type { ...TypeRef } } inputFields { ...InputValue } interfaces { ...TypeRef } \
    enumValues(includeDeprecated: true) { name } possibleTypes { ...TypeRef } } \
    fragment InputValue on __InputValue { name type { ...TypeRef } defaultValue } \
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name } } } } } } } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn the_next_key_of_a_session_comes_with_an_answer_and_sees_what_the_one_before_wrote() {
    let stage = Stage::new().await;
    stage.seen.renews.store(true, Ordering::Relaxed);
    let page = stage.http.get(stage.url("/")).header("cookie", cookie()).send().await.unwrap();
    assert!(!page.headers().contains_key("set-cookie"), "pages may be asked for by other sites");

    // The page's answer is taken for true a moment; another browser has asked for none.
    let stage = Stage::new().await;
    stage.seen.renews.store(true, Ordering::Relaxed);
    let follow =
        format!("mutation {{ followCase(input: {{ caseId: \"{CASE}\" }}) {{ repeated }} }}");
    let ask = |cookie: String, query: &str| {
        let request = stage.http.post(stage.url("/graphql")).header("cookie", cookie);
        request.json(&json!({ "query": query })).send()
    };
    let answer = ask(cookie(), &follow).await.unwrap();
    let next = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(next.starts_with("genvej_session=renewed-session; Path=/; Max-Age="), "{next}");
    let list = "{ cases { nodes { id } } }";
    let answer = ask("genvej_session=renewed-session".to_owned(), list).await.unwrap();
    assert!(!answer.headers().contains_key("set-cookie"));
    assert_eq!(stage.seen.list_requests.lock().unwrap()[0].at_least, 42);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_on_after_its_key_was_replaced_says_that_it_only_goes_on() {
    let stage = Stage::new().await;
    // Longer than identity's answer is taken for true, and than a service is waited for.
    stage.seen.registry_delay_ms.store(5_100, Ordering::Relaxed);
    let follow = format!("followCase(input: {{ caseId: \"{CASE}\" }}) {{ repeated }}");
    stage.ask_signed_in(&format!("mutation {{ a: {follow} b: {follow} }}")).await;
    let shown = stage.seen.keys_shown.lock().unwrap().clone();
    let uses: Vec<KeyUse> = shown.into_iter().map(|(_, key_use)| key_use).collect();
    assert_eq!(uses, [KeyUse::Renewable, KeyUse::Continued]);
}
