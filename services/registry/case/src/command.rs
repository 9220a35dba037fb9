//! What can be asked of one case.

use vocabulary::{
    AttachmentId, CaseId, Cvr, GainDefinition, GainId, Measurement, MeasurementId, PersonId,
    PersonRole, Phase, Refusal, RefusalCode, ReuseDegree, ReuseId, ReuseSource, Section, Status,
    Visibility,
};

use crate::access::Action;
use crate::attachment::NewAttachment;
use crate::event::Event;
use crate::hand_over::Handover;
use crate::register::Registration;
use crate::state::Case;
use crate::{
    assign_person, attachment, change_phase, change_status, change_visibility, delete, describe,
    freshness, gain, hand_over, joint_owners, lead, register, restore_version, reuse, succession,
};

/// A command to a case. Who may give it is [`Command::action`]; [`decide`] does not ask again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Command {
    Register(Box<Registration>),
    DescribeSection {
        section: Box<Section>,
    },
    ChangePhase {
        phase: Phase,
    },
    ChangeStatus {
        status: Status,
        reason: Option<String>,
    },
    ChangeVisibility {
        visibility: Visibility,
        selected: Vec<Cvr>,
    },
    /// `organisation` is where the person belongs, or none when nobody knows the person.
    AssignPerson {
        person: PersonId,
        role: PersonRole,
        organisation: Option<Cvr>,
    },
    UnassignPerson {
        person: PersonId,
        role: PersonRole,
    },
    DefineGain {
        gain: GainId,
        definition: Box<GainDefinition>,
    },
    MeasureGain {
        gain: GainId,
        measurement: MeasurementId,
        measured: Box<Measurement>,
    },
    WithdrawGain {
        gain: GainId,
        reason: String,
    },
    DeclareReuse {
        reuse: ReuseId,
        source: ReuseSource,
        degree: ReuseDegree,
    },
    ProgressReuse {
        reuse: ReuseId,
        degree: ReuseDegree,
        reason: Option<String>,
    },
    InviteJointOwner {
        organisation: Cvr,
    },
    WithdrawInvitation {
        organisation: Cvr,
    },
    /// `organisation` here and below is the one that whoever asks acts for.
    AcceptInvitation {
        organisation: Cvr,
    },
    DeclineInvitation {
        organisation: Cvr,
    },
    LeaveOwners {
        organisation: Cvr,
    },
    /// To the organisation that the lead has become part of.
    HandOverLead {
        to: Cvr,
    },
    /// Asks a joint owner to lead the case instead.
    OfferLead {
        organisation: Cvr,
    },
    WithdrawLeadOffer,
    /// `organisation` is the one that whoever asks acts for.
    AcceptLead {
        organisation: Cvr,
    },
    DeclineLead {
        organisation: Cvr,
    },
    /// What somebody is on the case goes to a colleague.
    HandOver {
        handover: Box<Handover>,
    },
    /// `earlier` is the case as it was in the version to bring back.
    RestoreVersion {
        earlier: Box<Case>,
    },
    AddAttachment {
        file: Box<NewAttachment>,
    },
    ChangeAttachmentSharing {
        attachment: AttachmentId,
        shared: bool,
    },
    RemoveAttachment {
        attachment: AttachmentId,
    },
    Delete {
        reason: String,
    },
    Restore,
    ConfirmCurrent,
    VerifyLegalBasis,
}

impl Command {
    /// What access the command takes.
    pub fn action(&self) -> Action {
        match self {
            Self::Register(_) => Action::Register,
            Self::ChangeVisibility { .. } => Action::ChangeVisibility,
            Self::InviteJointOwner { .. }
            | Self::WithdrawInvitation { .. }
            | Self::HandOverLead { .. } => Action::ChangeOwners,
            Self::AcceptInvitation { .. } | Self::DeclineInvitation { .. } => {
                Action::AnswerInvitation
            }
            Self::LeaveOwners { .. } => Action::LeaveOwners,
            Self::OfferLead { .. } | Self::WithdrawLeadOffer => Action::OfferLead,
            Self::AcceptLead { .. } | Self::DeclineLead { .. } => Action::AnswerLeadOffer,
            Self::Delete { .. } => Action::Delete,
            Self::Restore => Action::Restore,
            Self::DescribeSection { .. }
            | Self::ChangePhase { .. }
            | Self::ChangeStatus { .. }
            | Self::AssignPerson { .. }
            | Self::UnassignPerson { .. }
            | Self::DefineGain { .. }
            | Self::MeasureGain { .. }
            | Self::WithdrawGain { .. }
            | Self::DeclareReuse { .. }
            | Self::ProgressReuse { .. }
            | Self::AddAttachment { .. }
            | Self::ChangeAttachmentSharing { .. }
            | Self::RemoveAttachment { .. }
            | Self::HandOver { .. }
            | Self::RestoreVersion { .. }
            | Self::ConfirmCurrent
            | Self::VerifyLegalBasis => Action::Edit,
        }
    }

    /// Whether who carries it out may be no owner afterwards, and so is told no revision.
    pub fn leaves_outside(&self) -> bool {
        matches!(
            self,
            Self::DeclineInvitation { .. } | Self::LeaveOwners { .. } | Self::HandOverLead { .. }
        )
    }
}

/// Decides a command about the case `id`, which `case` is the fold of. No events means that
/// everything is as asked already.
pub fn decide(id: CaseId, case: &Case, command: Command) -> Result<Vec<Event>, Refusal> {
    if let Command::Register(registration) = command {
        return register::decide(id, case, *registration);
    }
    if !case.exists() {
        return Err(Refusal::of(RefusalCode::CaseUnknown));
    }
    let about_deleting = matches!(command, Command::Delete { .. } | Command::Restore);
    if case.deleted_at.is_some() && !about_deleting {
        return Err(Refusal::of(RefusalCode::CaseUnknown));
    }
    match command {
        Command::Register(_) => Err(Refusal::of(RefusalCode::AlreadyRegistered)),
        Command::DescribeSection { section } => describe::decide(case, *section),
        Command::ChangePhase { phase } => change_phase::decide(case, phase),
        Command::ChangeStatus { status, reason } => change_status::decide(case, status, reason),
        Command::ChangeVisibility { visibility, selected } => {
            change_visibility::decide(case, visibility, &selected)
        }
        Command::AssignPerson { person, role, organisation } => {
            assign_person::decide(case, person, role, organisation)
        }
        Command::UnassignPerson { person, role } => {
            Ok(assign_person::decide_unassign(case, person, role))
        }
        Command::DefineGain { gain, definition } => gain::define(case, gain, *definition),
        Command::MeasureGain { gain, measurement, measured } => {
            gain::measure(case, gain, measurement, *measured)
        }
        Command::WithdrawGain { gain, reason } => gain::withdraw(case, gain, reason),
        Command::DeclareReuse { reuse, source, degree } => {
            reuse::declare(id, case, reuse, source, degree)
        }
        Command::ProgressReuse { reuse, degree, reason } => {
            reuse::progress(case, reuse, degree, reason)
        }
        Command::InviteJointOwner { organisation } => joint_owners::invite(case, organisation),
        Command::WithdrawInvitation { organisation } => joint_owners::withdraw(case, organisation),
        Command::AcceptInvitation { organisation } => joint_owners::accept(case, organisation),
        Command::DeclineInvitation { organisation } => joint_owners::decline(case, organisation),
        Command::HandOverLead { to } => Ok(succession::decide(case, to)),
        Command::LeaveOwners { organisation } => joint_owners::leave(case, organisation),
        Command::OfferLead { organisation } => lead::offer(case, organisation),
        Command::WithdrawLeadOffer => Ok(lead::withdraw(case)),
        Command::AcceptLead { organisation } => lead::accept(case, organisation),
        Command::DeclineLead { organisation } => lead::decline(case, organisation),
        Command::HandOver { handover } => hand_over::decide(case, &handover),
        Command::RestoreVersion { earlier } => restore_version::decide(case, &earlier),
        Command::AddAttachment { file } => attachment::add(case, *file),
        Command::ChangeAttachmentSharing { attachment, shared } => {
            attachment::change_sharing(case, attachment, shared)
        }
        Command::RemoveAttachment { attachment } => attachment::remove(case, attachment),
        Command::Delete { reason } => delete::delete(case, &reason),
        Command::Restore => Ok(delete::restore(case)),
        Command::ConfirmCurrent => Ok(freshness::confirm()),
        Command::VerifyLegalBasis => Ok(freshness::verify_legal_basis()),
    }
}
