//! The two steps of the code flow: where to send the browser, and what its code is worth.

use std::sync::Arc;
use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, EmptyAdditionalClaims, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdTokenFields, IdTokenVerifier, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    TokenResponse,
};
use platform::Secret;
use platform::clock::Clock;

use super::{ALGORITHMS, Discovery, LEEWAY_SECONDS, Metadata, Said};
use crate::attempts::Attempt;
use crate::providers::Provider;

type Fields = IdTokenFields<
    EmptyAdditionalClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Relying = Client<
    EmptyAdditionalClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An ID token older than this answers an attempt we no longer know, in seconds.
const OLDEST_SECONDS: i64 = 10 * 60;

/// Where to send the browser.
pub fn authorize_url(
    metadata: &Metadata,
    provider: &Provider,
    attempt: &Attempt,
    state: &str,
) -> Option<String> {
    let verifier = PkceCodeVerifier::new(attempt.pkce_verifier.clone());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    let client = relying(metadata, provider, attempt, None)?;
    let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(attempt.nonce.clone()));
    let mut request = client
        .authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            move || state,
            move || nonce,
        )
        .set_pkce_challenge(challenge);
    for scope in &provider.scopes {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    if attempt.confirms.is_some() {
        // The second is what a provider must keep and say (OpenID Connect Core, section 3.1.2.1).
        request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
    }
    Some(request.url().0.to_string())
}

/// What is needed to turn a code into claims.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// Asks the provider.
    pub discovery: &'a Discovery,
    /// What time it is.
    pub clock: &'a Clock,
    /// The provider of the attempt.
    pub provider: &'a Provider,
    /// Our password there.
    pub secret: Option<Secret>,
    /// The attempt that the browser came back with.
    pub attempt: &'a Attempt,
}

/// What a provider's code was worth.
#[derive(Debug)]
pub struct Answer {
    /// Whom of, in the provider's words.
    pub subject: String,
    /// When they last showed there who they are, in seconds since 1970, if the provider says so.
    pub authenticated: Option<i64>,
    /// All that it said.
    pub said: Said,
}

/// Why a code was worth nothing: a word for the log.
pub type Worthless = &'static str;

/// Turns a code into verified claims.
pub async fn exchange(
    with: Exchange<'_>,
    metadata: Arc<Metadata>,
    code: &str,
) -> Result<Answer, Worthless> {
    let client = relying(&metadata, with.provider, with.attempt, with.secret.as_ref())
        .ok_or("provider misconfigured")?;
    let outbound = with.discovery.outbound();
    let tokens = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|_| "no token endpoint")?
        .set_pkce_verifier(PkceCodeVerifier::new(with.attempt.pkce_verifier.clone()))
        .request_async(outbound)
        .await
        .map_err(|_| "code refused")?;
    let id_token = tokens.id_token().ok_or("no ID token")?;
    let nonce = Nonce::new(with.attempt.nonce.clone());
    let claims = match id_token.claims(&verifier(&client, with.clock), &nonce) {
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) => {
            // The provider may have changed its keys since we asked.
            let issuer = &with.provider.issuer;
            let newer = with.discovery.with_newer_keys(issuer).await.map_err(|_| "key unknown")?;
            let client = relying(&newer, with.provider, with.attempt, with.secret.as_ref())
                .ok_or("provider misconfigured")?;
            id_token.claims(&verifier(&client, with.clock), &nonce).cloned()
        }
        checked => checked.cloned(),
    };
    let claims = claims.map_err(|error| word(&error))?;
    if claims.authorized_party().is_some_and(|party| **party != with.provider.client_id) {
        return Err("authorized party");
    }
    let age_seconds = (with.clock.now() - claims.issue_time()).num_seconds();
    if !(-LEEWAY_SECONDS..=OLDEST_SECONDS).contains(&age_seconds) {
        return Err("issue time");
    }
    let said = Said::of_token(&id_token.to_string()).ok_or("claims")?;
    let authenticated = claims.auth_time().map(|at| at.timestamp());
    Ok(Answer { subject: claims.subject().as_str().to_owned(), authenticated, said })
}

fn relying(
    metadata: &Metadata,
    provider: &Provider,
    attempt: &Attempt,
    secret: Option<&Secret>,
) -> Option<Relying> {
    let client = Relying::from_provider_metadata(
        metadata.clone(),
        ClientId::new(provider.client_id.clone()),
        secret.map(|secret| ClientSecret::new(secret.expose().to_owned())),
    );
    Some(client.set_redirect_uri(RedirectUrl::new(attempt.redirect_uri.clone()).ok()?))
}

fn verifier<'a>(client: &'a Relying, clock: &Clock) -> IdTokenVerifier<'a, CoreJsonWebKey> {
    let now = clock.now();
    client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now)
}

/// A word for the log. The library's own text may quote the token.
fn word(error: &ClaimsVerificationError) -> Worthless {
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::InvalidSubject(_) => "subject",
        ClaimsVerificationError::SignatureVerification(error) => match error {
            SignatureVerificationError::NoMatchingKey => "key unknown",
            SignatureVerificationError::DisallowedAlg(_) => "algorithm",
            _ => "signature",
        },
        _ => "claims",
    }
}
