//! `POST /oauth/token`: an access token for a client's secret (RFC 6749, section 4.4).

use std::borrow::Cow;
use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::WWW_AUTHENTICATE;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, PRAGMA};
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proto::identity::v1 as identity;
use serde_json::json;

use super::callers;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::body;
use crate::limit::Caller;
use crate::upstream::request;

/// Longer values are nothing of ours.
const LONGEST: usize = 400;

/// Why there is no token, in the words of the specification (section 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum No {
    Request(&'static str),
    Client,
    Grant,
    Scope,
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    client: String,
    secret: String,
    scopes: Vec<String>,
}

/// `POST /oauth/token`.
pub async fn post(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match give(&http, payload, &gateway).await {
        Ok(Ok(token)) => HttpResponse::Ok().insert_header((PRAGMA, "no-cache")).json(token),
        Ok(Err(no)) => refused(no),
        Err(fault) => fault.error_response(),
    }
}

async fn give(
    http: &HttpRequest,
    payload: web::Payload,
    gateway: &Gateway,
) -> Result<Result<serde_json::Value, No>, Fault> {
    let arrival = Arrival::of(http);
    // What stands in an address is written into logs on the way.
    if !http.query_string().is_empty() {
        return Ok(Err(No::Request("the request takes no query")));
    }
    let asked = match asked(http.headers(), &body(payload).await?) {
        Ok(asked) => asked,
        Err(no) => return Ok(Err(no)),
    };
    let client = asked.client.clone();
    let message = identity::IssueAccessTokenRequest {
        client_id: asked.client,
        secret: asked.secret,
        scopes: asked.scopes,
    };
    let message = request(message, None, arrival.correlation)?;
    let upstream = &gateway.services.upstream;
    let reply = upstream.within_limit(upstream.clients().issue_access_token(message)).await?;
    let token = match reply.outcome {
        Some(identity::issue_access_token_reply::Outcome::Token(token)) => token,
        Some(identity::issue_access_token_reply::Outcome::Refusal(no)) => {
            let is_scope = no == i32::from(identity::AccessTokenRefusal::Scope);
            return Ok(Err(if is_scope { No::Scope } else { No::Client }));
        }
        None => return Err(Fault::Internal),
    };
    // Counted only now: nobody else can use a client's allowance up.
    let counter = Caller::Session(callers::counter(&client));
    gateway.limiter.count(counter).map_err(|_| Fault::RateLimited)?;
    let left = token.expires_at - gateway.clock.now().timestamp();
    Ok(Ok(json!({
        "access_token": token.token,
        "token_type": "Bearer",
        "expires_in": left.max(0),
        "scope": token.scopes.join(" "),
    })))
}

fn refused(no: No) -> HttpResponse {
    let (status, error, description) = match no {
        No::Request(description) => (StatusCode::BAD_REQUEST, "invalid_request", description),
        No::Client => (
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "the client is unknown, its secret is wrong, or either is over",
        ),
        No::Grant => (
            StatusCode::BAD_REQUEST,
            "unsupported_grant_type",
            "the only grant is client_credentials",
        ),
        No::Scope => (
            StatusCode::BAD_REQUEST,
            "invalid_scope",
            "the client does not have all of these scopes",
        ),
    };
    let mut answer = HttpResponse::build(status);
    answer.insert_header((PRAGMA, "no-cache"));
    if no == No::Client {
        let scheme = HeaderValue::from_static("Basic realm=\"genvej\"");
        answer.insert_header((WWW_AUTHENTICATE, scheme));
    }
    answer.json(json!({ "error": error, "error_description": description }))
}

fn asked(headers: &HeaderMap, body: &[u8]) -> Result<Asked, No> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(No::Request("the body must be application/x-www-form-urlencoded"));
    }
    let mut parameters: BTreeMap<Cow<'_, str>, Cow<'_, str>> = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(body) {
        if value.is_empty() {
            continue;
        }
        if value.len() > LONGEST || parameters.insert(name, value).is_some() {
            return Err(No::Request("a parameter is there twice or too long"));
        }
    }
    let of_body = |name: &str| parameters.get(name).map(|value| value.clone().into_owned());
    let (client, secret) = match (basic(headers)?, of_body("client_secret")) {
        (Some(_), Some(_)) => return Err(No::Request("the client shows its secret twice")),
        (Some(both), None) => {
            if of_body("client_id").is_some_and(|client| client != both.0) {
                return Err(No::Request("the client names itself twice"));
            }
            both
        }
        (None, Some(secret)) => (of_body("client_id").ok_or(No::Client)?, secret),
        (None, None) => return Err(No::Client),
    };
    match of_body("grant_type").as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(No::Grant),
        None => return Err(No::Request("grant_type is missing")),
    }
    let scopes = of_body("scope").unwrap_or_default();
    let scopes = scopes.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    Ok(Asked { client, secret, scopes })
}

/// Name and secret of `Authorization: Basic`, each written as in a form (section 2.3.1).
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, No> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let (scheme, encoded) =
        header.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(No::Client)?;
    if !scheme.eq_ignore_ascii_case("basic") || encoded.len() > 2 * LONGEST {
        return Err(No::Client);
    }
    let bytes = STANDARD.decode(encoded.trim()).map_err(|_| No::Client)?;
    let text = String::from_utf8(bytes).map_err(|_| No::Client)?;
    let (client, secret) = text.split_once(':').ok_or(No::Client)?;
    let plain = |part: &str| {
        let read = url::form_urlencoded::parse(part.as_bytes()).next();
        read.map(|(name, _)| name.into_owned()).unwrap_or_default()
    };
    Ok(Some((plain(client), plain(secret))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded";

    fn headers(basic: Option<&str>, kind: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(basic) = basic {
            let basic = format!("Basic {}", STANDARD.encode(basic));
            headers.insert(AUTHORIZATION, HeaderValue::from_str(&basic).unwrap());
        }
        headers
    }

    #[test]
    fn a_client_shows_itself_in_the_header_or_in_the_body() {
        let grant = "grant_type=client_credentials&scope=cases%3Aread+runs:report";
        let expected = Asked {
            client: "a:b".to_owned(),
            secret: "c d".to_owned(),
            scopes: vec!["cases:read".to_owned(), "runs:report".to_owned()],
        };
        let header = asked(&headers(Some("a%3Ab:c+d"), FORM), grant.as_bytes());
        assert_eq!(header.as_ref(), Ok(&expected));
        let body = format!("{grant}&client_id=a%3Ab&client_secret=c+d");
        assert_eq!(asked(&headers(None, FORM), body.as_bytes()).as_ref(), Ok(&expected));
    }

    #[test]
    fn what_is_not_asked_as_specified_is_refused_in_its_words() {
        let grant = "grant_type=client_credentials";
        let both = format!("{grant}&client_id=a&client_secret=b");
        let of = |basic, body: &str| asked(&headers(basic, FORM), body.as_bytes()).unwrap_err();
        assert!(matches!(of(Some("a:b"), &both), No::Request(_)));
        assert!(matches!(of(None, &format!("{both}&{grant}")), No::Request(_)));
        assert!(matches!(of(None, "client_id=a&client_secret=b"), No::Request(_)));
        assert!(matches!(of(Some("a:b"), &format!("{grant}&client_id=c")), No::Request(_)));
        assert_eq!(of(None, "grant_type=password&client_id=a&client_secret=b"), No::Grant);
        assert_eq!(of(None, grant), No::Client);
        assert_eq!(of(None, &format!("{grant}&client_secret=b")), No::Client);
        assert_eq!(of(Some("ingen"), grant), No::Client);
        let json = asked(&headers(None, "application/json"), both.as_bytes());
        assert!(matches!(json, Err(No::Request(_))));
    }
}
