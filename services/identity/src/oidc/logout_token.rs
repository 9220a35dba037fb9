//! Logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6): what a provider signs to end
//! sessions that it had vouched for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyId};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{ALGORITHMS, Discovery, LEEWAY_SECONDS, Metadata};
use crate::providers::Provider;

/// Longer ones are refused unread.
const LONGEST_BYTES: usize = 16 * 1024;
/// One that was signed longer ago is refused, in seconds.
pub const OLDEST_SECONDS: i64 = 5 * 60;
/// The event that makes a token a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a provider wants ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutToken {
    /// Whose sessions, in the provider's words.
    pub subject: Option<String>,
    /// Which of the provider's sessions.
    pub sid: Option<String>,
    /// The token's own id, so that it works once.
    pub jti: String,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audiences,
    iat: i64,
    #[serde(default)]
    exp: Option<i64>,
    jti: String,
    #[serde(default)]
    sub: Option<String>,
    #[serde(default)]
    sid: Option<String>,
    events: Map<String, Value>,
    #[serde(default)]
    nonce: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audiences {
    One(String),
    Many(Vec<String>),
}

impl Audiences {
    /// For us and nobody else, as of ID tokens.
    fn is(&self, client: &str) -> bool {
        match self {
            Self::One(one) => one == client,
            Self::Many(many) => matches!(many.as_slice(), [one] if one == client),
        }
    }
}

/// Who a token says that it is from, before anything of it was checked: to know whose keys to check it
/// with, and for nothing else.
pub fn claimed_issuer(token: &str) -> Option<String> {
    if token.len() > LONGEST_BYTES {
        return None;
    }
    parts(token).and_then(|(_, claims, ..)| read::<Claims>(claims)).map(|claims| claims.iss)
}

/// What a token asks for, when it stands up to every check at a time in seconds since 1970; else a
/// word for the log.
pub async fn verify(
    discovery: &Discovery,
    provider: &Provider,
    token: &str,
    now: i64,
) -> Result<LogoutToken, &'static str> {
    let (header, claims, signature, signed) = parts(token).ok_or("malformed")?;
    let header: Header = read(header).ok_or("header")?;
    let of_type = header.typ.as_deref().is_none_or(|typ| {
        typ.eq_ignore_ascii_case("jwt") || typ.eq_ignore_ascii_case("logout+jwt")
    });
    if !of_type || header.crit.is_some() {
        return Err("header");
    }
    if !ALGORITHMS.contains(&header.alg) {
        return Err("algorithm");
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "malformed")?;
    let metadata = discovery.of(&provider.issuer).await.map_err(|_| "provider unavailable")?;
    let mut good = signed_by(&metadata, &header, signed, &signature);
    if good.is_none() {
        let newer = discovery.with_newer_keys(&provider.issuer).await.map_err(|_| "key unknown")?;
        good = signed_by(&newer, &header, signed, &signature);
    }
    match good {
        None => Err("key unknown"),
        Some(false) => Err("signature"),
        Some(true) => checked(read(claims).ok_or("claims")?, provider, now),
    }
}

fn checked(claims: Claims, provider: &Provider, now: i64) -> Result<LogoutToken, &'static str> {
    if claims.iss != provider.issuer {
        return Err("issuer");
    }
    if !claims.aud.is(&provider.client_id) {
        return Err("audience");
    }
    if claims.iat > now + LEEWAY_SECONDS || claims.iat < now - OLDEST_SECONDS {
        return Err("issue time");
    }
    if claims.exp.is_some_and(|exp| exp <= now - LEEWAY_SECONDS) {
        return Err("expired");
    }
    // An ID token has a nonce and no event; neither passes for the other.
    if claims.nonce.is_some() {
        return Err("nonce");
    }
    if !claims.events.get(EVENT).is_some_and(Value::is_object) {
        return Err("events");
    }
    if claims.jti.is_empty() || claims.jti.len() > 255 {
        return Err("jti");
    }
    if claims.sub.is_none() && claims.sid.is_none() {
        return Err("sub and sid");
    }
    Ok(LogoutToken { subject: claims.sub, sid: claims.sid, jti: claims.jti })
}

/// Whether the provider's key of the header signed it; none when it has no such key.
fn signed_by(metadata: &Metadata, header: &Header, signed: &str, signature: &[u8]) -> Option<bool> {
    let keys = metadata.jwks().keys();
    let key: &CoreJsonWebKey = match &header.kid {
        Some(kid) => {
            keys.iter().find(|key| key.key_id() == Some(&JsonWebKeyId::new(kid.clone())))?
        }
        None => keys.first().filter(|_| keys.len() == 1)?,
    };
    Some(key.verify_signature(&header.alg, signed.as_bytes(), signature).is_ok())
}

fn parts(token: &str) -> Option<(&str, &str, &str, &str)> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    (!claims.contains('.')).then_some((header, claims, signature, signed))
}

fn read<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
