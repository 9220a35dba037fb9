//! The code flow against the demo provider, walked by a browser, and what must not work.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use proto::identity::v1 as wire;
use token::{Audience, KeySet, Role, Verifier};
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use world::{BALLERUP, KL, RANDERS, REDIRECT, SYDDJURS, World, browser};

#[tokio::test]
async fn somebody_signs_in_and_services_learn_who_it_is() {
    let world = World::start().await;

    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;
    let signed_in = world.complete(&back, &begun.binding).await.unwrap();
    let (person, tokens) = world.session(&signed_in.session).await.unwrap();

    assert_eq!(signed_in.return_path, "/cases");
    assert_eq!((person.name.as_str(), person.organisation.as_str()), ("Karen Ærø", RANDERS));
    assert_eq!(person.organisation_name, "Randers Kommune");
    assert_eq!(person.roles, ["reader", "contributor"]);
    let published = world.identity.clone().key_set(wire::KeySetRequest {}).await.unwrap();
    let keys = KeySet::from_json(&published.into_inner().jwks_json).unwrap();
    let verifier = Verifier::new(token::ISSUER, Audience::Registry, keys);
    let claims = verifier.verify(&tokens[0].token, world.clock.now()).unwrap();
    assert_eq!(claims.person().unwrap().to_string(), person.id);
    assert_eq!((claims.org.as_str(), claims.has(Role::Contributor)), (RANDERS, true));
    assert!(verifier.verify(&tokens[1].token, world.clock.now()).is_err(), "other audience");
    assert_eq!(tokens[0].expires_at - world.clock.now().timestamp(), 300);
}

#[tokio::test]
async fn a_second_sign_in_is_the_same_person_with_another_session() {
    let world = World::start().await;
    let (first, second) =
        (world.sign_in(RANDERS, "karen").await, world.sign_in(RANDERS, "karen").await);
    assert_ne!(first, second);
    let id = |found: Option<(wire::Person, _)>| found.unwrap().0.id;
    assert_eq!(id(world.session(&first).await), id(world.session(&second).await));
}

#[tokio::test]
async fn another_browser_cannot_finish_the_sign_in_nor_spoil_it() {
    let world = World::start().await;
    let (mine, other) = (world.begin(RANDERS).await, world.begin(RANDERS).await);
    let back = world.choose(&mine, "karen").await;

    for binding in [other.binding.as_str(), "", "guess"] {
        let refused = world.complete(&back, binding).await;
        assert_eq!(refused.unwrap_err(), Refusal::AttemptInvalid, "{binding:?}");
    }

    assert_eq!(
        world.last_audit().await,
        ("sign_in_refused".to_owned(), "attempt_invalid".to_owned())
    );
    assert!(world.complete(&back, &mine.binding).await.is_ok());
}

#[tokio::test]
async fn a_state_works_once_and_only_the_one_we_gave() {
    let world = World::start().await;
    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;

    for state in ["", "guess", &begun.parameter("nonce")] {
        let mut wrong = back.clone();
        wrong.insert("state".to_owned(), state.to_owned());
        let refused = world.complete(&wrong, &begun.binding).await;
        assert_eq!(refused.unwrap_err(), Refusal::AttemptInvalid, "{state:?}");
    }
    assert!(world.complete(&back, &begun.binding).await.is_ok());
    let replayed = world.complete(&back, &begun.binding).await;
    assert_eq!(replayed.unwrap_err(), Refusal::AttemptInvalid);
}

#[tokio::test]
async fn an_attempt_that_took_too_long_is_over() {
    let world = World::start().await;
    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "karen").await;

    world.clock.advance(TimeDelta::minutes(10));

    let late = world.complete(&back, &begun.binding).await;
    assert_eq!(late.unwrap_err(), Refusal::AttemptInvalid);
}

#[tokio::test]
async fn an_answer_of_another_provider_is_refused() {
    let world = World::start().await;
    let foreign = world.begin(SYDDJURS).await;
    let foreign = world.choose(&foreign, "jonas").await;
    for iss in [Some(foreign["iss"].clone()), Some(String::new()), None] {
        let begun = world.begin(RANDERS).await;
        let mut back = world.choose(&begun, "karen").await;
        match &iss {
            Some(iss) => back.insert("iss".to_owned(), iss.clone()),
            None => back.remove("iss"),
        };

        let refused = world.complete(&back, &begun.binding).await;

        assert_eq!(refused.unwrap_err(), Refusal::AnswerRefused, "{iss:?}");
        assert_eq!(world.last_audit().await.1, "iss parameter");
    }
}

#[tokio::test]
async fn a_code_is_worth_nothing_twice_or_in_another_attempt() {
    let world = World::start().await;
    let first = world.begin(RANDERS).await;
    let stolen = world.choose(&first, "birthe").await["code"].clone();
    let second = world.begin(RANDERS).await;
    let mut back = world.choose(&second, "karen").await;
    back.insert("code".to_owned(), stolen);

    let injected = world.complete(&back, &second.binding).await;

    assert_eq!(injected.unwrap_err(), Refusal::AnswerRefused);
    assert_eq!(world.last_audit().await.1, "code refused");
}

#[tokio::test]
async fn who_says_no_at_the_provider_is_told_so() {
    let world = World::start().await;
    let begun = world.begin(RANDERS).await;
    let back = world.choose(&begun, "").await;
    assert_eq!(back["error"], "access_denied");
    assert_eq!(world.complete(&back, &begun.binding).await.unwrap_err(), Refusal::Denied);
}

#[tokio::test]
async fn an_unknown_organisation_and_one_without_a_provider_answer_alike() {
    let world = World::start().await;
    let mut identity = world.identity.clone();
    for organisation in [BALLERUP, "12345678", "' or 1=1 --"] {
        let request = wire::SignInOptionsRequest {
            organisation: organisation.to_owned(),
            ..wire::SignInOptionsRequest::default()
        };
        let answer = identity.sign_in_options(request).await.unwrap().into_inner();
        assert_eq!(answer, wire::SignInOptionsResponse::default(), "{organisation}");
        let refused = world.try_begin(organisation, "/").await.err();
        assert_eq!(refused, Some(Refusal::NoProvider), "{organisation}");
    }
    let unknown = Target::Provider("demo-12345678".to_owned());
    assert_eq!(world.begin_at(unknown, "/", REDIRECT).await.err(), Some(Refusal::NoProvider));
}

#[tokio::test]
async fn the_demo_lists_where_one_can_sign_in() {
    let world = World::start().await;
    let request = wire::SignInOptionsRequest::default();
    let options = world.identity.clone().sign_in_options(request).await.unwrap().into_inner();
    let listed: Vec<String> = options.options.into_iter().map(|o| o.organisation).collect();
    assert_eq!(listed, [RANDERS, SYDDJURS, KL]);
}

#[tokio::test]
async fn a_browser_is_sent_back_to_known_addresses_only() {
    let world = World::start().await;
    for redirect in ["", "https://evil.example/", "http://127.0.0.1:18080/auth/callback/"] {
        let target = Target::Organisation(RANDERS.to_owned());
        let refused = world.begin_at(target, "/", redirect).await.err();
        assert_eq!(refused, Some(Refusal::RedirectUnknown), "{redirect}");
    }
    let begun = world.try_begin(RANDERS, "//evil.example").await.unwrap();
    let back = world.choose(&begun, "karen").await;
    assert_eq!(world.complete(&back, &begun.binding).await.unwrap().return_path, "/");

    world.running.allow_redirect_uri("http://127.0.0.1:19090/auth/callback");
    let target = Target::Organisation(RANDERS.to_owned());
    let later = world.begin_at(target, "/", "http://127.0.0.1:19090/auth/callback").await;
    assert!(later.is_ok());
}

#[tokio::test]
async fn the_demo_provider_insists_on_pkce_client_and_address() {
    let world = World::start().await;
    let begun = world.begin(RANDERS).await;
    let with = |name: &str, value: Option<&str>| {
        let mut url = begun.url.clone();
        let kept: Vec<(String, String)> = begun
            .url
            .query_pairs()
            .filter(|(key, _)| key != name)
            .map(|(k, v)| (k.into_owned(), v.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(kept);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    };
    // Trust in the address is broken: no redirect at all.
    for (name, value) in [
        ("client_id", Some("somebody")),
        ("client_id", None),
        ("redirect_uri", Some("https://evil.example/")),
        ("redirect_uri", Some("http://127.0.0.1:18080/auth/callback?x=1")),
        ("redirect_uri", None),
    ] {
        let answer = browser().get(with(name, value)).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{name} {value:?}");
    }
    for (name, value) in [
        ("code_challenge", None),
        ("code_challenge_method", Some("plain")),
        ("code_challenge_method", None),
        ("nonce", None),
        ("response_type", Some("token")),
        ("scope", Some("profile")),
    ] {
        let answer = browser().get(with(name, value)).send().await.unwrap();
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        assert!(location.contains("error=") && !location.contains("code="), "{name}: {location}");
    }
}

#[tokio::test]
async fn the_page_of_the_demo_runs_no_script_and_is_not_framed() {
    let world = World::start().await;
    let begun = world.begin(RANDERS).await;
    let page = browser().get(begun.url.clone()).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    let html = page.text().await.unwrap();
    assert!(html.contains("lang=\"da\"") && html.contains("Karen Ærø"));
    assert!(!html.contains("<script") && !html.contains("Jonas"));
}
