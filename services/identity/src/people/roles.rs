//! The roles of people: those that a provider's claims gave, and apart from them those that somebody
//! gave here. Neither takes the other away.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use token::Role;

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
}

impl Held {
    /// All roles.
    pub fn roles(&self) -> BTreeSet<Role> {
        self.claimed.iter().copied().chain(self.given.iter().map(|given| given.role)).collect()
    }

    /// The departments of a local superuser. Those that claims name count for a role that claims
    /// gave: a provider may name somebody's departments without meaning a role.
    pub fn units(&self, claimed: &[String]) -> Vec<String> {
        let given = self.given.iter().filter(|given| given.role == Role::LocalSuperuser);
        let given: BTreeSet<&String> = given.flat_map(|given| &given.units).collect();
        let by_claims = self.claimed.contains(&Role::LocalSuperuser) || given.is_empty();
        let mut units = if by_claims { claimed.to_vec() } else { Vec::new() };
        units.extend(
            given.into_iter().filter(|unit| !claimed.contains(unit) || !by_claims).cloned(),
        );
        units
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
pub async fn give(store: &Store, person: Uuid, given: &Given) -> Result<(), StoreError> {
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
    given::Entity::insert(row).on_conflict(again).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Takes a role that was given. `false` when it was not.
pub async fn take(store: &Store, person: Uuid, role: Role) -> Result<bool, StoreError> {
    let done = given::Entity::delete_by_id((person, role.to_string())).exec(&store.db).await?;
    Ok(done.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(role: Role, units: &[&str]) -> Given {
        let units = units.iter().map(|unit| (*unit).to_owned()).collect();
        Given { role, units, by: None, at: 0 }
    }

    #[test]
    fn a_given_role_covers_its_own_departments_and_not_those_that_claims_name() {
        let claimed = ["care".to_owned()];
        let mut held = Held::default();
        assert_eq!(held.units(&claimed), ["care"], "which count for nothing without the role");
        held.given.push(given(Role::LocalSuperuser, &["it"]));
        assert_eq!(held.units(&claimed), ["it"]);
        held.claimed.insert(Role::LocalSuperuser);
        assert_eq!(held.units(&claimed), ["care", "it"]);
        assert_eq!(held.roles(), BTreeSet::from([Role::LocalSuperuser]));
    }
}
