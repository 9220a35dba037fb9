//! Provisioned people, each of one organisation.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{QueryOrder, QuerySelect, Set};
use serde_json::{Map, Value};

use crate::store::{Store, StoreError};

/// Rows of one statement: a database takes so many values.
const ROWS: usize = 300;

pub mod row {
    //! The row. `user_key` is the name in small letters; `deleted` people are kept to keep them out,
    //! without what was said of them.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "provisioned_people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organisation: String,
        pub imported: bool,
        pub user_name: String,
        pub user_key: String,
        pub external_id: Option<String>,
        pub attributes: String,
        pub units: String,
        pub active: bool,
        pub deleted: bool,
        pub created: i64,
        pub modified: i64,
        pub version: i64,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "provisioned_people::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A provisioned person.
#[derive(Clone, PartialEq)]
pub struct Known {
    /// What SCIM calls it.
    pub id: Uuid,
    /// A CVR number.
    pub organisation: String,
    /// It came by the organisation import, and not by SCIM.
    pub imported: bool,
    /// Its name at sign-in, one of a kind in the organisation.
    pub user_name: String,
    /// The word that the organisation's systems know it by.
    pub external_id: Option<String>,
    /// What SCIM says of it.
    pub attributes: Map<String, Value>,
    /// Its departments by the organisation import.
    pub units: Vec<String>,
    /// It may sign in.
    pub active: bool,
    /// It is gone for SCIM, and kept out.
    pub deleted: bool,
    /// Seconds since 1970.
    pub created: i64,
    /// Seconds since 1970.
    pub modified: i64,
    /// Counts its changes.
    pub version: i64,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Known({})", self.id)
    }
}

impl Known {
    /// Somebody of whom nothing is known yet.
    pub fn new(organisation: &str, now: i64) -> Self {
        Self {
            id: platform::ids::v7(),
            organisation: organisation.to_owned(),
            imported: false,
            user_name: String::new(),
            external_id: None,
            attributes: Map::new(),
            units: Vec::new(),
            active: true,
            deleted: false,
            created: now,
            modified: now,
            version: 1,
        }
    }

    /// Without what was said of it: all that is kept of somebody who is gone.
    pub fn gone(mut self) -> Self {
        self.deleted = true;
        self.imported = false;
        self.active = false;
        self.user_name.clear();
        self.attributes.clear();
        self.units.clear();
        self
    }

    fn into_row(self) -> Result<row::ActiveModel, StoreError> {
        let corrupt = |_| StoreError::Corrupt("a provisioned person");
        Ok(row::ActiveModel {
            id: Set(self.id),
            organisation: Set(self.organisation),
            imported: Set(self.imported),
            user_key: Set(self.user_name.to_lowercase()),
            user_name: Set(self.user_name),
            external_id: Set(self.external_id),
            attributes: Set(serde_json::to_string(&self.attributes).map_err(corrupt)?),
            units: Set(serde_json::to_string(&self.units).map_err(corrupt)?),
            active: Set(self.active),
            deleted: Set(self.deleted),
            created: Set(self.created),
            modified: Set(self.modified),
            version: Set(self.version),
        })
    }
}

fn known(row: row::Model) -> Result<Known, StoreError> {
    let corrupt = |_| StoreError::Corrupt("a provisioned person");
    Ok(Known {
        attributes: serde_json::from_str(&row.attributes).map_err(corrupt)?,
        units: serde_json::from_str(&row.units).map_err(corrupt)?,
        id: row.id,
        organisation: row.organisation,
        imported: row.imported,
        user_name: row.user_name,
        external_id: row.external_id,
        active: row.active,
        deleted: row.deleted,
        created: row.created,
        modified: row.modified,
        version: row.version,
    })
}

/// Which of an organisation's people are looked for.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// By id.
    pub id: Option<Uuid>,
    /// By name at sign-in, in any letters.
    pub user_name: Option<String>,
    /// By external id.
    pub external_id: Option<String>,
}

/// The people of an organisation that SCIM sees, as a query.
fn seen(organisation: &str, sought: &Sought) -> Select<row::Entity> {
    let mut query = row::Entity::find()
        .filter(row::Column::Organisation.eq(organisation))
        .filter(row::Column::Deleted.eq(false));
    if let Some(id) = sought.id {
        query = query.filter(row::Column::Id.eq(id));
    }
    if let Some(name) = &sought.user_name {
        query = query.filter(row::Column::UserKey.eq(name.to_lowercase()));
    }
    if let Some(word) = &sought.external_id {
        query = query.filter(row::Column::ExternalId.eq(super::key(word)));
    }
    query
}

/// How many people of an organisation SCIM sees.
pub async fn count(store: &Store, organisation: &str) -> Result<u64, StoreError> {
    Ok(seen(organisation, &Sought::default()).count(&store.db).await?)
}

/// Some of them in the order that they were made in.
pub async fn some(
    db: &impl ConnectionTrait,
    organisation: &str,
    sought: &Sought,
    (offset, most): (u64, u64),
) -> Result<Vec<Known>, StoreError> {
    let query = seen(organisation, sought).order_by_asc(row::Column::Id).offset(offset).limit(most);
    query.all(db).await?.into_iter().map(known).collect()
}

/// All of an organisation, those that are gone too.
pub async fn all(db: &impl ConnectionTrait, organisation: &str) -> Result<Vec<Known>, StoreError> {
    let query = row::Entity::find().filter(row::Column::Organisation.eq(organisation));
    query.all(db).await?.into_iter().map(known).collect()
}

/// The one that an organisation's systems know by a word, those that are gone too.
pub async fn of_key(
    db: &impl ConnectionTrait,
    organisation: &str,
    word: &str,
) -> Result<Option<Known>, StoreError> {
    let query = row::Entity::find()
        .filter(row::Column::Organisation.eq(organisation))
        .filter(row::Column::ExternalId.eq(word));
    query.one(db).await?.map(known).transpose()
}

/// Which of some ids are people of an organisation that SCIM sees.
pub async fn ids_of(
    db: &impl ConnectionTrait,
    organisation: &str,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(ROWS) {
        let query = seen(organisation, &Sought::default())
            .select_only()
            .column(row::Column::Id)
            .filter(row::Column::Id.is_in(some.iter().copied()));
        found.extend(query.into_tuple::<Uuid>().all(db).await?);
    }
    Ok(found)
}

/// Writes new people down.
pub async fn insert(db: &impl ConnectionTrait, new: Vec<Known>) -> Result<(), StoreError> {
    let mut rows = new.into_iter().map(Known::into_row).collect::<Result<Vec<_>, _>>()?;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS));
        row::Entity::insert_many(rows).exec_without_returning(db).await?;
        rows = rest;
    }
    Ok(())
}

/// Writes a change down, as the next version.
pub async fn update(
    db: &impl ConnectionTrait,
    mut changed: Known,
    now: i64,
) -> Result<Known, StoreError> {
    let before = changed.version;
    changed.version = before + 1;
    changed.modified = now;
    let done = row::Entity::update_many()
        .set(changed.clone().into_row()?)
        .filter(row::Column::Id.eq(changed.id))
        .filter(Expr::col(row::Column::Version).eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 1 { Ok(changed) } else { Err(StoreError::Outrun) }
}
