//! People as their organisation's own systems keep them here, by SCIM or by the organisation import:
//! what they add to somebody who signs in, and whom they keep out.
//!
//! A provisioned person and somebody who signs in are the same when the organisation's own provider says
//! the word at sign-in that its systems gave as external id. **Invariant:** nothing else joins the two,
//! least of all an e-mail address, and nothing reaches beyond the organisation.

pub mod added;
pub mod given;
pub mod groups;
pub mod people;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};

use crate::audit::{self, About};
use crate::people::Assertion;
use crate::sessions;
use crate::store::{Store, StoreError};

pub mod key_row {
    //! By which word the organisation's systems know somebody who signed in.
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        pub organisation: String,
        pub external_id: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How an external id is compared: a UUID however it is written, all else to the letter.
pub fn key(text: &str) -> String {
    let text = text.trim();
    Uuid::try_parse(text).map_or_else(|_| text.to_owned(), |id| id.to_string())
}

/// Whether an organisation's systems keep somebody out whom its provider lets in.
pub async fn keeps_out(
    store: &Store,
    organisation: &str,
    external_id: &str,
) -> Result<bool, StoreError> {
    let known = people::of_key(&store.db, organisation, &key(external_id)).await?;
    Ok(known.is_some_and(|known| !known.active))
}

/// Writes down by which word the organisation's systems know somebody who has signed in.
pub async fn remember(store: &Store, person: Uuid, said: &Assertion) -> Result<(), StoreError> {
    use key_row::Column as C;
    let row = key_row::ActiveModel {
        person: Set(person),
        organisation: Set(said.organisation.clone()),
        external_id: Set(key(&said.external_id)),
    };
    let newest =
        OnConflict::column(C::Person).update_columns([C::Organisation, C::ExternalId]).to_owned();
    key_row::Entity::insert(row).on_conflict(newest).exec_without_returning(&store.db).await?;
    Ok(())
}

/// Ends the sessions of those whom a word stands for, and writes down what happened to them.
pub async fn note(
    db: &impl ConnectionTrait,
    now: i64,
    (organisation, external_id): (&str, Option<&str>),
    active: bool,
) -> Result<(), StoreError> {
    let persons: Vec<Uuid> = match external_id {
        None => Vec::new(),
        Some(word) => {
            key_row::Entity::find()
                .select_only()
                .column(key_row::Column::Person)
                .filter(key_row::Column::Organisation.eq(organisation))
                .filter(key_row::Column::ExternalId.eq(word))
                .into_tuple()
                .all(db)
                .await?
        }
    };
    let detail = if active { "let in by provisioning" } else { "kept out by provisioning" };
    let mut about = About { organisation: Some(organisation), ..About::default() };
    let kind = audit::Kind::PersonChanged;
    if persons.is_empty() {
        audit::within(db, now, kind, about, detail).await?;
    }
    for person in persons {
        if !active {
            sessions::end_all_of(db, person).await?;
        }
        about.person = Some(person);
        audit::within(db, now, kind, about, detail).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_uuid_is_the_same_however_it_is_written() {
        let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        for text in
            ["0F8FAD5B-D9CB-469F-A165-70867728950E", " {0f8fad5b-d9cb-469f-a165-70867728950e}"]
        {
            assert_eq!(key(text), id);
        }
        assert_eq!(key(" Ida "), "Ida");
        assert_ne!(key("Ida"), key("ida"), "anything else is to the letter");
    }
}
