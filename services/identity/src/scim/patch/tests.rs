use serde_json::{Value, json};

use super::patched;
use crate::scim::attributes::{OF_GROUPS, OF_USERS};
use crate::scim::{Object, Refused};

fn object(value: Value) -> Object {
    let Value::Object(object) = value else { panic!("an object") };
    object
}

fn ida() -> Object {
    object(json!({"userName": "ida", "active": true, "displayName": "Ida",
        "name": {"givenName": "Ida", "familyName": "Holm"},
        "emails": [{"value": "ida@x.dk", "type": "work", "primary": true}]}))
}

fn user(operations: &Value) -> Result<Value, Refused> {
    let body = object(json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations}));
    patched(OF_USERS, &ida(), &body).map(Value::Object)
}

fn group(operations: &Value) -> Value {
    let before = object(json!({"displayName": "Robotter",
        "members": [{"value": "a", "type": "User"}, {"value": "b"}]}));
    let body = object(json!({ "Operations": operations }));
    let after = patched(OF_GROUPS, &before, &body).unwrap();
    let members = after.get("members").and_then(Value::as_array).cloned().unwrap_or_default();
    members.iter().map(|member| member["value"].clone()).collect()
}

#[test]
fn entra_s_own_dialect_is_understood() {
    let off = user(&json!([{"op": "Replace", "path": "active", "value": "False"}])).unwrap();
    assert_eq!(off["active"], false);
    let pathless = json!([{"op": "replace", "value": {
        "displayName": "Ida H", "name.givenName": "Ida M", "active": "True",
        "emails[type eq \"work\"].value": "ida.holm@x.dk", "id": "7", "groups": [],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "IT",
        "urn:ietf:params:scim:schemas:core:2.0:User:externalId": "0f8f"}}]);
    let after = user(&pathless).unwrap();
    assert_eq!(after["displayName"], "Ida H");
    assert_eq!(after["name"], json!({"givenName": "Ida M", "familyName": "Holm"}));
    assert_eq!(after["emails"][0]["value"], "ida.holm@x.dk");
    assert_eq!((&after["externalId"], after.get("groups")), (&json!("0f8f"), None));
    let home = json!([{"op": "Add", "path": "emails[type eq \"home\"].value", "value": "i@y.dk"},
        {"op": "Add", "path": "title", "value": "Konsulent"},
        {"op": "Add", "path": "phoneNumbers[type eq \"work\"].value", "value": "12345678"}]);
    let after = user(&home).unwrap();
    assert_eq!(after["emails"][1], json!({"type": "home", "value": "i@y.dk"}));

    let by_list = json!([{"op": "Remove", "path": "members", "value": [{"value": "a"}]}]);
    assert_eq!(group(&by_list), json!(["b"]));
    let add = json!([{"op": "Add", "path": "members", "value": [{"value": "c"}, {"value": "a"}]}]);
    assert_eq!(group(&add), json!(["a", "b", "c"]), "nobody is in it twice");
}

#[test]
fn the_standard_s_dialect_is_understood() {
    let one = json!([{"op": "remove", "path": "members[value eq \"b\"]"}]);
    assert_eq!(group(&one), json!(["a"]));
    assert_eq!(group(&json!([{"op": "remove", "path": "members"}])), json!([]));
    let all = json!([{"op": "replace", "path": "members", "value": [{"value": "c"}]}]);
    assert_eq!(group(&all), json!(["c"]));
    let none = json!([{"op": "remove", "path": "members[value eq \"x\"]"}]);
    assert_eq!(group(&none), json!(["a", "b"]));

    let parts = json!([{"op": "add", "path": "name", "value": {"formatted": "Ida Holm"}},
        {"op": "remove", "path": "name.givenName"}, {"op": "remove", "path": "displayName"}]);
    let after = user(&parts).unwrap();
    assert_eq!(after["name"], json!({"formatted": "Ida Holm", "familyName": "Holm"}));
    assert_eq!(after.get("displayName"), None);
    let primary = json!([{"op": "add", "path": "emails", "value":
        [{"value": "i@y.dk", "type": "home", "primary": true}]}]);
    let emails = user(&primary).unwrap()["emails"].take();
    assert_eq!((&emails[0]["primary"], &emails[1]["primary"]), (&Value::Null, &json!(true)));
    let gone = json!([{"op": "remove", "path": "emails[type eq \"work\"].primary"}]);
    assert_eq!(user(&gone).unwrap()["emails"][0].get("primary"), None);
}

#[test]
fn what_cannot_be_changed_so_is_refused_whole() {
    for (operations, kind) in [
        (json!({}), "invalidSyntax"),
        (json!([{"op": "move", "path": "active"}]), "invalidSyntax"),
        (json!([7]), "invalidSyntax"),
        (json!([{"op": "remove"}]), "noTarget"),
        (json!([{"op": "add", "value": "x"}]), "invalidValue"),
        (json!([{"op": "add", "path": "displayName"}]), "invalidValue"),
        (json!([{"op": "replace", "path": "active", "value": "måske"}]), "invalidValue"),
        (json!([{"op": "replace", "path": "name", "value": "Ida"}]), "invalidValue"),
        (json!([{"op": "replace", "path": 7, "value": "x"}]), "invalidPath"),
        (json!([{"op": "replace", "path": "a b", "value": "x"}]), "invalidPath"),
        (json!([{"op": "replace", "path": "active.x", "value": true}]), "invalidPath"),
        (json!([{"op": "replace", "path": "name[x pr]", "value": "x"}]), "invalidPath"),
        (json!([{"op": "replace", "path": "emails[value co \"q\"]", "value": "x"}]), "noTarget"),
        (json!([{"op": "remove", "path": "userName"}]), "mutability"),
        (json!([{"op": "replace", "path": "id", "value": "x"}]), "mutability"),
        (json!([{"op": "add", "path": "groups", "value": []}]), "mutability"),
        (json!([{"op": "replace", "path": "userName", "value": ""}]), "invalidValue"),
    ] {
        assert_eq!(user(&operations.clone()).unwrap_err().kind, Some(kind), "{operations}");
    }
    let long: Vec<_> = (0..100_000).map(|_| json!({})).collect();
    for op in ["add", "remove", "replace"] {
        let operations = json!([{"op": op, "path": "emails", "value": long}]);
        assert_eq!(user(&operations).unwrap_err().kind, Some("tooMany"), "{op}");
    }
    let many = vec![json!({"op": "add", "path": "displayName", "value": "x"}); 1_001];
    assert_eq!(user(&json!(many)).unwrap_err().kind, Some("tooMany"));
}
