//! What went wrong when it was not a business no: one table for GraphQL errors, problem documents and
//! HTTP statuses.

use actix_web::http::StatusCode;
use tonic::Code;

use crate::guard;

macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $status:literal;)+) => {
        /// A fault, or a request that cannot be taken.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error("{}", self.code())]
        pub enum Fault {
            /// The document guard refused.
            Document(guard::Refused),
            $($(#[$doc])* $variant,)+
        }

        impl Fault {
            /// The stable code that programs act on.
            pub fn code(self) -> &'static str {
                match self {
                    Self::Document(refused) => refused.code(),
                    $(Self::$variant => $code,)+
                }
            }

            /// The HTTP status, where the answer is a problem document.
            pub fn status(self) -> StatusCode {
                let status = match self {
                    Self::Document(_) => 400,
                    $(Self::$variant => $status,)+
                };
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            /// Every one, so that a test can ask each for its text.
            #[cfg(test)]
            pub fn all() -> Vec<Self> {
                let documents = guard::Refused::ALL.into_iter().map(Self::Document);
                documents.chain([$(Self::$variant,)+]).collect()
            }
        }
    };
}

faults! {
    /// Passed the guard and does not fit the schema.
    DocumentInvalid = "document_invalid", 400;
    /// More levels than the schema allows.
    DocumentTooDeep = "document_too_deep", 400;
    /// Costs more than one request may.
    DocumentTooCostly = "document_too_costly", 400;
    /// Several operations and none named, or a name that is not there.
    OperationUnknown = "operation_unknown", 400;
    /// A subscription without a stream, or anything else over GET.
    OperationNotHere = "operation_not_here", 405;
    /// Introspection is for those signed in.
    SchemaNeedsSignIn = "schema_needs_sign_in", 403;
    /// A list of requests.
    BatchUnsupported = "batch_unsupported", 400;
    /// Variables with more than 32 levels.
    VariablesTooNested = "variables_too_nested", 400;
    /// Not JSON in UTF-8.
    BodyMalformed = "body_malformed", 400;
    /// More than 512 KiB.
    BodyTooLarge = "body_too_large", 413;
    /// The body did not come within ten seconds.
    BodyTooSlow = "body_too_slow", 408;
    /// No list of run reports where one belongs.
    RunsMissing = "runs_missing", 400;
    /// More run reports than one request may hold.
    TooManyRuns = "too_many_runs", 413;
    /// A list of departments and people was not taken over; the detail says why.
    OrganisationNotImported = "organisation_not_imported", 400;
    /// No token of a robot, or one that is unknown, over or taken back: told alike.
    TokenUnknown = "token_unknown", 401;
    /// Not `application/json`.
    MediaTypeUnsupported = "media_type_unsupported", 415;
    /// The path takes other methods.
    MethodNotAllowed = "method_not_allowed", 405;
    /// Nothing has this path.
    NotFound = "not_found", 404;
    /// HTTP that cannot be read.
    BadRequest = "bad_request", 400;
    /// Made by a page of another site.
    CrossSite = "cross_site", 403;
    /// More requests than one caller may make.
    RateLimited = "rate_limited", 429;
    /// The cookie's session is over.
    SessionEnded = "session_ended", 401;
    /// Signed in and may not.
    NotPermitted = "not_permitted", 403;
    /// A service would not take a value.
    InvalidArgument = "invalid_argument", 400;
    /// A service does not answer, or not in time.
    Unavailable = "unavailable", 503;
    /// Our own fault.
    Internal = "internal", 500;
    /// No such organisation, or it cannot sign in here: told alike.
    SignInNoProvider = "sign_in_no_provider", 404;
    /// The attempt is unknown, used, too old, or another browser's.
    SignInAttemptInvalid = "sign_in_attempt_invalid", 400;
    /// The provider cannot be reached.
    SignInProviderUnavailable = "sign_in_provider_unavailable", 503;
    /// The provider's answer did not stand up to the checks.
    SignInAnswerRefused = "sign_in_answer_refused", 403;
    /// The provider said no.
    SignInDenied = "sign_in_denied", 403;
    /// The person is disabled.
    SignInPersonDisabled = "sign_in_person_disabled", 403;
    /// Who is signed in did not sign in once more just now.
    SignInNotConfirmed = "sign_in_not_confirmed", 403;
    /// Our address is not one of those configured at identity.
    SignInRedirectUnknown = "sign_in_redirect_unknown", 400;
}

impl From<guard::Refused> for Fault {
    fn from(refused: guard::Refused) -> Self {
        Self::Document(refused)
    }
}

/// Logs the whole status here, because only the code travels on.
impl From<tonic::Status> for Fault {
    fn from(status: tonic::Status) -> Self {
        // Only what broke on the way has a cause here: the service said nothing at all, as when it
        // stops, so that asking again is right.
        let cut_off = std::error::Error::source(&status).is_some();
        let fault = match status.code() {
            _ if cut_off => Self::Unavailable,
            Code::Unavailable
            | Code::DeadlineExceeded
            | Code::ResourceExhausted
            | Code::Cancelled
            | Code::Aborted => Self::Unavailable,
            Code::Unauthenticated => Self::SessionEnded,
            Code::PermissionDenied => Self::NotPermitted,
            Code::InvalidArgument | Code::OutOfRange => Self::InvalidArgument,
            _ => Self::Internal,
        };
        tracing::warn!(fault = fault.code(), grpc.code = ?status.code(), grpc.message = status.message());
        fault
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_says_becomes_what_a_caller_can_act_on() {
        for (code, fault, status) in [
            (Code::Unavailable, Fault::Unavailable, 503),
            (Code::DeadlineExceeded, Fault::Unavailable, 503),
            (Code::Unauthenticated, Fault::SessionEnded, 401),
            (Code::PermissionDenied, Fault::NotPermitted, 403),
            (Code::InvalidArgument, Fault::InvalidArgument, 400),
            (Code::DataLoss, Fault::Internal, 500),
            (Code::Unknown, Fault::Internal, 500),
        ] {
            let told = Fault::from(tonic::Status::new(code, "hemmelig"));
            assert_eq!((told, told.status().as_u16()), (fault, status));
            assert!(!told.to_string().contains("hemmelig"));
        }
    }

    #[test]
    fn no_two_faults_share_a_code() {
        let mut codes: Vec<_> = Fault::all().into_iter().map(Fault::code).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
