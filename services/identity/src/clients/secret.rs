//! Secrets of clients: made, ended, and told to be right in a time that says nothing about them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, Set};
use subtle::ConstantTimeEq as _;

use crate::secrets;
use crate::store::{Store, StoreError};

/// How a secret begins, so that it is known for what it is when it is found somewhere.
const MARK: &str = "gvc_";
/// Letters of a secret that are shown: the mark and eight of the 43 that are random.
const PREFIX: usize = 12;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_client_secrets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub client: Uuid,
        pub hash: String,
        pub prefix: String,
        pub created: i64,
        pub expires: i64,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "api_client_secrets::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A secret that is not over, by its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    id: Uuid,
    /// Whose it is.
    pub client: Uuid,
    hash: String,
    /// How it begins.
    pub prefix: String,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// When it ends, in seconds since 1970.
    pub expires: i64,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({})", self.prefix)
    }
}

impl From<row::Model> for Secret {
    fn from(row: row::Model) -> Self {
        Self {
            id: row.id,
            client: row.client,
            hash: row.hash,
            prefix: row.prefix,
            created: row.created,
            expires: row.expires,
        }
    }
}

/// Makes a secret for a client, and drops those that are over.
pub async fn add(
    db: &impl ConnectionTrait,
    client: Uuid,
    now: i64,
    days: u32,
) -> Result<String, StoreError> {
    let over = row::Entity::delete_many()
        .filter(row::Column::Client.eq(client))
        .filter(row::Column::Expires.lte(now));
    over.exec(db).await?;
    let secret = format!("{MARK}{}", secrets::random()?);
    let row = row::ActiveModel {
        id: Set(platform::ids::v7()),
        client: Set(client),
        hash: Set(secrets::hash(&secret)),
        prefix: Set(secret[..PREFIX].to_owned()),
        created: Set(now),
        expires: Set(now + i64::from(days) * 24 * 60 * 60),
    };
    row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(secret)
}

/// Lets the newest of some secrets end at a time, unless it ends before, and the others at once.
pub async fn end_within(
    db: &impl ConnectionTrait,
    secrets: &[Secret],
    at: i64,
) -> Result<(), StoreError> {
    let Some((newest, older)) = secrets.split_first() else { return Ok(()) };
    let older = older.iter().map(|secret| secret.id);
    row::Entity::delete_many().filter(row::Column::Id.is_in(older)).exec(db).await?;
    row::Entity::update_many()
        .col_expr(row::Column::Expires, Expr::value(newest.expires.min(at)))
        .filter(row::Column::Id.eq(newest.id))
        .exec(db)
        .await?;
    Ok(())
}

/// The secrets of some clients that are not over at a time, the newest first.
pub async fn of(
    db: &impl ConnectionTrait,
    clients: &[Uuid],
    now: i64,
) -> Result<Vec<Secret>, StoreError> {
    let living = row::Entity::find()
        .filter(row::Column::Client.is_in(clients.iter().copied()))
        .filter(row::Column::Expires.gt(now))
        .order_by_desc(row::Column::Id);
    Ok(living.all(db).await?.into_iter().map(Secret::from).collect())
}

/// The secret that a text is. It is looked for by the letters that are shown in lists, and held against
/// what begins so without telling by the time where it differs.
pub async fn known(store: &Store, text: &str) -> Result<Option<Secret>, StoreError> {
    let Some(prefix) = text.get(..PREFIX).filter(|_| text.starts_with(MARK)) else {
        return Ok(None);
    };
    let alike = row::Entity::find()
        .filter(row::Column::Prefix.eq(prefix))
        .filter(row::Column::Expires.gt(store.now()));
    let alike: Vec<Secret> = alike.all(&store.db).await?.into_iter().map(Secret::from).collect();
    Ok(right(&alike, text).cloned())
}

/// Which of some secrets a text is. Each is looked at whole, and without any as much is done.
pub fn right<'a>(secrets: &'a [Secret], text: &str) -> Option<&'a Secret> {
    let said = secrets::hash(text);
    let mut found = None;
    let nothing = secrets::hash("");
    for (secret, hash) in secrets
        .iter()
        .map(|secret| (Some(secret), &secret.hash))
        .chain(std::iter::once((None, &nothing)))
    {
        if bool::from(hash.as_bytes().ct_eq(said.as_bytes())) {
            found = secret;
        }
    }
    found
}
