//! Tokens of robots: each of one organisation and for some of its cases, shown once, stored as a hash.

pub mod grpc;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set, TransactionTrait};
use token::{Claims, Kind, Role};

use crate::audit::{self, About};
use crate::organisations;
use crate::secrets;
use crate::store::{Store, StoreError};

/// How a robot's secret begins, so that it is known for what it is when it is found somewhere.
const MARK: &str = "gvr_";
/// Letters of a secret that are shown: the mark and eight of the 43 that are random.
const PREFIX: usize = 12;
/// Characters of a name.
const NAME_LIMIT: usize = 100;
/// Cases that one token names.
const CASES_LIMIT: usize = 100;
/// The longest that a token lasts, in days.
pub const DAYS_LIMIT: u32 = 730;
/// Tokens that an organisation may have in use.
pub const TOKENS_LIMIT: u64 = 200;
/// Use is written down at most this often, in seconds.
const USED_EVERY_SECONDS: i64 = 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "robot_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organisation: String,
        pub name: String,
        pub hash: String,
        pub prefix: String,
        pub cases: Option<String>,
        pub created: i64,
        pub created_by: Uuid,
        pub expires: i64,
        pub revoked: Option<i64>,
        pub last_used: Option<i64>,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "robot_tokens::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A robot's token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotToken {
    /// Its id, which is the robot's in the log.
    pub id: Uuid,
    /// A CVR number.
    pub organisation: String,
    /// What people call it.
    pub name: String,
    /// How its secret begins.
    pub prefix: String,
    /// The cases that it reports on; none for all of the organisation that allow it.
    pub cases: Option<Vec<Uuid>>,
    /// When it was made. This and the other times are seconds since 1970.
    pub created: i64,
    /// By whom.
    pub created_by: Uuid,
    /// When it ends.
    pub expires: i64,
    /// When it was taken back.
    pub revoked: Option<i64>,
    /// When it was last used, to the minute.
    pub last_used: Option<i64>,
}

/// A token that somebody asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What to call it.
    pub name: String,
    /// The cases; none for all.
    pub cases: Option<Vec<Uuid>>,
    /// How long it is to last.
    pub days: u32,
}

/// Why somebody gets no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum NoToken {
    NotPermitted,
    Name,
    Cases,
    Days,
    TooMany,
}

/// Whether somebody manages all robots of their organisation.
fn manages(caller: &Claims) -> bool {
    caller.kind == Kind::Person
        && (caller.has(Role::ApiAdministrator) || caller.has(Role::Superuser))
}

/// Makes a token, and gives it with its secret, which is stored nowhere.
pub async fn issue(
    store: &Store,
    caller: &Claims,
    wanted: Wanted,
) -> Result<Result<(RobotToken, String), NoToken>, StoreError> {
    let Some(person) = caller.person() else { return Ok(Err(NoToken::NotPermitted)) };
    let name = wanted.name.trim();
    if wanted.cases.is_none() && !manages(caller) {
        return Ok(Err(NoToken::NotPermitted));
    }
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        return Ok(Err(NoToken::Name));
    }
    if wanted.cases.as_ref().is_some_and(|cases| !(1..=CASES_LIMIT).contains(&cases.len())) {
        return Ok(Err(NoToken::Cases));
    }
    if !(1..=DAYS_LIMIT).contains(&wanted.days) {
        return Ok(Err(NoToken::Days));
    }
    let now = store.now();
    let in_use = row::Entity::find()
        .filter(row::Column::Organisation.eq(&caller.org))
        .filter(row::Column::Revoked.is_null())
        .filter(row::Column::Expires.gt(now));
    if in_use.count(&store.db).await? >= TOKENS_LIMIT {
        return Ok(Err(NoToken::TooMany));
    }
    let secret = format!("{MARK}{}", secrets::random()?);
    let made = RobotToken {
        id: platform::ids::v7(),
        organisation: caller.org.clone(),
        name: name.to_owned(),
        prefix: secret[..PREFIX].to_owned(),
        cases: wanted.cases,
        created: now,
        created_by: person,
        expires: now + i64::from(wanted.days) * 24 * 60 * 60,
        revoked: None,
        last_used: None,
    };
    let transaction = store.db.begin().await?;
    insert(&transaction, &made, &secret).await?;
    let (kind, about) = (audit::Kind::RobotTokenIssued, About::of(caller));
    audit::within(&transaction, now, kind, about, &made.id.to_string()).await?;
    transaction.commit().await?;
    Ok(Ok((made, secret)))
}

async fn insert(
    db: &impl ConnectionTrait,
    made: &RobotToken,
    secret: &str,
) -> Result<(), StoreError> {
    let cases = made.cases.as_ref().map(serde_json::to_string).transpose();
    let row = row::ActiveModel {
        id: Set(made.id),
        organisation: Set(made.organisation.clone()),
        name: Set(made.name.clone()),
        hash: Set(secrets::hash(secret)),
        prefix: Set(made.prefix.clone()),
        cases: Set(cases.map_err(|_| StoreError::Corrupt("cases of a robot"))?),
        created: Set(made.created),
        created_by: Set(made.created_by),
        expires: Set(made.expires),
        revoked: Set(None),
        last_used: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The tokens that somebody may see, the newest first.
pub async fn list(store: &Store, caller: &Claims) -> Result<Vec<RobotToken>, StoreError> {
    let Some(seen) = seen_by(caller) else { return Ok(Vec::new()) };
    let newest = seen.order_by_desc(row::Column::Id).limit(TOKENS_LIMIT);
    newest.all(&store.db).await?.into_iter().map(told).collect()
}

/// Takes a token back, for good; again changes nothing. `None` when there is none such that the
/// caller may see.
pub async fn revoke(
    store: &Store,
    caller: &Claims,
    id: Uuid,
) -> Result<Option<RobotToken>, StoreError> {
    let Some(seen) = seen_by(caller) else { return Ok(None) };
    let Some(mut found) = seen.filter(row::Column::Id.eq(id)).one(&store.db).await? else {
        return Ok(None);
    };
    if found.revoked.is_none() {
        let now = store.now();
        let transaction = store.db.begin().await?;
        row::Entity::update_many()
            .col_expr(row::Column::Revoked, Expr::value(now))
            .filter(row::Column::Id.eq(id))
            .exec(&transaction)
            .await?;
        let (kind, about) = (audit::Kind::RobotTokenRevoked, About::of(caller));
        audit::within(&transaction, now, kind, about, &id.to_string()).await?;
        transaction.commit().await?;
        found.revoked = Some(now);
    }
    told(found).map(Some)
}

/// Those of the caller's own organisation, all of them or the caller's own.
fn seen_by(caller: &Claims) -> Option<Select<row::Entity>> {
    let person = caller.person()?;
    let own = row::Entity::find().filter(row::Column::Organisation.eq(&caller.org));
    let all = manages(caller);
    Some(if all { own } else { own.filter(row::Column::CreatedBy.eq(person)) })
}

/// The token of a secret, and counts as its use. `None` when it is unknown, over or taken back.
pub async fn of_secret(store: &Store, secret: &str) -> Result<Option<RobotToken>, StoreError> {
    let now = store.now();
    let known = row::Entity::find().filter(row::Column::Hash.eq(secrets::hash(secret)));
    let known = known.one(&store.db).await?;
    let live = known.filter(|row| row.revoked.is_none() && now < row.expires);
    let Some(row) = live else { return Ok(None) };
    if organisations::is_locked(store, &row.organisation).await? {
        return Ok(None);
    }
    if row.last_used.is_none_or(|used| now >= used + USED_EVERY_SECONDS) {
        row::Entity::update_many()
            .col_expr(row::Column::LastUsed, Expr::value(now))
            .filter(row::Column::Id.eq(row.id))
            .exec(&store.db)
            .await?;
    }
    told(row).map(Some)
}

fn told(row: row::Model) -> Result<RobotToken, StoreError> {
    let cases = row.cases.as_deref().map(serde_json::from_str).transpose();
    Ok(RobotToken {
        id: row.id,
        organisation: row.organisation,
        name: row.name,
        prefix: row.prefix,
        cases: cases.map_err(|_| StoreError::Corrupt("cases of a robot"))?,
        created: row.created,
        created_by: row.created_by,
        expires: row.expires,
        revoked: row.revoked,
        last_used: row.last_used,
    })
}
