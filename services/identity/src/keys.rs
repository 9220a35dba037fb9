//! The keys that tokens are signed with: the newest signs, the newest two are published.

use std::sync::{Arc, PoisonError, RwLock};

use platform::ids;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set, TransactionTrait};
use token::{KeySet, Signer};

use crate::audit::{self, About};
use crate::store::{Store, StoreError, schema};

/// How many keys are published: the one that signs and the one before, whose tokens may live on.
const PUBLISHED: u64 = 2;

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
    signer: Signer,
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

    /// What signs now.
    pub fn signer(&self) -> Signer {
        self.0.read().unwrap_or_else(PoisonError::into_inner).signer.clone()
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

/// Makes the first key of a store that has none.
pub async fn make_first(store: &Store) -> Result<(), StoreError> {
    let transaction = store.db.begin().await?;
    schema::lock(&transaction).await?;
    let made = if row::Entity::find().one(&transaction).await?.is_none() {
        Some(insert(&transaction, store.now()).await?)
    } else {
        None
    };
    transaction.commit().await?;
    match made {
        Some(id) => audit::write(store, audit::Kind::KeyMade, About::default(), &id).await,
        None => Ok(()),
    }
}

/// Makes a new key and drops those that are not published any more. Tokens of the key before stay
/// good. Gives the new key's id.
pub async fn rotate(store: &Store) -> Result<String, StoreError> {
    let transaction = store.db.begin().await?;
    schema::lock(&transaction).await?;
    let id = insert(&transaction, store.now()).await?;
    let kept: Vec<String> = newest(&transaction).await?.into_iter().map(|row| row.id).collect();
    row::Entity::delete_many().filter(row::Column::Id.is_not_in(kept)).exec(&transaction).await?;
    transaction.commit().await?;
    audit::write(store, audit::Kind::KeyMade, About::default(), &id).await?;
    Ok(id)
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

async fn newest(db: &impl ConnectionTrait) -> Result<Vec<row::Model>, StoreError> {
    Ok(row::Entity::find().order_by_desc(row::Column::Id).limit(PUBLISHED).all(db).await?)
}

async fn read(store: &Store) -> Result<Loaded, StoreError> {
    let rows = newest(&store.db).await?;
    let signers: Vec<Signer> =
        rows.iter().map(|row| Signer::from_pem(&row.id, &row.pem)).collect::<Result<_, _>>()?;
    let keys: Vec<serde_json::Value> = signers.iter().map(Signer::public_jwk).collect();
    let signer = signers.into_iter().next().ok_or(StoreError::Corrupt("no signing key"))?;
    Ok(Loaded { signer, published: serde_json::json!({ "keys": keys }).to_string() })
}
