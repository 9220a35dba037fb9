//! What takes more than one column to tell: which case a row is about, whose it is, and what the
//! predecessor wrote otherwise.

use serde_json::{Value, json};
use uuid::Uuid;

use super::said::what;
use super::{KEY, OS2AUTOPROCES, Options, Origin, Row, place};
use crate::columns::CASE_ID;

/// Characters of a key.
const LONGEST_KEY: usize = 120;

/// Says which case a row is about, and refuses what is another organisation's.
pub fn identify(row: &mut Row, origin: Origin, options: &Options, cell: &impl Fn(&str) -> String) {
    let (cvr, name) = (cell("CVR-nummer"), cell("Myndighed"));
    let is_other = if cvr.is_empty() {
        !name.is_empty() && name.to_lowercase() != options.organisation_name.to_lowercase()
    } else {
        cvr != options.organisation
    };
    if is_other {
        row.problems.push(what::OTHER_ORGANISATION.at(""));
    }
    let id = cell(CASE_ID);
    if origin == Origin::Ours && !id.is_empty() {
        row.case = Uuid::try_parse(&id).ok();
        if row.case.is_none() {
            row.problems.push(what::NOT_A_CASE_ID.at(CASE_ID));
        }
        return;
    }
    let key = match origin {
        Origin::Predecessor => cell("ID"),
        Origin::Ours | Origin::Other => {
            Some(cell(KEY)).filter(|key| !key.is_empty()).unwrap_or_else(|| cell("ID"))
        }
    };
    if key.is_empty() {
        row.problems.push(what::NO_KEY.at(""));
    } else if key.chars().count() > LONGEST_KEY {
        row.problems.push(what::LONG_KEY.at(""));
    } else {
        let source = match origin {
            Origin::Predecessor => OS2AUTOPROCES,
            Origin::Ours | Origin::Other => &options.source,
        };
        row.key = Some((source.to_owned(), key));
    }
}

/// Puts what others write into places of ours.
pub fn complete(row: &mut Row, origin: Origin, options: &Options) {
    let Some(Value::Object(shown)) = row.sections.remove("shown") else {
        stand_in_contact(row, origin, options);
        return;
    };
    if let Some(contact) = shown.get("contact").and_then(Value::as_str) {
        let is_mailbox = contact.contains('@') && !contact.contains(char::is_whitespace);
        let field = if is_mailbox { "contact.mailbox" } else { "contact.role" };
        place::put(row, field, json!(contact));
    }
    if let Some(systems) = shown.get("other_systems") {
        place::put(row, "story.systems_today", systems.clone());
    }
    if let Some(addresses) = shown.get("addresses").and_then(Value::as_array) {
        add_links(row, addresses);
    }
    stand_in_contact(row, origin, options);
}

/// Only addresses become links. The predecessor put the address of its own page first.
fn add_links(row: &mut Row, addresses: &[Value]) {
    let words = addresses.iter().filter_map(Value::as_str).flat_map(str::split_whitespace);
    let (links, rest): (Vec<&str>, Vec<&str>) = words
        .filter(|word| !word.contains("os2autoproces.eu/details/"))
        .partition(|word| word.starts_with("https://") || word.starts_with("http://"));
    if !rest.is_empty() {
        row.notes.push(what::NOT_AN_ADDRESS.at("Links"));
    }
    if links.is_empty() {
        return;
    }
    let link = |url: &&str| {
        let host = url.split('/').nth(2).unwrap_or_default();
        let code = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"];
        let kind = if code.contains(&host) { "repository" } else { "website" };
        json!({"kind": kind, "url": url, "title": null})
    };
    place::put(row, "links.entries", links.iter().map(link).collect());
}

/// A case in operation has somebody to ask. The predecessor's contacts were people, who are not
/// written into a log that is kept for ever.
fn stand_in_contact(row: &mut Row, origin: Origin, options: &Options) {
    let has_contact = row.sections.contains_key("contact");
    if origin == Origin::Predecessor && !has_contact && row.phase.as_deref() == Some("operation") {
        let name = json!(options.organisation_name);
        place::put_into(&mut row.defaults, "contact.role", name);
        row.notes.push(what::STAND_IN_CONTACT.at(""));
    }
    if row.visibility.as_deref() == Some("selected") {
        row.visibility = Some("organisation".to_owned());
        row.notes.push(what::SELECTED_NARROWED.at("Synlighed"));
    }
}
