//! What an organisation's own systems add to people who have signed in, for many at once.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{Condition, FromQueryResult, JoinType};
use token::Role;

use super::groups::{self, member_row};
use super::{key_row, people};
use crate::people::row as signed_in;
use crate::store::{Store, StoreError};

/// What they add to one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// They keep the person out.
    pub kept_out: bool,
    /// The person's departments by the organisation import.
    pub units: BTreeSet<String>,
    /// The groups that the person is in, by name.
    pub groups: Vec<Giving>,
}

/// A group as it gives to those who are in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Giving {
    /// What SCIM calls it.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// The roles that it gives.
    pub roles: BTreeSet<Role>,
    /// The department that it gives.
    pub unit: Option<String>,
}

#[derive(FromQueryResult)]
struct Joined {
    person: Uuid,
    known: Uuid,
    active: bool,
    units: String,
}

#[derive(FromQueryResult)]
struct Membership {
    known: Uuid,
    group: Uuid,
}

/// Joins people who signed in with who is known by the same word in the organisation that is theirs,
/// whatever is written beside the word.
fn joined() -> SelectStatement {
    use key_row::Column as K;
    use people::row::Column as P;
    use signed_in::Column as S;
    let (keys, known, persons) = (key_row::Entity, people::row::Entity, signed_in::Entity);
    let same = Expr::col((known, P::Organisation))
        .equals((keys, K::Organisation))
        .and(Expr::col((known, P::ExternalId)).equals((keys, K::ExternalId)));
    let own = Expr::col((persons, S::Id))
        .equals((keys, K::Person))
        .and(Expr::col((persons, S::Organisation)).equals((keys, K::Organisation)));
    Query::select()
        .from(keys)
        .join(JoinType::InnerJoin, known, same)
        .join(JoinType::InnerJoin, persons, own)
        .to_owned()
}

/// What is added to people, by id; those to whom nothing is added are not there.
pub async fn to(store: &Store, persons: &[Uuid]) -> Result<BTreeMap<Uuid, Added>, StoreError> {
    use people::row::Column as P;
    let known = people::row::Entity;
    let query = joined()
        .expr_as(Expr::col((key_row::Entity, key_row::Column::Person)), "person")
        .expr_as(Expr::col((known, P::Id)), "known")
        .expr_as(Expr::col((known, P::Active)), "active")
        .expr_as(Expr::col((known, P::Units)), "units")
        .and_where(
            Expr::col((key_row::Entity, key_row::Column::Person)).is_in(persons.iter().copied()),
        )
        .to_owned();
    let backend = store.db.get_database_backend();
    let rows = Joined::find_by_statement(backend.build(&query)).all(&store.db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.known).collect();
    let groups = if ids.is_empty() { BTreeMap::new() } else { giving(store, &ids).await? };
    let mut added = BTreeMap::new();
    for row in rows {
        let units = serde_json::from_str(&row.units);
        let of_person = Added {
            kept_out: !row.active,
            units: units.map_err(|_| StoreError::Corrupt("departments of a person"))?,
            groups: groups.get(&row.known).cloned().unwrap_or_default(),
        };
        added.insert(row.person, of_person);
    }
    Ok(added)
}

/// The groups of some provisioned people.
async fn giving(store: &Store, known: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Giving>>, StoreError> {
    let of_them = Query::select()
        .expr_as(Expr::col(member_row::Column::Person), "known")
        .expr_as(Expr::col(member_row::Column::Group), "group")
        .from(member_row::Entity)
        .and_where(Expr::col(member_row::Column::Person).is_in(known.iter().copied()))
        .to_owned();
    let backend = store.db.get_database_backend();
    let memberships = Membership::find_by_statement(backend.build(&of_them)).all(&store.db).await?;
    let ids: BTreeSet<Uuid> = memberships.iter().map(|row| row.group).collect();
    let groups = groups::row::Entity::find().filter(groups::row::Column::Id.is_in(ids));
    let groups: BTreeMap<Uuid, Giving> = groups
        .all(&store.db)
        .await?
        .into_iter()
        .map(|group| {
            let roles = group.gives();
            (group.id, Giving { id: group.id, name: group.display_name, roles, unit: group.unit })
        })
        .collect();
    let mut of: BTreeMap<Uuid, Vec<Giving>> = BTreeMap::new();
    for row in memberships {
        of.entry(row.known).or_default().extend(groups.get(&row.group).cloned());
    }
    for groups in of.values_mut() {
        groups.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    }
    Ok(of)
}

/// The ids of people who are kept out, for a `NOT IN`.
pub fn kept_out() -> SelectStatement {
    joined()
        .column((key_row::Entity, key_row::Column::Person))
        .and_where(Expr::col((people::row::Entity, people::row::Column::Active)).eq(false))
        .to_owned()
}

/// The ids of people to whom a group gives a role, for an `IN`.
pub fn with_role(role: Role) -> SelectStatement {
    use groups::row::Column as G;
    let (groups, members) = (groups::row::Entity, member_row::Entity);
    let in_group = Expr::col((members, member_row::Column::Person))
        .equals((people::row::Entity, people::row::Column::Id));
    let of_group = Expr::col((groups, G::Id)).equals((members, member_row::Column::Group));
    // Roles are words with a space between them.
    let words =
        [format!("{role}"), format!("{role} %"), format!("% {role}"), format!("% {role} %")];
    let mut gives = Condition::any();
    for word in words {
        let like = LikeExpr::new(word.replace('_', "\\_")).escape('\\');
        gives = gives.add(Expr::col((groups, G::Roles)).like(like));
    }
    joined()
        .column((key_row::Entity, key_row::Column::Person))
        .join(JoinType::InnerJoin, members, in_group)
        .join(JoinType::InnerJoin, groups, of_group)
        .cond_where(gives)
        .to_owned()
}
