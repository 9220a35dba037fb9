//! Giving and taking roles, and locking people out and in.

use sea_orm::TransactionTrait;
use token::{Claims, Role};
use uuid::Uuid;

use super::{No, Problem, confirmed_administrator};
use crate::audit::{self, About, Kind};
use crate::people::listing::{self, Administered};
use crate::people::roles::{self, Given};
use crate::store::{Store, StoreError};
use crate::{people, sessions, units};

/// Departments that a role is given for at most.
const MOST_UNITS: usize = 50;

/// What an administrator does to somebody.
#[derive(Debug, Clone)]
pub enum Change {
    /// Gives a role, for some departments where it is a local superuser's.
    Give(Role, Vec<String>),
    /// Takes a role that was given here.
    Take(Role),
    /// Lets in, or locks out.
    Active(bool),
}

/// Does it, and gives the person as they are then.
pub async fn change(
    store: &Store,
    caller: &Claims,
    person: Uuid,
    change: Change,
) -> Result<Result<Administered, No>, StoreError> {
    let by = match confirmed_administrator(caller, store.now()) {
        Ok(by) => by,
        Err(no) => return Ok(Err(no)),
    };
    let Some(known) = listing::one(store, &caller.org, person).await? else {
        return Ok(Err(No::of("account_unknown")));
    };
    let done = match change {
        Change::Give(role, units) => give(store, caller, by, &known, (role, units)).await?,
        Change::Take(role) => take(store, caller, by, &known, role).await?,
        Change::Active(active) => set_active(store, caller, by, &known, active).await?,
    };
    if let Err(no) = done {
        return Ok(Err(no));
    }
    let known = listing::one(store, &caller.org, person).await?;
    Ok(known.ok_or(No::of("account_unknown")))
}

async fn give(
    store: &Store,
    caller: &Claims,
    by: Uuid,
    to: &Administered,
    (role, mut units): (Role, Vec<String>),
) -> Result<Result<(), No>, StoreError> {
    if role.is_platform() {
        return Ok(Err(No::of("role_of_platform")));
    }
    units.sort_unstable();
    units.dedup();
    if let Err(problem) = check_units(store, &caller.org, role, &units).await? {
        return Ok(Err(No::fields(vec![problem])));
    }
    if to.held.given.iter().any(|given| given.role == role && given.units == units) {
        return Ok(Ok(()));
    }
    let given = Given { role, units, by: Some(by), at: store.now() };
    let transaction = store.db.begin().await?;
    roles::give(&transaction, to.id, &given).await?;
    let about = About { person: Some(to.id), ..done_by(caller, by) };
    audit::within(&transaction, store.now(), Kind::RoleGiven, about, role.as_str()).await?;
    transaction.commit().await?;
    Ok(Ok(()))
}

/// A local superuser has departments of the organisation, and nobody else has any.
async fn check_units(
    store: &Store,
    organisation: &str,
    role: Role,
    wanted: &[String],
) -> Result<Result<(), Problem>, StoreError> {
    if role != Role::LocalSuperuser {
        let none = wanted.is_empty();
        return Ok(if none { Ok(()) } else { Err(Problem::of("units", "not_allowed")) });
    }
    if wanted.is_empty() {
        return Ok(Err(Problem::of("units", "required")));
    }
    if wanted.len() > MOST_UNITS {
        return Ok(Err(Problem::limited("units", "too_many", MOST_UNITS)));
    }
    let known = units::of(store, organisation).await?;
    let all = wanted.iter().all(|unit| known.iter().any(|one| one.id == *unit));
    Ok(if all { Ok(()) } else { Err(Problem::of("units", "malformed")) })
}

async fn take(
    store: &Store,
    caller: &Claims,
    by: Uuid,
    from: &Administered,
    role: Role,
) -> Result<Result<(), No>, StoreError> {
    // Somebody must be left who can give it back.
    if from.id == by && role == Role::Administrator {
        return Ok(Err(No::of("own_rights")));
    }
    if role.is_platform() {
        return Ok(Err(No::of("role_of_platform")));
    }
    let transaction = store.db.begin().await?;
    if !roles::take(&transaction, from.id, role).await? {
        return Ok(Err(No::of("role_not_given")));
    }
    let about = About { person: Some(from.id), ..done_by(caller, by) };
    audit::within(&transaction, store.now(), Kind::RoleTaken, about, role.as_str()).await?;
    transaction.commit().await?;
    Ok(Ok(()))
}

async fn set_active(
    store: &Store,
    caller: &Claims,
    by: Uuid,
    whom: &Administered,
    active: bool,
) -> Result<Result<(), No>, StoreError> {
    if whom.id == by && !active {
        return Ok(Err(No::of("own_rights")));
    }
    if whom.locked && active {
        return Ok(Err(No::of("not_operator")));
    }
    if !active && whom.held.roles().iter().any(|role| role.is_platform()) {
        return Ok(Err(No::of("role_of_platform")));
    }
    if active && !whom.disabled {
        // Whom the organisation's own systems keep out they let in again, and nobody here.
        let kept_out = whom.held.added.kept_out;
        return Ok(if kept_out { Err(No::of("kept_out")) } else { Ok(()) });
    }
    let transaction = store.db.begin().await?;
    if !active {
        // Also when it was said before: a sign-in may have been under way then.
        sessions::end_all_of(&transaction, whom.id).await?;
    }
    if whom.disabled == active {
        people::set_active(&transaction, whom.id, active).await?;
        let about = About { person: Some(whom.id), ..done_by(caller, by) };
        let detail = if active { "enabled" } else { "disabled" };
        audit::within(&transaction, store.now(), Kind::PersonChanged, about, detail).await?;
    }
    transaction.commit().await?;
    Ok(Ok(()))
}

fn done_by(caller: &Claims, by: Uuid) -> About<'_> {
    About { organisation: Some(&caller.org), by: Some(by), ..About::default() }
}
