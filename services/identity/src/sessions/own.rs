//! One's own sessions: which there are, and ending them.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::{ABSOLUTE_LIMIT_SECONDS, IDLE_LIMIT_SECONDS, row};
use crate::store::{Store, StoreError};

/// A live session as its owner knows it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Tells sessions apart and opens none.
    pub sid: String,
    /// When it began; this and the other times are seconds since 1970.
    pub started: i64,
    /// When it was last used, to the minute.
    pub last_used: i64,
    /// When it ends at the latest.
    pub expires: i64,
    /// What the browser said that it was.
    pub browser: String,
}

/// Somebody's live sessions, the newest first.
pub async fn all(store: &Store, person: Uuid) -> Result<Vec<Own>, StoreError> {
    let now = store.now();
    let live = row::Entity::find()
        .filter(row::Column::Person.eq(person))
        .filter(row::Column::LastSeen.gt(now - IDLE_LIMIT_SECONDS))
        .filter(row::Column::Created.gt(now - ABSOLUTE_LIMIT_SECONDS))
        .order_by_desc(row::Column::Created);
    let own = |row: row::Model| Own {
        sid: row.id,
        started: row.created,
        last_used: row.last_seen,
        expires: row.created + ABSOLUTE_LIMIT_SECONDS,
        browser: row.browser,
    };
    Ok(live.all(&store.db).await?.into_iter().map(own).collect())
}

/// Ends one of somebody's sessions. `false` when there is none such.
pub async fn end(store: &Store, person: Uuid, wanted: &str) -> Result<bool, StoreError> {
    let own = row::Entity::delete_by_id(wanted).filter(row::Column::Person.eq(person));
    Ok(own.exec(&store.db).await?.rows_affected == 1)
}
