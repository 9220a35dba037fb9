//! Tokens of robots: who makes them, who sees them, and what they are good for.
#![allow(clippy::unwrap_used)]

mod world;

use chrono::TimeDelta;
use identity::{DatabaseSettings, Store};
use platform::clock::Clock;
use proto::identity::v1 as wire;
use tempfile::TempDir;
use token::{Audience, Claims, KeySet, Kind, Verifier};
use tonic::Code;
use wire::RobotTokenRefusal as No;
use wire::issue_robot_token_response::{Issued, Outcome};
use world::{RANDERS, SYDDJURS, World, demo, settings_at, with_token};

const CASE: &str = "01970000-0000-7000-8000-000000000001";

fn wanted(cases: &[&str]) -> wire::IssueRobotTokenRequest {
    wire::IssueRobotTokenRequest {
        name: "Fakturarobot".to_owned(),
        case_ids: cases.iter().map(|id| (*id).to_owned()).collect(),
        all_cases: cases.is_empty(),
        days: 30,
    }
}

async fn issue(
    world: &World,
    token: &str,
    wanted: wire::IssueRobotTokenRequest,
) -> Result<(wire::RobotToken, String), No> {
    let request = with_token(wanted, token);
    let answer = world.identity.clone().issue_robot_token(request).await.unwrap().into_inner();
    match answer.outcome.unwrap() {
        Outcome::Issued(Issued { token, secret }) => Ok((token.unwrap(), secret)),
        Outcome::Refusal(no) => Err(No::try_from(no).unwrap()),
    }
}

async fn list(world: &World, token: &str) -> Vec<wire::RobotToken> {
    let request = with_token(wire::RobotTokensRequest {}, token);
    world.identity.clone().robot_tokens(request).await.unwrap().into_inner().tokens
}

async fn revoke(world: &World, token: &str, id: &str) -> Option<wire::RobotToken> {
    let request = with_token(wire::RevokeRobotTokenRequest { id: id.to_owned() }, token);
    world.identity.clone().revoke_robot_token(request).await.unwrap().into_inner().token
}

async fn exchange(world: &World, secret: &str) -> Option<String> {
    let request = wire::ExchangeRobotTokenRequest { secret: secret.to_owned() };
    let answer = world.identity.clone().exchange_robot_token(request).await.unwrap().into_inner();
    Some(answer.token).filter(|token| !token.is_empty())
}

async fn claims(world: &World, token: &str, audience: Audience) -> Option<Claims> {
    let keys = world.identity.clone().key_set(wire::KeySetRequest {}).await.unwrap().into_inner();
    let keys = KeySet::from_json(&keys.jwks_json).unwrap();
    Verifier::new(token::ISSUER, audience, keys).verify(token, world.clock.now()).ok()
}

#[tokio::test]
async fn a_robot_s_token_is_exchanged_for_a_short_one_with_nothing_but_its_cases() {
    narrow(World::start().await).await;
}

#[tokio::test]
async fn a_robot_s_token_works_on_postgresql_too() {
    let database = postgres::database().await;
    let settings = settings_at(database.url());
    narrow(World::start_with(settings, demo(), TempDir::new().unwrap()).await).await;
}

async fn narrow(world: World) {
    let karen = world.identity_token(RANDERS, "karen").await;
    let (made, secret) = issue(&world, &karen, wanted(&[CASE])).await.unwrap();
    assert!(secret.starts_with(&made.prefix) && secret.len() == 47 && made.prefix.len() == 12);
    assert_eq!(made.expires_at - made.created_at, 30 * 24 * 60 * 60);

    let short = exchange(&world, &secret).await.unwrap();
    let claims = claims(&world, &short, Audience::Registry).await.unwrap();
    assert_eq!((claims.kind, claims.org.as_str()), (Kind::Robot, RANDERS));
    assert_eq!(claims.cases, Some(vec![CASE.parse().unwrap()]));
    assert!(claims.roles.is_empty() && claims.sid.is_none());
    assert_eq!((claims.sub, claims.exp - claims.iat), (made.id.clone(), 300));
    assert!(self::claims(&world, &short, Audience::Identity).await.is_none());
    let listed = list(&world, &karen).await;
    assert_eq!(listed[0].last_used_at, Some(world.clock.now().timestamp()));

    for wrong in ["", "gvr_", &secret[..46], &secret.to_lowercase()] {
        assert_eq!(exchange(&world, wrong).await, None);
    }
    assert_eq!(revoke(&world, &karen, &made.id).await.unwrap().id, made.id);
    assert_eq!(exchange(&world, &secret).await, None);
    let revoked = list(&world, &karen).await[0].revoked_at;
    assert_eq!(revoke(&world, &karen, &made.id).await.unwrap().revoked_at, revoked, "once");
}

#[tokio::test]
async fn a_token_ends_by_itself() {
    let world = World::start().await;
    let karen = world.identity_token(RANDERS, "karen").await;
    let (_, secret) = issue(&world, &karen, wanted(&[CASE])).await.unwrap();
    world.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(60));
    let short = exchange(&world, &secret).await.unwrap();
    let claims = claims(&world, &short, Audience::Registry).await.unwrap();
    assert_eq!(claims.exp - claims.iat, 60, "the short one does not outlive it");
    world.clock.advance(TimeDelta::seconds(60));
    assert_eq!(exchange(&world, &secret).await, None);
}

#[tokio::test]
async fn all_cases_take_somebody_who_manages_robots_and_others_see_their_own_only() {
    let world = World::start().await;
    let karen = world.identity_token(RANDERS, "karen").await;
    let birthe = world.identity_token(RANDERS, "birthe").await;
    let foreign = world.identity_token(SYDDJURS, "jonas").await;
    let (made, _) = issue(&world, &karen, wanted(&[CASE])).await.unwrap();
    let all = [issue(&world, &karen, wanted(&[])).await, issue(&world, &birthe, wanted(&[])).await];
    let may: Vec<bool> = all.iter().map(Result::is_ok).collect();
    assert_ne!(may[0], may[1], "one of them is a superuser and the other is not: {all:?}");
    let (manager, other) = if may[0] { (&karen, &birthe) } else { (&birthe, &karen) };

    let seen = list(&world, manager).await.len();
    assert_eq!(seen, 2, "all of the organisation");
    assert_eq!(list(&world, other).await.len(), usize::from(!may[0]));
    assert!(list(&world, &foreign).await.is_empty());
    assert_eq!(revoke(&world, &foreign, &made.id).await, None);
    assert_eq!(revoke(&world, &foreign, CASE).await, None);
    assert!(revoke(&world, manager, &made.id).await.is_some());
}

#[tokio::test]
async fn what_no_token_may_be_is_refused_by_name() {
    let world = World::start().await;
    let karen = world.identity_token(RANDERS, "karen").await;
    let asked = |change: &dyn Fn(&mut wire::IssueRobotTokenRequest)| {
        let mut asked = wanted(&[CASE]);
        change(&mut asked);
        asked
    };
    let long = "x".repeat(101);
    for (wrong, no) in [
        (asked(&|it| it.name = " ".to_owned()), No::Name),
        (asked(&|it| it.name.clone_from(&long)), No::Name),
        (asked(&|it| it.case_ids.clear()), No::Cases),
        (asked(&|it| it.case_ids = vec![CASE.to_owned(); 101]), No::Cases),
        (asked(&|it| it.days = 0), No::Days),
        (asked(&|it| it.days = 731), No::Days),
    ] {
        assert_eq!(issue(&world, &karen, wrong).await.unwrap_err(), no);
    }
    let mut identity = world.identity.clone();
    let unknown = identity.issue_robot_token(wanted(&[CASE])).await.unwrap_err();
    assert_eq!(unknown.code(), Code::Unauthenticated);
    let mixed = wire::IssueRobotTokenRequest { all_cases: true, ..wanted(&[CASE]) };
    let mixed = identity.issue_robot_token(with_token(mixed, &karen)).await.unwrap_err();
    assert_eq!(mixed.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn the_store_holds_no_secret() {
    let world = World::start().await;
    let karen = world.identity_token(RANDERS, "karen").await;
    let (_, secret) = issue(&world, &karen, wanted(&[CASE])).await.unwrap();
    let folder = world.stop();
    let path = folder.path().join("identity.db");
    let settings = DatabaseSettings::at(format!("sqlite://{}", path.display()));
    let store = Store::open(&settings, Clock::system()).await.unwrap();
    let copy = store.copy(&folder.path().join("scratch")).await.unwrap();
    let holds = |text: &str| copy.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(&secret[..12]) && !holds(&secret[12..]));
}
