//! What an administrator lets groups give.

use std::collections::BTreeSet;

use sea_orm::TransactionTrait;
use sea_orm::entity::prelude::Uuid;
use token::Role;

use super::groups::{self, Group, Sought};
use crate::audit::{self, About};
use crate::store::{Store, StoreError};
use crate::units;

/// Groups that an administrator is shown.
const MOST: u64 = 2_000;

/// A group as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What SCIM calls it.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// How many are in it.
    pub members: u32,
    /// The roles that it gives.
    pub roles: BTreeSet<Role>,
    /// The department that it gives.
    pub unit: Option<String>,
}

/// Why a group does not give something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum No {
    NotPermitted,
    NotConfirmed,
    Unknown,
    Roles,
    Unit,
}

/// The groups of an organisation, by name.
pub async fn all(store: &Store, organisation: &str) -> Result<Vec<Told>, StoreError> {
    let groups = groups::some(&store.db, organisation, &Sought::default(), (0, MOST)).await?;
    let ids: Vec<Uuid> = groups.iter().map(|group| group.id).collect();
    let sizes = groups::sizes(store, &ids).await?;
    let size = |group: &Group| sizes.get(&group.id).copied().unwrap_or(0);
    let mut told: Vec<Told> = groups.iter().map(|group| of(group, size(group))).collect();
    told.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(told)
}

/// Says what a group gives: roles within the organisation, and a department. `by` is who says so.
pub async fn give(
    store: &Store,
    (organisation, by): (&str, Option<Uuid>),
    id: Uuid,
    roles: &[String],
    unit: Option<String>,
) -> Result<Result<Told, No>, StoreError> {
    let roles: Result<BTreeSet<Role>, _> = roles.iter().map(|word| word.parse()).collect();
    let Some(roles) = roles.ok().filter(|roles| !roles.iter().any(|role| role.is_platform()))
    else {
        return Ok(Err(No::Roles));
    };
    if let Some(unit) = &unit {
        let known = units::of(store, organisation).await?;
        if !known.iter().any(|one| one.id == *unit) {
            return Ok(Err(No::Unit));
        }
    }
    let sought = Sought { id: Some(id), ..Sought::default() };
    let Some(mut group) = groups::some(&store.db, organisation, &sought, (0, 1)).await?.pop()
    else {
        return Ok(Err(No::Unknown));
    };
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    group.roles = words.join(" ");
    group.unit = unit;
    let about = About { organisation: Some(organisation), person: by, ..About::default() };
    let transaction = store.db.begin().await?;
    groups::give(&transaction, &group).await?;
    let kind = audit::Kind::GroupMapped;
    audit::within(&transaction, store.now(), kind, about, &id.to_string()).await?;
    transaction.commit().await?;
    let size = groups::sizes(store, &[id]).await?.get(&id).copied().unwrap_or(0);
    Ok(Ok(of(&group, size)))
}

fn of(group: &Group, size: i64) -> Told {
    Told {
        id: group.id,
        name: group.display_name.clone(),
        members: u32::try_from(size).unwrap_or(u32::MAX),
        roles: group.gives(),
        unit: group.unit.clone(),
    }
}
