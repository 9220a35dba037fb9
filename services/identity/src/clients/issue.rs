//! Tokens of clients: one for the gateway for a secret, and those for the services for that.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::Uuid;
use token::{Audience, Claims, Kind, LONGEST_LIFE_SECONDS, Scope, SignerError, Verifier};

use super::{Client, USED_EVERY_SECONDS, find, row, secret, set, used};
use crate::audit::{self, About};
use crate::keys::Keys;
use crate::organisations;
use crate::store::{Store, StoreError};
use crate::tokens::Mint;

/// Longer texts are no secret of ours and are not looked for.
const LONGEST_SECRET: usize = 100;

/// A token that a client got.
#[derive(Debug)]
pub struct Issued {
    /// The token.
    pub token: String,
    /// When it dies, in seconds since 1970.
    pub expires: i64,
    /// What it is good for.
    pub scopes: BTreeSet<Scope>,
}

/// Why a client gets no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoToken {
    /// Unknown, taken back, or not its secret.
    Client,
    /// It asks for more than it may.
    Scope,
}

/// A client that showed what it is.
#[derive(Debug)]
pub struct Shown {
    /// The client.
    pub client: Client,
    /// What it may do now.
    pub scopes: BTreeSet<Scope>,
    /// When what it showed ends, in seconds since 1970.
    pub until: i64,
}

/// An access token for a client's secret.
pub async fn access_token(
    store: &Store,
    keys: &Keys,
    client: &str,
    text: &str,
    wanted: &[String],
) -> Result<Result<Issued, NoToken>, StoreError> {
    let known = match Uuid::try_parse(client) {
        Ok(id) => find(store, id).await?,
        Err(_) => None,
    };
    let secrets = known.as_ref().map(|known| known.secrets.as_slice()).unwrap_or_default();
    let right = secret::right(secrets, text).map(|secret| secret.expires);
    let Some(known) = known else { return Ok(Err(NoToken::Client)) };
    let living = is_living(store, &known).await?;
    let Some(until) = right.filter(|_| living) else {
        note_refusal(store, &known).await?;
        return Ok(Err(NoToken::Client));
    };
    let scopes: Result<BTreeSet<Scope>, _> = wanted.iter().map(|word| word.parse()).collect();
    let scopes = match scopes {
        Ok(none) if none.is_empty() => known.scopes.clone(),
        Ok(some) if some.is_subset(&known.scopes) => some,
        _ => return Ok(Err(NoToken::Scope)),
    };
    used(store, &known).await?;
    let shown = Shown { client: known, scopes, until };
    let (token, expires) = mint(store, keys, &shown, Audience::Gateway)?;
    Ok(Ok(Issued { token, expires, scopes: shown.scopes }))
}

/// The client of an access token, unless it was taken back since, or has no secret left.
pub async fn of_access_token(
    store: &Store,
    keys: &Keys,
    text: &str,
) -> Result<Option<Shown>, StoreError> {
    let verifier = Verifier::new(token::ISSUER, Audience::Gateway, keys.key_set()?);
    let Ok(claims) = verifier.verify(text, store.clock.now()) else { return Ok(None) };
    let id = Uuid::try_parse(&claims.sub).ok().filter(|_| claims.kind == Kind::Client);
    let Some(id) = id else { return Ok(None) };
    let Some(client) = find(store, id).await? else { return Ok(None) };
    if !is_living(store, &client).await? {
        return Ok(None);
    }
    used(store, &client).await?;
    let scopes = claims.scopes.iter().copied().filter(|s| client.scopes.contains(s)).collect();
    Ok(Some(Shown { scopes, client, until: claims.exp }))
}

/// The client of a secret, for those who provision people from systems that know no access tokens. It
/// opens nothing else.
pub async fn of_secret(store: &Store, text: &str) -> Result<Option<Shown>, StoreError> {
    if text.len() > LONGEST_SECRET {
        return Ok(None);
    }
    let Some(secret) = secret::known(store, text).await? else { return Ok(None) };
    let Some(client) = find(store, secret.client).await? else { return Ok(None) };
    if !is_living(store, &client).await? || !client.scopes.contains(&Scope::ProvisionPeople) {
        note_refusal(store, &client).await?;
        return Ok(None);
    }
    used(store, &client).await?;
    let scopes = BTreeSet::from([Scope::ProvisionPeople]);
    Ok(Some(Shown { client, scopes, until: secret.expires }))
}

/// Whether a client may still call: it, its secrets and its organisation.
async fn is_living(store: &Store, client: &Client) -> Result<bool, StoreError> {
    let own = client.revoked.is_none() && !client.secrets.is_empty();
    Ok(own && !organisations::is_locked(store, &client.organisation).await?)
}

/// A token of a client for one service; it never outlives what the client showed. Gives it and its end.
pub fn mint(
    store: &Store,
    keys: &Keys,
    shown: &Shown,
    audience: Audience,
) -> Result<(String, i64), SignerError> {
    let now = store.now();
    let mint = Mint { signer: keys.signer(now), issuer: token::ISSUER, now };
    let end = shown.until.min(mint.now + LONGEST_LIFE_SECONDS);
    let claims = Claims {
        sub: shown.client.id.to_string(),
        kind: Kind::Client,
        org: shown.client.organisation.clone(),
        scopes: shown.scopes.iter().copied().collect(),
        ..mint.empty(audience, end)
    };
    Ok((mint.signer.sign(&claims)?, end))
}

/// A refusal is written down once a minute for each client, so that nobody can fill the store.
async fn note_refusal(store: &Store, client: &Client) -> Result<(), StoreError> {
    metrics::counter!("identity_clients_refused_total").increment(1);
    let now = store.now();
    if client.last_refused.is_some_and(|refused| now < refused + USED_EVERY_SECONDS) {
        return Ok(());
    }
    set(&store.db, client.id, row::Column::LastRefused, now).await?;
    let about = About { organisation: Some(&client.organisation), ..About::default() };
    audit::write(store, audit::Kind::ClientRefused, about, &client.id.to_string()).await
}
