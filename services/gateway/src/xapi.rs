//! `POST /xapi/organisation`: the predecessor's organisation import, with its JSON, its header and its
//! answer, so that existing importers keep working.

use std::time::Duration;

use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use platform::problem::Problem;
use proto::identity::v1 as identity;
use proto::identity::v1::import_organisation_reply::{Imported, Outcome};
use serde::Deserialize;
use serde_json::json;

use crate::api_clients::callers;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::upstream::request;

/// Bytes of a list: everybody of the largest municipality.
const LARGEST_BODY: usize = 24 * 1024 * 1024;
/// How long an importer may take to send it.
const SLOWEST_BODY: Duration = Duration::from_mins(1);
/// A whole municipality is a good many writes.
const AS_MUCH_WORK: u32 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Query {
    many_may_go: bool,
}

/// `POST /xapi/organisation`.
pub async fn import(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    let arrival = Arrival::of(&http);
    match take(&http, payload, &gateway).await {
        Ok(Outcome::Imported(counts)) => HttpResponse::Ok().json(told(&counts)),
        Ok(Outcome::Problem(problem)) => refused(&problem, &arrival),
        Err(fault) => {
            let mut refused = fault.error_response();
            if fault == Fault::TokenUnknown {
                let scheme = HeaderValue::from_static("Bearer");
                refused.headers_mut().insert(WWW_AUTHENTICATE, scheme);
            }
            refused
        }
    }
}

async fn take(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &Gateway,
) -> Result<Outcome, Fault> {
    let arrival = Arrival::of(http);
    let services = &gateway.services;
    let (text, shown) = callers::provisioning(http.headers()).ok_or(Fault::TokenUnknown)?;
    let known = services.sessions.of_client(text, shown, arrival.correlation).await?;
    known.ok_or(Fault::TokenUnknown)?;
    let query = web::Query::<Query>::from_query(http.query_string());
    let query = query.map_err(|_| Fault::BadRequest)?.into_inner();
    let _room = gateway.uploads.try_acquire().map_err(|_| Fault::Unavailable)?;
    let read = tokio::time::timeout(SLOWEST_BODY, payload.to_bytes_limited(LARGEST_BODY)).await;
    let body = match read {
        Ok(Ok(Ok(body))) => body,
        Ok(Ok(Err(_))) => return Err(Fault::BadRequest),
        Ok(Err(_)) => return Err(Fault::BodyTooLarge),
        Err(_) => return Err(Fault::BodyTooSlow),
    };
    let (body_json, many_may_go) = (body.to_vec(), query.many_may_go);
    let message = identity::ImportOrganisationRequest { body_json, many_may_go };
    // The token is asked for again, as a slow body may have outlived it.
    let client = services.sessions.of_client(text, shown, arrival.correlation).await?;
    let client = client.ok_or(Fault::TokenUnknown)?;
    let message = request(message, Some(client.token("identity")?), arrival.correlation)?;
    let upstream = &services.upstream;
    let call = upstream.provisioning();
    let import = async move { { call }.import_organisation(message).await };
    let reply = upstream.within_limits(AS_MUCH_WORK, import).await?;
    reply.outcome.ok_or(Fault::Internal)
}

/// As the predecessor answered.
fn told(counts: &Imported) -> serde_json::Value {
    json!({
        "usersCreated": counts.users_created,
        "usersUpdated": counts.users_updated,
        "usersDeleted": counts.users_deleted,
        "ousCreated": counts.units_created,
        "ousUpdated": counts.units_updated,
        "ousDeleted": counts.units_deleted,
    })
}

fn refused(problem: &str, arrival: &Arrival) -> HttpResponse {
    let fault = Fault::OrganisationNotImported;
    let title = arrival.language.fault(fault);
    let document = Problem::new(fault.status().as_u16(), fault.code(), title)
        .detail(problem)
        .correlation(arrival.correlation.to_string());
    HttpResponse::build(fault.status())
        .content_type(Problem::MEDIA_TYPE)
        .body(serde_json::to_string(&document).unwrap_or_default())
}
