//! Adding, changing and trying providers.

use platform::{Secret, ids};
use sea_orm::TransactionTrait;
use token::{Claims, Role};
use uuid::Uuid;

use super::{No, Problem, administrator, confirmed, is_operator};
use crate::audit::{self, About, Kind};
use crate::provider_tests::{self, Test};
use crate::providers::{self, ClaimMap, Provider, Which, checks};
use crate::store::{Store, StoreError};
use crate::{organisations, sessions};

/// Providers of an organisation.
const MOST_PROVIDERS: usize = 20;

/// A provider as it is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Empty for a new one.
    pub id: String,
    /// Empty for the caller's own.
    pub organisation: String,
    /// What to call it on the sign-in page.
    pub label: String,
    /// Its issuer.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// None keeps the one that is there, an empty one takes it away.
    pub client_secret: Option<String>,
    /// What to ask for besides `openid`.
    pub scopes: Vec<String>,
    /// How its claims are read.
    pub claim_map: ClaimMap,
    /// Domains that it may vouch for.
    pub email_domains: Vec<String>,
    /// People can sign in at it.
    pub active: bool,
}

/// Writes a provider down. `which` also says whether loopback may be an issuer.
pub async fn save(
    store: &Store,
    caller: &Claims,
    wanted: Wanted,
    which: Which,
) -> Result<Result<Provider, No>, StoreError> {
    let organisation = match organisation(caller, &wanted.organisation) {
        Ok(organisation) => organisation,
        Err(no) => return Ok(Err(no)),
    };
    if let Err(no) = confirmed(caller, store.now()) {
        return Ok(Err(no));
    }
    let known = if wanted.id.is_empty() {
        None
    } else {
        let known = providers::find_any(store, &wanted.id, which).await?;
        let Some(known) = known.filter(|known| known.organisation == organisation) else {
            return Ok(Err(No::of("identity_provider_unknown")));
        };
        Some(known)
    };
    if known.as_ref().is_some_and(|known| known.platform_roles) && !is_operator(caller) {
        return Ok(Err(No::of("identity_provider_of_platform")));
    }
    let provider = merged(wanted, organisation, known.as_ref());
    if let Err(no) = check(store, &provider, which).await? {
        return Ok(Err(no));
    }
    let transaction = store.db.begin().await?;
    providers::save(&transaction, &provider).await?;
    let another = known.as_ref().is_some_and(|known| known.issuer != provider.issuer);
    if !provider.active || another {
        sessions::end_all_through(&transaction, &provider.id).await?;
    }
    let about = About {
        organisation: Some(&provider.organisation),
        provider: Some(&provider.id),
        by: caller.person(),
        ..About::default()
    };
    let detail = if known.is_some() { "changed" } else { "added" };
    audit::within(&transaction, store.now(), Kind::ProviderSaved, about, detail).await?;
    transaction.commit().await?;
    Ok(Ok(provider))
}

/// The organisation whose providers a caller may see to: their own, or any for an operator.
pub(super) fn organisation(caller: &Claims, wanted: &str) -> Result<String, No> {
    let own = wanted.is_empty() || wanted == caller.org;
    if is_operator(caller) {
        return Ok(if own { caller.org.clone() } else { wanted.to_owned() });
    }
    administrator(caller)?;
    if own { Ok(caller.org.clone()) } else { Err(No::of("not_operator")) }
}

/// A new issuer never gets the secret that was for the one before.
fn merged(wanted: Wanted, organisation: String, known: Option<&Provider>) -> Provider {
    let same = known.filter(|known| known.issuer == wanted.issuer);
    let (client_secret, client_secret_file) = match wanted.client_secret {
        None => (
            same.and_then(|known| known.client_secret.clone()),
            same.and_then(|known| known.client_secret_file.clone()),
        ),
        Some(secret) => (Some(secret).filter(|s| !s.is_empty()).map(Secret::new), None),
    };
    Provider {
        id: if wanted.id.is_empty() { ids::v7().to_string() } else { wanted.id },
        organisation,
        label: wanted.label.trim().to_owned(),
        issuer: wanted.issuer,
        client_id: wanted.client_id,
        client_secret,
        client_secret_file,
        scopes: wanted.scopes,
        claim_map: wanted.claim_map,
        platform_roles: known.is_some_and(|known| known.platform_roles),
        email_domains: wanted.email_domains.iter().map(|one| one.trim().to_lowercase()).collect(),
        active: wanted.active,
        demo: known.is_some_and(|known| known.demo),
    }
}

async fn check(
    store: &Store,
    provider: &Provider,
    which: Which,
) -> Result<Result<(), No>, StoreError> {
    if organisations::find(store, &provider.organisation).await?.is_none() {
        return Ok(Err(No::of("organisation_unknown")));
    }
    let mut problems = checks::problems(provider, which == Which::RealAndDemo);
    let of_issuer = providers::of_issuer(store, &provider.issuer, Which::RealAndDemo).await?;
    if of_issuer.is_some_and(|other| other.id != provider.id) {
        problems.push(Problem::of("issuer", "not_allowed"));
    }
    let all = providers::all_of(store, &provider.organisation).await?;
    if all.len() >= MOST_PROVIDERS && all.iter().all(|other| other.id != provider.id) {
        problems.push(Problem::limited("providers", "too_many", MOST_PROVIDERS));
    }
    Ok(if problems.is_empty() { Ok(()) } else { Err(No::fields(problems)) })
}

/// Makes a test of an own provider ready, also of one that is off.
pub async fn make_test(
    store: &Store,
    caller: &Claims,
    provider: &str,
    which: Which,
) -> Result<Result<Test, No>, StoreError> {
    let by = match administrator(caller) {
        Ok(by) => by,
        Err(no) => return Ok(Err(no)),
    };
    let known = providers::find_any(store, provider, which).await?;
    let Some(known) = known.filter(|known| known.organisation == caller.org) else {
        return Ok(Err(No::of("identity_provider_unknown")));
    };
    let test = provider_tests::make(store, &known.id, &caller.org, by).await?;
    let about = About {
        organisation: Some(&caller.org),
        provider: Some(&known.id),
        by: Some(by),
        ..About::default()
    };
    audit::write(store, Kind::ProviderTested, about, "").await?;
    Ok(Ok(test))
}

/// What a test of the caller's organisation showed.
pub async fn find_test(
    store: &Store,
    caller: &Claims,
    id: Uuid,
) -> Result<Option<Test>, StoreError> {
    if !caller.has(Role::Administrator) {
        return Ok(None);
    }
    provider_tests::find(store, &caller.org, id).await
}
