//! Tokens that must be refused, each with its reason.
#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use token::{Audience, Claims, KeySet, Kind, Role, Signer, TokenRefusal, Verifier};

const NOW: i64 = 1_700_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn b64(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// A forge that can put anything into a token and sign it with the real key, or another.
struct Forge {
    signer: Signer,
    verifier: Verifier,
}

impl Forge {
    fn new() -> Self {
        token::install_crypto().unwrap();
        let signer = Signer::generate("current").unwrap();
        let keys = KeySet::from_json(&signer.key_set_json()).unwrap();
        Self { signer, verifier: Verifier::new(token::ISSUER, Audience::Registry, keys) }
    }

    fn header() -> Value {
        json!({"alg": "ES256", "typ": token::TYPE, "kid": "current"})
    }

    fn claims() -> Value {
        json!({
            "iss": token::ISSUER, "aud": "registry", "iat": NOW, "exp": NOW + 300,
            "jti": "018f0000-0000-7000-8000-000000000001",
            "sub": "018f0000-0000-7000-8000-000000000002", "kind": "person",
            "org": "29189668", "roles": ["contributor"]
        })
    }

    /// Signs texts as they are, so that they need not even be JSON.
    fn sign(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", b64(header), b64(claims));
        let key = EncodingKey::from_ec_pem(self.signer.private_pem().as_bytes()).unwrap();
        let signature = crypto::sign(message.as_bytes(), &key, Algorithm::ES256).unwrap();
        format!("{message}.{signature}")
    }

    fn with_header(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut header = Self::header();
        change(&mut header);
        self.sign(&header.to_string(), &Self::claims().to_string())
    }

    fn with_claims(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = Self::claims();
        change(&mut claims);
        self.sign(&Self::header().to_string(), &claims.to_string())
    }

    fn good(&self) -> String {
        self.with_claims(|_| {})
    }

    fn refusal(&self, token: &str) -> Option<TokenRefusal> {
        self.verifier.verify(token, now()).err()
    }

    #[track_caller]
    fn refuses(&self, cases: Vec<(&str, String, TokenRefusal)>) {
        assert_eq!(self.refusal(&self.good()), None, "an honest token must pass");
        for (name, token, reason) in cases {
            assert_eq!(self.refusal(&token), Some(reason), "{name}");
        }
    }
}

#[test]
fn an_honest_token_says_what_was_signed() {
    let forge = Forge::new();
    let claims = Claims {
        iss: token::ISSUER.to_owned(),
        aud: Audience::Registry,
        exp: NOW + 120,
        iat: NOW,
        jti: "018f0000-0000-7000-8000-000000000001".parse().unwrap(),
        sub: "casebook-import".to_owned(),
        kind: Kind::Job,
        org: "29189668".to_owned(),
        roles: vec![Role::Superuser, Role::Contributor],
        units: vec!["borgerservice".to_owned()],
        cases: None,
        scopes: vec![],
        sid: None,
    };

    let token = forge.signer.sign(&claims).unwrap();

    assert_eq!(forge.verifier.verify(&token, now()), Ok(claims.clone()));
    assert_eq!(claims.person(), None);
}

#[test]
fn what_is_no_token_is_refused() {
    let forge = Forge::new();
    let good = forge.good();
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, payload) = message.split_once('.').unwrap();
    forge.refuses(vec![
        ("empty", String::new(), TokenRefusal::Malformed),
        // Nothing decodes to an empty header, which is no JSON.
        ("only dots", "..".to_owned(), TokenRefusal::Header),
        ("one part", header.to_owned(), TokenRefusal::Malformed),
        ("two parts", message.to_owned(), TokenRefusal::Malformed),
        ("four parts", format!("{good}.{signature}"), TokenRefusal::Malformed),
        ("a dot at the end", format!("{good}."), TokenRefusal::Malformed),
        ("huge", format!("{header}.{}.{signature}", "A".repeat(70_000)), TokenRefusal::TooLarge),
        ("padded header", format!("{header}=.{payload}.{signature}"), TokenRefusal::Malformed),
        ("white space in front", format!(" {good}"), TokenRefusal::Malformed),
        ("not base64", format!("{header}?.{payload}.{signature}"), TokenRefusal::Malformed),
        ("header no JSON", forge.sign("alg=ES256", "{}"), TokenRefusal::Header),
        ("header a list", forge.sign("[]", "{}"), TokenRefusal::Header),
        ("nested header", forge.sign(&"[".repeat(3000), "{}"), TokenRefusal::Header),
        ("encrypted token", format!("{header}.a.b.c.d"), TokenRefusal::Malformed),
    ]);
}

#[test]
fn a_token_cannot_choose_how_it_is_verified() {
    let forge = Forge::new();
    let claims = Forge::claims().to_string();
    let none = json!({"alg": "none", "typ": token::TYPE, "kid": "current"}).to_string();
    let hs256 = json!({"alg": "HS256", "typ": token::TYPE, "kid": "current"}).to_string();
    // The classic confusion: the public key, which everybody has, as the secret of a MAC.
    let message = format!("{}.{}", b64(&hs256), b64(&claims));
    let public = forge.signer.public_jwk().to_string();
    let mac_key = EncodingKey::from_secret(public.as_bytes());
    let mac = crypto::sign(message.as_bytes(), &mac_key, Algorithm::HS256).unwrap();
    let own_key = Signer::generate("own").unwrap().public_jwk();
    forge.refuses(vec![
        ("none", format!("{}.{}.", b64(&none), b64(&claims)), TokenRefusal::Algorithm),
        ("none, signed", forge.sign(&none, &claims), TokenRefusal::Algorithm),
        ("public key as secret", format!("{message}.{mac}"), TokenRefusal::Algorithm),
        ("lower case", forge.with_header(|h| h["alg"] = json!("es256")), TokenRefusal::Algorithm),
        ("ES384", forge.with_header(|h| h["alg"] = json!("ES384")), TokenRefusal::Algorithm),
        ("EdDSA", forge.with_header(|h| h["alg"] = json!("EdDSA")), TokenRefusal::Algorithm),
        ("no alg", forge.with_header(|h| drop(take(h, "alg"))), TokenRefusal::Header),
        ("list of algs", forge.with_header(|h| h["alg"] = json!(["ES256"])), TokenRefusal::Header),
        ("crit", forge.with_header(|h| h["crit"] = json!(["exp"])), TokenRefusal::Header),
        ("b64", forge.with_header(|h| h["b64"] = json!(false)), TokenRefusal::Header),
        ("jku", forge.with_header(|h| h["jku"] = json!("https://a.example")), TokenRefusal::Header),
        ("jwk", forge.with_header(|h| h["jwk"] = own_key), TokenRefusal::Header),
        ("x5u", forge.with_header(|h| h["x5u"] = json!("https://a.example")), TokenRefusal::Header),
        ("zip", forge.with_header(|h| h["zip"] = json!("DEF")), TokenRefusal::Header),
        (
            "alg twice",
            forge.sign(
                r#"{"alg":"ES256","alg":"none","typ":"genvej+jwt","kid":"current"}"#,
                &claims,
            ),
            TokenRefusal::Header,
        ),
        ("typ JWT", forge.with_header(|h| h["typ"] = json!("JWT")), TokenRefusal::Type),
        ("typ missing", forge.with_header(|h| drop(take(h, "typ"))), TokenRefusal::Type),
        ("kid missing", forge.with_header(|h| drop(take(h, "kid"))), TokenRefusal::KeyMissing),
        ("kid unknown", forge.with_header(|h| h["kid"] = json!("other")), TokenRefusal::KeyUnknown),
        ("kid empty", forge.with_header(|h| h["kid"] = json!("")), TokenRefusal::KeyUnknown),
        (
            "kid a path",
            forge.with_header(|h| h["kid"] = json!("../../dev/null")),
            TokenRefusal::KeyUnknown,
        ),
        ("kid a number", forge.with_header(|h| h["kid"] = json!(1)), TokenRefusal::Header),
    ]);
}

#[test]
fn a_signature_that_is_not_the_key_s_is_refused() {
    let forge = Forge::new();
    let good = forge.good();
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, _) = message.split_once('.').unwrap();
    let other = Forge { signer: Signer::generate("current").unwrap(), ..Forge::new() };
    let mut raised = Forge::claims();
    raised["roles"] = json!(["operator"]);
    let zero = b64([0_u8; 64]);
    forge.refuses(vec![
        ("re-signed", other.good(), TokenRefusal::Signature),
        (
            "claims changed",
            format!("{header}.{}.{signature}", b64(raised.to_string())),
            TokenRefusal::Signature,
        ),
        ("no signature", format!("{message}."), TokenRefusal::Signature),
        ("cut", good[..good.len() - 4].to_owned(), TokenRefusal::Signature),
        ("r and s zero", format!("{message}.{zero}"), TokenRefusal::Signature),
        ("longer", format!("{message}.{signature}AAAA"), TokenRefusal::Signature),
        ("padded", format!("{message}.{signature}=="), TokenRefusal::Signature),
    ]);
}

#[test]
fn claims_that_do_not_fit_are_refused() {
    let forge = Forge::new();
    let with = |change: fn(&mut Value)| forge.with_claims(change);
    forge.refuses(vec![
        ("other issuer", with(|c| c["iss"] = json!("somebody")), TokenRefusal::Issuer),
        ("issuer with slash", with(|c| c["iss"] = json!("genvej-identity/")), TokenRefusal::Issuer),
        ("issuer list", with(|c| c["iss"] = json!([token::ISSUER])), TokenRefusal::Claims),
        ("other audience", with(|c| c["aud"] = json!("identity")), TokenRefusal::Audience),
        ("audience list", with(|c| c["aud"] = json!(["registry"])), TokenRefusal::Claims),
        ("audience unknown", with(|c| c["aud"] = json!("registry2")), TokenRefusal::Claims),
        (
            "expired",
            with(|c| (c["iat"], c["exp"]) = (json!(NOW - 330), json!(NOW - 30))),
            TokenRefusal::Expired,
        ),
        ("born dead", with(|c| c["exp"] = json!(NOW)), TokenRefusal::Expired),
        (
            "from the future",
            with(|c| (c["iat"], c["exp"]) = (json!(NOW + 31), json!(NOW + 60))),
            TokenRefusal::NotYetValid,
        ),
        ("too long", with(|c| c["exp"] = json!(NOW + 301)), TokenRefusal::LivesTooLong),
        ("for ever", with(|c| c["exp"] = json!(i64::MAX)), TokenRefusal::LivesTooLong),
        ("backdated", with(|c| c["iat"] = json!(i64::MIN)), TokenRefusal::LivesTooLong),
        ("exp a text", with(|c| c["exp"] = json!("1700000300")), TokenRefusal::Claims),
        ("exp a fraction", with(|c| c["exp"] = json!(1_700_000_300.5)), TokenRefusal::Claims),
        ("exp missing", with(|c| drop(take(c, "exp"))), TokenRefusal::Claims),
        ("iat missing", with(|c| drop(take(c, "iat"))), TokenRefusal::Claims),
        ("sub missing", with(|c| drop(take(c, "sub"))), TokenRefusal::Claims),
        ("sub no person", with(|c| c["sub"] = json!("admin")), TokenRefusal::Claims),
        ("kind unknown", with(|c| c["kind"] = json!("system")), TokenRefusal::Claims),
        ("org no CVR", with(|c| c["org"] = json!("2918966' or 1=1")), TokenRefusal::Claims),
        ("role unknown", with(|c| c["roles"] = json!(["root"])), TokenRefusal::Claims),
        ("roles one text", with(|c| c["roles"] = json!("operator")), TokenRefusal::Claims),
        ("more than we sign", with(|c| c["admin"] = json!(true)), TokenRefusal::Claims),
        ("claims a list", forge.sign(&Forge::header().to_string(), "[]"), TokenRefusal::Claims),
        ("claims empty", forge.sign(&Forge::header().to_string(), ""), TokenRefusal::Claims),
        (
            "roles twice",
            forge.sign(
                &Forge::header().to_string(),
                &Forge::claims()
                    .to_string()
                    .replace(r#""roles":"#, r#""roles":["reader"],"roles":"#),
            ),
            TokenRefusal::Claims,
        ),
    ]);
}

#[test]
fn a_retired_key_verifies_nothing_any_more() {
    let forge = Forge::new();
    let token = forge.good();
    let clone = forge.verifier.clone();
    let next = Signer::generate("next").unwrap();

    forge.verifier.replace_keys(KeySet::from_json(&next.key_set_json()).unwrap());

    assert_eq!(clone.verify(&token, now()), Err(TokenRefusal::KeyUnknown));
}

#[test]
fn a_token_passes_to_the_end_of_its_life_and_the_leeway() {
    let forge = Forge::new();
    let token = forge.good();
    let at = |seconds| forge.verifier.verify(&token, now() + TimeDelta::seconds(seconds)).err();
    assert_eq!(at(-30), None);
    assert_eq!(at(-31), Some(TokenRefusal::NotYetValid));
    assert_eq!(at(329), None);
    assert_eq!(at(330), Some(TokenRefusal::Expired));
}

#[test]
fn every_single_flipped_character_is_refused() {
    let forge = Forge::new();
    let good = forge.good();
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let token = String::from_utf8(bytes).unwrap();
        assert!(forge.refusal(&token).is_some(), "character {at}");
    }
}

fn take(value: &mut Value, member: &str) -> Option<Value> {
    value.as_object_mut().unwrap().remove(member)
}
