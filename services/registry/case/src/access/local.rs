//! Local superusers: what their role covers. Cases of departments, cases that carry KLE numbers, and
//! where a role is limited by both, cases for which both hold.

use std::collections::BTreeSet;

use vocabulary::KleNumber;

use super::{Facts, Principal, Role};

/// How the key of a department begins.
pub(super) const UNIT: &str = "unit:";
/// How the key of a KLE number begins.
pub(super) const SUBJECT: &str = "subject:";

/// Cases that a local superuser's role covers by what they are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The number that a case carries, or that a number of the case lies within.
    pub kle: KleNumber,
    /// The department that owns the case besides; none where it may be anybody's.
    pub unit: Option<String>,
}

impl Subject {
    fn covers(&self, facts: &Facts) -> bool {
        facts.subjects.iter().any(|number| number.is_within(&self.kle))
            && self.unit.as_ref().is_none_or(|unit| facts.units.contains(unit))
    }

    /// Its key among those of an organisation.
    fn key(&self, organisation: &impl std::fmt::Display) -> String {
        let Self { kle, unit } = self;
        match unit {
            Some(unit) => format!("{SUBJECT}{organisation}:{kle}:{unit}"),
            None => format!("{SUBJECT}{organisation}:{kle}"),
        }
    }
}

/// Whether the principal's role covers the case, which its organisation leads.
pub(super) fn leads(principal: &Principal, facts: &Facts) -> bool {
    let Principal::Person { organisation, units, subjects, .. } = principal else { return false };
    principal.has(Role::LocalSuperuser)
        && facts.lead == Some(*organisation)
        && (!units.is_disjoint(&facts.units) || subjects.iter().any(|it| it.covers(facts)))
}

/// The keys of those whose role covers a case: of each number all that it lies within, alone and with
/// each department.
pub(super) fn keys_of(facts: &Facts) -> BTreeSet<String> {
    let Some(lead) = facts.lead else { return BTreeSet::new() };
    let mut keys: BTreeSet<String> =
        facts.units.iter().map(|unit| format!("{UNIT}{lead}:{unit}")).collect();
    let levels: BTreeSet<KleNumber> = facts.subjects.iter().flat_map(KleNumber::levels).collect();
    for kle in levels {
        let units = facts.units.iter().cloned().map(Some);
        for unit in std::iter::once(None).chain(units) {
            keys.insert(Subject { kle: kle.clone(), unit }.key(&lead));
        }
    }
    keys
}

/// The keys that the principal's role gives; none without the role.
pub(super) fn keys_to(principal: &Principal) -> BTreeSet<String> {
    let Principal::Person { organisation, units, subjects, .. } = principal else {
        return BTreeSet::new();
    };
    if !principal.has(Role::LocalSuperuser) {
        return BTreeSet::new();
    }
    let by_unit = units.iter().map(|unit| format!("{UNIT}{organisation}:{unit}"));
    by_unit.chain(subjects.iter().map(|subject| subject.key(organisation))).collect()
}

#[cfg(test)]
mod tests {
    use vocabulary::Visibility;

    use super::*;
    use crate::access::{Action, decide};
    use crate::testing::{cvr, lead, person};

    fn case(numbers: &[&str], units: &[&str]) -> Facts {
        Facts {
            lead: Some(lead()),
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            subjects: numbers.iter().map(|number| number.parse().unwrap()).collect(),
            visibility: Visibility::Draft,
            ..Facts::default()
        }
    }

    fn local(organisation: &str, covered: &[(&str, Option<&str>)]) -> Principal {
        let subject = |(kle, unit): &(&str, Option<&str>)| Subject {
            kle: kle.parse().unwrap(),
            unit: unit.map(str::to_owned),
        };
        Principal::Person {
            id: person(1),
            organisation: cvr(organisation),
            roles: BTreeSet::from([Role::LocalSuperuser]),
            units: BTreeSet::new(),
            subjects: covered.iter().map(subject).collect(),
        }
    }

    fn edits(principal: &Principal, facts: &Facts) -> bool {
        decide(principal, Action::Edit, facts)
    }

    #[test]
    fn a_role_limited_by_number_covers_cases_that_carry_one_within() {
        let roads = local("29189668", &[("05.01", None)]);
        assert!(edits(&roads, &case(&["05.01.10"], &[])));
        assert!(edits(&roads, &case(&["27.69", "05.01"], &["care"])));
        for other in [&["05.02.10"][..], &["05"], &["27.05.01"], &[]] {
            assert!(!edits(&roads, &case(other, &["care"])), "{other:?}");
        }
        let elsewhere = local("29189978", &[("05.01", None)]);
        assert!(!edits(&elsewhere, &case(&["05.01.10"], &[])), "of its own organisation's alone");
        let owner =
            Facts { joint_owners: BTreeSet::from([cvr("29189978")]), ..case(&["05.01.10"], &[]) };
        assert!(!edits(&elsewhere, &owner), "and of those that it leads");
    }

    #[test]
    fn where_a_role_is_limited_by_number_and_department_both_hold() {
        let both = local("29189668", &[("27", Some("care"))]);
        assert!(edits(&both, &case(&["27.69.40"], &["care", "it"])));
        assert!(!edits(&both, &case(&["27.69.40"], &["it"])));
        assert!(!edits(&both, &case(&["05.01.10"], &["care"])));
        let added = local("29189668", &[("27", Some("care")), ("05", None)]);
        assert!(edits(&added, &case(&["05.01.10"], &["it"])), "what else was given adds up");
    }

    #[test]
    fn a_number_gives_nothing_without_the_role() {
        let mut reader = local("29189668", &[("27", None)]);
        if let Principal::Person { roles, .. } = &mut reader {
            *roles = BTreeSet::from([Role::Reader, Role::Contributor]);
        }
        assert!(!edits(&reader, &case(&["27.69.40"], &[])));
        assert!(reader.keys().iter().all(|key| !key.starts_with(SUBJECT)));
    }
}
