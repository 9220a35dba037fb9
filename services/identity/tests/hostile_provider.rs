//! Providers that lie. Each test asserts our side: no session, and a reason in the audit log.
#![allow(clippy::unwrap_used)]

mod world;

use identity::operate;
use jsonwebtoken::{Algorithm, EncodingKey};
use proto::identity::v1 as wire;
use serde_json::{Value, json};
use token::Signer;
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use world::hostile::{CLIENT, Hostile, SECRET, Says, b64, back, sign, sign_with};
use world::{BALLERUP, Begun, RANDERS, REDIRECT, World};

/// Ballerup, with a provider that a test holds the strings of.
struct Stage {
    world: World,
    hostile: Hostile,
}

impl Stage {
    async fn set() -> Self {
        let (world, hostile) = (World::start().await, Hostile::start());
        let row = hostile.row("hostile", BALLERUP);
        operate::save_provider(&world.running.store, &row).await.unwrap();
        Self { world, hostile }
    }

    fn now(&self) -> i64 {
        self.world.clock.now().timestamp()
    }

    async fn begin(&self) -> Result<Begun, Refusal> {
        let target = Target::Provider("hostile".to_owned());
        self.world.begin_at(target, "/", REDIRECT).await
    }

    async fn complete(
        &self,
        begun: &Begun,
    ) -> Result<wire::complete_sign_in_response::SignedIn, Refusal> {
        self.world.complete(&back(begun), &begun.binding).await
    }

    /// One sign-in with the ID token that `make` makes of honest claims.
    async fn try_with(
        &self,
        make: impl Fn(&Hostile, Value) -> String,
    ) -> Result<wire::complete_sign_in_response::SignedIn, Refusal> {
        let begun = self.begin().await.unwrap();
        let claims = self.hostile.claims(&begun.parameter("nonce"), self.now());
        self.hostile.answers(&make(&self.hostile, claims));
        self.complete(&begun).await
    }

    async fn refuses(&self, name: &str, reason: &str, make: impl Fn(&Hostile, Value) -> String) {
        let refused = self.try_with(make).await;
        assert_eq!(refused.err(), Some(Refusal::AnswerRefused), "{name}");
        let entry = self.world.last_audit().await;
        assert_eq!(entry, ("sign_in_refused".to_owned(), reason.to_owned()), "{name}");
    }

    async fn refuses_claim(&self, claim: &str, value: Value, reason: &str) {
        self.refuses(claim, reason, |hostile, mut claims| {
            match &value {
                Value::Null => drop(claims.as_object_mut().unwrap().remove(claim)),
                value => claims[claim] = value.clone(),
            }
            hostile.sign(&claims)
        })
        .await;
    }
}

#[tokio::test]
async fn an_honest_answer_of_the_same_provider_passes() {
    let stage = Stage::set().await;
    let signed_in = stage.try_with(|hostile, claims| hostile.sign(&claims)).await.unwrap();
    let (person, _) = stage.world.session(&signed_in.session).await.unwrap();
    assert_eq!((person.organisation.as_str(), person.name.as_str()), (BALLERUP, "Nogen"));
    assert_eq!(person.roles, ["reader"]);
}

#[tokio::test]
async fn claims_that_are_not_for_us_now_are_refused() {
    let stage = Stage::set().await;
    let now = stage.now();
    for (claim, value, reason) in [
        ("nonce", json!("another"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("iss", json!("https://login.example.dk"), "issuer"),
        ("iss", json!(format!("{}/", stage.hostile.issuer)), "issuer"),
        ("aud", json!("another"), "audience"),
        ("aud", json!([CLIENT, "another"]), "audience"),
        ("aud", json!([]), "audience"),
        ("azp", json!("another"), "authorized party"),
        ("exp", json!(now), "expired"),
        ("exp", json!(now - 3600), "expired"),
        ("iat", json!(now + 3600), "issue time"),
        ("iat", json!(now - 3600), "issue time"),
        ("sub", json!(""), "subject"),
        ("sub", json!("x".repeat(256)), "subject"),
        ("sub", Value::Null, "code refused"),
        ("iss", Value::Null, "code refused"),
        ("exp", Value::Null, "code refused"),
    ] {
        stage.refuses_claim(claim, value, reason).await;
    }
}

#[tokio::test]
async fn a_provider_cannot_speak_for_others_or_give_platform_roles() {
    let stage = Stage::set().await;
    for (claim, value, reason) in [
        ("cvr", json!(RANDERS), "other organisation"),
        ("cvr", json!([BALLERUP, RANDERS]), "other organisation"),
        (
            "https://data.gov.dk/model/core/eid/professional/cvr",
            json!(RANDERS),
            "other organisation",
        ),
        ("roles", json!("operator"), "platform role"),
        ("roles", json!(["reader", "coordinator"]), "platform role"),
        ("roles", json!(["catalogue_editor"]), "platform role"),
    ] {
        stage.refuses_claim(claim, value, reason).await;
    }
}

#[tokio::test]
async fn signatures_that_prove_nothing_are_refused() {
    let stage = Stage::set().await;
    let es256 = json!({"alg": "ES256", "typ": "JWT", "kid": "published"});
    let hs256 = json!({"alg": "HS256", "typ": "JWT", "kid": "published"});
    let none = json!({"alg": "none", "typ": "JWT", "kid": "published"});
    let stranger = Signer::generate("published").unwrap();

    stage
        .refuses("none", "signature", |_, claims| format!("{}.{}.", b64(&none), b64(&claims)))
        .await;
    stage
        .refuses("client secret as key", "algorithm", |_, claims| {
            let key = EncodingKey::from_secret(SECRET.as_bytes());
            sign_with(&hs256, &claims, &key, Algorithm::HS256)
        })
        .await;
    stage
        .refuses("public key as secret", "algorithm", |hostile, claims| {
            let key = EncodingKey::from_secret(hostile.signer.public_jwk().to_string().as_bytes());
            sign_with(&hs256, &claims, &key, Algorithm::HS256)
        })
        .await;
    stage
        .refuses("a stranger's key", "signature", |_, claims| sign(&es256, &claims, &stranger))
        .await;
    stage
        .refuses("claims changed after signing", "signature", |hostile, claims| {
            let token = hostile.sign(&claims);
            let signature = token.rsplit('.').next().unwrap();
            let mut changed = claims;
            changed["sub"] = json!("the mayor");
            format!("{}.{}.{signature}", b64(&es256), b64(&changed))
        })
        .await;
    stage.refuses("no token at all", "code refused", |_, _| "x.y.z".to_owned()).await;
}

#[tokio::test]
async fn a_new_key_is_fetched_once_and_a_flood_of_unknown_ones_fetches_nothing() {
    let stage = Stage::set().await;
    stage.try_with(|hostile, claims| hostile.sign(&claims)).await.unwrap();
    let next = Signer::generate("next").unwrap();
    let header = json!({"alg": "ES256", "typ": "JWT", "kid": "next"});
    stage.hostile.script.lock().unwrap().keys = Says::Json(json!({"keys": [next.public_jwk()]}));

    let rotated = stage.try_with(|_, claims| sign(&header, &claims, &next)).await;
    assert!(rotated.is_ok());

    let before = stage.hostile.script.lock().unwrap().keys_asked;
    for number in 0..5 {
        let unknown = Signer::generate("unknown").unwrap();
        let header = json!({"alg": "ES256", "typ": "JWT", "kid": format!("unknown-{number}")});
        stage
            .refuses("unknown key", "key unknown", |_, claims| sign(&header, &claims, &unknown))
            .await;
    }
    assert_eq!(stage.hostile.script.lock().unwrap().keys_asked, before);
}

#[tokio::test]
async fn a_token_endpoint_that_redirects_floods_or_babbles_gives_no_session() {
    let stage = Stage::set().await;
    let elsewhere = format!("{}/elsewhere", stage.hostile.issuer);
    for says in [
        Says::Redirect(elsewhere),
        Says::Huge,
        Says::Text("<html>".to_owned()),
        Says::Json(json!({"access_token": "a", "token_type": "Bearer"})),
        Says::Json(json!({"error": "invalid_grant"})),
    ] {
        let begun = stage.begin().await.unwrap();
        stage.hostile.script.lock().unwrap().token = says.clone();
        let refused = stage.complete(&begun).await;
        assert_eq!(refused.err(), Some(Refusal::AnswerRefused), "{says:?}");
    }
}

#[tokio::test]
async fn a_provider_whose_papers_are_not_in_order_is_not_used() {
    let stage = Stage::set().await;
    let issuer = stage.hostile.issuer.clone();
    let with = |member: &str, value: &str| {
        let mut document = Hostile::discovery(&issuer);
        document[member] = json!(value);
        Says::Json(document)
    };
    for says in [
        with("issuer", "https://login.example.dk"),
        with("issuer", &format!("{issuer}/")),
        with("authorization_endpoint", "http://login.example.dk/authorize"),
        with("token_endpoint", "http://10.0.0.1/token"),
        with("jwks_uri", "http://10.0.0.1/keys"),
        with("jwks_uri", "file:///etc/passwd"),
        Says::Redirect("https://login.example.dk".to_owned()),
        Says::Huge,
        Says::Text("[]".to_owned()),
    ] {
        stage.hostile.script.lock().unwrap().discovery = says.clone();
        let refused = stage.begin().await.err();
        assert_eq!(refused, Some(Refusal::ProviderUnavailable), "{says:?}");
    }
    {
        let mut script = stage.hostile.script.lock().unwrap();
        script.discovery = Says::Json(Hostile::discovery(&issuer));
        script.keys = Says::Huge;
    }
    assert_eq!(stage.begin().await.err(), Some(Refusal::ProviderUnavailable));
}

#[tokio::test]
async fn the_same_subject_at_two_issuers_is_two_people_and_an_e_mail_is_nobody() {
    let stage = Stage::set().await;
    let other = Hostile::start();
    operate::save_provider(&stage.world.running.store, &other.row("other", RANDERS)).await.unwrap();

    let first = stage.try_with(|hostile, claims| hostile.sign(&claims)).await.unwrap();
    let begun =
        stage.world.begin_at(Target::Provider("other".to_owned()), "/", REDIRECT).await.unwrap();
    other.answers(&other.sign(&other.claims(&begun.parameter("nonce"), stage.now())));
    let second = stage.complete(&begun).await.unwrap();
    let third = stage
        .try_with(|hostile, mut claims| {
            claims["sub"] = json!("somebody else");
            hostile.sign(&claims)
        })
        .await
        .unwrap();
    let fourth = stage
        .try_with(|hostile, mut claims| {
            claims["email"] = json!("nyt.navn@example.dk");
            hostile.sign(&claims)
        })
        .await
        .unwrap();

    let mut ids = Vec::new();
    for signed_in in [first, second, third, fourth] {
        ids.push(stage.world.session(&signed_in.session).await.unwrap().0.id);
    }
    assert_ne!(ids[0], ids[1], "another issuer");
    assert_ne!(ids[0], ids[2], "another subject with the same e-mail");
    assert_eq!(ids[0], ids[3], "the same subject with another e-mail");
}
