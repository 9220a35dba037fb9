//! Every version of every event that was ever stored stays readable: one sample each, only ever
//! added to.

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use case::Event;
use registry::events::{self, DecodeError};
use serde_json::Value;
use sha2::{Digest, Sha256};
use vocabulary::{PersonId, PersonRole};

/// Kind, version and bytes of every sample.
fn samples() -> Vec<(String, u16, Vec<u8>)> {
    let sample = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
        let (kind, version) = name.split_once(".v").expect("a sample is named Kind.vN.json");
        Some((kind.to_owned(), version.parse().unwrap(), std::fs::read(&path).unwrap()))
    };
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let samples: Vec<_> = files.filter_map(sample).collect();
    assert!(!samples.is_empty());
    samples
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("case/tests/stored_events")
}

fn sample(kind: &str, version: u16) -> Vec<u8> {
    std::fs::read(folder().join(format!("{kind}.v{version}.json"))).unwrap()
}

#[test]
fn every_kind_has_a_sample_of_each_of_its_versions() {
    let known: BTreeSet<(String, u16)> = Event::KINDS
        .iter()
        .flat_map(|kind| (1..=events::current(kind)).map(|version| ((*kind).to_owned(), version)))
        .collect();
    let sampled = samples().into_iter().map(|(kind, version, _)| (kind, version));
    assert_eq!(sampled.collect::<BTreeSet<_>>(), known);
}

#[test]
fn every_sample_decodes_and_survives_another_round() {
    for (kind, version, stored) in samples() {
        let event = events::decode(&kind, version, &stored)
            .unwrap_or_else(|error| panic!("{kind}.v{version} no longer decodes: {error}"));
        let (written, schema, data) = events::encode(&event);
        assert_eq!((written, schema), (kind.as_str(), events::current(&kind)));
        assert_eq!(events::decode(written, schema, &data).unwrap(), event);
    }
}

#[test]
fn todays_samples_keep_all_that_was_stored() {
    for (kind, version, stored) in samples() {
        if version == events::current(&kind) {
            let event = events::decode(&kind, version, &stored).unwrap();
            let again = serde_json::from_slice(&events::encode(&event).2).unwrap();
            let stored = serde_json::from_slice(&stored).unwrap();
            assert!(is_within(&stored, &again), "{kind}.v{version}: something is not kept");
        }
    }
}

#[test]
fn a_released_sample_is_never_altered() {
    let listed = std::fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    let listed: BTreeMap<&str, &str> = listed
        .lines()
        .map(|line| line.split_once("  ").expect("a line is as sha256sum writes it"))
        .map(|(digest, name)| (name, digest))
        .collect();
    assert_eq!(listed.len(), samples().len(), "a sample was removed or not entered in SHA256SUMS");
    for (kind, version, stored) in samples() {
        let digest = Sha256::digest(&stored).iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        let name = format!("{kind}.v{version}.json");
        assert_eq!(listed.get(name.as_str()), Some(&digest.as_str()), "{name}");
    }
}

#[test]
fn a_kind_and_a_version_from_the_future_are_told() {
    for kind in Event::KINDS {
        let next = events::current(kind) + 1;
        let error = events::decode(kind, next, &sample(kind, next - 1)).unwrap_err();
        assert_eq!(error, DecodeError::Newer { kind: (*kind).to_owned(), schema: next });
    }
    let unknown = events::decode("CaseSplit", 1, b"{}").unwrap_err();
    assert!(matches!(unknown, DecodeError::Newer { .. }));
}

#[test]
fn the_reporter_of_the_first_shape_is_one_of_the_people() {
    let people = |data: &[u8], version| match events::decode("CaseRegistered", version, data) {
        Ok(Event::CaseRegistered { people, .. }) => people,
        other => panic!("{other:?}"),
    };
    let id = |text: &str| text.parse::<PersonId>().unwrap();
    let reporter = id("0195f000-0000-7000-8000-000000000009");
    let subject_contact = id("0195f000-0000-7000-8000-00000000000a");

    let first = sample("CaseRegistered", 1);
    let of_a_job = String::from_utf8(first.clone())
        .unwrap()
        .replace(&format!("\"{reporter}\""), "null")
        .into_bytes();
    assert_ne!(of_a_job, first);

    let alone = BTreeMap::from([(reporter, BTreeSet::from([PersonRole::Reporter]))]);
    assert_eq!(people(&first, 1), alone);
    assert_eq!(people(&of_a_job, 1), BTreeMap::new());
    let both = BTreeMap::from([
        (reporter, BTreeSet::from([PersonRole::Reporter, PersonRole::TechnicalContact])),
        (subject_contact, BTreeSet::from([PersonRole::SubjectContact])),
    ]);
    assert_eq!(people(&sample("CaseRegistered", 2), 2), both);
}

/// Whether all that was stored is still there; fields that came later may stand beside it.
fn is_within(stored: &Value, now: &Value) -> bool {
    match (stored, now) {
        (Value::Object(stored), Value::Object(now)) => {
            stored.iter().all(|(key, value)| now.get(key).is_some_and(|now| is_within(value, now)))
        }
        (Value::Array(stored), Value::Array(now)) => {
            stored.len() == now.len()
                && stored.iter().zip(now).all(|(stored, now)| is_within(stored, now))
        }
        (stored, now) => stored == now,
    }
}
