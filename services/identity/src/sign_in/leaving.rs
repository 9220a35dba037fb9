//! Signing out of the provider too (OpenID Connect RP-Initiated Logout 1.0).

use std::time::Duration;

use url::Url;

use super::SignIn;
use crate::providers;
use crate::store::StoreError;

/// Signing out waits this long for a provider's papers, and goes without them then.
const PATIENCE: Duration = Duration::from_secs(2);

impl SignIn {
    /// Where a browser signs out of a provider, and what the provider is called. Without a hint of who
    /// leaves: the ID token is not kept, for it may hold what must not be known.
    pub async fn sign_out_at(
        &self,
        provider: &str,
        return_uri: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        let Some(provider) = providers::find(&self.store, provider, self.which).await? else {
            return Ok(None);
        };
        let papers = tokio::time::timeout(PATIENCE, self.discovery.of(&provider.issuer)).await;
        let Ok(Ok(metadata)) = papers else { return Ok(None) };
        let end_session = metadata.additional_metadata().end_session_endpoint.clone();
        let Some(mut url) = end_session else { return Ok(None) };
        url.query_pairs_mut().append_pair("client_id", &provider.client_id);
        if Url::parse(return_uri).is_ok() {
            url.query_pairs_mut().append_pair("post_logout_redirect_uri", return_uri);
        }
        Ok(Some((url.to_string(), provider.label)))
    }
}
