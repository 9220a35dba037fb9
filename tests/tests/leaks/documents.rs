//! Makes documents that ask for every field there is: each place in the schema that holds fields,
//! packed into requests that the gateway's limits allow.

use std::collections::{BTreeMap, BTreeSet};

use journeys::schema::{Argument, Field, Schema};

/// Levels of fields that the gateway takes.
const DEEPEST: usize = 12;
/// Levels asked of a subscription: what changed, and the fields of the case itself. Its further
/// fields are the same as in a query, and every watcher is told of every change.
const DEEPEST_WATCHED: usize = 4;
/// How often a type may stand on the way to a field: enough to go from a case to another. What
/// stands there a second time is asked for its fields and for theirs, and no pages.
const MOST_OF_A_TYPE: usize = 2;
const LEVELS_OF_A_SECOND: usize = 2;
/// Things on the page of a root's list, of a list of one thing, and of a list within a list; one on
/// the page of a list within those.
const ROOT_PAGE: usize = 40;
const PAGE: usize = 20;
const INNER_PAGE: usize = 4;
/// Cost and fields of a document; the gateway takes 10,000 and 1,000.
const COSTLIEST: usize = 4_000;
const MOST_FIELDS: usize = 600;

/// Arguments that must be given, by field and name. `$id` is the variable of the document.
const GIVEN: &[(&str, &str, &str)] = &[
    ("case", "id", "$id"),
    ("caseVersion", "id", "$id"),
    ("caseVersion", "revision", "15"),
    ("caseChanges", "id", "$id"),
    ("caseChanges", "from", "1"),
    ("caseChanges", "to", "15"),
    ("enquiry", "id", "$id"),
    ("errorReport", "id", "$id"),
    ("collection", "id", "$id"),
    ("organisationContact", "organisation", "\"29189668\""),
    ("node", "id", "$id"),
    ("providerTest", "id", "$id"),
    ("organisation", "cvr", "\"29189668\""),
    ("identityProvidersOf", "organisationId", "\"29189668\""),
    ("possibleDuplicates", "first", "20"),
    ("recommended", "first", "20"),
    ("possibleDuplicates", "title", "\"kanarie basics title\""),
    ("catalogueEntries", "catalogue", "IT_SYSTEMS"),
    ("publiccode", "url", "\"https://127.0.0.1/publiccode.yml\""),
    ("preview", "text", "\"**fed**\""),
    ("people", "search", "\"example\""),
    ("publishedQuarter", "quarter", "\"2020-Q1\""),
    ("statistics", "by", "[ORGANISATION, PHASE, STATUS]"),
];

/// Fields that are asked for only where their type stands first, for they cost much.
const COSTS_MUCH: &[&str] = &["didYouMean"];

/// Fields that are not asked for, each with the reason. Must stay empty unless there is one.
pub const NOT_ASKED: &[(&str, &str)] = &[];

/// What stands on the way from a root as if it had been met before: the same code answers it, and
/// the roots that lead into it have asked it all.
fn met_elsewhere(root_field: &str) -> &'static [&'static str] {
    match root_field {
        "cases" => &[],
        "case" => &["CaseConnection"],
        _ => &["Case", "CaseConnection"],
    }
}

/// A document for one field of a root, and what it covers.
pub struct Document {
    /// The text.
    pub text: String,
    /// The root's field.
    pub root_field: String,
    /// How many were made for the field before.
    pub number: usize,
    /// Whether it takes the variable `$id`.
    pub takes_id: bool,
}

/// What a place in the schema holds.
struct Place {
    /// The way there: `cases(first: 40)`, `nodes`, `... on CaseSource`.
    way: Vec<String>,
    /// Fields without fields of their own.
    leaves: Vec<String>,
    cost: usize,
}

/// Documents made for a root, and what could not be asked for.
#[derive(Default)]
pub struct Made {
    /// Each within the limits.
    pub documents: Vec<Document>,
    /// Fields covered, `Case.basics`.
    pub covered: BTreeSet<String>,
    /// Arguments that must be given and that nobody has said how, `case.id`.
    pub unfilled: Vec<String>,
}

struct Maker<'a> {
    schema: &'a Schema,
    made: Made,
    places: Vec<Place>,
}

/// Documents for every field of a root type, `Query` or `Subscription`.
pub fn of_root(schema: &Schema, root: &str) -> Made {
    let deepest = if root == "Subscription" { DEEPEST_WATCHED } else { DEEPEST };
    let mut maker = Maker { schema, made: Made::default(), places: Vec::new() };
    let operation = root.to_lowercase();
    for field in &schema.named(root).fields {
        maker.made.covered.insert(format!("{root}.{}", field.name));
        let Some(step) = maker.step(field, 0) else { continue };
        if schema.is_leaf(&field.of) {
            maker.places.push(Place { way: Vec::new(), leaves: vec![step], cost: 1 });
        } else {
            let mut way = Way::to(step, deepest);
            let met = met_elsewhere(&field.name).iter().map(|name| ((*name).to_owned(), 1));
            way.met.extend(met);
            maker.visit(&field.of, &way);
        }
        let places = std::mem::take(&mut maker.places);
        maker.pack(&operation, &field.name, places);
    }
    maker.made
}

impl Maker<'_> {
    /// The field as it is written, with the arguments that it takes to fill a page of a list that is
    /// itself met so many times; none for a root's.
    fn step(&mut self, field: &Field, times: usize) -> Option<String> {
        let mut arguments = Vec::new();
        for argument in &field.arguments {
            match value_of(field, argument, times) {
                Some(value) => arguments.push(format!("{}: {value}", argument.name)),
                None if argument.required => {
                    self.made.unfilled.push(format!("{}.{}", field.name, argument.name));
                    return None;
                }
                None => {}
            }
        }
        let written = if arguments.is_empty() {
            field.name.clone()
        } else {
            format!("{}({})", field.name, arguments.join(", "))
        };
        Some(written)
    }

    fn visit(&mut self, name: &str, way: &Way) {
        let of = self.schema.named(name);
        let Some(here) = way.through(name, of.kind == "OBJECT") else { return };
        let mut leaves = vec!["__typename".to_owned()];
        for field in &of.fields {
            if NOT_ASKED.iter().any(|(asked, _)| *asked == format!("{name}.{}", field.name)) {
                continue;
            }
            let Some(step) = self.step(field, here.times) else { continue };
            if here.is_second && COSTS_MUCH.contains(&field.name.as_str()) {
                continue;
            }
            if self.schema.is_leaf(&field.of) {
                leaves.push(step);
            } else if here.left == 0 || here.is_second && step.contains("first: ") {
                continue;
            } else {
                let mut on = here.on(step);
                // What an edge leads to stands beside the edges as well, and is asked there.
                if name.ends_with("Edge") && field.name == "node" {
                    on.left = on.left.min(1);
                }
                self.visit(&field.of, &on);
            }
            self.made.covered.insert(format!("{name}.{}", field.name));
        }
        for member in &of.members {
            self.visit(member, &here.as_member(member));
        }
        let cost = here.times * (leaves.len() + here.steps.len() + 10);
        self.places.push(Place { way: here.steps, leaves, cost });
    }

    fn pack(&mut self, operation: &str, root_field: &str, places: Vec<Place>) {
        let (mut open, mut cost, mut fields) = (Selection::default(), 0, 0);
        for place in places {
            let more = place.leaves.len() + place.way.len();
            if fields > 0 && (cost + place.cost > COSTLIEST || fields + more > MOST_FIELDS) {
                let full = std::mem::take(&mut open);
                self.close(operation, root_field, &full);
                (cost, fields) = (0, 0);
            }
            cost += place.cost;
            fields += more;
            open.add(&place.way, place.leaves);
        }
        if fields > 0 {
            self.close(operation, root_field, &open);
        }
    }

    fn close(&mut self, operation: &str, root_field: &str, selection: &Selection) {
        let body = selection.written();
        let takes_id = body.contains("$id");
        let variables = if takes_id { "($id: ID!)" } else { "" };
        let text = format!("{operation}{variables} {body}");
        let before = self.made.documents.iter().filter(|before| before.root_field == root_field);
        let (number, root_field) = (before.count(), root_field.to_owned());
        self.made.documents.push(Document { text, root_field, number, takes_id });
    }
}

/// How the maker came to a place.
#[derive(Clone)]
struct Way {
    steps: Vec<String>,
    /// Objects on the way, each as often as it was met.
    met: BTreeMap<String, usize>,
    /// Levels of fields that may follow.
    left: usize,
    /// How many things an answer may hold here.
    times: usize,
    /// Some object was met before.
    is_second: bool,
}

impl Way {
    fn to(step: String, deepest: usize) -> Self {
        let times = page(&step);
        let (met, left) = (BTreeMap::new(), deepest - 1);
        Self { steps: vec![step], met, left, times, is_second: false }
    }

    /// Into an object; none when it was met often enough, or there is no level left for its fields.
    fn through(&self, name: &str, is_object: bool) -> Option<Self> {
        let mut here = self.clone();
        here.left = here.left.checked_sub(1)?;
        let met = here.met.entry(name.to_owned()).or_default();
        if *met >= MOST_OF_A_TYPE {
            return None;
        }
        *met += usize::from(is_object);
        if *met == MOST_OF_A_TYPE && !here.is_second {
            here.is_second = true;
            here.left = here.left.min(LEVELS_OF_A_SECOND - 1);
        }
        Some(here)
    }

    fn on(&self, step: String) -> Self {
        let mut here = self.clone();
        here.times *= page(&step);
        here.steps.push(step);
        here
    }

    /// A fragment is no level.
    fn as_member(&self, member: &str) -> Self {
        let mut here = self.clone();
        here.steps.push(format!("... on {member}"));
        here.left += 1;
        here
    }
}

/// Things on the page that a step asks for.
fn page(step: &str) -> usize {
    let size = step.split_once("first: ").map(|(_, after)| after);
    size.and_then(|after| after.split([',', ')']).next()?.parse().ok()).unwrap_or(1)
}

fn value_of(field: &Field, argument: &Argument, times: usize) -> Option<String> {
    let given = GIVEN.iter().find(|(of, name, _)| *of == field.name && *name == argument.name);
    if given.is_none() && argument.name == "first" {
        let size = match times {
            0 => ROOT_PAGE,
            1 => PAGE,
            2..=ROOT_PAGE => INNER_PAGE,
            _ => 1,
        };
        return Some(size.to_string());
    }
    given.map(|(_, _, value)| (*value).to_owned())
}

/// Fields and what is asked of each.
#[derive(Default)]
struct Selection {
    leaves: BTreeSet<String>,
    within: BTreeMap<String, Selection>,
}

impl Selection {
    fn add(&mut self, way: &[String], leaves: Vec<String>) {
        match way {
            [] => self.leaves.extend(leaves),
            [first, rest @ ..] => {
                self.within.entry(first.clone()).or_default().add(rest, leaves);
            }
        }
    }

    fn written(&self) -> String {
        let within = self.within.iter().map(|(step, of)| format!("{step} {}", of.written()));
        let all: Vec<String> = self.leaves.iter().cloned().chain(within).collect();
        format!("{{ {} }}", all.join(" "))
    }
}
