//! Robots: nobody makes one for what is not theirs, and a robot learns and changes nothing of others.

use journeys::{Answer, Visitor, new_id};
use serde_json::{Value, json};

use crate::finds::{Finds, whole};
use crate::model::{Case, Principal};
use crate::reading::told;
use crate::world::World;
use crate::writing::owners_views;

/// What is done with robots and programs, about no case.
pub const MUTATIONS: &[&str] = &[
    "createRobotToken",
    "revokeRobotToken",
    "createApiClient",
    "rotateApiClient",
    "revokeApiClient",
    "mapProvisionedGroup",
];

/// Everybody tries to make a robot's token for every case, and robots report on every case.
pub async fn robots_learn_and_change_nothing_of_others(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        let absent = new_id();
        let nothing = create(visitor, json!([absent])).await;
        for case in &world.cases {
            let answer = create(visitor, json!([case.id])).await;
            let made = answer.json()["data"]["createRobotToken"]["secret"].is_string();
            // Nobody of the demo administers API clients.
            let may = principal.reads(case) && principal.edits(case);
            let place = format!("createRobotToken for case {}", case.number);
            if made != may {
                finds.problem(principal, &place, &format!("is answered {}", answer.body));
            }
            if !principal.reads(case) && told(&answer, &case.id) != told(&nothing, &absent) {
                finds.problem(principal, &place, "can tell it from none");
            }
            finds.hold(principal, world, &place, &whole(&answer));
        }
    }
    let robot = world.everybody.iter().find(|(principal, _)| principal.name == "superuser-randers");
    let (owner, visitor) = robot.expect("in the demo");
    let secret = create(visitor, Value::Null).await.outcome()["secret"].take();
    let secret = secret.as_str().expect("a superuser makes one for all cases").to_owned();
    let (own, others): (Vec<&Case>, Vec<&Case>) =
        world.cases.iter().partition(|case| takes(owner, case));
    let before = owners_views(world).await;
    reports(world, (owner, visitor), &secret, &others, &mut finds).await;
    let after = owners_views(world).await;
    for ((case, before), after) in world.cases.iter().zip(&before).zip(&after) {
        if before != after {
            finds.problems.push(format!("case {} was changed by a foreign robot", case.number));
        }
    }
    reports(world, (owner, visitor), &secret, &own, &mut finds).await;
    if world.installation.logged().contains(&secret) {
        finds.problems.push("the log holds the secret of a robot".to_owned());
    }
    finds
}

async fn create(visitor: &Visitor, cases: Value) -> Answer {
    let query = "mutation($input: CreateRobotTokenInput!) { createRobotToken(input: $input) {
        secret token { caseIds allCases prefix } refusal { code fields { field rule } } } }";
    let input = json!({"name": "Robot", "caseIds": cases});
    visitor.graphql(query, json!({"input": input})).await
}

async fn reports(
    world: &World,
    (owner, visitor): (&Principal, &Visitor),
    secret: &str,
    cases: &[&Case],
    finds: &mut Finds,
) {
    let absent = new_id();
    let nothing = report(visitor, secret, &absent).await;
    for case in cases {
        let answer = report(visitor, secret, &case.id).await;
        let place = format!("a run of case {}", case.number);
        let outcome = answer.json()["results"][0]["outcome"].clone();
        let taken = outcome == "accepted";
        if taken != takes(owner, case) {
            finds.problem(owner, &place, &format!("is answered {}", answer.body));
        }
        if !taken && told(&answer, &case.id) != told(&nothing, &absent) {
            finds.problem(owner, &place, &format!("can tell it from none: {}", answer.body));
        }
        // A robot's answer tells of no case at all.
        finds.hold(&Principal::anonymous(), world, &place, &answer.body.replace(&case.id, ""));
    }
}

/// All of the organisation but drafts, and none that is deleted.
fn takes(owner: &Principal, case: &Case) -> bool {
    let is_draft = case.shared == crate::model::Shared::Draft;
    owner.owns(case) && !case.deleted && !is_draft
}

async fn report(visitor: &Visitor, secret: &str, case: &str) -> Answer {
    let run = json!({"case": case, "robot": "Robot", "externalId": case,
        "startedAt": "2026-03-01T10:00:00Z", "endedAt": "2026-03-01T11:00:00Z", "itemsDone": 10});
    let request = visitor.request(reqwest::Method::POST, "/api/v1/runs");
    let request = request.bearer_auth(secret).json(&json!({"runs": [run]}));
    visitor.sent(request).await
}
