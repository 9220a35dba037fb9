//! What an operator does on the store directly, without a running service.

mod access;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::TransactionTrait;
use token::{Audience, Role};
use uuid::Uuid;

use crate::audit::{self, About};
use crate::keys::{self, Keys, Rotation};
use crate::organisations::{self, Organisation};
use crate::providers::{self, Provider};
use crate::store::{Store, StoreError};
use crate::tokens::{Job, Mint};
use crate::units::{self, Unit};

pub use self::access::{
    ListedPerson, disable_person, enable_person, give_role, list_people, lock_organisation,
    take_role, unlock_organisation,
};
pub use crate::keys::Known as SigningKey;

/// Why an operation was refused.
#[derive(Debug, thiserror::Error)]
pub enum OperateError {
    /// There is no organisation of that number.
    #[error("there is no organisation {0}")]
    UnknownOrganisation(String),
    /// There is no such person.
    #[error("there is no person {0}")]
    UnknownPerson(Uuid),
    /// An organisation cannot be written down as it is.
    #[error("the organisation {cvr:?} has a {field} that cannot be")]
    InvalidOrganisation {
        /// Its number, as given.
        cvr: String,
        /// What is wrong with it.
        field: &'static str,
    },
    /// Departments cannot be written down as they are.
    #[error("the department {unit:?} has a {field} that cannot be")]
    InvalidUnit {
        /// Its id, as given.
        unit: String,
        /// What is wrong with it.
        field: &'static str,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds organisations, or replaces what is known of them: all or none. Gives how many.
pub async fn load_organisations(
    store: &Store,
    organisations: &[Organisation],
) -> Result<usize, OperateError> {
    save_organisations(store, organisations, None).await
}

/// The same, as somebody asked for it, who stands in the audit log then.
pub(crate) async fn save_organisations(
    store: &Store,
    organisations: &[Organisation],
    by: Option<Uuid>,
) -> Result<usize, OperateError> {
    for organisation in organisations {
        check(organisation)?;
    }
    let known = organisations::all(store).await?;
    check_successors(&known, organisations)?;
    check_members(&known, organisations)?;
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    for organisation in organisations {
        organisations::save(&transaction, organisation).await?;
        if by.is_some() {
            let about = About { organisation: Some(&organisation.cvr), by, ..About::default() };
            let kind = audit::Kind::OrganisationSaved;
            audit::within(&transaction, store.now(), kind, about, "").await?;
        }
    }
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(organisations.len())
}

fn check(organisation: &Organisation) -> Result<(), OperateError> {
    const KINDS: [&str; 4] = ["municipality", "region", "state", "association"];
    let digits = |text: &str, number: usize| {
        text.len() == number && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let wrong = if !digits(&organisation.cvr, 8) {
        "cvr"
    } else if organisation.name.trim().is_empty() || organisation.name.len() > 200 {
        "name"
    } else if !KINDS.contains(&organisation.kind.as_str()) {
        "kind"
    } else if organisation.municipality_code.as_deref().is_some_and(|code| !digits(code, 3)) {
        "municipality_code"
    } else if organisation.members.iter().any(|member| !digits(member, 8)) {
        "members"
    } else if let Some(field) = wrong_validity(organisation) {
        field
    } else {
        return Ok(());
    };
    Err(OperateError::InvalidOrganisation { cvr: organisation.cvr.clone(), field: wrong })
}

/// What is wrong with the days that an organisation exists between, and with what comes after.
fn wrong_validity(organisation: &Organisation) -> Option<&'static str> {
    let day = |text: &Option<String>| text.as_deref().map(str::parse::<NaiveDate>).transpose();
    let Ok(from) = day(&organisation.valid_from) else { return Some("valid_from") };
    let Ok(to) = day(&organisation.valid_to) else { return Some("valid_to") };
    if matches!((from, to), (Some(from), Some(to)) if to < from) {
        return Some("valid_to");
    }
    // Only what ends has a successor.
    (organisation.successor.is_some() && to.is_none()).then_some("successor")
}

/// A successor is an organisation that there is, and following successors comes to an end.
fn check_successors(known: &[Organisation], new: &[Organisation]) -> Result<(), OperateError> {
    let all: BTreeMap<&str, Option<&str>> =
        known.iter().chain(new).map(|one| (one.cvr.as_str(), one.successor.as_deref())).collect();
    for organisation in new {
        let (mut at, mut steps) = (organisation.cvr.as_str(), 0);
        while let Some(next) = all.get(at).copied().flatten() {
            steps += 1;
            if !all.contains_key(next) || steps > all.len() {
                let (cvr, field) = (organisation.cvr.clone(), "successor");
                return Err(OperateError::InvalidOrganisation { cvr, field });
            }
            at = next;
        }
    }
    Ok(())
}

/// The members of an association are organisations that there are.
fn check_members(known: &[Organisation], new: &[Organisation]) -> Result<(), OperateError> {
    let all: BTreeSet<&str> = known.iter().chain(new).map(|one| one.cvr.as_str()).collect();
    let lacks = |one: &&Organisation| one.members.iter().any(|it| !all.contains(it.as_str()));
    new.iter().find(lacks).map_or(Ok(()), |one| {
        Err(OperateError::InvalidOrganisation { cvr: one.cvr.clone(), field: "members" })
    })
}

/// All organisations, by number.
pub async fn organisations(store: &Store) -> Result<Vec<Organisation>, OperateError> {
    Ok(organisations::all(store).await?)
}

/// Adds a provider to an organisation, or replaces it.
pub async fn save_provider(store: &Store, provider: &Provider) -> Result<(), OperateError> {
    if organisations::find(store, &provider.organisation).await?.is_none() {
        return Err(OperateError::UnknownOrganisation(provider.organisation.clone()));
    }
    Ok(providers::save(&store.db, provider).await?)
}

/// Puts departments in the place of all that an organisation had. Gives how many. People who are
/// signed in hold them from their next token on.
pub async fn load_units(
    store: &Store,
    organisation: &str,
    units: &[Unit],
) -> Result<usize, OperateError> {
    if organisations::find(store, organisation).await?.is_none() {
        return Err(OperateError::UnknownOrganisation(organisation.to_owned()));
    }
    if let Some((unit, field)) = units::problem(units) {
        return Err(OperateError::InvalidUnit { unit: unit.to_owned(), field });
    }
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    units::replace(&transaction, organisation, units).await?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(units.len())
}

/// A token for a job, good for five minutes. A longer job asks again.
pub async fn issue_job_token(
    store: &Store,
    organisation: &str,
    job_name: &str,
    roles: &[Role],
    audience: Audience,
) -> Result<String, OperateError> {
    if organisations::find(store, organisation).await?.is_none() {
        return Err(OperateError::UnknownOrganisation(organisation.to_owned()));
    }
    let signer = Keys::load(store).await?.signer(store.now());
    let mint = Mint { signer, issuer: token::ISSUER, now: store.now() };
    let job = Job { name: job_name, organisation, roles };
    let (token, _) = mint.for_job(job, audience).map_err(StoreError::from)?;
    let about = About { organisation: Some(organisation), ..About::default() };
    audit::write(store, audit::Kind::JobToken, about, job_name).await?;
    Ok(token)
}

/// Makes a new signing key, which signs after two minutes; at once, and in the place of all others,
/// where somebody else has those. Gives its id; none when the newest does not sign yet.
pub async fn rotate_signing_key(
    store: &Store,
    at_once: bool,
) -> Result<Option<String>, OperateError> {
    let rotation = if at_once { Rotation::AtOnce } else { Rotation::Asked };
    Ok(keys::rotate(store, rotation).await?)
}

/// The signing keys that are published, the newest first.
pub async fn signing_keys(store: &Store) -> Result<Vec<SigningKey>, OperateError> {
    Ok(keys::all(store).await?)
}

/// One entry of the audit log, for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, in seconds since 1970.
    pub at: i64,
    /// What happened, such as `signed_in`.
    pub kind: String,
    /// To which organisation.
    pub organisation: Option<String>,
    /// To whom.
    pub person: Option<Uuid>,
    /// Through which provider.
    pub provider: Option<String>,
    /// Why, in a word.
    pub detail: String,
}

/// The newest entries of the audit log, newest first.
pub async fn audit_log(store: &Store, most: u64) -> Result<Vec<AuditEntry>, OperateError> {
    let rows = audit::newest(store, most).await?;
    let entries = rows.into_iter().map(|row| AuditEntry {
        at: row.at,
        kind: row.kind,
        organisation: row.organisation,
        person: row.person,
        provider: row.provider,
        detail: row.detail,
    });
    Ok(entries.collect())
}
