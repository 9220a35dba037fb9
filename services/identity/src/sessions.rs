//! Sessions: what a signed-in browser holds the key of.

pub mod grpc;
pub mod logout;
pub mod own;

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::organisations;
use crate::people::{self, Person};
use crate::providers;
use crate::secrets;
use crate::store::{Store, StoreError};

/// A session ends when it was not used for this long, in seconds.
pub const IDLE_LIMIT_SECONDS: i64 = 60 * 60;
/// A session ends this long after sign-in, whatever happens, in seconds.
pub const ABSOLUTE_LIMIT_SECONDS: i64 = 12 * 60 * 60;
/// Characters that are kept of what a browser says that it is.
const LONGEST_BROWSER: usize = 300;
/// Use is written down at most this often, in seconds, so that reading stays reading.
const SEEN_EVERY_SECONDS: i64 = 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub person: Uuid,
        pub created: i64,
        pub last_seen: i64,
        pub provider: Option<String>,
        pub provider_sid: Option<String>,
        pub browser: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub person: Person,
    /// Tells sessions apart in tokens without being the key of one.
    pub sid: String,
    /// When it ends at the latest, in seconds since 1970.
    pub expires: i64,
}

/// Where a session comes from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The provider that vouched.
    pub provider: &'a str,
    /// What the provider calls its own session, by which it ends this one.
    pub provider_sid: Option<&'a str>,
    /// What the browser said that it was.
    pub browser: &'a str,
}

/// Starts a session. Gives its key, which is stored nowhere, and when it ends at the latest.
pub async fn begin(
    store: &Store,
    person: Uuid,
    origin: Origin<'_>,
) -> Result<(String, i64), StoreError> {
    let key = secrets::random()?;
    let now = store.now();
    let session = row::ActiveModel {
        hash: Set(secrets::hash(&key)),
        person: Set(person),
        created: Set(now),
        last_seen: Set(now),
        provider: Set(Some(origin.provider.to_owned())),
        provider_sid: Set(origin.provider_sid.map(str::to_owned)),
        browser: Set(browser(origin.browser)),
    };
    row::Entity::insert(session).exec_without_returning(&store.db).await?;
    Ok((key, now + ABSOLUTE_LIMIT_SECONDS))
}

/// A browser's own words, cut short and without anything that is no letter.
fn browser(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(LONGEST_BROWSER).collect()
}

/// The live session of a key, and counts as its use. `None` if there is none any more, or the
/// person is disabled.
pub async fn find(store: &Store, key: &str) -> Result<Option<Session>, StoreError> {
    let hash = secrets::hash(key);
    let now = store.now();
    let Some(row) = row::Entity::find_by_id(&hash).one(&store.db).await? else {
        return Ok(None);
    };
    if now >= row.last_seen + IDLE_LIMIT_SECONDS || now >= row.created + ABSOLUTE_LIMIT_SECONDS {
        end(store, key).await?;
        return Ok(None);
    }
    let person = people::find(store, row.person).await?;
    let Some(person) = person.filter(|person| person.active) else { return Ok(None) };
    if organisations::is_locked(store, &person.organisation).await? {
        return Ok(None);
    }
    // A sign-in that was under way when its provider was turned off, or given another issuer, counts
    // for nothing either.
    if let Some(provider) = &row.provider
        && !providers::vouches(store, provider, person.id).await?
    {
        return Ok(None);
    }
    if now >= row.last_seen + SEEN_EVERY_SECONDS {
        row::Entity::update_many()
            .col_expr(row::Column::LastSeen, Expr::value(now))
            .filter(row::Column::Hash.eq(&hash))
            .exec(&store.db)
            .await?;
    }
    let sid = sid(&hash);
    Ok(Some(Session { person, sid, expires: row.created + ABSOLUTE_LIMIT_SECONDS }))
}

/// Half of the hash of a hash: nothing leads back from it to the key.
fn sid(hash: &str) -> String {
    secrets::hash(hash)[..22].to_owned()
}

/// A session that has just ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose it was.
    pub person: Uuid,
    /// The provider that had vouched.
    pub provider: Option<String>,
}

/// Ends a session. Gives whose it was, if there was one.
pub async fn end(store: &Store, key: &str) -> Result<Option<Ended>, StoreError> {
    let hash = secrets::hash(key);
    let found = row::Entity::find_by_id(&hash).one(&store.db).await?;
    row::Entity::delete_by_id(hash).exec(&store.db).await?;
    Ok(found.map(|row| Ended { person: row.person, provider: row.provider }))
}

/// Ends all sessions of a person.
pub async fn end_all_of(db: &impl ConnectionTrait, person: Uuid) -> Result<u64, StoreError> {
    let done = row::Entity::delete_many().filter(row::Column::Person.eq(person)).exec(db);
    Ok(done.await?.rows_affected)
}

/// Ends all sessions of an organisation's people.
pub async fn end_all_of_organisation(
    db: &impl ConnectionTrait,
    organisation: &str,
) -> Result<u64, StoreError> {
    let of = row::Column::Person.in_subquery(people::ids_of(organisation));
    Ok(row::Entity::delete_many().filter(of).exec(db).await?.rows_affected)
}

/// Ends all sessions that a provider had vouched for.
pub async fn end_all_through(db: &impl ConnectionTrait, provider: &str) -> Result<u64, StoreError> {
    let through = row::Entity::delete_many().filter(row::Column::Provider.eq(provider));
    Ok(through.exec(db).await?.rows_affected)
}

/// Removes the rows of sessions that are over.
pub async fn purge(store: &Store) -> Result<(), StoreError> {
    let now = store.now();
    row::Entity::delete_many()
        .filter(
            row::Column::LastSeen
                .lte(now - IDLE_LIMIT_SECONDS)
                .or(row::Column::Created.lte(now - ABSOLUTE_LIMIT_SECONDS)),
        )
        .exec(&store.db)
        .await?;
    Ok(())
}
