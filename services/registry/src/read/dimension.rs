//! The values that a case has in each dimension.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Datelike as _};
use vocabulary::{Cvr, Organisation, OrganisationKind, Quarter, Region, StatisticsDimension};

use super::beside::{label_kind, labels};

/// A lead organisation with what it is.
#[derive(Clone, Copy)]
pub(super) struct Lead<'a> {
    pub cvr: &'a str,
    pub organisation: Option<&'a Organisation>,
}

/// What is known of a case, or of several that are alike.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub lead: Lead<'a>,
    pub kind: &'a str,
    pub phase: &'a str,
    pub status: &'a str,
    pub labels: &'a str,
    /// Microseconds since 1970.
    pub registered_at: i64,
    /// Microseconds since 1970.
    pub operation_at: Option<i64>,
}

/// A value; none where there is no such.
pub(super) type Value<'a> = Option<Cow<'a, str>>;

/// The values in one dimension: one, or several of a case that has several.
pub(super) enum Values<'a> {
    One(Value<'a>),
    Several(Vec<Value<'a>>),
}

impl<'a> Values<'a> {
    /// All of them.
    pub fn all(&self) -> &[Value<'a>] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

impl<'a> Lead<'a> {
    /// The organisation of a number.
    pub fn of(cvr: &'a str, organisations: &'a HashMap<Cvr, Organisation>) -> Self {
        let organisation = cvr.parse().ok().and_then(|cvr| organisations.get(&cvr));
        Self { cvr, organisation }
    }

    /// People who live in it, of a municipality that says so.
    pub fn inhabitants(&self) -> Option<u32> {
        let municipality =
            self.organisation.filter(|it| it.kind == OrganisationKind::Municipality)?;
        municipality.inhabitants.filter(|inhabitants| *inhabitants > 0)
    }
}

/// What an organisation has in a dimension of organisations; none in any other dimension.
pub(super) fn of_organisation(
    dimension: StatisticsDimension,
    organisation: &Organisation,
) -> Option<&'static str> {
    match dimension {
        StatisticsDimension::OrganisationKind => Some(kind(organisation.kind)),
        StatisticsDimension::Region => organisation.region.map(region),
        StatisticsDimension::SizeBand => organisation.inhabitants.map(size_band),
        _ => None,
    }
}

impl<'a> Seen<'a> {
    /// The values in a dimension.
    pub fn values(&self, dimension: StatisticsDimension) -> Values<'a> {
        let one = |value: &'a str| Values::One(Some(Cow::Borrowed(value)));
        match dimension {
            StatisticsDimension::Organisation => one(self.lead.cvr),
            StatisticsDimension::OrganisationKind
            | StatisticsDimension::Region
            | StatisticsDimension::SizeBand => {
                let value = self.lead.organisation.and_then(|it| of_organisation(dimension, it));
                Values::One(value.map(Cow::Borrowed))
            }
            StatisticsDimension::Phase => one(self.phase),
            StatisticsDimension::Status => one(self.status),
            StatisticsDimension::Kind => one(self.kind),
            StatisticsDimension::SubjectArea
            | StatisticsDimension::KleGroup
            | StatisticsDimension::Technology
            | StatisticsDimension::Vendor => self.labelled(dimension),
            StatisticsDimension::RegisteredYear => year(Some(self.registered_at)),
            StatisticsDimension::RegisteredQuarter => quarter(Some(self.registered_at)),
            StatisticsDimension::OperationYear => year(self.operation_at),
            StatisticsDimension::OperationQuarter => quarter(self.operation_at),
        }
    }

    fn labelled(&self, dimension: StatisticsDimension) -> Values<'a> {
        let kind = label_kind(dimension).unwrap_or_default();
        let of_kind = labels(self.labels, kind);
        let values: Vec<Value<'a>> = of_kind.map(|(key, _)| Some(Cow::Borrowed(key))).collect();
        if values.is_empty() { Values::One(None) } else { Values::Several(values) }
    }
}

fn year(at: Option<i64>) -> Values<'static> {
    let at = at.and_then(DateTime::from_timestamp_micros);
    Values::One(at.map(|at| Cow::Owned(at.year().to_string())))
}

fn quarter(at: Option<i64>) -> Values<'static> {
    let at = at.and_then(DateTime::from_timestamp_micros);
    Values::One(at.map(|at| Cow::Owned(Quarter::of(at).to_string())))
}

fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Municipality => "municipality",
        OrganisationKind::Region => "region",
        OrganisationKind::State => "state",
        OrganisationKind::Association => "association",
    }
}

fn region(region: Region) -> &'static str {
    match region {
        Region::Hovedstaden => "hovedstaden",
        Region::Sjaelland => "sjaelland",
        Region::Syddanmark => "syddanmark",
        Region::Midtjylland => "midtjylland",
        Region::Nordjylland => "nordjylland",
    }
}

/// The predecessor's bands.
fn size_band(inhabitants: u32) -> &'static str {
    match inhabitants {
        0..30_000 => "below30000",
        30_000..45_000 => "below45000",
        45_000..60_000 => "below60000",
        60_000..100_000 => "below100000",
        100_000.. => "from100000",
    }
}
