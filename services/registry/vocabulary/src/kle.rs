//! KLE numbers as numbers: which lie within which.

use std::fmt;
use std::str::FromStr;

/// Groups of a number: main group, group and subject.
const MOST_GROUPS: usize = 3;

/// A KLE number: one to three groups of two digits with points between, as `27`, `27.69` or
/// `27.69.40`. Whether anybody publishes it is not asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KleNumber(String);

/// A text that is no KLE number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a KLE number")]
pub struct InvalidKle;

impl KleNumber {
    /// The number itself and all that it lies within, the widest first: 27, 27.69 and 27.69.40.
    pub fn levels(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.0.match_indices('.').map(|(dot, _)| dot).chain([self.0.len()]);
        ends.map(|end| Self(self.0[..end].to_owned()))
    }

    /// Whether it is the other or lies within it.
    pub fn is_within(&self, wider: &Self) -> bool {
        let rest = self.0.strip_prefix(&wider.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl fmt::Display for KleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KleNumber {
    type Err = InvalidKle;

    fn from_str(text: &str) -> Result<Self, InvalidKle> {
        let two_digits =
            |group: &str| group.len() == 2 && group.bytes().all(|byte| byte.is_ascii_digit());
        let fits = text.split('.').count() <= MOST_GROUPS && text.split('.').all(two_digits);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidKle) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kle(text: &str) -> KleNumber {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_lies_within_what_it_begins_with_by_whole_groups() {
        for wider in ["27", "27.69", "27.69.40"] {
            assert!(kle("27.69.40").is_within(&kle(wider)), "{wider}");
        }
        for other in ["26", "27.68", "27.69.41", "69", "69.40"] {
            assert!(!kle("27.69.40").is_within(&kle(other)), "{other}");
        }
        assert!(!kle("27").is_within(&kle("27.69")), "what is wider does not lie within");
        let levels: Vec<String> = kle("27.69.40").levels().map(|it| it.to_string()).collect();
        assert_eq!(levels, ["27", "27.69", "27.69.40"]);
    }

    #[test]
    fn half_a_group_is_no_number() {
        for text in ["", "2", "27.", "27.6", ".27", "27.69.4", "27.69.40.01", "27,69", "٢٧", "27.*"]
        {
            assert_eq!(text.parse::<KleNumber>(), Err(InvalidKle), "{text:?}");
        }
    }
}
