//! The GraphQL schema as the running gateway tells it, so that a new field is walked by itself.

use std::collections::BTreeMap;

use crate::Visitor;
use crate::workspace::text;
use serde_json::Value;

const INTROSPECTION: &str = "{ __schema { queryType { name } mutationType { name }
    subscriptionType { name } types { kind name fields(includeDeprecated: true) { name
    type { ...of } args { name defaultValue type { ...of } } }
    inputFields { name defaultValue type { ...of } }
    enumValues { name } possibleTypes { name } } } }
    fragment of on __Type { kind name ofType { kind name ofType { kind name ofType { kind name
    ofType { kind name } } } } }";

/// All types by name.
pub struct Schema {
    types: BTreeMap<String, Type>,
}

/// One type.
pub struct Type {
    /// `OBJECT`, `ENUM`, …
    pub kind: String,
    /// Of an object or interface.
    pub fields: Vec<Field>,
    /// Of an input object.
    pub inputs: Vec<Argument>,
    /// Of an enum.
    pub values: Vec<String>,
    /// Of a union or interface.
    pub members: Vec<String>,
}

/// A field of an object.
pub struct Field {
    /// As the schema has it.
    pub name: String,
    /// The name of its type, lists and nullability taken off.
    pub of: String,
    /// What it takes.
    pub arguments: Vec<Argument>,
}

/// An argument, or a field of an input object.
pub struct Argument {
    /// As the schema has it.
    pub name: String,
    /// The name of its type, lists and nullability taken off.
    pub of: String,
    /// Nothing stands for it when it is left out.
    pub required: bool,
    /// It takes several.
    pub list: bool,
}

impl Schema {
    /// Asks for it as somebody who is signed in.
    pub async fn of(visitor: &Visitor) -> Self {
        let told = visitor.ask(INTROSPECTION).await;
        let types = list(&told["__schema"]["types"], |one| (text(&one["name"]), Type::of(one)));
        Self { types: types.into_iter().collect() }
    }

    /// The type with a name.
    pub fn named(&self, name: &str) -> &Type {
        self.types.get(name).unwrap_or_else(|| panic!("the schema has no type {name}"))
    }

    /// Whether values of the type have no fields.
    pub fn is_leaf(&self, name: &str) -> bool {
        matches!(self.named(name).kind.as_str(), "SCALAR" | "ENUM")
    }

    /// Each field that an answer can hold, `Case.basics`, of the schema's own types.
    pub fn all_fields(&self) -> Vec<String> {
        let answers = |(name, one): &(&String, &Type)| {
            one.kind == "OBJECT" && !name.starts_with("__") && *name != "Mutation"
        };
        let fields = self.types.iter().filter(answers).flat_map(|(name, one)| {
            one.fields.iter().map(move |field| format!("{name}.{}", field.name))
        });
        fields.collect()
    }
}

impl Type {
    fn of(one: &Value) -> Self {
        let argument = |one: &Value| Argument {
            name: text(&one["name"]),
            of: named(&one["type"]),
            required: one["type"]["kind"] == "NON_NULL" && one["defaultValue"].is_null(),
            list: is_list(&one["type"]),
        };
        Self {
            kind: text(&one["kind"]),
            fields: list(&one["fields"], |field| Field {
                name: text(&field["name"]),
                of: named(&field["type"]),
                arguments: list(&field["args"], argument),
            }),
            inputs: list(&one["inputFields"], argument),
            values: list(&one["enumValues"], |value| text(&value["name"])),
            members: list(&one["possibleTypes"], |member| text(&member["name"])),
        }
    }
}

fn list<T>(value: &Value, of: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().map(|all| all.iter().map(of).collect()).unwrap_or_default()
}

fn named(of: &Value) -> String {
    if of["ofType"].is_null() { text(&of["name"]) } else { named(&of["ofType"]) }
}

fn is_list(of: &Value) -> bool {
    of["kind"] == "LIST" || !of["ofType"].is_null() && is_list(&of["ofType"])
}
