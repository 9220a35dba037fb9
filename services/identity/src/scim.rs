//! SCIM 2.0 (RFC 7643, 7644): an organisation's own systems keep its people and groups.
//!
//! A request is read through the tables of [`attributes`], whatever its dialect; what is not in them is
//! taken and not kept, because nothing here needs it. [`patch`] changes JSON, [`users`] and [`groups`]
//! write it down.

mod answer;
mod attributes;
mod discovery;
mod filter;
mod groups;
pub mod grpc;
mod list;
mod patch;
mod path;
mod users;

use proto::identity::v1 as wire;
use serde_json::{Map, Value, json};
use wire::ScimVerb as Verb;

use crate::store::{Store, StoreError};

/// An object of JSON.
type Object = Map<String, Value>;

/// Why a request is not carried out, in SCIM's words (RFC 7644, section 3.12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    status: u16,
    kind: Option<&'static str>,
    detail: String,
}

impl Refused {
    /// A refusal with a status and without a kind.
    fn plain(status: u16, detail: &str) -> Self {
        Self { status, kind: None, detail: detail.to_owned() }
    }

    /// A request that cannot be carried out as it is.
    fn bad(kind: &'static str, detail: impl Into<String>) -> Self {
        Self { status: 400, kind: Some(kind), detail: detail.into() }
    }

    /// Nothing of the caller's organisation has that id. It does not say which, so that it reads the
    /// same for what another organisation has.
    fn missing() -> Self {
        Self::plain(404, "there is no such resource")
    }

    /// Another one has the name.
    fn taken(attribute: &str) -> Self {
        let detail = format!("{attribute} belongs to another resource");
        Self { status: 409, kind: Some("uniqueness"), detail }
    }

    fn body(&self) -> Value {
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": self.status.to_string(),
            "detail": self.detail,
        });
        if let Some(kind) = self.kind {
            body["scimType"] = json!(kind);
        }
        body
    }
}

/// A refusal, or a store that failed.
#[derive(Debug)]
enum Failure {
    Refused(Refused),
    Store(StoreError),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl<E: Into<StoreError>> From<E> for Failure {
    fn from(error: E) -> Self {
        match error.into() {
            StoreError::Outrun => {
                Self::Refused(Refused::plain(412, "the resource was changed meanwhile"))
            }
            StoreError::Database(error) => match error.sql_err() {
                Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                    Self::Refused(Refused::taken("userName or externalId"))
                }
                _ => Self::Store(StoreError::Database(error)),
            },
            other => Self::Store(other),
        }
    }
}

/// What is answered.
#[derive(Debug, Default)]
struct Reply {
    status: u32,
    body: Option<Value>,
    location: Option<String>,
    etag: Option<String>,
}

/// One request, of one organisation.
struct Asked<'a> {
    store: &'a Store,
    organisation: &'a str,
    request: &'a wire::ScimRequest,
}

impl Asked<'_> {
    /// The body, which must be an object.
    fn body(&self) -> Result<Object, Refused> {
        let bad = |_| Refused::bad("invalidSyntax", "the body must be one JSON object");
        serde_json::from_slice(&self.request.body_json).map_err(bad)
    }

    fn location(&self, collection: &str, id: &str) -> String {
        format!("{}/{collection}/{id}", self.request.base_url)
    }

    /// Refuses a change that was asked for of another version (RFC 7644, section 3.14).
    fn check_version(&self, version: i64) -> Result<(), Refused> {
        match self.request.if_match.as_deref() {
            None | Some("*") => Ok(()),
            Some(tags) if tags.split(',').any(|tag| tag.trim() == etag(version)) => Ok(()),
            Some(_) => Err(Refused::plain(412, "the resource has another version")),
        }
    }
}

/// How a version is written.
fn etag(version: i64) -> String {
    format!("W/\"{version}\"")
}

/// Carries a request out.
async fn answer(asked: &Asked<'_>) -> Result<Reply, Failure> {
    let path: Vec<&str> = asked.request.path.iter().map(String::as_str).collect();
    let verb = asked.request.verb();
    match (path.as_slice(), verb) {
        (["Users"], Verb::Get) => list::users(asked).await,
        (["Users"], Verb::Post) => users::create(asked).await,
        (["Users", id], Verb::Get) => users::read(asked, id).await,
        (["Users", id], Verb::Put) => users::change(asked, id, users::replaced).await,
        (["Users", id], Verb::Patch) => users::change(asked, id, users::patched).await,
        (["Users", id], Verb::Delete) => users::delete(asked, id).await,
        (["Groups"], Verb::Get) => list::groups(asked).await,
        (["Groups"], Verb::Post) => groups::create(asked).await,
        (["Groups", id], Verb::Get) => groups::read(asked, id).await,
        (["Groups", id], Verb::Put) => groups::change(asked, id, groups::replaced).await,
        (["Groups", id], Verb::Patch) => groups::change(asked, id, groups::patched).await,
        (["Groups", id], Verb::Delete) => groups::delete(asked, id).await,
        ([.., ".search"] | ["Bulk" | "Me"], _) => {
            Err(Refused::plain(501, "this is not offered").into())
        }
        (["Users" | "Groups"] | ["Users" | "Groups", _], _) => {
            Err(Refused::plain(405, "the method is not offered here").into())
        }
        _ => Ok(discovery::answer(asked, &path)?),
    }
}
