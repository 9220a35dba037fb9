//! Programs of organisations: each of one organisation, with scopes and a secret that is shown once and
//! stored as a hash. [`secret`] tells whether one is right, [`grpc`] is the service.

pub mod grpc;
mod issue;
mod secret;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set, TransactionTrait};
use token::{Claims, Kind, Role, Scope};

use self::secret::Secret;
use crate::audit::{self, About};
use crate::store::{Store, StoreError};

/// Characters of a name.
const NAME_LIMIT: usize = 100;
/// The longest that a secret lasts, in days.
const DAYS_LIMIT: u32 = 730;
/// The longest that an old secret is good for beside a new one, in hours.
const OVERLAP_LIMIT: u32 = 14 * 24;
/// Clients of an organisation that are not taken back.
const CLIENTS_LIMIT: u64 = 100;
/// Use is written down at most this often, in seconds.
const USED_EVERY_SECONDS: i64 = 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_clients")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organisation: String,
        pub name: String,
        pub scopes: String,
        pub created: i64,
        pub created_by: Uuid,
        pub revoked: Option<i64>,
        pub last_used: Option<i64>,
        pub last_refused: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A client, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its id, which is its name in the log and at the token endpoint.
    pub id: Uuid,
    /// A CVR number.
    pub organisation: String,
    /// What people call it.
    pub name: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// When it was made. This and the other times are seconds since 1970.
    pub created: i64,
    /// By whom.
    pub created_by: Uuid,
    /// When it was taken back.
    pub revoked: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used: Option<i64>,
    /// When a refusal was last written down.
    last_refused: Option<i64>,
    /// Its secrets that are not over, the newest first.
    pub secrets: Vec<Secret>,
}

/// Why something is not done with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum No {
    NotPermitted,
    NotConfirmed,
    Unknown,
    Name,
    Scopes,
    Days,
    Overlap,
    TooMany,
}

type Done<T> = Result<Result<T, No>, StoreError>;

/// Whether somebody manages the clients of their organisation.
fn manages(caller: &Claims) -> bool {
    caller.kind == Kind::Person
        && (caller.has(Role::Administrator) || caller.has(Role::ApiAdministrator))
}

/// Whether somebody may hand out what scopes give. A client that keeps people gives them roles, which
/// is an administrator's to do: an administrator of clients could make one to raise themselves.
fn hands_out(caller: &Claims, scopes: &BTreeSet<Scope>) -> bool {
    manages(caller)
        && (!scopes.contains(&Scope::ProvisionPeople) || caller.has(Role::Administrator))
}

/// A client that somebody asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What to call it.
    pub name: String,
    /// What it is to do, as words.
    pub scopes: Vec<String>,
    /// How long its secret is to last.
    pub days: u32,
}

/// Makes a client, and gives it with its secret, which is stored nowhere.
pub async fn create(store: &Store, caller: &Claims, wanted: Wanted) -> Done<(Client, String)> {
    let Some(person) = caller.person().filter(|_| manages(caller)) else {
        return Ok(Err(No::NotPermitted));
    };
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        return Ok(Err(No::Name));
    }
    let scopes: Result<BTreeSet<Scope>, _> = wanted.scopes.iter().map(|s| s.parse()).collect();
    let Some(scopes) = scopes.ok().filter(|s| !s.is_empty() && s.len() == wanted.scopes.len())
    else {
        return Ok(Err(No::Scopes));
    };
    if !hands_out(caller, &scopes) {
        return Ok(Err(No::NotPermitted));
    }
    if !caller.is_confirmed(store.now()) {
        return Ok(Err(No::NotConfirmed));
    }
    if !(1..=DAYS_LIMIT).contains(&wanted.days) {
        return Ok(Err(No::Days));
    }
    let living = own(&caller.org).filter(row::Column::Revoked.is_null());
    if living.count(&store.db).await? >= CLIENTS_LIMIT {
        return Ok(Err(No::TooMany));
    }
    let (id, now) = (platform::ids::v7(), store.now());
    let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let row = row::ActiveModel {
        id: Set(id),
        organisation: Set(caller.org.clone()),
        name: Set(name.to_owned()),
        scopes: Set(words.join(" ")),
        created: Set(now),
        created_by: Set(person),
        revoked: Set(None),
        last_used: Set(None),
        last_refused: Set(None),
    };
    let transaction = store.db.begin().await?;
    row::Entity::insert(row).exec_without_returning(&transaction).await?;
    let secret = secret::add(&transaction, id, now, wanted.days).await?;
    let (kind, about) = (audit::Kind::ClientCreated, About::of(caller));
    audit::within(&transaction, now, kind, about, &id.to_string()).await?;
    transaction.commit().await?;
    let made = find(store, id).await?.ok_or(StoreError::Corrupt("a client that was made"))?;
    Ok(Ok((made, secret)))
}

/// The clients of the caller's organisation, the newest first.
pub async fn list(store: &Store, caller: &Claims) -> Result<Vec<Client>, StoreError> {
    if !manages(caller) {
        return Ok(Vec::new());
    }
    // Those that were taken back stay to be seen, as far as there is room.
    let newest = own(&caller.org).order_by_desc(row::Column::Id).limit(2 * CLIENTS_LIMIT);
    let rows = newest.all(&store.db).await?;
    with_secrets(store, rows).await
}

/// Gives a client a new secret beside the newest one, which ends within `overlap_hours`. Older ones
/// end at once: no more than two are ever good.
pub async fn rotate(
    store: &Store,
    caller: &Claims,
    id: Uuid,
    days: u32,
    overlap_hours: u32,
) -> Done<(Client, String)> {
    match managed(store, caller, id).await? {
        Ok(_) if !caller.is_confirmed(store.now()) => return Ok(Err(No::NotConfirmed)),
        Ok(known) if known.revoked.is_none() => {}
        Ok(_) => return Ok(Err(No::Unknown)),
        Err(no) => return Ok(Err(no)),
    }
    if !(1..=DAYS_LIMIT).contains(&days) {
        return Ok(Err(No::Days));
    }
    if overlap_hours > OVERLAP_LIMIT {
        return Ok(Err(No::Overlap));
    }
    let now = store.now();
    let transaction = store.db.begin().await?;
    // Two at once come after one another: each sees the secret that the other made.
    let held = row::Entity::update_many()
        .col_expr(row::Column::Id, Expr::col(row::Column::Id))
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::Revoked.is_null());
    if held.exec(&transaction).await?.rows_affected == 0 {
        return Ok(Err(No::Unknown));
    }
    let secrets = secret::of(&transaction, &[id], now).await?;
    secret::end_within(&transaction, &secrets, now + i64::from(overlap_hours) * 60 * 60).await?;
    let secret = secret::add(&transaction, id, now, days).await?;
    let (kind, about) = (audit::Kind::ClientRotated, About::of(caller));
    audit::within(&transaction, now, kind, about, &id.to_string()).await?;
    transaction.commit().await?;
    let known = find(store, id).await?.ok_or(StoreError::Corrupt("a client that was rotated"))?;
    Ok(Ok((known, secret)))
}

/// Takes a client back, for good; again changes nothing.
pub async fn revoke(store: &Store, caller: &Claims, id: Uuid) -> Done<Client> {
    let mut known = match managed(store, caller, id).await? {
        Ok(known) => known,
        Err(no) => return Ok(Err(no)),
    };
    if known.revoked.is_none() {
        let now = store.now();
        let transaction = store.db.begin().await?;
        set(&transaction, id, row::Column::Revoked, now).await?;
        let (kind, about) = (audit::Kind::ClientRevoked, About::of(caller));
        audit::within(&transaction, now, kind, about, &id.to_string()).await?;
        transaction.commit().await?;
        known.revoked = Some(now);
    }
    Ok(Ok(known))
}

/// A client of the caller's organisation that the caller may change.
async fn managed(store: &Store, caller: &Claims, id: Uuid) -> Done<Client> {
    if !manages(caller) {
        return Ok(Err(No::NotPermitted));
    }
    let known = find(store, id).await?.filter(|known| known.organisation == caller.org);
    let Some(known) = known else { return Ok(Err(No::Unknown)) };
    Ok(if hands_out(caller, &known.scopes) { Ok(known) } else { Err(No::NotPermitted) })
}

/// One client, whether taken back or not.
async fn find(store: &Store, id: Uuid) -> Result<Option<Client>, StoreError> {
    let rows = row::Entity::find_by_id(id).all(&store.db).await?;
    Ok(with_secrets(store, rows).await?.pop())
}

fn own(organisation: &str) -> Select<row::Entity> {
    row::Entity::find().filter(row::Column::Organisation.eq(organisation))
}

async fn set(
    db: &impl ConnectionTrait,
    id: Uuid,
    column: row::Column,
    at: i64,
) -> Result<(), StoreError> {
    let changed =
        row::Entity::update_many().col_expr(column, Expr::value(at)).filter(row::Column::Id.eq(id));
    changed.exec(db).await?;
    Ok(())
}

/// Writes down that a client was used, once a minute.
async fn used(store: &Store, client: &Client) -> Result<(), StoreError> {
    let now = store.now();
    if client.last_used.is_some_and(|used| now < used + USED_EVERY_SECONDS) {
        return Ok(());
    }
    set(&store.db, client.id, row::Column::LastUsed, now).await
}

async fn with_secrets(store: &Store, rows: Vec<row::Model>) -> Result<Vec<Client>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut secrets: BTreeMap<Uuid, Vec<Secret>> = BTreeMap::new();
    for secret in secret::of(&store.db, &ids, store.now()).await? {
        secrets.entry(secret.client).or_default().push(secret);
    }
    let client = |row: row::Model| {
        let scopes = row.scopes.split(' ').map(str::parse).collect::<Result<_, _>>();
        Ok(Client {
            scopes: scopes.map_err(|_| StoreError::Corrupt("scopes of a client"))?,
            secrets: secrets.remove(&row.id).unwrap_or_default(),
            id: row.id,
            organisation: row.organisation,
            name: row.name,
            created: row.created,
            created_by: row.created_by,
            revoked: row.revoked,
            last_used: row.last_used,
            last_refused: row.last_refused,
        })
    };
    rows.into_iter().map(client).collect()
}
