use std::collections::BTreeSet;

use super::*;

fn person(id: u128) -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(id)),
        organisation: "29189668".parse().unwrap(),
        roles: BTreeSet::new(),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

fn to_phase(phase: &str, correlation: &str) -> pb::Command {
    pb::Command {
        idempotency_key: "key".into(),
        correlation_id: correlation.into(),
        command: Some(Asked::ChangePhase(pb::ChangePhase { phase: phase.into() })),
        ..pb::Command::default()
    }
}

#[test]
fn a_retry_is_the_same_command_although_it_has_another_correlation() {
    let first = command_key(&person(1), &to_phase("idea", "a")).unwrap();
    assert_eq!(command_key(&person(1), &to_phase("idea", "b")).unwrap(), first);
}

#[test]
fn keys_of_two_people_never_meet_and_another_content_has_another_digest() {
    let first = command_key(&person(1), &to_phase("idea", "")).unwrap();
    let theirs = command_key(&person(2), &to_phase("idea", "")).unwrap();
    let other = command_key(&person(1), &to_phase("operation", "")).unwrap();
    assert_ne!(theirs.id, first.id);
    assert_eq!(other.id, first.id);
    assert_ne!(other.digest, first.digest);
}

#[test]
fn a_key_that_is_missing_or_too_long_is_named() {
    for (key, rule) in [(String::new(), FieldRule::Required), ("k".repeat(201), FieldRule::TooLong)]
    {
        let command = pb::Command { idempotency_key: key, ..to_phase("idea", "") };
        let refusal = command_key(&person(1), &command).unwrap_err();
        assert_eq!(refusal.fields[0].field, "idempotencyKey");
        assert_eq!(refusal.fields[0].rule, rule);
    }
}

#[test]
fn a_value_that_no_enum_has_is_malformed() {
    let refusal = order(&person(1), to_phase("in_orbit", ""), &BTreeMap::new()).unwrap_err();
    assert_eq!(refusal.fields[0].rule, FieldRule::Malformed);
}

#[test]
fn a_person_covers_each_number_in_each_department_and_what_is_anybody_s() {
    let claims: Claims = serde_json::from_value(serde_json::json!({
        "iss": "i", "aud": "registry", "exp": 1, "iat": 0, "jti": Uuid::nil(),
        "sub": Uuid::from_u128(1), "kind": "person", "org": "29189668",
        "roles": ["local_superuser"], "units": ["it"],
        "subjects": [{"kle": ["27", "05.01"], "units": ["care", "home"]}, {"kle": ["54"]}],
    }))
    .unwrap();
    let Some(Principal::Person { units, subjects, .. }) = principal(&claims) else { panic!() };
    assert_eq!(units, BTreeSet::from(["it".to_owned()]));
    let subjects: Vec<(String, Option<String>)> =
        subjects.into_iter().map(|subject| (subject.kle.to_string(), subject.unit)).collect();
    let some = |kle: &str, unit: &str| (kle.to_owned(), Some(unit.to_owned()));
    let each = [
        some("05.01", "care"),
        some("05.01", "home"),
        some("27", "care"),
        some("27", "home"),
        ("54".to_owned(), None),
    ];
    assert_eq!(subjects, each);
}
