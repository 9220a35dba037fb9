//! The roles of people: those that a provider's claims gave, and apart from them those that somebody
//! gave here. Neither takes the other away.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use token::Role;

use super::cover::{Claimed, Cover, Limit};
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
        pub subjects: String,
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
    /// Within what, of a local superuser.
    pub limit: Limit,
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

    /// What somebody is local superuser of; nothing without the role. The role covers what it came
    /// with, whether from claims, given here or by a group, and one that came without any limit covers
    /// the departments that the person is in: by claims, by the import, by groups that name nothing
    /// else. One way never widens what another gave.
    pub fn cover(&self, claimed: &Claimed) -> Cover {
        let local = Role::LocalSuperuser;
        let mut cover = Cover::default();
        let here = self.given.iter().filter(|given| given.role == local);
        here.for_each(|given| cover.add(&given.limit));
        let (giving, other): (Vec<&Giving>, Vec<&Giving>) =
            self.added.groups.iter().partition(|group| group.roles.contains(&local));
        cover.add_units(giving.iter().filter_map(|group| group.unit.as_ref()));
        let by_claims = self.claimed.contains(&local);
        if by_claims {
            claimed.limits.iter().for_each(|limit| cover.add(limit));
        }
        let bare = by_claims && claimed.is_bare();
        if bare || giving.iter().any(|group| group.unit.is_none()) {
            cover.add_units(claimed.units.iter().chain(&self.added.units));
            cover.add_units(other.iter().filter_map(|group| group.unit.as_ref()));
        }
        cover.units.sort_unstable();
        cover
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
            limit: Limit {
                units: serde_json::from_str(&row.units).map_err(|_| corrupt())?,
                kle: serde_json::from_str(&row.subjects).map_err(|_| corrupt())?,
            },
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

/// Gives a role; given again, what it is limited to is replaced.
pub async fn give(
    db: &impl ConnectionTrait,
    person: Uuid,
    given: &Given,
) -> Result<(), StoreError> {
    use given::Column as C;
    let corrupt = |_| StoreError::Corrupt("departments of a role");
    let units = serde_json::to_string(&given.limit.units).map_err(corrupt)?;
    let subjects = serde_json::to_string(&given.limit.kle).map_err(corrupt)?;
    let row = given::ActiveModel {
        person: Set(person),
        role: Set(given.role.to_string()),
        units: Set(units),
        subjects: Set(subjects),
        given_by: Set(given.by),
        given: Set(given.at),
    };
    let again = OnConflict::columns([C::Person, C::Role])
        .update_columns([C::Units, C::Subjects, C::GivenBy, C::Given])
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
    use token::Subjects;

    use super::*;

    fn limit(units: &[&str], kle: &[&str]) -> Limit {
        Limit {
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            kle: kle.iter().map(|number| number.parse().unwrap()).collect(),
        }
    }

    fn given(role: Role, limit: Limit) -> Given {
        Given { role, limit, by: None, at: 0 }
    }

    fn group(roles: &[Role], unit: Option<&str>) -> Giving {
        let roles = roles.iter().copied().collect();
        Giving { roles, unit: unit.map(str::to_owned), ..Giving::default() }
    }

    /// Somebody whom claims and the import place in departments.
    fn in_care() -> (Held, Claimed) {
        let mut held = Held::default();
        held.added.units.insert("school".to_owned());
        held.added.groups = vec![group(&[Role::Contributor], Some("road"))];
        (held, Claimed { units: vec!["care".to_owned()], limits: vec![] })
    }

    fn subjects(kle: &[&str], units: &[&str]) -> Subjects {
        let Limit { units, kle } = limit(units, kle);
        Subjects { kle, units }
    }

    #[test]
    fn a_given_role_covers_its_own_departments_and_not_those_that_claims_name() {
        let claimed = Claimed { units: vec!["care".to_owned()], limits: vec![] };
        let mut held = Held::default();
        assert_eq!(
            held.cover(&claimed),
            Cover::default(),
            "they count for nothing without the role"
        );
        held.given.push(given(Role::LocalSuperuser, limit(&["it"], &[])));
        assert_eq!(held.cover(&claimed).units, ["it"]);
        held.claimed.insert(Role::LocalSuperuser);
        assert_eq!(held.cover(&claimed).units, ["care", "it"]);
        assert_eq!(held.roles(), BTreeSet::from([Role::LocalSuperuser]));
    }

    #[test]
    fn neither_import_nor_groups_widen_a_role_that_has_departments_of_its_own() {
        let (mut held, claimed) = in_care();
        held.given.push(given(Role::LocalSuperuser, limit(&["it"], &[])));
        assert_eq!(held.cover(&claimed).units, ["it"]);
        held.added.groups.push(group(&[Role::LocalSuperuser], Some("tax")));
        assert_eq!(held.cover(&claimed).units, ["it", "tax"]);
        held.added.groups.push(group(&[Role::LocalSuperuser], None));
        assert_eq!(held.cover(&claimed).units, ["care", "it", "road", "school", "tax"]);
        let all = BTreeSet::from([Role::Contributor, Role::LocalSuperuser]);
        assert_eq!(held.roles(), all);
    }

    #[test]
    fn a_role_that_claims_limit_covers_its_limits_and_no_department_besides() {
        let (mut held, mut claimed) = in_care();
        claimed.limits =
            vec![limit(&[], &["27.69"]), limit(&["it"], &["54"]), limit(&["tax"], &[])];
        assert_eq!(held.cover(&claimed), Cover::default(), "without the role it is nothing");
        held.claimed.insert(Role::LocalSuperuser);
        let covered = held.cover(&claimed);
        assert_eq!(covered.units, ["tax"]);
        let both = subjects(&["54"], &["it"]);
        assert_eq!(covered.subjects, [subjects(&["27.69"], &[]), both]);
        claimed.limits.push(Limit::default());
        let covered = held.cover(&claimed);
        assert_eq!(covered.units, ["care", "road", "school", "tax"], "a role without one adds up");
        assert_eq!(covered.subjects.len(), 2);
    }

    #[test]
    fn numbers_from_claims_and_numbers_given_here_neither_widen_nor_narrow_each_other() {
        let (mut held, mut claimed) = in_care();
        claimed.limits = vec![limit(&[], &["27"])];
        held.given.push(given(Role::LocalSuperuser, limit(&["it"], &["27", "54"])));
        let here = subjects(&["27", "54"], &["it"]);
        let covered = held.cover(&claimed);
        assert_eq!((covered.units.len(), covered.subjects), (0, vec![here.clone()]));
        held.claimed.insert(Role::LocalSuperuser);
        assert_eq!(held.cover(&claimed).subjects, [here, subjects(&["27"], &[])]);
        held.given.clear();
        assert_eq!(held.cover(&claimed).subjects, [subjects(&["27"], &[])]);
    }
}
