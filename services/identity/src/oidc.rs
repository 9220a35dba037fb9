//! OpenID Connect, our side of it: we are the relying party and believe no more than was checked.

mod claims;
mod client;
mod discovery;
pub mod limits;
mod logout_token;
mod outbound;
mod privileges;
#[cfg(test)]
mod recipes;
mod said;

pub use claims::{LOCAL_SUPERUSER, read};
pub use client::{Answer, Exchange, authorize_url, exchange};
pub use discovery::{Discovery, Metadata};
pub use logout_token::{LogoutToken, OLDEST_SECONDS, claimed_issuer, verify as verify_logout};
pub use outbound::{Outbound, OutboundError};
pub use said::Said;

use openidconnect::core::CoreJwsSigningAlgorithm;

/// The signatures a provider may use. Never one with a shared secret, and never none.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How far our clock and a provider's may be apart, in seconds.
pub const LEEWAY_SECONDS: i64 = 60;
