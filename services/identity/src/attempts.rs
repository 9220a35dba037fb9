//! Sign-in attempts: what must be the same when the browser comes back from the provider.

use sea_orm::entity::prelude::*;
use sea_orm::{Set, TransactionTrait};

use crate::secrets;
use crate::store::{Store, StoreError};

/// An attempt must come back within this many seconds.
pub const LIMIT_SECONDS: i64 = 10 * 60;

pub mod row {
    //! The row; public within the crate because it is all there is to an attempt.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub state_hash: String,
        pub binding_hash: String,
        pub nonce: String,
        pub pkce_verifier: String,
        pub provider: String,
        pub redirect_uri: String,
        pub return_path: String,
        pub expires: i64,
        pub test: Option<Uuid>,
        pub confirms: Option<String>,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "sign_in_attempts::Model(at {})", self.provider)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use row::Model as Attempt;

impl Attempt {
    /// When it began, in seconds since 1970.
    pub const fn began(&self) -> i64 {
        self.expires - LIMIT_SECONDS
    }
}

/// Writes an attempt down.
pub async fn save(store: &Store, attempt: Attempt) -> Result<(), StoreError> {
    let attempt = row::ActiveModel {
        state_hash: Set(attempt.state_hash),
        binding_hash: Set(attempt.binding_hash),
        nonce: Set(attempt.nonce),
        pkce_verifier: Set(attempt.pkce_verifier),
        provider: Set(attempt.provider),
        redirect_uri: Set(attempt.redirect_uri),
        return_path: Set(attempt.return_path),
        expires: Set(attempt.expires),
        test: Set(attempt.test),
        confirms: Set(attempt.confirms),
    };
    row::Entity::insert(attempt).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Takes the attempt of a state and a browser out of the store: whoever asks second gets nothing.
/// Another browser's attempt is left where it is, so that nobody can spoil it from outside.
pub async fn take(
    store: &Store,
    state: &str,
    binding: &str,
) -> Result<Option<Attempt>, StoreError> {
    let transaction = store.db.begin().await?;
    let found = row::Entity::find_by_id(secrets::hash(state))
        .filter(row::Column::BindingHash.eq(secrets::hash(binding)))
        .one(&transaction)
        .await?;
    let Some(attempt) = found else { return Ok(None) };
    let taken = row::Entity::delete_by_id(&attempt.state_hash).exec(&transaction).await?;
    transaction.commit().await?;
    let in_time = store.now() < attempt.expires;
    Ok((taken.rows_affected == 1 && in_time).then_some(attempt))
}

/// Removes attempts that never came back.
pub async fn purge(store: &Store) -> Result<(), StoreError> {
    let old = row::Entity::delete_many().filter(row::Column::Expires.lte(store.now()));
    old.exec(&store.db).await?;
    Ok(())
}
