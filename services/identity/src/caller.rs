//! Who calls: read from the internal token and from nothing else.

use token::{Audience, Claims, Verifier};
use tonic::{Code, Status};

use crate::keys::Keys;
use crate::store::Store;

/// The caller of a request that needs one.
pub fn of<T>(request: &tonic::Request<T>, keys: &Keys, store: &Store) -> Result<Claims, Status> {
    let refused = || Status::new(Code::Unauthenticated, "a valid token is needed");
    let header = request.metadata().get("authorization").ok_or_else(refused)?;
    let text = header.to_str().map_err(|_| refused())?;
    let token = text.strip_prefix("Bearer ").ok_or_else(refused)?;
    let key_set = keys.key_set().map_err(|_| Status::internal("signing keys"))?;
    let verifier = Verifier::new(token::ISSUER, Audience::Identity, key_set);
    verifier.verify(token, store.clock.now()).map_err(|reason| {
        metrics::counter!("identity_tokens_refused_total", "reason" => reason.code()).increment(1);
        tracing::info!(reason = reason.code(), "token refused");
        refused()
    })
}
