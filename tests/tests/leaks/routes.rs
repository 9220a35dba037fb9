//! Everything outside GraphQL, and the logs.

use journeys::demo_people;

use crate::finds::{Finds, marks, names, whole};
use crate::world::World;

/// Every address of the gateway; one that is not there too.
const ROUTES: &[&str] = &[
    "/",
    "/sign-in",
    "/sign-in?organisation=29189668",
    "/sign-in/start?organisation=29189668",
    "/sign-in/callback?code=kode&state=tilstand",
    "/sign-out",
    "/sign-out/front-channel?iss=https://login.example&sid=1",
    "/sign-out/back-channel",
    "/sign-in/start?test=00000000-0000-4000-8000-000000000001",
    "/graphql",
    "/graphql/ws",
    "/graphiql",
    "/api/v1/runs",
    "/oauth/token",
    "/scim/v2/Users",
    "/scim/v2/Groups/00000000-0000-4000-8000-000000000001",
    "/xapi/organisation",
    "/api/v1/cases/0197/attachments",
    "/api/v1/cases/0197/attachments/0197",
    "/livez",
    "/readyz",
    "/metrics",
    "/details/1042",
    "/api/v1/imports",
    "/api/v1/imports/00000000-0000-4000-8000-000000000001/undo",
    "/er-her-ikke",
];

/// No page, probe or metric tells of cases or people.
pub async fn no_other_route_tells_anything(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        for route in ROUTES {
            let answer = visitor.get(route).await;
            finds.hold(principal, world, route, &whole(&answer));
            if answer.status >= 500 {
                finds.problem(principal, route, &format!("gets {}", answer.status));
            }
            let any_case = world.cases.iter().any(|case| answer.body.contains(&case.id));
            if any_case || !marks(&whole(&answer)).is_empty() {
                finds.problem(principal, route, "is told of a case");
            }
        }
    }
    finds
}

/// The logs of all services hold no text of a case, no name, no address and no secret.
pub fn no_log_tells_anything(world: &World) -> Finds {
    let mut finds = Finds::default();
    let logged = world.installation.logged();
    assert!(logged.lines().count() > 3, "nothing was logged, so nothing is shown: {logged}");
    for mark in marks(&logged) {
        finds.problems.push(format!("the log holds {mark}"));
    }
    for person in demo_people().iter().filter(|person| names(&logged, person)) {
        finds.problems.push(format!("the log names {}", person.subject));
    }
    for (principal, visitor) in &world.everybody {
        if visitor.secrets().iter().any(|secret| logged.contains(secret)) {
            finds.problems.push(format!("the log holds a cookie of {}", principal.name));
        }
    }
    finds
}
