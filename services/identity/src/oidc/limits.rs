//! What the limits of a group of privileges come to.
//!
//! Of KOMBIT's data limits we keep departments and KLE numbers. A KLE limit is `*` or numbers with
//! commas between, each a main group, a group or a subject, with or without `.*` behind.

use token::Kle;

use super::privileges::{self, Group, Limited};
use crate::people::cover::Limit;

/// What stands for all numbers.
const EVERY: &str = "*";

/// What the group is limited to, where all its limits are known and can be kept. Several limits of one
/// kind alternate; departments and numbers both hold.
pub fn of(group: &Group) -> Option<Limit> {
    let (mut limit, mut every) = (Limit::default(), false);
    for (name, value) in &group.limits {
        match privileges::limited(name) {
            Limited::Unit if !value.is_empty() => limit.units.push(value.clone()),
            Limited::Kle if value == EVERY => every = true,
            Limited::Kle => limit.kle.extend(numbers(value)?),
            Limited::Unit | Limited::Unknown => return None,
        }
    }
    // All numbers beside some: who wrote it meant one of the two.
    if every && !limit.kle.is_empty() {
        return None;
    }
    limit.kle = Kle::widest(&limit.kle);
    Some(limit)
}

fn numbers(value: &str) -> Option<Vec<Kle>> {
    value.split(',').map(number).collect()
}

/// A number as people write it: `27.69` or `27.69.*`.
pub fn number(text: &str) -> Option<Kle> {
    let text = text.trim();
    text.strip_suffix(".*").unwrap_or(text).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KLE: &str = "http://sts.kombit.dk/constraints/KLE/1";
    const UNIT: &str = "http://sts.kombit.dk/constraints/orgenhed/1";

    fn read(limits: &[(&str, &str)]) -> Option<(Vec<String>, Vec<String>)> {
        let limits = limits.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let group = Group { limits: limits.collect(), ..Group::default() };
        let limit = of(&group)?;
        Some((limit.kle.iter().map(ToString::to_string).collect(), limit.units))
    }

    fn only(numbers: &[&str]) -> (Vec<String>, Vec<String>) {
        (numbers.iter().map(|&number| number.to_owned()).collect(), vec![])
    }

    #[test]
    fn a_number_is_a_main_group_a_group_or_a_subject() {
        for number in ["27", "27.69", "27.69.40"] {
            assert_eq!(read(&[(KLE, number)]), Some(only(&[number])));
            assert_eq!(read(&[(KLE, &format!("{number}.*"))]), Some(only(&[number])));
        }
        assert_eq!(read(&[(KLE, "*")]), Some(only(&[])), "which is no limit");
    }

    #[test]
    fn several_numbers_alternate_in_one_limit_or_in_several() {
        let wanted = Some(only(&["05.01", "27"]));
        assert_eq!(read(&[(KLE, "27.*,05.01.*")]), wanted);
        assert_eq!(read(&[(KLE, "27, 27.69.40, 05.01")]), wanted);
        assert_eq!(read(&[(KLE, "27"), (KLE, "05.01")]), wanted);
        let both = read(&[(UNIT, "it"), (KLE, "27"), (UNIT, "care")]);
        let units = vec!["it".to_owned(), "care".to_owned()];
        assert_eq!(both, Some((vec!["27".to_owned()], units)));
    }

    #[test]
    fn what_is_not_exactly_a_limit_is_none_of_the_group() {
        for value in [
            "",
            ",",
            "27,",
            "2",
            "2*",
            "27*",
            "27.6",
            "27.6*",
            "27.**",
            "27.*.*",
            "*.27",
            "27-29",
            "27;28",
            "27.69.40.01",
            "27.*.40",
            "alle",
            "27,*",
            "*,27",
            "**",
        ] {
            assert_eq!(read(&[(KLE, value)]), None, "{value:?}");
        }
        assert_eq!(read(&[(KLE, "27"), (KLE, "*")]), None, "all of them, or some?");
        assert_eq!(read(&[(UNIT, ""), (KLE, "27")]), None);
        let unknown = "http://sts.kombit.dk/constraints/foelsomhed/1";
        assert_eq!(read(&[(KLE, "27"), (unknown, "*")]), None);
    }
}
