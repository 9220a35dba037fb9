//! People as SCIM sees them.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use sea_orm::entity::prelude::Uuid;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};

use super::attributes::{OF_USERS, USER, read as read_by};
use super::{Asked, Failure, Object, Refused, Reply, answer, etag, patch};
use crate::provisioned::people::{self, Known, Sought};
use crate::provisioned::{self, groups};

/// People of one organisation.
const MOST_PEOPLE: u64 = 200_000;

/// Groups of people, by person: id and name of each.
pub type GroupsOf = BTreeMap<Uuid, Vec<(Uuid, String)>>;

/// How a change makes of what there is what there shall be.
pub type Change = fn(&Object, &Object) -> Result<Object, Refused>;

/// `GET /Users/{id}`.
pub async fn read(asked: &Asked<'_>, id: &str) -> Result<Reply, Failure> {
    let known = find(&asked.store.db, asked, id).await?;
    let groups = groups::of_people(&asked.store.db, &[known.id]).await?;
    let version = known.version;
    Ok(answer::resource(asked, 200, resource(asked, &known, &groups), version))
}

/// `POST /Users`. Somebody whom the import or an earlier deletion left under the same external id is
/// the one that is meant.
pub async fn create(asked: &Asked<'_>) -> Result<Reply, Failure> {
    let said = read_by(OF_USERS, &with_active(asked.body()?))?;
    let now = asked.store.now();
    let word = word_of(&said);
    if people::count(asked.store, asked.organisation).await? >= MOST_PEOPLE {
        return Err(Refused::bad("tooMany", "an organisation has 200,000 people at most").into());
    }
    let transaction = asked.store.db.begin().await?;
    let before = match &word {
        Some(word) => people::of_key(&transaction, asked.organisation, word).await?,
        None => None,
    };
    if before.as_ref().is_some_and(|before| !before.deleted && !before.imported) {
        return Err(Refused::taken("externalId").into());
    }
    let was_active = before.as_ref().is_none_or(|before| before.active);
    let mut known = before.clone().unwrap_or_else(|| Known::new(asked.organisation, now));
    (known.imported, known.deleted) = (false, false);
    take_over(&mut known, said);
    check_name(&transaction, asked, &known).await?;
    let known = if before.is_some() {
        people::update(&transaction, known, now).await?
    } else {
        people::insert(&transaction, vec![known.clone()]).await?;
        known
    };
    let groups = groups::of_people(&transaction, &[known.id]).await?;
    note(&transaction, asked, was_active, &known).await?;
    transaction.commit().await?;
    let version = known.version;
    Ok(answer::resource(asked, 201, resource(asked, &known, &groups), version))
}

/// `PUT` and `PATCH /Users/{id}`. What comes to the same is no change.
pub async fn change(asked: &Asked<'_>, id: &str, change: Change) -> Result<Reply, Failure> {
    let body = asked.body()?;
    let transaction = asked.store.db.begin().await?;
    let before = find(&transaction, asked, id).await?;
    asked.check_version(before.version)?;
    let mut known = before.clone();
    take_over(&mut known, change(&stated(&before), &body)?);
    let changed = known != before;
    if changed {
        known.imported = false;
        check_name(&transaction, asked, &known).await?;
        check_word(&transaction, asked, &known).await?;
        known = people::update(&transaction, known, asked.store.now()).await?;
    }
    let groups = groups::of_people(&transaction, &[known.id]).await?;
    let another = known.external_id != before.external_id;
    note(&transaction, asked, before.active || another && !known.active, &known).await?;
    transaction.commit().await?;
    let version = known.version;
    Ok(answer::resource(asked, 200, resource(asked, &known, &groups), version))
}

/// What a whole resource says.
pub fn replaced(_before: &Object, body: &Object) -> Result<Object, Refused> {
    read_by(OF_USERS, &with_active(body.clone()))
}

/// What operations make of a resource.
pub fn patched(before: &Object, body: &Object) -> Result<Object, Refused> {
    patch::patched(OF_USERS, before, body)
}

/// `DELETE /Users/{id}`: gone for SCIM and kept out, whatever the provider says of them.
pub async fn delete(asked: &Asked<'_>, id: &str) -> Result<Reply, Failure> {
    let transaction = asked.store.db.begin().await?;
    let known = find(&transaction, asked, id).await?;
    asked.check_version(known.version)?;
    groups::forget(&transaction, known.id).await?;
    let was_active = known.active;
    let gone = people::update(&transaction, known.gone(), asked.store.now()).await?;
    note(&transaction, asked, was_active, &gone).await?;
    transaction.commit().await?;
    Ok(Reply { status: 204, ..Reply::default() })
}

/// One of the caller's organisation.
async fn find(db: &impl ConnectionTrait, asked: &Asked<'_>, id: &str) -> Result<Known, Failure> {
    let id = Uuid::try_parse(id).map_err(|_| Refused::missing())?;
    let sought = Sought { id: Some(id), ..Sought::default() };
    let found = people::some(db, asked.organisation, &sought, (0, 1)).await?.pop();
    Ok(found.ok_or_else(Refused::missing)?)
}

/// A name at sign-in is one person's.
async fn check_name(
    db: &impl ConnectionTrait,
    asked: &Asked<'_>,
    known: &Known,
) -> Result<(), Failure> {
    let sought = Sought { user_name: Some(known.user_name.clone()), ..Sought::default() };
    let same = people::some(db, asked.organisation, &sought, (0, 2)).await?;
    if same.iter().any(|other| other.id != known.id) {
        return Err(Refused::taken("userName").into());
    }
    Ok(())
}

/// An external id is one person's.
async fn check_word(
    db: &impl ConnectionTrait,
    asked: &Asked<'_>,
    known: &Known,
) -> Result<(), Failure> {
    let Some(word) = &known.external_id else { return Ok(()) };
    let same = people::of_key(db, asked.organisation, word).await?;
    if same.is_some_and(|other| other.id != known.id) {
        return Err(Refused::taken("externalId").into());
    }
    Ok(())
}

/// Ends sessions and writes down, where somebody is let in or kept out now and was not before.
async fn note(
    db: &impl ConnectionTrait,
    asked: &Asked<'_>,
    was_active: bool,
    known: &Known,
) -> Result<(), Failure> {
    if was_active == known.active {
        return Ok(());
    }
    let word = known.external_id.as_deref();
    let (now, whom) = (asked.store.now(), (asked.organisation, word));
    provisioned::note(db, now, whom, known.active).await?;
    Ok(())
}

/// People may sign in unless it is said that they may not.
fn with_active(mut said: Object) -> Object {
    if !said.iter().any(|(name, value)| name.eq_ignore_ascii_case("active") && !value.is_null()) {
        said.retain(|name, _| !name.eq_ignore_ascii_case("active"));
        said.insert("active".to_owned(), json!(true));
    }
    said
}

fn word_of(said: &Object) -> Option<String> {
    said.get("externalId").and_then(Value::as_str).map(provisioned::key)
}

fn take_over(known: &mut Known, mut said: Object) {
    known.external_id = word_of(&said);
    known.active = said.remove("active") == Some(json!(true));
    if let Some(Value::String(name)) = said.remove("userName") {
        known.user_name = name;
    }
    known.attributes = said;
}

/// What a client has said of somebody.
fn stated(known: &Known) -> Object {
    let mut said = known.attributes.clone();
    said.insert("userName".to_owned(), json!(known.user_name));
    said.insert("active".to_owned(), json!(known.active));
    if let Some(word) = &known.external_id {
        said.entry("externalId").or_insert_with(|| json!(word));
    }
    said
}

/// Somebody as an answer.
pub fn resource(asked: &Asked<'_>, known: &Known, groups: &GroupsOf) -> Object {
    let mut resource = stated(known);
    let id = known.id.to_string();
    let theirs = groups.get(&known.id).map(Vec::as_slice).unwrap_or_default();
    let group = |(group, name): &(Uuid, String)| {
        let group = group.to_string();
        json!({"value": group, "$ref": asked.location("Groups", &group), "display": name})
    };
    if !theirs.is_empty() {
        resource.insert("groups".to_owned(), theirs.iter().map(group).collect());
    }
    let times = (known.created, known.modified);
    resource.insert("schemas".to_owned(), json!([USER]));
    resource.insert("meta".to_owned(), meta(asked, ("User", &id), times, known.version));
    resource.insert("id".to_owned(), json!(id));
    resource
}

/// What is known of a resource itself.
pub fn meta(
    asked: &Asked<'_>,
    (kind, id): (&str, &str),
    (created, modified): (i64, i64),
    version: i64,
) -> Value {
    let time = |seconds| {
        let at = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        at.to_rfc3339_opts(SecondsFormat::Secs, true)
    };
    json!({
        "resourceType": kind,
        "created": time(created),
        "lastModified": time(modified),
        "location": asked.location(&format!("{kind}s"), id),
        "version": etag(version),
    })
}
