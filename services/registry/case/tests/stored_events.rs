//! Every version of every event that was ever stored stays readable: one sample each, only ever
//! added to.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use case::Event;

#[test]
fn every_stored_sample_decodes_and_encodes_to_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored_events");
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (kind, _version) = name.split_once(".v").expect("a sample is named Kind.vN.json");
        let data: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let event: Event =
            serde_json::from_value(serde_json::json!({ "kind": kind, "data": data }))
                .unwrap_or_else(|error| panic!("{name} no longer decodes: {error}"));
        assert_eq!(event.kind(), kind);
        let again = serde_json::to_value(&event).unwrap();
        for (field, value) in data.as_object().unwrap() {
            assert!(is_within(value, &again["data"][field]), "{name}: {field} is not kept");
        }
        seen.insert(kind.to_owned());
    }
    let all: BTreeSet<String> = Event::KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(seen, all, "an event without a stored sample");
}

/// Whether all that was stored is still there; fields that came later may stand beside it.
fn is_within(stored: &serde_json::Value, now: &serde_json::Value) -> bool {
    match (stored, now) {
        (serde_json::Value::Object(stored), serde_json::Value::Object(now)) => {
            stored.iter().all(|(key, value)| now.get(key).is_some_and(|now| is_within(value, now)))
        }
        (serde_json::Value::Array(stored), serde_json::Value::Array(now)) => {
            stored.len() == now.len()
                && stored.iter().zip(now).all(|(stored, now)| is_within(stored, now))
        }
        (stored, now) => stored == now,
    }
}
