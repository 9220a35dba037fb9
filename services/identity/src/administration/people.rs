//! Giving and taking roles, and locking people out and in.

use token::{Claims, Role};
use uuid::Uuid;

use super::{No, Problem, administrator};
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
    let by = match administrator(caller) {
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
    roles::give(store, to.id, &given).await?;
    note(store, Kind::RoleGiven, (caller, by, to.id), role.as_str()).await?;
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
    if !roles::take(store, from.id, role).await? {
        return Ok(Err(No::of("role_not_given")));
    }
    note(store, Kind::RoleTaken, (caller, by, from.id), role.as_str()).await?;
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
    if !active {
        // Also when that was said before: what was cut off in between is made good.
        sessions::end_all_of(store, whom.id).await?;
    }
    if whom.active == active {
        return Ok(Ok(()));
    }
    people::set_active(store, whom.id, active).await?;
    if !active {
        sessions::end_all_of(store, whom.id).await?;
    }
    let detail = if active { "enabled" } else { "disabled" };
    note(store, Kind::PersonChanged, (caller, by, whom.id), detail).await?;
    Ok(Ok(()))
}

async fn note(
    store: &Store,
    kind: Kind,
    (caller, by, person): (&Claims, Uuid, Uuid),
    detail: &str,
) -> Result<(), StoreError> {
    let about = About {
        organisation: Some(&caller.org),
        person: Some(person),
        by: Some(by),
        ..About::default()
    };
    audit::write(store, kind, about, detail).await
}
