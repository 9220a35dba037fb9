//! The attributes that are kept, as tables: requests are read by them, and `/Schemas` tells them.

use serde_json::{Value, json};

use super::{Object, Refused};

/// The schema of people.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of groups.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Characters of one text.
const LONGEST: usize = 255;

/// What an attribute holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text.
    Text,
    /// Another resource's address.
    Reference,
    /// Yes or no.
    Flag,
    /// Attributes of its own.
    Parts(&'static [Attribute]),
}

/// Who changes an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The client.
    Client,
    /// The client, when it makes the value.
    ClientOnce,
    /// Only the server.
    Server,
}

/// One attribute.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// As it is written in answers. In requests its letters may be of any size.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// How many values it may have; one is written without a list.
    pub most: usize,
    /// It is never missing.
    pub required: bool,
    /// Who changes it.
    pub change: Change,
    /// It is compared to the letter.
    pub exact: bool,
    /// The values that it is known to have.
    pub values: &'static [&'static str],
    /// Resources of all kinds have it, so that no schema tells of it.
    pub common: bool,
}

const TEXT: Attribute = Attribute {
    name: "",
    about: "",
    kind: Kind::Text,
    most: 1,
    required: false,
    change: Change::Client,
    exact: false,
    values: &[],
    common: false,
};

const EXTERNAL_ID: Attribute = Attribute {
    name: "externalId",
    about: "What the client's own system calls it.",
    exact: true,
    common: true,
    ..TEXT
};

/// What is kept of people.
pub const OF_USERS: &[Attribute] = &[
    Attribute {
        name: "userName",
        about: "The name at sign-in, one of a kind in the organisation.",
        required: true,
        ..TEXT
    },
    EXTERNAL_ID,
    Attribute {
        name: "name",
        about: "The parts of the name.",
        kind: Kind::Parts(&[
            Attribute { name: "formatted", about: "The whole name.", ..TEXT },
            Attribute { name: "familyName", about: "The family name.", ..TEXT },
            Attribute { name: "givenName", about: "The given name.", ..TEXT },
        ]),
        ..TEXT
    },
    Attribute { name: "displayName", about: "The name as others see it.", ..TEXT },
    Attribute {
        name: "emails",
        about: "Work addresses. They identify nobody.",
        kind: Kind::Parts(&[
            Attribute { name: "value", about: "The address.", ..TEXT },
            Attribute { name: "type", about: "What it is for, such as work.", ..TEXT },
            Attribute { name: "primary", about: "It is the first one.", kind: Kind::Flag, ..TEXT },
        ]),
        most: 20,
        ..TEXT
    },
    Attribute {
        name: "active",
        about: "May sign in. True where it is not said when the person is made.",
        kind: Kind::Flag,
        required: true,
        ..TEXT
    },
    Attribute {
        name: "groups",
        about: "The groups that the person is in.",
        kind: Kind::Parts(&[
            Attribute {
                name: "value",
                about: "The group's id.",
                change: Change::Server,
                exact: true,
                ..TEXT
            },
            Attribute {
                name: "$ref",
                about: "The group's address.",
                kind: Kind::Reference,
                change: Change::Server,
                exact: true,
                ..TEXT
            },
            Attribute {
                name: "display",
                about: "The group's name.",
                change: Change::Server,
                ..TEXT
            },
        ]),
        most: 1_000,
        change: Change::Server,
        ..TEXT
    },
];

/// What is kept of groups.
pub const OF_GROUPS: &[Attribute] = &[
    Attribute { name: "displayName", about: "What it is called.", required: true, ..TEXT },
    EXTERNAL_ID,
    Attribute {
        name: "members",
        about: "Who is in it: people of the organisation.",
        kind: Kind::Parts(&[
            Attribute {
                name: "value",
                about: "The person's id.",
                change: Change::ClientOnce,
                exact: true,
                ..TEXT
            },
            Attribute {
                name: "$ref",
                about: "The person's address.",
                kind: Kind::Reference,
                change: Change::ClientOnce,
                exact: true,
                ..TEXT
            },
            Attribute {
                name: "type",
                about: "Always User.",
                change: Change::ClientOnce,
                values: &["User"],
                ..TEXT
            },
        ]),
        most: 50_000,
        ..TEXT
    },
];

/// The attribute of a name, in any letters.
pub fn find<'a>(table: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    table.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// What is kept of what a client says. An attribute that is null, empty or not in the table is left out.
pub fn read(table: &[Attribute], said: &Object) -> Result<Object, Refused> {
    let mut kept = Object::new();
    for (name, value) in said {
        let Some(attribute) = find(table, name).filter(|one| one.change != Change::Server) else {
            continue;
        };
        if kept.contains_key(attribute.name) {
            let detail = format!("{} is there twice", attribute.name);
            return Err(Refused::bad("invalidSyntax", detail));
        }
        if let Some(value) = value_of(attribute, value)? {
            kept.insert(attribute.name.to_owned(), value);
        }
    }
    let missing = |one: &&Attribute| one.required && !kept.contains_key(one.name);
    match table.iter().find(missing) {
        None => Ok(kept),
        Some(one) => Err(wrong(one, "is required")),
    }
}

fn value_of(attribute: &Attribute, value: &Value) -> Result<Option<Value>, Refused> {
    if attribute.most == 1 {
        return single(attribute, value);
    }
    let values = match value {
        Value::Array(values) => values.as_slice(),
        Value::Null => &[],
        // One value without its list.
        value => std::slice::from_ref(value),
    };
    if values.len() > attribute.most {
        return Err(wrong(attribute, &format!("has more than {} values", attribute.most)));
    }
    let mut kept = Vec::new();
    for value in values {
        kept.extend(single(attribute, value)?);
    }
    if kept.iter().filter(|value| value["primary"] == true).count() > 1 {
        return Err(wrong(attribute, "has more than one primary value"));
    }
    Ok(Some(Value::Array(kept)).filter(|kept| kept != &json!([])))
}

fn single(attribute: &Attribute, value: &Value) -> Result<Option<Value>, Refused> {
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::Flag, Value::Bool(flag)) => Ok(Some(json!(flag))),
        // Entra writes yes and no as texts.
        (Kind::Flag, Value::String(text)) if text.eq_ignore_ascii_case("true") => {
            Ok(Some(json!(true)))
        }
        (Kind::Flag, Value::String(text)) if text.eq_ignore_ascii_case("false") => {
            Ok(Some(json!(false)))
        }
        (Kind::Flag, _) => Err(wrong(attribute, "must be true or false")),
        (Kind::Text | Kind::Reference, Value::String(text)) => {
            if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
                return Err(wrong(attribute, "is longer than 255 characters or no plain text"));
            }
            Ok(Some(json!(text)).filter(|_| !text.trim().is_empty()))
        }
        (Kind::Text | Kind::Reference, _) => Err(wrong(attribute, "must be a text")),
        (Kind::Parts(parts), Value::Object(said)) => {
            let kept = read(parts, said)?;
            Ok(Some(Value::Object(kept)).filter(|kept| kept != &json!({})))
        }
        (Kind::Parts(_), _) => Err(wrong(attribute, "must be an object")),
    }
}

fn wrong(attribute: &Attribute, what: &str) -> Refused {
    Refused::bad("invalidValue", format!("{} {what}", attribute.name))
}

impl Attribute {
    /// As `/Schemas` tells it.
    pub fn told(&self) -> Value {
        let mut told = json!({
            "name": self.name,
            "description": self.about,
            "type": match self.kind {
                Kind::Text => "string",
                Kind::Reference => "reference",
                Kind::Flag => "boolean",
                Kind::Parts(_) => "complex",
            },
            "multiValued": self.most > 1,
            "required": self.required,
            "mutability": match self.change {
                Change::Client => "readWrite",
                Change::ClientOnce => "immutable",
                Change::Server => "readOnly",
            },
            "returned": "default",
            "uniqueness": if self.name == "userName" { "server" } else { "none" },
        });
        if !self.values.is_empty() {
            told["canonicalValues"] = json!(self.values);
        }
        match self.kind {
            Kind::Text => told["caseExact"] = json!(self.exact),
            Kind::Reference => {
                told["caseExact"] = json!(true);
                let of = if self.about.contains("group") { "Group" } else { "User" };
                told["referenceTypes"] = json!([of]);
            }
            Kind::Flag => {}
            Kind::Parts(parts) => {
                told["subAttributes"] = parts.iter().map(Self::told).collect();
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(said: Value) -> Result<Value, Refused> {
        let Value::Object(said) = said else { panic!("an object") };
        read(OF_USERS, &said).map(Value::Object)
    }

    #[test]
    fn names_are_of_any_letters_and_what_is_not_kept_is_left_out() {
        let read = user(json!({
            "schemas": [USER], "USERNAME": "ida", "Active": "False", "title": "Konsulent",
            "name": {"GivenName": "Ida", "middleName": "X"}, "displayName": "", "groups": [{"value": "x"}],
            "emails": [{"Value": "i@x.dk", "primary": "True"}, {}], "password": "hemmelig",
        }));
        assert_eq!(
            read.unwrap(),
            json!({"userName": "ida", "active": false, "name": {"givenName": "Ida"},
                "emails": [{"value": "i@x.dk", "primary": true}]})
        );
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_name() {
        let with = |more: Value| {
            let mut said = json!({"userName": "ida", "active": true});
            said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            user(said).unwrap_err().detail
        };
        assert_eq!(user(json!({"active": true})).unwrap_err().detail, "userName is required");
        assert_eq!(user(json!({"userName": " "})).unwrap_err().detail, "userName is required");
        assert_eq!(with(json!({"USERNAME": "x"})), "userName is there twice");
        assert_eq!(with(json!({"displayName": 7})), "displayName must be a text");
        assert_eq!(with(json!({"name": "Ida"})), "name must be an object");
        let two = json!([{"value": "a", "primary": true}, {"value": "b", "primary": true}]);
        assert_eq!(with(json!({"emails": two})), "emails has more than one primary value");
        assert!(with(json!({"externalId": "x".repeat(256)})).starts_with("externalId is longer"));
        assert!(with(json!({"externalId": "a\nb"})).starts_with("externalId is longer"));
        assert!(with(json!({"emails": vec![json!({"value": "a"}); 21]})).contains("more than 20"));
    }
}
