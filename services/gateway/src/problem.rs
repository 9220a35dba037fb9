//! Problem documents (RFC 9457), and pages in their place for browsers on their way.

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT, ALLOW, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, RETRY_AFTER, SET_COOKIE,
    WWW_AUTHENTICATE,
};
use platform::problem::Problem;

use crate::edge::{Arrival, RetryAfter};
use crate::fault::Fault;
use crate::pages;

/// Seconds after which something that is away may be back.
const AWAY_SECONDS: u64 = 5;

/// Gives every refusal its document. An answer that has one already is left as it is.
pub fn written(response: ServiceResponse<BoxBody>, arrival: &Arrival) -> ServiceResponse<BoxBody> {
    let told = response.response().extensions().get::<Fault>().copied();
    let Some(fault) = told.or_else(|| of_status(&response)) else { return response };
    let retry = response.response().extensions().get::<RetryAfter>().copied();
    let (request, refused) = response.into_parts();
    let wants_page = !request.path().starts_with("/graphql")
        && request
            .headers()
            .get(ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
    let mut answer = if wants_page { page(fault, arrival) } else { document(fault, arrival) };
    for kept in [ALLOW, SET_COOKIE, WWW_AUTHENTICATE] {
        for value in refused.headers().get_all(&kept) {
            answer.headers_mut().append(kept.clone(), value.clone());
        }
    }
    let away = (fault.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(AWAY_SECONDS);
    if let Some(seconds) = retry.map(|retry| retry.0).or(away) {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    let tag = HeaderValue::from_static(arrival.language.tag());
    answer.headers_mut().insert(CONTENT_LANGUAGE, tag);
    ServiceResponse::new(request, answer)
}

/// What the framework means by a bare status.
fn of_status(response: &ServiceResponse<BoxBody>) -> Option<Fault> {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| !kind.starts_with("text/plain")) {
        return None;
    }
    match response.status().as_u16() {
        404 => Some(Fault::NotFound),
        405 => Some(Fault::MethodNotAllowed),
        413 => Some(Fault::BodyTooLarge),
        415 => Some(Fault::MediaTypeUnsupported),
        400..=499 => Some(Fault::BadRequest),
        500..=599 => Some(Fault::Internal),
        _ => None,
    }
}

fn document(fault: Fault, arrival: &Arrival) -> HttpResponse<BoxBody> {
    let title = arrival.language.fault(fault);
    let problem = Problem::new(fault.status().as_u16(), fault.code(), title)
        .correlation(arrival.correlation.to_string());
    let mut body = serde_json::to_value(problem).unwrap_or_default();
    // GraphQL clients look for this and show it.
    body["errors"] = serde_json::json!([{
        "message": title, "extensions": { "code": fault.code() }
    }]);
    HttpResponse::build(fault.status()).content_type(Problem::MEDIA_TYPE).body(body.to_string())
}

fn page(fault: Fault, arrival: &Arrival) -> HttpResponse<BoxBody> {
    let text = arrival.language.fault(fault);
    pages::message(fault.status(), text, arrival)
}
