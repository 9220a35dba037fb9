//! The key that signs seals, and its public half, which an organisation keeps.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, EncodePublicKey as _,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use platform::ids;
use serde::{Deserialize, Serialize};

use super::bytes;
use crate::log::proof::Hash;

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Its file cannot be read or made.
    #[error("the key's file {0} cannot be used")]
    File(String, #[source] std::io::Error),
    /// It is no Ed25519 key in PEM.
    #[error("{0} is no Ed25519 key in PEM")]
    Form(String),
}

/// An Ed25519 key. Its `Debug` tells only which it is.
pub struct SealKey(SigningKey);

impl SealKey {
    /// The key of a file (PEM, PKCS #8), made with the file if there is none.
    pub fn open_or_make(path: &Path) -> Result<Self, KeyError> {
        if let Err(error) = make(path)
            && error.kind() != ErrorKind::AlreadyExists
        {
            return Err(KeyError::File(path.display().to_string(), error));
        }
        Self::open(path)
    }

    /// The key of a file.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        let name = path.display().to_string();
        let pem = fs::read_to_string(path).map_err(|error| KeyError::File(name.clone(), error))?;
        SigningKey::from_pkcs8_pem(&pem).map(Self).map_err(|_| KeyError::Form(name))
    }

    /// What anybody may know of it.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    pub(super) fn sign(&self, message: &Hash) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    #[cfg(test)]
    pub(crate) fn of(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealKey").field(&self.public()).finish()
    }
}

/// Makes a key and its file, for the owner alone. The file appears under its name with all that
/// it holds or not at all, also when several processes make it at the same time or the power goes.
fn make(path: &Path) -> std::io::Result<()> {
    if path.try_exists()? {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut seed = [0; 32];
    let (left, right) = seed.split_at_mut(16);
    left.copy_from_slice(&ids::salt());
    right.copy_from_slice(&ids::salt());
    let pem = SigningKey::from_bytes(&seed).to_pkcs8_pem(LineEnding::LF);
    let pem = pem.map_err(|error| std::io::Error::other(error.to_string()))?;
    let draft = folder.join(format!(".{}", ids::random()));
    let written =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).and_then(
            |mut file| {
                file.write_all(pem.as_bytes())?;
                file.sync_all()?;
                fs::hard_link(&draft, path)
            },
        );
    let removed = fs::remove_file(&draft);
    written.and(removed)?;
    File::open(folder)?.sync_all()
}

/// The public half of a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicKey(#[serde(with = "bytes")] [u8; 32]);

impl PublicKey {
    /// From PEM (`SubjectPublicKeyInfo`); none when it is no Ed25519 key.
    pub fn from_pem(pem: &str) -> Option<Self> {
        VerifyingKey::from_public_key_pem(pem).ok().map(|key| Self(key.to_bytes()))
    }

    /// As PEM; none when it is no key at all.
    pub fn to_pem(self) -> Option<String> {
        VerifyingKey::from_bytes(&self.0).ok()?.to_public_key_pem(LineEnding::LF).ok()
    }

    pub(super) fn has_signed(self, message: &Hash, signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }
}

/// As it stands in seals and heads.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bytes::text(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::{KeyError, PublicKey, SealKey};

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys").join("seal.pem");
        let made: Vec<_> = std::thread::scope(|scope| {
            let makers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| SealKey::open_or_make(&path).unwrap())).collect();
            makers.into_iter().map(|maker| maker.join().unwrap().public()).collect()
        });
        assert!(made.iter().all(|key| *key == made[0]), "{made:?}");
        assert_eq!(SealKey::open(&path).unwrap().public(), made[0]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seal.pem");
        fs::write(&path, "not a key").unwrap();
        assert!(matches!(SealKey::open_or_make(&path), Err(KeyError::Form(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "not a key");
    }

    #[test]
    fn the_public_half_survives_its_pem_and_the_private_one_is_not_shown() {
        let key = SealKey::of(7);
        let pem = key.public().to_pem().unwrap();
        assert_eq!(PublicKey::from_pem(&pem), Some(key.public()));
        assert_eq!(format!("{key:?}"), format!("SealKey({:?})", key.public()));
    }
}
