//! What happens to every request on its way in and to every answer on its way out.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};
use uuid::Uuid;

use crate::api_clients::callers;
use crate::cookies;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::limit::Caller;
use crate::problem;
use crate::robots;
use crate::session::{Renewed, Sessions};
use crate::texts::Language;

/// The header that names a request, in and out.
pub const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");

/// What pages may do unless they say otherwise: nothing but look.
const STRICT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What is known of a request before anybody has looked at it.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// Joins all that the request causes.
    pub correlation: Uuid,
    /// Of texts for people.
    pub language: Language,
    /// Who is counted for it.
    pub caller: Caller,
}

impl Arrival {
    /// Of a request that came through [`pass`].
    pub fn of(request: &impl HttpMessage) -> Self {
        let known = request.extensions().get::<Self>().copied();
        known.unwrap_or_else(|| Self {
            correlation: platform::ids::random(),
            language: Language::Danish,
            caller: Caller::Address(IpAddr::from([0, 0, 0, 0])),
        })
    }
}

/// Seconds after which a refused caller may try again.
#[derive(Debug, Clone, Copy)]
pub struct RetryAfter(pub u64);

/// A fault is an answer without a body; [`pass`] writes the problem document, because only there
/// language and correlation are known.
impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::new(self.status());
        response.extensions_mut().insert(*self);
        response
    }
}

/// Names the request, counts it, lets it through, and gives the answer its headers.
pub async fn pass(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let gateway = request.app_data::<web::Data<Gateway>>().cloned();
    let gateway = gateway.ok_or(Fault::Internal)?;
    let arrival = arrival(&request, &gateway);
    request.extensions_mut().insert(arrival);
    let method = request.method().clone();
    let path = request.path().to_owned();
    let counted = match path.as_str() {
        "/livez" | "/readyz" | "/metrics" => Ok(()),
        _ => gateway.limiter.count(arrival.caller),
    };
    let response = match counted {
        Ok(()) => match next.call(request).await {
            Ok(response) => response.map_into_boxed_body(),
            Err(error) => return Err(error),
        },
        Err(wait) => {
            let mut refused = Fault::RateLimited.error_response();
            refused.extensions_mut().insert(RetryAfter(wait.as_secs().saturating_add(1)));
            request.into_response(refused)
        }
    };
    let mut response = problem::written(response, &arrival);
    seal(response.headers_mut(), arrival.correlation);
    renew(&mut response, &gateway);
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    metrics::counter!("gateway_requests_total", "status" => status.to_string()).increment(1);
    metrics::histogram!("gateway_request_seconds").record(seconds);
    tracing::info!(
        http.method = %method, http.path = path, http.status = status,
        http.seconds = seconds, correlation.id = %arrival.correlation, "answered"
    );
    Ok(response)
}

fn arrival(request: &ServiceRequest, gateway: &Gateway) -> Arrival {
    let text = |name: &HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    let correlation = text(&CORRELATION).and_then(|id| Uuid::try_parse(id).ok());
    let session = cookies::read(request.headers(), &gateway.site, cookies::SESSION)
        .filter(|secret| gateway.services.sessions.knows(secret));
    let robot =
        robots::secret(request.headers()).filter(|secret| gateway.services.robots.knows(secret));
    // Programs, and the screens as one, say with each request what they want to be answered in.
    let chosen =
        cookies::language(request.headers()).filter(|_| !request.path().starts_with("/graphql"));
    let client = callers::counted(request, &gateway.services.sessions);
    let caller = match session {
        Some(secret) => Caller::Session(Sessions::key(&secret)),
        // Robots of a whole town hall may come from one address.
        None if robot.is_some() => Caller::Session(Sessions::key(robot.unwrap_or_default())),
        None if client.is_some() => Caller::Session(client.unwrap_or_default()),
        None => Caller::at(address(request, gateway.settings.behind_proxy)),
    };
    Arrival {
        correlation: correlation.unwrap_or_else(platform::ids::random),
        language: chosen.unwrap_or_else(|| Language::accepted(text(&ACCEPT_LANGUAGE))),
        caller,
    }
}

/// Gives the browser the next key of its session, where the request found that it is time.
fn renew(response: &mut ServiceResponse<BoxBody>, gateway: &Gateway) {
    let Some(renewed) = response.request().extensions_mut().remove::<Renewed>() else { return };
    let seconds = renewed.expires_at - gateway.clock.now().timestamp();
    let cookie = cookies::set(&gateway.site, cookies::SESSION, &renewed.secret, seconds);
    let header = cookie.ok().and_then(|cookie| HeaderValue::from_str(&cookie).ok());
    if let Some(header) = header {
        response.headers_mut().append(SET_COOKIE, header);
    }
}

/// Where a request comes from. Of the addresses that proxies name, only the last was written by
/// our own.
fn address(request: &ServiceRequest, behind_proxy: bool) -> IpAddr {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let forwarded = request.headers().get_all("x-forwarded-for").last();
    let named = forwarded
        .filter(|_| behind_proxy)
        .and_then(|header| header.to_str().ok()?.rsplit(',').next())
        .and_then(|address| IpAddr::from_str(address.trim()).ok());
    named.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0]))
}

fn seal(headers: &mut HeaderMap, correlation: Uuid) {
    if let Ok(id) = HeaderValue::from_str(&correlation.to_string()) {
        headers.insert(CORRELATION, id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // `no-referrer` would make browsers say `Origin: null` on our own forms.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    for (name, value) in [(CONTENT_SECURITY_POLICY, STRICT_POLICY), (CACHE_CONTROL, "no-store")] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
