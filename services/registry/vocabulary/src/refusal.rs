//! A business no, as data.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every one, so that a test can ask each for its text.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code that programs act on.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

codes!(
    /// Why a command was refused. The text in the user's language is the gateway's.
    RefusalCode {
        /// One or more fields break a rule.
        InvalidFields = "invalid_fields",
        /// The phase asks for fields that are missing.
        MissingForPhase = "missing_for_phase",
        /// A case with this id exists already.
        AlreadyRegistered = "already_registered",
        /// No such case, or none that this reader may see: the two are answered alike.
        CaseUnknown = "case_unknown",
        /// The reader may see it and may not do this.
        NotPermitted = "not_permitted",
        /// Nobody is signed in.
        NotSignedIn = "not_signed_in",
        /// No such gain on this case.
        GainUnknown = "gain_unknown",
        /// A gain or measurement with this id exists already.
        GainExists = "gain_exists",
        /// No such reuse on this case.
        ReuseUnknown = "reuse_unknown",
        /// A reuse with this id, or of this source, exists already.
        ReuseExists = "reuse_exists",
        /// The reuse was stopped.
        ReuseEnded = "reuse_ended",
        /// A case cannot build on itself.
        ReuseOfItself = "reuse_of_itself",
        /// No such comment on this case.
        CommentUnknown = "comment_unknown",
        /// A comment with this id exists already.
        CommentExists = "comment_exists",
        /// The comment was removed.
        CommentRemoved = "comment_removed",
        /// No such enquiry, or none that this reader is a side of: the two are answered alike.
        EnquiryUnknown = "enquiry_unknown",
        /// An enquiry or message with this id exists already.
        EnquiryExists = "enquiry_exists",
        /// The enquiry was closed.
        EnquiryClosed = "enquiry_closed",
        /// The organisation owns the case that it asks about.
        EnquiryToOneself = "enquiry_to_oneself",
        /// No such error report, or none that this reader is a side of: the two are answered alike.
        ErrorReportUnknown = "error_report_unknown",
        /// An error report with this id exists already.
        ErrorReportExists = "error_report_exists",
        /// The error report was answered.
        ErrorReportResolved = "error_report_resolved",
        /// The robot has reported this run already, and otherwise.
        RunConflict = "run_conflict",
        /// No such token of a robot, or none that this person may take back: answered alike.
        RobotTokenUnknown = "robot_token_unknown",
        /// No such API client, or none that this person manages: answered alike.
        ApiClientUnknown = "api_client_unknown",
        /// No such group, or it is another organisation's: answered alike.
        ProvisionedGroupUnknown = "provisioned_group_unknown",
        /// No such collection, or none that this reader may see: the two are answered alike.
        CollectionUnknown = "collection_unknown",
        /// A collection with this id exists already.
        CollectionExists = "collection_exists",
        /// The collection takes cases of its own organisation only, and has no other owners.
        CollectionIsOwn = "collection_is_own",
        /// The case is not asked for by the collection.
        ConsentUnknown = "consent_unknown",
        /// No such search of one's own.
        SearchUnknown = "search_unknown",
        /// A search with this id was saved already.
        SearchExists = "search_exists",
        /// What comes into the inbox because it binds cannot be left out of it.
        NotificationBinding = "notification_binding",
        /// No such file beside this case.
        AttachmentUnknown = "attachment_unknown",
        /// A file with this id was added already.
        AttachmentExists = "attachment_exists",
        /// The bytes of the file are of no type that may be attached.
        AttachmentTypeNotAllowed = "attachment_type_not_allowed",
        /// The virus scanner found something in the file.
        AttachmentInfected = "attachment_infected",
        /// The virus scanner could not look the file through.
        AttachmentNotScanned = "attachment_not_scanned",
        /// The organisation that leads the case has no room for more files.
        AttachmentQuota = "attachment_quota",
        /// This installation keeps no files.
        AttachmentsOff = "attachments_off",
        /// Somebody is mentioned who does not exist, or may not read the case: the two are answered
        /// alike.
        MentionUnknown = "mention_unknown",
        /// No such person in an organisation that owns the case.
        PersonUnknown = "person_unknown",
        /// It takes an administrator of the organisation.
        NotAdministrator = "not_administrator",
        /// It takes somebody who has just shown who they are.
        StepUpRequired = "step_up_required",
        /// It takes an operator of the installation.
        NotOperator = "not_operator",
        /// No such person of one's own organisation.
        AccountUnknown = "account_unknown",
        /// The organisation's own system keeps the person out, and lets them in again.
        KeptOut = "kept_out",
        /// Nobody locks themselves out.
        OwnRights = "own_rights",
        /// The role was not given here: it comes from the provider's claims, or is not there.
        RoleNotGiven = "role_not_given",
        /// The role reaches beyond the organisation.
        RoleOfPlatform = "role_of_platform",
        /// Only a local superuser's role is limited by KLE numbers.
        RoleWithoutSubjects = "role_without_subjects",
        /// No such provider of one's own organisation.
        IdentityProviderUnknown = "identity_provider_unknown",
        /// The provider may give roles that reach beyond the organisation.
        IdentityProviderOfPlatform = "identity_provider_of_platform",
        /// No such organisation.
        OrganisationUnknown = "organisation_unknown",
        /// No such technology or IT system.
        CatalogueEntryUnknown = "catalogue_entry_unknown",
        /// A technology or IT system with this id exists already.
        CatalogueEntryExists = "catalogue_entry_exists",
        /// Another one in the catalogue has this name.
        CatalogueNameTaken = "catalogue_name_taken",
        /// It follows a source elsewhere.
        CatalogueEntryImported = "catalogue_entry_imported",
        /// The organisation exists still, or has another successor or none.
        SuccessorUnknown = "successor_unknown",
        /// The organisation is not invited to own the case.
        InvitationUnknown = "invitation_unknown",
        /// A case always has its lead.
        LeadCannotLeave = "lead_cannot_leave",
        /// No such import of one's organisation.
        ImportUnknown = "import_unknown",
        /// Another import has this id.
        ImportExists = "import_exists",
        /// The import was undone.
        ImportUndone = "import_undone",
        /// The case was changed after the import.
        ImportOvertaken = "import_overtaken",
        /// The lead was not offered to the organisation, or is offered no more.
        LeadOfferUnknown = "lead_offer_unknown",
        /// The case has no such revision.
        RevisionUnknown = "revision_unknown",
        /// A quarter is published when it is over.
        QuarterNotOver = "quarter_not_over",
        /// The case was changed by somebody else meanwhile.
        Conflict = "conflict",
        /// The idempotency key was used for another command.
        KeyReused = "idempotency_key_reused",
    }
);

codes!(
    /// Which rule a field breaks.
    FieldRule {
        /// It must be filled in.
        Required = "required",
        /// More characters than `limit`.
        TooLong = "too_long",
        /// More entries than `limit`.
        TooMany = "too_many",
        /// Below the least or above the greatest value, which `limit` gives.
        OutOfRange = "out_of_range",
        /// Not written as such a value is written.
        Malformed = "malformed",
        /// Contains characters that no text may contain.
        ForbiddenCharacters = "forbidden_characters",
        /// Earlier than what it must follow.
        WrongOrder = "wrong_order",
        /// Not allowed together with the rest.
        NotAllowed = "not_allowed",
    }
);

/// One field that breaks one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// Path of the field, `basics.title`, `gain.expected.value`, `status.reason`.
    pub field: String,
    /// The rule.
    pub rule: FieldRule,
    /// The limit, in the unit of the field, where the rule has one.
    pub limit: Option<i64>,
}

/// A business no. It changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("refused: {}", code.code())]
pub struct Refusal {
    /// Why.
    pub code: RefusalCode,
    /// The fields at fault; empty where the reason is no field.
    pub fields: Vec<FieldProblem>,
}

impl Refusal {
    /// A refusal that no field is at fault for.
    pub fn of(code: RefusalCode) -> Self {
        Self { code, fields: Vec::new() }
    }
}
