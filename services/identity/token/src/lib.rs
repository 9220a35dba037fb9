//! Internal tokens: what one service may know of who is asking, and how it checks that offline.
//!
//! Identity signs, every service verifies with the published keys; nobody asks back for each
//! request. **Invariant:** a token lives at most [`LONGEST_LIFE_SECONDS`] and is good for one
//! [`Audience`]; [`Verifier`] refuses whatever is not exactly that.

mod claims;
mod keys;
mod refusal;
mod role;
mod scope;
mod signer;
mod subjects;
mod verifier;

pub use claims::{Audience, Claims, Kind, UnknownAudience};
pub use keys::{InvalidKeySet, KeySet};
pub use refusal::TokenRefusal;
pub use role::{Role, UnknownRole};
pub use scope::{Scope, UnknownScope};
pub use signer::{Signer, SignerError};
pub use subjects::{Kle, MOST_SUBJECTS, Subjects, UnknownKle};
pub use verifier::Verifier;

/// The issuer that identity puts into its tokens unless it is configured otherwise.
pub const ISSUER: &str = "genvej-identity";

/// The longest a token may live, in seconds from issue to expiry.
pub const LONGEST_LIFE_SECONDS: i64 = 300;

/// How far the clocks of two services may be apart, in seconds.
pub const LEEWAY_SECONDS: i64 = 30;

/// The `typ` header of our tokens, so that no other signed document passes for one (RFC 8725,
/// section 3.11).
pub const TYPE: &str = "genvej+jwt";

/// Chooses the cryptography and proves it by signing and verifying once: with the wrong crate
/// features the library compiles and then panics at its first use. Call it at start.
pub fn install_crypto() -> Result<(), SignerError> {
    // Already installed by another service in this process is just as good.
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    Signer::generate("self-test").and_then(|signer| signer.self_test())
}
