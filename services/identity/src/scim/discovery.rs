//! What a client may know before it begins (RFC 7644, section 4).

use proto::identity::v1::ScimVerb as Verb;
use serde_json::{Value, json};

use super::attributes::{Attribute, GROUP, OF_GROUPS, OF_USERS, USER};
use super::{Asked, Refused, Reply};

const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const RESOURCE_TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

/// Answers what is asked of the service itself.
pub fn answer(asked: &Asked<'_>, path: &[&str]) -> Result<Reply, Refused> {
    let body = match path {
        ["ServiceProviderConfig"] => config(asked),
        ["ResourceTypes"] => listed(asked, &resource_types(asked))?,
        ["ResourceTypes", id] => one(resource_types(asked), id)?,
        ["Schemas"] => listed(asked, &schemas(asked))?,
        ["Schemas", id] => one(schemas(asked), id)?,
        _ => return Err(Refused::plain(404, "there is nothing of that name")),
    };
    if asked.request.verb() != Verb::Get {
        return Err(Refused::plain(405, "this can only be read"));
    }
    Ok(Reply { status: 200, body: Some(body), ..Reply::default() })
}

/// These lists take no filter (section 4).
fn listed(asked: &Asked<'_>, resources: &[Value]) -> Result<Value, Refused> {
    if asked.request.filter.is_some() {
        return Err(Refused::plain(403, "this list takes no filter"));
    }
    Ok(json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": resources.len(),
        "startIndex": 1,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    }))
}

fn one(all: Vec<Value>, id: &str) -> Result<Value, Refused> {
    all.into_iter().find(|one| one["id"] == id).ok_or_else(Refused::missing)
}

fn config(asked: &Asked<'_>) -> Value {
    json!({
        "schemas": [CONFIG],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": 200},
        "changePassword": {"supported": false},
        "sort": {"supported": false},
        "etag": {"supported": true},
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "An access token of /oauth/token, or the secret of an API client.",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{}/ServiceProviderConfig", asked.request.base_url),
        },
    })
}

fn resource_types(asked: &Asked<'_>) -> Vec<Value> {
    let kind = |name: &str, about: &str, schema: &str| {
        json!({
            "schemas": [RESOURCE_TYPE],
            "id": name,
            "name": name,
            "description": about,
            "endpoint": format!("/{name}s"),
            "schema": schema,
            "meta": {
                "resourceType": "ResourceType",
                "location": asked.location("ResourceTypes", name),
            },
        })
    };
    vec![
        kind("User", "A person of the organisation.", USER),
        kind("Group", "A group of people, which may give roles or a department.", GROUP),
    ]
}

fn schemas(asked: &Asked<'_>) -> Vec<Value> {
    let schema = |id: &str, name: &str, about: &str, table: &[Attribute]| {
        let own = table.iter().filter(|attribute| !attribute.common);
        let attributes: Vec<Value> = own.map(Attribute::told).collect();
        json!({
            "schemas": [SCHEMA],
            "id": id,
            "name": name,
            "description": about,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": asked.location("Schemas", id)},
        })
    };
    vec![
        schema(USER, "User", "A person of the organisation.", OF_USERS),
        schema(GROUP, "Group", "A group of people.", OF_GROUPS),
    ]
}
