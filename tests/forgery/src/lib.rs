//! Forged internal tokens: malformed, confused, signed by others, and signed well with claims that nobody
//! may have. Each has the reason that it must be refused for.
//!
//! They are made with a key that is honest otherwise, so that the same forge also makes the honest token
//! which shows that a refusal is not for another reason.

#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "it is for tests")]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use token::{Signer, TokenRefusal};

/// A forged token: what is wrong with it, the token, and why it is refused.
pub type Forged = (&'static str, String, TokenRefusal);

/// A forge that can put anything into a token and sign it with the real key, or another.
#[derive(Debug)]
pub struct Forge {
    signer: Signer,
    /// What the honest token says.
    claims: Value,
    now: i64,
}

fn b64(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn take(value: &mut Value, member: &str) {
    value.as_object_mut().expect("an object").remove(member);
}

impl Forge {
    /// A forge with a key, for a service and a time in seconds since 1970. Its tokens are a person's.
    pub fn new(signer: Signer, audience: &str, now: i64) -> Self {
        let claims = json!({
            "iss": token::ISSUER, "aud": audience, "iat": now, "exp": now + 300,
            "jti": "018f0000-0000-7000-8000-000000000001",
            "sub": "018f0000-0000-7000-8000-000000000002", "kind": "person",
            "org": "29189668", "roles": ["contributor"]
        });
        Self { signer, claims, now }
    }

    /// The same with something else in every token.
    #[must_use]
    pub fn saying(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.claims);
        self
    }

    fn header(&self) -> Value {
        json!({"alg": "ES256", "typ": token::TYPE, "kid": self.signer.id()})
    }

    /// Signs texts as they are, so that they need not even be JSON.
    fn sign(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", b64(header), b64(claims));
        let key = EncodingKey::from_ec_pem(self.signer.private_pem().as_bytes()).expect("a key");
        let signature = crypto::sign(message.as_bytes(), &key, Algorithm::ES256).expect("signed");
        format!("{message}.{signature}")
    }

    fn with_header(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut header = self.header();
        change(&mut header);
        self.sign(&header.to_string(), &self.claims.to_string())
    }

    /// A token that is signed well, with claims changed.
    pub fn with_claims(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = self.claims.clone();
        change(&mut claims);
        self.sign(&self.header().to_string(), &claims.to_string())
    }

    /// An honest token, which passes.
    pub fn honest(&self) -> String {
        self.with_claims(|_| {})
    }

    /// All that must be refused, with the reason.
    pub fn all(&self) -> Vec<Forged> {
        let mut all = self.malformed();
        all.extend(self.confused());
        all.extend(self.misnamed());
        all.extend(self.signed_wrongly());
        all.extend(self.saying_too_much());
        all.extend(self.out_of_place());
        all
    }

    /// The honest token with one character changed, for each that it has.
    pub fn flipped(&self) -> impl Iterator<Item = String> {
        let honest = self.honest();
        (0..honest.len()).map(move |at| {
            let mut bytes = honest.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            String::from_utf8(bytes).expect("letters")
        })
    }

    /// What is no token.
    fn malformed(&self) -> Vec<Forged> {
        let good = self.honest();
        let (message, signature) = good.rsplit_once('.').expect("three parts");
        let (header, payload) = message.split_once('.').expect("two parts");
        vec![
            ("empty", String::new(), TokenRefusal::Malformed),
            // Nothing decodes to an empty header, which is no JSON.
            ("only dots", "..".to_owned(), TokenRefusal::Header),
            ("one part", header.to_owned(), TokenRefusal::Malformed),
            ("two parts", message.to_owned(), TokenRefusal::Malformed),
            ("four parts", format!("{good}.{signature}"), TokenRefusal::Malformed),
            ("a dot at the end", format!("{good}."), TokenRefusal::Malformed),
            (
                "huge",
                format!("{header}.{}.{signature}", "A".repeat(70_000)),
                TokenRefusal::TooLarge,
            ),
            ("padded header", format!("{header}=.{payload}.{signature}"), TokenRefusal::Malformed),
            ("white space in front", format!(" {good}"), TokenRefusal::Malformed),
            ("not base64", format!("{header}?.{payload}.{signature}"), TokenRefusal::Malformed),
            ("header no JSON", self.sign("alg=ES256", "{}"), TokenRefusal::Header),
            ("header a list", self.sign("[]", "{}"), TokenRefusal::Header),
            ("nested header", self.sign(&"[".repeat(3000), "{}"), TokenRefusal::Header),
            ("encrypted token", format!("{header}.a.b.c.d"), TokenRefusal::Malformed),
        ]
    }

    /// What would choose how it is verified.
    fn confused(&self) -> Vec<Forged> {
        let claims = self.claims.to_string();
        let none = json!({"alg": "none", "typ": token::TYPE, "kid": self.signer.id()}).to_string();
        let hs256 =
            json!({"alg": "HS256", "typ": token::TYPE, "kid": self.signer.id()}).to_string();
        // The classic confusion: the public key, which everybody has, as the secret of a MAC.
        let message = format!("{}.{}", b64(&hs256), b64(&claims));
        let public = self.signer.public_jwk().to_string();
        let mac_key = EncodingKey::from_secret(public.as_bytes());
        let mac = crypto::sign(message.as_bytes(), &mac_key, Algorithm::HS256).expect("signed");
        let own_key = Signer::generate("own").expect("a key").public_jwk();
        vec![
            ("none", format!("{}.{}.", b64(&none), b64(&claims)), TokenRefusal::Algorithm),
            ("none, signed", self.sign(&none, &claims), TokenRefusal::Algorithm),
            ("public key as secret", format!("{message}.{mac}"), TokenRefusal::Algorithm),
            (
                "lower case",
                self.with_header(|h| h["alg"] = json!("es256")),
                TokenRefusal::Algorithm,
            ),
            ("ES384", self.with_header(|h| h["alg"] = json!("ES384")), TokenRefusal::Algorithm),
            ("EdDSA", self.with_header(|h| h["alg"] = json!("EdDSA")), TokenRefusal::Algorithm),
            ("no alg", self.with_header(|h| take(h, "alg")), TokenRefusal::Header),
            (
                "list of algs",
                self.with_header(|h| h["alg"] = json!(["ES256"])),
                TokenRefusal::Header,
            ),
            ("crit", self.with_header(|h| h["crit"] = json!(["exp"])), TokenRefusal::Header),
            ("b64", self.with_header(|h| h["b64"] = json!(false)), TokenRefusal::Header),
            (
                "jku",
                self.with_header(|h| h["jku"] = json!("https://a.example")),
                TokenRefusal::Header,
            ),
            ("jwk", self.with_header(|h| h["jwk"] = own_key), TokenRefusal::Header),
            (
                "x5u",
                self.with_header(|h| h["x5u"] = json!("https://a.example")),
                TokenRefusal::Header,
            ),
            ("zip", self.with_header(|h| h["zip"] = json!("DEF")), TokenRefusal::Header),
            (
                "alg twice",
                self.sign(
                    &self.header().to_string().replacen('{', r#"{"alg":"none","#, 1),
                    &claims,
                ),
                TokenRefusal::Header,
            ),
        ]
    }

    /// What names another kind of token, or another key.
    fn misnamed(&self) -> Vec<Forged> {
        vec![
            ("typ JWT", self.with_header(|h| h["typ"] = json!("JWT")), TokenRefusal::Type),
            ("typ missing", self.with_header(|h| take(h, "typ")), TokenRefusal::Type),
            ("kid missing", self.with_header(|h| take(h, "kid")), TokenRefusal::KeyMissing),
            (
                "kid unknown",
                self.with_header(|h| h["kid"] = json!("other")),
                TokenRefusal::KeyUnknown,
            ),
            ("kid empty", self.with_header(|h| h["kid"] = json!("")), TokenRefusal::KeyUnknown),
            (
                "kid a path",
                self.with_header(|h| h["kid"] = json!("../../dev/null")),
                TokenRefusal::KeyUnknown,
            ),
            ("kid a number", self.with_header(|h| h["kid"] = json!(1)), TokenRefusal::Header),
        ]
    }

    /// What the key has not signed.
    fn signed_wrongly(&self) -> Vec<Forged> {
        let good = self.honest();
        let (message, signature) = good.rsplit_once('.').expect("three parts");
        let (header, _) = message.split_once('.').expect("two parts");
        let signer = Signer::generate(self.signer.id()).expect("a key");
        let other = Self { signer, claims: self.claims.clone(), now: self.now };
        let mut raised = self.claims.clone();
        raised["roles"] = json!(["operator"]);
        let zero = b64([0_u8; 64]);
        vec![
            ("re-signed", other.honest(), TokenRefusal::Signature),
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
        ]
    }

    /// What is signed well and must not be believed.
    fn saying_too_much(&self) -> Vec<Forged> {
        let with = |change: fn(&mut Value)| self.with_claims(change);
        let header = self.header().to_string();
        vec![
            ("other issuer", with(|c| c["iss"] = json!("somebody")), TokenRefusal::Issuer),
            (
                "issuer with slash",
                with(|c| c["iss"] = json!("genvej-identity/")),
                TokenRefusal::Issuer,
            ),
            ("issuer list", with(|c| c["iss"] = json!([token::ISSUER])), TokenRefusal::Claims),
            ("audience list", with(|c| c["aud"] = json!(["registry"])), TokenRefusal::Claims),
            ("audience unknown", with(|c| c["aud"] = json!("registry2")), TokenRefusal::Claims),
            ("exp a text", with(|c| c["exp"] = json!("1700000300")), TokenRefusal::Claims),
            ("exp a fraction", with(|c| c["exp"] = json!(1_700_000_300.5)), TokenRefusal::Claims),
            ("exp missing", with(|c| take(c, "exp")), TokenRefusal::Claims),
            ("iat missing", with(|c| take(c, "iat")), TokenRefusal::Claims),
            ("sub missing", with(|c| take(c, "sub")), TokenRefusal::Claims),
            ("sub no person", with(|c| c["sub"] = json!("admin")), TokenRefusal::Claims),
            ("kind unknown", with(|c| c["kind"] = json!("system")), TokenRefusal::Claims),
            ("org no CVR", with(|c| c["org"] = json!("2918966' or 1=1")), TokenRefusal::Claims),
            ("role unknown", with(|c| c["roles"] = json!(["root"])), TokenRefusal::Claims),
            ("roles one text", with(|c| c["roles"] = json!("operator")), TokenRefusal::Claims),
            ("more than we sign", with(|c| c["admin"] = json!(true)), TokenRefusal::Claims),
            ("claims a list", self.sign(&header, "[]"), TokenRefusal::Claims),
            ("claims empty", self.sign(&header, ""), TokenRefusal::Claims),
            (
                "roles twice",
                self.sign(
                    &header,
                    &self
                        .claims
                        .to_string()
                        .replace(r#""roles":"#, r#""roles":["reader"],"roles":"#),
                ),
                TokenRefusal::Claims,
            ),
        ]
    }

    /// What is signed well for another time, or another service.
    fn out_of_place(&self) -> Vec<Forged> {
        let (now, late) = (self.now, TokenRefusal::LivesTooLong);
        let during = |from: i64, to: i64| {
            self.with_claims(|c| (c["iat"], c["exp"]) = (json!(from), json!(to)))
        };
        let elsewhere = |audience: &str| self.with_claims(|c| c["aud"] = json!(audience));
        let mut all = vec![
            ("expired", during(now - 330, now - 30), TokenRefusal::Expired),
            ("born dead", during(now, now), TokenRefusal::Expired),
            ("from the future", during(now + 290, now + 300), TokenRefusal::NotYetValid),
            ("too long", during(now, now + 301), late),
            ("for ever", during(now, i64::MAX), late),
            ("backdated", during(i64::MIN, now + 300), late),
        ];
        let others =
            ["registry", "identity", "gateway"].into_iter().filter(|it| self.claims["aud"] != *it);
        all.extend(others.map(|it| ("other audience", elsewhere(it), TokenRefusal::Audience)));
        all
    }
}
