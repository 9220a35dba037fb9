//! The names of events in the log, and which of them others could see a difference by.

use vocabulary::Section;

use super::Event;

/// Names each event once: it is the variant's own name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        impl Event {
            /// Every name there is. What is not here is read as an event of a later version.
            pub const KINDS: &[&str] = &[$(stringify!($name),)+];

            /// The name in the log.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($name),)+
                }
            }
        }
    };
}

kinds! {
    CaseRegistered,
    CaseDescribed,
    PhaseChanged,
    StatusChanged,
    VisibilityChanged,
    PersonAssigned,
    PersonUnassigned,
    GainDefined,
    GainMeasured,
    GainWithdrawn,
    ReuseDeclared,
    ReuseProgressed,
    ReuseEnded,
    JointOwnerInvited,
    InvitationWithdrawn,
    InvitationDeclined,
    JointOwnerAccepted,
    JointOwnerLeft,
    LeadOffered,
    LeadOfferWithdrawn,
    LeadOfferDeclined,
    LeadAccepted,
    LeadHandedOver,
    AttachmentAdded,
    AttachmentSharingChanged,
    AttachmentRemoved,
    CaseDeleted,
    CaseRestored,
    CaseConfirmedCurrent,
    LegalBasisVerified,
    CaseImported,
    CaseImportUndone,
    ImportBegun,
    ImportFinished,
    ImportUndone,
    CommentPosted,
    CommentEdited,
    CommentRemoved,
    EnquirySent,
    EnquiryAnswered,
    EnquiryClosed,
    ErrorReported,
    ErrorResolved,
    RunsReported,
    CollectionStarted,
    CollectionDescribed,
    CollectionVisibilityChanged,
    CollectionOwnerInvited,
    CollectionInvitationWithdrawn,
    CollectionInvitationDeclined,
    CollectionOwnerAccepted,
    CollectionOwnerLeft,
    ConsentAsked,
    ConsentDeclined,
    CaseCollected,
    CaseTakenOut,
    CollectionDissolved,
    HandoverBegun,
    OrganisationContactSet,
    CaseFollowed,
    CaseUnfollowed,
    CaseBookmarked,
    BookmarkRemoved,
    TopicFollowed,
    TopicUnfollowed,
    SearchSaved,
    SearchRenamed,
    SearchDeleted,
    SearchFollowed,
    SearchUnfollowed,
    InboxRead,
    NotificationChosen,
    StatisticsConsentChanged,
    QuarterPublished,
    OrganisationProfileDescribed,
    FrontPageRevised,
    CatalogueEntryAdded,
    CatalogueEntryRevised,
    CatalogueEntryMerged,
    CatalogueEntryRetired,
    CatalogueEntryBroughtBack,
    CatalogueEntriesImported,
    CodesImported,
    KleFormsReplaced,
}

/// The events of streams that are no case's, and others that are given, as a pattern.
macro_rules! of_other_streams {
    ($($more:pat_param)|*) => {
        $crate::event::Event::ImportBegun { .. }
            | $crate::event::Event::ImportFinished { .. }
            | $crate::event::Event::ImportUndone { .. }
            | $crate::event::Event::CommentPosted { .. }
            | $crate::event::Event::CommentEdited { .. }
            | $crate::event::Event::CommentRemoved { .. }
            | $crate::event::Event::EnquirySent { .. }
            | $crate::event::Event::EnquiryAnswered { .. }
            | $crate::event::Event::EnquiryClosed { .. }
            | $crate::event::Event::ErrorReported { .. }
            | $crate::event::Event::ErrorResolved { .. }
            | $crate::event::Event::RunsReported { .. }
            | $crate::event::Event::CollectionStarted { .. }
            | $crate::event::Event::CollectionDescribed { .. }
            | $crate::event::Event::CollectionVisibilityChanged { .. }
            | $crate::event::Event::CollectionOwnerInvited { .. }
            | $crate::event::Event::CollectionInvitationWithdrawn { .. }
            | $crate::event::Event::CollectionInvitationDeclined { .. }
            | $crate::event::Event::CollectionOwnerAccepted { .. }
            | $crate::event::Event::CollectionOwnerLeft { .. }
            | $crate::event::Event::ConsentAsked { .. }
            | $crate::event::Event::ConsentDeclined { .. }
            | $crate::event::Event::CaseCollected { .. }
            | $crate::event::Event::CaseTakenOut { .. }
            | $crate::event::Event::CollectionDissolved { .. }
            | $crate::event::Event::HandoverBegun { .. }
            | $crate::event::Event::OrganisationContactSet { .. }
            | $crate::event::Event::CaseFollowed { .. }
            | $crate::event::Event::CaseUnfollowed { .. }
            | $crate::event::Event::CaseBookmarked { .. }
            | $crate::event::Event::BookmarkRemoved { .. }
            | $crate::event::Event::TopicFollowed { .. }
            | $crate::event::Event::TopicUnfollowed { .. }
            | $crate::event::Event::SearchSaved { .. }
            | $crate::event::Event::SearchRenamed { .. }
            | $crate::event::Event::SearchDeleted { .. }
            | $crate::event::Event::SearchFollowed(_)
            | $crate::event::Event::SearchUnfollowed { .. }
            | $crate::event::Event::InboxRead { .. }
            | $crate::event::Event::NotificationChosen(_)
            | $crate::event::Event::StatisticsConsentChanged { .. }
            | $crate::event::Event::QuarterPublished { .. }
            | $crate::event::Event::OrganisationProfileDescribed { .. }
            | $crate::event::Event::FrontPageRevised(_)
            | $crate::event::Event::CatalogueEntryAdded { .. }
            | $crate::event::Event::CatalogueEntryRevised { .. }
            | $crate::event::Event::CatalogueEntryMerged { .. }
            | $crate::event::Event::CatalogueEntryRetired { .. }
            | $crate::event::Event::CatalogueEntryBroughtBack { .. }
            | $crate::event::Event::CatalogueEntriesImported { .. }
            | $crate::event::Event::CodesImported { .. }
            | $crate::event::Event::KleFormsReplaced { .. }
            $(| $more)*
    };
}
pub(crate) use of_other_streams;

impl Event {
    /// Whether readers outside the owner organisations could see a difference. Internal notes and
    /// people are not part of what is shared, and neither are the organisations that are selected
    /// or invited.
    pub fn changes_shared_record(&self) -> bool {
        match self {
            Self::CaseDescribed { section } => !matches!(**section, Section::Internal(_)),
            Self::AttachmentAdded { shared, .. } | Self::AttachmentRemoved { shared, .. } => {
                *shared
            }
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
            | Self::AttachmentSharingChanged { .. }
            | Self::JointOwnerAccepted { .. }
            | Self::JointOwnerLeft { .. }
            | Self::LeadAccepted { .. }
            | Self::LeadHandedOver { .. }
            | Self::CaseConfirmedCurrent {}
            | Self::LegalBasisVerified {} => true,
            of_other_streams!(
                Self::PersonAssigned { .. }
                    | Self::PersonUnassigned { .. }
                    | Self::JointOwnerInvited { .. }
                    | Self::InvitationWithdrawn { .. }
                    | Self::InvitationDeclined { .. }
                    | Self::LeadOffered { .. }
                    | Self::LeadOfferWithdrawn {}
                    | Self::LeadOfferDeclined {}
                    | Self::CaseDeleted { .. }
                    | Self::CaseRestored {}
                    | Self::CaseImported { .. }
                    | Self::CaseImportUndone { .. }
            ) => false,
        }
    }
}
