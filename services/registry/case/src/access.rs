//! Who may do what: the one place (domain, section 3).
//!
//! [`decide`] spells the rules out. [`Facts::keys`] and [`Principal::keys`] say the same for
//! reading as two sets of keys that meet exactly when reading is allowed; the filters of SQL and of
//! search are made of them. Property tests hold the two against each other.

mod clients;
mod error_reports;
mod permit;
mod robots;
mod shared;
mod sides;

use std::collections::BTreeSet;

use uuid::Uuid;
use vocabulary::{CaseId, Cvr, PersonId, Visibility};

pub use self::clients::Scope;
pub use self::error_reports::error_side;
pub use self::permit::permit;
use self::robots::{administers_robots, reports_on};
pub use self::sides::{Side, imports_of, side};

/// How the key of an invited organisation begins.
const INVITED: &str = "invited:";
/// How the keys of a deleted case begin.
const DELETED: &str = "deleted:";

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
    /// Somebody signed in; `units` hold sub-units too.
    Person { id: PersonId, organisation: Cvr, roles: BTreeSet<Role>, units: BTreeSet<String> },
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

    /// The keys that open the case for reading; none while it is deleted.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        if self.deleted {
            return keys;
        }
        match self.visibility {
            Visibility::Public => keys.extend(["public".to_owned(), "members".to_owned()]),
            Visibility::Members => keys.extend(["members".to_owned()]),
            Visibility::Selected => {
                keys.extend(self.selected.iter().map(|cvr| format!("selected:{cvr}")));
            }
            Visibility::Organisation | Visibility::Draft => {}
        }
        if self.visibility >= Visibility::Organisation {
            keys.extend(self.owners().map(|cvr| format!("owner:{cvr}")));
        }
        keys.extend(self.owners().map(|cvr| format!("superuser:{cvr}")));
        keys.extend(self.invited.iter().map(|cvr| format!("{INVITED}{cvr}")));
        for cvr in self.owners() {
            keys.extend(self.people.iter().map(|person| format!("person:{cvr}:{person}")));
        }
        if let Some(lead) = self.lead {
            keys.extend(self.units.iter().map(|unit| format!("unit:{lead}:{unit}")));
        }
        keys
    }

    /// The keys by which the case counts in statistics: an invitation is to read and decide, and
    /// the case is none of the invited's until they accept.
    pub fn statistics_keys(&self) -> BTreeSet<String> {
        self.keys().into_iter().filter(|key| !key.starts_with(INVITED)).collect()
    }

    /// The keys by which those who may restore a deleted case find it; none of any other case.
    pub fn deleted_keys(&self) -> BTreeSet<String> {
        if !self.deleted {
            return BTreeSet::new();
        }
        let there = Self { deleted: false, ..self.clone() };
        of_deleted(there.lead_keys())
    }

    /// The keys of the lead organisation, which nobody takes away from it but itself.
    pub fn lead_keys(&self) -> BTreeSet<String> {
        let Some(lead) = self.lead else { return BTreeSet::new() };
        let lead = lead.to_string();
        self.keys().into_iter().filter(|key| key.split(':').nth(1) == Some(&lead)).collect()
    }
}

impl Principal {
    /// Somebody of whom nothing but the organisation is known: what they may read by a role is not
    /// counted on.
    pub fn reader(id: PersonId, organisation: Cvr) -> Self {
        Self::Person { id, organisation, roles: BTreeSet::new(), units: BTreeSet::new() }
    }

    /// The keys that the principal holds.
    pub fn keys(&self) -> BTreeSet<String> {
        if !self.may_read_at_all() {
            return BTreeSet::new();
        }
        let mut keys = BTreeSet::from(["public".to_owned()]);
        if let Some(organisation) = self.organisation() {
            keys.extend([
                "members".to_owned(),
                format!("owner:{organisation}"),
                format!("selected:{organisation}"),
            ]);
            if self.edits_all() {
                keys.insert(format!("superuser:{organisation}"));
            }
            keys.extend(self.invitation_key());
        }
        keys.extend(self.own_key());
        if let Self::Person { organisation, units, .. } = self
            && self.has(Role::LocalSuperuser)
        {
            keys.extend(units.iter().map(|unit| format!("unit:{organisation}:{unit}")));
        }
        keys
    }

    /// The keys to deleted cases that the principal may restore.
    pub fn deleted_keys(&self) -> BTreeSet<String> {
        of_deleted(self.keys())
    }

    /// The key to cases of the principal's organisation that the person is on.
    pub fn own_key(&self) -> Option<String> {
        let Self::Person { id, organisation, .. } = self else { return None };
        Some(format!("person:{organisation}:{id}"))
    }

    /// The keys to cases that the principal may edit. Those that its organisation leads it may share.
    pub fn edit_keys(&self) -> BTreeSet<String> {
        of_editors(self.keys()).collect()
    }

    /// The key to cases that the principal's organisation is invited to own, of those who may
    /// answer for it.
    pub fn invitation_key(&self) -> Option<String> {
        self.answers_for().map(|organisation| format!("{INVITED}{organisation}"))
    }

    /// The organisation that the principal answers for, of those who may bind it.
    pub fn answers_for(&self) -> Option<Cvr> {
        self.organisation().filter(|_| self.is_superuser())
    }

    /// The keys that statistics are counted over: a coordinator counts what is shared with all
    /// members or the public, everybody else what they may read.
    pub fn statistics_keys(&self) -> BTreeSet<String> {
        if self.has(Role::Coordinator) {
            return BTreeSet::from(["public".to_owned(), "members".to_owned()]);
        }
        self.keys().into_iter().filter(|key| !key.starts_with(INVITED)).collect()
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

/// Of some keys those of who may edit.
fn of_editors(keys: BTreeSet<String>) -> impl Iterator<Item = String> {
    let edits =
        |key: &String| ["superuser:", "person:", "unit:"].iter().any(|kind| key.starts_with(kind));
    keys.into_iter().filter(edits)
}

/// The same, as they are for a deleted case.
fn of_deleted(keys: BTreeSet<String>) -> BTreeSet<String> {
    of_editors(keys).map(|key| format!("{DELETED}{key}")).collect()
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

/// Superusers of an owner organisation, and local superusers for their units' cases.
fn leads_for(principal: &Principal, facts: &Facts) -> bool {
    let Some(organisation) = principal.organisation() else { return false };
    if principal.edits_all() && facts.is_owned_by(organisation) {
        return true;
    }
    match principal {
        Principal::Person { units, .. } if principal.has(Role::LocalSuperuser) => {
            facts.lead == Some(organisation) && !units.is_disjoint(&facts.units)
        }
        _ => false,
    }
}
