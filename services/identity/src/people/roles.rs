//! The roles of people: those that a provider's claims gave, and apart from them those that somebody
//! gave here. Neither takes the other away.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use token::Role;

use crate::provisioned::added::{self, Added, Giving};
use crate::store::{Store, StoreError};

/// From claims.
pub mod claimed {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Given here.
pub mod given {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "given_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        pub units: String,
        pub given_by: Option<Uuid>,
        pub given: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The role.
    pub role: Role,
    /// The departments of a local superuser.
    pub units: Vec<String>,
    /// Who gave it; none for an operator at the machine.
    pub by: Option<Uuid>,
    /// When, in seconds since 1970.
    pub at: i64,
}

/// What a person holds, by where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// From claims.
    pub claimed: BTreeSet<Role>,
    /// Given here.
    pub given: Vec<Given>,
    /// What the organisation's own systems add.
    pub added: Added,
}

impl Held {
    /// All roles.
    pub fn roles(&self) -> BTreeSet<Role> {
        let given = self.given.iter().map(|given| given.role);
        let by_groups = self.added.groups.iter().flat_map(|group| group.roles.iter().copied());
        self.claimed.iter().copied().chain(given).chain(by_groups).collect()
    }

    /// The departments that somebody is local superuser of; none without the role. The role covers
    /// the departments that came with it, whether given here or by a group, and one that came without
    /// any covers those that the person is in: by claims, by the import, by groups that name nothing
    /// else. One way never widens what another gave.
    pub fn units(&self, claimed: &[String]) -> Vec<String> {
        let local = Role::LocalSuperuser;
        let here = self.given.iter().filter(|given| given.role == local);
        let mut units: BTreeSet<&String> = here.flat_map(|given| &given.units).collect();
        let (giving, other): (Vec<&Giving>, Vec<&Giving>) =
            self.added.groups.iter().partition(|group| group.roles.contains(&local));
        units.extend(giving.iter().filter_map(|group| group.unit.as_ref()));
        let bare = giving.iter().any(|group| group.unit.is_none());
        if bare || self.claimed.contains(&local) {
            units.extend(claimed.iter().chain(&self.added.units));
            units.extend(other.iter().filter_map(|group| group.unit.as_ref()));
        }
        units.into_iter().cloned().collect()
    }
}

/// What people hold, by id.
pub async fn held(store: &Store, people: &[Uuid]) -> Result<BTreeMap<Uuid, Held>, StoreError> {
    let corrupt = || StoreError::Corrupt("role of a person");
    let mut held: BTreeMap<Uuid, Held> = BTreeMap::new();
    let ids = || people.iter().copied();
    let claimed = claimed::Entity::find().filter(claimed::Column::Person.is_in(ids()));
    for row in claimed.all(&store.db).await? {
        let role = row.role.parse().map_err(|_| corrupt())?;
        held.entry(row.person).or_default().claimed.insert(role);
    }
    let given = given::Entity::find()
        .filter(given::Column::Person.is_in(ids()))
        .order_by_asc(given::Column::Given)
        .order_by_asc(given::Column::Role);
    for row in given.all(&store.db).await? {
        let given = Given {
            role: row.role.parse().map_err(|_| corrupt())?,
            units: serde_json::from_str(&row.units).map_err(|_| corrupt())?,
            by: row.given_by,
            at: row.given,
        };
        held.entry(row.person).or_default().given.push(given);
    }
    for (person, added) in added::to(store, people).await? {
        held.entry(person).or_default().added = added;
    }
    Ok(held)
}

/// Puts roles in the place of all that claims gave before.
pub async fn replace_claimed(
    db: &impl ConnectionTrait,
    person: Uuid,
    roles: &BTreeSet<Role>,
) -> Result<(), StoreError> {
    claimed::Entity::delete_many().filter(claimed::Column::Person.eq(person)).exec(db).await?;
    let rows = roles
        .iter()
        .map(|role| claimed::ActiveModel { person: Set(person), role: Set(role.to_string()) });
    if !roles.is_empty() {
        claimed::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Gives a role; given again, its departments are replaced.
pub async fn give(
    db: &impl ConnectionTrait,
    person: Uuid,
    given: &Given,
) -> Result<(), StoreError> {
    use given::Column as C;
    let units = serde_json::to_string(&given.units)
        .map_err(|_| StoreError::Corrupt("departments of a role"))?;
    let row = given::ActiveModel {
        person: Set(person),
        role: Set(given.role.to_string()),
        units: Set(units),
        given_by: Set(given.by),
        given: Set(given.at),
    };
    let again = OnConflict::columns([C::Person, C::Role])
        .update_columns([C::Units, C::GivenBy, C::Given])
        .to_owned();
    given::Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a role that was given. `false` when it was not.
pub async fn take(db: &impl ConnectionTrait, person: Uuid, role: Role) -> Result<bool, StoreError> {
    let done = given::Entity::delete_by_id((person, role.to_string())).exec(db).await?;
    Ok(done.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(role: Role, units: &[&str]) -> Given {
        let units = units.iter().map(|unit| (*unit).to_owned()).collect();
        Given { role, units, by: None, at: 0 }
    }

    fn group(roles: &[Role], unit: Option<&str>) -> Giving {
        let roles = roles.iter().copied().collect();
        Giving { roles, unit: unit.map(str::to_owned), ..Giving::default() }
    }

    #[test]
    fn a_given_role_covers_its_own_departments_and_not_those_that_claims_name() {
        let claimed = ["care".to_owned()];
        let mut held = Held::default();
        assert!(held.units(&claimed).is_empty(), "they count for nothing without the role");
        held.given.push(given(Role::LocalSuperuser, &["it"]));
        assert_eq!(held.units(&claimed), ["it"]);
        held.claimed.insert(Role::LocalSuperuser);
        assert_eq!(held.units(&claimed), ["care", "it"]);
        assert_eq!(held.roles(), BTreeSet::from([Role::LocalSuperuser]));
    }

    #[test]
    fn neither_import_nor_groups_widen_a_role_that_has_departments_of_its_own() {
        let claimed = ["care".to_owned()];
        let mut held = Held::default();
        held.added.units.insert("school".to_owned());
        held.added.groups = vec![group(&[Role::Contributor], Some("road"))];
        held.given.push(given(Role::LocalSuperuser, &["it"]));
        assert_eq!(held.units(&claimed), ["it"]);
        held.added.groups.push(group(&[Role::LocalSuperuser], Some("tax")));
        assert_eq!(held.units(&claimed), ["it", "tax"]);
        held.added.groups.push(group(&[Role::LocalSuperuser], None));
        assert_eq!(held.units(&claimed), ["care", "it", "road", "school", "tax"]);
        let all = BTreeSet::from([Role::Contributor, Role::LocalSuperuser]);
        assert_eq!(held.roles(), all);
    }
}
