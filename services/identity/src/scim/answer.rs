//! What is left of a resource when somebody asks for a part of it (RFC 7644, section 3.9).

use serde_json::{Map, Value};

use super::path::{Name, name_of};
use super::{Asked, Object, Reply, etag};

/// Of `attributes` and `excludedAttributes` at most so many are looked at.
const MOST: usize = 100;

/// Which attributes are answered.
#[derive(Debug, Default)]
pub struct Selection {
    only: Vec<(String, Option<String>)>,
    without: Vec<(String, Option<String>)>,
}

impl Selection {
    /// As it was asked for.
    pub fn of(asked: &Asked<'_>) -> Self {
        let names = |list: Option<&str>| {
            let each = list.unwrap_or_default().split(',').take(MOST).filter_map(name_of);
            let ours = each.filter_map(|name| match name {
                Name::Ours(attribute, part) => Some((attribute, part)),
                Name::Foreign => None,
            });
            ours.collect()
        };
        Self {
            only: names(asked.request.attributes.as_deref()),
            without: names(asked.request.excluded_attributes.as_deref()),
        }
    }

    /// Whether an attribute is answered at all.
    pub fn has(&self, attribute: &str) -> bool {
        let named = |list: &[(String, Option<String>)], whole: bool| {
            list.iter().any(|(name, part)| {
                name.eq_ignore_ascii_case(attribute) && (!whole || part.is_none())
            })
        };
        (self.only.is_empty() || named(&self.only, false)) && !named(&self.without, true)
    }

    /// What is answered of a resource. Its schemas and id always are.
    pub fn cut(&self, resource: Object) -> Object {
        let always = ["schemas", "id"];
        let mut cut = Map::new();
        for (name, mut value) in resource {
            if !always.contains(&name.as_str()) {
                if !self.has(&name) {
                    continue;
                }
                self.cut_parts(&name, &mut value);
            }
            cut.insert(name, value);
        }
        cut
    }

    fn cut_parts(&self, name: &str, value: &mut Value) {
        let parts = |list: &[(String, Option<String>)]| -> Vec<String> {
            let of = list.iter().filter(|(attribute, _)| attribute.eq_ignore_ascii_case(name));
            of.filter_map(|(_, part)| part.clone()).collect()
        };
        let whole =
            self.only.iter().any(|(n, part)| n.eq_ignore_ascii_case(name) && part.is_none());
        let (only, without) = (parts(&self.only), parts(&self.without));
        let values = match value {
            Value::Array(values) => values.as_mut_slice(),
            one => std::slice::from_mut(one),
        };
        for parts in values.iter_mut().filter_map(Value::as_object_mut) {
            parts.retain(|part, _| {
                let among = |list: &[String]| list.iter().any(|one| one.eq_ignore_ascii_case(part));
                (whole || only.is_empty() || among(&only)) && !among(&without)
            });
        }
    }
}

/// One resource as an answer.
pub fn resource(asked: &Asked<'_>, status: u32, resource: Object, version: i64) -> Reply {
    let tag = etag(version);
    let not_changed = asked.request.if_none_match.as_deref();
    if status == 200 && not_changed.is_some_and(|tags| tags.split(',').any(|t| t.trim() == tag)) {
        return Reply { status: 304, etag: Some(tag), ..Reply::default() };
    }
    let location = resource.get("meta").and_then(|meta| meta["location"].as_str());
    let location = location.map(str::to_owned);
    let body = Value::Object(Selection::of(asked).cut(resource));
    Reply { status, body: Some(body), location, etag: Some(tag) }
}
