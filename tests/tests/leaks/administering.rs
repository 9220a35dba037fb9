//! Administration: who administers sees their own organisation's people and nobody else's, and nobody
//! else sees any of it.

use serde_json::json;

use crate::finds::{Finds, names, whole};
use crate::world::World;

/// What is done with people, providers and sessions, which are in no case.
pub const MUTATIONS: &[&str] = &[
    "giveRole",
    "takeRole",
    "disablePerson",
    "enablePerson",
    "saveIdentityProvider",
    "testIdentityProvider",
    "saveOrganisation",
    "endSession",
    "signOutEverywhere",
];

const EVERYTHING: &str = "{ installationLog(first: 100) { nodes { kind person { name } } }
    identityProvidersOf(organisationId: \"29189668\") { label issuer }
    administration { people(first: 100) { totalCount nodes { id name email roles } }
    identityProviders { label issuer emailDomains }
    auditLog(first: 100) { nodes { kind person { id name } by { name } } } } }";

/// Everybody asks for everything, and tries to lock everybody of other organisations out.
pub async fn nobody_administers_elsewhere(world: &World) -> Finds {
    let mut finds = Finds::default();
    for (principal, visitor) in &world.everybody {
        let answer = visitor.graphql(EVERYTHING, json!({})).await;
        let told = &answer.json()["data"];
        if told["administration"].is_null() == principal.has("administrator") {
            finds.problem(principal, "administration", &answer.body);
        }
        for platform in ["installationLog", "identityProvidersOf"] {
            if told[platform].is_null() == principal.has("operator") {
                finds.problem(principal, platform, &answer.body);
            }
        }
        let others = world.everybody.iter().filter_map(|(other, _)| other.person.as_ref());
        for other in others.filter(|other| !principal.is_of(&other.organisation)) {
            if names(&answer.body, other) {
                finds.problem(principal, "administration", &format!("names {}", other.subject));
            }
        }
        finds.hold(principal, world, "administration", &whole(&answer));
        for (other, _) in &world.everybody {
            let own = other.person.as_ref().is_some_and(|of| principal.is_of(&of.organisation));
            if own && principal.has("administrator") || other.person.is_none() {
                continue;
            }
            let query = "mutation($id: ID!) { disablePerson(input: { personId: $id }) {
                person { id } refusal { code } } }";
            let answer = visitor.graphql(query, json!({"id": other.id})).await;
            if answer.json()["data"]["disablePerson"]["refusal"].is_null() {
                finds.problem(principal, "disablePerson", &format!("locks {} out", other.name));
            }
        }
    }
    finds
}
