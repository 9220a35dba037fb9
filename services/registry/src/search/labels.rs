//! The values of a case that lists are narrowed by and counted over.

use std::collections::BTreeSet;

use serde::Serialize;
use vocabulary::{CaseFacet, Organisation, PublicRecord, Visibility};

use super::analysis::fold;

/// Stands between a value's key and how people write it.
pub(super) const WRITTEN: char = '\u{1f}';
/// Letters of a main group of KLE.
pub(super) const MAIN_GROUP: usize = 2;

/// A value of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    facet: CaseFacet,
    /// What two ways to write the same have in common.
    key: String,
    /// How this case writes it, where that is free.
    written: Option<String>,
}

impl Label {
    fn of(facet: CaseFacet, key: impl Into<String>) -> Self {
        Self { facet, key: key.into(), written: None }
    }

    fn named(facet: CaseFacet, written: &str) -> Option<Self> {
        let key = fold(written);
        let written = Some(written.trim().to_owned());
        (!key.is_empty()).then_some(Self { facet, key, written })
    }

    /// As a filter looks for it.
    pub fn term(&self) -> String {
        term(self.facet, &self.key)
    }

    /// As it is counted.
    pub fn counted(&self) -> String {
        let term = self.term();
        match &self.written {
            Some(written) => format!("{term}{WRITTEN}{written}"),
            None => term,
        }
    }
}

/// A key with what it is a value of, which all terms of that begin with.
pub(super) fn term(facet: CaseFacet, key: &str) -> String {
    format!("{}{key}", initial(facet))
}

/// The letter that stands for a facet.
pub(super) fn initial(facet: CaseFacet) -> char {
    char::from(b'A' + facet as u8)
}

/// What a record says of itself.
pub(super) fn of_record(record: &PublicRecord, visibility: Visibility) -> Vec<Label> {
    use CaseFacet as Of;
    let (basics, made) = (&record.basics, &record.implementation);
    let mut labels = vec![
        Label::of(Of::Phase, record.phase.name()),
        Label::of(Of::Status, record.status.name()),
        Label::of(Of::Kind, basics.kind.name()),
        Label::of(Of::Visibility, visibility.name()),
        Label::of(Of::Kla, says_something(basics.kla.as_deref()).to_string()),
        Label::of(Of::SepMep, basics.sep_mep.to_string()),
        Label::of(Of::MeasuredGains, is_measured(&record.gains).to_string()),
    ];
    let stated = [
        (Of::AffectsCitizens, basics.affects_citizens),
        (Of::AffectsCompanies, basics.affects_companies),
    ];
    labels.extend(stated.into_iter().filter_map(|(of, it)| Some(Label::of(of, it?.to_string()))));
    labels.extend(basics.subject_areas.iter().map(|it| Label::of(Of::SubjectArea, it.name())));
    labels.extend(kle(&basics.kle).into_iter().map(|it| Label::of(Of::Kle, it)));
    labels.extend(made.schedule.map(|it| Label::of(Of::Schedule, name(&it))));
    let owners = std::iter::once(&record.lead).chain(&record.joint_owners);
    labels.extend(owners.map(|cvr| Label::of(Of::Organisation, cvr.to_string())));
    let technologies = made.technologies.iter().map(|it| (Of::Technology, it));
    let systems = made.systems.iter().map(|it| (Of::System, it));
    let vendor = made.vendor.iter().map(|it| (Of::Vendor, it));
    let named = technologies.chain(systems).chain(vendor);
    labels.extend(named.filter_map(|(of, written)| Label::named(of, written)));
    once_each(labels)
}

/// What is known of the organisations that own a case.
pub(super) fn of_owners(owners: &[Organisation]) -> Vec<Label> {
    let kinds = owners.iter().map(|it| Label::of(CaseFacet::OrganisationKind, name(&it.kind)));
    let regions = owners.iter().filter_map(|it| it.region);
    let regions = regions.map(|region| Label::of(CaseFacet::Region, name(&region)));
    once_each(kinds.chain(regions).collect())
}

/// A case has a value once, however often and in however many ways it says so.
fn once_each(labels: Vec<Label>) -> Vec<Label> {
    let mut seen = BTreeSet::new();
    labels.into_iter().filter(|label| seen.insert(label.term())).collect()
}

/// KLE numbers with all that they begin with: 27.36.04, 27.36 and 27.
pub(crate) fn kle(numbers: &[String]) -> BTreeSet<String> {
    let beginnings = numbers.iter().flat_map(|number| {
        let ends = number.match_indices('.').map(|(dot, _)| dot).chain([number.len()]);
        ends.map(|end| number[..end].to_owned())
    });
    beginnings.filter(|number| !number.is_empty()).collect()
}

/// Whether any gain has been measured.
pub(crate) fn is_measured(gains: &[vocabulary::Gain]) -> bool {
    gains.iter().any(|gain| !gain.measurements.is_empty())
}

/// Whether a text is more than blanks.
pub(crate) fn says_something(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The stable name of a value of the vocabulary.
pub(crate) fn name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
