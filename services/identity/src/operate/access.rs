//! Who may do what and who is locked out, as an operator says it at the machine.

use sea_orm::TransactionTrait;
use sea_orm::prelude::Uuid;
use token::{Kle, Role};

use super::OperateError;
use crate::audit::{self, About, Kind};
use crate::people::cover::Limit;
use crate::people::listing::{self, Wanted};
use crate::people::roles::{self, Given};
use crate::store::{Store, StoreError};
use crate::{organisations, people, sessions, units};

/// People of a page.
const PAGE: u64 = 500;

/// Somebody who has signed in, to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The id that all services know.
    pub id: Uuid,
    /// As the provider last gave it.
    pub name: String,
    /// As the provider last gave it.
    pub email: String,
    /// All roles, wherever they come from.
    pub roles: Vec<Role>,
    /// May sign in.
    pub active: bool,
}

/// Everybody of an organisation who has ever signed in, by name.
pub async fn list_people(
    store: &Store,
    organisation: &str,
) -> Result<Vec<ListedPerson>, OperateError> {
    if organisations::find(store, organisation).await?.is_none() {
        return Err(OperateError::UnknownOrganisation(organisation.to_owned()));
    }
    let wanted = Wanted { organisation, ..Wanted::default() };
    let (mut after, mut all) = (None, Vec::new());
    loop {
        let (page, _) = listing::page(store, &wanted, after, PAGE).await?;
        after = page.last().map(|last| (last.name.clone(), last.id));
        let is_last = u64::try_from(page.len()).unwrap_or(PAGE) < PAGE;
        all.extend(page.into_iter().map(|person| ListedPerson {
            id: person.id,
            name: person.name,
            email: person.email,
            roles: person.held.roles().into_iter().collect(),
            active: person.active,
        }));
        if is_last {
            return Ok(all);
        }
    }
}

/// Gives a role, also one that reaches beyond the organisation. A local superuser's is limited by
/// departments, KLE numbers or both; given again, they are replaced.
pub async fn give_role(
    store: &Store,
    person: Uuid,
    role: Role,
    departments: &[String],
    kle: &[Kle],
) -> Result<(), OperateError> {
    let known = people::find(store, person).await?.ok_or(OperateError::UnknownPerson(person))?;
    let all = units::of(store, &known.organisation).await?;
    let unknown = departments.iter().find(|unit| all.iter().all(|one| one.id != **unit));
    let limit = Limit { units: departments.to_vec(), kle: Kle::widest(kle) };
    if unknown.is_some() || limit.is_none() == (role == Role::LocalSuperuser) {
        let unit = unknown.cloned().unwrap_or_default();
        return Err(OperateError::InvalidUnit { unit, field: "role" });
    }
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    roles::give(&transaction, person, &Given { role, limit, by: None, at: store.now() }).await?;
    let about = About { person: Some(person), ..within(&known.organisation) };
    audit::within(&transaction, store.now(), Kind::RoleGiven, about, role.as_str()).await?;
    Ok(transaction.commit().await.map_err(StoreError::from)?)
}

/// Takes a role that was given here. `false` when it was not.
pub async fn take_role(store: &Store, person: Uuid, role: Role) -> Result<bool, OperateError> {
    let known = people::find(store, person).await?.ok_or(OperateError::UnknownPerson(person))?;
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    let taken = roles::take(&transaction, person, role).await?;
    if taken {
        let about = About { person: Some(person), ..within(&known.organisation) };
        audit::within(&transaction, store.now(), Kind::RoleTaken, about, role.as_str()).await?;
    }
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(taken)
}

/// Locks a person out, at once and everywhere: no sign-in, no session. `false` if unknown.
pub async fn disable_person(store: &Store, person: Uuid) -> Result<bool, OperateError> {
    set_locked(store, person, true).await
}

/// Lets a person in again, whoever had locked them out. `false` if unknown.
pub async fn enable_person(store: &Store, person: Uuid) -> Result<bool, OperateError> {
    set_locked(store, person, false).await
}

async fn set_locked(store: &Store, person: Uuid, locked: bool) -> Result<bool, OperateError> {
    let Some(known) = people::find(store, person).await? else { return Ok(false) };
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    people::set_locked(&transaction, person, locked.then(|| store.now())).await?;
    if locked {
        sessions::end_all_of(&transaction, person).await?;
    } else {
        people::set_active(&transaction, person, true).await?;
    }
    let about = About { person: Some(person), ..within(&known.organisation) };
    let detail = if locked { "disabled" } else { "enabled" };
    audit::within(&transaction, store.now(), Kind::PersonChanged, about, detail).await?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(true)
}

/// Locks everything of an organisation out, at once and everywhere: no sign-in, no session, no robot.
/// Gives how many sessions ended.
pub async fn lock_organisation(store: &Store, organisation: &str) -> Result<u64, OperateError> {
    set_organisation_locked(store, organisation, true).await
}

/// Lets an organisation in again.
pub async fn unlock_organisation(store: &Store, organisation: &str) -> Result<(), OperateError> {
    set_organisation_locked(store, organisation, false).await.map(drop)
}

async fn set_organisation_locked(
    store: &Store,
    organisation: &str,
    locked: bool,
) -> Result<u64, OperateError> {
    if organisations::find(store, organisation).await?.is_none() {
        return Err(OperateError::UnknownOrganisation(organisation.to_owned()));
    }
    let transaction = store.db.begin().await.map_err(StoreError::from)?;
    organisations::set_locked(&transaction, organisation, locked.then(|| store.now())).await?;
    let ended = if locked {
        sessions::end_all_of_organisation(&transaction, organisation).await?
    } else {
        0
    };
    let (about, detail) = (within(organisation), if locked { "locked" } else { "unlocked" });
    let kind = Kind::OrganisationChanged;
    audit::within(&transaction, store.now(), kind, about, detail).await?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(ended)
}

fn within(organisation: &str) -> About<'_> {
    About { organisation: Some(organisation), ..About::default() }
}
