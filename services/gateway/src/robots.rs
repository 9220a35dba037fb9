//! Robots that call: their tokens, exchanged at identity for short ones that the registry takes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use platform::clock::Clock;
use proto::identity::v1::ExchangeRobotTokenRequest;
use token::{LEEWAY_SECONDS, LONGEST_LIFE_SECONDS};
use uuid::Uuid;

use crate::fault::Fault;
use crate::session::{SessionKey, Sessions};
use crate::upstream::{Upstream, request};

/// How long an answer of identity is taken for true. A token that is taken back lives on for so long.
const KEPT: Duration = Duration::from_secs(30);
/// A token with less than this left is not used any more.
const LEAST_SECONDS_LEFT: i64 = 15;
/// Longer texts are no robot's, and are asked nobody about.
const LONGEST_SECRET: usize = 100;

/// A robot whose token was good when it was last asked about.
#[derive(Debug, Clone)]
struct Known {
    token: String,
    expires_at: i64,
    fetched: Instant,
}

/// All robots that called lately. Clones are the same.
#[derive(Clone)]
pub struct Robots {
    upstream: Upstream,
    clock: Clock,
    known: Arc<Mutex<HashMap<SessionKey, Known>>>,
}

/// What a caller says it is, in `Authorization: Bearer`; none when it says nothing of the kind.
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim()).filter(|it| !it.is_empty())
}

impl Robots {
    /// None known yet.
    pub fn new(upstream: Upstream, clock: Clock) -> Self {
        Self { upstream, clock, known: Arc::default() }
    }

    /// Whether a secret was good when it was last asked about. Asks nobody.
    pub fn knows(&self, secret: &str) -> bool {
        self.fresh(&Sessions::key(secret)).is_some()
    }

    /// The token for the registry that a robot's secret stands for; none when it is no good.
    pub async fn token(&self, secret: &str, correlation: Uuid) -> Result<Option<String>, Fault> {
        if secret.len() > LONGEST_SECRET {
            return Ok(None);
        }
        let key = Sessions::key(secret);
        if let Some(token) = self.fresh(&key) {
            return Ok(Some(token));
        }
        let asked = ExchangeRobotTokenRequest { secret: secret.to_owned() };
        let mut identity = self.upstream.identity();
        let call = identity.exchange_robot_token(request(asked, None, correlation)?);
        let answer = self.upstream.within_limit(call).await?;
        let mut known = self.locked();
        known.retain(|_, known| known.fetched.elapsed() < KEPT);
        if answer.token.is_empty() {
            known.remove(&key);
            return Ok(None);
        }
        let (token, expires_at) = (answer.token, answer.expires_at);
        known.insert(key, Known { token: token.clone(), expires_at, fetched: Instant::now() });
        Ok(Some(token))
    }

    fn fresh(&self, key: &SessionKey) -> Option<String> {
        let now = self.clock.now().timestamp();
        let usable = now + LEAST_SECONDS_LEFT..=now + LONGEST_LIFE_SECONDS + LEEWAY_SECONDS;
        let known = self.locked().get(key)?.clone();
        let lasts = usable.contains(&known.expires_at) && known.fetched.elapsed() < KEPT;
        lasts.then_some(known.token)
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<SessionKey, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
