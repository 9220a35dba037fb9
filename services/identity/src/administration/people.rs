//! Giving and taking roles, and locking people out and in.

use sea_orm::TransactionTrait;
use token::{Claims, Kle, Role};
use uuid::Uuid;

use super::{No, Problem, confirmed_administrator};
use crate::audit::{self, About, Kind};
use crate::oidc::limits;
use crate::people::cover::Limit;
use crate::people::listing::{self, Administered};
use crate::people::roles::{self, Given};
use crate::store::{Store, StoreError};
use crate::{people, sessions, units};

/// Departments that a role is given for at most, and KLE numbers.
const MOST_UNITS: usize = 50;
const MOST_SUBJECTS: usize = 50;

/// What a local superuser's role is to be limited to.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Departments.
    pub units: Vec<String>,
    /// KLE numbers, unchecked. Beside departments both hold.
    pub subjects: Vec<String>,
}

/// What an administrator does to somebody.
#[derive(Debug, Clone)]
pub enum Change {
    /// Gives a role, within limits where it is a local superuser's.
    Give(Role, Limits),
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
        Change::Give(role, limits) => give(store, caller, by, &known, (role, limits)).await?,
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
    (role, limits): (Role, Limits),
) -> Result<Result<(), No>, StoreError> {
    if role.is_platform() {
        return Ok(Err(No::of("role_of_platform")));
    }
    if role != Role::LocalSuperuser && !limits.subjects.is_empty() {
        return Ok(Err(No::of("role_without_subjects")));
    }
    let limit = match checked(store, &caller.org, role, limits).await? {
        Ok(limit) => limit,
        Err(problem) => return Ok(Err(No::fields(vec![problem]))),
    };
    if to.held.given.iter().any(|given| given.role == role && given.limit == limit) {
        return Ok(Ok(()));
    }
    let given = Given { role, limit, by: Some(by), at: store.now() };
    let transaction = store.db.begin().await?;
    roles::give(&transaction, to.id, &given).await?;
    let about = About { person: Some(to.id), ..done_by(caller, by) };
    audit::within(&transaction, store.now(), Kind::RoleGiven, about, role.as_str()).await?;
    transaction.commit().await?;
    Ok(Ok(()))
}

/// A local superuser has departments of the organisation, KLE numbers or both, and nobody else has any.
async fn checked(
    store: &Store,
    organisation: &str,
    role: Role,
    Limits { mut units, subjects }: Limits,
) -> Result<Result<Limit, Problem>, StoreError> {
    units.sort_unstable();
    units.dedup();
    if role != Role::LocalSuperuser {
        let none = units.is_empty();
        let not_allowed = Problem::of("units", "not_allowed");
        return Ok(if none { Ok(Limit::default()) } else { Err(not_allowed) });
    }
    if units.is_empty() && subjects.is_empty() {
        return Ok(Err(Problem::of("units", "required")));
    }
    if units.len() > MOST_UNITS {
        return Ok(Err(Problem::limited("units", "too_many", MOST_UNITS)));
    }
    let kle = match numbers(&subjects) {
        Ok(kle) => kle,
        Err(problem) => return Ok(Err(problem)),
    };
    if !units.is_empty() {
        let known = units::of(store, organisation).await?;
        if !units.iter().all(|unit| known.iter().any(|one| one.id == *unit)) {
            return Ok(Err(Problem::of("units", "malformed")));
        }
    }
    Ok(Ok(Limit { units, kle }))
}

/// The numbers, each once and none within another.
fn numbers(subjects: &[String]) -> Result<Vec<Kle>, Problem> {
    if subjects.len() > MOST_SUBJECTS {
        return Err(Problem::limited("subjects", "too_many", MOST_SUBJECTS));
    }
    let number = |(index, text): (usize, &String)| {
        let malformed = || Problem::of(&format!("subjects[{index}]"), "malformed");
        limits::number(text).ok_or_else(malformed)
    };
    let numbers: Result<Vec<Kle>, Problem> = subjects.iter().enumerate().map(number).collect();
    Ok(Kle::widest(&numbers?))
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
