//! What a local superuser's role covers by KLE number.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Pairs of a number and a department that one token covers at most, so that it fits into a call's
/// headers and the registry can ask for each.
pub const MOST_SUBJECTS: usize = 1_000;

/// A KLE number as KL writes it: a main group, a group or a subject, `27`, `27.69` or `27.69.40`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kle(String);

/// A text that is no KLE number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a KLE number")]
pub struct UnknownKle;

/// Cases that carry one of some KLE numbers, or a number within one, and that one of some departments
/// owns where any are named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subjects {
    /// The numbers, at least one.
    pub kle: Vec<Kle>,
    /// The departments; empty for those of the whole organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
}

impl Kle {
    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of some numbers those that lie within no other of them, each once and in order.
    pub fn widest(numbers: &[Self]) -> Vec<Self> {
        let all: BTreeSet<&Self> = numbers.iter().collect();
        let covered = |number: &Self| {
            let wider =
                number.0.match_indices('.').map(|(dot, _)| Self(number.0[..dot].to_owned()));
            wider.into_iter().any(|wider| all.contains(&wider))
        };
        all.iter().copied().filter(|number| !covered(number)).cloned().collect()
    }
}

impl Subjects {
    /// How many pairs of a number and a department it is.
    pub fn pairs(&self) -> usize {
        self.kle.len() * self.units.len().max(1)
    }
}

impl fmt::Display for Kle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Kle {
    type Err = UnknownKle;

    fn from_str(text: &str) -> Result<Self, UnknownKle> {
        let two_digits =
            |group: &str| group.len() == 2 && group.bytes().all(|byte| byte.is_ascii_digit());
        let fits = text.split('.').count() <= 3 && text.split('.').all(two_digits);
        if fits { Ok(Self(text.to_owned())) } else { Err(UnknownKle) }
    }
}

impl TryFrom<String> for Kle {
    type Error = UnknownKle;

    fn try_from(text: String) -> Result<Self, UnknownKle> {
        text.parse()
    }
}

impl From<Kle> for String {
    fn from(kle: Kle) -> Self {
        kle.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(numbers: &[&str]) -> Vec<Kle> {
        numbers.iter().map(|number| number.parse().unwrap()).collect()
    }

    #[test]
    fn what_a_wider_number_covers_is_not_said_twice() {
        let said = all(&["27.69.40", "27.69", "54", "27.68.01", "54", "27.69.41"]);
        assert_eq!(Kle::widest(&said), all(&["27.68.01", "27.69", "54"]));
    }

    #[test]
    fn only_whole_numbers_are_read() {
        assert_eq!(serde_json::from_str::<Kle>("\"27.69\"").unwrap(), all(&["27.69"])[0]);
        for text in ["", "2", "27.6", "27.69.40.01", "27.*", "27.", "27 "] {
            assert_eq!(text.parse::<Kle>(), Err(UnknownKle), "{text:?}");
            assert!(serde_json::from_value::<Kle>(text.into()).is_err(), "{text:?}");
        }
    }
}
