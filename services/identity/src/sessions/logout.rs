//! Sessions that their provider ends (OpenID Connect Back-Channel and Front-Channel Logout 1.0).

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set, TransactionTrait};

use super::row;
use crate::audit::{self, About, Kind};
use crate::oidc::{Discovery, LogoutToken, OLDEST_SECONDS, claimed_issuer, verify_logout};
use crate::people;
use crate::providers::{self, Provider, Which};
use crate::store::{Store, StoreError};

mod seen {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "logout_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub issuer: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub jti: String,
        pub expires: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Does what a logout token asks for. Gives how many sessions ended, or a word for why it was not
/// believed.
pub async fn back_channel(
    store: &Store,
    discovery: &Discovery,
    which: Which,
    token: &str,
) -> Result<Result<u64, &'static str>, StoreError> {
    let Some(issuer) = claimed_issuer(token) else { return Ok(Err("malformed")) };
    let Some(provider) = providers::of_issuer(store, &issuer, which).await? else {
        return Ok(Err("issuer"));
    };
    let told = match verify_logout(discovery, &provider, token, store.now()).await {
        Ok(told) => told,
        Err(word) => return Ok(Err(word)),
    };
    let person = match &told.subject {
        Some(subject) => people::id_of(store, &provider.issuer, subject).await?,
        None => None,
    };
    // Together, so that a token whose sessions could not be ended is good once more.
    let transaction = store.db.begin().await?;
    if !is_first(&transaction, store.now(), (&provider.issuer, &told.jti)).await? {
        return Ok(Err("replayed"));
    }
    let ended = end(&transaction, &provider, (&told, person)).await?;
    transaction.commit().await?;
    note(store, &provider, "back-channel", ended).await?;
    Ok(Ok(ended))
}

/// Ends the sessions of a provider's session. Unknown ones are no error.
pub async fn front_channel(
    store: &Store,
    which: Which,
    issuer: &str,
    sid: &str,
) -> Result<(), StoreError> {
    let Some(provider) = providers::of_issuer(store, issuer, which).await? else { return Ok(()) };
    if sid.is_empty() {
        return Ok(());
    }
    let through = Condition::all()
        .add(row::Column::Provider.eq(provider.id.as_str()))
        .add(row::Column::ProviderSid.eq(sid));
    let ended = row::Entity::delete_many().filter(through).exec(&store.db).await?.rows_affected;
    if ended > 0 {
        note(store, &provider, "front-channel", ended).await?;
    }
    Ok(())
}

/// Whether a token comes for the first time, at any process.
async fn is_first(
    db: &impl ConnectionTrait,
    now: i64,
    (issuer, jti): (&str, &str),
) -> Result<bool, StoreError> {
    use seen::Column as C;
    let row = seen::ActiveModel {
        issuer: Set(issuer.to_owned()),
        jti: Set(jti.to_owned()),
        // By then it is too old to be believed.
        expires: Set(now + 2 * OLDEST_SECONDS),
    };
    let inserted = seen::Entity::insert(row)
        .on_conflict_do_nothing_on([C::Issuer, C::Jti])
        .exec_without_returning(db)
        .await?;
    Ok(matches!(inserted, sea_orm::TryInsertResult::Inserted(1)))
}

/// A provider's session by its name, and what of its subject cannot be told apart by that.
async fn end(
    db: &impl ConnectionTrait,
    provider: &Provider,
    (told, person): (&LogoutToken, Option<Uuid>),
) -> Result<u64, StoreError> {
    let of_person = |person: Option<Uuid>| row::Column::Person.eq(person.unwrap_or(Uuid::nil()));
    let which = match (&told.sid, &told.subject) {
        (Some(sid), None) => Condition::all().add(row::Column::ProviderSid.eq(sid.as_str())),
        (Some(sid), Some(_)) => {
            let named = row::Column::ProviderSid.eq(sid.as_str());
            let either = Condition::any().add(named).add(row::Column::ProviderSid.is_null());
            Condition::all().add(of_person(person)).add(either)
        }
        (None, _) => Condition::all().add(of_person(person)),
    };
    let through = which.add(row::Column::Provider.eq(provider.id.as_str()));
    Ok(row::Entity::delete_many().filter(through).exec(db).await?.rows_affected)
}

async fn note(store: &Store, provider: &Provider, how: &str, ended: u64) -> Result<(), StoreError> {
    let about = About {
        organisation: Some(&provider.organisation),
        provider: Some(&provider.id),
        ..About::default()
    };
    tracing::info!(provider.id = provider.id, sessions = ended, how, "sessions ended");
    audit::write(store, Kind::ProviderLogout, about, how).await
}

/// Forgets tokens that are too old to be believed again.
pub async fn purge(store: &Store) -> Result<(), StoreError> {
    let old = seen::Column::Expires.lte(store.now());
    seen::Entity::delete_many().filter(old).exec(&store.db).await?;
    Ok(())
}
