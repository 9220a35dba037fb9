//! What can have happened.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vocabulary::{
    AskedFor, AttachmentId, Basics, BlobId, CaseFilter, CaseId, Catalogue, CatalogueEntryId, Code,
    CodeScheme, CommentId, Cvr, EnquiryId, ErrorReportId, ExternalKey, GainDefinition, GainId,
    ImportId, ImportedEntry, InboxEntryId, Measurement, MeasurementId, MessageId,
    OrganisationProfile, PersonId, PersonRole, Phase, Quarter, QuarterFigures, ReuseDegree,
    ReuseId, ReuseSource, Run, SavedSearchId, Section, Status, Topic, Visibility,
};

/// An event, named in the past tense by what happened. The name is its kind in the log and the
/// content its data; both are read for ever. So a shape is only ever added to; where that is not
/// enough, a step of the registry's `events/upcast.rs` turns the older one into this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
#[allow(missing_docs)]
pub enum Event {
    /// Stream `case-…`: the case began, with these people on it.
    CaseRegistered {
        case: CaseId,
        lead: Cvr,
        people: BTreeMap<PersonId, BTreeSet<PersonRole>>,
        basics: Box<Basics>,
        visibility: Visibility,
    },
    /// A section was revised as a whole.
    CaseDescribed {
        section: Box<Section>,
    },
    PhaseChanged {
        from: Phase,
        to: Phase,
    },
    StatusChanged {
        status: Status,
        reason: Option<String>,
    },
    /// `selected` names organisations for [`Visibility::Selected`] only.
    VisibilityChanged {
        visibility: Visibility,
        selected: Vec<Cvr>,
    },
    /// `organisation` is where the person belonged; before joint owners it was not said and is
    /// the lead's.
    PersonAssigned {
        person: PersonId,
        role: PersonRole,
        #[serde(default)]
        organisation: Option<Cvr>,
    },
    PersonUnassigned {
        person: PersonId,
        role: PersonRole,
    },
    GainDefined {
        gain: GainId,
        definition: Box<GainDefinition>,
    },
    GainMeasured {
        gain: GainId,
        measurement: MeasurementId,
        measured: Box<Measurement>,
    },
    GainWithdrawn {
        gain: GainId,
        reason: String,
    },
    /// Written by the case that reuses; the source's stream is left alone.
    ReuseDeclared {
        reuse: ReuseId,
        source: ReuseSource,
        degree: ReuseDegree,
    },
    ReuseProgressed {
        reuse: ReuseId,
        degree: ReuseDegree,
        reason: Option<String>,
    },
    ReuseEnded {
        reuse: ReuseId,
        reason: String,
    },
    JointOwnerInvited {
        organisation: Cvr,
    },
    /// The lead took the invitation back.
    InvitationWithdrawn {
        organisation: Cvr,
    },
    InvitationDeclined {
        organisation: Cvr,
    },
    JointOwnerAccepted {
        organisation: Cvr,
    },
    JointOwnerLeft {
        organisation: Cvr,
    },
    /// `blob` is where its bytes are, which were stored before.
    AttachmentAdded {
        attachment: AttachmentId,
        blob: BlobId,
        file_name: String,
        media_type: String,
        size: u64,
        sha256: String,
        shared: bool,
    },
    AttachmentSharingChanged {
        attachment: AttachmentId,
        shared: bool,
    },
    /// For good; `shared` says whether others could see that it was there.
    AttachmentRemoved {
        attachment: AttachmentId,
        shared: bool,
    },
    /// `to` is the organisation that `from` became part of, and leads from now on.
    LeadHandedOver {
        from: Cvr,
        to: Cvr,
    },
    /// Gone for everybody until it is restored; nothing of it is lost.
    CaseDeleted {
        reason: String,
    },
    CaseRestored {},
    /// Somebody looked it through, and it still holds.
    CaseConfirmedCurrent {},
    LegalBasisVerified {},
    /// What a row of an import said was so from here on. It follows what the row changed; `before` is
    /// the revision before that, 0 of a case that the row made.
    CaseImported {
        import: ImportId,
        key: Option<ExternalKey>,
        before: u64,
        restored: bool,
    },
    /// The case is again as it was before an import.
    CaseImportUndone {
        import: ImportId,
    },
    /// Stream `import-…`: an organisation began to import a file.
    ImportBegun {
        import: ImportId,
        organisation: Cvr,
        file: String,
        digest: String,
        rows: u32,
    },
    /// Every row was answered for; the cases themselves say what was done to them.
    ImportFinished {
        import: ImportId,
        unchanged: u32,
        refused: u32,
    },
    ImportUndone {
        import: ImportId,
        kept: u32,
    },
    /// Stream `discussion-…`.
    CommentPosted {
        case: CaseId,
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        text: String,
        /// Colleagues of the writer who are told of it.
        #[serde(default)]
        mentions: BTreeSet<PersonId>,
    },
    /// Text and mentions as a whole; what was said before is in the log only.
    CommentEdited {
        case: CaseId,
        comment: CommentId,
        text: String,
        mentions: BTreeSet<PersonId>,
    },
    CommentRemoved {
        case: CaseId,
        comment: CommentId,
    },
    /// Stream `enquiry-…`: an organisation asks the owners of a case.
    EnquirySent {
        enquiry: EnquiryId,
        case: CaseId,
        asking: Cvr,
        subject: String,
        message: MessageId,
        text: String,
    },
    /// Either side said more.
    EnquiryAnswered {
        enquiry: EnquiryId,
        message: MessageId,
        text: String,
    },
    EnquiryClosed {
        enquiry: EnquiryId,
    },
    /// Stream `error-report-…`: somebody who reads a case tells its owners what is wrong.
    ErrorReported {
        report: ErrorReportId,
        case: CaseId,
        reporting: Cvr,
        /// Path of the field or section; none of the record as a whole.
        field: Option<String>,
        text: String,
        /// The last day on which an answer is in time.
        due_on: NaiveDate,
    },
    ErrorResolved {
        report: ErrorReportId,
        answer: String,
    },
    /// Stream `run-…`: what a robot did, with the seconds of manual work that the case stated when it
    /// was reported.
    RunsReported {
        run: Box<Run>,
        seconds_per_occurrence: Option<i32>,
    },
    /// Stream `person-…`.
    CaseFollowed {
        case: CaseId,
    },
    CaseUnfollowed {
        case: CaseId,
    },
    CaseBookmarked {
        case: CaseId,
    },
    BookmarkRemoved {
        case: CaseId,
    },
    TopicFollowed {
        topic: Topic,
    },
    TopicUnfollowed {
        topic: Topic,
    },
    SearchSaved {
        search: SavedSearchId,
        name: String,
        asked: Box<AskedFor>,
    },
    SearchRenamed {
        search: SavedSearchId,
        name: String,
    },
    SearchDeleted {
        search: SavedSearchId,
    },
    /// What the search asked for on that day. `among` are the organisations that its kinds and
    /// regions stood for; none where it names neither.
    SearchFollowed {
        search: SavedSearchId,
        filter: Box<CaseFilter>,
        #[serde(default)]
        among: Option<Vec<Cvr>>,
    },
    SearchUnfollowed {
        search: SavedSearchId,
    },
    /// What the person was told has been read, up to an entry, or all of it until then.
    InboxRead {
        through: Option<InboxEntryId>,
    },
    /// Stream `organisation-…`: whether cases are counted that are not shared.
    StatisticsConsentChanged {
        organisation: Cvr,
        counted: bool,
    },
    /// Stream `quarter-…`: all that is published of it; a correction is one more edition.
    QuarterPublished {
        quarter: Quarter,
        edition: i32,
        reason: Option<String>,
        figures: Box<QuarterFigures>,
    },
    /// Stream `profile-…`: what an organisation says of itself, as a whole.
    OrganisationProfileDescribed {
        organisation: Cvr,
        profile: Box<OrganisationProfile>,
    },
    /// Stream `catalogue-…`: `organisation` added it as its own, or none for all.
    CatalogueEntryAdded {
        catalogue: Catalogue,
        entry: CatalogueEntryId,
        name: String,
        vendor: Option<String>,
        organisation: Option<Cvr>,
    },
    /// Name, vendor and other names as a whole.
    CatalogueEntryRevised {
        catalogue: Catalogue,
        entry: CatalogueEntryId,
        name: String,
        vendor: Option<String>,
        aliases: Vec<String>,
    },
    /// From now on the names of one mean the other.
    CatalogueEntryMerged {
        catalogue: Catalogue,
        entry: CatalogueEntryId,
        into: CatalogueEntryId,
    },
    CatalogueEntryRetired {
        catalogue: Catalogue,
        entry: CatalogueEntryId,
    },
    /// It is neither retired nor merged any more.
    CatalogueEntryBroughtBack {
        catalogue: Catalogue,
        entry: CatalogueEntryId,
    },
    /// Numbers as they are published, of those that were not known so.
    CodesImported {
        scheme: CodeScheme,
        codes: Vec<Code>,
    },
    /// Which FORM numbers go with a KLE number, instead of all that was said before.
    KleFormsReplaced {
        forms: BTreeMap<String, Vec<String>>,
    },
    /// What a source elsewhere says that was not known, and what it has no more.
    CatalogueEntriesImported {
        catalogue: Catalogue,
        entries: Vec<ImportedEntry>,
        retired: Vec<CatalogueEntryId>,
    },
}
