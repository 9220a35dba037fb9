//! The names of events in the log, and which of them others could see a difference by.

use vocabulary::Section;

use super::Event;

impl Event {
    /// Every name there is. What is not here is read as an event of a later version.
    pub const KINDS: &[&str] = &[
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
        "LeadHandedOver",
        "AttachmentAdded",
        "AttachmentSharingChanged",
        "AttachmentRemoved",
        "CaseDeleted",
        "CaseRestored",
        "CaseConfirmedCurrent",
        "LegalBasisVerified",
        "CaseImported",
        "CaseImportUndone",
        "ImportBegun",
        "ImportFinished",
        "ImportUndone",
        "CommentPosted",
        "CommentEdited",
        "CommentRemoved",
        "EnquirySent",
        "EnquiryAnswered",
        "EnquiryClosed",
        "ErrorReported",
        "ErrorResolved",
        "RunsReported",
        "CaseFollowed",
        "CaseUnfollowed",
        "CaseBookmarked",
        "BookmarkRemoved",
        "TopicFollowed",
        "TopicUnfollowed",
        "SearchSaved",
        "SearchRenamed",
        "SearchDeleted",
        "SearchFollowed",
        "SearchUnfollowed",
        "InboxRead",
        "StatisticsConsentChanged",
        "QuarterPublished",
        "OrganisationProfileDescribed",
        "CatalogueEntryAdded",
        "CatalogueEntryRevised",
        "CatalogueEntryMerged",
        "CatalogueEntryRetired",
        "CatalogueEntryBroughtBack",
        "CatalogueEntriesImported",
        "CodesImported",
        "KleFormsReplaced",
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
            Self::LeadHandedOver { .. } => "LeadHandedOver",
            Self::AttachmentAdded { .. } => "AttachmentAdded",
            Self::AttachmentSharingChanged { .. } => "AttachmentSharingChanged",
            Self::AttachmentRemoved { .. } => "AttachmentRemoved",
            Self::CaseDeleted { .. } => "CaseDeleted",
            Self::CaseRestored {} => "CaseRestored",
            Self::CaseConfirmedCurrent {} => "CaseConfirmedCurrent",
            Self::LegalBasisVerified {} => "LegalBasisVerified",
            Self::CaseImported { .. } => "CaseImported",
            Self::CaseImportUndone { .. } => "CaseImportUndone",
            Self::ImportBegun { .. } => "ImportBegun",
            Self::ImportFinished { .. } => "ImportFinished",
            Self::ImportUndone { .. } => "ImportUndone",
            Self::CommentPosted { .. } => "CommentPosted",
            Self::CommentEdited { .. } => "CommentEdited",
            Self::CommentRemoved { .. } => "CommentRemoved",
            Self::EnquirySent { .. } => "EnquirySent",
            Self::EnquiryAnswered { .. } => "EnquiryAnswered",
            Self::EnquiryClosed { .. } => "EnquiryClosed",
            Self::ErrorReported { .. } => "ErrorReported",
            Self::ErrorResolved { .. } => "ErrorResolved",
            Self::RunsReported { .. } => "RunsReported",
            Self::CaseFollowed { .. } => "CaseFollowed",
            Self::CaseUnfollowed { .. } => "CaseUnfollowed",
            Self::CaseBookmarked { .. } => "CaseBookmarked",
            Self::BookmarkRemoved { .. } => "BookmarkRemoved",
            Self::TopicFollowed { .. } => "TopicFollowed",
            Self::TopicUnfollowed { .. } => "TopicUnfollowed",
            Self::SearchSaved { .. } => "SearchSaved",
            Self::SearchRenamed { .. } => "SearchRenamed",
            Self::SearchDeleted { .. } => "SearchDeleted",
            Self::SearchFollowed { .. } => "SearchFollowed",
            Self::SearchUnfollowed { .. } => "SearchUnfollowed",
            Self::InboxRead { .. } => "InboxRead",
            Self::StatisticsConsentChanged { .. } => "StatisticsConsentChanged",
            Self::QuarterPublished { .. } => "QuarterPublished",
            Self::OrganisationProfileDescribed { .. } => "OrganisationProfileDescribed",
            Self::CatalogueEntryAdded { .. } => "CatalogueEntryAdded",
            Self::CatalogueEntryRevised { .. } => "CatalogueEntryRevised",
            Self::CatalogueEntryMerged { .. } => "CatalogueEntryMerged",
            Self::CatalogueEntryRetired { .. } => "CatalogueEntryRetired",
            Self::CatalogueEntryBroughtBack { .. } => "CatalogueEntryBroughtBack",
            Self::CatalogueEntriesImported { .. } => "CatalogueEntriesImported",
            Self::CodesImported { .. } => "CodesImported",
            Self::KleFormsReplaced { .. } => "KleFormsReplaced",
        }
    }

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
            | Self::LeadHandedOver { .. }
            | Self::CaseConfirmedCurrent {}
            | Self::LegalBasisVerified {} => true,
            Self::PersonAssigned { .. }
            | Self::PersonUnassigned { .. }
            | Self::JointOwnerInvited { .. }
            | Self::InvitationWithdrawn { .. }
            | Self::InvitationDeclined { .. }
            | Self::CaseDeleted { .. }
            | Self::CaseRestored {}
            | Self::CaseImported { .. }
            | Self::CaseImportUndone { .. }
            | Self::ImportBegun { .. }
            | Self::ImportFinished { .. }
            | Self::ImportUndone { .. }
            | Self::CommentPosted { .. }
            | Self::CommentEdited { .. }
            | Self::CommentRemoved { .. }
            | Self::EnquirySent { .. }
            | Self::EnquiryAnswered { .. }
            | Self::EnquiryClosed { .. }
            | Self::ErrorReported { .. }
            | Self::ErrorResolved { .. }
            | Self::RunsReported { .. }
            | Self::CaseFollowed { .. }
            | Self::CaseUnfollowed { .. }
            | Self::CaseBookmarked { .. }
            | Self::BookmarkRemoved { .. }
            | Self::TopicFollowed { .. }
            | Self::TopicUnfollowed { .. }
            | Self::SearchSaved { .. }
            | Self::SearchRenamed { .. }
            | Self::SearchDeleted { .. }
            | Self::SearchFollowed { .. }
            | Self::SearchUnfollowed { .. }
            | Self::InboxRead { .. }
            | Self::StatisticsConsentChanged { .. }
            | Self::QuarterPublished { .. }
            | Self::OrganisationProfileDescribed { .. }
            | Self::CatalogueEntryAdded { .. }
            | Self::CatalogueEntryRevised { .. }
            | Self::CatalogueEntryMerged { .. }
            | Self::CatalogueEntryRetired { .. }
            | Self::CatalogueEntryBroughtBack { .. }
            | Self::CodesImported { .. }
            | Self::KleFormsReplaced { .. }
            | Self::CatalogueEntriesImported { .. } => false,
        }
    }
}
