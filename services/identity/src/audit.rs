//! The audit log: who signed in, who was refused, what was changed and by whom. No names, no secrets.

use platform::ids;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use token::Claims;

use crate::store::{Store, StoreError};

pub mod row {
    //! The row, which is all there is to an entry.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: i64,
        pub kind: String,
        pub organisation: Option<String>,
        pub person: Option<Uuid>,
        pub provider: Option<String>,
        pub detail: String,
        pub by_person: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// A sign-in came to nothing.
    SignInRefused,
    /// A job got a token.
    JobToken,
    /// A signing key was made.
    KeyMade,
    /// A robot got a token of its own.
    RobotTokenIssued,
    /// A robot's token was taken back.
    RobotTokenRevoked,
    /// An API client was made, given another secret, or taken back.
    ClientCreated,
    /// See [`Kind::ClientCreated`].
    ClientRotated,
    /// See [`Kind::ClientCreated`].
    ClientRevoked,
    /// Somebody showed a wrong secret of an API client.
    ClientRefused,
    /// Others are in a group that gives something, or it is gone.
    GroupChanged,
    /// A group gives something else.
    GroupMapped,
    /// A list of departments and people was taken over.
    OrganisationImported,
    /// A person was disabled, or enabled again.
    PersonChanged,
    /// Somebody gave a role here.
    RoleGiven,
    /// Somebody took such a role back.
    RoleTaken,
    /// A provider was added or changed.
    ProviderSaved,
    /// Somebody tried a provider, which signed nobody in.
    ProviderTested,
    /// An organisation was added or changed.
    OrganisationSaved,
    /// Everything of an organisation was locked out, or let in again.
    OrganisationChanged,
    /// Somebody ended sessions of their own.
    SessionsEnded,
    /// A provider ended sessions.
    ProviderLogout,
    /// Somebody signed in once more to show that it is they.
    Confirmed,
    /// A session's key was used after it had been replaced, and the session ended.
    SessionKeyReused,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::SignInRefused => "sign_in_refused",
            Self::JobToken => "job_token",
            Self::KeyMade => "key_made",
            Self::RobotTokenIssued => "robot_token_issued",
            Self::RobotTokenRevoked => "robot_token_revoked",
            Self::ClientCreated => "client_created",
            Self::ClientRotated => "client_rotated",
            Self::ClientRevoked => "client_revoked",
            Self::ClientRefused => "client_refused",
            Self::GroupChanged => "group_changed",
            Self::GroupMapped => "group_mapped",
            Self::OrganisationImported => "organisation_imported",
            Self::PersonChanged => "person_changed",
            Self::RoleGiven => "role_given",
            Self::RoleTaken => "role_taken",
            Self::ProviderSaved => "provider_saved",
            Self::ProviderTested => "provider_tested",
            Self::OrganisationSaved => "organisation_saved",
            Self::OrganisationChanged => "organisation_changed",
            Self::SessionsEnded => "sessions_ended",
            Self::ProviderLogout => "provider_logout",
            Self::Confirmed => "confirmed",
            Self::SessionKeyReused => "session_key_reused",
        }
    }
}

/// Whom an entry is about; all may be unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// A CVR number.
    pub organisation: Option<&'a str>,
    /// A person.
    pub person: Option<Uuid>,
    /// A provider.
    pub provider: Option<&'a str>,
    /// Who did it, where that is somebody else.
    pub by: Option<Uuid>,
}

impl<'a> About<'a> {
    /// What a caller did within their own organisation.
    pub fn of(caller: &'a Claims) -> Self {
        Self { organisation: Some(&caller.org), person: caller.person(), ..Self::default() }
    }
}

/// Writes an entry about what changes nothing. `detail` is one of our own words, never something that
/// came from outside.
pub async fn write(
    store: &Store,
    kind: Kind,
    about: About<'_>,
    detail: &str,
) -> Result<(), StoreError> {
    within(&store.db, store.now(), kind, about, detail).await
}

/// Writes an entry in the transaction of the change that it is about: both are there, or neither.
pub async fn within(
    db: &impl ConnectionTrait,
    now: i64,
    kind: Kind,
    about: About<'_>,
    detail: &str,
) -> Result<(), StoreError> {
    let entry = row::ActiveModel {
        id: Set(ids::v7()),
        at: Set(now),
        kind: Set(kind.as_str().to_owned()),
        organisation: Set(about.organisation.map(str::to_owned)),
        person: Set(about.person),
        provider: Set(about.provider.map(str::to_owned)),
        detail: Set(detail.to_owned()),
        by_person: Set(about.by),
    };
    row::Entity::insert(entry).exec_without_returning(db).await?;
    Ok(())
}

/// How long a refusal that names nobody is kept. A stranger can cause them, so they must not grow
/// for ever.
const REFUSALS_OF_NOBODY_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Throws away old refusals that name nobody; everything else is kept.
pub async fn purge(store: &Store) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::Kind.eq(Kind::SignInRefused.as_str()))
        .filter(row::Column::Person.is_null())
        .filter(row::Column::At.lt(store.now() - REFUSALS_OF_NOBODY_SECONDS))
        .exec(&store.db)
        .await?;
    Ok(())
}

/// The newest entries, newest first.
pub async fn newest(store: &Store, most: u64) -> Result<Vec<row::Model>, StoreError> {
    Ok(row::Entity::find().order_by_desc(row::Column::Id).limit(most).all(&store.db).await?)
}

/// Which entries.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Of one organisation; none for those of the installation itself.
    pub organisation: Option<&'a str>,
    /// Only these kinds; all when empty.
    pub kinds: &'a [String],
    /// Only about this person.
    pub person: Option<Uuid>,
    /// Only what is older than this entry.
    pub before: Option<Uuid>,
}

/// A page of entries, newest first.
pub async fn page(
    store: &Store,
    wanted: &Wanted<'_>,
    most: u64,
) -> Result<Vec<row::Model>, StoreError> {
    use row::Column as C;
    let mut query = match wanted.organisation {
        Some(organisation) => row::Entity::find().filter(C::Organisation.eq(organisation)),
        None => row::Entity::find().filter(C::Organisation.is_null()),
    };
    if !wanted.kinds.is_empty() {
        query = query.filter(C::Kind.is_in(wanted.kinds));
    }
    if let Some(person) = wanted.person {
        query = query.filter(C::Person.eq(person));
    }
    if let Some(before) = wanted.before {
        query = query.filter(C::Id.lt(before));
    }
    Ok(query.order_by_desc(C::Id).limit(most).all(&store.db).await?)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use platform::clock::Clock;

    use super::*;
    use crate::settings::DatabaseSettings;

    #[tokio::test]
    async fn only_old_refusals_that_name_nobody_are_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let url = format!("sqlite://{}", folder.path().join("identity.db").display());
        let store = Store::open(&DatabaseSettings::at(url), clock.clone()).await.unwrap();
        let somebody = About { person: Some(Uuid::from_u128(1)), ..About::default() };
        write(&store, Kind::SignInRefused, About::default(), "old").await.unwrap();
        write(&store, Kind::SignInRefused, somebody, "somebody").await.unwrap();
        write(&store, Kind::KeyMade, About::default(), "key").await.unwrap();
        clock.advance(TimeDelta::days(31));
        write(&store, Kind::SignInRefused, About::default(), "new").await.unwrap();

        purge(&store).await.unwrap();

        let kept = newest(&store, 10).await.unwrap();
        let is_kept = |detail| kept.iter().any(|row| row.detail == detail);
        assert!(!is_kept("old"));
        assert!(["somebody", "key", "new"].into_iter().all(is_kept));
    }
}
