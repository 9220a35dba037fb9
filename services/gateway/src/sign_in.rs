//! Signing in and out. The browser is sent to the organisation's provider and comes back with a code;
//! identity does the checking, the gateway only carries cookies.

pub mod choosing;
pub mod logout;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, LOCATION, SET_COOKIE, USER_AGENT};
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
use crate::graphql_http::visit_to_read;
use crate::pages::{elsewhere, escaped, page};
use crate::texts::Language;
use crate::upstream::request;

/// Where the browser comes back to.
const CALLBACK: &str = "/sign-in/callback";

/// Characters of what a browser says that it is.
const LONGEST_BROWSER: usize = 300;

/// Which provider to sign in with.
#[derive(Debug, Deserialize)]
pub struct Choice {
    organisation: Option<String>,
    provider: Option<String>,
    test: Option<String>,
    confirm: Option<String>,
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
    let correlation = Arrival::of(&http).correlation;
    // A test is for whoever made it ready, and only who is signed in can do so once more.
    let token = if choice.test.is_some() || choice.confirm.is_some() {
        let session = visit_to_read(&http, &gateway).await?.session().await?;
        Some(session.ok_or(Fault::SessionEnded)?.token("identity")?.to_owned())
    } else {
        None
    };
    let target = match (choice.test, choice.provider, choice.organisation) {
        (Some(test), _, _) => Target::Test(test),
        _ if choice.confirm.is_some() => Target::Confirm(true),
        (None, Some(provider), _) => Target::Provider(provider),
        (None, None, Some(organisation)) => {
            let after = local_path(choice.path.as_deref());
            let arrival = Arrival::of(&http);
            if let Some(page) = choosing::among(&gateway, &arrival, &organisation, &after).await? {
                return Ok(page);
            }
            Target::Organisation(organisation)
        }
        (None, None, None) => return Err(Fault::SignInNoProvider),
    };
    let asked = identity::BeginSignInRequest {
        target: Some(target),
        return_path: local_path(choice.path.as_deref()),
        redirect_uri: gateway.site.address(CALLBACK),
    };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let call = client.begin_sign_in(request(asked, token.as_deref(), correlation)?);
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
        user_agent: browser(&http),
    };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let call = client.complete_sign_in(request(asked, None, Arrival::of(&http).correlation)?);
    match upstream.within_limit(call).await?.outcome.ok_or(Fault::Internal)? {
        Completed::Refusal(refusal) => Err(fault_of(refusal)),
        Completed::Tested(tested) => {
            let attempt = cookies::removed(&gateway.site, cookies::ATTEMPT);
            onward(&local_path(Some(&tested.return_path)), &[attempt])
        }
        Completed::SignedIn(signed_in) => {
            let before = cookies::read(http.headers(), &gateway.site, cookies::SESSION);
            match before.filter(|before| *before != signed_in.session) {
                Some(before) if signed_in.continues => gateway.services.sessions.forget(&before),
                // Nobody comes back to the session that this one takes the place of.
                Some(before) => drop(end(&http, &gateway, before).await?),
                None => {}
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
    let mut there = identity::SignOutResponse::default();
    if let Some(session) = cookies::read(http.headers(), &gateway.site, cookies::SESSION) {
        there = end(&http, &gateway, session).await?;
    }
    let removed = cookies::removed(&gateway.site, cookies::SESSION);
    let Some(url) = there.provider_sign_out_url else { return onward("/", &[removed]) };
    let mut page = signed_out(Arrival::of(&http).language, &url, &there.provider_label);
    let cookie = HeaderValue::from_str(&removed).map_err(|_| Fault::Internal)?;
    page.headers_mut().append(SET_COOKIE, cookie);
    Ok(page)
}

/// Signed out here; the provider's session is the user's to end, for it opens other doors as well. A
/// link and no redirect: our pages' forms lead nowhere else.
fn signed_out(language: Language, url: &str, label: &str) -> HttpResponse {
    let (url, label) = (escaped(url), escaped(label));
    let (title, text, there, home) = match language {
        Language::Danish => {
            ("Du er logget ud", "Du er logget ud af Genvej.", "Log også ud hos", "Til forsiden")
        }
        Language::English => (
            "You are signed out",
            "You are signed out of Genvej.",
            "Sign out at",
            "To the front page",
        ),
    };
    let content = format!(
        "<p>{text}</p>\n<p><a class=\"button\" href=\"{url}\">{there} {label}</a></p>\n\
         <p><a href=\"/\">{home}</a></p>"
    );
    page(StatusCode::OK, title, &content, language)
}

/// `GET /sign-in/confirmed`: where somebody ends up who has shown once more who they are. The page
/// that asked for it is still there, with what was typed into it.
pub async fn confirmed(http: HttpRequest) -> HttpResponse {
    let language = Arrival::of(&http).language;
    let (title, text, home) = match language {
        Language::Danish => (
            "Du har bekræftet, at det er dig",
            "Luk denne fane, og prøv igen dér, hvor du kom fra.",
            "Til forsiden",
        ),
        Language::English => (
            "You have confirmed that it is you",
            "Close this tab, and try again where you came from.",
            "To the front page",
        ),
    };
    let content = format!("<p>{text}</p>\n<p><a href=\"/\">{home}</a></p>");
    page(StatusCode::OK, title, &content, language)
}

/// Ends a session, here and at identity.
async fn end(
    http: &HttpRequest,
    gateway: &Gateway,
    session: String,
) -> Result<identity::SignOutResponse, Fault> {
    gateway.services.sessions.forget(&session);
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let asked = identity::SignOutRequest { session, return_uri: gateway.site.address("/") };
    let call = client.sign_out(request(asked, None, Arrival::of(http).correlation)?);
    upstream.within_limit(call).await
}

/// What the browser says that it is.
fn browser(http: &HttpRequest) -> String {
    let said = http.headers().get(USER_AGENT).and_then(|said| said.to_str().ok());
    said.unwrap_or_default().chars().take(LONGEST_BROWSER).collect()
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
        Ok(SignInRefusal::NotConfirmed) => Fault::SignInNotConfirmed,
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
