//! Tokens of robots as others ask for them.

use proto::identity::v1 as wire;
use token::Claims;
use tonic::{Response, Status};
use uuid::Uuid;

use super::{NoToken, RobotToken, Wanted};
use crate::grpc::fault;
use crate::store::Store;
use crate::tokens::Mint;

type Answer<T> = Result<Response<T>, Status>;

/// Makes a token.
pub async fn issue(
    store: &Store,
    caller: &Claims,
    request: wire::IssueRobotTokenRequest,
) -> Answer<wire::IssueRobotTokenResponse> {
    use wire::issue_robot_token_response::{Issued, Outcome};
    let cases: Result<Vec<Uuid>, _> =
        request.case_ids.iter().map(|id| Uuid::try_parse(id)).collect();
    let cases = cases.map_err(|_| Status::invalid_argument("case_ids has one that is no UUID"))?;
    if request.all_cases && !cases.is_empty() {
        return Err(Status::invalid_argument("all cases, or some by name"));
    }
    let cases = (!request.all_cases).then_some(cases);
    let wanted = Wanted { name: request.name, cases, days: request.days };
    let outcome = match super::issue(store, caller, wanted).await.map_err(fault)? {
        Err(no) => Outcome::Refusal(refusal(no).into()),
        Ok((made, secret)) => Outcome::Issued(Issued { token: Some(token(made)), secret }),
    };
    Ok(Response::new(wire::IssueRobotTokenResponse { outcome: Some(outcome) }))
}

/// The tokens that the caller may see.
pub async fn list(store: &Store, caller: &Claims) -> Answer<wire::RobotTokensResponse> {
    let tokens = super::list(store, caller).await.map_err(fault)?;
    let tokens = tokens.into_iter().map(token).collect();
    Ok(Response::new(wire::RobotTokensResponse { tokens }))
}

/// Takes one of them back.
pub async fn revoke(
    store: &Store,
    caller: &Claims,
    id: &str,
) -> Answer<wire::RevokeRobotTokenResponse> {
    let Ok(id) = Uuid::try_parse(id) else {
        return Ok(Response::new(wire::RevokeRobotTokenResponse::default()));
    };
    let revoked = super::revoke(store, caller, id).await.map_err(fault)?;
    Ok(Response::new(wire::RevokeRobotTokenResponse { token: revoked.map(token) }))
}

/// Gives a robot a token for the registry.
pub async fn exchange(
    store: &Store,
    mint: &Mint<'_>,
    secret: &str,
) -> Answer<wire::ExchangeRobotTokenResponse> {
    let Some(robot) = super::of_secret(store, secret).await.map_err(fault)? else {
        return Ok(Response::new(wire::ExchangeRobotTokenResponse::default()));
    };
    let (token, expires_at) = mint.for_robot(&robot).map_err(|error| fault(error.into()))?;
    Ok(Response::new(wire::ExchangeRobotTokenResponse { token, expires_at }))
}

fn token(token: RobotToken) -> wire::RobotToken {
    let cases = token.cases.as_deref().unwrap_or_default();
    wire::RobotToken {
        id: token.id.to_string(),
        all_cases: token.cases.is_none(),
        case_ids: cases.iter().map(Uuid::to_string).collect(),
        name: token.name,
        prefix: token.prefix,
        created_at: token.created,
        created_by: token.created_by.to_string(),
        expires_at: token.expires,
        revoked_at: token.revoked,
        last_used_at: token.last_used,
    }
}

fn refusal(no: NoToken) -> wire::RobotTokenRefusal {
    match no {
        NoToken::NotPermitted => wire::RobotTokenRefusal::NotPermitted,
        NoToken::Name => wire::RobotTokenRefusal::Name,
        NoToken::Cases => wire::RobotTokenRefusal::Cases,
        NoToken::Days => wire::RobotTokenRefusal::Days,
        NoToken::TooMany => wire::RobotTokenRefusal::TooMany,
    }
}
