//! Names of attributes as they stand in filters, patches and queries (RFC 7644, section 3.10).

use super::Refused;
use super::attributes::{GROUP, USER};
use super::filter::{self, Filter};

/// Characters of a path or filter.
pub const LONGEST: usize = 1_000;

/// An attribute, a part of one, or some of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// In small letters.
    pub attribute: String,
    /// Which of several values are meant.
    pub filter: Option<Filter>,
    /// In small letters.
    pub part: Option<String>,
}

/// A name without the schema in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// An attribute and its part, in small letters.
    Ours(String, Option<String>),
    /// Something of a schema that is not kept.
    Foreign,
}

impl Path {
    /// Reads a path; none for what belongs to a schema that is not kept.
    pub fn of(text: &str) -> Result<Option<Self>, Refused> {
        let bad = || Refused::bad("invalidPath", "the path cannot be read");
        if text.len() > LONGEST {
            return Err(bad());
        }
        let (name, rest) = match text.find('[') {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        let (attribute, part) = match name_of(name).ok_or_else(bad)? {
            Name::Ours(attribute, part) => (attribute, part),
            Name::Foreign => return Ok(None),
        };
        if rest.is_empty() {
            return Ok(Some(Self { attribute, filter: None, part }));
        }
        let end = rest.rfind(']').filter(|_| part.is_none()).ok_or_else(bad)?;
        let filter = Some(filter::parse(&rest[1..end]).map_err(|_| bad())?);
        let part = match &rest[end + 1..] {
            "" => None,
            after => {
                let part = after.strip_prefix('.').filter(|part| is_plain(part)).ok_or_else(bad)?;
                Some(part.to_lowercase())
            }
        };
        Ok(Some(Self { attribute, filter, part }))
    }
}

/// An attribute by its name: `userName`, `name.givenName`, or either behind the name of its schema. None
/// for what is no name.
pub fn name_of(text: &str) -> Option<Name> {
    let text = text.trim();
    let plain = if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) {
        let ours = [USER, GROUP].into_iter().find(|schema| {
            text.get(..schema.len()).is_some_and(|start| start.eq_ignore_ascii_case(schema))
        });
        match ours.map(|schema| &text[schema.len()..]) {
            Some(rest) if rest.starts_with(':') => &rest[1..],
            _ => return Some(Name::Foreign),
        }
    } else {
        text
    };
    let (attribute, part) = match plain.split_once('.') {
        Some((attribute, part)) => (attribute, Some(part)),
        None => (plain, None),
    };
    let good = is_plain(attribute) && part.is_none_or(is_plain);
    good.then(|| Name::Ours(attribute.to_lowercase(), part.map(str::to_lowercase)))
}

fn is_plain(name: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"_-$".contains(&byte);
    !name.is_empty() && name.bytes().all(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> (String, bool, Option<String>) {
        let path = Path::of(text).unwrap().unwrap();
        (path.attribute, path.filter.is_some(), path.part)
    }

    #[test]
    fn a_path_is_read_in_any_letters_and_behind_its_schema() {
        assert_eq!(path("userName"), ("username".to_owned(), false, None));
        assert_eq!(path("Name.GivenName"), ("name".to_owned(), false, Some("givenname".into())));
        let long = format!("{USER}:name.givenName");
        assert_eq!(path(&long), ("name".to_owned(), false, Some("givenname".into())));
        let some = "emails[type eq \"work\"].value";
        assert_eq!(path(some), ("emails".to_owned(), true, Some("value".into())));
        assert_eq!(path("members[value eq \"a]b\"]"), ("members".to_owned(), true, None));
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        assert_eq!(Path::of(enterprise), Ok(None), "it is taken and not kept");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in [
            "",
            "a b",
            "emails[",
            "emails[]",
            "emails[type eq]",
            "a.b[c pr]",
            "emails[a pr]x",
            "å",
            "a..b",
        ] {
            assert_eq!(Path::of(text).unwrap_err().kind, Some("invalidPath"), "{text}");
        }
        assert!(Path::of(&"a".repeat(LONGEST + 1)).is_err());
    }
}
