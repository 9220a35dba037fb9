//! Who may do what: the one place (domain, section 3).
//!
//! [`decide`] spells the rules out. [`Facts::keys`] and [`Principal::keys`] say the same for
//! reading as two sets of keys that meet exactly when reading is allowed; the filters of SQL and of
//! search are made of them. Property tests hold the two against each other.

mod clients;
mod error_reports;
mod keys;
mod local;
mod permit;
mod robots;
mod shared;
mod sides;

use std::collections::BTreeSet;

use uuid::Uuid;
use vocabulary::{CaseId, Cvr, KleNumber, PersonId, Visibility};

pub use self::clients::Scope;
pub use self::error_reports::error_side;
pub use self::local::Subject;
pub use self::permit::permit;
use self::robots::{administers_robots, reports_on};
pub use self::sides::{Side, imports_of, side};

/// What access to a case is decided on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Facts {
    /// The case; none for one that does not exist.
    pub id: Option<CaseId>,
    /// None for a case that does not exist.
    pub lead: Option<Cvr>,
    pub joint_owners: BTreeSet<Cvr>,
    /// Organisations that the lead asked to own the case as well, and that have not answered.
    pub invited: BTreeSet<Cvr>,
    /// The joint owner that the lead asked to lead the case instead.
    pub lead_offered_to: Option<Cvr>,
    pub people: BTreeSet<PersonId>,
    /// Departments that own the case, as ids of units of the lead organisation.
    pub units: BTreeSet<String>,
    /// KLE numbers that it carries.
    pub subjects: BTreeSet<KleNumber>,
    pub visibility: Visibility,
    pub selected: BTreeSet<Cvr>,
    /// Gone for everybody until those who lead it restore it.
    pub deleted: bool,
}

/// What somebody may be in an organisation or on the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Role {
    Reader,
    Contributor,
    LocalSuperuser,
    Superuser,
    Administrator,
    ApiAdministrator,
    Coordinator,
    CatalogueEditor,
    Operator,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Principal {
    /// Not signed in.
    Anonymous,
    /// Somebody signed in. `units` and `subjects` are what the role of local superuser covers, and hold
    /// sub-units too; what is covered by either is covered.
    Person {
        id: PersonId,
        organisation: Cvr,
        roles: BTreeSet<Role>,
        units: BTreeSet<String>,
        subjects: BTreeSet<Subject>,
    },
    /// Background work, by name, for one organisation. Has a superuser's rights there and none
    /// elsewhere, but for roles that its token names.
    Job { name: String, organisation: Cvr, roles: BTreeSet<Role> },
    /// A robot of an organisation, by the id of its token. It reports runs on the cases that the
    /// token names, or on all that are no drafts, and it reads nothing, not even what is public.
    Robot { id: Uuid, organisation: Cvr, cases: Option<BTreeSet<CaseId>> },
    /// A program of an organisation, by its id, that does what its scopes say.
    Client { id: Uuid, organisation: Cvr, scopes: BTreeSet<Scope> },
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Register a case in one's own organisation.
    Register,
    /// Read what is shared.
    Read,
    /// Read what only owner organisations see: people, revision, history.
    ReadOwn,
    /// Read the internal section.
    ReadInternal,
    /// Edit, attach, change phase, record gains.
    Edit,
    /// Change who may see it.
    ChangeVisibility,
    /// Ask others to own it, take that back, and hand it to a successor.
    ChangeOwners,
    /// Answer for one's organisation whether it will own the case as well.
    AnswerInvitation,
    /// Have one's organisation own the case no more.
    LeaveOwners,
    /// Have a joint owner lead the case instead of one's own organisation.
    OfferLead,
    /// Answer for one's organisation whether it will lead the case.
    AnswerLeadOffer,
    /// Delete the case.
    Delete,
    /// Bring it back.
    Restore,
    /// Say something that others see.
    Comment,
    /// Be told of changes.
    Follow,
    /// Register a case of one's own that builds on this one.
    Reuse,
    /// Ask its owners in private.
    Enquire,
    /// Tell its owners of an error on the record.
    ReportError,
    /// Report what a robot did.
    ReportRuns,
    /// Have a robot report on it.
    AllowRobot,
}

impl Facts {
    /// Whether an organisation owns the case, as lead or jointly.
    pub fn is_owned_by(&self, organisation: Cvr) -> bool {
        self.lead == Some(organisation) || self.joint_owners.contains(&organisation)
    }

    /// The organisations that own it.
    pub fn owners(&self) -> impl Iterator<Item = Cvr> + '_ {
        self.lead.into_iter().chain(self.joint_owners.iter().copied())
    }
}

impl Principal {
    /// Somebody of whom nothing but the organisation is known: what they may read by a role is not
    /// counted on.
    pub fn reader(id: PersonId, organisation: Cvr) -> Self {
        let (roles, units, subjects) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self::Person { id, organisation, roles, units, subjects }
    }

    /// The organisation that the principal answers for, of those who may bind it.
    pub fn answers_for(&self) -> Option<Cvr> {
        self.organisation().filter(|_| self.is_superuser())
    }

    /// The organisation acted for; none for a robot or a client that does not read, which have none
    /// of its rights.
    pub fn organisation(&self) -> Option<Cvr> {
        match self {
            Self::Anonymous | Self::Robot { .. } => None,
            Self::Client { organisation, .. } => self.may_read_at_all().then_some(*organisation),
            Self::Person { organisation, .. } | Self::Job { organisation, .. } => {
                Some(*organisation)
            }
        }
    }

    /// The person, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Anonymous | Self::Job { .. } | Self::Robot { .. } | Self::Client { .. } => None,
        }
    }

    /// Whether the principal is a person of this role, or a job whose token names it.
    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::Person { roles, .. } | Self::Job { roles, .. } => roles.contains(&role),
            Self::Anonymous | Self::Robot { .. } | Self::Client { .. } => false,
        }
    }

    fn is_superuser(&self) -> bool {
        matches!(self, Self::Job { .. }) || self.has(Role::Superuser)
    }

    /// Whether the principal decides for their organisation what of it is counted.
    pub(crate) fn may_consent(&self) -> bool {
        self.is_superuser() || self.has(Role::Administrator)
    }

    pub(crate) fn may_write_for_others(&self) -> bool {
        self.is_superuser() || self.has(Role::Contributor) || self.has(Role::LocalSuperuser)
    }
}

/// Whether the principal may do it.
pub fn decide(principal: &Principal, action: Action, facts: &Facts) -> bool {
    if facts.deleted && !matches!(action, Action::Delete | Action::Restore) {
        return false;
    }
    match action {
        Action::Register => principal.may_register(),
        Action::Read => may_read(principal, facts),
        Action::ReadOwn => {
            principal.organisation().is_some_and(|cvr| facts.is_owned_by(cvr))
                && may_read(principal, facts)
        }
        Action::ReadInternal | Action::Edit => may_edit(principal, facts),
        Action::ChangeVisibility | Action::Delete | Action::Restore => leads(principal, facts),
        // These bind the organisation: a program never does, nor a contact on the case.
        Action::ChangeOwners => leads(principal, facts) && !principal.is_client(),
        Action::AnswerInvitation => {
            principal.is_superuser()
                && principal
                    .organisation()
                    .is_some_and(|cvr| facts.invited.contains(&cvr) || facts.is_owned_by(cvr))
        }
        Action::LeaveOwners => principal.answers_for().is_some_and(|cvr| facts.is_owned_by(cvr)),
        Action::OfferLead => principal.answers_for().is_some_and(|cvr| facts.lead == Some(cvr)),
        Action::AnswerLeadOffer => principal.answers_for().is_some_and(|cvr| {
            facts.is_owned_by(cvr)
                && (facts.lead_offered_to == Some(cvr) || facts.lead == Some(cvr))
        }),
        Action::Reuse => principal.may_register() && may_read(principal, facts),
        Action::Comment | Action::Enquire | Action::ReportError => {
            principal.may_write_for_others() && may_read(principal, facts)
        }
        Action::Follow => principal.person().is_some() && may_read(principal, facts),
        Action::ReportRuns => reports_on(principal, facts),
        Action::AllowRobot => may_edit(principal, facts) || administers_robots(principal, facts),
    }
}

fn leads(principal: &Principal, facts: &Facts) -> bool {
    may_edit(principal, facts)
        && principal.organisation().is_some_and(|cvr| facts.lead == Some(cvr))
}

fn may_read(principal: &Principal, facts: &Facts) -> bool {
    if facts.lead.is_none() || facts.deleted || !principal.may_read_at_all() {
        return false;
    }
    let Some(organisation) = principal.organisation() else {
        return facts.visibility == Visibility::Public;
    };
    let by_visibility = match facts.visibility {
        Visibility::Public | Visibility::Members => true,
        Visibility::Selected => {
            facts.selected.contains(&organisation) || facts.is_owned_by(organisation)
        }
        Visibility::Organisation => facts.is_owned_by(organisation),
        Visibility::Draft => false,
    };
    let invited = principal.is_superuser() && facts.invited.contains(&organisation);
    by_visibility || invited || is_on_case(principal, facts) || leads_for(principal, facts)
}

fn may_edit(principal: &Principal, facts: &Facts) -> bool {
    is_on_case(principal, facts) || leads_for(principal, facts)
}

/// Only on behalf of an owner organisation: whoever leaves for another one leaves the case too.
fn is_on_case(principal: &Principal, facts: &Facts) -> bool {
    principal.person().is_some_and(|person| facts.people.contains(&person))
        && principal.organisation().is_some_and(|cvr| facts.is_owned_by(cvr))
}

/// Superusers of an owner organisation, and local superusers for the cases that their role covers.
fn leads_for(principal: &Principal, facts: &Facts) -> bool {
    let Some(organisation) = principal.organisation() else { return false };
    if principal.edits_all() && facts.is_owned_by(organisation) {
        return true;
    }
    local::leads(principal, facts)
}
