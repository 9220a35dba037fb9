//! OpenID Connect, our side of it: we are the relying party and believe no more than was checked.

mod claims;
mod client;
mod discovery;
mod outbound;

pub use claims::{OtherClaims, Unacceptable, read};
pub use client::{Exchange, authorize_url, exchange};
pub use discovery::{Discovery, Metadata};
pub use outbound::{Outbound, OutboundError};
