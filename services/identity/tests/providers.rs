//! Providers as administrators write them down and try them.
#![allow(clippy::unwrap_used)]

mod world;

use std::collections::HashMap;

use identity::{DemoPerson, operate};
use proto::identity::v1 as wire;
use proto::identity::v1::administration_client::AdministrationClient;
use serde_json::json;
use tempfile::TempDir;
use token::Role;
use tonic::transport::Channel;
use wire::SignInRefusal as Refusal;
use wire::begin_sign_in_request::Target;
use wire::save_provider_response::Outcome;
use world::hostile::{CLIENT, Hostile, SECRET};
use world::{BALLERUP, RANDERS, REDIRECT, SYDDJURS, World, demo, settings, with_token};

/// A world in which Randers and Syddjurs have administrators, and the association an operator.
struct Stage {
    world: World,
    client: AdministrationClient<Channel>,
}

impl Stage {
    async fn set() -> Self {
        let mut demo = demo();
        for (subject, organisation, role) in [
            ("admin", RANDERS, Role::Administrator),
            ("admin-s", SYDDJURS, Role::Administrator),
            ("signe", world::KL, Role::Operator),
        ] {
            demo.people.push(DemoPerson {
                subject: subject.to_owned(),
                name: subject.to_owned(),
                email: format!("{subject}@{organisation}.example"),
                organisation: organisation.to_owned(),
                roles: vec![Role::Reader, role],
                units: vec![],
                job_functions: vec![],
            });
        }
        let folder = TempDir::new().unwrap();
        let world = World::start_with(settings(&folder), demo, folder).await;
        let address = format!("http://{}", world.running.grpc_address);
        let client = AdministrationClient::connect(address).await.unwrap();
        Self { world, client }
    }

    async fn save(
        &self,
        token: &str,
        asked: wire::SaveProviderRequest,
    ) -> Result<wire::AdministeredProvider, String> {
        let answer = self.client.clone().save_provider(with_token(asked, token)).await.unwrap();
        match answer.into_inner().outcome.unwrap() {
            Outcome::Provider(provider) => Ok(provider),
            Outcome::Refused(refused) => {
                let fields = refused.fields.iter().map(|f| format!(" {} {}", f.field, f.rule));
                Err(refused.code.clone() + &fields.collect::<String>())
            }
        }
    }

    /// A provider walked through once, with what its ID token says besides.
    async fn sign_in_at(
        &self,
        hostile: &Hostile,
        target: Target,
        more: serde_json::Value,
    ) -> Result<wire::complete_sign_in_response::Outcome, Refusal> {
        let begun = self.world.begin_at(target, "/admin?test=1", REDIRECT).await?;
        let now = self.world.clock.now().timestamp();
        hostile.says(&begun, now, &more);
        let request = wire::CompleteSignInRequest {
            code: "any".to_owned(),
            state: begun.parameter("state"),
            binding: begun.binding.clone(),
            ..Default::default()
        };
        let answer = self.world.identity.clone().complete_sign_in(request).await.unwrap();
        Ok(answer.into_inner().outcome.unwrap())
    }
}

fn of(hostile: &Hostile) -> wire::SaveProviderRequest {
    wire::SaveProviderRequest {
        label: "Ny udbyder".to_owned(),
        issuer: hostile.issuer.clone(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(SECRET.to_owned()),
        claim_map: Some(wire::ProviderClaimMap {
            name: "name".to_owned(),
            email: "email".to_owned(),
            roles: "realm_access.roles".to_owned(),
            units: "units".to_owned(),
            organisation: vec!["cvr".to_owned()],
            role_values: HashMap::from([("Genvej-Super".to_owned(), "superuser".to_owned())]),
            default_roles: vec!["reader".to_owned()],
            ..Default::default()
        }),
        active: true,
        ..Default::default()
    }
}

#[tokio::test]
async fn a_provider_is_written_down_and_its_secret_is_told_to_nobody() {
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let token = stage.world.identity_token(RANDERS, "admin").await;
    let saved = stage.save(&token, of(&hostile)).await.unwrap();
    assert!(saved.has_secret && !format!("{saved:?}").contains(SECRET));

    let renamed = wire::SaveProviderRequest {
        id: saved.id.clone(),
        label: "Omdøbt".to_owned(),
        client_secret: None,
        ..of(&hostile)
    };
    let renamed = stage.save(&token, renamed).await.unwrap();
    assert!(renamed.has_secret, "what is not said again is kept");
    let elsewhere = Hostile::start();
    let moved =
        wire::SaveProviderRequest { id: saved.id.clone(), client_secret: None, ..of(&elsewhere) };
    let moved = stage.save(&token, moved).await.unwrap();
    assert!(!moved.has_secret, "another issuer never gets the secret of the one before");

    // The operator may write one down for anybody, an administrator for nobody else.
    let third = Hostile::start();
    let for_ballerup =
        || wire::SaveProviderRequest { organisation: BALLERUP.to_owned(), ..of(&third) };
    assert_eq!(stage.save(&token, for_ballerup()).await.unwrap_err(), "not_operator");
    let operator = stage.world.identity_token(world::KL, "signe").await;
    stage.save(&operator, for_ballerup()).await.unwrap();
    assert!(stage.world.try_begin(BALLERUP, "/").await.is_ok());
}

#[tokio::test]
async fn what_no_provider_may_be_is_refused_by_field() {
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let token = stage.world.identity_token(RANDERS, "admin").await;
    let with = |change: fn(&mut wire::SaveProviderRequest)| {
        let mut asked = of(&hostile);
        change(&mut asked);
        asked
    };
    for (asked, refused) in [
        (with(|p| p.label.clear()), "label required"),
        (with(|p| p.issuer = "http://login.example.dk".to_owned()), "issuer malformed"),
        (with(|p| p.scopes = vec!["a b".to_owned()]), "scopes malformed"),
        (with(|p| p.email_domains = vec!["*.dk".to_owned()]), "emailDomains malformed"),
        (
            with(|p| {
                let map = p.claim_map.as_mut().unwrap();
                map.role_values.insert("x".to_owned(), "operator".to_owned());
            }),
            "claimMap.roleValues not_allowed",
        ),
        (
            with(|p| p.claim_map.as_mut().unwrap().default_roles = vec!["coordinator".to_owned()]),
            "claimMap.defaultRoles not_allowed",
        ),
    ] {
        let answer = stage.save(&token, asked).await;
        assert_eq!(answer.unwrap_err(), format!("invalid_fields {refused}"));
    }
    // That of another organisation is as unknown as one that is not there.
    let foreign = format!("demo-{SYDDJURS}");
    for id in [foreign.as_str(), "nowhere"] {
        let asked = wire::SaveProviderRequest { id: id.to_owned(), ..of(&hostile) };
        assert_eq!(stage.save(&token, asked).await.unwrap_err(), "identity_provider_unknown");
    }
    // One that may give platform roles is for operators.
    let provider = identity::Provider { platform_roles: true, ..hostile.row("wide", RANDERS) };
    operate::save_provider(&stage.world.running.store, &provider).await.unwrap();
    let asked = wire::SaveProviderRequest { id: "wide".to_owned(), ..of(&hostile) };
    let refused = stage.save(&token, asked).await.unwrap_err();
    assert_eq!(refused, "identity_provider_of_platform");
    // An issuer is one organisation's.
    let syddjurs = stage.world.identity_token(SYDDJURS, "admin-s").await;
    let refused = stage.save(&syddjurs, of(&hostile)).await.unwrap_err();
    assert_eq!(refused, "invalid_fields issuer not_allowed");
}

impl Stage {
    async fn make_test(&self, token: &str, provider: &str) -> wire::ProviderTest {
        let make = wire::MakeProviderTestRequest { provider: provider.to_owned() };
        let ready = self.client.clone().make_provider_test(with_token(make, token)).await.unwrap();
        ready.into_inner().test.unwrap()
    }

    async fn find_test(&self, token: &str, id: &str) -> Option<wire::ProviderTest> {
        let find = wire::FindProviderTestRequest { id: id.to_owned() };
        let found = self.client.clone().find_provider_test(with_token(find, token)).await.unwrap();
        found.into_inner().test
    }

    async fn walk(
        &self,
        test: &str,
        token: Option<&str>,
    ) -> Result<wire::begin_sign_in_response::Outcome, tonic::Status> {
        let message = wire::BeginSignInRequest {
            target: Some(Target::Test(test.to_owned())),
            return_path: "/admin?test=1".to_owned(),
            redirect_uri: REDIRECT.to_owned(),
        };
        let request = match token {
            Some(token) => with_token(message, token),
            None => tonic::Request::new(message),
        };
        let answer = self.world.identity.clone().begin_sign_in(request).await?;
        Ok(answer.into_inner().outcome.unwrap())
    }
}

#[tokio::test]
async fn a_test_is_for_whoever_made_it_ready() {
    use wire::begin_sign_in_response::Outcome as Begun;
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let token = stage.world.identity_token(RANDERS, "admin").await;
    let off = wire::SaveProviderRequest { active: false, ..of(&hostile) };
    let provider = stage.save(&token, off).await.unwrap().id;
    let test = stage.make_test(&token, &provider).await;
    assert_eq!((test.finished_at, test.provider.as_str()), (None, provider.as_str()));

    let nobody = stage.walk(&test.id, None).await.unwrap_err();
    assert_eq!(nobody.code(), tonic::Code::Unauthenticated);
    let other = stage.world.identity_token(RANDERS, "karen").await;
    let refused = stage.walk(&test.id, Some(&other)).await.unwrap();
    assert_eq!(refused, Begun::Refusal(Refusal::NoProvider.into()));
    let syddjurs = stage.world.identity_token(SYDDJURS, "admin-s").await;
    assert_eq!(stage.find_test(&syddjurs, &test.id).await, None);
    stage.world.clock.advance(chrono::TimeDelta::minutes(61));
    let token = stage.world.identity_token(RANDERS, "admin").await;
    assert_eq!(stage.find_test(&token, &test.id).await, None, "it is forgotten");
}

#[tokio::test]
async fn a_test_shows_what_came_and_signs_nobody_in() {
    use wire::begin_sign_in_response::Outcome as Begun;
    use wire::complete_sign_in_response::{Outcome as Completed, Tested};
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let token = stage.world.identity_token(RANDERS, "admin").await;
    let off = wire::SaveProviderRequest { active: false, ..of(&hostile) };
    let provider = stage.save(&token, off).await.unwrap().id;
    let test = stage.make_test(&token, &provider).await.id;
    let Begun::Started(started) = stage.walk(&test, Some(&token)).await.unwrap() else {
        panic!("refused")
    };
    let url = started.authorize_url.parse().unwrap();
    let attempt = world::Begun { url, binding: started.binding };
    let now = stage.world.clock.now().timestamp();
    let mut claims = hostile.claims(&attempt.parameter("nonce"), now);
    claims["cvr"] = json!(RANDERS);
    claims["cprNumber"] = json!("0101701234");
    claims["employee"] = json!("010170-1234");
    claims["realm_access"] = json!({"roles": ["Genvej-Super", "offline_access"]});
    hostile.answers(&hostile.sign(&claims));
    let request = wire::CompleteSignInRequest {
        code: "any".to_owned(),
        state: attempt.parameter("state"),
        binding: attempt.binding,
        ..Default::default()
    };
    let done = stage.world.identity.clone().complete_sign_in(request).await.unwrap().into_inner();
    let back = Tested { return_path: "/admin?test=1".to_owned() };
    assert_eq!(done.outcome, Some(Completed::Tested(back)));

    let found = stage.find_test(&token, &test).await.unwrap();
    assert_eq!(found.problem, "");
    assert_eq!((found.name.as_str(), found.organisation.as_str()), ("Nogen", RANDERS));
    assert_eq!(found.roles, ["reader", "superuser"]);
    assert_eq!(found.unknown_values, ["offline_access"]);
    assert_eq!(found.dropped, ["cprNumber", "employee"]);
    assert!(found.claims.iter().any(|claim| claim.name == "email"));
    assert!(found.claims.iter().all(|claim| !claim.value.contains("1234")));
    let all = wire::AllPeopleRequest { query: "Nogen".to_owned(), first: 10, ..Default::default() };
    let all = stage.client.clone().all_people(with_token(all, &token)).await.unwrap().into_inner();
    assert_eq!(all.total, 0, "no person was made");
    for file in std::fs::read_dir(stage.world.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for number in ["0101701234", "010170-1234"] {
            assert!(!bytes.windows(number.len()).any(|window| window == number.as_bytes()));
        }
    }
}

#[tokio::test]
async fn a_test_that_would_be_refused_says_why() {
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let token = stage.world.identity_token(RANDERS, "admin").await;
    let provider = stage.save(&token, of(&hostile)).await.unwrap().id;
    let target = Target::Provider(provider);
    let signed_in = stage.sign_in_at(&hostile, target.clone(), json!({"cvr": RANDERS})).await;
    assert!(matches!(signed_in.unwrap(), wire::complete_sign_in_response::Outcome::SignedIn(_)));
    let refused = stage.sign_in_at(&hostile, target, json!({"cvr": SYDDJURS})).await.unwrap();
    let answer_refused = Refusal::AnswerRefused.into();
    assert_eq!(refused, wire::complete_sign_in_response::Outcome::Refusal(answer_refused));
    let log = wire::AuditLogRequest {
        kinds: vec!["sign_in_refused".to_owned()],
        first: 10,
        ..Default::default()
    };
    let log = stage.client.clone().audit_log(with_token(log, &token)).await.unwrap().into_inner();
    assert_eq!(log.entries[0].detail, "other organisation", "told to whose provider it is");
}

/// Randers leaves a provider, and Syddjurs takes its issuer over: the people stay Randers'.
#[tokio::test]
async fn whoever_takes_over_an_issuer_takes_over_nobody() {
    let (stage, hostile) = (Stage::set().await, Hostile::start());
    let store = &stage.world.running.store;
    let row = hostile.row("first", RANDERS);
    operate::save_provider(store, &row).await.unwrap();
    let target = |id: &str| Target::Provider(id.to_owned());
    stage.sign_in_at(&hostile, target("first"), json!({})).await.unwrap();
    let elsewhere = Hostile::start();
    operate::save_provider(store, &elsewhere.row("first", RANDERS)).await.unwrap();
    operate::save_provider(store, &hostile.row("second", SYDDJURS)).await.unwrap();

    let taken = stage.sign_in_at(&hostile, target("second"), json!({})).await.unwrap();

    let refused = Refusal::AnswerRefused.into();
    assert_eq!(taken, wire::complete_sign_in_response::Outcome::Refusal(refused));
    assert_eq!(stage.world.last_audit().await.1, "person of another organisation");
}

#[tokio::test]
async fn an_e_mail_leads_to_the_one_organisation_that_names_its_domain() {
    let stage = Stage::set().await;
    let store = &stage.world.running.store;
    let (one, other) = (Hostile::start(), Hostile::start());
    let domains = || std::collections::BTreeSet::from(["ballerup.dk".to_owned()]);
    let ballerup = identity::Provider { email_domains: domains(), ..one.row("b", BALLERUP) };
    operate::save_provider(store, &ballerup).await.unwrap();
    let found = |domain: &str| {
        let asked =
            wire::SignInOptionsRequest { email_domain: domain.to_owned(), ..Default::default() };
        let mut identity = stage.world.identity.clone();
        async move { identity.sign_in_options(asked).await.unwrap().into_inner().options }
    };
    assert_eq!(found("Ballerup.DK").await[0].organisation, BALLERUP);
    assert_eq!(found("nowhere.dk").await, []);
    // Another organisation that names the domain too leads nobody astray.
    let syddjurs = identity::Provider { email_domains: domains(), ..other.row("s", SYDDJURS) };
    operate::save_provider(store, &syddjurs).await.unwrap();
    assert_eq!(found("ballerup.dk").await, []);
}
