//! GraphQL over HTTP: one answer over POST, or a stream of them where the client accepts one.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT, ALLOW, CONTENT_LANGUAGE, HeaderMap, HeaderValue, SET_COOKIE, WWW_AUTHENTICATE,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use async_graphql::{Request, Response, Variables};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::Value;

use crate::api_clients::callers;
use crate::cookies;
use crate::edge::Arrival;
use crate::engine::{self, Transport};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::origin;
use crate::session::Shown;
use crate::stream;
use crate::visit::Visit;

/// Bytes of a request's body: a section with every text at its limit fits.
pub const LARGEST_BODY_BYTES: usize = 512 * 1024;
/// How long a client may take to send it.
const SLOWEST_BODY: Duration = Duration::from_secs(10);

/// A request as GraphQL over HTTP writes it. Extensions are taken and not looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    query: String,
    operation_name: Option<String>,
    variables: Option<Value>,
    #[serde(rename = "extensions")]
    _extensions: Option<Value>,
}

impl Body {
    fn into_request(self) -> Result<Request, Fault> {
        let variables = match self.variables {
            None | Some(Value::Null) => Variables::default(),
            Some(object @ Value::Object(_)) => Variables::from_json(object),
            Some(_) => return Err(Fault::BodyMalformed),
        };
        let mut request = Request::new(self.query).variables(variables);
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        Ok(request)
    }
}

/// `POST /graphql`.
pub async fn post(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match carry_out(&http, payload, &gateway).await {
        Ok(response) => response,
        Err(fault) => refused(fault, &gateway),
    }
}

async fn carry_out(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    if !origin::is_json(http.headers()) {
        return Err(Fault::MediaTypeUnsupported);
    }
    let visit = visit(http, gateway).await?;
    let body = body(payload).await?;
    let body = match serde_json::from_slice(&body).map_err(|_| Fault::BodyMalformed)? {
        Value::Array(_) => return Err(Fault::BatchUnsupported),
        object => Body::deserialize(object).map_err(|_| Fault::BodyMalformed)?,
    };
    let request = body.into_request()?;
    if accepts(http.headers(), "text/event-stream") {
        let admitted = gateway.engine.admit(request, &visit, Transport::Stream)?;
        return streamed(http, gateway, &visit, admitted);
    }
    let admitted = gateway.engine.admit(request, &visit, Transport::Answer)?;
    Ok(written(http.headers(), &admitted.answer().await, &visit))
}

/// The body of a request, as large as it may be and no slower.
pub async fn body(payload: web::Payload) -> Result<web::Bytes, Fault> {
    let read = payload.to_bytes_limited(LARGEST_BODY_BYTES);
    match tokio::time::timeout(SLOWEST_BODY, read).await {
        Ok(Ok(Ok(body))) => Ok(body),
        Ok(Ok(Err(_))) => Err(Fault::BadRequest),
        Ok(Err(_)) => Err(Fault::BodyTooLarge),
        Err(_) => Err(Fault::BodyTooSlow),
    }
}

/// `GET /graphql`, for server-sent events only.
pub async fn get(http: HttpRequest, gateway: web::Data<Gateway>) -> HttpResponse {
    if !accepts(http.headers(), "text/event-stream") {
        let mut refused = Fault::MethodNotAllowed.error_response();
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        return refused;
    }
    match listen(&http, &gateway).await {
        Ok(response) => response,
        Err(fault) => refused(fault, &gateway),
    }
}

/// The parameters of a GET, where variables are JSON in a text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: String,
    operation_name: Option<String>,
    variables: Option<String>,
}

async fn listen(http: &HttpRequest, gateway: &web::Data<Gateway>) -> Result<HttpResponse, Fault> {
    let visit = visit_to_read(http, gateway).await?;
    let asked = web::Query::<Parameters>::from_query(http.query_string());
    let asked = asked.map_err(|_| Fault::BadRequest)?.into_inner();
    let variables = asked.variables.filter(|text| !text.is_empty());
    let variables = variables.map(|text| serde_json::from_str(&text)).transpose();
    let body = Body {
        query: asked.query,
        operation_name: asked.operation_name,
        variables: variables.map_err(|_| Fault::BodyMalformed)?,
        _extensions: None,
    };
    let request = body.into_request()?;
    let admitted = gateway.engine.admit(request, &visit, Transport::ReadOnlyStream)?;
    streamed(http, gateway, &visit, admitted)
}

/// Answers as they come, as long as the caller does not hold too many of such answers already.
fn streamed(
    http: &HttpRequest,
    gateway: &Gateway,
    visit: &Visit,
    admitted: engine::Admitted,
) -> Result<HttpResponse, Fault> {
    let caller = visit.caller().unwrap_or(Arrival::of(http).caller);
    let held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    // It counts for as long as there is somebody to answer.
    let answers = admitted.stream().map(move |answer| {
        let _held = &held;
        answer
    });
    Ok(stream::answer(answers.boxed(), gateway.shutdown.clone()))
}

/// Who asks. A cookie counts only on a request of our own pages or of a program.
pub async fn visit(http: &HttpRequest, gateway: &Gateway) -> Result<Arc<Visit>, Fault> {
    let program = callers::access_token(http.headers()).is_some();
    if !program && cookies::read(http.headers(), &gateway.site, cookies::SESSION).is_some() {
        gateway.site.check(http.headers())?;
    }
    arrived(http, gateway, true).await
}

/// Who asks, where nothing can be changed.
pub async fn visit_to_read(http: &HttpRequest, gateway: &Gateway) -> Result<Arc<Visit>, Fault> {
    arrived(http, gateway, false).await
}

/// Who asks. A session's next key goes along with the answer, where that can carry it.
async fn arrived(
    http: &HttpRequest,
    gateway: &Gateway,
    renewable: bool,
) -> Result<Arc<Visit>, Fault> {
    let arrival = Arrival::of(http);
    let services = gateway.services.clone();
    // A program says who it is. No browser does that by itself, and the cookie beside it counts nothing.
    if let Some(token) = callers::access_token(http.headers()) {
        let shown = (token, Shown::AccessToken);
        let known = services.sessions.of_client(shown.0, shown.1, arrival.correlation).await?;
        let session = Some(known.ok_or(Fault::TokenUnknown)?);
        return Ok(Arc::new(Visit::new(services, session, arrival.correlation, arrival.language)));
    }
    let cookie = cookies::read(http.headers(), &gateway.site, cookies::SESSION);
    let session = match cookie {
        None => None,
        Some(secret) if renewable => {
            let found = services.sessions.renewable(&secret, arrival.correlation).await?;
            let (session, renewed) = found.ok_or(Fault::SessionEnded)?;
            if let Some(renewed) = renewed {
                http.extensions_mut().insert(renewed);
            }
            Some(session)
        }
        Some(secret) => {
            let session = services.sessions.of(&secret, arrival.correlation).await?;
            Some(session.ok_or(Fault::SessionEnded)?)
        }
    };
    Ok(Arc::new(Visit::new(services, session, arrival.correlation, arrival.language)))
}

/// A refusal; with the session over, the browser forgets its cookie, so that it can look at what
/// is public.
pub fn refused(fault: Fault, gateway: &Gateway) -> HttpResponse {
    let mut response = fault.error_response();
    if fault == Fault::TokenUnknown {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if fault == Fault::SessionEnded {
        let removed = cookies::removed(&gateway.site, cookies::SESSION);
        if let Ok(header) = HeaderValue::from_str(&removed) {
            response.headers_mut().append(SET_COOKIE, header);
        }
    }
    response
}

fn written(headers: &HeaderMap, response: &Response, visit: &Visit) -> HttpResponse {
    let status =
        if engine::is_request_error(response) { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let kind = if accepts(headers, "application/graphql-response+json") {
        "application/graphql-response+json; charset=utf-8"
    } else {
        "application/json; charset=utf-8"
    };
    match serde_json::to_vec(response) {
        Ok(body) => HttpResponse::build(status)
            .content_type(kind)
            .insert_header((CONTENT_LANGUAGE, visit.language.tag()))
            .body(body),
        Err(_) => Fault::Internal.error_response(),
    }
}

fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    let accepted = headers.get_all(ACCEPT).filter_map(|value| value.to_str().ok());
    accepted
        .flat_map(|value| value.split(','))
        .any(|one| one.split(';').next().is_some_and(|one| one.trim().eq_ignore_ascii_case(kind)))
}
