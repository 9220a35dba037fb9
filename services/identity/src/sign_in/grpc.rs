//! Signing in as the gateway asks for it.

use proto::identity::v1 as wire;
use token::Claims;
use tonic::{Response, Status};
use uuid::Uuid;
use wire::begin_sign_in_request::Target as Asked;

use super::{Callback, Completed, Failure, Refusal, SignIn, Target};
use crate::grpc::fault;

type Answer<T> = Result<Response<T>, Status>;

/// Starts a sign-in. `by` is who calls, where it is about a test or a session of theirs.
pub async fn begin(
    sign_in: &SignIn,
    by: Option<Claims>,
    request: wire::BeginSignInRequest,
) -> Answer<wire::BeginSignInResponse> {
    use wire::begin_sign_in_response::{Outcome, Started};
    let target = match request.target {
        Some(Asked::Test(id)) => Target::Test {
            id: Uuid::try_parse(&id).unwrap_or(Uuid::nil()),
            by: by.and_then(|by| by.person()).unwrap_or(Uuid::nil()),
        },
        Some(Asked::Confirm(_)) => {
            let session = by.and_then(|by| by.sid);
            Target::Session(session.ok_or(Status::invalid_argument("no session calls"))?)
        }
        Some(Asked::Organisation(cvr)) => Target::Organisation(cvr),
        Some(Asked::Provider(id)) => Target::Provider(id),
        None => return Err(Status::invalid_argument("target is missing")),
    };
    let (path, redirect) = (&request.return_path, &request.redirect_uri);
    let outcome = match sign_in.begin(target, path, redirect).await {
        Ok(started) => Outcome::Started(Started {
            authorize_url: started.authorize_url,
            binding: started.binding,
            expires_at: started.expires,
        }),
        Err(Failure::Refused(reason)) => Outcome::Refusal(refusal(reason).into()),
        Err(Failure::Store(error)) => return Err(fault(error)),
    };
    Ok(Response::new(wire::BeginSignInResponse { outcome: Some(outcome) }))
}

/// Ends a sign-in.
pub async fn complete(
    sign_in: &SignIn,
    request: wire::CompleteSignInRequest,
) -> Answer<wire::CompleteSignInResponse> {
    use wire::complete_sign_in_response::{Outcome, SignedIn, Tested};
    let callback = Callback {
        code: &request.code,
        state: &request.state,
        iss: request.iss.as_deref(),
        binding: &request.binding,
        error: request.error.as_deref(),
        browser: &request.user_agent,
    };
    let outcome = match sign_in.complete(callback).await {
        Ok(Completed::SignedIn(done)) => Outcome::SignedIn(SignedIn {
            session: done.session,
            expires_at: done.expires,
            return_path: done.return_path,
            continues: done.continues,
        }),
        Ok(Completed::Tested { return_path }) => Outcome::Tested(Tested { return_path }),
        Err(Failure::Refused(reason)) => Outcome::Refusal(refusal(reason).into()),
        Err(Failure::Store(error)) => return Err(fault(error)),
    };
    Ok(Response::new(wire::CompleteSignInResponse { outcome: Some(outcome) }))
}

const fn refusal(refusal: Refusal) -> wire::SignInRefusal {
    match refusal {
        Refusal::NoProvider => wire::SignInRefusal::NoProvider,
        Refusal::AttemptInvalid => wire::SignInRefusal::AttemptInvalid,
        Refusal::ProviderUnavailable => wire::SignInRefusal::ProviderUnavailable,
        Refusal::AnswerRefused(_) => wire::SignInRefusal::AnswerRefused,
        Refusal::Denied => wire::SignInRefusal::Denied,
        Refusal::PersonDisabled => wire::SignInRefusal::PersonDisabled,
        Refusal::RedirectUnknown => wire::SignInRefusal::RedirectUnknown,
        Refusal::NotConfirmed(_) => wire::SignInRefusal::NotConfirmed,
    }
}
