//! What a local superuser's role covers: departments, KLE numbers, and cases for which both hold.

use serde::{Deserialize, Serialize};
use token::{Kle, MOST_SUBJECTS, Subjects};

use crate::units::{self, MOST_IN_TOKEN, Unit};

/// Within what the role was given by one of those who may. Departments and KLE numbers both hold where
/// both are named; a limit that names neither is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// KLE numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kle: Vec<Kle>,
}

impl Limit {
    /// Whether it names nothing.
    pub fn is_none(&self) -> bool {
        self.units.is_empty() && self.kle.is_empty()
    }
}

/// What claims say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The departments that the person is in.
    pub units: Vec<String>,
    /// The limits that the role came with; one that names nothing of a role that came without.
    pub limits: Vec<Limit>,
}

impl Claimed {
    /// Whether the role, where claims gave it, also came without a limit. Of what was stored before
    /// limits were, it always did.
    pub fn is_bare(&self) -> bool {
        self.limits.is_empty() || self.limits.iter().any(Limit::is_none)
    }

    /// All departments that claims name where no KLE number stands beside them.
    pub fn departments(&self) -> Vec<String> {
        let mut cover = Cover { units: self.units.clone(), ..Cover::default() };
        self.limits.iter().filter(|limit| limit.kle.is_empty()).for_each(|limit| cover.add(limit));
        cover.units
    }

    /// What they name by KLE number.
    pub fn subjects(&self) -> Vec<Subjects> {
        let mut cover = Cover::default();
        self.limits.iter().for_each(|limit| cover.add(limit));
        cover.subjects
    }
}

/// What is covered. What any of it covers is covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// Departments, whatever their cases are about.
    pub units: Vec<String>,
    /// Cases by what they are about.
    pub subjects: Vec<Subjects>,
}

impl Cover {
    /// Adds what lies within a limit. One that names nothing adds nothing.
    pub fn add(&mut self, limit: &Limit) {
        if limit.kle.is_empty() {
            self.add_units(&limit.units);
            return;
        }
        let subjects = Subjects { kle: limit.kle.clone(), units: limit.units.clone() };
        if !self.subjects.contains(&subjects) {
            self.subjects.push(subjects);
        }
    }

    /// Adds departments.
    pub fn add_units<'a>(&mut self, units: impl IntoIterator<Item = &'a String>) {
        for unit in units {
            if !self.units.contains(unit) {
                self.units.push(unit.clone());
            }
        }
    }

    /// The same with all that are parts of the departments. Of more than a token holds the lowest
    /// departments and the last numbers are left out.
    pub fn with_parts(self, all: &[Unit]) -> Self {
        let units = units::with_parts(all, &self.units, MOST_IN_TOKEN);
        let mut left = MOST_SUBJECTS.saturating_sub(units.len());
        let mut subjects = Vec::new();
        for mut one in self.subjects {
            if one.kle.len() > left {
                tracing::warn!(
                    most = MOST_SUBJECTS,
                    "a role covers more KLE numbers than a token holds"
                );
                one.kle.truncate(left);
            }
            if one.kle.is_empty() {
                break;
            }
            one.units = units::with_parts(all, &one.units, left / one.kle.len());
            left -= one.pairs();
            subjects.push(one);
        }
        Self { units, subjects }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, parent: Option<&str>) -> Unit {
        Unit { id: id.to_owned(), name: id.to_owned(), parent: parent.map(str::to_owned) }
    }

    fn subjects(kle: &[&str], units: &[&str]) -> Subjects {
        let kle = kle.iter().map(|number| number.parse().unwrap()).collect();
        Subjects { kle, units: units.iter().map(|unit| (*unit).to_owned()).collect() }
    }

    #[test]
    fn the_parts_of_a_department_are_covered_by_number_too() {
        let tree = [unit("it", None), unit("robots", Some("it")), unit("care", None)];
        let cover = Cover {
            units: vec!["care".to_owned()],
            subjects: vec![subjects(&["27"], &["it"]), subjects(&["54"], &[])],
        };
        let covered = cover.with_parts(&tree);
        assert_eq!(covered.units, ["care"]);
        let both = subjects(&["27"], &["it", "robots"]);
        assert_eq!(covered.subjects, [both, subjects(&["54"], &[])]);
    }

    #[test]
    fn a_token_is_never_asked_to_hold_more_than_it_may() {
        let flat: Vec<Unit> = (0..900).map(|n| unit(&n.to_string(), Some("top"))).collect();
        let many: Vec<String> = (0..100).map(|n| format!("{n:02}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let cover = Cover {
            units: vec!["lone".to_owned()],
            subjects: vec![
                subjects(&["27", "28"], &["top"]),
                subjects(&many, &[]),
                subjects(&["27.69"], &["top"]),
            ],
        };
        let covered = cover.with_parts(&flat);
        let pairs: Vec<usize> = covered.subjects.iter().map(Subjects::pairs).collect();
        assert_eq!(pairs, [998, 1], "499 departments with each number, and what is left");
        assert_eq!(covered.subjects[0].units[0], "top");
    }
}
