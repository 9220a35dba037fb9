//! `/scim/v2`: SCIM 2.0 as HTTP carries it (RFC 7644). Identity knows what is meant.

pub mod groups;

use actix_web::http::header::{
    ALLOW, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
    LOCATION, WWW_AUTHENTICATE,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use proto::identity::v1 as identity;
use proto::identity::v1::ScimVerb as Verb;
use serde::Deserialize;
use serde_json::json;

use crate::api_clients::callers;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::body;
use crate::upstream::request;

/// Where it is.
const BASE: &str = "/scim/v2";
/// How bodies are called (RFC 7644, section 3.1).
const MEDIA_TYPE: &str = "application/scim+json; charset=utf-8";
/// A filter that has to see all of an organisation's people is work.
const AS_MUCH_WORK: u32 = 3;

/// What a query may hold. The rest is passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Query {
    filter: Option<String>,
    start_index: Option<String>,
    count: Option<String>,
    attributes: Option<String>,
    excluded_attributes: Option<String>,
}

/// Any request under `/scim/v2`.
pub async fn answer(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match passed_on(&http, payload, &gateway).await {
        Ok(reply) => written(reply),
        Err(fault) => refused(fault, &Arrival::of(&http)),
    }
}

async fn passed_on(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &Gateway,
) -> Result<identity::ScimReply, Fault> {
    let arrival = Arrival::of(http);
    let services = &gateway.services;
    let (text, shown) = callers::provisioning(http.headers()).ok_or(Fault::TokenUnknown)?;
    let client = services.sessions.of_client(text, shown, arrival.correlation).await?;
    let client = client.ok_or(Fault::TokenUnknown)?;
    let verb = verb(http.method()).ok_or(Fault::MethodNotAllowed)?;
    let query = web::Query::<Query>::from_query(http.query_string());
    let query = query.map_err(|_| Fault::BadRequest)?.into_inner();
    let path = http.match_info().query("path").split('/').filter(|part| !part.is_empty());
    let header = |name: HeaderName| text_of(http.headers(), &name);
    let message = identity::ScimRequest {
        verb: verb.into(),
        path: path.map(str::to_owned).collect(),
        filter: query.filter,
        start_index: query.start_index,
        count: query.count,
        attributes: query.attributes,
        excluded_attributes: query.excluded_attributes,
        body_json: body(payload).await?.to_vec(),
        if_match: header(IF_MATCH),
        if_none_match: header(IF_NONE_MATCH),
        base_url: gateway.site.address(BASE),
    };
    let message = request(message, Some(client.token("identity")?), arrival.correlation)?;
    let upstream = &services.upstream;
    upstream.within_limits(AS_MUCH_WORK, upstream.provisioning().scim(message)).await
}

fn verb(method: &Method) -> Option<Verb> {
    match *method {
        Method::GET => Some(Verb::Get),
        Method::POST => Some(Verb::Post),
        Method::PUT => Some(Verb::Put),
        Method::PATCH => Some(Verb::Patch),
        Method::DELETE => Some(Verb::Delete),
        _ => None,
    }
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn written(reply: identity::ScimReply) -> HttpResponse {
    let status = u16::try_from(reply.status).ok().and_then(|code| StatusCode::from_u16(code).ok());
    let mut answer = HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    if let Some(location) = reply.location {
        answer.insert_header((LOCATION, location));
    }
    if let Some(tag) = reply.etag {
        answer.insert_header((ETAG, tag));
    }
    if reply.body_json.is_empty() {
        return answer.finish();
    }
    answer.insert_header((CONTENT_TYPE, MEDIA_TYPE)).body(reply.body_json)
}

/// A fault in SCIM's words, so that clients find what they look for.
fn refused(fault: Fault, arrival: &Arrival) -> HttpResponse {
    let status = fault.status();
    let mut answer = HttpResponse::build(status);
    if fault == Fault::TokenUnknown {
        answer.insert_header((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
    }
    if fault == Fault::MethodNotAllowed {
        answer.insert_header((ALLOW, HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE")));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.insert_header((actix_web::http::header::RETRY_AFTER, HeaderValue::from_static("5")));
    }
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.as_u16().to_string(),
        "detail": arrival.language.fault(fault),
    });
    answer.insert_header((CONTENT_TYPE, MEDIA_TYPE)).body(body.to_string())
}
