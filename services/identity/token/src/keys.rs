//! The published keys that tokens are verified with.

use std::fmt;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm};
use jsonwebtoken::{Algorithm, DecodingKey};

/// A document that is no key set of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a usable key set: {0}")]
pub struct InvalidKeySet(&'static str);

/// The published keys, by id. **Invariant:** each key has one algorithm, ES256 or `EdDSA`, fixed
/// by the key and never by a token.
#[derive(Clone, Default)]
pub struct KeySet(Vec<Key>);

#[derive(Clone)]
struct Key {
    id: String,
    algorithm: Algorithm,
    public: DecodingKey,
}

impl KeySet {
    /// The largest document and the most keys that are read.
    const LONGEST_BYTES: usize = 16 * 1024;
    const MOST_KEYS: usize = 10;

    /// Reads a JSON Web Key Set (RFC 7517). One key of another kind spoils the set: identity
    /// publishes none, so it is not identity's.
    pub fn from_json(json: &str) -> Result<Self, InvalidKeySet> {
        if json.len() > Self::LONGEST_BYTES {
            return Err(InvalidKeySet("it is too large"));
        }
        let set: JwkSet =
            serde_json::from_str(json).map_err(|_| InvalidKeySet("it is not JSON"))?;
        if set.keys.len() > Self::MOST_KEYS {
            return Err(InvalidKeySet("it has too many keys"));
        }
        let mut keys: Vec<Key> = Vec::new();
        for jwk in &set.keys {
            let key = Key::from_jwk(jwk)?;
            if keys.iter().any(|other| other.id == key.id) {
                return Err(InvalidKeySet("two keys have the same id"));
            }
            keys.push(key);
        }
        Ok(Self(keys))
    }

    /// The key of an id, with the algorithm it is for.
    pub(crate) fn find(&self, id: &str) -> Option<(Algorithm, &DecodingKey)> {
        self.0.iter().find(|key| key.id == id).map(|key| (key.algorithm, &key.public))
    }

    /// The ids of the keys.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|key| key.id.as_str())
    }
}

impl Key {
    fn from_jwk(jwk: &Jwk) -> Result<Self, InvalidKeySet> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::EllipticCurve(ec) if ec.curve == EllipticCurve::P256 => {
                Algorithm::ES256
            }
            AlgorithmParameters::OctetKeyPair(okp) if okp.curve == EllipticCurve::Ed25519 => {
                Algorithm::EdDSA
            }
            _ => return Err(InvalidKeySet("a key is neither P-256 nor Ed25519")),
        };
        let named = match jwk.common.key_algorithm {
            None => algorithm,
            Some(KeyAlgorithm::ES256) => Algorithm::ES256,
            Some(KeyAlgorithm::EdDSA) => Algorithm::EdDSA,
            Some(_) => return Err(InvalidKeySet("a key names another algorithm")),
        };
        if named != algorithm {
            return Err(InvalidKeySet("a key names another algorithm than it is for"));
        }
        let id = jwk.common.key_id.clone().filter(|id| !id.is_empty());
        let id = id.ok_or(InvalidKeySet("a key has no id"))?;
        let public =
            DecodingKey::from_jwk(jwk).map_err(|_| InvalidKeySet("a key cannot be decoded"))?;
        Ok(Self { id, algorithm, public })
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Signer;

    #[test]
    fn a_published_key_is_found_by_its_id() {
        let signer = Signer::generate("one").unwrap();
        let keys = KeySet::from_json(&signer.key_set_json()).unwrap();
        assert!(keys.find("one").is_some());
        assert!(keys.find("two").is_none());
    }

    #[test]
    fn a_set_with_anything_else_in_it_is_refused_whole() {
        let good = Signer::generate("one").unwrap().public_jwk();
        let mut nameless = good.clone();
        nameless["kid"] = "".into();
        let mut other_algorithm = good.clone();
        other_algorithm["alg"] = "HS256".into();
        let secret = serde_json::json!({"kty": "oct", "kid": "s", "k": "c2VjcmV0"});
        let rsa = serde_json::json!({"kty": "RSA", "kid": "r", "n": "AQAB", "e": "AQAB"});
        for spoiler in [nameless, other_algorithm, secret, rsa, good.clone()] {
            let set = serde_json::json!({ "keys": [good, spoiler] }).to_string();
            assert!(KeySet::from_json(&set).is_err(), "{set}");
        }
    }

    #[test]
    fn a_document_that_is_too_large_or_no_key_set_is_refused() {
        let many: Vec<_> =
            (0..11).map(|n| Signer::generate(&n.to_string()).unwrap().public_jwk()).collect();
        for document in [
            String::new(),
            "[]".to_owned(),
            format!("{}{}", " ".repeat(17_000), r#"{"keys":[]}"#),
            serde_json::json!({ "keys": many }).to_string(),
        ] {
            assert!(KeySet::from_json(&document).is_err());
        }
    }
}
