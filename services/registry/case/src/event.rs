//! What can have happened.

mod kinds;

pub(crate) use kinds::of_other_streams;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{
    AskedFor, AttachmentId, Basics, BlobId, CaseId, Catalogue, CatalogueEntryId, Code, CodeScheme,
    CollectionAbout, CollectionId, CollectionKind, CommentId, Contact, Cvr, EnquiryId,
    ErrorReportId, ExternalKey, FollowedSearch, FrontPageText, GainDefinition, GainId, ImportId,
    ImportedEntry, InboxEntryId, Measurement, MeasurementId, MessageId, NotificationChoice,
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
    /// `organisation` is the person's; before joint owners it was not said and is the lead's.
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
    LeadOffered {
        organisation: Cvr,
    },
    LeadOfferWithdrawn {},
    LeadOfferDeclined {},
    /// The joint owner said yes: `from` owns the case jointly from now on.
    LeadAccepted {
        from: Cvr,
        to: Cvr,
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
    /// Follows what a row of an import changed; `before` is the revision before it, 0 of a new case.
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
        due_on: chrono::NaiveDate,
    },
    ErrorResolved {
        report: ErrorReportId,
        answer: String,
    },
    /// Stream `run-…`: what a robot did, and the seconds of manual work that the case then stated.
    RunsReported {
        run: Box<Run>,
        seconds_per_occurrence: Option<i32>,
    },
    /// Stream `collection-…`: a named group of cases began.
    CollectionStarted {
        collection: CollectionId,
        kind: CollectionKind,
        lead: Cvr,
        starter: Option<PersonId>,
        about: Box<CollectionAbout>,
        contact: Contact,
        visibility: Visibility,
    },
    CollectionDescribed {
        about: Box<CollectionAbout>,
        contact: Contact,
    },
    CollectionVisibilityChanged {
        visibility: Visibility,
    },
    CollectionOwnerInvited {
        organisation: Cvr,
    },
    CollectionInvitationWithdrawn {
        organisation: Cvr,
    },
    CollectionInvitationDeclined {
        organisation: Cvr,
    },
    CollectionOwnerAccepted {
        organisation: Cvr,
    },
    CollectionOwnerLeft {
        organisation: Cvr,
    },
    ConsentAsked {
        case: CaseId,
    },
    ConsentDeclined {
        case: CaseId,
    },
    CaseCollected {
        case: CaseId,
    },
    CaseTakenOut {
        case: CaseId,
    },
    CollectionDissolved {},
    /// Stream `handover-…`: what a person is on these cases is to go to a colleague, or to nobody.
    HandoverBegun {
        from: PersonId,
        to: Option<PersonId>,
        roles: BTreeSet<PersonRole>,
        organisation: Cvr,
        cases: Vec<CaseId>,
    },
    /// Stream `organisation-…`: whom to ask where a case says nobody.
    OrganisationContactSet {
        organisation: Cvr,
        contact: Contact,
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
    SearchFollowed(Box<FollowedSearch>),
    SearchUnfollowed {
        search: SavedSearchId,
    },
    /// What the person was told has been read, up to an entry, or all of it until then.
    InboxRead {
        through: Option<InboxEntryId>,
    },
    /// Holds for what happens from then on.
    NotificationChosen(NotificationChoice),
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
    /// Stream `front-page`: what it says for itself, as a whole.
    FrontPageRevised(Box<FrontPageText>),
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
