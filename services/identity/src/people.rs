//! People: provisioned at their first sign-in, known by issuer and subject.

use std::collections::{BTreeMap, BTreeSet};

use platform::ids;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{QueryOrder, QuerySelect, Set, TransactionTrait};
use token::Role;

use crate::store::{Store, StoreError};

/// One person. Its `Debug` shows nothing but the id.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The id that all other services know.
    pub id: Uuid,
    /// A CVR number.
    pub organisation: String,
    /// The name, as the provider last gave it.
    pub name: String,
    /// The e-mail address, as the provider last gave it. Identifies nobody.
    pub email: String,
    /// What the person may do in general.
    pub roles: BTreeSet<Role>,
    /// The departments of a local superuser.
    pub units: Vec<String>,
    /// May sign in.
    pub active: bool,
}

/// What a provider said of somebody, read through its claim map.
#[derive(Clone, PartialEq, Eq)]
pub struct Assertion {
    /// Who said it.
    pub issuer: String,
    /// Whom of, in the provider's words.
    pub subject: String,
    /// The provider's own organisation.
    pub organisation: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// The departments of a local superuser.
    pub units: Vec<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

impl std::fmt::Debug for Assertion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Assertion(by {})", self.issuer)
    }
}

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub issuer: String,
        pub subject: String,
        pub organisation: String,
        pub name: String,
        pub email: String,
        pub search: String,
        pub units: String,
        pub active: bool,
        pub last_sign_in: i64,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "people::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod role_row {
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

/// Takes over what a provider said: makes the person at the first sign-in, and replaces name,
/// e-mail, roles and departments at each. `None` if the person is disabled, who stays as it is.
pub async fn provision(store: &Store, said: &Assertion) -> Result<Option<Person>, StoreError> {
    let transaction = store.db.begin().await?;
    let known = row::Entity::find()
        .filter(row::Column::Issuer.eq(&said.issuer))
        .filter(row::Column::Subject.eq(&said.subject))
        .one(&transaction)
        .await?;
    if known.as_ref().is_some_and(|person| !person.active) {
        return Ok(None);
    }
    let id = known.as_ref().map_or_else(ids::v7, |person| person.id);
    let units = serde_json::to_string(&said.units)
        .map_err(|_| StoreError::Corrupt("departments of a person"))?;
    let person = row::ActiveModel {
        id: Set(id),
        issuer: Set(said.issuer.clone()),
        subject: Set(said.subject.clone()),
        organisation: Set(said.organisation.clone()),
        name: Set(said.name.clone()),
        email: Set(said.email.clone()),
        search: Set(format!("{} {}", said.name, said.email).to_lowercase()),
        units: Set(units),
        active: Set(true),
        last_sign_in: Set(store.now()),
    };
    if known.is_some() {
        row::Entity::update(person).exec(&transaction).await?;
        role_row::Entity::delete_many()
            .filter(role_row::Column::Person.eq(id))
            .exec(&transaction)
            .await?;
    } else {
        row::Entity::insert(person).exec_without_returning(&transaction).await?;
    }
    let roles = said
        .roles
        .iter()
        .map(|role| role_row::ActiveModel { person: Set(id), role: Set(role.to_string()) });
    if !said.roles.is_empty() {
        role_row::Entity::insert_many(roles).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    find(store, id).await
}

/// One person.
pub async fn find(store: &Store, id: Uuid) -> Result<Option<Person>, StoreError> {
    Ok(with_roles(store, row::Entity::find_by_id(id).all(&store.db).await?).await?.pop())
}

/// The people of some ids; unknown ids are left out.
pub async fn of_ids(store: &Store, ids: &[Uuid]) -> Result<Vec<Person>, StoreError> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().copied()));
    with_roles(store, query.order_by_asc(row::Column::Id).all(&store.db).await?).await
}

/// The active people of an organisation whose name or e-mail contains a text, by name.
pub async fn search(
    store: &Store,
    organisation: &str,
    text: &str,
    most: u64,
) -> Result<Vec<Person>, StoreError> {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let query = row::Entity::find()
        .filter(row::Column::Organisation.eq(organisation))
        .filter(row::Column::Active.eq(true))
        .filter(Expr::col(row::Column::Search).like(pattern))
        .order_by_asc(row::Column::Name)
        .limit(most);
    with_roles(store, query.all(&store.db).await?).await
}

/// Lets a person sign in, or not.
pub async fn set_active(store: &Store, id: Uuid, active: bool) -> Result<bool, StoreError> {
    let done = row::Entity::update_many()
        .col_expr(row::Column::Active, Expr::value(active))
        .filter(row::Column::Id.eq(id))
        .exec(&store.db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Gives everybody of one issuer another issuer. For the demo, whose address may change between
/// two starts while its people stay the same.
pub async fn move_issuer(store: &Store, from: &str, to: &str) -> Result<(), StoreError> {
    row::Entity::update_many()
        .col_expr(row::Column::Issuer, Expr::value(to))
        .filter(row::Column::Issuer.eq(from))
        .exec(&store.db)
        .await?;
    Ok(())
}

async fn with_roles(store: &Store, rows: Vec<row::Model>) -> Result<Vec<Person>, StoreError> {
    let mut roles: BTreeMap<Uuid, BTreeSet<Role>> = BTreeMap::new();
    let ids = rows.iter().map(|row| row.id);
    let given = role_row::Entity::find().filter(role_row::Column::Person.is_in(ids));
    for given in given.all(&store.db).await? {
        let role = given.role.parse().map_err(|_| StoreError::Corrupt("role of a person"))?;
        roles.entry(given.person).or_default().insert(role);
    }
    rows.into_iter()
        .map(|row| {
            Ok(Person {
                roles: roles.remove(&row.id).unwrap_or_default(),
                units: serde_json::from_str(&row.units)
                    .map_err(|_| StoreError::Corrupt("departments of a person"))?,
                id: row.id,
                organisation: row.organisation,
                name: row.name,
                email: row.email,
                active: row.active,
            })
        })
        .collect()
}
