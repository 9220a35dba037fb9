//! People: provisioned at their first sign-in, known by issuer and subject.

pub mod cover;
pub mod listing;
pub mod roles;

use std::collections::BTreeSet;

use platform::ids;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, SelectStatement};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Set, TransactionTrait};
use token::Role;

use self::cover::{Claimed, Cover};
use crate::provisioned;
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
    /// What the role of local superuser covers; nothing without it.
    pub cover: Cover,
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
    /// The word that the organisation's own systems provision the person by.
    pub external_id: String,
    /// The provider's own organisation.
    pub organisation: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// Departments, and limits of a local superuser.
    pub claimed: Claimed,
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

pub(crate) mod row {
    //! The row.
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
        pub limits: String,
        pub active: bool,
        pub last_sign_in: i64,
        pub locked: Option<i64>,
    }

    impl Model {
        /// May sign in: neither disabled by an administrator nor locked out by an operator.
        pub fn is_let_in(&self) -> bool {
            self.active && self.locked.is_none()
        }
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

/// What became of somebody whom a provider vouched for.
#[derive(Debug)]
pub enum Provisioned {
    /// As they are known now.
    Known(Person),
    /// Locked out; nothing was changed.
    Disabled(Uuid),
    /// Known to belong to another organisation, whose provider had this issuer before. A provider
    /// takes over nobody.
    Elsewhere,
}

/// Takes over what a provider said: makes the person at the first sign-in, and replaces name,
/// e-mail, claimed roles and departments at each. At two processes at once it is one person.
pub async fn provision(store: &Store, said: &Assertion) -> Result<Provisioned, StoreError> {
    use row::Column as C;
    let corrupt = |_| StoreError::Corrupt("departments of a person");
    let units = serde_json::to_string(&said.claimed.units).map_err(corrupt)?;
    let limits = serde_json::to_string(&said.claimed.limits).map_err(corrupt)?;
    let search = format!("{} {}", said.name, said.email).to_lowercase();
    let person = row::ActiveModel {
        id: Set(ids::v7()),
        issuer: Set(said.issuer.clone()),
        subject: Set(said.subject.clone()),
        organisation: Set(said.organisation.clone()),
        name: Set(said.name.clone()),
        email: Set(said.email.clone()),
        search: Set(search.clone()),
        units: Set(units.clone()),
        limits: Set(limits.clone()),
        active: Set(true),
        last_sign_in: Set(store.now()),
        locked: Set(None),
    };
    let transaction = store.db.begin().await?;
    row::Entity::insert(person)
        .on_conflict_do_nothing_on([C::Issuer, C::Subject])
        .exec_without_returning(&transaction)
        .await?;
    let same = || C::Issuer.eq(&said.issuer).and(C::Subject.eq(&said.subject));
    // The update holds the row, so that of two sign-ins at once one waits for the other.
    row::Entity::update_many()
        .col_expr(C::Name, Expr::value(said.name.as_str()))
        .col_expr(C::Email, Expr::value(said.email.as_str()))
        .col_expr(C::Search, Expr::value(search))
        .col_expr(C::Units, Expr::value(units))
        .col_expr(C::Limits, Expr::value(limits))
        .col_expr(C::LastSignIn, Expr::value(store.now()))
        .filter(same())
        .filter(C::Active.eq(true))
        .filter(C::Locked.is_null())
        .filter(C::Organisation.eq(&said.organisation))
        .exec(&transaction)
        .await?;
    let known = row::Entity::find().filter(same()).one(&transaction).await?;
    let known = known.ok_or(StoreError::Corrupt("a person who was made"))?;
    if known.organisation != said.organisation {
        return Ok(Provisioned::Elsewhere);
    }
    if !known.is_let_in() {
        return Ok(Provisioned::Disabled(known.id));
    }
    roles::replace_claimed(&transaction, known.id, &said.roles).await?;
    transaction.commit().await?;
    let person = find(store, known.id).await?;
    Ok(Provisioned::Known(person.ok_or(StoreError::Corrupt("a person who was made"))?))
}

/// One person.
pub async fn find(store: &Store, id: Uuid) -> Result<Option<Person>, StoreError> {
    Ok(with_roles(store, row::Entity::find_by_id(id).all(&store.db).await?).await?.pop())
}

/// The ids of an organisation's people.
pub fn ids_of(organisation: &str) -> SelectStatement {
    row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::Organisation.eq(organisation))
        .into_query()
}

/// The issuer by which somebody is known.
pub fn issuer_of(person: Uuid) -> SelectStatement {
    row::Entity::find()
        .select_only()
        .column(row::Column::Issuer)
        .filter(row::Column::Id.eq(person))
        .into_query()
}

/// Who an issuer calls so.
pub async fn id_of(store: &Store, issuer: &str, subject: &str) -> Result<Option<Uuid>, StoreError> {
    let found = row::Entity::find()
        .filter(row::Column::Issuer.eq(issuer))
        .filter(row::Column::Subject.eq(subject));
    Ok(found.one(&store.db).await?.map(|row| row.id))
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
    let query = row::Entity::find()
        .filter(row::Column::Organisation.eq(organisation))
        .filter(row::Column::Active.eq(true))
        .filter(row::Column::Locked.is_null())
        .filter(row::Column::Id.not_in_subquery(provisioned::added::kept_out()))
        .filter(Expr::col(row::Column::Search).like(containing(text)))
        .order_by_asc(row::Column::Name)
        .limit(most);
    with_roles(store, query.all(&store.db).await?).await
}

/// The pattern of what contains a text, whatever is in the text.
fn containing(text: &str) -> LikeExpr {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

/// Lets a person sign in, or not, as an administrator decides.
pub async fn set_active(
    db: &impl ConnectionTrait,
    id: Uuid,
    active: bool,
) -> Result<(), StoreError> {
    let changed = row::Entity::update_many().col_expr(row::Column::Active, Expr::value(active));
    changed.filter(row::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Locks a person out, or in again, as an operator decides: no administrator lifts it.
/// `since` is when, in seconds since 1970.
pub async fn set_locked(
    db: &impl ConnectionTrait,
    id: Uuid,
    since: Option<i64>,
) -> Result<(), StoreError> {
    let changed = row::Entity::update_many().col_expr(row::Column::Locked, Expr::value(since));
    changed.filter(row::Column::Id.eq(id)).exec(db).await?;
    Ok(())
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
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut held = roles::held(store, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let held = held.remove(&row.id).unwrap_or_default();
            Ok(Person {
                active: row.is_let_in() && !held.added.kept_out,
                roles: held.roles(),
                cover: held.cover(&claimed_of(&row)?),
                id: row.id,
                organisation: row.organisation,
                name: row.name,
                email: row.email,
            })
        })
        .collect()
}

/// What claims said of a local superuser.
fn claimed_of(row: &row::Model) -> Result<Claimed, StoreError> {
    let corrupt = |_| StoreError::Corrupt("departments of a person");
    let units = serde_json::from_str(&row.units).map_err(corrupt)?;
    Ok(Claimed { units, limits: serde_json::from_str(&row.limits).map_err(corrupt)? })
}
