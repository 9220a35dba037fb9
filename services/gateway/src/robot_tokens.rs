//! Tokens with which robots report their runs.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;
use proto::registry::v1 as rpc;
use uuid::Uuid;
use vocabulary::{CaseId, FieldProblem, FieldRule, PersonId, RefusalCode};

use crate::calls::decoded;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::people::Person;
use crate::upstream::request;
use crate::visit::Visit;

/// Days that a token lasts when nothing is said.
const DAYS: i32 = 365;

/// A robot's token, without its secret.
pub struct RobotToken(identity::RobotToken);

/// A robot's token. Its secret was shown when it was made, and is nowhere since.
#[Object]
impl RobotToken {
    /// Global id.
    async fn id(&self) -> ID {
        ids::robot_token(&self.0.id)
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How its secret begins, to know it by.
    async fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// It is for all cases of the organisation but drafts.
    async fn all_cases(&self) -> bool {
        self.0.all_cases
    }

    /// Global ids of the cases that it is for, where it is not for all.
    async fn case_ids(&self) -> Vec<ID> {
        self.0.case_ids.iter().filter_map(|id| id.parse().ok()).map(ids::case).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.created_at)
    }

    /// Who made it.
    async fn created_by(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Ok(id) = self.0.created_by.parse::<PersonId>() else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// When it ends.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.expires_at)
    }

    /// When it was taken back; null while it is good.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at.and_then(moment)
    }

    /// When it was last used, to the minute; null when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at.and_then(moment)
    }
}

fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

/// What became of a token.
#[derive(SimpleObject, Default)]
pub struct RobotTokenOutcome {
    /// The token after it.
    token: Option<RobotToken>,
    /// The secret of a new one, for `Authorization: Bearer`. It is shown this once.
    secret: Option<String>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

impl RobotTokenOutcome {
    fn refused(visit: &Visit, refusal: vocabulary::Refusal) -> Self {
        let refusal = Refusal::of(refusal, Vec::new(), visit.language);
        Self { refusal: Some(refusal), ..Self::default() }
    }

    fn problem(visit: &Visit, field: &str, rule: FieldRule, limit: i64) -> Self {
        let limit = Some(limit).filter(|limit| *limit > 0);
        let fields = vec![FieldProblem { field: field.to_owned(), rule, limit }];
        Self::refused(visit, vocabulary::Refusal { code: RefusalCode::InvalidFields, fields })
    }
}

/// Questions about tokens of robots.
#[derive(Default)]
pub struct RobotTokenQuery;

#[Object]
impl RobotTokenQuery {
    /// Tokens of robots that the viewer made, or all of the organisation for those who manage its
    /// API clients; the newest first, at most 200. Null without sign-in.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn robot_tokens(&self, context: &Context<'_>) -> Result<Option<Vec<RobotToken>>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(None) };
        let message = identity::RobotTokensRequest {};
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let mut identity = upstream.identity();
        let reply = upstream.within_limit(identity.robot_tokens(message)).await?;
        Ok(Some(reply.tokens.into_iter().map(RobotToken).collect()))
    }
}

/// A token for a robot.
#[derive(InputObject)]
pub struct CreateRobotTokenInput {
    /// What to call it, 1-100 characters.
    name: String,
    /// The cases that the robot does the work of, 1-100; left out for all of the organisation but
    /// drafts, which takes an administrator of API clients or a superuser.
    case_ids: Option<Vec<ID>>,
    /// Days until it ends, 1-730.
    #[graphql(default_with = "DAYS")]
    days: i32,
}

/// A token to take back.
#[derive(InputObject)]
pub struct RevokeRobotTokenInput {
    /// The token.
    id: ID,
}

/// What is done with tokens of robots.
#[derive(Default)]
pub struct RobotTokenMutation;

#[Object]
impl RobotTokenMutation {
    /// Makes a token with which a robot reports its runs and does nothing else. It takes the right
    /// to edit the cases, or to manage the API clients of an organisation that owns them.
    async fn create_robot_token(
        &self,
        context: &Context<'_>,
        input: CreateRobotTokenInput,
    ) -> Result<RobotTokenOutcome, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(not_signed_in(visit)) };
        let mut case_ids = Vec::new();
        for id in input.case_ids.iter().flatten() {
            let Some(id) = ids::uuid("Case", id) else {
                return Ok(RobotTokenOutcome::problem(visit, "caseIds", FieldRule::Malformed, 0));
            };
            case_ids.push(CaseId(id).to_string());
        }
        if let Some(refusal) = not_allowed(visit, case_ids.clone()).await? {
            return Ok(RobotTokenOutcome::refused(visit, refusal));
        }
        let message = identity::IssueRobotTokenRequest {
            name: input.name,
            all_cases: input.case_ids.is_none(),
            case_ids,
            days: u32::try_from(input.days).unwrap_or(0),
        };
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let mut identity = upstream.identity();
        let reply = upstream.within_limit(identity.issue_robot_token(message)).await?;
        Ok(issued(visit, reply))
    }

    /// Takes a robot's token back. It is good for half a minute more, and never again.
    async fn revoke_robot_token(
        &self,
        context: &Context<'_>,
        input: RevokeRobotTokenInput,
    ) -> Result<RobotTokenOutcome, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(not_signed_in(visit)) };
        let id = ids::uuid("RobotToken", &input.id).unwrap_or(Uuid::nil()).to_string();
        let message = identity::RevokeRobotTokenRequest { id };
        let message = request(message, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let mut identity = upstream.identity();
        let reply = upstream.within_limit(identity.revoke_robot_token(message)).await?;
        let Some(token) = reply.token else {
            let unknown = vocabulary::Refusal::of(RefusalCode::RobotTokenUnknown);
            return Ok(RobotTokenOutcome::refused(visit, unknown));
        };
        Ok(RobotTokenOutcome { token: Some(RobotToken(token)), ..RobotTokenOutcome::default() })
    }
}

fn not_signed_in(visit: &Visit) -> RobotTokenOutcome {
    RobotTokenOutcome::refused(visit, vocabulary::Refusal::of(RefusalCode::NotSignedIn))
}

/// Why the viewer may not have a robot report on cases, as the registry decides.
async fn not_allowed(
    visit: &Visit,
    case_ids: Vec<String>,
) -> Result<Option<vocabulary::Refusal>, Fault> {
    if case_ids.is_empty() {
        return Ok(None);
    }
    let message = rpc::AllowRobotRequest { case_ids };
    let reply = visit.ask(message, |mut r, m| async move { r.allow_robot(m).await }).await?;
    match reply.refusal_json.as_slice() {
        [] => Ok(None),
        json => decoded(json).map(Some),
    }
}

fn issued(visit: &Visit, reply: identity::IssueRobotTokenResponse) -> RobotTokenOutcome {
    use identity::RobotTokenRefusal as No;
    use identity::issue_robot_token_response::{Issued, Outcome};
    let no = match reply.outcome {
        Some(Outcome::Issued(Issued { token, secret })) => {
            let token = token.map(RobotToken);
            return RobotTokenOutcome { token, secret: Some(secret), refusal: None };
        }
        Some(Outcome::Refusal(no)) => No::try_from(no).unwrap_or(No::Unspecified),
        None => No::Unspecified,
    };
    match no {
        No::Name => RobotTokenOutcome::problem(visit, "name", FieldRule::TooLong, 100),
        No::Cases => RobotTokenOutcome::problem(visit, "caseIds", FieldRule::TooMany, 100),
        No::Days => RobotTokenOutcome::problem(visit, "days", FieldRule::OutOfRange, 730),
        No::TooMany => RobotTokenOutcome::problem(visit, "robotTokens", FieldRule::TooMany, 200),
        No::NotPermitted | No::Unspecified => {
            let refusal = vocabulary::Refusal::of(RefusalCode::NotPermitted);
            RobotTokenOutcome::refused(visit, refusal)
        }
    }
}
