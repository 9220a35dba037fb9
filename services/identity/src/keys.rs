//! The keys that tokens are signed with. A new one is published first and signs later; an old one stays
//! published until the last token signed with it has ended.

use std::sync::{Arc, PoisonError, RwLock};

use platform::ids;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set, TransactionTrait};
use token::{KeySet, LEEWAY_SECONDS, LONGEST_LIFE_SECONDS, Signer};

use crate::audit::{self, About};
use crate::store::{Store, StoreError, schema};

/// A new key signs this long after it was made, in seconds. By then every process has it: identity's
/// own look every few seconds, the other services fetch what is published every minute.
pub const ANNOUNCED_SECONDS: i64 = 120;
/// A key stays published this long after the one after it began to sign, in seconds: its last token
/// may have been signed by a process that was a minute late.
const KEPT_SECONDS: i64 = LONGEST_LIFE_SECONDS + LEEWAY_SECONDS + 60;

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub pem: String,
        pub created: i64,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "signing_keys::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The keys in use. Clones share them.
#[derive(Debug, Clone)]
pub struct Keys(Arc<RwLock<Loaded>>);

#[derive(Debug, Clone)]
struct Loaded {
    /// The newest first, each with when it was made. **Invariant:** there is one.
    signers: Vec<(i64, Signer)>,
    published: String,
}

impl Keys {
    /// Loads the keys of a store.
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(Arc::new(RwLock::new(read(store).await?))))
    }

    /// Takes over what another process may have changed.
    pub async fn reload(&self, store: &Store) -> Result<(), StoreError> {
        let loaded = read(store).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// What signs at a time, in seconds since 1970: the newest that is old enough, or the oldest.
    pub fn signer(&self, now: i64) -> Signer {
        let loaded = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let old_enough = loaded.signers.iter().find(|(made, _)| signs(*made, now));
        let (_, signer) = old_enough
            .or(loaded.signers.last())
            .expect("invariant: keys are only loaded where there is one");
        signer.clone()
    }

    /// The published keys, as a JSON Web Key Set.
    pub fn published(&self) -> String {
        self.0.read().unwrap_or_else(PoisonError::into_inner).published.clone()
    }

    /// The published keys, ready for a verifier.
    pub fn key_set(&self) -> Result<KeySet, StoreError> {
        KeySet::from_json(&self.published()).map_err(|_| StoreError::Corrupt("signing keys"))
    }
}

const fn signs(made: i64, now: i64) -> bool {
    made + ANNOUNCED_SECONDS <= now
}

/// A key as it is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id, as tokens name it.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// It signs now.
    pub signs: bool,
}

/// All keys that are published, the newest first.
pub async fn all(store: &Store) -> Result<Vec<Known>, StoreError> {
    let rows = newest_first(&store.db).await?;
    let now = store.now();
    let old_enough = rows.iter().find(|row| signs(row.created, now));
    let signing = old_enough.or(rows.last()).map(|row| row.id.clone());
    let known = |row: row::Model| Known {
        signs: signing.as_ref() == Some(&row.id),
        id: row.id,
        made: row.created,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Makes the first key of a store that has none.
pub async fn make_first(store: &Store) -> Result<(), StoreError> {
    let transaction = store.db.begin().await?;
    schema::lock(&transaction).await?;
    if row::Entity::find().one(&transaction).await?.is_none() {
        note(&transaction, store.now(), &insert(&transaction, store.now()).await?).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// When a key is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Now, unless the newest does not sign yet.
    Asked,
    /// When the newest has this many days.
    Due(u32),
    /// Now, and all others are gone at once with every token that they signed: somebody else has them.
    AtOnce,
}

/// Makes a new key where it is time for one. Gives its id.
pub async fn rotate(store: &Store, rotation: Rotation) -> Result<Option<String>, StoreError> {
    const DAY: i64 = 24 * 60 * 60;
    let now = store.now();
    let transaction = store.db.begin().await?;
    schema::lock(&transaction).await?;
    let known = newest_first(&transaction).await?;
    // The only one signs, however new it is.
    let alone = known.len() == 1;
    let wanted = known.first().map(|row| row.created).is_none_or(|made| match rotation {
        Rotation::Asked => alone || signs(made, now),
        Rotation::Due(days) => made + i64::from(days) * DAY <= now && signs(made, now),
        Rotation::AtOnce => true,
    });
    if !wanted {
        return Ok(None);
    }
    if rotation == Rotation::AtOnce {
        row::Entity::delete_many().exec(&transaction).await?;
    }
    let id = insert(&transaction, now).await?;
    note(&transaction, now, &id).await?;
    transaction.commit().await?;
    Ok(Some(id))
}

async fn note(db: &impl ConnectionTrait, now: i64, id: &str) -> Result<(), StoreError> {
    audit::within(db, now, audit::Kind::KeyMade, About::default(), id).await
}

/// Forgets keys that no token can be signed with any more.
pub async fn retire(store: &Store) -> Result<(), StoreError> {
    let rows = newest_first(&store.db).await?;
    let now = store.now();
    let over = rows.windows(2).filter_map(|pair| match pair {
        [newer, older] if newer.created + ANNOUNCED_SECONDS + KEPT_SECONDS <= now => {
            Some(older.id.clone())
        }
        _ => None,
    });
    let over: Vec<String> = over.collect();
    if !over.is_empty() {
        row::Entity::delete_many().filter(row::Column::Id.is_in(over)).exec(&store.db).await?;
    }
    Ok(())
}

async fn insert(db: &impl ConnectionTrait, now: i64) -> Result<String, StoreError> {
    // Version 7, so that the order of ids is the order of making, even within a second.
    let id = ids::v7().to_string();
    let signer = Signer::generate(&id)?;
    let key = row::ActiveModel {
        id: Set(id.clone()),
        pem: Set(signer.private_pem().to_owned()),
        created: Set(now),
    };
    row::Entity::insert(key).exec_without_returning(db).await?;
    Ok(id)
}

async fn newest_first(db: &impl ConnectionTrait) -> Result<Vec<row::Model>, StoreError> {
    let all = row::Entity::find().order_by_desc(row::Column::Created);
    Ok(all.order_by_desc(row::Column::Id).all(db).await?)
}

async fn read(store: &Store) -> Result<Loaded, StoreError> {
    let rows = newest_first(&store.db).await?;
    let signer = |row: &row::Model| Ok((row.created, Signer::from_pem(&row.id, &row.pem)?));
    let signers: Vec<(i64, Signer)> =
        rows.iter().map(signer).collect::<Result<_, token::SignerError>>()?;
    if signers.is_empty() {
        return Err(StoreError::Corrupt("no signing key"));
    }
    let keys: Vec<serde_json::Value> =
        signers.iter().map(|(_, signer)| signer.public_jwk()).collect();
    Ok(Loaded { signers, published: serde_json::json!({ "keys": keys }).to_string() })
}

#[cfg(test)]
mod tests;
