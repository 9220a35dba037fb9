//! What providers say of themselves, remembered for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Outbound;

/// What we read of a provider's metadata beyond the core.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct More {
    /// The provider promises to name itself when it sends the browser back.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// Where a browser signs out of the provider (OpenID Connect RP-Initiated Logout 1.0).
    #[serde(default)]
    pub end_session_endpoint: Option<Url>,
}

impl AdditionalProviderMetadata for More {}

/// A provider's metadata and keys.
pub type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// Remembers what providers said of themselves. Clones share the memory.
#[derive(Debug, Clone)]
pub struct Discovery {
    outbound: Outbound,
    known: Arc<Mutex<HashMap<String, Known>>>,
}

#[derive(Debug, Clone)]
struct Known {
    metadata: Arc<Metadata>,
    at: Instant,
    /// When an unknown key last made us ask again.
    forced: Option<Instant>,
}

/// Why a provider is not usable now.
#[derive(Debug, thiserror::Error)]
#[error("the provider's metadata could not be had")]
pub struct DiscoveryFailed;

impl Discovery {
    /// Metadata and keys are asked for again after this long.
    const GOOD_FOR: Duration = Duration::from_mins(10);
    /// An unknown key makes us ask again, but not more often than this: a flood of forged tokens
    /// must not become a flood of requests to the provider.
    const REFETCH_EVERY: Duration = Duration::from_mins(1);

    /// Remembers nothing yet.
    pub fn new(outbound: Outbound) -> Self {
        Self { outbound, known: Arc::default() }
    }

    /// Asks providers what it is asked to ask.
    pub fn outbound(&self) -> &Outbound {
        &self.outbound
    }

    /// A provider's metadata and keys.
    pub async fn of(&self, issuer: &str) -> Result<Arc<Metadata>, DiscoveryFailed> {
        match self.known(issuer).filter(|known| known.at.elapsed() < Self::GOOD_FOR) {
            Some(known) => Ok(known.metadata),
            None => self.ask(issuer, None).await,
        }
    }

    /// The same after a key was not found: asked for again, unless that was done just now.
    pub async fn with_newer_keys(&self, issuer: &str) -> Result<Arc<Metadata>, DiscoveryFailed> {
        let just_now = |forced: Instant| forced.elapsed() < Self::REFETCH_EVERY;
        match self.known(issuer).filter(|known| known.forced.is_some_and(just_now)) {
            Some(known) => Ok(known.metadata),
            None => self.ask(issuer, Some(Instant::now())).await,
        }
    }

    fn known(&self, issuer: &str) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned()
    }

    async fn ask(
        &self,
        issuer: &str,
        forced: Option<Instant>,
    ) -> Result<Arc<Metadata>, DiscoveryFailed> {
        let failed = |reason: &str| {
            tracing::warn!(provider.issuer = issuer, reason, "discovery failed");
            DiscoveryFailed
        };
        let url = IssuerUrl::new(issuer.to_owned()).map_err(|_| failed("issuer is no address"))?;
        // The library compares the issuer in the document with the one asked for, exactly.
        let metadata = Metadata::discover_async(url, &self.outbound)
            .await
            .map_err(|error| failed(&chain(&error)))?;
        let endpoints = [metadata.authorization_endpoint().url(), metadata.jwks_uri().url()];
        let token_endpoint = metadata.token_endpoint().map(openidconnect::TokenUrl::url);
        let end_session = metadata.additional_metadata().end_session_endpoint.as_ref();
        let others = token_endpoint.into_iter().chain(end_session);
        if !endpoints.into_iter().chain(others).all(|url| self.outbound.allows(url)) {
            return Err(failed("an endpoint is not over TLS"));
        }
        let metadata = Arc::new(metadata);
        let known = Known { metadata: metadata.clone(), at: Instant::now(), forced };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(issuer.to_owned(), known);
        Ok(metadata)
    }
}

/// An error with its sources, on one line. Of discovery only, where nothing is secret.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text.chars().take(500).collect()
}
