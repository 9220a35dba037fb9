//! Sessions: what a signed-in browser holds the key of.

pub mod grpc;
pub mod keys;
pub mod logout;
pub mod own;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Set, TransactionTrait};

use crate::audit::{self, About};
use crate::organisations;
use crate::people::{self, Person};
use crate::providers;
use crate::secrets;
use crate::store::{Store, StoreError};
use keys::{Key, Shown};

/// A session ends when it was not used for this long, in seconds.
pub const IDLE_LIMIT_SECONDS: i64 = 60 * 60;
/// A session ends this long after sign-in, whatever happens, in seconds.
pub const ABSOLUTE_LIMIT_SECONDS: i64 = 12 * 60 * 60;
/// Characters that are kept of what a browser says that it is.
const LONGEST_BROWSER: usize = 300;
/// Characters of what tells sessions apart.
const SID_LENGTH: usize = 22;
/// Use is written down at most this often, in seconds, so that reading stays reading.
const SEEN_EVERY_SECONDS: i64 = 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub person: Uuid,
        pub created: i64,
        pub last_seen: i64,
        pub provider: Option<String>,
        pub provider_sid: Option<String>,
        pub browser: String,
        pub rights: String,
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
    /// Tells sessions apart in tokens and opens none.
    pub sid: String,
    /// When it ends at the latest, in seconds since 1970.
    pub expires: i64,
    /// When the person last showed who they are, in seconds since 1970.
    pub authenticated: i64,
    /// The key that takes the place of the one that was shown.
    pub renewed: Option<String>,
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
    /// When the person showed there who they are, in seconds since 1970.
    pub authenticated: i64,
}

/// Starts a session. Gives its key, which is stored nowhere, and when it ends at the latest.
pub async fn begin(
    store: &Store,
    person: Uuid,
    origin: Origin<'_>,
) -> Result<(String, i64), StoreError> {
    let id = secrets::random()?[..SID_LENGTH].to_owned();
    let now = store.now();
    let rights = people::find(store, person).await?.map(|person| rights(&person));
    let session = row::ActiveModel {
        id: Set(id.clone()),
        person: Set(person),
        created: Set(now),
        last_seen: Set(now),
        provider: Set(Some(origin.provider.to_owned())),
        provider_sid: Set(origin.provider_sid.map(str::to_owned)),
        browser: Set(browser(origin.browser)),
        rights: Set(rights.unwrap_or_default()),
    };
    let transaction = store.db.begin().await?;
    row::Entity::insert(session).exec_without_returning(&transaction).await?;
    let key = keys::first(&transaction, &id, now, origin.authenticated).await?;
    transaction.commit().await?;
    Ok((key, now + ABSOLUTE_LIMIT_SECONDS))
}

/// A browser's own words, cut short and without anything that is no letter.
fn browser(said: &str) -> String {
    said.chars().filter(|c| !c.is_control()).take(LONGEST_BROWSER).collect()
}

/// A hash of what somebody may do: a session whose person may do something else gets another key.
fn rights(person: &Person) -> String {
    secrets::hash(&format!("{:?} {:?}", person.roles, person.cover))
}

/// The live session of a key, and counts as its use. `None` if there is none any more, or the
/// person is disabled.
pub async fn find(store: &Store, key: &str, shown: Shown) -> Result<Option<Session>, StoreError> {
    let now = store.now();
    let Some(key) = keys::find(store, key).await? else { return Ok(None) };
    let Some(row) = row::Entity::find_by_id(&key.session).one(&store.db).await? else {
        return Ok(None);
    };
    if is_over(&row, now) {
        row::Entity::delete_by_id(row.id).exec(&store.db).await?;
        return Ok(None);
    }
    let Some(person) = standing(store, &row).await? else { return Ok(None) };
    if key.is_reused(now, shown) {
        end_stolen(store, &row, &person).await?;
        return Ok(None);
    }
    if !key.used {
        keys::confirm(store, &key).await?;
    }
    if now >= row.last_seen + SEEN_EVERY_SECONDS {
        row::Entity::update_many()
            .col_expr(row::Column::LastSeen, Expr::value(now))
            .filter(row::Column::Id.eq(row.id.as_str()))
            .exec(&store.db)
            .await?;
    }
    let renewed = match shown {
        Shown::Renewable => renew(store, &row, &key, &person).await?,
        Shown::Plainly | Shown::Continued => None,
    };
    Ok(Some(Session {
        person,
        sid: row.id,
        expires: row.created + ABSOLUTE_LIMIT_SECONDS,
        authenticated: key.authenticated,
        renewed,
    }))
}

const fn is_over(row: &row::Model, now: i64) -> bool {
    now >= row.last_seen + IDLE_LIMIT_SECONDS || now >= row.created + ABSOLUTE_LIMIT_SECONDS
}

/// The person of a session, as long as they, their organisation and who vouched for them count.
async fn standing(store: &Store, row: &row::Model) -> Result<Option<Person>, StoreError> {
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
    Ok(Some(person))
}

/// Another key, when the one shown is old or was given for other rights.
async fn renew(
    store: &Store,
    row: &row::Model,
    key: &Key,
    person: &Person,
) -> Result<Option<String>, StoreError> {
    let rights = rights(person);
    let due = store.now() >= key.issued + keys::RENEWED_AFTER_SECONDS || rights != row.rights;
    if !due || key.retired.is_some() {
        return Ok(None);
    }
    let renewed = keys::renew(store, key).await?;
    if renewed.is_some() && rights != row.rights {
        row::Entity::update_many()
            .col_expr(row::Column::Rights, Expr::value(rights))
            .filter(row::Column::Id.eq(row.id.as_str()))
            .exec(&store.db)
            .await?;
    }
    Ok(renewed)
}

/// Two hold keys of one family, and nobody can say which of them is its owner.
async fn end_stolen(store: &Store, row: &row::Model, person: &Person) -> Result<(), StoreError> {
    let transaction = store.db.begin().await?;
    let ended = row::Entity::delete_by_id(&row.id).exec(&transaction).await?.rows_affected;
    if ended > 0 {
        let about = About {
            organisation: Some(&person.organisation),
            person: Some(person.id),
            provider: row.provider.as_deref(),
            ..About::default()
        };
        let kind = audit::Kind::SessionKeyReused;
        audit::within(&transaction, store.now(), kind, about, "").await?;
        metrics::counter!("identity_session_keys_reused_total").increment(1);
        tracing::warn!(person.id = %person.id, "a replaced key was used again, the session ended");
    }
    transaction.commit().await?;
    Ok(())
}

/// Gives a session another key, because its person has shown once more who they are. `None` when the
/// session is not theirs or over.
pub async fn step_up(
    store: &Store,
    session: &str,
    person: Uuid,
    authenticated: i64,
) -> Result<Option<(String, i64)>, StoreError> {
    let found = row::Entity::find_by_id(session).one(&store.db).await?;
    let live = |row: &row::Model| row.person == person && !is_over(row, store.now());
    let Some(row) = found.filter(live) else { return Ok(None) };
    let key = keys::step_up(store, &row.id, authenticated).await?;
    Ok(key.map(|key| (key, row.created + ABSOLUTE_LIMIT_SECONDS)))
}

/// The provider that vouched for a live session.
pub async fn provider_of(store: &Store, session: &str) -> Result<Option<String>, StoreError> {
    let found = row::Entity::find_by_id(session).one(&store.db).await?;
    Ok(found.and_then(|row| row.provider))
}

/// A session that has just ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose it was.
    pub person: Uuid,
    /// The provider that had vouched.
    pub provider: Option<String>,
}

/// Ends the session of a key. Gives whose it was, if there was one.
pub async fn end(store: &Store, key: &str) -> Result<Option<Ended>, StoreError> {
    let Some(key) = keys::find(store, key).await? else { return Ok(None) };
    let found = row::Entity::find_by_id(&key.session).one(&store.db).await?;
    row::Entity::delete_by_id(key.session).exec(&store.db).await?;
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
