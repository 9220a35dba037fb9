//! Privilege lists of OIOSAML: what a job-function role gives somebody in a system, for an
//! organisation, and within limits. In XML as the profile has it (Basic Privilege Profile 1.0.1,
//! base64), and in the JSON that brokers make of it for OpenID Connect.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// Bytes of a list as it comes, and groups, privileges and limits of one.
const LONGEST_BYTES: usize = 128 * 1024;
const MOST_GROUPS: usize = 200;
const MOST_ENTRIES: usize = 200;
/// How a scope that is an organisation begins.
const CVR_SCOPE: &str = "urn:dk:gov:saml:cvrNumberIdentifier:";

/// Privileges that go together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The organisation that they are for; none when the scope is something else.
    pub cvr: Option<String>,
    /// Limits, name and value.
    pub limits: Vec<(String, String)>,
    /// The privileges.
    pub privileges: Vec<String>,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    /// A department.
    Unit,
    /// A KLE number.
    Kle,
    /// Something that we do not know, and so cannot keep.
    Unknown,
}

/// What a limit of a name is about: its last part, whatever system names it and in which version.
pub fn limited(name: &str) -> Limited {
    let mut parts = name.rsplit([':', '/']);
    let last = parts.find(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    match last.unwrap_or_default().to_lowercase().as_str() {
        "kle" => Limited::Kle,
        "orgunit" | "orgenhed" | "organisationsenhed" | "organisationunit" => Limited::Unit,
        _ => Limited::Unknown,
    }
}

/// The groups of a claim. `None` when it is not exactly what such a claim is.
pub fn groups(claim: &Value) -> Option<Vec<Group>> {
    let groups = match claim {
        Value::Array(values) => {
            let groups = values.iter().map(of_value).collect::<Option<Vec<_>>>()?;
            groups.into_iter().flatten().collect()
        }
        value => of_value(value)?,
    };
    (groups.len() <= MOST_GROUPS).then_some(groups)
}

fn of_value(value: &Value) -> Option<Vec<Group>> {
    match value {
        Value::Object(members) => of_json(members).map(|group| vec![group]),
        Value::String(text) if text.len() > LONGEST_BYTES => None,
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            match serde_json::from_str(text).ok()? {
                Value::Array(values) => {
                    let object = |value: &Value| of_json(value.as_object()?);
                    values.iter().map(object).collect()
                }
                Value::Object(members) => of_json(&members).map(|group| vec![group]),
                _ => None,
            }
        }
        Value::String(text) => {
            let text: String = text.split_ascii_whitespace().collect();
            of_xml(&STANDARD.decode(text).ok()?)
        }
        _ => None,
    }
}

/// `{"cvr": "29189668", "c": [{"urn:dk:kombit:KLE": "25.*"}], "p": ["…"]}`. Any other member is a scope
/// that we do not know.
fn of_json(members: &Map<String, Value>) -> Option<Group> {
    let mut group = Group::default();
    let mut other_scope = false;
    for (name, value) in members {
        match name.as_str() {
            "cvr" => group.cvr = Some(value.as_str()?.to_owned()),
            "p" => group.privileges = texts(value)?,
            "c" => {
                for limit in value.as_array()? {
                    for (name, value) in limit.as_object()? {
                        group.limits.push((name.clone(), value.as_str()?.to_owned()));
                    }
                }
            }
            _ => other_scope = true,
        }
    }
    if other_scope {
        group.cvr = None;
    }
    let fits = group.limits.len() <= MOST_ENTRIES && group.privileges.len() <= MOST_ENTRIES;
    fits.then_some(group)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Where the reader is in the list.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum At {
    #[default]
    Outside,
    List,
    Group,
    Limit,
    Privilege,
    End,
}

/// Reads the XML. Only the elements of the profile, no document type and no entities but XML's own: so
/// nothing is fetched and nothing grows.
fn of_xml(bytes: &[u8]) -> Option<Vec<Group>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut pass = Pass::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => pass.enter(&element)?,
            // A group of nothing gives nothing.
            Event::Empty(element) if entered(pass.at, &element)? == At::Group => {}
            Event::Text(text) => pass.content.push_str(&text),
            Event::GeneralRef(named) => pass.content.push_str(resolve_predefined_entity(&named)?),
            Event::End(_) => pass.leave()?,
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => return (pass.at == At::End).then_some(pass.groups),
            Event::Empty(_) | Event::CData(_) | Event::DocType(_) | Event::PI(_) => return None,
        }
    }
}

/// A list while it is read.
#[derive(Default)]
struct Pass {
    at: At,
    groups: Vec<Group>,
    group: Group,
    limit: String,
    content: String,
}

impl Pass {
    fn enter(&mut self, element: &BytesStart<'_>) -> Option<()> {
        self.at = entered(self.at, element)?;
        self.content.clear();
        match self.at {
            At::Group => {
                let scope = attribute(element, "Scope")?;
                // A scope that is something else than an organisation is nobody's.
                let cvr = scope.strip_prefix(CVR_SCOPE).map(str::to_owned);
                self.group = Group { cvr, ..Group::default() };
            }
            At::Limit => self.limit = attribute(element, "Name")?,
            At::Outside | At::List | At::Privilege | At::End => {}
        }
        Some(())
    }

    fn leave(&mut self) -> Option<()> {
        let said = self.content.trim().to_owned();
        self.content.clear();
        self.at = match self.at {
            At::Limit => {
                self.group.limits.push((std::mem::take(&mut self.limit), said));
                At::Group
            }
            At::Privilege => {
                self.group.privileges.push(said);
                At::Group
            }
            At::Group => {
                self.groups.push(std::mem::take(&mut self.group));
                At::List
            }
            At::List => At::End,
            At::Outside | At::End => return None,
        };
        let few = |count: usize| count <= MOST_ENTRIES;
        let fits = self.groups.len() <= MOST_GROUPS
            && few(self.group.limits.len())
            && few(self.group.privileges.len());
        fits.then_some(())
    }
}

fn entered(at: At, element: &BytesStart<'_>) -> Option<At> {
    match (at, element.local_name().as_ref()) {
        (At::Outside, "PrivilegeList") => Some(At::List),
        (At::List, "PrivilegeGroup") => Some(At::Group),
        (At::Group, "Constraint") => Some(At::Limit),
        (At::Group, "Privilege") => Some(At::Privilege),
        _ => None,
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.value;
    (!value.contains('&')).then(|| value.into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn xml(inside: &str) -> Value {
        let list = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpp:PrivilegeList \
             xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\">{inside}\
             </bpp:PrivilegeList>"
        );
        json!(STANDARD.encode(list))
    }

    const GROUP: &str = "<PrivilegeGroup Scope=\"urn:dk:gov:saml:cvrNumberIdentifier:29189668\">\
        <Constraint Name=\"urn:dk:kombit:KLE\">25.*</Constraint>\
        <Privilege>http://a.dk/x?a&amp;b</Privilege>\n<Privilege> urn:b </Privilege>\
        </PrivilegeGroup>";

    #[test]
    fn xml_and_json_say_the_same() {
        let group = Group {
            cvr: Some("29189668".to_owned()),
            limits: vec![("urn:dk:kombit:KLE".to_owned(), "25.*".to_owned())],
            privileges: vec!["http://a.dk/x?a&b".to_owned(), "urn:b".to_owned()],
        };
        let json = json!({
            "cvr": "29189668", "c": [{"urn:dk:kombit:KLE": "25.*"}],
            "p": ["http://a.dk/x?a&b", "urn:b"]
        });
        for claim in [
            xml(GROUP),
            json!([xml(GROUP)]),
            json.clone(),
            json!(json.to_string()),
            json!([json.to_string()]),
            json!(json!([json]).to_string()),
        ] {
            assert_eq!(groups(&claim), Some(vec![group.clone()]), "{claim}");
        }
        assert_eq!(groups(&xml("")), Some(vec![]));
    }

    #[test]
    fn a_scope_that_is_no_organisation_is_nobody_s() {
        let of_person = GROUP.replace("cvrNumberIdentifier", "userIdentifier");
        assert_eq!(groups(&xml(&of_person)).unwrap()[0].cvr, None);
        let of_unit = json!({"cvr": "29189668", "pu": "1003388394", "p": ["a"]});
        assert_eq!(groups(&of_unit).unwrap()[0].cvr, None);
    }

    #[test]
    fn what_is_not_exactly_a_privilege_list_is_none() {
        let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        let bomb = format!("{entity}<PrivilegeList>{GROUP}</PrivilegeList>");
        let own_entity = GROUP.replace("&amp;", "&e;");
        let deep = "<PrivilegeGroup Scope=\"x\">".repeat(10_000);
        for claim in [
            json!("admin"),
            json!(7),
            json!(null),
            json!({"p": "a"}),
            json!({"p": [1]}),
            json!({"c": [["a"]]}),
            json!("{\"p\": [\"a\"]"),
            json!(STANDARD.encode(bomb)),
            json!(STANDARD.encode(GROUP)),
            xml(&own_entity),
            xml(&deep),
            xml(&GROUP.replace("Scope", "scope")),
            xml(&GROUP.replace("Privilege>", "Other>")),
            xml(&GROUP.replace("25.*", "<![CDATA[25]]>")),
            xml(&GROUP.repeat(201)),
            xml(&"x".repeat(LONGEST_BYTES)),
            json!(STANDARD.encode(format!("<PrivilegeList>{GROUP}"))),
            json!(STANDARD.encode([0xff, 0xfe, 0x00])),
        ] {
            assert_eq!(groups(&claim), None, "{}", claim.to_string().get(..80).unwrap_or_default());
        }
    }

    #[test]
    fn a_limit_is_known_by_its_last_part() {
        for (name, about) in [
            ("urn:dk:kombit:KLE", Limited::Kle),
            ("http://sts.kombit.dk/constraints/KLE/1", Limited::Kle),
            ("http://sts.kombit.dk/constraints/orgenhed/1", Limited::Unit),
            ("urn:dk:kombit:orgUnit", Limited::Unit),
            ("http://sts.kombit.dk/constraints/foelsomhed/1", Limited::Unknown),
            ("", Limited::Unknown),
        ] {
            assert_eq!(limited(name), about, "{name}");
        }
    }
}
