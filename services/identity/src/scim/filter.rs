//! Filters (RFC 7644, section 3.4.2.2): read within limits, and held against one resource.

use serde_json::Value;

use super::path::{self, LONGEST, Name};
use super::{Object, Refused};

/// Levels of brackets.
const DEEPEST: usize = 8;
/// Attributes that are compared to the letter.
const EXACT: [&str; 4] = ["id", "externalid", "value", "$ref"];

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of them.
    All(Vec<Self>),
    /// Any of them.
    Any(Vec<Self>),
    /// Not this one.
    Not(Box<Self>),
    /// The attribute has a value.
    Present(Named),
    /// The attribute compares like this to a value.
    Compare(Named, Operator, Value),
    /// One of the attribute's values fits.
    OneOf(Named, Box<Self>),
}

/// An attribute that is compared; none for one of a schema that is not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Named(Option<(String, Option<String>)>);

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

impl Operator {
    fn of(word: &str) -> Option<Self> {
        let all = [
            ("eq", Self::Eq),
            ("ne", Self::Ne),
            ("co", Self::Co),
            ("sw", Self::Sw),
            ("ew", Self::Ew),
            ("gt", Self::Gt),
            ("ge", Self::Ge),
            ("lt", Self::Lt),
            ("le", Self::Le),
        ];
        all.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, op)| op)
    }

    fn holds(self, have: &Value, want: &Value, exact: bool) -> bool {
        let text = |value: &Value| match value {
            Value::String(text) if exact => text.clone(),
            Value::String(text) => text.to_lowercase(),
            // Entra writes yes and no as texts.
            other => other.to_string(),
        };
        let (have, want) = (text(have), text(want));
        match self {
            Self::Eq | Self::Ne => have == want,
            Self::Co => have.contains(&want),
            Self::Sw => have.starts_with(&want),
            Self::Ew => have.ends_with(&want),
            Self::Gt => have > want,
            Self::Ge => have >= want,
            Self::Lt => have < want,
            Self::Le => have <= want,
        }
    }
}

impl Named {
    /// All values of the attribute in a resource; of an attribute with parts its `value`.
    fn values<'a>(&self, resource: &'a Object) -> Vec<&'a Value> {
        let Some((attribute, part)) = &self.0 else { return Vec::new() };
        let Some(found) = get(resource, attribute) else { return Vec::new() };
        let each = match found {
            Value::Array(values) => values.iter().collect(),
            one => vec![one],
        };
        let inside = |value: &'a Value| match value {
            Value::Object(parts) => get(parts, part.as_deref().unwrap_or("value")),
            plain if part.is_none() => Some(plain),
            _ => None,
        };
        each.into_iter().filter_map(inside).collect()
    }

    fn is_exact(&self) -> bool {
        let named = self.0.as_ref();
        let last = named.map(|(attribute, part)| part.as_deref().unwrap_or(attribute.as_str()));
        last.is_some_and(|last| EXACT.contains(&last) || last == "members")
    }
}

/// A member of an object, by its name in any letters.
fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

impl Filter {
    /// Whether a resource, or one value of an attribute, fits.
    pub fn fits(&self, resource: &Object) -> bool {
        match self {
            Self::All(all) => all.iter().all(|one| one.fits(resource)),
            Self::Any(any) => any.iter().any(|one| one.fits(resource)),
            Self::Not(one) => !one.fits(resource),
            Self::Present(named) => named.values(resource).iter().any(|value| !value.is_null()),
            Self::Compare(named, Operator::Ne, want) => {
                let exact = named.is_exact();
                !named.values(resource).iter().any(|have| Operator::Ne.holds(have, want, exact))
            }
            Self::Compare(named, operator, want) => {
                let exact = named.is_exact();
                named.values(resource).iter().any(|have| operator.holds(have, want, exact))
            }
            Self::OneOf(named, filter) => {
                let found = named.0.as_ref().and_then(|(name, _)| get(resource, name));
                let values = found.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                values.iter().filter_map(Value::as_object).any(|value| filter.fits(value))
            }
        }
    }

    /// What an attribute must be for the filter to fit, where it says so.
    pub fn wants(&self, name: &str) -> Option<&str> {
        match self {
            Self::All(all) => all.iter().find_map(|one| one.wants(name)),
            Self::Compare(named, Operator::Eq, Value::String(text)) => {
                let (attribute, part) = named.0.as_ref()?;
                let is_it = attribute.eq_ignore_ascii_case(name)
                    && part.as_deref().is_none_or(|part| part == "value");
                is_it.then_some(text)
            }
            Self::OneOf(named, filter) => {
                let (attribute, _) = named.0.as_ref()?;
                if attribute.eq_ignore_ascii_case(name) { filter.wants("value") } else { None }
            }
            _ => None,
        }
    }

    /// What a new value must be made of for the filter to fit.
    pub fn makes(&self) -> Option<Object> {
        match self {
            Self::All(all) => {
                let parts: Option<Vec<Object>> = all.iter().map(Self::makes).collect();
                Some(parts?.into_iter().flatten().collect())
            }
            Self::Compare(Named(Some((attribute, None))), Operator::Eq, value) => {
                Some([(attribute.clone(), value.clone())].into_iter().collect())
            }
            _ => None,
        }
    }
}

/// Reads a filter.
pub fn parse(text: &str) -> Result<Filter, Refused> {
    let bad = || Refused::bad("invalidFilter", "the filter cannot be read");
    if text.len() > LONGEST {
        return Err(Refused::bad("invalidFilter", "the filter has more than 1,000 characters"));
    }
    let mut reader = Reader { rest: text.trim_start() };
    let filter = reader.any(0).ok_or_else(bad)?;
    if reader.rest.is_empty() { Ok(filter) } else { Err(bad()) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn any(&mut self, depth: usize) -> Option<Filter> {
        let mut some = vec![self.all(depth)?];
        while self.takes_word("or") {
            some.push(self.all(depth)?);
        }
        if some.len() == 1 { some.pop() } else { Some(Filter::Any(some)) }
    }

    fn all(&mut self, depth: usize) -> Option<Filter> {
        let mut some = vec![self.one(depth)?];
        while self.takes_word("and") {
            some.push(self.one(depth)?);
        }
        if some.len() == 1 { some.pop() } else { Some(Filter::All(some)) }
    }

    fn one(&mut self, depth: usize) -> Option<Filter> {
        if depth > DEEPEST {
            return None;
        }
        if self.takes_word("not") {
            self.takes('(').then_some(())?;
            let inside = self.any(depth + 1)?;
            return self.takes(')').then(|| Filter::Not(Box::new(inside)));
        }
        if self.takes('(') {
            let inside = self.any(depth + 1)?;
            return self.takes(')').then_some(inside);
        }
        let named = self.named()?;
        if self.takes('[') {
            let inside = self.any(depth + 1)?;
            self.takes(']').then_some(())?;
            let Some(part) = self.rest.strip_prefix('.') else {
                return Some(Filter::OneOf(named, Box::new(inside)));
            };
            self.rest = part;
            let part = self.named()?;
            let of_part = self.compared(part)?;
            return Some(Filter::OneOf(named, Box::new(Filter::All(vec![inside, of_part]))));
        }
        self.compared(named)
    }

    fn compared(&mut self, named: Named) -> Option<Filter> {
        let word = self.word();
        if word.eq_ignore_ascii_case("pr") {
            return Some(Filter::Present(named));
        }
        let operator = Operator::of(word)?;
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<Value>();
        let value = match values.next() {
            Some(Ok(value)) if !value.is_array() && !value.is_object() => value,
            // Some write yes and no like Python does.
            _ => {
                let word = self.word();
                let flag = ["true", "false"].into_iter().find(|f| word.eq_ignore_ascii_case(f))?;
                return Some(Filter::Compare(named, operator, Value::Bool(flag == "true")));
            }
        };
        let read = values.byte_offset();
        self.rest = self.rest[read..].trim_start();
        Some(Filter::Compare(named, operator, value))
    }

    fn named(&mut self) -> Option<Named> {
        match path::name_of(self.word())? {
            Name::Ours(attribute, part) => Some(Named(Some((attribute, part)))),
            Name::Foreign => Some(Named(None)),
        }
    }

    /// The next letters up to a space or bracket.
    fn word(&mut self) -> &'a str {
        let end = self.rest.find([' ', '(', ')', '[', ']']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let Some(start) = self.rest.get(..word.len()) else { return false };
        let after = self.rest[word.len()..].chars().next();
        let found = start.eq_ignore_ascii_case(word) && matches!(after, Some(' ' | '('));
        if found {
            self.rest = self.rest[word.len()..].trim_start();
        }
        found
    }

    fn takes(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                // What follows a bracket of values must follow it at once.
                self.rest = if sign == ']' { rest } else { rest.trim_start() };
                if sign == ']' && !rest.starts_with('.') {
                    self.rest = rest.trim_start();
                }
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fits(filter: &str) -> bool {
        let Value::Object(ida) = json!({
            "id": "A1", "userName": "Ida@Randers.dk", "externalId": "Xy", "active": true,
            "name": {"givenName": "Ida"}, "meta": {"lastModified": "2026-03-01T00:00:00Z"},
            "emails": [{"value": "ida@x.dk", "type": "work"}, {"value": "i@y.dk", "type": "home"}],
        }) else {
            unreachable!()
        };
        parse(filter).unwrap_or_else(|_| panic!("{filter}")).fits(&ida)
    }

    #[test]
    fn a_filter_holds_as_the_specification_says() {
        for yes in [
            "userName eq \"ida@randers.dk\"",
            "USERNAME Eq \"IDA@RANDERS.DK\" and active eq true",
            "externalId eq \"Xy\"",
            "active eq \"True\"",
            "active eq True",
            "name.givenName sw \"I\" or id eq \"A2\"",
            "emails[type eq \"work\" and value co \"x.dk\"]",
            "emails[type eq \"work\"].value eq \"ida@x.dk\"",
            "emails.type eq \"home\"",
            "emails co \"y.dk\"",
            "not (active eq false) and (displayName eq \"x\" or emails pr)",
            "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ida\"",
            "displayName ne \"Bo\"",
            "meta.lastModified gt \"2026-02-28T00:00:00Z\"",
        ] {
            assert!(fits(yes), "{yes}");
        }
        for no in [
            "externalId eq \"XY\"",
            "id eq \"a1\"",
            "emails[type eq \"work\" and value co \"y.dk\"]",
            "emails[type eq \"home\"].value eq \"ida@x.dk\"",
            "displayName pr",
            "title eq \"x\"",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department pr",
            "active eq false",
        ] {
            assert!(!fits(no), "{no}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused_however_deep() {
        let deep = format!("{}a pr{}", "(".repeat(200), ")".repeat(200));
        let nested = format!("{}a pr{}", "a[".repeat(200), "]".repeat(200));
        for text in [
            "",
            "userName",
            "userName eq",
            "userName eq x",
            "userName is \"x\"",
            "eq \"x\"",
            "a pr and",
            "a pr b pr",
            "(a pr",
            "a pr)",
            "a eq [1]",
            "a eq {}",
            "not a pr",
            "a eq \"x",
            "æ eq 1",
            &deep,
            &nested,
            &"a".repeat(1_001),
        ] {
            assert_eq!(parse(text).unwrap_err().kind, Some("invalidFilter"), "{text}");
        }
    }

    #[test]
    fn what_a_filter_wants_can_be_looked_up() {
        let wants = |filter: &str, name| parse(filter).unwrap().wants(name).map(str::to_owned);
        let both = "userName eq \"ida\" and active eq true";
        assert_eq!(wants(both, "userName").as_deref(), Some("ida"));
        assert_eq!(wants("members[value eq \"A\"]", "members").as_deref(), Some("A"));
        assert_eq!(wants("members.value eq \"A\"", "members").as_deref(), Some("A"));
        assert_eq!(wants("members eq \"A\"", "members").as_deref(), Some("A"));
        assert_eq!(wants("userName eq \"ida\" or active eq true", "userName"), None);
        assert_eq!(wants("not (userName eq \"ida\")", "userName"), None);
    }
}
