//! What figures are split by beside what the [cube](super::cube) is: labels of a case, and when it
//! was registered and came into operation.
//!
//! A span keeps its labels as one text, a line for each: `kind:key`, a tab, and the name as people
//! write it. So one row says all of a case at a time, and a statement can still ask for one label.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use case::Case;
use vocabulary::StatisticsDimension;

use super::names::Names;
use crate::search;

/// Digits of a main group of KLE.
const KLE_GROUP: usize = 2;

/// Labels and times of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// A line for each.
    pub labels: String,
    /// Microseconds since 1970.
    pub registered_at: i64,
    /// Microseconds since 1970; none of a case that never came into operation.
    pub operation_at: Option<i64>,
}

impl Beside {
    /// Those of a case.
    pub fn of(case: &Case) -> Self {
        let areas = case.basics.subject_areas.iter().map(|area| ("area", area.name()));
        let groups = case.basics.kle.iter().filter_map(|number| number.get(..KLE_GROUP));
        let technologies = case.implementation.technologies.iter();
        let technologies = technologies.map(|name| ("technology", name.as_str()));
        let vendor = case.implementation.vendor.iter().map(|name| ("vendor", name.as_str()));
        let all = areas.chain(groups.map(|group| ("kle", group))).chain(technologies).chain(vendor);
        // Sorted, and the same once however often and in whichever spelling it is said.
        let mut known = BTreeSet::new();
        let mut labels = String::new();
        for (kind, name) in all.collect::<BTreeSet<_>>() {
            let key = search::fold(name);
            if !key.trim().is_empty() && known.insert((kind, key.clone())) {
                let name = name.replace(['\t', '\n'], " ");
                // Writing to a text cannot fail.
                let _ = writeln!(labels, "{kind}:{key}\t{name}");
            }
        }
        Self {
            labels,
            registered_at: case.registered_at.timestamp_micros(),
            operation_at: case.operated_at.map(|at| at.timestamp_micros()),
        }
    }
}

/// Key and name of each label of a kind.
pub(super) fn labels<'a>(
    labels: &'a str,
    kind: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    labels
        .lines()
        .filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(':')?.split_once('\t'))
}

/// Labels with each technology by the name that it counts under, each once.
pub(super) fn by_meaning(all: &str, names: &Names) -> String {
    let mut known = BTreeSet::new();
    let mut told = String::new();
    for line in all.lines() {
        let technology = line.strip_prefix("technology:").and_then(|rest| rest.split_once('\t'));
        let line = match technology {
            Some((_, name)) => {
                let canonical = names.canonical(name);
                Cow::Owned(format!("technology:{}\t{canonical}", search::fold(canonical)))
            }
            None => Cow::Borrowed(line),
        };
        if known.insert(line.clone()) {
            told.push_str(&line);
            told.push('\n');
        }
    }
    told
}

/// The kind of label that a dimension is of; none of a dimension that is of something else.
pub(super) fn label_kind(dimension: StatisticsDimension) -> Option<&'static str> {
    match dimension {
        StatisticsDimension::SubjectArea => Some("area"),
        StatisticsDimension::KleGroup => Some("kle"),
        StatisticsDimension::Technology => Some("technology"),
        StatisticsDimension::Vendor => Some("vendor"),
        StatisticsDimension::Organisation
        | StatisticsDimension::OrganisationKind
        | StatisticsDimension::Region
        | StatisticsDimension::SizeBand
        | StatisticsDimension::Phase
        | StatisticsDimension::Status
        | StatisticsDimension::Kind
        | StatisticsDimension::RegisteredYear
        | StatisticsDimension::RegisteredQuarter
        | StatisticsDimension::OperationYear
        | StatisticsDimension::OperationQuarter => None,
    }
}

#[cfg(test)]
mod tests {
    use case::Case;
    use vocabulary::SubjectArea;

    use super::{Beside, labels};

    #[test]
    fn a_label_counts_once_however_it_is_spelled() {
        let mut case = Case::default();
        case.basics.subject_areas = vec![SubjectArea::Social, SubjectArea::Social];
        case.basics.kle = vec!["27.36.04".to_owned(), "27".to_owned(), "00.01".to_owned()];
        case.implementation.technologies =
            vec!["UiPath".to_owned(), "uipath".to_owned(), "Power Automate".to_owned()];
        case.implementation.vendor = Some("Æble & Søn".to_owned());
        let text = Beside::of(&case).labels;
        let of = |kind| labels(&text, kind).collect::<Vec<_>>();
        assert_eq!(of("area"), [("social", "social")]);
        assert_eq!(of("kle"), [("00", "00"), ("27", "27")]);
        assert_eq!(
            of("technology").iter().map(|(_, name)| *name).collect::<Vec<_>>(),
            ["Power Automate", "UiPath"]
        );
        assert_eq!(of("vendor").len(), 1);
        assert!(of("ven").is_empty(), "no kind is the beginning of another");
    }
}
