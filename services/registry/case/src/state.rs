//! A case as the fold of its events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vocabulary::{
    Attachment, AttachmentId, Basics, BlobId, CaseId, Contact, Cvr, ExternalKey, Gain,
    GainDefinition, GainId, Implementation, Internal, Links, Measurement, MeasurementId, Operation,
    PersonId, PersonRole, Phase, RecordedMeasurement, Resources, Reuse, ReuseDegree, ReuseId,
    Section, Spread, Status, Story, Suitability, Value, Visibility, Workload,
};

use crate::access::Facts;
use crate::event::{Event, of_other_streams};
use crate::freshness;
use crate::import_case::LastImport;

/// A case. Before its first event it is [`Case::default`], which [`Case::id`] tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Case {
    /// None before it is registered.
    pub id: Option<CaseId>,
    /// Number of events folded: the stream's version.
    pub revision: u64,
    /// How many times the shared record changed since it was shared; 0 when it never was.
    pub edition: u32,
    pub lead: Option<Cvr>,
    pub joint_owners: BTreeSet<Cvr>,
    /// Organisations that have not answered whether they will own it as well.
    pub invited: BTreeSet<Cvr>,
    /// The joint owner that is asked to lead it instead.
    pub lead_offered_to: Option<Cvr>,
    pub people: BTreeMap<PersonId, BTreeSet<PersonRole>>,
    /// Where those of the people belong who are of a joint owner; all others are of the lead.
    pub people_of: BTreeMap<PersonId, Cvr>,
    pub visibility: Visibility,
    pub selected: BTreeSet<Cvr>,
    pub phase: Phase,
    pub status: Status,
    pub status_reason: Option<String>,
    pub basics: Basics,
    pub story: Story,
    pub workload: Workload,
    pub suitability: Suitability,
    pub implementation: Implementation,
    pub operation: Operation,
    pub value: Value,
    pub spread: Spread,
    pub resources: Resources,
    pub contact: Contact,
    pub links: Links,
    pub internal: Internal,
    /// In the order they were added.
    pub attachments: Vec<Attachment>,
    /// Where their bytes are.
    pub blobs: BTreeMap<AttachmentId, BlobId>,
    /// Files that are gone, with where their bytes were; their ids stay taken.
    pub removed_attachments: BTreeMap<AttachmentId, BlobId>,
    /// In the order they were defined.
    pub gains: Vec<Gain>,
    /// Withdrawn gains keep their ids taken.
    pub withdrawn_gains: BTreeSet<GainId>,
    /// In the order they were declared.
    pub reuses: Vec<Reuse>,
    pub registered_at: DateTime<Utc>,
    /// When it came to its phase.
    pub phase_since: DateTime<Utc>,
    /// When it first came into operation; none of a case that never did.
    pub operated_at: Option<DateTime<Utc>>,
    /// When somebody last confirmed that it is current.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When anything last changed.
    pub changed_at: DateTime<Utc>,
    /// When the shared record last changed.
    pub shared_changed_at: DateTime<Utc>,
    /// When anybody outside the owner organisations could first read it.
    pub shared_at: Option<DateTime<Utc>>,
    /// What it is called where it was imported from.
    pub external_key: Option<ExternalKey>,
    /// The last import that changed it.
    pub imported: Option<LastImport>,
    /// None unless it is deleted.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Why it is deleted.
    pub deletion_reason: Option<String>,
}

impl Case {
    /// The fold of a history.
    pub fn fold<'a>(events: impl IntoIterator<Item = (&'a Event, DateTime<Utc>)>) -> Self {
        let mut case = Self::default();
        for (event, at) in events {
            case.evolve(event, at);
        }
        case
    }

    /// Whether it has been registered.
    pub fn exists(&self) -> bool {
        self.id.is_some()
    }

    /// What access is decided on.
    pub fn facts(&self) -> Facts {
        Facts {
            id: self.id,
            lead: self.lead,
            joint_owners: self.joint_owners.clone(),
            invited: self.invited.clone(),
            lead_offered_to: self.lead_offered_to,
            people: self.people.keys().copied().collect(),
            units: self.internal.departments.iter().cloned().collect(),
            // What was stored before numbers were checked is no number, and gives nobody anything.
            subjects: self.basics.kle.iter().filter_map(|kle| kle.parse().ok()).collect(),
            visibility: self.visibility,
            selected: self.selected.clone(),
            deleted: self.deleted_at.is_some(),
        }
    }

    /// Folds one event, which happened at a time. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event, at: DateTime<Utc>) {
        let was = (self.visibility, self.edition);
        self.apply(event, at);
        self.revision += 1;
        self.changed_at = at;
        let only_selection_changed =
            matches!(event, Event::VisibilityChanged { .. }) && was.0 == self.visibility;
        if event.changes_shared_record() && !only_selection_changed {
            self.shared_changed_at = at;
            if self.visibility.is_shared() {
                self.edition = was.1 + 1;
                self.shared_at.get_or_insert(at);
            }
        }
    }

    fn apply(&mut self, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::CaseRegistered { .. } => self.begin(event, at),
            Event::CaseDescribed { section } => self.describe((**section).clone()),
            Event::PhaseChanged { .. }
            | Event::StatusChanged { .. }
            | Event::VisibilityChanged { .. } => self.change_standing(event, at),
            Event::PersonAssigned { person, role, organisation } => {
                self.assign(*person, *role, *organisation);
            }
            Event::PersonUnassigned { person, role } => self.unassign(*person, *role),
            Event::GainDefined { .. }
            | Event::GainMeasured { .. }
            | Event::GainWithdrawn { .. } => self.change_gains(event),
            Event::ReuseDeclared { .. }
            | Event::ReuseProgressed { .. }
            | Event::ReuseEnded { .. } => self.change_reuses(event, at),
            Event::JointOwnerInvited { .. }
            | Event::InvitationWithdrawn { .. }
            | Event::InvitationDeclined { .. }
            | Event::JointOwnerAccepted { .. }
            | Event::JointOwnerLeft { .. } => self.change_owners(event),
            Event::LeadOffered { .. }
            | Event::LeadOfferWithdrawn {}
            | Event::LeadOfferDeclined {}
            | Event::LeadAccepted { .. }
            | Event::LeadHandedOver { .. } => self.change_lead(event),
            Event::AttachmentAdded { .. }
            | Event::AttachmentSharingChanged { .. }
            | Event::AttachmentRemoved { .. } => self.change_attachments(event, at),
            Event::CaseDeleted { reason } => self.delete(Some((at, reason.clone()))),
            Event::CaseConfirmedCurrent {} => self.confirmed_at = Some(at),
            Event::LegalBasisVerified {} => self.verify_legal_basis(at),
            Event::CaseRestored {} => self.delete(None),
            Event::CaseImported { .. } | Event::CaseImportUndone { .. } => self.note_import(event),
            of_other_streams!() => {}
        }
    }

    fn begin(&mut self, event: &Event, at: DateTime<Utc>) {
        if let Event::CaseRegistered { case, lead, people, basics, visibility } = event {
            self.id = Some(*case);
            self.lead = Some(*lead);
            self.basics = (**basics).clone();
            self.visibility = *visibility;
            self.registered_at = at;
            self.phase_since = at;
            self.people.clone_from(people);
        }
    }

    fn change_standing(&mut self, event: &Event, at: DateTime<Utc>) {
        if let Event::PhaseChanged { to, .. } = event {
            self.come_to(*to, at);
        }
        if let Event::StatusChanged { status, reason } = event {
            self.status = *status;
            self.status_reason.clone_from(reason);
        }
        if let Event::VisibilityChanged { visibility, selected } = event {
            self.visibility = *visibility;
            self.selected = selected.iter().copied().collect();
        }
    }

    fn come_to(&mut self, phase: Phase, at: DateTime<Utc>) {
        self.phase = phase;
        self.phase_since = at;
        if phase == Phase::Operation {
            self.operated_at.get_or_insert(at);
        }
    }

    fn change_gains(&mut self, event: &Event) {
        match event {
            Event::GainDefined { gain, definition } => self.define(*gain, (**definition).clone()),
            Event::GainMeasured { gain, measurement, measured } => {
                self.measure(*gain, *measurement, (**measured).clone());
            }
            Event::GainWithdrawn { gain, .. } => {
                self.gains.retain(|known| known.id != *gain);
                self.withdrawn_gains.insert(*gain);
            }
            _ => {}
        }
    }

    fn change_reuses(&mut self, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::ReuseDeclared { reuse: id, source, degree } => {
                let (source, degree) = (source.clone(), *degree);
                self.reuses.push(Reuse { id: *id, source, degree, reason: None, declared_at: at });
            }
            Event::ReuseProgressed { reuse, degree, reason } => {
                self.set_reuse(*reuse, *degree, reason.clone());
            }
            Event::ReuseEnded { reuse, reason } => {
                self.set_reuse(*reuse, ReuseDegree::Stopped, Some(reason.clone()));
            }
            _ => {}
        }
    }

    fn note_import(&mut self, event: &Event) {
        if let Event::CaseImported { import, key, before, restored } = event {
            self.external_key = key.clone().or(self.external_key.take());
            let after = self.revision + 1;
            let (import, before, restored) = (*import, *before, *restored);
            self.imported = Some(LastImport { import, before, after, restored, undone: false });
        } else if let (Event::CaseImportUndone { .. }, Some(last)) = (event, &mut self.imported) {
            last.undone = true;
        }
    }

    fn verify_legal_basis(&mut self, at: DateTime<Utc>) {
        self.operation.legal_basis_verified_on = Some(freshness::day(at));
    }

    fn describe(&mut self, section: Section) {
        match section {
            Section::Basics(section) => self.basics = section,
            Section::Story(section) => self.story = section,
            Section::Workload(section) => self.workload = section,
            Section::Suitability(section) => self.suitability = section,
            Section::Implementation(section) => self.implementation = section,
            Section::Operation(section) => self.operation = section,
            Section::Value(section) => self.value = section,
            Section::Spread(section) => self.spread = section,
            Section::Resources(section) => self.resources = section,
            Section::Contact(section) => self.contact = section,
            Section::Links(section) => self.links = section,
            Section::Internal(section) => self.internal = section,
        }
    }

    fn assign(&mut self, person: PersonId, role: PersonRole, organisation: Option<Cvr>) {
        self.people.entry(person).or_default().insert(role);
        match organisation.filter(|cvr| self.lead != Some(*cvr)) {
            Some(joint_owner) => self.people_of.insert(person, joint_owner),
            None => self.people_of.remove(&person),
        };
    }

    fn change_owners(&mut self, event: &Event) {
        if let Event::JointOwnerInvited { organisation } = event {
            self.invited.insert(*organisation);
        }
        if let Event::InvitationWithdrawn { organisation }
        | Event::InvitationDeclined { organisation }
        | Event::JointOwnerAccepted { organisation } = event
        {
            self.invited.remove(organisation);
        }
        if let Event::JointOwnerAccepted { organisation } = event {
            self.joint_owners.insert(*organisation);
        }
        if let Event::JointOwnerLeft { organisation } = event {
            self.joint_owners.remove(organisation);
            self.lead_offered_to.take_if(|offered| offered == organisation);
        }
    }

    fn delete(&mut self, deletion: Option<(DateTime<Utc>, String)>) {
        (self.deleted_at, self.deletion_reason) = deletion.unzip();
    }

    fn define(&mut self, id: GainId, definition: GainDefinition) {
        self.gains.push(Gain { id, definition, measurements: Vec::new() });
    }

    fn unassign(&mut self, person: PersonId, role: PersonRole) {
        if let Some(roles) = self.people.get_mut(&person) {
            roles.remove(&role);
            if roles.is_empty() {
                self.people.remove(&person);
                self.people_of.remove(&person);
            }
        }
    }

    fn measure(&mut self, gain: GainId, id: MeasurementId, measurement: Measurement) {
        if let Some(gain) = self.gains.iter_mut().find(|known| known.id == gain) {
            gain.measurements.push(RecordedMeasurement { id, measurement });
        }
    }

    fn set_reuse(&mut self, id: ReuseId, degree: ReuseDegree, reason: Option<String>) {
        if let Some(reuse) = self.reuses.iter_mut().find(|known| known.id == id) {
            reuse.degree = degree;
            reuse.reason = reason;
        }
    }
}
