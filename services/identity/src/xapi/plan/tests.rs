use serde_json::{Value, json};

use super::{Counts, Known, List, Plan, Problem, plan, read};
use crate::provisioned::people::Known as Person;
use crate::units::Unit;

const RANDERS: &str = "29189668";

fn id(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

fn unit(number: u128, name: &str, parent: Option<String>) -> Unit {
    Unit { id: id(number), name: name.to_owned(), parent }
}

fn person(number: u128, name: &str, units: &[u128]) -> Person {
    let mut person = Person::new(RANDERS, 1);
    person.imported = true;
    person.external_id = Some(id(number));
    person.user_name = id(number);
    person.attributes.insert("displayName".to_owned(), json!(name));
    person.units = units.iter().copied().map(id).collect();
    person
}

/// A list of departments and people, each by number and name; people with departments.
fn list(units: &[(u128, &str)], people: &[(u128, &str, &[u128])]) -> List {
    let unit = |(number, name): &(u128, &str)| json!({"uuid": id(*number), "name": name});
    let person = |(number, name, units): &(u128, &str, &[u128])| {
        let positions: Vec<String> = units.iter().copied().map(id).collect();
        json!({"uuid": id(*number), "name": name, "email": null, "positions": positions})
    };
    let units: Vec<Value> = units.iter().map(unit).collect();
    let people: Vec<Value> = people.iter().map(person).collect();
    said(&json!({"orgUnits": units, "users": people}))
}

fn said(body: &Value) -> List {
    read(body.to_string().as_bytes()).unwrap()
}

fn given(units: Vec<Unit>, people: Vec<Person>) -> Known<'static> {
    Known { organisation: RANDERS, units, people, now: 2 }
}

fn problem(list: &List, known: &Known<'_>) -> String {
    plan(list, known, false).unwrap_err().to_string()
}

fn counts(plan: &Plan) -> [u32; 6] {
    let Counts { users, units } = plan.counts;
    [users.created, users.updated, users.deleted, units.created, units.updated, units.deleted]
}

#[test]
fn what_is_new_is_made_and_the_same_list_again_changes_nothing() {
    let sent = list(&[(1, "IT"), (2, "Borgerservice")], &[(11, "Ida Holm", &[1, 2])]);
    let made = plan(&sent, &given(vec![], vec![]), false).unwrap();
    assert_eq!(counts(&made), [1, 0, 0, 2, 0, 0]);
    assert!(made.new[0].imported && made.new[0].active);
    assert_eq!(made.new[0].units, [id(1), id(2)]);

    let again = plan(&sent, &given(made.units.unwrap(), made.new), false).unwrap();
    assert_eq!(counts(&again), [0; 6]);
    assert!(again.units.is_none() && again.changed.is_empty() && again.noted.is_empty());
}

#[test]
fn names_and_departments_become_what_is_said_and_nothing_is_emptied() {
    let known = given(
        vec![unit(1, "IT", None), unit(2, "Robotter", Some(id(1)))],
        vec![person(11, "Ida", &[1])],
    );
    let sent = said(&json!({"orgUnits": [{"uuid": id(1), "name": "Digitalisering"},
        {"uuid": id(2).to_uppercase(), "name": ""}], "users": [{"uuid": format!("{{{}}}", id(11)),
        "name": null, "email": "ida@x.dk", "positions": [id(2)], "telephone": "12345678"}]}));
    let done = plan(&sent, &known, false).unwrap();
    assert_eq!(counts(&done), [0, 1, 0, 0, 1, 0]);
    let units = done.units.unwrap();
    assert_eq!(units, [unit(1, "Digitalisering", None), unit(2, "Robotter", Some(id(1)))]);
    let ida = &done.changed[0];
    assert_eq!((&ida.attributes["displayName"], &ida.units), (&json!("Ida"), &vec![id(2)]));
    assert_eq!(ida.attributes["emails"][0]["value"], "ida@x.dk");
}

#[test]
fn who_is_missing_is_kept_out_and_an_empty_list_takes_nobody_away() {
    let known = || {
        let people = vec![person(11, "Ida", &[1]), person(12, "Bo", &[1])];
        given(vec![unit(1, "IT", None), unit(2, "Robotter", None)], people)
    };
    let done = plan(&list(&[(1, "IT")], &[(11, "Ida", &[1])]), &known(), false).unwrap();
    assert_eq!(counts(&done), [0, 0, 1, 0, 0, 1]);
    assert_eq!(done.noted, [(id(12), false)]);
    assert!(!done.changed[0].active && done.changed[0].units.is_empty());
    for empty in [json!({}), json!({"orgUnits": [], "users": []}), json!({"users": null})] {
        assert_eq!(counts(&plan(&said(&empty), &known(), true).unwrap()), [0; 6], "{empty}");
    }
    let gone = vec![person(11, "Ida", &[1]), Person { active: false, ..person(12, "Bo", &[]) }];
    let back = list(&[], &[(11, "Ida", &[1]), (12, "Bo", &[])]);
    let back = plan(&back, &given(vec![unit(1, "IT", None)], gone), false).unwrap();
    assert_eq!((counts(&back), back.noted), ([0, 1, 0, 0, 0, 0], vec![(id(12), true)]));
}

#[test]
fn a_list_that_takes_many_away_must_be_meant() {
    let people = |from, to| (from..=to).map(|n| person(n, "Ida", &[])).collect::<Vec<_>>();
    let known = || given((1..=30).map(|n| unit(n, "IT", None)).collect(), people(101, 130));
    let sent = |most: u128| {
        let body: Vec<Value> =
            (101..=most).map(|n| json!({"uuid": id(n), "name": "Ida"})).collect();
        said(&json!({ "users": body }))
    };
    assert_eq!(counts(&plan(&sent(124), &known(), false).unwrap()), [0, 0, 6, 0, 0, 0]);
    let refused = problem(&sent(123), &known());
    assert!(refused.starts_with("users would take away 7 of 30"), "{refused}");
    assert_eq!(counts(&plan(&sent(123), &known(), true).unwrap()), [0, 0, 7, 0, 0, 0]);
    let units = list(&[(1, "IT")], &[]);
    assert!(problem(&units, &known()).starts_with("orgUnits would take away 29 of 30"));
}

#[test]
fn what_others_keep_is_not_the_importer_s_to_take_away() {
    let scim = Person { imported: false, user_name: "bo".to_owned(), ..person(12, "Bo", &[]) };
    let gone = person(13, "Vig", &[]).gone();
    let own = Unit { id: "it".to_owned(), name: "IT".to_owned(), parent: None };
    let known = given(vec![own.clone(), unit(1, "Robotter", Some("it".into()))], vec![scim, gone]);
    let sent = list(&[(2, "Ny")], &[(12, "Et andet navn", &[2]), (13, "Vig", &[])]);
    let done = plan(&sent, &known, false).unwrap();
    assert_eq!(counts(&done), [0, 1, 0, 1, 0, 1]);
    assert_eq!(done.units.unwrap(), [own, unit(2, "Ny", None)]);
    let bo = &done.changed[0];
    assert_eq!((&bo.attributes["displayName"], &bo.units), (&json!("Bo"), &vec![id(2)]));
    assert_eq!((bo.user_name.as_str(), done.changed.len()), ("bo", 1), "who is gone stays gone");
    let done = plan(&list(&[], &[(14, "Ny", &[])]), &known, false).unwrap();
    assert_eq!(counts(&done), [1, 0, 0, 0, 0, 0]);
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let known = given(vec![unit(1, "IT", None)], vec![]);
    let ida = |more: Value| {
        let mut ida = json!({"uuid": id(11), "name": "Ida", "positions": []});
        ida.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        said(&json!({ "users": [ida] }))
    };
    for (list, place) in [
        (ida(json!({"uuid": "11"})), "users[0].uuid must be"),
        (ida(json!({"uuid": null})), "users[0].uuid must be"),
        (ida(json!({"name": " "})), "users[0].name is missing"),
        (ida(json!({"name": "x".repeat(256)})), "users[0].name must have"),
        (ida(json!({"email": "a\nb"})), "users[0].email must have"),
        (ida(json!({"positions": [id(1), id(2)]})), "users[0].positions[1] is no department"),
        (ida(json!({"positions": vec![id(1); 101]})), "users[0].positions has more"),
        (list(&[(1, "IT"), (1, "IT")], &[]), "orgUnits[1].uuid is there twice"),
        (list(&[(2, "")], &[]), "orgUnits[0].name is missing"),
        (list(&[], &[(11, "Ida", &[]), (11, "Bo", &[])]), "users[1].uuid is there twice"),
    ] {
        let told = problem(&list, &known);
        assert!(told.starts_with(place), "{told}");
    }
    for body in ["", "[]", "{\"users\": {}}", "{\"users\": [7]}", "{\"users\": [], \"users\": []}"]
    {
        let refused: Problem = read(body.as_bytes()).unwrap_err();
        assert!(refused.to_string().starts_with("the body is no list"), "{body}: {refused}");
    }
}
