//! Who is signed in: a secret in a cookie, exchanged at identity for tokens, asked about again after
//! some seconds, and kept for half a minute while identity is away.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use platform::clock::Clock;
use proto::identity::v1::{AudienceToken, KeyUse, Person, SessionRequest, SessionResponse};
use sha2::{Digest, Sha256};
use token::{LEEWAY_SECONDS, LONGEST_LIFE_SECONDS};
use uuid::Uuid;

use crate::api_clients::callers;
use crate::fault::Fault;
use crate::upstream::{Upstream, request};

/// How long an answer of identity is taken for true. A session that ends elsewhere lives on for so
/// long, and so do rights that change.
const TRUE_FOR: Duration = Duration::from_secs(5);
/// How long it is used while identity does not answer.
const KEPT: Duration = Duration::from_secs(30);
/// How long it is remembered what a session last wrote.
const REMEMBERED: Duration = Duration::from_mins(10);
/// A token with less than this left is not used any more.
const LEAST_SECONDS_LEFT: i64 = 15;

/// The services that a session gets tokens for.
const AUDIENCES: [&str; 2] = ["registry", "identity"];

/// Stands for a session without being its secret.
pub type SessionKey = [u8; 32];

/// What stands for a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A person's cookie.
    Cookie,
    /// A client's access token.
    AccessToken,
    /// A client's secret.
    Secret,
}

/// A session that was alive when it was last asked about.
pub struct Session {
    /// Whose it is.
    pub person: Person,
    /// The position in the log of the last write made in it, so that its reads see that write.
    pub position: Arc<AtomicU64>,
    /// What it was known by.
    pub shown: Shown,
    /// Its name, which stays the same when a browser is given another key.
    id: String,
    secret: String,
    tokens: Vec<AudienceToken>,
    fetched: Instant,
}

impl Session {
    /// The token for a service.
    pub fn token(&self, audience: &str) -> Result<&str, Fault> {
        let found = self.tokens.iter().find(|token| token.audience == audience);
        found.map(|token| token.token.as_str()).ok_or_else(|| {
            tracing::error!(token.audience = audience, "identity left out a token");
            Fault::Internal
        })
    }

    /// The secret of the cookie, for identity only.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// What it is counted and remembered under.
    pub fn key(&self) -> SessionKey {
        match self.shown {
            Shown::Cookie => Sessions::key(&self.secret),
            Shown::AccessToken | Shown::Secret => callers::counter(&self.person.id),
        }
    }
}

/// A session's next key, on its way to the browser.
pub struct Renewed {
    /// The secret for the cookie.
    pub secret: String,
    /// When the session ends at the latest, in seconds since 1970.
    pub expires_at: i64,
}

/// All sessions that were seen lately.
#[derive(Clone)]
pub struct Sessions {
    upstream: Upstream,
    clock: Clock,
    seen: Arc<Mutex<HashMap<SessionKey, Arc<Session>>>>,
}

impl Sessions {
    /// None seen yet.
    pub fn new(upstream: Upstream, clock: Clock) -> Self {
        Self { upstream, clock, seen: Arc::default() }
    }

    /// The key of a cookie's secret.
    pub fn key(secret: &str) -> SessionKey {
        Sha256::digest(secret.as_bytes()).into()
    }

    /// Whether the cookie's session was alive when it was last asked about. Asks nobody.
    pub fn knows(&self, secret: &str) -> bool {
        self.locked().contains_key(&Self::key(secret))
    }

    /// The live session of a cookie; none when it is over or never was.
    pub async fn of(&self, secret: &str, correlation: Uuid) -> Result<Option<Arc<Session>>, Fault> {
        Ok(self.shown(secret, KeyUse::Unspecified, correlation).await?.map(|(session, _)| session))
    }

    /// The same where the answer can carry a new cookie, and the key for it when it is time for that.
    pub async fn renewable(
        &self,
        secret: &str,
        correlation: Uuid,
    ) -> Result<Option<(Arc<Session>, Option<Renewed>)>, Fault> {
        self.shown(secret, KeyUse::Renewable, correlation).await
    }

    async fn shown(
        &self,
        secret: &str,
        key_use: KeyUse,
        correlation: Uuid,
    ) -> Result<Option<(Arc<Session>, Option<Renewed>)>, Fault> {
        let key = Self::key(secret);
        if let Some(session) = self.fresh(&key, TRUE_FOR) {
            return Ok(Some((session, None)));
        }
        let mut answer = match self.asked(secret, key_use, correlation).await {
            Err(Fault::Unavailable) if let Some(session) = self.fresh(&key, KEPT) => {
                return Ok(Some((session, None)));
            }
            answer => answer?,
        };
        let expires_at = answer.session_expires_at;
        let renewed = answer.renewed.take().map(|secret| Renewed { secret, expires_at });
        Ok(self.remember_answer(key, secret, answer).map(|session| (session, renewed)))
    }

    /// The session of something that was begun in it and goes on. Its key may have been replaced since;
    /// it is remembered apart, so that nobody shows a replaced key in the shadow of a stream.
    async fn continued(
        &self,
        begun: &Arc<Session>,
        correlation: Uuid,
    ) -> Result<Option<Arc<Session>>, Fault> {
        if self.is_fresh(begun, TRUE_FOR) {
            return Ok(Some(begun.clone()));
        }
        let key = Self::continued_key(&begun.secret);
        if let Some(session) = self.fresh(&key, TRUE_FOR) {
            return Ok(Some(session));
        }
        match self.asked(&begun.secret, KeyUse::Continued, correlation).await {
            Err(Fault::Unavailable) => {
                let kept = || self.is_fresh(begun, KEPT).then(|| begun.clone());
                let session = self.fresh(&key, KEPT).or_else(kept);
                session.ok_or(Fault::Unavailable).map(Some)
            }
            answer => Ok(self.remember_answer(key, &begun.secret, answer?)),
        }
    }

    fn continued_key(secret: &str) -> SessionKey {
        Sha256::digest(format!("continued {secret}").as_bytes()).into()
    }

    async fn asked(
        &self,
        secret: &str,
        key_use: KeyUse,
        correlation: Uuid,
    ) -> Result<SessionResponse, Fault> {
        let asked = SessionRequest {
            session: secret.to_owned(),
            audiences: AUDIENCES.map(str::to_owned).to_vec(),
            r#use: key_use.into(),
        };
        let mut identity = self.upstream.identity();
        let call = identity.session(request(asked, None, correlation)?);
        self.upstream.within_limit(call).await
    }

    fn remember_answer(
        &self,
        key: SessionKey,
        secret: &str,
        answer: SessionResponse,
    ) -> Option<Arc<Session>> {
        let Some(person) = answer.person else {
            self.forget(secret);
            return None;
        };
        let known = (secret, Shown::Cookie, answer.session_id);
        Some(self.remember(key, person, known, answer.tokens))
    }

    /// The client of an access token or secret; none when it is no good.
    pub async fn of_client(
        &self,
        text: &str,
        shown: Shown,
        correlation: Uuid,
    ) -> Result<Option<Arc<Session>>, Fault> {
        let key = callers::key(text, shown);
        if let Some(session) = self.fresh(&key, TRUE_FOR) {
            return Ok(Some(session));
        }
        let Some(answer) = callers::asked(&self.upstream, text, shown, correlation).await? else {
            self.locked().remove(&key);
            return Ok(None);
        };
        let (person, tokens) = callers::told(answer);
        Ok(Some(self.remember(key, person, (text, shown, String::new()), tokens)))
    }

    /// The same session as it is now.
    pub async fn again(
        &self,
        begun: &Arc<Session>,
        correlation: Uuid,
    ) -> Result<Option<Arc<Session>>, Fault> {
        match begun.shown {
            Shown::Cookie => self.continued(begun, correlation).await,
            shown => self.of_client(&begun.secret, shown, correlation).await,
        }
    }

    /// The client of what is shown, if it was good when it was last asked about. Asks nobody.
    pub fn known_client(&self, text: &str, shown: Shown) -> Option<String> {
        let known = self.locked().get(&callers::key(text, shown)).cloned()?;
        Some(known.person.id.clone())
    }

    fn remember(
        &self,
        key: SessionKey,
        person: Person,
        (secret, shown, id): (&str, Shown, String),
        tokens: Vec<AudienceToken>,
    ) -> Arc<Session> {
        let mut seen = self.locked();
        seen.retain(|_, session| session.fetched.elapsed() < REMEMBERED);
        // Another key of the same session has written as well.
        let same = |known: &&Arc<Session>| !id.is_empty() && known.id == id;
        let known = seen.get(&key).or_else(|| seen.values().find(same));
        let position = known.map(|session| session.position.clone()).unwrap_or_default();
        let session = Arc::new(Session {
            person,
            position,
            shown,
            id,
            secret: secret.to_owned(),
            tokens,
            fetched: Instant::now(),
        });
        seen.insert(key, session.clone());
        session
    }

    /// Forgets a session that has ended.
    pub fn forget(&self, secret: &str) {
        let mut seen = self.locked();
        seen.remove(&Self::key(secret));
        seen.remove(&Self::continued_key(secret));
    }

    fn fresh(&self, key: &SessionKey, for_how_long: Duration) -> Option<Arc<Session>> {
        let session = self.locked().get(key)?.clone();
        self.is_fresh(&session, for_how_long).then_some(session)
    }

    fn is_fresh(&self, session: &Session, for_how_long: Duration) -> bool {
        let now = self.clock.now().timestamp();
        // One that lasts longer than any may was made before the clock was set back, and no service
        // takes it yet; identity's clock may be a little ahead.
        let usable = now + LEAST_SECONDS_LEFT..=now + LONGEST_LIFE_SECONDS + LEEWAY_SECONDS;
        let lasts = session.tokens.iter().all(|token| usable.contains(&token.expires_at));
        session.fetched.elapsed() < for_how_long && lasts
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<SessionKey, Arc<Session>>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
