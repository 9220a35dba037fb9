//! The data that travels: one struct is event payload, read-model column, GraphQL input and output.
//!
//! Nothing here decides anything. Limits, required fields and who may see what are decisions and
//! live in the crate `case`, because stored events must decode for ever while rules change. For the
//! same reason every field but those of [`Basics`] that a case cannot be without is optional.

mod attachment;
mod basics;
mod case_filter;
mod case_part;
mod catalogue;
mod codes;
mod collection;
mod comment;
mod contact;
mod enquiry;
mod error_report;
mod front_page;
mod gain;
mod history;
mod ids;
mod implementation;
mod imports;
mod inbox;
mod internal;
mod kle;
mod links;
mod operation;
mod organisation;
mod personal;
mod phase;
mod profile;
mod published;
mod quarter;
mod refusal;
mod resources;
mod reuse;
mod reuse_graph;
mod rich_text;
mod runs;
mod section;
mod spread;
mod statistics;
mod status;
mod story;
mod suitability;
mod value;
mod view;
mod visibility;
mod workload;

pub use attachment::{Attachment, SharedAttachment};
pub use basics::{Basics, CaseKind, SubjectArea, YearRange};
pub use case_filter::{CaseFacet, CaseFilter, FacetCounts, FacetValue};
pub use case_part::CasePart;
pub use catalogue::{Catalogue, CatalogueEntry, ImportedEntry};
pub use codes::{Code, CodeOnCase, CodeScheme};
pub use collection::{
    CollectionAbout, CollectionInternal, CollectionKind, CollectionMembers, CollectionView,
};
pub use comment::Comment;
pub use contact::Contact;
pub use enquiry::{Enquiry, EnquiryMessage};
pub use error_report::{ErrorReport, ErrorResolution, OpenErrorReports};
pub use front_page::FrontPageText;
pub use gain::{
    Comparison, DateRange, Direction, Figure, Gain, GainDefinition, GainKind, Measurement,
    MeasurementSource, Qualifier, RecordedMeasurement, Recurrence, Threshold, Unit,
};
pub use history::{CaseVersion, Change, HistoryEntry};
pub use ids::{
    AttachmentId, BlobId, CaseId, CatalogueEntryId, CodeId, CollectionId, CommentId, Cvr,
    EnquiryId, ErrorReportId, GainId, ImportId, InboxEntryId, InvalidCvr, InvalidId, MeasurementId,
    MessageId, PersonId, ReuseId, SavedSearchId,
};
pub use implementation::{Implementation, Schedule};
pub use imports::{ExternalKey, Import, ImportFinished, ImportedCase};
pub use inbox::{InboxEntry, InboxKind, Notification, NotificationChoice};
pub use internal::Internal;
pub use kle::{InvalidKle, KleNumber};
pub use links::{Link, LinkKind, Links};
pub use operation::Operation;
pub use organisation::{Organisation, OrganisationKind, Region};
pub use personal::{AskedFor, FollowedSearch, Personal, SavedSearch, Topic};
pub use phase::Phase;
pub use profile::{EmployeeBand, InhabitantBand, OrganisationProfile};
pub use published::{
    Contributed, ContributedMeasure, FiguresTable, PublishedQuarter, QuarterFigures, QuarterPoint,
    ReuseLeague, ReusedCase, ReusedOrganisation, TimeToOperation,
};
pub use quarter::{InvalidQuarter, Quarter};
pub use refusal::{FieldProblem, FieldRule, Refusal, RefusalCode};
pub use resources::{Cost, CostKind, Resources};
pub use reuse::{Reuse, ReuseDegree, ReuseSource};
pub use reuse_graph::{GraphCase, ReuseEdge, ReuseGraph, ReuseNode, ReuseNodeKind};
pub use runs::{CaseRuns, Run, RunMonth};
pub use section::{Section, SectionKind};
pub use spread::Spread;
pub use statistics::{
    CountedCases, CountedValue, Figures, PerInhabitants, StatisticsCell, StatisticsDimension,
};
pub use status::Status;
pub use story::{Precondition, PreconditionKind, Story};
pub use suitability::{Level, Suitability};
pub use value::{Value, ValueKind};
pub use view::{
    CaseView, Completeness, DeletedCase, InternalRecord, LeadOffer, Match, MembersRecord, Overdue,
    PersonOnCase, PersonRole, PublicRecord,
};
pub use visibility::Visibility;
pub use workload::Workload;
