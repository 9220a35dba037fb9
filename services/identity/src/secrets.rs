//! Random secrets and the hashes they are stored as.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no randomness")]
pub struct NoRandomness;

/// A secret of 256 bits, as 43 characters that need no escaping in a cookie or an address.
pub fn random() -> Result<String, NoRandomness> {
    let mut bytes = [0_u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What a secret is stored and looked up as (SHA-256). Enough for secrets of 256 random bits,
/// which cannot be guessed; not for passwords.
pub fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert_eq!(URL_SAFE_NO_PAD.decode(&one).unwrap().len(), 32);
        assert_ne!(one, other);
    }

    #[test]
    fn a_hash_is_not_its_secret() {
        let secret = random().unwrap();
        assert_ne!(hash(&secret), secret);
        assert_eq!(hash(&secret), hash(&secret));
    }
}
