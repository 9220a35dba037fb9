//! The organisations that use the installation: what everybody may know of them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{Iterable, QueryOrder, QuerySelect, QueryTrait, Set};
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError};

/// One organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its CVR number, eight digits.
    pub cvr: String,
    /// Its official name.
    pub name: String,
    /// `municipality`, `region`, `state` or `association`.
    pub kind: String,
    /// Three digits, where it is a municipality.
    #[serde(default)]
    pub municipality_code: Option<String>,
    /// `hovedstaden`, `sjaelland`, `syddanmark`, `midtjylland` or `nordjylland`.
    #[serde(default)]
    pub region: Option<String>,
    /// Rounded number of inhabitants.
    #[serde(default)]
    pub inhabitants: Option<u32>,
    /// CVR numbers of an association's members.
    #[serde(default)]
    pub members: Vec<String>,
    /// Its number is made up for the demo.
    #[serde(default)]
    pub demo_number: bool,
    /// The first day it exists, ISO 8601.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// The last day it exists, ISO 8601.
    #[serde(default)]
    pub valid_to: Option<String>,
    /// CVR number of the organisation that it became part of.
    #[serde(default)]
    pub successor: Option<String>,
}

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cvr: String,
        pub name: String,
        pub kind: String,
        pub municipality_code: Option<String>,
        pub region: Option<String>,
        pub inhabitants: Option<i64>,
        pub members: String,
        pub demo_number: bool,
        pub valid_from: Option<String>,
        pub valid_to: Option<String>,
        pub successor: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod lock_row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_locks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation: String,
        pub locked: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The numbers of organisations whose people, robots and programs are all locked out.
pub fn locked() -> SelectStatement {
    lock_row::Entity::find().select_only().column(lock_row::Column::Organisation).into_query()
}

/// Is everything of an organisation locked out?
pub async fn is_locked(store: &Store, cvr: &str) -> Result<bool, StoreError> {
    Ok(lock_row::Entity::find_by_id(cvr).one(&store.db).await?.is_some())
}

/// Locks everything of an organisation out, or lets it in again.
pub async fn set_locked(
    db: &impl ConnectionTrait,
    cvr: &str,
    since: Option<i64>,
) -> Result<(), StoreError> {
    let Some(since) = since else {
        lock_row::Entity::delete_by_id(cvr).exec(db).await?;
        return Ok(());
    };
    let row = lock_row::ActiveModel { organisation: Set(cvr.to_owned()), locked: Set(since) };
    let again = OnConflict::column(lock_row::Column::Organisation)
        .update_column(lock_row::Column::Locked)
        .to_owned();
    lock_row::Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// All organisations, by number.
pub async fn all(store: &Store) -> Result<Vec<Organisation>, StoreError> {
    let rows = row::Entity::find().order_by_asc(row::Column::Cvr).all(&store.db).await?;
    rows.into_iter().map(from_row).collect()
}

/// One organisation.
pub async fn find(store: &Store, cvr: &str) -> Result<Option<Organisation>, StoreError> {
    row::Entity::find_by_id(cvr).one(&store.db).await?.map(from_row).transpose()
}

/// Adds an organisation, or replaces what is known of it.
pub async fn save(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
) -> Result<(), StoreError> {
    use row::Column as C;
    let members = serde_json::to_string(&organisation.members)
        .map_err(|_| StoreError::Corrupt("members of an organisation"))?;
    let organisation = organisation.clone();
    let row = row::ActiveModel {
        cvr: Set(organisation.cvr),
        name: Set(organisation.name),
        kind: Set(organisation.kind),
        municipality_code: Set(organisation.municipality_code),
        region: Set(organisation.region),
        inhabitants: Set(organisation.inhabitants.map(i64::from)),
        members: Set(members),
        demo_number: Set(organisation.demo_number),
        valid_from: Set(organisation.valid_from),
        valid_to: Set(organisation.valid_to),
        successor: Set(organisation.successor),
    };
    let all_but_the_key = C::iter().filter(|column| !matches!(column, C::Cvr));
    row::Entity::insert(row)
        .on_conflict(OnConflict::column(C::Cvr).update_columns(all_but_the_key).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

fn from_row(row: row::Model) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        members: serde_json::from_str(&row.members)
            .map_err(|_| StoreError::Corrupt("members of an organisation"))?,
        inhabitants: row.inhabitants.and_then(|number| u32::try_from(number).ok()),
        cvr: row.cvr,
        name: row.name,
        kind: row.kind,
        municipality_code: row.municipality_code,
        region: row.region,
        demo_number: row.demo_number,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        successor: row.successor,
    })
}
