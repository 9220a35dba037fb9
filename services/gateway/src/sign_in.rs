//! Signing in and out. The browser is sent to the organisation's provider and comes back with a code;
//! identity does the checking, the gateway only carries cookies.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, LOCATION, SET_COOKIE};
use actix_web::{HttpRequest, HttpResponse, web};
use proto::identity::v1 as identity;
use proto::identity::v1::SignInRefusal;
use proto::identity::v1::begin_sign_in_request::Target;
use proto::identity::v1::begin_sign_in_response::Outcome as Begun;
use proto::identity::v1::complete_sign_in_response::Outcome as Completed;
use serde::Deserialize;

use crate::cookies;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::pages::{elsewhere, escaped, page};
use crate::upstream::request;

/// Where the browser comes back to.
const CALLBACK: &str = "/sign-in/callback";

/// Where to go after sign-in.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(rename = "return")]
    path: Option<String>,
}

/// `GET /sign-in`: choose an organisation.
pub async fn choose(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    if let Some(redirect) = elsewhere(&http, &gateway) {
        return Ok(redirect);
    }
    let correlation = Arrival::of(&http).correlation;
    let upstream = &gateway.services.upstream;
    let asked = identity::SignInOptionsRequest { organisation: String::new() };
    let mut client = upstream.identity();
    let call = client.sign_in_options(request(asked, None, correlation)?);
    let options = upstream.within_limit(call).await?.options;
    let known = gateway.services.directory.all(correlation).await?;
    let after = local_path(wish.path.as_deref());
    let link = |target: &str, value: &str, label: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair(target, value)
            .append_pair("return", &after)
            .finish();
        format!("<li><a href=\"/sign-in/start?{}\">{}</a></li>\n", escaped(&query), escaped(label))
    };
    // Only a demo tells which organisations can sign in; elsewhere all are offered alike.
    let choices: String = if options.is_empty() {
        known.all.iter().map(|one| link("organisation", &one.cvr, &one.name)).collect()
    } else {
        let label = |one: &identity::SignInOption| {
            if one.label.starts_with(&one.organisation_name) {
                one.label.clone()
            } else {
                format!("{} ({})", one.organisation_name, one.label)
            }
        };
        options.iter().map(|one| link("provider", &one.provider, &label(one))).collect()
    };
    let content = format!("<p>Vælg din organisation.</p>\n<ul class=\"choices\">\n{choices}</ul>");
    Ok(page(StatusCode::OK, "Log ind", &content))
}

/// Which provider to sign in with.
#[derive(Debug, Deserialize)]
pub struct Choice {
    organisation: Option<String>,
    provider: Option<String>,
    #[serde(rename = "return")]
    path: Option<String>,
}

/// `GET /sign-in/start`: off to the provider.
pub async fn start(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    choice: web::Query<Choice>,
) -> Result<HttpResponse, Fault> {
    if let Some(redirect) = elsewhere(&http, &gateway) {
        return Ok(redirect);
    }
    let choice = choice.into_inner();
    let target = match (choice.provider, choice.organisation) {
        (Some(provider), _) => Target::Provider(provider),
        (None, Some(organisation)) => Target::Organisation(organisation),
        (None, None) => return Err(Fault::SignInNoProvider),
    };
    let asked = identity::BeginSignInRequest {
        target: Some(target),
        return_path: local_path(choice.path.as_deref()),
        redirect_uri: gateway.site.address(CALLBACK),
    };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let call = client.begin_sign_in(request(asked, None, Arrival::of(&http).correlation)?);
    match upstream.within_limit(call).await?.outcome.ok_or(Fault::Internal)? {
        Begun::Refusal(refusal) => Err(fault_of(refusal)),
        Begun::Started(started) => {
            let seconds = started.expires_at - gateway.clock.now().timestamp();
            let cookie = cookies::set(&gateway.site, cookies::ATTEMPT, &started.binding, seconds)?;
            onward(&started.authorize_url, &[cookie])
        }
    }
}

/// What the provider sent the browser back with.
#[derive(Debug, Deserialize)]
pub struct Callback {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// `GET /sign-in/callback`: back from the provider.
pub async fn callback(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    came: web::Query<Callback>,
) -> Result<HttpResponse, Fault> {
    let came = came.into_inner();
    let binding = cookies::read(http.headers(), &gateway.site, cookies::ATTEMPT);
    let asked = identity::CompleteSignInRequest {
        code: came.code.unwrap_or_default(),
        state: came.state.unwrap_or_default(),
        iss: came.iss,
        binding: binding.ok_or(Fault::SignInAttemptInvalid)?,
        error: came.error,
    };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let call = client.complete_sign_in(request(asked, None, Arrival::of(&http).correlation)?);
    match upstream.within_limit(call).await?.outcome.ok_or(Fault::Internal)? {
        Completed::Refusal(refusal) => Err(fault_of(refusal)),
        Completed::SignedIn(signed_in) => {
            // Nobody comes back to the session that this one takes the place of.
            if let Some(before) = cookies::read(http.headers(), &gateway.site, cookies::SESSION)
                && before != signed_in.session
            {
                end(&http, &gateway, before).await?;
            }
            let seconds = signed_in.expires_at - gateway.clock.now().timestamp();
            let session =
                cookies::set(&gateway.site, cookies::SESSION, &signed_in.session, seconds)?;
            let attempt = cookies::removed(&gateway.site, cookies::ATTEMPT);
            onward(&local_path(Some(&signed_in.return_path)), &[session, attempt])
        }
    }
}

/// `POST /sign-out`.
pub async fn sign_out(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    gateway.site.check(http.headers())?;
    if let Some(session) = cookies::read(http.headers(), &gateway.site, cookies::SESSION) {
        end(&http, &gateway, session).await?;
    }
    onward("/", &[cookies::removed(&gateway.site, cookies::SESSION)])
}

/// Ends a session, here and at identity.
async fn end(http: &HttpRequest, gateway: &Gateway, session: String) -> Result<(), Fault> {
    gateway.services.sessions.forget(&session);
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let asked = identity::SignOutRequest { session };
    let call = client.sign_out(request(asked, None, Arrival::of(http).correlation)?);
    upstream.within_limit(call).await.map(|_| ())
}

fn onward(address: &str, cookies: &[String]) -> Result<HttpResponse, Fault> {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, address));
    for cookie in cookies {
        let header = HeaderValue::from_str(cookie).map_err(|_| Fault::Internal)?;
        response.append_header((SET_COOKIE, header));
    }
    Ok(response.finish())
}

/// A path of our own site; `/` for anything that a browser could take for another site.
fn local_path(path: Option<&str>) -> String {
    let path = path.unwrap_or("/");
    let odd = |byte: u8| byte == b'\\' || !byte.is_ascii_graphic();
    if !path.starts_with('/') || path.starts_with("//") || path.bytes().any(odd) {
        return "/".to_owned();
    }
    path.to_owned()
}

fn fault_of(refusal: i32) -> Fault {
    match SignInRefusal::try_from(refusal) {
        Ok(SignInRefusal::NoProvider) => Fault::SignInNoProvider,
        Ok(SignInRefusal::AttemptInvalid) => Fault::SignInAttemptInvalid,
        Ok(SignInRefusal::ProviderUnavailable) => Fault::SignInProviderUnavailable,
        Ok(SignInRefusal::AnswerRefused) => Fault::SignInAnswerRefused,
        Ok(SignInRefusal::Denied) => Fault::SignInDenied,
        Ok(SignInRefusal::PersonDisabled) => Fault::SignInPersonDisabled,
        Ok(SignInRefusal::RedirectUnknown) => Fault::SignInRedirectUnknown,
        Ok(SignInRefusal::Unspecified) | Err(_) => Fault::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn sign_in_leads_to_our_own_site_only() {
        assert_eq!(local_path(Some("/graphiql?a=b")), "/graphiql?a=b");
        for path in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/\nx", "x"] {
            assert_eq!(local_path(Some(path)), "/", "{path:?}");
        }
    }
}
