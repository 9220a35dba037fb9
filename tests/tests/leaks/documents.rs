//! Makes documents that ask for every field there is: each place in the schema that holds fields,
//! packed into requests that the gateway's limits allow.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Argument, Field, Schema};

/// Levels of fields that the gateway takes.
const DEEPEST: usize = 12;
/// How often a type may stand on the way to a field: enough to go from a case to another and back.
const MOST_OF_A_TYPE: usize = 2;
/// Things on the page of the outermost list, and of lists within.
const OUTER_PAGE: usize = 40;
const INNER_PAGE: usize = 4;
/// Cost and fields of a document; the gateway takes 10,000 and 1,000.
const COSTLIEST: usize = 7_000;
const MOST_FIELDS: usize = 600;

/// Arguments that must be given, by field and name. `$id` is the variable of the document.
const GIVEN: &[(&str, &str, &str)] = &[
    ("case", "id", "$id"),
    ("node", "id", "$id"),
    ("organisation", "cvr", "\"29189668\""),
    ("statistics", "by", "[ORGANISATION, PHASE, STATUS]"),
];

/// Fields that are not asked for, each with the reason. Must stay empty unless there is one.
pub const NOT_ASKED: &[(&str, &str)] = &[];

/// A document for one field of a root, and what it covers.
pub struct Document {
    /// The text.
    pub text: String,
    /// The root's field.
    pub root_field: String,
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
    let mut maker = Maker { schema, made: Made::default(), places: Vec::new() };
    let operation = root.to_lowercase();
    for field in &schema.named(root).fields {
        maker.made.covered.insert(format!("{root}.{}", field.name));
        let Some(step) = maker.step(field, 0) else { continue };
        if schema.is_leaf(&field.of) {
            maker.places.push(Place { way: Vec::new(), leaves: vec![step], cost: 1 });
        } else {
            maker.visit(&field.of, &[step], &mut BTreeMap::new(), 1);
        }
        let places = std::mem::take(&mut maker.places);
        maker.pack(&operation, &field.name, places);
    }
    maker.made
}

impl Maker<'_> {
    /// The field as it is written, with the arguments that it takes to fill a page.
    fn step(&mut self, field: &Field, depth: usize) -> Option<String> {
        let mut arguments = Vec::new();
        for argument in &field.arguments {
            match value_of(field, argument, depth) {
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

    fn visit(
        &mut self,
        name: &str,
        way: &[String],
        seen: &mut BTreeMap<String, usize>,
        times: usize,
    ) {
        let levels = way.iter().filter(|step| !step.starts_with("...")).count();
        let so_often = seen.get(name).copied().unwrap_or_default();
        if levels >= DEEPEST || so_often >= MOST_OF_A_TYPE {
            return;
        }
        seen.insert(name.to_owned(), so_often + 1);
        let page = way.last().is_some_and(|step| step.contains("first: "));
        let size = if way.len() == 1 { OUTER_PAGE } else { INNER_PAGE };
        let times = if page { times * size } else { times };
        let of = self.schema.named(name);
        let mut leaves = vec!["__typename".to_owned()];
        for field in &of.fields {
            if NOT_ASKED.iter().any(|(asked, _)| *asked == format!("{name}.{}", field.name)) {
                continue;
            }
            let Some(step) = self.step(field, levels) else { continue };
            if self.schema.is_leaf(&field.of) {
                leaves.push(step);
                self.made.covered.insert(format!("{name}.{}", field.name));
            } else if levels + 1 < DEEPEST {
                self.made.covered.insert(format!("{name}.{}", field.name));
                self.visit(&field.of, &[way, &[step]].concat(), seen, times);
            }
        }
        for member in &of.members {
            let step = format!("... on {member}");
            self.visit(member, &[way, &[step]].concat(), seen, times);
        }
        let cost = times * (leaves.len() + way.len() + 10);
        self.places.push(Place { way: way.to_vec(), leaves, cost });
        seen.insert(name.to_owned(), so_often);
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
        let root_field = root_field.to_owned();
        self.made.documents.push(Document { text, root_field, takes_id });
    }
}

fn value_of(field: &Field, argument: &Argument, depth: usize) -> Option<String> {
    if argument.name == "first" {
        let size = if depth == 0 { OUTER_PAGE } else { INNER_PAGE };
        return Some(size.to_string());
    }
    let given = GIVEN.iter().find(|(of, name, _)| *of == field.name && *name == argument.name);
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
