//! One's own sessions, and sessions that their provider ends.
#![allow(clippy::unwrap_used)]

mod world;

use std::collections::HashMap;

use chrono::TimeDelta;
use identity::operate;
use jsonwebtoken::{Algorithm, EncodingKey};
use proto::identity::v1 as wire;
use proto::identity::v1::sessions_client::SessionsClient;
use serde_json::{Value, json};
use tempfile::TempDir;
use token::Signer;
use tonic::transport::Channel;
use wire::begin_sign_in_request::Target;
use world::hostile::{CLIENT, Hostile, SECRET, Says, b64, back, sign, sign_with};
use world::{BALLERUP, RANDERS, REDIRECT, World, demo, settings, settings_at, with_token};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

async fn client(world: &World) -> SessionsClient<Channel> {
    SessionsClient::connect(format!("http://{}", world.running.grpc_address)).await.unwrap()
}

#[tokio::test]
async fn somebody_sees_their_own_sessions_and_ends_them_from_elsewhere() {
    let world = World::start().await;
    let mut client = client(&world).await;
    let (here, there) =
        (world.sign_in(RANDERS, "karen").await, world.sign_in(RANDERS, "karen").await);
    let other = world.sign_in(RANDERS, "birthe").await;
    let (_, tokens) = world.session(&here).await.unwrap();
    let token = tokens.into_iter().find(|token| token.audience == "identity").unwrap().token;
    let list = || with_token(wire::OwnSessionsRequest {}, &token);

    let all = client.own_sessions(list()).await.unwrap().into_inner().sessions;
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|one| one.browser == "Firefox" && !here.contains(&one.id)));
    let elsewhere = all.iter().find(|one| !one.current).unwrap().id.clone();
    for _ in 0..2 {
        let end = wire::EndOwnSessionsRequest { id: elsewhere.clone() };
        client.end_own_sessions(with_token(end, &token)).await.unwrap();
    }
    assert!(world.session(&there).await.is_none() && world.session(&here).await.is_some());

    let foreign = world.identity_token(RANDERS, "birthe").await;
    let id = all.iter().find(|one| one.current).unwrap().id.clone();
    let end = wire::EndOwnSessionsRequest { id };
    let ended = client.end_own_sessions(with_token(end, &foreign)).await.unwrap().into_inner();
    assert_eq!(ended.ended, 0, "nobody ends another's");

    let everywhere = wire::EndOwnSessionsRequest::default();
    let ended = client.end_own_sessions(with_token(everywhere, &token)).await.unwrap();
    assert_eq!(ended.into_inner().ended, 1);
    assert!(world.session(&here).await.is_none() && world.session(&other).await.is_some());
    assert_eq!(world.last_audit().await, ("sessions_ended".to_owned(), "all".to_owned()));
}

/// Ballerup with a provider that tells its own session, and two people of it signed in.
struct Stage {
    world: World,
    hostile: Hostile,
    client: SessionsClient<Channel>,
}

impl Stage {
    async fn at(database: Option<&str>) -> Self {
        let folder = TempDir::new().unwrap();
        let settings = database.map_or_else(|| settings(&folder), settings_at);
        let world = World::start_with(settings, demo(), folder).await;
        let hostile = Hostile::start();
        operate::save_provider(&world.running.store, &hostile.row("hostile", BALLERUP))
            .await
            .unwrap();
        let client = client(&world).await;
        Self { world, hostile, client }
    }

    fn now(&self) -> i64 {
        self.world.clock.now().timestamp()
    }

    async fn sign_in(&self, subject: &str, sid: Option<&str>) -> String {
        let target = Target::Provider("hostile".to_owned());
        let begun = self.world.begin_at(target, "/", REDIRECT).await.unwrap();
        let mut claims = self.hostile.claims(&begun.parameter("nonce"), self.now());
        claims["sub"] = json!(subject);
        if let Some(sid) = sid {
            claims["sid"] = json!(sid);
        }
        self.hostile.answers(&self.hostile.sign(&claims));
        self.world.complete(&back(&begun), &begun.binding).await.unwrap().session
    }

    async fn lives(&self, session: &str) -> bool {
        self.world.session(session).await.is_some()
    }

    /// What the provider may say to end a session.
    fn claims(&self, jti: &str) -> Value {
        json!({
            "iss": self.hostile.issuer, "aud": CLIENT, "iat": self.now(), "exp": self.now() + 120,
            "jti": jti, "sub": "ida", "sid": "s-1", "events": { EVENT: {} }
        })
    }

    async fn logs_out(&self, token: &str) -> bool {
        let asked = wire::BackChannelLogoutRequest { logout_token: token.to_owned() };
        self.client.clone().back_channel_logout(asked).await.unwrap().into_inner().accepted
    }

    fn signed(&self, claims: &Value) -> String {
        let header = json!({"alg": "ES256", "typ": "logout+jwt", "kid": "published"});
        sign(&header, claims, &self.hostile.signer)
    }
}

async fn ended_by_their_provider(stage: Stage) {
    let first = stage.sign_in("ida", Some("s-1")).await;
    let second = stage.sign_in("ida", Some("s-2")).await;
    let other = stage.sign_in("per", Some("s-3")).await;
    let token = stage.signed(&stage.claims("j-1"));
    assert!(stage.logs_out(&token).await);
    assert!(!stage.lives(&first).await, "the session that was named");
    assert!(stage.lives(&second).await && stage.lives(&other).await);
    assert!(!stage.logs_out(&token).await, "a token works once");

    let mut by_subject = stage.claims("j-2");
    by_subject.as_object_mut().unwrap().remove("sid");
    assert!(stage.logs_out(&stage.signed(&by_subject)).await);
    assert!(!stage.lives(&second).await && stage.lives(&other).await);

    let mut by_session = stage.claims("j-3");
    by_session.as_object_mut().unwrap().remove("sub");
    by_session["sid"] = json!("s-3");
    assert!(stage.logs_out(&stage.signed(&by_session)).await);
    assert!(!stage.lives(&other).await);

    // A session of which the provider told no name ends with any of its person's.
    let nameless = stage.sign_in("ida", None).await;
    assert!(stage.logs_out(&stage.signed(&stage.claims("j-4"))).await);
    assert!(!stage.lives(&nameless).await);
    let last = stage.world.last_audit().await;
    assert_eq!(last, ("provider_logout".to_owned(), "back-channel".to_owned()));
}

#[tokio::test]
async fn a_provider_ends_the_sessions_that_it_names_once() {
    ended_by_their_provider(Stage::at(None).await).await;
}

#[tokio::test]
async fn and_so_on_postgresql() {
    let database = postgres::database().await;
    ended_by_their_provider(Stage::at(Some(database.url())).await).await;
}

#[tokio::test]
async fn a_logout_token_that_is_not_quite_one_ends_nothing() {
    let stage = Stage::at(None).await;
    let session = stage.sign_in("ida", Some("s-1")).await;
    let now = stage.now();
    let with = |member: &str, value: Value| {
        let mut claims = stage.claims(&format!("with-{member}-{value}"));
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(member)),
            value => claims[member] = value,
        }
        stage.signed(&claims)
    };
    let bare = |members: &[&str]| {
        let mut claims = stage.claims("bare");
        claims.as_object_mut().unwrap().retain(|member, _| !members.contains(&member.as_str()));
        stage.signed(&claims)
    };
    let signed_as = |header: Value| sign(&header, &stage.claims("header"), &stage.hostile.signer);
    let stranger = Signer::generate("published").unwrap();
    let es256 = json!({"alg": "ES256", "typ": "logout+jwt", "kid": "published"});
    let hs256 = json!({"alg": "HS256", "typ": "logout+jwt", "kid": "published"});
    let shared = EncodingKey::from_secret(SECRET.as_bytes());
    let claims = stage.claims("other");
    for (name, token) in [
        ("another issuer", with("iss", json!("https://login.example.dk"))),
        ("another audience", with("aud", json!("another"))),
        ("two audiences", with("aud", json!([CLIENT, "another"]))),
        ("old", with("iat", json!(now - 3_600))),
        ("from the future", with("iat", json!(now + 3_600))),
        ("expired", with("exp", json!(now - 3_600))),
        ("an ID token's nonce", with("nonce", json!("n"))),
        ("no event", with("events", Value::Null)),
        ("another event", with("events", json!({"x": {}}))),
        ("an event that is none", with("events", json!({ EVENT: "yes" }))),
        ("no id", with("jti", Value::Null)),
        ("an empty id", with("jti", json!(""))),
        ("nobody", bare(&["sub", "sid"])),
        ("no issue time", bare(&["iat"])),
        ("another type", signed_as(json!({"alg": "ES256", "typ": "at+jwt", "kid": "published"}))),
        ("unknown key", signed_as(json!({"alg": "ES256", "kid": "unknown"}))),
        ("crit", signed_as(json!({"alg": "ES256", "kid": "published", "crit": ["x"], "x": 1}))),
        ("a stranger's key", sign(&es256, &claims, &stranger)),
        ("a shared secret", sign_with(&hs256, &claims, &shared, Algorithm::HS256)),
        ("none", format!("{}.{}.", b64(&json!({"alg": "none"})), b64(&claims))),
        ("no token", "x.y.z".to_owned()),
        ("nothing", String::new()),
        ("huge", "x".repeat(20_000)),
    ] {
        assert!(!stage.logs_out(&token).await, "{name}");
        assert!(stage.lives(&session).await, "{name}");
    }
}

#[tokio::test]
async fn an_id_token_and_another_s_logout_token_end_nothing() {
    let stage = Stage::at(None).await;
    let session = stage.sign_in("ida", Some("s-1")).await;
    let now = stage.now();
    let es256 = json!({"alg": "ES256", "typ": "logout+jwt", "kid": "published"});
    // An ID token of the same provider is no logout token.
    let id_token = stage.hostile.sign(&stage.hostile.claims("nonce", now));
    assert!(!stage.logs_out(&id_token).await);
    // The provider of another organisation ends nothing here.
    let other = Hostile::start();
    let row = identity::Provider { id: "other".to_owned(), ..other.row("other", RANDERS) };
    operate::save_provider(&stage.world.running.store, &row).await.unwrap();
    let mut claims = stage.claims("foreign");
    claims["iss"] = json!(other.issuer);
    assert!(stage.logs_out(&sign(&es256, &claims, &other.signer)).await, "it is well-formed");
    assert!(stage.lives(&session).await);
    // And the honest one still works.
    assert!(stage.logs_out(&stage.signed(&stage.claims("good"))).await);
    assert!(!stage.lives(&session).await);
}

#[tokio::test]
async fn a_page_of_the_provider_ends_the_session_that_it_names() {
    let stage = Stage::at(None).await;
    let session = stage.sign_in("ida", Some("s-1")).await;
    let mut client = stage.client.clone();
    let issuer = stage.hostile.issuer.clone();
    for (iss, sid) in [
        (issuer.as_str(), "s-2"),
        (issuer.as_str(), ""),
        ("https://login.example.dk", "s-1"),
        ("", "s-1"),
    ] {
        let asked = wire::FrontChannelLogoutRequest { iss: iss.to_owned(), sid: sid.to_owned() };
        client.front_channel_logout(asked).await.unwrap();
        assert!(stage.lives(&session).await, "{iss} {sid}");
    }
    let asked = wire::FrontChannelLogoutRequest { iss: issuer, sid: "s-1".to_owned() };
    client.front_channel_logout(asked).await.unwrap();
    assert!(!stage.lives(&session).await);
}

#[tokio::test]
async fn signing_out_tells_where_the_provider_signs_out() {
    let stage = Stage::at(None).await;
    let mut papers = Hostile::discovery(&stage.hostile.issuer);
    papers["end_session_endpoint"] = json!(format!("{}/leave?a=b", stage.hostile.issuer));
    stage.hostile.script.lock().unwrap().discovery = Says::Json(papers);
    let session = stage.sign_in("ida", Some("s-1")).await;
    let return_uri = "http://127.0.0.1:18080/".to_owned();
    let asked = wire::SignOutRequest { session: session.clone(), return_uri };
    let told = stage.world.identity.clone().sign_out(asked.clone()).await.unwrap().into_inner();
    let url = url::Url::parse(&told.provider_sign_out_url.unwrap()).unwrap();
    let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
    assert_eq!((url.path(), query["client_id"].as_str()), ("/leave", CLIENT));
    assert_eq!(query["post_logout_redirect_uri"], "http://127.0.0.1:18080/");
    assert!(!query.contains_key("id_token_hint"), "an ID token is not kept");
    let again = stage.world.identity.clone().sign_out(asked).await.unwrap().into_inner();
    assert_eq!(again.provider_sign_out_url, None);
    assert!(!stage.lives(&session).await);
}

#[tokio::test]
async fn a_session_that_is_over_is_listed_no_more() {
    let world = World::start().await;
    world.sign_in(RANDERS, "karen").await;
    world.clock.advance(TimeDelta::minutes(61));
    let token = world.identity_token(RANDERS, "karen").await;
    let asked = with_token(wire::OwnSessionsRequest {}, &token);
    let all = client(&world).await.own_sessions(asked).await.unwrap().into_inner().sessions;
    assert_eq!(all.len(), 1);
}

/// A sign-in that was under way when its provider was turned off ends in a session that is none.
#[tokio::test]
async fn a_session_lives_as_long_as_its_provider_vouches_for_it() {
    let stage = Stage::at(None).await;
    let store = &stage.world.running.store;
    let on = stage.hostile.row("hostile", BALLERUP);
    let session = stage.sign_in("ida", None).await;
    let off = identity::Provider { active: false, ..on.clone() };
    let elsewhere =
        identity::Provider { issuer: "https://login.example.dk".to_owned(), ..on.clone() };
    for changed in [off, elsewhere] {
        operate::save_provider(store, &changed).await.unwrap();
        assert!(!stage.lives(&session).await, "{} {}", changed.issuer, changed.active);
        operate::save_provider(store, &on).await.unwrap();
        assert!(stage.lives(&session).await);
    }
}
