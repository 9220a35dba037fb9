//! What can have happened.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{
    AskedFor, Basics, CaseId, CommentId, Cvr, EnquiryId, GainDefinition, GainId, InboxEntryId,
    Measurement, MeasurementId, MessageId, PersonId, PersonRole, Phase, ReuseDegree, ReuseId,
    ReuseSource, SavedSearchId, Section, Status, Topic, Visibility,
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
    /// Gone for everybody until it is restored; nothing of it is lost.
    CaseDeleted {
        reason: String,
    },
    CaseRestored {},
    /// Somebody looked it through, and it still holds.
    CaseConfirmedCurrent {},
    LegalBasisVerified {},
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
    /// What the person was told has been read, up to an entry, or all of it until then.
    InboxRead {
        through: Option<InboxEntryId>,
    },
}

impl Event {
    /// Every name there is. What is not here is read as an event of a later version.
    pub const KINDS: [&str; 38] = [
        "CaseRegistered",
        "CaseDescribed",
        "PhaseChanged",
        "StatusChanged",
        "VisibilityChanged",
        "PersonAssigned",
        "PersonUnassigned",
        "GainDefined",
        "GainMeasured",
        "GainWithdrawn",
        "ReuseDeclared",
        "ReuseProgressed",
        "ReuseEnded",
        "JointOwnerInvited",
        "InvitationWithdrawn",
        "InvitationDeclined",
        "JointOwnerAccepted",
        "JointOwnerLeft",
        "CaseDeleted",
        "CaseRestored",
        "CaseConfirmedCurrent",
        "LegalBasisVerified",
        "CommentPosted",
        "CommentEdited",
        "CommentRemoved",
        "EnquirySent",
        "EnquiryAnswered",
        "EnquiryClosed",
        "CaseFollowed",
        "CaseUnfollowed",
        "CaseBookmarked",
        "BookmarkRemoved",
        "TopicFollowed",
        "TopicUnfollowed",
        "SearchSaved",
        "SearchRenamed",
        "SearchDeleted",
        "InboxRead",
    ];

    /// The name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CaseRegistered { .. } => "CaseRegistered",
            Self::CaseDescribed { .. } => "CaseDescribed",
            Self::PhaseChanged { .. } => "PhaseChanged",
            Self::StatusChanged { .. } => "StatusChanged",
            Self::VisibilityChanged { .. } => "VisibilityChanged",
            Self::PersonAssigned { .. } => "PersonAssigned",
            Self::PersonUnassigned { .. } => "PersonUnassigned",
            Self::GainDefined { .. } => "GainDefined",
            Self::GainMeasured { .. } => "GainMeasured",
            Self::GainWithdrawn { .. } => "GainWithdrawn",
            Self::ReuseDeclared { .. } => "ReuseDeclared",
            Self::ReuseProgressed { .. } => "ReuseProgressed",
            Self::ReuseEnded { .. } => "ReuseEnded",
            Self::JointOwnerInvited { .. } => "JointOwnerInvited",
            Self::InvitationWithdrawn { .. } => "InvitationWithdrawn",
            Self::InvitationDeclined { .. } => "InvitationDeclined",
            Self::JointOwnerAccepted { .. } => "JointOwnerAccepted",
            Self::JointOwnerLeft { .. } => "JointOwnerLeft",
            Self::CaseDeleted { .. } => "CaseDeleted",
            Self::CaseRestored {} => "CaseRestored",
            Self::CaseConfirmedCurrent {} => "CaseConfirmedCurrent",
            Self::LegalBasisVerified {} => "LegalBasisVerified",
            Self::CommentPosted { .. } => "CommentPosted",
            Self::CommentEdited { .. } => "CommentEdited",
            Self::CommentRemoved { .. } => "CommentRemoved",
            Self::EnquirySent { .. } => "EnquirySent",
            Self::EnquiryAnswered { .. } => "EnquiryAnswered",
            Self::EnquiryClosed { .. } => "EnquiryClosed",
            Self::CaseFollowed { .. } => "CaseFollowed",
            Self::CaseUnfollowed { .. } => "CaseUnfollowed",
            Self::CaseBookmarked { .. } => "CaseBookmarked",
            Self::BookmarkRemoved { .. } => "BookmarkRemoved",
            Self::TopicFollowed { .. } => "TopicFollowed",
            Self::TopicUnfollowed { .. } => "TopicUnfollowed",
            Self::SearchSaved { .. } => "SearchSaved",
            Self::SearchRenamed { .. } => "SearchRenamed",
            Self::SearchDeleted { .. } => "SearchDeleted",
            Self::InboxRead { .. } => "InboxRead",
        }
    }

    /// Whether readers outside the owner organisations could see a difference. Internal notes and
    /// people are not part of what is shared, and neither are the organisations that are selected
    /// or invited.
    pub fn changes_shared_record(&self) -> bool {
        match self {
            Self::CaseDescribed { section } => !matches!(**section, Section::Internal(_)),
            Self::CaseRegistered { .. }
            | Self::PhaseChanged { .. }
            | Self::StatusChanged { .. }
            | Self::VisibilityChanged { .. }
            | Self::GainDefined { .. }
            | Self::GainMeasured { .. }
            | Self::GainWithdrawn { .. }
            | Self::ReuseDeclared { .. }
            | Self::ReuseProgressed { .. }
            | Self::ReuseEnded { .. }
            | Self::JointOwnerAccepted { .. }
            | Self::JointOwnerLeft { .. }
            | Self::CaseConfirmedCurrent {}
            | Self::LegalBasisVerified {} => true,
            Self::PersonAssigned { .. }
            | Self::PersonUnassigned { .. }
            | Self::JointOwnerInvited { .. }
            | Self::InvitationWithdrawn { .. }
            | Self::InvitationDeclined { .. }
            | Self::CaseDeleted { .. }
            | Self::CaseRestored {}
            | Self::CommentPosted { .. }
            | Self::CommentEdited { .. }
            | Self::CommentRemoved { .. }
            | Self::EnquirySent { .. }
            | Self::EnquiryAnswered { .. }
            | Self::EnquiryClosed { .. }
            | Self::CaseFollowed { .. }
            | Self::CaseUnfollowed { .. }
            | Self::CaseBookmarked { .. }
            | Self::BookmarkRemoved { .. }
            | Self::TopicFollowed { .. }
            | Self::TopicUnfollowed { .. }
            | Self::SearchSaved { .. }
            | Self::SearchRenamed { .. }
            | Self::SearchDeleted { .. }
            | Self::InboxRead { .. } => false,
        }
    }
}
