//! Puts a value where its path says.

use serde_json::{Map, Value};

use super::Row;

/// Puts a value into a row. Lists that two columns fill are joined.
pub fn put(row: &mut Row, path: &str, value: Value) {
    let text = || value.as_str().map(str::to_owned);
    match path {
        "phase" => row.phase = text(),
        "status" => row.status = text(),
        "status_reason" => row.status_reason = text(),
        "visibility" => row.visibility = text(),
        _ => put_into(&mut row.sections, path, value),
    }
}

/// Puts a value into an object, with the objects on the way.
pub fn put_into(object: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        match (object.get_mut(path), value) {
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
            (_, value) => {
                object.insert(path.to_owned(), value);
            }
        }
        return;
    };
    let within = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(within) = within {
        put_into(within, rest, value);
    }
}

/// A text of a section.
pub fn text(sections: &Map<String, Value>, section: &str, field: &str) -> Option<String> {
    sections.get(section)?.get(field)?.as_str().map(str::to_owned)
}
