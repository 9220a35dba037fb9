//! What a reader is answered: three records, each a type of its own with an allow-list.
//!
//! **Invariant:** the type for the public holds no people, contacts or comments, and neither it nor
//! the type for signed-in readers can hold anything internal. Nothing is blanked afterwards: a
//! record that a reader may not have is not made.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Attachment, Basics, CaseId, CaseRuns, CodeOnCase, Contact, Cvr, ExternalKey, Gain,
    Implementation, Internal, Links, OpenErrorReports, Operation, PersonId, Phase, Resources,
    Reuse, SectionKind, SharedAttachment, Spread, Status, Story, Suitability, Value, Visibility,
    Workload,
};

/// Whether a section says nothing, which costs nothing to send then.
fn is_empty<T: Default + PartialEq>(section: &T) -> bool {
    *section == T::default()
}

/// What everybody who may read the case sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRecord {
    /// The case.
    pub id: CaseId,
    /// The organisation that leads it.
    pub lead: Cvr,
    /// The organisations that own it together with the lead.
    pub joint_owners: Vec<Cvr>,
    /// How many times the shared record has changed since it was shared; 0 when it never was.
    pub edition: u32,
    /// When the shared record last changed.
    pub changed_at: DateTime<Utc>,
    /// The id that the predecessor knew it by, which old links hold.
    #[serde(default)]
    pub predecessor_id: Option<String>,
    /// Where it is in its life.
    pub phase: Phase,
    /// How it is going.
    pub status: Status,
    /// Why it has that status.
    pub status_reason: Option<String>,
    /// When it is to be looked through; none where its phase does not ask for it.
    pub review_on: Option<NaiveDate>,
    /// Section.
    pub basics: Basics,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub story: Story,
    /// Section.
    pub workload: Workload,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub suitability: Suitability,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub implementation: Implementation,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub operation: Operation,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub value: Value,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub spread: Spread,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub resources: Resources,
    /// Section.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub links: Links,
    /// Files that are shared.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub attachments: Vec<SharedAttachment>,
    /// Gains that are not withdrawn.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub gains: Vec<Gain>,
    /// What the case builds on.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub reuses: Vec<Reuse>,
}

/// What those signed in see besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersRecord {
    /// Whom to ask.
    pub contact: Contact,
    /// Whom to ask at its lead, where it says nobody and the lead does.
    #[serde(default)]
    pub organisation_contact: Option<Contact>,
    /// How widely it is shared.
    pub visibility: Visibility,
    /// Number of comments.
    pub comments: u32,
    /// Whether this reader follows it.
    pub followed: bool,
    /// Whether this reader may answer for their organisation, which was asked to own it as well.
    pub invited: bool,
    /// Whether this reader has put a bookmark on it.
    pub bookmarked: bool,
}

/// Why somebody is on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum PersonRole {
    /// Registered it.
    Reporter,
    /// Knows the work.
    SubjectContact,
    /// Knows the technology.
    TechnicalContact,
    /// Works with it.
    Associated,
}

/// Somebody on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOnCase {
    /// Who.
    pub person: PersonId,
    /// As what; at least one.
    pub roles: Vec<PersonRole>,
}

/// Whether another is asked to lead a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadOffer {
    /// The joint owner that is asked.
    pub to: Option<Cvr>,
    /// Whether this reader may ask one.
    pub can_make: bool,
    /// Whether this reader may answer for their organisation, which was asked.
    pub can_answer: bool,
}

/// What only readers of an owner organisation see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalRecord {
    /// Version of the case's stream: what `expectedRevision` is held against.
    pub revision: u64,
    /// When anything last changed.
    pub changed_at: DateTime<Utc>,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// What it is called where it was imported from.
    #[serde(default)]
    pub external_key: Option<ExternalKey>,
    /// Organisations that it is shared with by name.
    pub selected: Vec<Cvr>,
    /// Organisations that were asked to own it as well and have not answered.
    pub invited: Vec<Cvr>,
    /// Whether another is asked to lead it.
    #[serde(default)]
    pub lead_offer: LeadOffer,
    /// When its legal basis is to be verified; none where nothing asks for it.
    pub legal_basis_check_on: Option<NaiveDate>,
    /// People on the case.
    pub people: Vec<PersonOnCase>,
    /// All its files, shared or not.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// How complete the record is for its phase.
    pub completeness: Completeness,
    /// Errors that readers report and that nobody has answered.
    #[serde(default)]
    pub error_reports: OpenErrorReports,
    /// Whether this reader may edit.
    pub can_edit: bool,
    /// Whether this reader may change owners and visibility.
    pub can_change_owners: bool,
    /// Notes, for those who may edit only.
    pub notes: Option<Internal>,
}

/// How complete a record is for its phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct Completeness {
    /// 0-100.
    pub percent: i32,
    /// Paths of the fields that are missing, `story.challenge`.
    pub missing: Vec<String>,
    /// The sections that they are in, each once.
    pub sections: Vec<SectionKind>,
}

/// Why a case was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
#[cfg_attr(feature = "graphql", graphql(name = "SearchMatch"))]
pub struct Match {
    /// Path of the field that matched, `basics.title`.
    pub field: String,
    /// A piece of its text, HTML-escaped, with each hit between `<mark>` and `</mark>`.
    pub excerpt: String,
    /// The words of the record that matched.
    pub words: Vec<String>,
}

/// A deleted case, for those who may restore it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedCase {
    /// The case.
    pub id: CaseId,
    /// The organisation that leads it.
    pub lead: Cvr,
    /// What it is called.
    pub title: String,
    /// When it was deleted.
    pub deleted_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Version of the case's stream.
    pub revision: u64,
}

/// What of a case should have been looked at before the moment of reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// Whether it still holds.
    pub review: bool,
    /// Its legal basis; told to readers of an owner organisation only.
    pub legal_basis: bool,
    /// An error that somebody reported; told to them only.
    #[serde(default)]
    pub error_report: bool,
}

/// A case as one reader is answered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// For all who may read.
    pub public: PublicRecord,
    /// For those signed in.
    pub members: Option<MembersRecord>,
    /// For readers of an owner organisation.
    pub internal: Option<InternalRecord>,
    /// How many cases that this reader may read reuse it.
    pub reusers: u32,
    /// What robots reported; none where they have not.
    #[serde(default)]
    pub runs: Option<CaseRuns>,
    /// What is published of the KLE and FORM numbers that it says, KLE first.
    #[serde(default)]
    pub codes: Vec<CodeOnCase>,
    /// Days that have passed as of the reading.
    #[serde(default)]
    pub overdue: Overdue,
    /// Why it was found, best first; empty outside a search.
    pub matches: Vec<Match>,
}
