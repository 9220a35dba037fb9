//! One's own sessions, and signing out of them from elsewhere.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;

use crate::administration::not_signed_in;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::upstream::request;
use crate::visit::Visit;

/// A session of one's own.
pub struct OwnSession(identity::OwnSession);

/// A browser in which one is signed in.
#[Object]
impl OwnSession {
    /// Global id. It opens nothing.
    async fn id(&self) -> ID {
        ids::session(&self.0.id)
    }

    /// When it began.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0.started_at, 0)
    }

    /// When it was last used, to the minute.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0.last_used_at, 0)
    }

    /// When it ends at the latest.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0.expires_at, 0)
    }

    /// What the browser said that it was, in its own words.
    async fn browser(&self) -> &str {
        &self.0.browser
    }

    /// It is the one that asks.
    async fn current(&self) -> bool {
        self.0.current
    }
}

/// All of the viewer's, the newest first.
pub async fn all(visit: &Visit) -> Result<Vec<OwnSession>, Fault> {
    let Some(session) = visit.session().await? else { return Ok(Vec::new()) };
    let message = identity::OwnSessionsRequest {};
    let message = request(message, Some(session.token("identity")?), visit.correlation)?;
    let upstream = &visit.services.upstream;
    let reply = upstream.within_limit(upstream.sessions().own_sessions(message)).await?;
    Ok(reply.sessions.into_iter().map(OwnSession).collect())
}

/// A session to end.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// The session.
    session_id: ID,
}

/// What became of sessions.
#[derive(Default, SimpleObject)]
pub struct SessionsOutcome {
    /// How many ended.
    ended: u32,
    /// Where the browser signs out of its provider too, an address there; null when its own session
    /// goes on, or the provider offers none.
    provider_sign_out_url: Option<String>,
    /// What the provider is called.
    provider_label: Option<String>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// What is done with one's own sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends one of the viewer's own sessions. One that is over already is no error.
    async fn end_session(
        &self,
        context: &Context<'_>,
        input: EndSessionInput,
    ) -> Result<SessionsOutcome, Fault> {
        // An empty id would mean all of them.
        let id = ids::key("Session", &input.session_id).filter(|id| !id.is_empty());
        end(Visit::of(context), id.unwrap_or("?".to_owned())).await
    }

    /// Ends all of the viewer's own sessions, this one as well.
    async fn sign_out_everywhere(&self, context: &Context<'_>) -> Result<SessionsOutcome, Fault> {
        let visit = Visit::of(context);
        let secret = visit.session().await?.map(|session| session.secret().to_owned());
        let outcome = end(visit, String::new()).await?;
        if let Some(secret) = secret {
            visit.services.sessions.forget(&secret);
        }
        Ok(outcome)
    }
}

async fn end(visit: &Visit, id: String) -> Result<SessionsOutcome, Fault> {
    let Some(session) = visit.session().await? else {
        let refusal = Some(not_signed_in(visit));
        return Ok(SessionsOutcome { refusal, ..SessionsOutcome::default() });
    };
    let message = identity::EndOwnSessionsRequest { id };
    let message = request(message, Some(session.token("identity")?), visit.correlation)?;
    let upstream = &visit.services.upstream;
    let reply = upstream.within_limit(upstream.sessions().end_own_sessions(message)).await?;
    let label = reply.provider_sign_out_url.is_some().then_some(reply.provider_label);
    Ok(SessionsOutcome {
        ended: reply.ended,
        provider_sign_out_url: reply.provider_sign_out_url,
        provider_label: label,
        refusal: None,
    })
}
