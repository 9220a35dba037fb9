//! Why a token was refused.

/// Why a token was refused. For logs and metrics: the caller is told no more than that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TokenRefusal {
    /// Longer than any token of ours.
    #[error("the token is too large")]
    TooLarge,
    /// Not three parts of base64url that hold JSON.
    #[error("the token is malformed")]
    Malformed,
    /// The header has something we do not use (`crit`, `jku`, `jwk` …) or has something twice.
    #[error("the token's header is not one of ours")]
    Header,
    /// Signed in another way than its key is for.
    #[error("the token's algorithm is not allowed")]
    Algorithm,
    /// Another kind of signed document.
    #[error("the token is of another type")]
    Type,
    /// No key is named.
    #[error("the token names no key")]
    KeyMissing,
    /// The key named is not among the published ones; they may be out of date.
    #[error("the token's key is unknown")]
    KeyUnknown,
    /// The signature is not the key's.
    #[error("the token's signature is wrong")]
    Signature,
    /// A claim is missing, unknown, there twice, or of the wrong shape.
    #[error("the token's claims are not well-formed")]
    Claims,
    /// Signed by somebody else.
    #[error("the token has another issuer")]
    Issuer,
    /// Meant for another service.
    #[error("the token is for another audience")]
    Audience,
    /// Too old.
    #[error("the token has expired")]
    Expired,
    /// From the future.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// Good for longer than a token may be.
    #[error("the token lives too long")]
    LivesTooLong,
}

impl TokenRefusal {
    /// A stable word for it, for metrics.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::Header => "header",
            Self::Algorithm => "algorithm",
            Self::Type => "type",
            Self::KeyMissing => "key_missing",
            Self::KeyUnknown => "key_unknown",
            Self::Signature => "signature",
            Self::Claims => "claims",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::LivesTooLong => "lives_too_long",
        }
    }
}
