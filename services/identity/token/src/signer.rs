//! Signing. Only identity holds a signer outside tests.

use std::fmt;

use jsonwebtoken::jwk::{Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey, Header, crypto};
use p256::SecretKey;
use p256::elliptic_curve::rand_core::OsRng;
use p256::pkcs8::{EncodePrivateKey, LineEnding};

use crate::{Claims, TYPE};

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// The private key is not a P-256 key in PKCS #8 PEM.
    #[error("the signing key cannot be read")]
    Unreadable,
    /// The cryptography library refused to sign or could not verify what it signed.
    #[error("signing does not work")]
    Broken,
}

/// Signs tokens with one ES256 key. Prints only the key's id.
#[derive(Clone)]
pub struct Signer {
    id: String,
    pem: String,
    key: EncodingKey,
    public: Jwk,
}

impl Signer {
    /// Makes a new key with the operating system's randomness.
    pub fn generate(id: &str) -> Result<Self, SignerError> {
        let pem = SecretKey::random(&mut OsRng)
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| SignerError::Unreadable)?;
        Self::from_pem(id, &pem)
    }

    /// Reads a private key, PKCS #8 in PEM.
    pub fn from_pem(id: &str, pem: &str) -> Result<Self, SignerError> {
        let key = EncodingKey::from_ec_pem(pem.as_bytes()).map_err(|_| SignerError::Unreadable)?;
        let mut public =
            Jwk::from_encoding_key(&key, Algorithm::ES256).map_err(|_| SignerError::Unreadable)?;
        public.common.key_id = Some(id.to_owned());
        public.common.key_algorithm = Some(KeyAlgorithm::ES256);
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { id: id.to_owned(), pem: pem.to_owned(), key, public })
    }

    /// The id that tokens name the key by.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The private key, to be stored. A secret.
    pub fn private_pem(&self) -> &str {
        &self.pem
    }

    /// The public key as a JSON Web Key.
    pub fn public_jwk(&self) -> serde_json::Value {
        serde_json::to_value(&self.public).unwrap_or_default()
    }

    /// A key set with this key only.
    pub fn key_set_json(&self) -> String {
        serde_json::json!({ "keys": [self.public_jwk()] }).to_string()
    }

    /// Signs claims.
    pub fn sign(&self, claims: &Claims) -> Result<String, SignerError> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|_| SignerError::Broken)
    }

    /// Signs something and verifies it.
    pub(crate) fn self_test(&self) -> Result<(), SignerError> {
        let message = b"self-test";
        let signature = crypto::sign(message, &self.key, Algorithm::ES256);
        let key = jsonwebtoken::DecodingKey::from_jwk(&self.public);
        match (signature, key) {
            (Ok(signature), Ok(key)) => crypto::verify(&signature, message, &key, Algorithm::ES256)
                .ok()
                .filter(|verified| *verified)
                .map(|_| ())
                .ok_or(SignerError::Broken),
            _ => Err(SignerError::Broken),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_stored_signs_again() {
        let signer = Signer::generate("one").unwrap();
        let again = Signer::from_pem("one", signer.private_pem()).unwrap();
        assert_eq!(again.public_jwk(), signer.public_jwk());
        again.self_test().unwrap();
    }

    #[test]
    fn nothing_private_is_printed_or_published() {
        let signer = Signer::generate("one").unwrap();
        assert_eq!(format!("{signer:?}"), "Signer(one)");
        assert_eq!(signer.public_jwk().get("d"), None);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert!(Signer::from_pem("one", "").is_err());
        assert!(Signer::from_pem("one", "-----BEGIN PRIVATE KEY-----\nAAAA\n").is_err());
    }
}
