//! Tests of providers: made ready by an administrator, walked through once in their browser, and kept
//! for an hour, because what came is about a person.

use platform::ids;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use serde::{Deserialize, Serialize};
use token::{Role, Subjects};

use crate::store::{Store, StoreError};

/// A test is forgotten after this long, in seconds.
const KEPT_SECONDS: i64 = 60 * 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "provider_tests")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub provider: String,
        pub organisation: String,
        pub started_by: Uuid,
        pub started: i64,
        pub finished: Option<i64>,
        pub report: Option<String>,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "provider_tests::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a test showed. No `Debug`: it is about a person.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// What a sign-in would be refused for, in a word; empty when it would be let in.
    pub problem: String,
    /// The claims that came, with their values as JSON.
    pub claims: Vec<(String, String)>,
    /// Names of claims of which something was dropped unread.
    pub dropped: Vec<String>,
    /// What they were read as.
    pub organisation: String,
    /// Likewise, and so on.
    pub subject: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The roles.
    pub roles: Vec<Role>,
    /// The departments.
    pub units: Vec<String>,
    /// What is covered by KLE number.
    #[serde(default)]
    pub subjects: Vec<Subjects>,
    /// Values that mean nothing here.
    pub unknown_values: Vec<String>,
}

impl Report {
    /// Nothing came.
    pub fn of_problem(problem: &str) -> Self {
        Self { problem: problem.to_owned(), ..Self::default() }
    }
}

/// A test.
pub struct Test {
    /// Its id.
    pub id: Uuid,
    /// The provider that is tried.
    pub provider: String,
    /// When it was made ready, in seconds since 1970.
    pub started: i64,
    /// When somebody came back.
    pub finished: Option<i64>,
    /// What it showed then.
    pub report: Option<Report>,
}

/// Makes a test ready, which only the person who did can walk through.
pub async fn make(
    store: &Store,
    provider: &str,
    organisation: &str,
    by: Uuid,
) -> Result<Test, StoreError> {
    let (id, started) = (ids::random(), store.now());
    let row = row::ActiveModel {
        id: Set(id),
        provider: Set(provider.to_owned()),
        organisation: Set(organisation.to_owned()),
        started_by: Set(by),
        started: Set(started),
        finished: Set(None),
        report: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(&store.db).await?;
    Ok(Test { id, provider: provider.to_owned(), started, finished: None, report: None })
}

/// The provider that a person's test is to try, while it waits for that.
pub async fn waiting(store: &Store, id: Uuid, by: Uuid) -> Result<Option<String>, StoreError> {
    let found = row::Entity::find_by_id(id)
        .filter(row::Column::StartedBy.eq(by))
        .filter(row::Column::Finished.is_null())
        .filter(row::Column::Started.gt(store.now() - KEPT_SECONDS));
    Ok(found.one(&store.db).await?.map(|row| row.provider))
}

/// A test of an organisation's.
pub async fn find(store: &Store, organisation: &str, id: Uuid) -> Result<Option<Test>, StoreError> {
    let found = row::Entity::find_by_id(id)
        .filter(row::Column::Organisation.eq(organisation))
        .filter(row::Column::Started.gt(store.now() - KEPT_SECONDS));
    let Some(row) = found.one(&store.db).await? else { return Ok(None) };
    let report = row.report.as_deref().map(serde_json::from_str).transpose();
    Ok(Some(Test {
        report: report.map_err(|_| StoreError::Corrupt("report of a provider's test"))?,
        id: row.id,
        provider: row.provider,
        started: row.started,
        finished: row.finished,
    }))
}

/// Writes down what a test showed.
pub async fn finish(store: &Store, id: Uuid, report: &Report) -> Result<(), StoreError> {
    let report = serde_json::to_string(report)
        .map_err(|_| StoreError::Corrupt("report of a provider's test"))?;
    row::Entity::update_many()
        .col_expr(row::Column::Report, Expr::value(report))
        .col_expr(row::Column::Finished, Expr::value(store.now()))
        .filter(row::Column::Id.eq(id))
        .exec(&store.db)
        .await?;
    Ok(())
}

/// Forgets old ones.
pub async fn purge(store: &Store) -> Result<(), StoreError> {
    let old = row::Column::Started.lte(store.now() - KEPT_SECONDS);
    row::Entity::delete_many().filter(old).exec(&store.db).await?;
    Ok(())
}
