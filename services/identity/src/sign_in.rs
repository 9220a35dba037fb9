//! Signing in: from "take me to my provider" to a session, or to a reason why not.

mod confirming;
pub mod grpc;
mod leaving;
mod trying;

use std::sync::{Arc, PoisonError, RwLock};

use crate::attempts::{self, Attempt};
use crate::audit::{self, About, Kind};
use crate::oidc::{self, Answer, Discovery, Exchange};
use crate::people::{self, Provisioned};
use crate::provider_tests;
use crate::providers::{self, Provider, Which};
use crate::provisioned;
use crate::secrets;
use crate::sessions::{self, Origin};
use crate::store::{Store, StoreError};
use uuid::Uuid;

/// Why a sign-in came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No such organisation, or it cannot sign in here.
    NoProvider,
    /// The attempt is unknown, used, too old, or another browser's.
    AttemptInvalid,
    /// The provider could not be reached or is no OpenID provider.
    ProviderUnavailable,
    /// The provider's answer did not stand up to the checks. The word is for the log.
    AnswerRefused(&'static str),
    /// The provider, or the user there, said no.
    Denied,
    /// The person is known and disabled.
    PersonDisabled,
    /// The redirect address is not one of those configured.
    RedirectUnknown,
    /// Who is signed in did not sign in once more just now. The word is for the log.
    NotConfirmed(&'static str),
}

impl Refusal {
    /// A word for the audit log and the metrics.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoProvider => "no_provider",
            Self::AttemptInvalid => "attempt_invalid",
            Self::ProviderUnavailable => "provider_unavailable",
            Self::AnswerRefused(_) => "answer_refused",
            Self::Denied => "denied",
            Self::PersonDisabled => "person_disabled",
            Self::RedirectUnknown => "redirect_unknown",
            Self::NotConfirmed(_) => "not_confirmed",
        }
    }

    /// The same, or which check failed.
    const fn detail(self) -> &'static str {
        match self {
            Self::AnswerRefused(word) | Self::NotConfirmed(word) => word,
            other => other.code(),
        }
    }
}

/// A sign-in that came to nothing, or a store that failed.
#[derive(Debug)]
pub enum Failure {
    /// A reason to tell.
    Refused(Refusal),
    /// A fault of ours.
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// The gateway's callback addresses, compared exactly. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct RedirectUris(Arc<RwLock<Vec<String>>>);

impl RedirectUris {
    /// The configured ones.
    pub fn new(uris: Vec<String>) -> Self {
        Self(Arc::new(RwLock::new(uris)))
    }

    /// Allows one more.
    pub fn allow(&self, uri: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(uri.to_owned());
    }

    /// Is this one allowed?
    pub fn allows(&self, uri: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).iter().any(|known| known == uri)
    }
}

/// What signing in needs.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Where it is all written down.
    pub store: Store,
    /// What providers say of themselves.
    pub discovery: Discovery,
    /// Where a browser may be sent back to.
    pub redirects: RedirectUris,
    /// Which providers can be used.
    pub which: Which,
    /// How long a person counts as having just shown who they are, in seconds.
    pub step_up_seconds: i64,
}

/// Where somebody wants to sign in.
#[derive(Debug)]
pub enum Target {
    /// At an organisation's first provider.
    Organisation(String),
    /// At one provider.
    Provider(String),
    /// A test that a person made ready.
    Test {
        /// The test.
        id: Uuid,
        /// Who asks.
        by: Uuid,
    },
    /// Where the person of a session signed in, to sign in there once more.
    Session(String),
}

/// A sign-in under way.
#[derive(Debug)]
pub struct Started {
    /// Where to send the browser.
    pub authorize_url: String,
    /// What binds the attempt to the browser.
    pub binding: String,
    /// When it is too late, in seconds since 1970.
    pub expires: i64,
}

/// What the browser came back with.
#[derive(Debug)]
pub struct Callback<'a> {
    /// The code to exchange.
    pub code: &'a str,
    /// The state we gave.
    pub state: &'a str,
    /// Who says so (RFC 9207).
    pub iss: Option<&'a str>,
    /// What the browser was bound with.
    pub binding: &'a str,
    /// What went wrong at the provider.
    pub error: Option<&'a str>,
    /// What the browser says that it is.
    pub browser: &'a str,
}

/// An attempt that came to its end.
#[derive(Debug)]
pub enum Completed {
    /// Somebody is signed in.
    SignedIn(SignedIn),
    /// A provider was tried, and nobody signed in.
    Tested {
        /// Where the browser wanted to go.
        return_path: String,
    },
}

/// A sign-in that worked.
#[derive(Debug)]
pub struct SignedIn {
    /// The key of the session.
    pub session: String,
    /// When it ends at the latest, in seconds since 1970.
    pub expires: i64,
    /// Where the browser wanted to go.
    pub return_path: String,
    /// Whether the session went on under a new key, or is a new one.
    pub continues: bool,
}

impl SignIn {
    /// Starts a sign-in.
    pub async fn begin(
        &self,
        target: Target,
        return_path: &str,
        redirect_uri: &str,
    ) -> Result<Started, Failure> {
        if !self.redirects.allows(redirect_uri) {
            return Err(Failure::Refused(Refusal::RedirectUnknown));
        }
        let (mut test, mut confirms) = (None, None);
        let provider = match target {
            Target::Organisation(cvr) => {
                let all = providers::of(&self.store, Some(&cvr), self.which).await?;
                all.into_iter().next()
            }
            Target::Provider(id) => providers::find(&self.store, &id, self.which).await?,
            Target::Test { id, by } => {
                let provider = provider_tests::waiting(&self.store, id, by).await?;
                test = Some(id);
                providers::find_any(&self.store, &provider.unwrap_or_default(), self.which).await?
            }
            Target::Session(id) => {
                let provider = sessions::provider_of(&self.store, &id).await?;
                confirms = Some(id);
                providers::find(&self.store, &provider.unwrap_or_default(), self.which).await?
            }
        };
        let provider = provider.ok_or(Failure::Refused(Refusal::NoProvider))?;
        let unavailable = Failure::Refused(Refusal::ProviderUnavailable);
        let Ok(metadata) = self.discovery.of(&provider.issuer).await else {
            return Err(unavailable);
        };
        let (state, binding) = (secrets::random()?, secrets::random()?);
        let attempt = Attempt {
            state_hash: secrets::hash(&state),
            binding_hash: secrets::hash(&binding),
            nonce: secrets::random()?,
            pkce_verifier: secrets::random()?,
            provider: provider.id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            return_path: own_path(return_path).to_owned(),
            expires: self.store.now() + attempts::LIMIT_SECONDS,
            test,
            confirms,
        };
        let expires = attempt.expires;
        let authorize_url = oidc::authorize_url(&metadata, &provider, &attempt, &state);
        let authorize_url = authorize_url.ok_or(unavailable)?;
        attempts::save(&self.store, attempt).await?;
        Ok(Started { authorize_url, binding, expires })
    }

    /// Ends a sign-in: with a session, or with a reason that is in the audit log too.
    pub async fn complete(&self, callback: Callback<'_>) -> Result<Completed, Failure> {
        let taken = attempts::take(&self.store, callback.state, callback.binding).await?;
        let Some(attempt) = taken else {
            let unknown = Refusal::AttemptInvalid;
            return self.refuse(unknown, About::default()).await;
        };
        if let Some(test) = attempt.test {
            return self.try_out(test, &attempt, callback).await;
        }
        let provider = providers::find(&self.store, &attempt.provider, self.which).await?;
        let organisation = provider.as_ref().map(|provider| provider.organisation.as_str());
        let about = About { organisation, provider: Some(&attempt.provider), ..About::default() };
        let Some(provider) = &provider else {
            return self.refuse(Refusal::NoProvider, about).await;
        };
        let browser = callback.browser;
        let answer = match self.exchanged(provider, &attempt, callback).await {
            Err(Failure::Refused(refusal)) => return self.refuse(refusal, about).await,
            other => other?,
        };
        let said = match oidc::read(provider, &answer.subject, &answer.said) {
            Ok(reading) => reading.assertion,
            Err(reason) => {
                return self.refuse(Refusal::AnswerRefused(reason.word()), about).await;
            }
        };
        if provisioned::keeps_out(&self.store, &said.organisation, &said.external_id).await? {
            return self.refuse(Refusal::PersonDisabled, about).await;
        }
        let person = match people::provision(&self.store, &said).await? {
            Provisioned::Known(person) => person.id,
            Provisioned::Disabled(person) => {
                let about = About { person: Some(person), ..about };
                return self.refuse(Refusal::PersonDisabled, about).await;
            }
            Provisioned::Elsewhere => {
                let refusal = Refusal::AnswerRefused("person of another organisation");
                return self.refuse(refusal, about).await;
            }
        };
        provisioned::remember(&self.store, person, &said).await?;
        let about = About { person: Some(person), ..about };
        let authenticated = answer.authenticated.map(|at| at.min(self.store.now()));
        if let Some(session) = &attempt.confirms {
            return self.confirm((session, person), &attempt, authenticated, about).await;
        }
        let theirs = answer.said.claim("sid").and_then(serde_json::Value::as_str);
        let authenticated = authenticated.unwrap_or(self.store.now());
        let origin =
            Origin { provider: &provider.id, provider_sid: theirs, browser, authenticated };
        let (session, expires) = sessions::begin(&self.store, person, origin).await?;
        audit::write(&self.store, Kind::SignedIn, about, "").await?;
        metrics::counter!("identity_sign_ins_total", "outcome" => "signed_in").increment(1);
        let return_path = attempt.return_path;
        Ok(Completed::SignedIn(SignedIn { session, expires, return_path, continues: false }))
    }

    /// Writes a refusal down and counts it.
    async fn refuse<T>(&self, refusal: Refusal, about: About<'_>) -> Result<T, Failure> {
        let detail = refusal.detail();
        audit::write(&self.store, Kind::SignInRefused, about, detail).await?;
        tracing::info!(provider.id = about.provider, reason = detail, "sign-in refused");
        metrics::counter!("identity_sign_ins_total", "outcome" => refusal.code()).increment(1);
        Err(Failure::Refused(refusal))
    }

    /// What the browser brought, exchanged for claims that stood up to every check.
    async fn exchanged(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        from: Callback<'_>,
    ) -> Result<Answer, Failure> {
        let refused = |refusal| Failure::Refused(refusal);
        let metadata = self.discovery.of(&provider.issuer).await;
        let metadata = metadata.map_err(|_| refused(Refusal::ProviderUnavailable))?;
        let promised =
            metadata.additional_metadata().authorization_response_iss_parameter_supported;
        // Mix-up: the answer of one provider in the attempt at another (RFC 9207, section 2.4).
        let meant = from.iss.map_or(!promised, |iss| iss == provider.issuer);
        if !meant {
            return Err(refused(Refusal::AnswerRefused("iss parameter")));
        }
        if from.error.is_some() {
            return Err(refused(Refusal::Denied));
        }
        let with = Exchange {
            discovery: &self.discovery,
            clock: &self.store.clock,
            provider,
            secret: provider.secret()?,
            attempt,
        };
        let answer = oidc::exchange(with, metadata, from.code).await;
        answer.map_err(|word| refused(Refusal::AnswerRefused(word)))
    }
}

/// A path of our own site, or the front page: never an address that leads elsewhere.
fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
        && path.len() <= 1000;
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_browser_is_never_sent_elsewhere_afterwards() {
        assert_eq!(own_path("/cases/1?x=%20y#z"), "/cases/1?x=%20y#z");
        for path in [
            "",
            "cases",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\r\nSet-Cookie: x",
            "/\tx",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
    }
}
