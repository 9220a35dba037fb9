//! The records that readers are answered, made of a case.

use vocabulary::{
    Attachment, CaseVersion, DeletedCase, Implementation, Internal, InternalRecord, LeadOffer,
    Links, MembersRecord, OpenErrorReports, Operation, PersonOnCase, PublicRecord, Resources,
    Reuse, ReuseSource, Spread, Story, Suitability, Value,
};

use crate::access::{Action, Facts, Principal, decide};
use crate::completeness::completeness;
use crate::state::Case;

impl Case {
    /// What everybody who may read the case sees. `may_see` says which sources of reuse the reader
    /// may know of. None before the case is registered.
    pub fn public_record(
        &self,
        may_see: impl Fn(vocabulary::CaseId) -> bool,
    ) -> Option<PublicRecord> {
        let shown = |reuse: &Reuse| match &reuse.source {
            ReuseSource::Case { case, .. } if !may_see(*case) => {
                Reuse { source: ReuseSource::Hidden, ..reuse.clone() }
            }
            _ => reuse.clone(),
        };
        Some(PublicRecord {
            story: self.story.clone(),
            suitability: self.suitability.clone(),
            implementation: self.implementation.clone(),
            operation: self.operation.clone(),
            value: self.value.clone(),
            spread: self.spread.clone(),
            resources: self.resources.clone(),
            links: self.links.clone(),
            attachments: self.attachments.iter().filter_map(Attachment::shared).collect(),
            gains: self.gains.clone(),
            reuses: self.reuses.iter().map(shown).collect(),
            ..self.brief_record()?
        })
    }

    /// The public record without what is long: as if no section but basics and workload said
    /// anything. None before the case is registered.
    pub fn brief_record(&self) -> Option<PublicRecord> {
        Some(PublicRecord {
            id: self.id?,
            lead: self.lead?,
            joint_owners: self.joint_owners.iter().copied().collect(),
            edition: self.edition,
            predecessor_id: self
                .external_key
                .as_ref()
                .and_then(|key| key.predecessor_id().map(str::to_owned)),
            changed_at: self.shared_changed_at,
            phase: self.phase,
            status: self.status,
            status_reason: self.status_reason.clone(),
            review_on: self.review_on(),
            basics: self.basics.clone(),
            workload: self.workload.clone(),
            story: Story::default(),
            suitability: Suitability::default(),
            implementation: Implementation::default(),
            operation: Operation::default(),
            value: Value::default(),
            spread: Spread::default(),
            resources: Resources::default(),
            links: Links::default(),
            attachments: Vec::new(),
            gains: Vec::new(),
            reuses: Vec::new(),
        })
    }

    /// What those who may restore it are told of a deleted case; none of any other.
    pub fn deleted_record(&self) -> Option<DeletedCase> {
        Some(DeletedCase {
            id: self.id?,
            lead: self.lead?,
            title: self.basics.title.clone(),
            deleted_at: self.deleted_at?,
            reason: self.deletion_reason.clone().unwrap_or_default(),
            revision: self.revision,
        })
    }

    /// The case as it was in an earlier version, which this is the fold of; `now` is what access is
    /// decided on, as it is today. None for readers who are of no owner organisation now.
    pub fn version(
        &self,
        reader: &Principal,
        now: &Facts,
        may_see: impl Fn(vocabulary::CaseId) -> bool,
    ) -> Option<CaseVersion> {
        if !decide(reader, Action::ReadOwn, now) {
            return None;
        }
        Some(CaseVersion {
            revision: self.revision,
            at: self.changed_at,
            public: self.public_record(may_see)?,
            contact: self.contact.clone(),
            visibility: self.visibility,
            selected: self.selected.iter().copied().collect(),
            people: self.people_on_case(),
            notes: decide(reader, Action::ReadInternal, now).then(|| self.internal.clone()),
        })
    }

    fn people_on_case(&self) -> Vec<PersonOnCase> {
        let people = self.people.iter().map(|(person, roles)| PersonOnCase {
            person: *person,
            roles: roles.iter().copied().collect(),
        });
        people.collect()
    }

    /// What those signed in see besides.
    pub fn members_record(
        &self,
        reader: &Principal,
        comments: u32,
        (followed, bookmarked): (bool, bool),
    ) -> MembersRecord {
        let asked = reader.organisation().is_some_and(|cvr| self.invited.contains(&cvr));
        MembersRecord {
            invited: asked && decide(reader, Action::AnswerInvitation, &self.facts()),
            contact: self.contact.clone(),
            organisation_contact: None,
            visibility: self.visibility,
            comments,
            followed,
            bookmarked,
        }
    }

    /// What readers of an owner organisation see besides; none for anybody else.
    pub fn internal_record(&self, reader: &Principal) -> Option<InternalRecord> {
        let facts = self.facts();
        if !decide(reader, Action::ReadOwn, &facts) {
            return None;
        }
        let notes: Option<Internal> =
            decide(reader, Action::ReadInternal, &facts).then(|| self.internal.clone());
        let offered = reader.organisation().filter(|cvr| self.lead_offered_to == Some(*cvr));
        Some(InternalRecord {
            revision: self.revision,
            changed_at: self.changed_at,
            registered_at: self.registered_at,
            external_key: self.external_key.clone(),
            selected: self.selected.iter().copied().collect(),
            invited: self.invited.iter().copied().collect(),
            lead_offer: LeadOffer {
                to: self.lead_offered_to,
                can_make: decide(reader, Action::OfferLead, &facts),
                can_answer: offered.is_some() && decide(reader, Action::AnswerLeadOffer, &facts),
            },
            legal_basis_check_on: self.legal_basis_check_on(),
            people: self.people_on_case(),
            attachments: self.attachments.clone(),
            completeness: completeness(self),
            error_reports: OpenErrorReports::default(),
            can_edit: decide(reader, Action::Edit, &facts),
            can_change_owners: decide(reader, Action::ChangeOwners, &facts),
            notes,
        })
    }
}
