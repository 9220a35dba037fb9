//! The demo's data hang together, so that a refusal in an import is a rule and not a slip.

use std::collections::BTreeSet;
use std::fs;

use journeys::workspace::{root, strings, text};
use serde_json::Value;
use vocabulary::{Cvr, Organisation, Schedule};

fn demo(name: &str) -> String {
    let path = root().join("services/genvej/demo").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn list(name: &str) -> Vec<Value> {
    serde_json::from_str(&demo(name)).expect("a JSON list")
}

fn organisations() -> Vec<Organisation> {
    serde_json::from_str(&demo("organisations.json"))
        .expect("organisations as the vocabulary has it")
}

fn keys() -> BTreeSet<Cvr> {
    organisations().iter().map(|organisation| organisation.cvr).collect()
}

fn cvr(value: &Value) -> Cvr {
    text(value).parse().expect("a CVR number")
}

#[test]
fn all_municipalities_and_regions_are_there_and_no_key_is_used_twice() {
    let organisations = organisations();
    let of_kind = |name: &str| {
        let is =
            |one: &&Organisation| serde_json::to_value(one.kind).is_ok_and(|kind| kind == name);
        organisations.iter().filter(is).count()
    };
    assert_eq!(of_kind("municipality"), 98);
    assert_eq!(of_kind("region"), 5);
    assert_eq!(keys().len(), organisations.len());
}

#[test]
fn an_association_s_members_are_organisations() {
    let known = keys();
    let members: Vec<Cvr> = organisations().into_iter().flat_map(|one| one.members).collect();
    assert_eq!(members.len(), 12);
    assert!(members.iter().all(|member| known.contains(member)));
}

#[test]
fn made_up_numbers_and_no_others_are_in_the_series_of_the_demo() {
    for organisation in organisations() {
        let made_up = organisation.cvr.to_string().starts_with("99");
        assert_eq!(made_up, organisation.demo_number, "{}", organisation.name);
    }
}

#[test]
fn every_case_has_an_owner_that_is_an_organisation() {
    let known = keys();
    let cases = list("casebook.json");
    assert_eq!(cases.len(), 52);
    for case in &cases {
        assert!(known.contains(&cvr(&case["owner"])), "{} has no owner", case["id"]);
    }
    let slugs: BTreeSet<String> = cases.iter().map(|case| text(&case["id"])).collect();
    assert_eq!(slugs.len(), 52);
}

#[test]
fn a_technology_is_named_in_the_case_s_own_words() {
    for case in list("casebook.json") {
        let technologies = strings(&case["technologies"]);
        let mut told = case.clone();
        told["technologies"] = Value::Null;
        let told = told.to_string().to_lowercase();
        for technology in technologies {
            assert!(told.contains(&technology.to_lowercase()), "{}: {technology}", case["id"]);
        }
    }
}

#[test]
fn a_schedule_is_one_that_the_vocabulary_has() {
    for case in list("casebook.json").into_iter().filter(|case| !case["schedule"].is_null()) {
        let schedule = serde_json::from_value::<Schedule>(case["schedule"].clone());
        assert!(schedule.is_ok(), "{}: {}", case["id"], case["schedule"]);
    }
}

#[test]
fn people_belong_to_organisations_and_have_addresses_that_cannot_exist() {
    let known = keys();
    let people = list("people.json");
    for person in &people {
        assert!(known.contains(&cvr(&person["organisation"])), "{}", person["subject"]);
        assert!(text(&person["email"]).ends_with(".example"), "{}", person["subject"]);
        assert!(!strings(&person["roles"]).is_empty(), "{}", person["subject"]);
    }
    let subjects: BTreeSet<String> = people.iter().map(|one| text(&one["subject"])).collect();
    assert_eq!(subjects.len(), people.len());
}
