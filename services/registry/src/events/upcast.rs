//! Lifts events of earlier shapes to today's, one version at a time.
//!
//! **Invariant:** a step that has been released is never changed: what was read once reads the same
//! for ever. A kind that is not named here has had one shape only.

use serde_json::{Map, Value, json};

/// Turns the members of an event's data into what the next version of its shape says. It must not
/// fail: what it does not find as it should be it leaves, and decoding says what is wrong.
type Step = fn(&mut Map<String, Value>);

/// A kind's steps in order: the first from version 1 to 2.
const STEPS: &[(&str, &[Step])] = &[("CaseRegistered", &[reporter_is_one_of_the_people])];

/// The version of its shape that a kind is written with today.
pub fn current(kind: &str) -> u16 {
    let steps = u16::try_from(steps(kind).len());
    steps.expect("invariant: nobody has written 65,535 steps") + 1
}

/// The data of a kind as today's shape says it, from that of an earlier version. Bytes that are no
/// JSON object come back as they are.
pub fn lift(kind: &str, schema: u16, data: &[u8]) -> Vec<u8> {
    let Ok(mut members) = serde_json::from_slice::<Map<String, Value>>(data) else {
        return data.to_vec();
    };
    for step in steps(kind).iter().skip(usize::from(schema) - 1) {
        step(&mut members);
    }
    serde_json::to_vec(&members).expect("invariant: what was JSON is JSON")
}

fn steps(kind: &str) -> &'static [Step] {
    STEPS.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, steps)| steps)
}

/// A case began with at most its reporter. Since version 2 it begins with whoever is on it, each in
/// their roles, as the case itself holds them.
fn reporter_is_one_of_the_people(members: &mut Map<String, Value>) {
    let mut people = Map::new();
    if let Some(Value::String(reporter)) = members.remove("reporter") {
        people.insert(reporter, json!(["reporter"]));
    }
    members.insert("people".to_owned(), Value::Object(people));
}
