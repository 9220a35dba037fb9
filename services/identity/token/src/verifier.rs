//! Verifying tokens, offline.

use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, crypto};
use serde::Deserialize;

use crate::{Audience, Claims, KeySet, LEEWAY_SECONDS, LONGEST_LIFE_SECONDS, TYPE, TokenRefusal};

/// Checks tokens for one service. Clones share the keys.
///
/// The header is read by a type that knows three members and refuses all others, before anything
/// in it is believed; the library is asked for the signature alone. That leaves none of the
/// confusions that come from a token choosing how it is verified.
#[derive(Debug, Clone)]
pub struct Verifier {
    issuer: Arc<str>,
    audience: Audience,
    keys: Arc<RwLock<KeySet>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
}

impl Verifier {
    /// Longer texts are refused unread. A token of ours has under 1 KiB but for the departments of a
    /// local superuser, of which identity puts at most 1,000 in.
    const LONGEST_BYTES: usize = 64 * 1024;

    /// A verifier of the tokens that an issuer signs for an audience.
    pub fn new(issuer: &str, audience: Audience, keys: KeySet) -> Self {
        Self { issuer: issuer.into(), audience, keys: Arc::new(RwLock::new(keys)) }
    }

    /// Takes a newly published key set into use, in all clones.
    pub fn replace_keys(&self, keys: KeySet) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    /// The claims of a token that stands up to every check at a time.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenRefusal> {
        if token.len() > Self::LONGEST_BYTES {
            return Err(TokenRefusal::TooLarge);
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(TokenRefusal::Malformed);
        };
        let signed = &token[..header.len() + 1 + payload.len()];
        self.check_signature(header, signed, signature)?;
        let claims: Claims =
            serde_json::from_slice(&decode(payload)?).map_err(|_| TokenRefusal::Claims)?;
        self.check_claims(&claims, now.timestamp())?;
        Ok(claims)
    }

    fn check_signature(
        &self,
        header: &str,
        signed: &str,
        signature: &str,
    ) -> Result<(), TokenRefusal> {
        let header: Header =
            serde_json::from_slice(&decode(header)?).map_err(|_| TokenRefusal::Header)?;
        if header.typ.as_deref() != Some(TYPE) {
            return Err(TokenRefusal::Type);
        }
        let id = header.kid.ok_or(TokenRefusal::KeyMissing)?;
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let (algorithm, key) = keys.find(&id).ok_or(TokenRefusal::KeyUnknown)?;
        let word = match algorithm {
            Algorithm::EdDSA => "EdDSA",
            _ => "ES256",
        };
        if header.alg != word {
            return Err(TokenRefusal::Algorithm);
        }
        match crypto::verify(signature, signed.as_bytes(), key, algorithm) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(TokenRefusal::Signature),
        }
    }

    fn check_claims(&self, claims: &Claims, now: i64) -> Result<(), TokenRefusal> {
        if *claims.iss != *self.issuer {
            return Err(TokenRefusal::Issuer);
        }
        if claims.aud != self.audience {
            return Err(TokenRefusal::Audience);
        }
        if claims.iat > now.saturating_add(LEEWAY_SECONDS) {
            return Err(TokenRefusal::NotYetValid);
        }
        if claims.exp.saturating_sub(claims.iat) > LONGEST_LIFE_SECONDS {
            return Err(TokenRefusal::LivesTooLong);
        }
        if claims.exp <= claims.iat || now >= claims.exp.saturating_add(LEEWAY_SECONDS) {
            return Err(TokenRefusal::Expired);
        }
        if claims.is_well_formed() { Ok(()) } else { Err(TokenRefusal::Claims) }
    }
}

fn decode(part: &str) -> Result<Vec<u8>, TokenRefusal> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenRefusal::Malformed)
}
