//! What an ID token says, with whatever may be a civil registration number dropped before anything
//! else sees it.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Parts of names of claims that hold civil registration numbers.
const NAMES: [&str; 4] = ["cpr", "personnummer", "civilregistration", "nationalidentitynumber"];

/// Claims that the standards make times: in 2027 the seconds since 1970 begin like a day and a month.
const TIMES: [&str; 5] = ["iat", "exp", "nbf", "auth_time", "updated_at"];

/// The claims of an ID token. **Invariant:** holds no civil registration number: a claim that is
/// named like one, or has a value that looks like one, was dropped while reading, at any depth. Its
/// `Debug` shows no values.
#[derive(Clone, Default, PartialEq)]
pub struct Said {
    claims: BTreeMap<String, Value>,
    dropped: Vec<String>,
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.claims.keys()).finish()
    }
}

impl Said {
    /// Reads a token whose signature was checked. `None` if its middle is no JSON object.
    pub fn of_token(token: &str) -> Option<Self> {
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let claims: BTreeMap<String, Value> = serde_json::from_slice(&payload).ok()?;
        Some(Self::of(claims))
    }

    /// Drops what must not be known.
    pub fn of(claims: impl IntoIterator<Item = (String, Value)>) -> Self {
        let mut said = Self::default();
        for (name, value) in claims {
            if value.is_number() && TIMES.contains(&name.as_str()) {
                said.claims.insert(name, value);
                continue;
            }
            let mut dropped = is_civil_name(&name);
            if !dropped && let Some(kept) = kept(value, &mut dropped) {
                said.claims.insert(name.clone(), kept);
            }
            if dropped {
                said.dropped.push(name);
            }
        }
        said
    }

    /// A claim by its name, or else by a path of names with dots between: `resource_access.x.roles`.
    pub fn claim(&self, name: &str) -> Option<&Value> {
        if let Some(claim) = self.claims.get(name) {
            return Some(claim);
        }
        let (first, rest) = name.split_once('.')?;
        rest.split('.').try_fold(self.claims.get(first)?, |at, part| at.as_object()?.get(part))
    }

    /// All claims, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.claims.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Names of claims of which something was dropped.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }
}

fn is_civil_name(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}

/// What is left of a value, which may be nothing.
fn kept(value: Value, dropped: &mut bool) -> Option<Value> {
    match value {
        Value::Object(members) => {
            let mut left = serde_json::Map::new();
            for (name, value) in members {
                if is_civil_name(&name) {
                    *dropped = true;
                } else if let Some(value) = kept(value, dropped) {
                    left.insert(name, value);
                }
            }
            Some(Value::Object(left))
        }
        Value::Array(values) => {
            Some(values.into_iter().filter_map(|value| kept(value, dropped)).collect())
        }
        Value::String(text) if holds_civil_number(&text) => {
            *dropped = true;
            None
        }
        Value::Number(number) if holds_civil_number(&format!("{:0>10}", number.to_string())) => {
            *dropped = true;
            None
        }
        other => Some(other),
    }
}

/// Whether a text holds what is written like a civil registration number: six digits that are a day
/// and a month and a year, and four more, with at most a dash or a space between, and no letter or
/// digit on either side. Replacement numbers have 60 added to the day. A group of a longer number with
/// dashes, as Windows writes who somebody is, is none.
pub fn holds_civil_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, count: usize| {
        bytes.get(from..from + count).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    (0..bytes.len()).any(|at| {
        let after_group = at > 1 && bytes[at - 1] == b'-' && digits(at - 2, 1);
        if at > 0 && bytes[at - 1].is_ascii_alphanumeric() || after_group || !digits(at, 6) {
            return false;
        }
        let gap = usize::from(matches!(bytes.get(at + 6), Some(b'-' | b' ')));
        let end = at + 6 + gap + 4;
        let before_group = bytes.get(end) == Some(&b'-') && digits(end + 1, 1);
        let bounded = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) && !before_group;
        let number = |at: usize| u32::from(bytes[at] - b'0') * 10 + u32::from(bytes[at + 1] - b'0');
        let (day, month) = (number(at), number(at + 2));
        digits(at + 6 + gap, 4)
            && bounded
            && (1..=31).contains(&(day % 60))
            && day <= 91
            && (1..=12).contains(&month)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(claims: Value) -> Said {
        let Value::Object(claims) = claims else { panic!("claims are an object") };
        Said::of(claims)
    }

    #[test]
    fn a_civil_registration_number_is_dropped_by_name_and_by_look_at_any_depth() {
        let number = "010170-1234";
        let said = said(json!({
            "https://data.gov.dk/model/core/eid/cprNumber": "0101701234",
            "CPR": 101_701_234,
            "dk:gov:saml:attribute:CprNumberIdentifier": number,
            "employee": number,
            "long": 3_112_991_234_u64,
            "note": "Ida (010170 1234)",
            "eidas": "PNODK-0101701234",
            "list": ["a", "6101701234", "b"],
            "deep": {"cprNr": "x", "kept": {"id": "0101701234", "more": 1}},
            "name": "Ida",
        }));
        let left: Vec<&str> = said.all().map(|(name, _)| name).collect();
        assert_eq!(left, ["deep", "list", "name"]);
        assert_eq!(said.claim("list"), Some(&json!(["a", "b"])));
        assert_eq!(said.claim("deep"), Some(&json!({"kept": {"more": 1}})));
        assert_eq!(said.dropped().len(), 9);
        assert!(!format!("{said:?}").contains("Ida"));
    }

    #[test]
    fn what_only_resembles_one_is_kept() {
        for text in [
            "29189668",
            "e29b41d4-0101-7012-34aa-010170123456",
            "0101701234567",
            "a0101701234",
            "3201701234",
            "0113701234",
            "1764382800",
            "S-1-5-21-1004336348-1177238915-682003330-512",
            "21. november 2026",
        ] {
            assert!(!holds_civil_number(text), "{text}");
        }
        assert!(said(json!({"iat": 1_764_382_800, "cvr": 29_189_668})).dropped().is_empty());
    }

    #[test]
    fn a_time_of_2027_is_a_time_and_the_same_number_elsewhere_is_none() {
        let at = 1_801_234_567_i64;
        let said = said(json!({"iat": at, "auth_time": at, "exp": at.to_string(), "n": at}));
        assert_eq!(said.claim("auth_time"), Some(&json!(at)));
        assert_eq!(said.claim("iat"), Some(&json!(at)));
        assert_eq!(said.dropped(), ["exp", "n"]);
    }

    #[test]
    fn a_claim_within_a_claim_is_found_by_its_path_and_a_name_with_dots_by_itself() {
        let said = said(json!({
            "resource_access": {"genvej": {"roles": ["a"]}},
            "https://data.gov.dk/x": 1,
            "a.b": 2, "a": {"b": 3},
        }));
        assert_eq!(said.claim("resource_access.genvej.roles"), Some(&json!(["a"])));
        assert_eq!(said.claim("https://data.gov.dk/x"), Some(&json!(1)));
        assert_eq!(said.claim("a.b"), Some(&json!(2)));
        assert_eq!(said.claim("resource_access.nobody.roles"), None);
    }
}
