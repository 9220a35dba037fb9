//! Changes of parts (RFC 7644, section 3.5.2), in the standard's dialect and in Entra's: operations in any
//! letters, values without a path, names with dots, members to remove as a list.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::attributes::{Attribute, Change, Kind, find, read};
use super::path::Path;
use super::{Object, Refused};

/// Operations of one request.
const MOST_OPERATIONS: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Add,
    Replace,
    Remove,
}

/// What a resource is after a request's operations, read anew by its table.
pub fn patched(table: &[Attribute], resource: &Object, body: &Object) -> Result<Object, Refused> {
    let operations = body.iter().find(|(name, _)| name.eq_ignore_ascii_case("operations"));
    let Some((_, Value::Array(operations))) = operations else {
        return Err(Refused::bad("invalidSyntax", "Operations must be a list"));
    };
    if operations.len() > MOST_OPERATIONS {
        return Err(Refused::bad("tooMany", "Operations has more than 1,000"));
    }
    let mut resource = resource.clone();
    for operation in operations {
        operate(table, &mut resource, operation)?;
    }
    read(table, &resource)
}

fn operate(table: &[Attribute], resource: &mut Object, operation: &Value) -> Result<(), Refused> {
    let said = |name: &str| {
        let parts = operation.as_object()?;
        parts.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let op = match said("op").and_then(Value::as_str).map(str::to_lowercase).as_deref() {
        Some("add") => Op::Add,
        Some("replace") => Op::Replace,
        Some("remove") => Op::Remove,
        _ => return Err(Refused::bad("invalidSyntax", "op must be add, replace or remove")),
    };
    let value = said("value").unwrap_or(&Value::Null);
    match said("path") {
        None | Some(Value::Null) => without_path(table, resource, op, value),
        Some(Value::String(path)) => {
            let Some(path) = Path::of(path)? else { return Ok(()) };
            let Some(attribute) = find(table, &path.attribute) else {
                return unknown(&path.attribute);
            };
            if attribute.change == Change::Server {
                let detail = format!("{} is not for clients to change", attribute.name);
                return Err(Refused::bad("mutability", detail));
            }
            apply(resource, attribute, op, &path, value)
        }
        Some(_) => Err(Refused::bad("invalidPath", "path must be a text")),
    }
}

/// What is not kept is taken; what no client may change is refused.
fn unknown(attribute: &str) -> Result<(), Refused> {
    if ["id", "meta", "schemas"].contains(&attribute) {
        let detail = format!("{attribute} is not for clients to change");
        return Err(Refused::bad("mutability", detail));
    }
    Ok(())
}

/// Each name of the value is a path of its own. Of a whole resource the parts that are the server's are
/// passed over.
fn without_path(
    table: &[Attribute],
    resource: &mut Object,
    op: Op,
    value: &Value,
) -> Result<(), Refused> {
    if op == Op::Remove {
        return Err(Refused::bad("noTarget", "remove needs a path"));
    }
    let Value::Object(parts) = value else {
        return Err(Refused::bad("invalidValue", "without a path the value must be an object"));
    };
    for (name, value) in parts {
        let Some(path) = Path::of(name)? else { continue };
        let attribute = find(table, &path.attribute);
        if let Some(attribute) = attribute.filter(|one| one.change != Change::Server) {
            apply(resource, attribute, op, &path, value)?;
        }
    }
    Ok(())
}

fn apply(
    resource: &mut Object,
    attribute: &Attribute,
    op: Op,
    path: &Path,
    value: &Value,
) -> Result<(), Refused> {
    let part = match &path.part {
        None => None,
        Some(part) => match part_of(attribute, part)? {
            Some(part) => Some(part),
            // A part that is not kept.
            None => return Ok(()),
        },
    };
    let remove = op == Op::Remove || op == Op::Replace && value.is_null();
    if op == Op::Add && value.is_null() {
        return Err(Refused::bad(
            "invalidValue",
            format!("add to {} needs a value", attribute.name),
        ));
    }
    if attribute.most == 1 {
        if path.filter.is_some() {
            let detail = format!("{} has one value only", attribute.name);
            return Err(Refused::bad("invalidPath", detail));
        }
        let all = path.part.is_none();
        return if remove {
            remove_single(resource, attribute, part)
        } else if all {
            set_single(resource, attribute, value)
        } else {
            set_part(resource, attribute, part, value)
        };
    }
    // Before anything is compared, so that no list costs more than it may hold.
    if value.as_array().is_some_and(|values| values.len() > attribute.most) {
        let detail = format!("{} has more than {} values", attribute.name, attribute.most);
        return Err(Refused::bad("tooMany", detail));
    }
    let mut values = match resource.remove(attribute.name) {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    };
    if remove {
        remove_some(&mut values, path, part, value);
    } else if path.filter.is_some() || part.is_some() {
        change_some(&mut values, path, part, value)?;
    } else if op == Op::Replace {
        values = listed(value);
    } else {
        add(&mut values, listed(value));
    }
    resource.insert(attribute.name.to_owned(), Value::Array(values));
    Ok(())
}

/// The name of a part as it is written in answers; none for one that is not kept.
fn part_of(attribute: &Attribute, part: &str) -> Result<Option<&'static str>, Refused> {
    let Kind::Parts(parts) = attribute.kind else {
        return Err(Refused::bad("invalidPath", format!("{} has no parts", attribute.name)));
    };
    Ok(find(parts, part).map(|part| part.name))
}

fn remove_single(
    resource: &mut Object,
    attribute: &Attribute,
    part: Option<&str>,
) -> Result<(), Refused> {
    match part {
        None if attribute.required => {
            let detail = format!("{} cannot be removed", attribute.name);
            Err(Refused::bad("mutability", detail))
        }
        None => {
            resource.remove(attribute.name);
            Ok(())
        }
        Some(part) => {
            if let Some(Value::Object(parts)) = resource.get_mut(attribute.name) {
                parts.remove(part);
            }
            Ok(())
        }
    }
}

/// What has parts keeps those that the value does not name.
fn set_single(resource: &mut Object, attribute: &Attribute, value: &Value) -> Result<(), Refused> {
    let Value::Object(named) = value else {
        resource.insert(attribute.name.to_owned(), value.clone());
        return Ok(());
    };
    for (name, value) in named {
        if let Some(part) = part_of(attribute, name)? {
            set_part(resource, attribute, Some(part), value)?;
        }
    }
    Ok(())
}

fn set_part(
    resource: &mut Object,
    attribute: &Attribute,
    part: Option<&str>,
    value: &Value,
) -> Result<(), Refused> {
    let Some(part) = part else { return Ok(()) };
    let parts = resource.entry(attribute.name).or_insert_with(|| json!({}));
    let Value::Object(parts) = parts else {
        return Err(Refused::bad("invalidValue", format!("{} must be an object", attribute.name)));
    };
    parts.insert(part.to_owned(), value.clone());
    Ok(())
}

fn listed(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    }
}

/// Adds what is not there yet. A new primary value takes the place of the one before.
fn add(values: &mut Vec<Value>, new: Vec<Value>) {
    if new.iter().any(is_primary) {
        for value in values.iter_mut().filter_map(Value::as_object_mut) {
            value.remove("primary");
        }
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, value) in values.iter().enumerate() {
        places.entry(word(value)).or_default().push(place);
    }
    for new in new {
        let alike = places.entry(word(&new)).or_default();
        let known = alike.iter().copied().find(|place| is_same(&values[*place], &new));
        match (known.and_then(|place| values[place].as_object_mut()), new) {
            (Some(known), Value::Object(new)) => known.extend(new),
            (_, new) => {
                alike.push(values.len());
                values.push(new);
            }
        }
    }
}

/// The `value` of a value as text, by which it is looked for.
fn word(value: &Value) -> String {
    part(value, "value").map(Value::to_string).unwrap_or_default()
}

/// Whether two values say the same of the same kind, as far as they say of which kind they are.
fn is_same(one: &Value, other: &Value) -> bool {
    let alike = |name, missing| match (part(one, name), part(other, name)) {
        (Some(one), Some(other)) => one == other,
        _ => missing,
    };
    alike("value", false) && alike("type", true)
}

fn is_primary(value: &Value) -> bool {
    part(value, "primary").is_some_and(|primary| primary == true || primary == "True")
}

/// A part of a value, by its name in any letters.
fn part<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let parts = value.as_object()?;
    parts.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn is_meant(path: &Path, value: &Value) -> bool {
    let fits = |value| path.filter.as_ref().is_none_or(|filter| filter.fits(value));
    value.as_object().is_some_and(fits)
}

fn remove_some(values: &mut Vec<Value>, path: &Path, of: Option<&str>, value: &Value) {
    if let Some(of) = of {
        for value in values.iter_mut().filter(|value| is_meant(path, value)) {
            if let Some(parts) = value.as_object_mut() {
                parts.remove(of);
            }
        }
        return;
    }
    // Entra names what to remove in the value.
    let named: HashSet<String> = listed(value)
        .iter()
        .filter_map(|value| part(value, "value").map(Value::to_string))
        .collect();
    values.retain(|value| {
        let listed = named.is_empty() || named.contains(&word(value));
        !(listed && is_meant(path, value))
    });
}

/// Changes the values that are meant. Where there is none, one is made that the filter fits: Entra
/// replaces an address that was never there.
fn change_some(
    values: &mut Vec<Value>,
    path: &Path,
    of: Option<&str>,
    value: &Value,
) -> Result<(), Refused> {
    if !values.iter().any(|value| is_meant(path, value)) {
        let made = match &path.filter {
            None => Some(Object::new()),
            Some(filter) => filter.makes(),
        };
        let none = || Refused::bad("noTarget", "no value fits the filter of the path");
        values.push(Value::Object(made.ok_or_else(none)?));
    }
    let meant = values.iter_mut().filter(|value| is_meant(path, value));
    for parts in meant.filter_map(Value::as_object_mut) {
        match (of, value) {
            (Some(of), value) => drop(parts.insert(of.to_owned(), value.clone())),
            (None, Value::Object(new)) => parts.extend(new.clone()),
            (None, plain) => drop(parts.insert("value".to_owned(), plain.clone())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
