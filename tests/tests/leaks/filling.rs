//! Fills the inputs of mutations from their types, so that every text of a case carries a mark.

use journeys::new_id;
use serde_json::{Map, Value, json};

use crate::model::Case;
use journeys::schema::{Argument, Schema};

/// Left out: what a caller need not say, and what would contradict the rest.
const LEFT_OUT: &[&str] = &[
    "expectedRevision",
    "idempotencyKey",
    "selected",
    "inReplyTo",
    "upper",
    "mentions",
    "criteria",
];

/// What a rule wants written otherwise than as free text or a small number.
fn by_name(name: &str, mark: &str) -> Option<Value> {
    let value = match name {
        "kle" | "form" => json!(["54.15.10"]),
        "kla" => json!("54.15.10"),
        "organisationId" => json!("55133018"),
        "mailbox" => json!(format!("{mark}@sted.example")),
        "telephone" => json!("87654321"),
        "externalUrl" => json!("https://sted.example/losning"),
        "filter" => json!("{}"),
        "field" => json!("story.solution"),
        "url" | "website" => json!(format!("https://sted.example/{mark}")),
        "rating" => json!(2),
        "automationDegreePercent" => json!(70),
        _ => return None,
    };
    Some(value)
}

/// The input of a mutation about a case, every text with the mark.
pub fn input(schema: &Schema, mutation: &str, case: &str, mark: &str) -> Value {
    let field = schema.named("Mutation").fields.iter().find(|field| field.name == mutation);
    let field = field.unwrap_or_else(|| panic!("there is no mutation {mutation}"));
    let argument = field.arguments.first().expect("a mutation takes one input");
    let mut filled = object(schema, &argument.of, mark);
    for name in ["caseId", "id"] {
        if filled.contains_key(name) {
            filled.insert(name.to_owned(), json!(case));
        }
    }
    Value::Object(filled)
}

/// The same about one of the matrix, with the KLE number and the department that it has.
pub fn about(schema: &Schema, mutation: &str, case: &Case, mark: &str) -> Value {
    let mut filled = input(schema, mutation, &case.id, mark);
    if let Some(basics) = filled.get_mut("basics") {
        basics["kle"] = json!([case.kle()]);
    }
    if let (Some(internal), Some(department)) = (filled.get_mut("internal"), case.department()) {
        internal["departments"] = json!([department]);
    }
    filled
}

fn object(schema: &Schema, name: &str, mark: &str) -> Map<String, Value> {
    let inputs = &schema.named(name).inputs;
    let wanted = inputs.iter().filter(|input| !LEFT_OUT.contains(&input.name.as_str()));
    wanted.map(|input| (input.name.clone(), value(schema, input, name, mark))).collect()
}

fn value(schema: &Schema, input: &Argument, within: &str, mark: &str) -> Value {
    if let Some(value) = by_name(&input.name, mark) {
        return value;
    }
    let one = match input.of.as_str() {
        "String" => json!(format!("{mark} {}", input.name)),
        "ID" => json!(new_id()),
        "Boolean" => json!(true),
        "Int" if within == "YearRangeInput" => json!(2019),
        "Int" => json!(7),
        "Decimal" => json!("7.5"),
        "NaiveDate" => json!("2026-01-15"),
        "DateTime" => json!("2026-01-15T12:00:00Z"),
        other => match schema.named(other).kind.as_str() {
            "ENUM" => json!(schema.named(other).values[0]),
            "INPUT_OBJECT" => Value::Object(object(schema, other, mark)),
            kind => panic!("say in filling.rs how a {kind} {other} is filled ({})", input.name),
        },
    };
    if input.list { json!([one]) } else { one }
}
