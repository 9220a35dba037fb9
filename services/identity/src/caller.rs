//! Who calls: read from the internal token and from nothing else.

use token::{Audience, Claims, Kind, Verifier};
use tonic::{Code, Status};

use crate::keys::Keys;
use crate::store::Store;

/// The caller of a request that needs one: somebody who holds roles, or a client that reads cases and so
/// the names that belong to them.
pub fn of<T>(request: &tonic::Request<T>, keys: &Keys, store: &Store) -> Result<Claims, Status> {
    let claims = anybody(request, keys, store)?;
    let reads = claims.scopes.iter().any(|scope| scope.reads_cases());
    if claims.kind == Kind::Client && !reads {
        return Err(Status::permission_denied("the client has no scope that opens names"));
    }
    Ok(claims)
}

/// Whoever calls with a token, whatever it is for.
pub fn anybody<T>(
    request: &tonic::Request<T>,
    keys: &Keys,
    store: &Store,
) -> Result<Claims, Status> {
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
