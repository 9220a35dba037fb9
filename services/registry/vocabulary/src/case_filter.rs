//! What a list of cases is narrowed by, and the values that it can be narrowed by next.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    CaseId, CaseKind, CollectionId, CountedCases, Cvr, OrganisationKind, PersonId, Phase, Region,
    Schedule, Status, SubjectArea, Visibility,
};

/// What a list of cases is narrowed by: any of a list's values, all of the lists and conditions. An
/// empty list is no condition, and neither is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
pub struct CaseFilter {
    /// Free text, at most 200 characters; blank for none.
    pub search: String,
    /// Phases.
    pub phases: Vec<Phase>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Kinds of effort.
    pub kinds: Vec<CaseKind>,
    /// Subject areas.
    pub subject_areas: Vec<SubjectArea>,
    /// Owner organisations, lead or joint.
    pub organisations: Vec<Cvr>,
    /// Kinds of owner organisations.
    pub organisation_kinds: Vec<OrganisationKind>,
    /// Regions that owner organisations lie in.
    pub regions: Vec<Region>,
    /// Technologies by name; case, accents and Danish spellings do not matter.
    pub technologies: Vec<String>,
    /// Systems by name, likewise.
    pub systems: Vec<String>,
    /// Who built it, likewise.
    pub vendors: Vec<String>,
    /// How often the automation runs.
    pub schedules: Vec<Schedule>,
    /// KLE numbers, `NN`, `NN.NN` or `NN.NN.NN`; a shorter one takes in all that begin with it.
    pub kle: Vec<String>,
    /// Whether it is in KL's bank of workflows.
    pub kla: Option<bool>,
    /// Whether it is from KL's automation projects.
    pub sep_mep: Option<bool>,
    /// Whether citizens are affected, where that is stated.
    pub affects_citizens: Option<bool>,
    /// Whether companies are affected, where that is stated.
    pub affects_companies: Option<bool>,
    /// How widely cases are shared.
    pub visibilities: Vec<Visibility>,
    /// Whether any gain has been measured.
    pub measured_gains: Option<bool>,
    /// What is shared changed at this moment or later.
    pub changed_since: Option<DateTime<Utc>>,
    /// First shared at this moment or later; of a case that never was: registered.
    pub created_since: Option<DateTime<Utc>>,
    /// Put into operation on this day or later.
    pub in_operation_from: Option<NaiveDate>,
    /// Put into operation on this day or earlier.
    pub in_operation_to: Option<NaiveDate>,
    /// Reused by so many cases that the reader may read, or more.
    pub least_reusers: Option<u32>,
    /// Only cases that the reader registered for their organisation.
    pub reported: bool,
    /// Only cases that the reader is on.
    pub associated: bool,
    /// Only cases that the reader follows.
    pub followed: bool,
    /// Only cases that the reader has put a bookmark on.
    pub bookmarked: bool,
    /// Only cases that the reader's organisation owns.
    pub own_organisation: bool,
    /// Only cases that the reader may answer for their organisation whether it will own as well.
    pub invited: bool,
    /// Only cases that should have been looked through before this day.
    pub overdue_on: Option<NaiveDate>,
    /// Only cases that use a KLE or FORM number of which none is in use any more.
    pub retired_codes: bool,
    /// Only cases that build on this one.
    pub reuses_case: Option<CaseId>,
    /// Only cases that the predecessor knew by this id.
    pub predecessor_id: Option<String>,
    /// Only cases that a figure of the reader's statistics was counted over.
    pub counted: Option<CountedCases>,
    /// Only cases that the reader may answer for, whether their organisation will lead them.
    pub lead_offered: bool,
    /// Only cases that this person is on, of those that the reader's organisation owns.
    pub person: Option<PersonId>,
    /// Only cases that are in this collection.
    pub collection: Option<CollectionId>,
    /// With a collection: those that it asks for instead, for who may answer and who asks.
    pub collection_asks: bool,
    /// Only cases that a collection asks for, and the reader may answer.
    pub consent_asked: bool,
}

/// What lists of cases are told the values of, with how many cases each has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CaseFacet {
    /// Where cases are in their life.
    Phase,
    /// How they are going.
    Status,
    /// Kind of effort.
    Kind,
    /// Subject area.
    SubjectArea,
    /// Technology, by name.
    Technology,
    /// System, by name.
    System,
    /// Owner organisation, lead or joint; by CVR number.
    Organisation,
    /// Kind of owner organisation.
    OrganisationKind,
    /// Region of owner organisation.
    Region,
    /// Who built it, by name.
    Vendor,
    /// How often it runs.
    Schedule,
    /// Main group of KLE, two digits.
    Kle,
    /// Whether it is in KL's bank of workflows: `true` or `false`.
    Kla,
    /// Whether it is from KL's automation projects: `true` or `false`.
    SepMep,
    /// Whether citizens are affected, where that is stated: `true` or `false`.
    AffectsCitizens,
    /// Whether companies are affected, where that is stated: `true` or `false`.
    AffectsCompanies,
    /// How widely it is shared.
    Visibility,
    /// Whether any gain has been measured: `true` or `false`.
    MeasuredGains,
}

impl CaseFacet {
    /// All of them, in the order of a page of filters.
    pub const ALL: [Self; 18] = [
        Self::Phase,
        Self::Status,
        Self::Kind,
        Self::SubjectArea,
        Self::Technology,
        Self::System,
        Self::Organisation,
        Self::OrganisationKind,
        Self::Region,
        Self::Vendor,
        Self::Schedule,
        Self::Kle,
        Self::Kla,
        Self::SepMep,
        Self::AffectsCitizens,
        Self::AffectsCompanies,
        Self::Visibility,
        Self::MeasuredGains,
    ];
}

/// The values that cases of a list have of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// What they are values of.
    pub facet: CaseFacet,
    /// Most cases first. Those that the list is narrowed by are always among them.
    pub values: Vec<FacetValue>,
    /// Further values were left out.
    pub more: bool,
}

/// A value, and how many cases have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// What the filter takes: a stable name, a number, or a name as people write it.
    pub value: String,
    /// Cases that the reader may read and that meet the rest of the filter.
    pub count: u32,
    /// Whether the list is narrowed by it.
    pub chosen: bool,
}
