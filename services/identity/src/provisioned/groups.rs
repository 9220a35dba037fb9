//! Groups of provisioned people, and what an administrator lets them give: roles, and a department.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{NotSet, QueryOrder, QuerySelect, Set};
use token::Role;

use crate::store::{Store, StoreError};

/// Rows of one statement: a database takes so many values.
const ROWS: usize = 300;

pub mod row {
    //! The row. `roles` are words with a space between them.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "provisioned_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organisation: String,
        pub display_name: String,
        pub external_id: Option<String>,
        pub roles: String,
        pub unit: Option<String>,
        pub created: i64,
        pub modified: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod member_row {
    //! Who is in a group.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "provisioned_members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false, column_name = "group_id")]
        pub group: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use row::Model as Group;

impl Group {
    /// A group that gives nothing yet.
    pub fn new(organisation: &str, now: i64) -> Self {
        Self {
            id: platform::ids::v7(),
            organisation: organisation.to_owned(),
            display_name: String::new(),
            external_id: None,
            roles: String::new(),
            unit: None,
            created: now,
            modified: now,
            version: 1,
        }
    }

    /// The roles that it gives. One that reaches beyond the organisation is never among them, whatever
    /// was written down.
    pub fn gives(&self) -> BTreeSet<Role> {
        let roles = self.roles.split(' ').filter_map(|word| word.parse::<Role>().ok());
        roles.filter(|role| !role.is_platform()).collect()
    }
}

/// Which of an organisation's groups are looked for.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// By id.
    pub id: Option<Uuid>,
    /// By external id.
    pub external_id: Option<String>,
    /// Those that somebody is in.
    pub member: Option<Uuid>,
}

fn seen(organisation: &str, sought: &Sought) -> Select<row::Entity> {
    let mut query = row::Entity::find().filter(row::Column::Organisation.eq(organisation));
    if let Some(id) = sought.id {
        query = query.filter(row::Column::Id.eq(id));
    }
    if let Some(word) = &sought.external_id {
        query = query.filter(row::Column::ExternalId.eq(word));
    }
    if let Some(person) = sought.member {
        let theirs = Query::select()
            .column(member_row::Column::Group)
            .from(member_row::Entity)
            .and_where(Expr::col(member_row::Column::Person).eq(person))
            .to_owned();
        query = query.filter(row::Column::Id.in_subquery(theirs));
    }
    query
}

/// How many groups an organisation has.
pub async fn count(store: &Store, organisation: &str) -> Result<u64, StoreError> {
    Ok(seen(organisation, &Sought::default()).count(&store.db).await?)
}

/// Some groups of an organisation in the order that they were made in.
pub async fn some(
    db: &impl ConnectionTrait,
    organisation: &str,
    sought: &Sought,
    (offset, most): (u64, u64),
) -> Result<Vec<Group>, StoreError> {
    let query = seen(organisation, sought).order_by_asc(row::Column::Id).offset(offset).limit(most);
    Ok(query.all(db).await?)
}

/// Who is in some groups.
pub async fn members(
    db: &impl ConnectionTrait,
    groups: &[Uuid],
) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>, StoreError> {
    let mut members: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    let query =
        member_row::Entity::find().filter(member_row::Column::Group.is_in(groups.iter().copied()));
    for member in query.all(db).await? {
        members.entry(member.group).or_default().insert(member.person);
    }
    Ok(members)
}

/// How many are in some groups.
pub async fn sizes(store: &Store, groups: &[Uuid]) -> Result<BTreeMap<Uuid, i64>, StoreError> {
    let query = member_row::Entity::find()
        .select_only()
        .column(member_row::Column::Group)
        .column_as(member_row::Column::Person.count(), "members")
        .filter(member_row::Column::Group.is_in(groups.iter().copied()))
        .group_by(member_row::Column::Group);
    Ok(query.into_tuple::<(Uuid, i64)>().all(&store.db).await?.into_iter().collect())
}

/// The groups of some people, each with its id and name.
pub async fn of_people(
    db: &impl ConnectionTrait,
    people: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<(Uuid, String)>>, StoreError> {
    let query = member_row::Entity::find()
        .filter(member_row::Column::Person.is_in(people.iter().copied()))
        .order_by_asc(member_row::Column::Group);
    let members = query.all(db).await?;
    let ids: BTreeSet<Uuid> = members.iter().map(|member| member.group).collect();
    let groups = row::Entity::find().filter(row::Column::Id.is_in(ids)).all(db).await?;
    let names: BTreeMap<Uuid, String> =
        groups.into_iter().map(|group| (group.id, group.display_name)).collect();
    let mut of: BTreeMap<Uuid, Vec<(Uuid, String)>> = BTreeMap::new();
    for member in members {
        let name = names.get(&member.group).cloned().unwrap_or_default();
        of.entry(member.person).or_default().push((member.group, name));
    }
    Ok(of)
}

/// Writes a new group down.
pub async fn insert(db: &impl ConnectionTrait, group: Group) -> Result<(), StoreError> {
    row::Entity::insert(active(group)).exec_without_returning(db).await?;
    Ok(())
}

/// Writes a change down, as the next version.
pub async fn update(
    db: &impl ConnectionTrait,
    mut group: Group,
    now: i64,
) -> Result<Group, StoreError> {
    let before = group.version;
    group.version = before + 1;
    group.modified = now;
    // What it gives is the administrator's, who may be changing it at this moment.
    let mut changed = active(group.clone());
    (changed.roles, changed.unit) = (NotSet, NotSet);
    let done = row::Entity::update_many()
        .set(changed)
        .filter(row::Column::Id.eq(group.id))
        .filter(row::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 1 { Ok(group) } else { Err(StoreError::Outrun) }
}

/// Writes down what a group gives, which SCIM does not see: it is no version of the group.
pub async fn give(db: &impl ConnectionTrait, group: &Group) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::Roles, Expr::value(group.roles.clone()))
        .col_expr(row::Column::Unit, Expr::value(group.unit.clone()))
        .filter(row::Column::Id.eq(group.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Makes a group's members exactly these.
pub async fn set_members(
    db: &impl ConnectionTrait,
    group: Uuid,
    before: &BTreeSet<Uuid>,
    after: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let gone: Vec<Uuid> = before.difference(after).copied().collect();
    for some in gone.chunks(ROWS) {
        let gone = member_row::Entity::delete_many()
            .filter(member_row::Column::Group.eq(group))
            .filter(member_row::Column::Person.is_in(some.iter().copied()));
        gone.exec(db).await?;
    }
    let new: Vec<Uuid> = after.difference(before).copied().collect();
    for some in new.chunks(ROWS) {
        let rows = some
            .iter()
            .map(|person| member_row::ActiveModel { group: Set(group), person: Set(*person) });
        member_row::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Takes somebody out of all groups.
pub async fn forget(db: &impl ConnectionTrait, person: Uuid) -> Result<(), StoreError> {
    let theirs = member_row::Entity::delete_many().filter(member_row::Column::Person.eq(person));
    theirs.exec(db).await?;
    Ok(())
}

/// Removes a group, and with it what it gave.
pub async fn delete(db: &impl ConnectionTrait, group: Uuid) -> Result<(), StoreError> {
    let members = member_row::Entity::delete_many().filter(member_row::Column::Group.eq(group));
    members.exec(db).await?;
    row::Entity::delete_by_id(group).exec(db).await?;
    Ok(())
}

fn active(group: Group) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(group.id),
        organisation: Set(group.organisation),
        display_name: Set(group.display_name),
        external_id: Set(group.external_id),
        roles: Set(group.roles),
        unit: Set(group.unit),
        created: Set(group.created),
        modified: Set(group.modified),
        version: Set(group.version),
    }
}
