//! Groups as SCIM sees them.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::Uuid;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};

use super::attributes::{GROUP, OF_GROUPS, read as read_by};
use super::users::{Change, meta};
use super::{Asked, Failure, Object, Refused, Reply, answer, patch};
use crate::audit::{self, About};
use crate::provisioned::groups::{self, Group, Sought};
use crate::provisioned::people;

/// Groups of one organisation.
const MOST_GROUPS: u64 = 20_000;

type Members = BTreeSet<Uuid>;

/// `GET /Groups/{id}`.
pub async fn read(asked: &Asked<'_>, id: &str) -> Result<Reply, Failure> {
    let group = find(&asked.store.db, asked, id).await?;
    let members = if answer::Selection::of(asked).has("members") {
        members_of(&asked.store.db, group.id).await?
    } else {
        Members::new()
    };
    Ok(told(asked, 200, &group, &members))
}

/// `POST /Groups`.
pub async fn create(asked: &Asked<'_>) -> Result<Reply, Failure> {
    let said = read_by(OF_GROUPS, &asked.body()?)?;
    if groups::count(asked.store, asked.organisation).await? >= MOST_GROUPS {
        return Err(Refused::bad("tooMany", "an organisation has 20,000 groups at most").into());
    }
    let mut group = Group::new(asked.organisation, asked.store.now());
    take_over(&mut group, &said);
    let transaction = asked.store.db.begin().await?;
    let members = members_said(&transaction, asked, &said, &Members::new()).await?;
    groups::insert(&transaction, group.clone()).await?;
    groups::set_members(&transaction, group.id, &Members::new(), &members).await?;
    transaction.commit().await?;
    Ok(told(asked, 201, &group, &members))
}

/// `PUT` and `PATCH /Groups/{id}`. What comes to the same is no change.
pub async fn change(asked: &Asked<'_>, id: &str, change: Change) -> Result<Reply, Failure> {
    let body = asked.body()?;
    let transaction = asked.store.db.begin().await?;
    let before = find(&transaction, asked, id).await?;
    asked.check_version(before.version)?;
    let members_before = members_of(&transaction, before.id).await?;
    let said = change(&stated(&before, &members_before), &body)?;
    let members = members_said(&transaction, asked, &said, &members_before).await?;
    let mut group = before.clone();
    take_over(&mut group, &said);
    let changes_members = members != members_before;
    if group != before || changes_members {
        groups::set_members(&transaction, group.id, &members_before, &members).await?;
        group = groups::update(&transaction, group, asked.store.now()).await?;
    }
    if changes_members {
        note(&transaction, asked, &group).await?;
    }
    transaction.commit().await?;
    Ok(told(asked, 200, &group, &members))
}

/// What a whole resource says.
pub fn replaced(_before: &Object, body: &Object) -> Result<Object, Refused> {
    read_by(OF_GROUPS, body)
}

/// What operations make of a resource.
pub fn patched(before: &Object, body: &Object) -> Result<Object, Refused> {
    patch::patched(OF_GROUPS, before, body)
}

/// `DELETE /Groups/{id}`, and with it what the group gave.
pub async fn delete(asked: &Asked<'_>, id: &str) -> Result<Reply, Failure> {
    let transaction = asked.store.db.begin().await?;
    let group = find(&transaction, asked, id).await?;
    asked.check_version(group.version)?;
    groups::delete(&transaction, group.id).await?;
    note(&transaction, asked, &group).await?;
    transaction.commit().await?;
    Ok(Reply { status: 204, ..Reply::default() })
}

async fn find(db: &impl ConnectionTrait, asked: &Asked<'_>, id: &str) -> Result<Group, Failure> {
    let id = Uuid::try_parse(id).map_err(|_| Refused::missing())?;
    let sought = Sought { id: Some(id), ..Sought::default() };
    let found = groups::some(db, asked.organisation, &sought, (0, 1)).await?.pop();
    Ok(found.ok_or_else(Refused::missing)?)
}

async fn members_of(db: &impl ConnectionTrait, group: Uuid) -> Result<Members, Failure> {
    Ok(groups::members(db, &[group]).await?.remove(&group).unwrap_or_default())
}

/// The members that are said. Whoever is new must be a person of the same organisation; one of another
/// and one that there is not are refused alike.
async fn members_said(
    db: &impl ConnectionTrait,
    asked: &Asked<'_>,
    said: &Object,
    before: &Members,
) -> Result<Members, Failure> {
    let unknown = || Refused::bad("invalidValue", "members names somebody who is no user here");
    let listed = said.get("members").and_then(Value::as_array).map(Vec::as_slice);
    let ids: Result<Members, _> = listed
        .unwrap_or_default()
        .iter()
        .map(|member| member["value"].as_str().and_then(|id| Uuid::try_parse(id).ok()))
        .map(|id| id.ok_or_else(unknown))
        .collect();
    let ids = ids?;
    let new: Vec<Uuid> = ids.difference(before).copied().collect();
    if people::ids_of(db, asked.organisation, &new).await?.len() != new.len() {
        return Err(unknown().into());
    }
    Ok(ids)
}

/// Writes down that others are in a group that gives something.
async fn note(db: &impl ConnectionTrait, asked: &Asked<'_>, group: &Group) -> Result<(), Failure> {
    if group.gives().is_empty() && group.unit.is_none() {
        return Ok(());
    }
    let about = About { organisation: Some(asked.organisation), ..About::default() };
    let id = group.id.to_string();
    let now = asked.store.now();
    audit::within(db, now, audit::Kind::GroupChanged, about, &id).await?;
    Ok(())
}

fn take_over(group: &mut Group, said: &Object) {
    let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
    group.display_name = text("displayName").unwrap_or_default();
    group.external_id = text("externalId");
}

/// What a client has said of a group.
fn stated(group: &Group, members: &Members) -> Object {
    let member = |id: &Uuid| json!({"value": id.to_string(), "type": "User"});
    let mut said = Object::new();
    said.insert("displayName".to_owned(), json!(group.display_name));
    if let Some(word) = &group.external_id {
        said.insert("externalId".to_owned(), json!(word));
    }
    if !members.is_empty() {
        said.insert("members".to_owned(), members.iter().map(member).collect());
    }
    said
}

fn told(asked: &Asked<'_>, status: u32, group: &Group, members: &Members) -> Reply {
    answer::resource(asked, status, resource(asked, group, members), group.version)
}

/// Tells who is in a group, each with where they are.
pub fn put_members(asked: &Asked<'_>, group: &mut Object, members: &Members) {
    let member = |id: &Uuid| {
        let address = asked.location("Users", &id.to_string());
        json!({"value": id.to_string(), "type": "User", "$ref": address})
    };
    if !members.is_empty() {
        group.insert("members".to_owned(), members.iter().map(member).collect());
    }
}

/// A group as an answer.
pub fn resource(asked: &Asked<'_>, group: &Group, members: &Members) -> Object {
    let mut resource = stated(group, &Members::new());
    put_members(asked, &mut resource, members);
    let id = group.id.to_string();
    let times = (group.created, group.modified);
    resource.insert("schemas".to_owned(), json!([GROUP]));
    resource.insert("meta".to_owned(), meta(asked, ("Group", &id), times, group.version));
    resource.insert("id".to_owned(), json!(id));
    resource
}
