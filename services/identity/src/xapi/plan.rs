//! From a list to what it changes, decided without a store.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::Uuid;
use serde::Deserialize;
use serde_json::json;

use crate::provisioned::key;
use crate::provisioned::people::Known as Person;
use crate::units::{MOST_UNITS, Unit};

/// People of one list.
const MOST_PEOPLE: usize = 100_000;
/// Departments of one person.
const MOST_POSITIONS: usize = 100;
/// Characters of a name and of an address.
const LONGEST: usize = 255;
/// Fewer than this may always go.
const FEW: usize = 5;

/// A list as it is sent. What else stands in it is not looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    #[serde(default)]
    org_units: Option<Vec<SaidUnit>>,
    #[serde(default)]
    users: Option<Vec<SaidPerson>>,
}

#[derive(Debug, Deserialize)]
struct SaidUnit {
    uuid: Option<String>,
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct SaidPerson {
    uuid: Option<String>,
    name: Option<String>,
    email: Option<String>,
    positions: Option<Vec<String>>,
}

/// Why a list is not taken over: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place} {what}")]
pub struct Problem {
    place: String,
    what: String,
}

/// Something about a place.
pub(super) fn wrong(place: impl Into<String>, what: impl Into<String>) -> Problem {
    Problem { place: place.into(), what: what.into() }
}

/// What is known before.
#[derive(Debug)]
pub struct Known<'a> {
    /// Whose it is.
    pub organisation: &'a str,
    /// All departments.
    pub units: Vec<Unit>,
    /// All provisioned people, those that are gone too.
    pub people: Vec<Person>,
    /// Now, in seconds since 1970.
    pub now: i64,
}

/// How many of something were made, changed and taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Count {
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
}

/// What the predecessor answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub users: Count,
    pub units: Count,
}

/// What a list changes.
#[derive(Debug, Default)]
pub struct Plan {
    /// All departments after it; none where they stay as they are.
    pub units: Option<Vec<Unit>>,
    /// New people.
    pub new: Vec<Person>,
    /// People who change.
    pub changed: Vec<Person>,
    /// Who is let in and who is kept out from now on, by external id.
    pub noted: Vec<(String, bool)>,
    /// How much that is.
    pub counts: Counts,
}

/// Reads a body.
pub fn read(body: &[u8]) -> Result<List, Problem> {
    let no_list = |line: usize, column: usize| {
        let what = format!("is no list of orgUnits and users (line {line}, column {column})");
        wrong("the body", what)
    };
    // A struct would be read from a plain list too.
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(no_list(1, 1));
    }
    let list: List =
        serde_json::from_slice(body).map_err(|error| no_list(error.line(), error.column()))?;
    let within = |place: &str, have: usize, most: usize| {
        if have <= most { Ok(()) } else { Err(wrong(place, format!("has more than {most}"))) }
    };
    within("orgUnits", list.org_units.as_ref().map_or(0, Vec::len), MOST_UNITS)?;
    within("users", list.users.as_ref().map_or(0, Vec::len), MOST_PEOPLE)?;
    Ok(list)
}

/// What a list changes of what is known.
pub fn plan(list: &List, known: &Known<'_>, many_may_go: bool) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    let units = units_after(list, known, &mut plan.counts.units)?;
    if !many_may_go {
        let before = known.units.iter().filter(|unit| is_imported(unit)).count();
        check_share("orgUnits", plan.counts.units.deleted, before)?;
    }
    let ids: BTreeMap<String, &str> =
        units.iter().map(|unit| (key(&unit.id), unit.id.as_str())).collect();
    people_after(list, known, &ids, &mut plan)?;
    if !many_may_go {
        let living = known.people.iter().filter(|person| person.imported && person.active).count();
        check_share("users", plan.counts.users.deleted, living)?;
    }
    plan.units = (units != known.units).then_some(units);
    Ok(plan)
}

/// An importer that sends half a list by mistake must not empty an organisation.
fn check_share(place: &str, going: u32, of: usize) -> Result<(), Problem> {
    let going = usize::try_from(going).unwrap_or(usize::MAX);
    if going < FEW || going.saturating_mul(5) <= of {
        return Ok(());
    }
    let what = format!(
        "would take away {going} of {of}, more than a fifth; nothing was changed. Send it with \
         ?manyMayGo=true if it is meant"
    );
    Err(wrong(place, what))
}

fn uuid(place: &str, said: Option<&str>) -> Result<String, Problem> {
    let id = said.map(str::trim).and_then(|text| Uuid::try_parse(text).ok());
    id.map(|id| id.to_string()).ok_or_else(|| wrong(format!("{place}.uuid"), "must be a UUID"))
}

/// A text that may be missing. An empty one says nothing.
fn text<'a>(place: &str, said: Option<&'a str>) -> Result<Option<&'a str>, Problem> {
    let said = said.map(str::trim).filter(|text| !text.is_empty());
    match said {
        Some(text) if text.chars().count() > LONGEST || text.chars().any(char::is_control) => {
            Err(wrong(place, "must have 255 characters at most, and no line ends"))
        }
        said => Ok(said),
    }
}

/// Whether an importer can have made a department: they call theirs by UUIDs.
fn is_imported(unit: &Unit) -> bool {
    Uuid::try_parse(&unit.id).is_ok()
}

/// All departments after the list. Those that are called otherwise than by a UUID are somebody else's,
/// and what is known of parts stays, as far as it is there.
fn units_after(list: &List, known: &Known<'_>, count: &mut Count) -> Result<Vec<Unit>, Problem> {
    let said = list.org_units.as_deref().unwrap_or_default();
    if said.is_empty() {
        return Ok(known.units.clone());
    }
    let before: BTreeMap<String, &Unit> =
        known.units.iter().map(|unit| (key(&unit.id), unit)).collect();
    let (mut after, mut seen) = (Vec::new(), BTreeSet::new());
    for (at, unit) in said.iter().enumerate() {
        let place = format!("orgUnits[{at}]");
        let id = uuid(&place, unit.uuid.as_deref())?;
        if !seen.insert(id.clone()) {
            return Err(wrong(format!("{place}.uuid"), "is there twice"));
        }
        let name = text(&format!("{place}.name"), unit.name.as_deref())?;
        let was = before.get(&id).copied();
        let name = name.or_else(|| was.map(|was| was.name.as_str()));
        let name = name.ok_or_else(|| wrong(format!("{place}.name"), "is missing"))?.to_owned();
        match was {
            None => count.created += 1,
            Some(was) if was.name != name => count.updated += 1,
            Some(_) => {}
        }
        // Cases name it as it is known, in whatever letters.
        let id = was.map_or(id, |was| was.id.clone());
        let parent = was.and_then(|was| was.parent.clone());
        after.push(Unit { id, name, parent });
    }
    for unit in &known.units {
        if !seen.contains(&key(&unit.id)) {
            if is_imported(unit) { count.deleted += 1 } else { after.push(unit.clone()) }
        }
    }
    let ids: BTreeSet<String> = after.iter().map(|unit| unit.id.clone()).collect();
    for unit in &mut after {
        unit.parent = unit.parent.take().filter(|parent| ids.contains(parent));
    }
    after.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    Ok(after)
}

fn people_after(
    list: &List,
    known: &Known<'_>,
    units: &BTreeMap<String, &str>,
    plan: &mut Plan,
) -> Result<(), Problem> {
    let said = list.users.as_deref().unwrap_or_default();
    let by_word = known.people.iter().filter_map(|one| Some((one.external_id.as_deref()?, one)));
    let before: BTreeMap<&str, &Person> = by_word.collect();
    let living = known.people.iter().filter(|one| !one.deleted);
    let others: BTreeMap<String, Option<&str>> =
        living.map(|one| (one.user_name.to_lowercase(), one.external_id.as_deref())).collect();
    let mut seen = BTreeSet::new();
    for (at, one) in said.iter().enumerate() {
        let place = format!("users[{at}]");
        let id = uuid(&place, one.uuid.as_deref())?;
        if !seen.insert(id.clone()) {
            return Err(wrong(format!("{place}.uuid"), "is there twice"));
        }
        let was = before.get(id.as_str()).copied();
        // The import calls people by their UUID, which SCIM may have said of somebody else.
        if was.is_none_or(|was| was.imported)
            && others.get(id.as_str()).is_some_and(|other| *other != Some(id.as_str()))
        {
            return Err(wrong(format!("{place}.uuid"), "is the userName of somebody else by SCIM"));
        }
        // Whom SCIM has taken away stays away until SCIM brings them back.
        if was.is_some_and(|was| was.deleted) {
            continue;
        }
        let fresh = || Person { imported: true, ..Person::new(known.organisation, known.now) };
        let mut person = was.cloned().unwrap_or_else(fresh);
        say(&mut person, one, &place, units)?;
        person.external_id = Some(id.clone());
        if person.imported {
            person.active = true;
            person.user_name.clone_from(&id);
        }
        let Some(was) = was else {
            plan.counts.users.created += 1;
            plan.new.push(person);
            continue;
        };
        if person != *was {
            plan.counts.users.updated += 1;
            if person.active && !was.active {
                plan.noted.push((id, true));
            }
            plan.changed.push(person);
        }
    }
    // People whom SCIM keeps are not the importer's to take away.
    let theirs = known.people.iter().filter(|one| one.imported && one.active && !said.is_empty());
    for person in theirs {
        let word = person.external_id.clone().unwrap_or_default();
        if !seen.contains(&word) {
            plan.counts.users.deleted += 1;
            plan.changed.push(Person { active: false, units: Vec::new(), ..person.clone() });
            plan.noted.push((word, false));
        }
    }
    Ok(())
}

/// Takes over what a list says of somebody. Name and address are SCIM's where SCIM keeps the person.
fn say(
    person: &mut Person,
    said: &SaidPerson,
    place: &str,
    units: &BTreeMap<String, &str>,
) -> Result<(), Problem> {
    let name = text(&format!("{place}.name"), said.name.as_deref())?;
    let email = text(&format!("{place}.email"), said.email.as_deref())?;
    if person.imported {
        let unnamed = !person.attributes.contains_key("displayName");
        if let Some(name) = name {
            person.attributes.insert("displayName".to_owned(), json!(name));
        } else if unnamed {
            return Err(wrong(format!("{place}.name"), "is missing"));
        }
        if let Some(email) = email {
            let email = json!([{"value": email, "type": "work", "primary": true}]);
            person.attributes.insert("emails".to_owned(), email);
        }
    }
    let Some(positions) = &said.positions else { return Ok(()) };
    if positions.len() > MOST_POSITIONS {
        return Err(wrong(format!("{place}.positions"), "has more than 100"));
    }
    let mut held = BTreeSet::new();
    for (at, position) in positions.iter().enumerate() {
        let place = format!("{place}.positions[{at}]");
        let id = units.get(&key(position)).filter(|_| Uuid::try_parse(position.trim()).is_ok());
        held.insert(*id.ok_or_else(|| wrong(place, "is no department of the organisation"))?);
    }
    person.units = held.into_iter().map(str::to_owned).collect();
    Ok(())
}

#[cfg(test)]
mod tests;
