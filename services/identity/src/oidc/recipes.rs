//! The recipes of docs/how-to/sign-in.md hold: what each provider says is read as the recipe promises.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};
use token::{Role, Subjects};

use super::{Said, read};
use crate::providers::{ClaimMap, Provider};

/// A recipe: the claim map that it tells to write, what comes, and what that is read as.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    organisation: String,
    claim_map: ClaimMap,
    claims: Map<String, Value>,
    read: Read,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    name: String,
    email: String,
    roles: BTreeSet<Role>,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    subjects: Vec<Subjects>,
    #[serde(default)]
    unknown_values: Vec<String>,
    #[serde(default)]
    dropped: Vec<String>,
}

fn recipes() -> Vec<(String, Recipe)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let recipe = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let recipe = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, recipe)
    };
    files.map(recipe).collect()
}

fn provider(recipe: &Recipe) -> Provider {
    Provider {
        id: "recipe".to_owned(),
        organisation: recipe.organisation.clone(),
        label: String::new(),
        issuer: "https://login.example.dk".to_owned(),
        client_id: String::new(),
        client_secret: None,
        client_secret_file: None,
        scopes: vec![],
        claim_map: recipe.claim_map.clone(),
        platform_roles: false,
        email_domains: BTreeSet::new(),
        active: true,
        demo: false,
    }
}

#[test]
fn what_each_provider_says_is_read_as_its_recipe_promises() {
    let recipes = recipes();
    assert!(recipes.len() >= 6, "only {} recipes", recipes.len());
    for (name, recipe) in recipes {
        let said = Said::of(recipe.claims.clone());
        let subject = recipe.claims["sub"].as_str().unwrap();
        let reading = read(&provider(&recipe), subject, &said)
            .unwrap_or_else(|reason| panic!("{name}: {}", reason.word()));
        let found = reading.assertion;
        assert_eq!((found.name, found.email), (recipe.read.name, recipe.read.email), "{name}");
        assert_eq!(found.roles, recipe.read.roles, "{name}");
        assert_eq!(found.claimed.departments(), recipe.read.units, "{name}");
        assert_eq!(found.claimed.subjects(), recipe.read.subjects, "{name}");
        assert_eq!(reading.unknown_values, recipe.read.unknown_values, "{name}");
        assert_eq!(said.dropped(), recipe.read.dropped, "{name}");
    }
}

/// Of each recipe that names the organisation, for another organisation nothing of it holds.
#[test]
fn the_same_claims_give_another_organisation_nothing() {
    for (name, recipe) in recipes() {
        let said = Said::of(recipe.claims.clone());
        let other = Provider { organisation: "29189978".to_owned(), ..provider(&recipe) };
        match read(&other, "s-1", &said) {
            Err(_) => {}
            Ok(reading) => {
                let named = recipe.claim_map.organisation.iter().any(|c| said.claim(c).is_some());
                assert!(!named, "{name} names the organisation");
                let by_privileges = recipe.claim_map.privileges.iter();
                if by_privileges.clone().any(|claim| said.claim(claim).is_some()) {
                    assert_eq!(reading.assertion.roles, BTreeSet::from([Role::Reader]), "{name}");
                }
            }
        }
    }
}
