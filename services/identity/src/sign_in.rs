//! Signing in: from "take me to my provider" to a session, or to a reason why not.

use std::sync::{Arc, PoisonError, RwLock};

use crate::attempts::{self, Attempt};
use crate::audit::{self, About, Kind};
use crate::oidc::{self, Discovery, Exchange, Unacceptable};
use crate::providers::{self, Provider, Which};
use crate::store::{Store, StoreError};
use crate::{people, secrets, sessions};

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
}

/// Where somebody wants to sign in.
#[derive(Debug)]
pub enum Target {
    /// At an organisation's first provider.
    Organisation(String),
    /// At one provider.
    Provider(String),
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
        let provider = match target {
            Target::Organisation(cvr) => {
                providers::of(&self.store, Some(&cvr), self.which).await?.into_iter().next()
            }
            Target::Provider(id) => providers::find(&self.store, &id, self.which).await?,
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
        };
        let expires = attempt.expires;
        let authorize_url = oidc::authorize_url(&metadata, &provider, &attempt, &state);
        let authorize_url = authorize_url.ok_or(unavailable)?;
        attempts::save(&self.store, attempt).await?;
        Ok(Started { authorize_url, binding, expires })
    }

    /// Ends a sign-in: with a session, or with a reason that is in the audit log too.
    pub async fn complete(&self, callback: Callback<'_>) -> Result<SignedIn, Failure> {
        let taken = attempts::take(&self.store, callback.state, callback.binding).await?;
        let mut about = About::default();
        let outcome = match &taken {
            None => Err(Failure::Refused(Refusal::AttemptInvalid)),
            Some(attempt) => {
                about.provider = Some(&attempt.provider);
                self.answer(attempt, callback).await
            }
        };
        match &outcome {
            Ok(_) => metrics::counter!("identity_sign_ins_total", "outcome" => "signed_in"),
            Err(Failure::Refused(refusal)) => {
                let detail = match refusal {
                    Refusal::AnswerRefused(word) => word,
                    other => other.code(),
                };
                audit::write(&self.store, Kind::SignInRefused, about, detail).await?;
                tracing::info!(provider.id = about.provider, reason = detail, "sign-in refused");
                metrics::counter!("identity_sign_ins_total", "outcome" => refusal.code())
            }
            Err(Failure::Store(_)) => {
                metrics::counter!("identity_sign_ins_total", "outcome" => "fault")
            }
        }
        .increment(1);
        outcome
    }

    async fn answer(&self, attempt: &Attempt, from: Callback<'_>) -> Result<SignedIn, Failure> {
        let refused = |refusal| Failure::Refused(refusal);
        let provider = providers::find(&self.store, &attempt.provider, self.which).await?;
        let provider = provider.ok_or(refused(Refusal::NoProvider))?;
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
            provider: &provider,
            secret: provider.secret()?,
            attempt,
        };
        let answer = oidc::exchange(with, metadata, from.code).await;
        let answer = answer.map_err(|word| refused(Refusal::AnswerRefused(word)))?;
        let said = oidc::read(&provider, &answer.subject, &answer.standard, &answer.other);
        let said = said.map_err(|reason| refused(Refusal::AnswerRefused(reason.word())))?;
        let person = people::provision(&self.store, &said).await?;
        let person = person.ok_or(refused(Refusal::PersonDisabled))?;
        let (session, expires) = sessions::begin(&self.store, person.id).await?;
        self.write_down(&provider, person.id).await?;
        Ok(SignedIn { session, expires, return_path: attempt.return_path.clone() })
    }

    async fn write_down(&self, provider: &Provider, person: uuid::Uuid) -> Result<(), StoreError> {
        let about = About {
            organisation: Some(&provider.organisation),
            person: Some(person),
            provider: Some(&provider.id),
        };
        audit::write(&self.store, Kind::SignedIn, about, "").await
    }
}

impl Unacceptable {
    const fn word(self) -> &'static str {
        match self {
            Self::OtherOrganisation => "other organisation",
            Self::PlatformRole => "platform role",
            Self::Subject => "subject",
        }
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
