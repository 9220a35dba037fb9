//! Programs that call: what they show, exchanged at identity for a session like that of a person.

use actix_web::http::header::HeaderMap;
use proto::identity::v1::client_session_request::Credential;
use proto::identity::v1::{AudienceToken, ClientSessionReply, ClientSessionRequest, Person};
use uuid::Uuid;

use crate::fault::Fault;
use crate::robots;
use crate::session::{Session, SessionKey, Sessions, Shown};
use crate::upstream::{Upstream, request};

/// Longer texts are no client's, and identity is not asked about them.
const LONGEST: usize = 4 * 1024;
/// How a robot's token begins.
const ROBOT: &str = "gvr_";
/// How a client's secret begins.
const SECRET: &str = "gvc_";

/// The access token that a request shows. A robot's token is none: outside its own address it is not
/// looked at, and whoever shows it is nobody.
pub fn access_token(headers: &HeaderMap) -> Option<&str> {
    robots::secret(headers).filter(|text| !text.starts_with(ROBOT))
}

/// What a request for provisioning shows: an access token, or the secret itself where the other side
/// knows no tokens, as bearer or in the predecessor's header.
pub fn provisioning(headers: &HeaderMap) -> Option<(&str, Shown)> {
    let old = || headers.get("apikey").and_then(|key| key.to_str().ok()).map(str::trim);
    let text = robots::secret(headers).or_else(old).filter(|text| !text.is_empty())?;
    Some((text, if text.starts_with(SECRET) { Shown::Secret } else { Shown::AccessToken }))
}

/// Who is counted for a request of a client that was known when it was last asked about. One client is
/// one caller, however many tokens it fetches. Asks nobody.
pub fn counted(
    request: &actix_web::dev::ServiceRequest,
    sessions: &Sessions,
) -> Option<SessionKey> {
    let (text, shown) = provisioning(request.headers())?;
    sessions.known_client(text, shown).map(|client| counter(&client))
}

/// What a client is counted under.
pub fn counter(client: &str) -> SessionKey {
    Sessions::key(&format!("client {client}"))
}

/// What a client's credential is remembered under. One that is shown as the other is another.
pub fn key(text: &str, shown: Shown) -> SessionKey {
    Sessions::key(&format!("{shown:?} {text}"))
}

/// The client of what was shown; none when it is no good.
pub async fn asked(
    upstream: &Upstream,
    text: &str,
    shown: Shown,
    correlation: Uuid,
) -> Result<Option<ClientSessionReply>, Fault> {
    if text.len() > LONGEST {
        return Ok(None);
    }
    let credential = match shown {
        Shown::Secret => Credential::Secret(text.to_owned()),
        Shown::AccessToken => Credential::AccessToken(text.to_owned()),
        Shown::Cookie => return Ok(None),
    };
    let message = ClientSessionRequest { credential: Some(credential) };
    let call = request(message, None, correlation)?;
    let answer = upstream.within_limit(upstream.clients().client_session(call)).await?;
    Ok(Some(answer).filter(|answer| !answer.client_id.is_empty()))
}

/// A client stands where a person does, without a role: what it may do its tokens say.
pub fn told(answer: ClientSessionReply) -> (Person, Vec<AudienceToken>) {
    let expires_at = answer.expires_at;
    let tokens = [("registry", answer.registry_token), ("identity", answer.identity_token)];
    let token = |(audience, token): (&str, String)| AudienceToken {
        audience: audience.to_owned(),
        token,
        expires_at,
    };
    let person = Person {
        id: answer.client_id,
        name: answer.name,
        organisation: answer.organisation,
        organisation_name: answer.organisation_name,
        ..Person::default()
    };
    (person, tokens.map(token).into())
}

impl Session {
    /// Whether it is a program's and not a person's.
    pub fn is_client(&self) -> bool {
        self.shown != Shown::Cookie
    }
}
