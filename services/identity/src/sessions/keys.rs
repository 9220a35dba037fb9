//! The keys of a session, one after the other: a family. A browser is given the next key with an answer
//! and is believed to have it once it shows it; the key before is then no good any more. Whoever shows
//! that one later has stolen it or was stolen from, and the family ends.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, Set, TransactionTrait};

use crate::secrets;
use crate::store::{Store, StoreError};

/// A key is replaced when it is this old, in seconds.
pub const RENEWED_AFTER_SECONDS: i64 = 15 * 60;
/// A replaced key is still good for this long, in seconds: requests were under way with it.
pub const GRACE_SECONDS: i64 = 60;

pub(super) mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub session: String,
        pub number: i64,
        pub issued: i64,
        pub used: bool,
        pub retired: Option<i64>,
        pub authenticated: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A key as it is stored.
pub use row::Model as Key;
use row::{Column, Entity};

/// What a key is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A request whose answer cannot carry another key.
    Plainly,
    /// A request whose answer can.
    Renewable,
    /// Something that was begun with it goes on, so it may have been replaced since.
    Continued,
}

impl Key {
    /// Whether nobody has a right to show it any more.
    pub(super) fn is_reused(&self, now: i64, shown: Shown) -> bool {
        let late = self.retired.is_some_and(|at| now > at + GRACE_SECONDS);
        late && shown != Shown::Continued
    }
}

/// The key of a secret.
pub(super) async fn find(store: &Store, secret: &str) -> Result<Option<Key>, StoreError> {
    Ok(Entity::find_by_id(secrets::hash(secret)).one(&store.db).await?)
}

/// The first key of a session. Gives its secret, which is stored nowhere.
pub(super) async fn first(
    db: &impl ConnectionTrait,
    session: &str,
    now: i64,
    authenticated: i64,
) -> Result<String, StoreError> {
    let secret = secrets::random()?;
    let key = row::ActiveModel {
        hash: Set(secrets::hash(&secret)),
        session: Set(session.to_owned()),
        number: Set(1),
        issued: Set(now),
        used: Set(true),
        retired: Set(None),
        authenticated: Set(authenticated),
    };
    Entity::insert(key).exec_without_returning(db).await?;
    Ok(secret)
}

/// A key that is shown for the first time takes the place of those before it.
pub(super) async fn confirm(store: &Store, key: &Key) -> Result<(), StoreError> {
    let transaction = store.db.begin().await?;
    retire(&transaction, key, store.now()).await?;
    Entity::update_many()
        .col_expr(Column::Used, Expr::value(true))
        .filter(Column::Hash.eq(key.hash.as_str()))
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn retire(db: &impl ConnectionTrait, successor: &Key, now: i64) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Retired, Expr::value(now))
        .filter(Column::Session.eq(successor.session.as_str()))
        .filter(Column::Number.lt(successor.number))
        .filter(Column::Retired.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// The next key, for a browser that shows its newest. `None` when one is on its way already, or another
/// process was first.
pub(super) async fn renew(store: &Store, key: &Key) -> Result<Option<String>, StoreError> {
    let now = store.now();
    let transaction = store.db.begin().await?;
    let next = Entity::find()
        .filter(Column::Session.eq(key.session.as_str()))
        .filter(Column::Number.gt(key.number))
        .order_by_desc(Column::Number)
        .one(&transaction)
        .await?;
    let mut number = key.number + 1;
    if let Some(next) = next {
        // One that was used is a thief's or its owner's: the next request of the other tells.
        if next.used || now < next.issued + GRACE_SECONDS {
            return Ok(None);
        }
        // Its answer was lost on the way.
        number = next.number + 1;
        Entity::delete_by_id(next.hash).exec(&transaction).await?;
    }
    let secret = insert(&transaction, key, number, now).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// A key that somebody gets for having shown once more who they are. All before it are replaced at once
/// and never count for more than they did.
pub(super) async fn step_up(
    store: &Store,
    session: &str,
    authenticated: i64,
) -> Result<Option<String>, StoreError> {
    let now = store.now();
    let transaction = store.db.begin().await?;
    let newest = Entity::find()
        .filter(Column::Session.eq(session))
        .order_by_desc(Column::Number)
        .one(&transaction)
        .await?;
    let Some(newest) = newest else { return Ok(None) };
    let next = Key { number: newest.number + 1, authenticated, ..newest };
    retire(&transaction, &next, now).await?;
    let secret = insert(&transaction, &next, next.number, now).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// A key with another's session and sign-in. `None` when another process has given that number.
async fn insert(
    db: &impl ConnectionTrait,
    of: &Key,
    number: i64,
    now: i64,
) -> Result<Option<String>, StoreError> {
    let secret = secrets::random()?;
    let key = row::ActiveModel {
        hash: Set(secrets::hash(&secret)),
        session: Set(of.session.clone()),
        number: Set(number),
        issued: Set(now),
        used: Set(false),
        retired: Set(None),
        authenticated: Set(of.authenticated),
    };
    let inserted = Entity::insert(key)
        .on_conflict_do_nothing_on([Column::Session, Column::Number])
        .exec_without_returning(db)
        .await?;
    Ok(matches!(inserted, sea_orm::TryInsertResult::Inserted(1)).then_some(secret))
}
