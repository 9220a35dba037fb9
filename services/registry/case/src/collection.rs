//! Named groups of cases. A collection never writes into a case: it names it, and the case's lead has
//! agreed. Who may do what with one is what they may do with a case of the same owners and visibility.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{
    CaseId, CollectionAbout, CollectionId, CollectionInternal, CollectionKind, CollectionMembers,
    CollectionView, Contact, Cvr, FieldRule, PersonId, Refusal, RefusalCode, Visibility,
};

use crate::access::{Action, Facts, Principal, decide, permit};
use crate::describe;
use crate::event::Event;
use crate::fields::Problems;

mod owners;

/// Cases that a collection names, with those that it asks for: it is kept and folded whole.
const CASES_LIMIT: usize = 500;

/// One collection, as the fold of its stream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Collection {
    /// None before it is started.
    pub id: Option<CollectionId>,
    /// Number of events folded: the stream's version.
    pub revision: u64,
    pub kind: CollectionKind,
    pub lead: Option<Cvr>,
    pub joint_owners: BTreeSet<Cvr>,
    /// Organisations that have not answered whether they will own it as well.
    pub invited: BTreeSet<Cvr>,
    /// Who started it, and may edit it as long as they are of an owner.
    pub starter: Option<PersonId>,
    pub visibility: Visibility,
    pub about: CollectionAbout,
    pub contact: Contact,
    /// Those that are in it.
    pub cases: BTreeSet<CaseId>,
    /// Those that it asks for.
    pub asked: BTreeMap<CaseId, Asker>,
    /// It is no more.
    pub dissolved: bool,
}

/// Who asked for a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Asker {
    pub person: Option<PersonId>,
    pub organisation: Option<Cvr>,
}

/// What can be asked of a collection. The organisation that is acted for is the principal's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CollectionCommand {
    Start {
        kind: CollectionKind,
        about: Box<CollectionAbout>,
        contact: Contact,
        visibility: Visibility,
    },
    Describe {
        about: Box<CollectionAbout>,
        contact: Contact,
    },
    Share {
        visibility: Visibility,
    },
    InviteOwner {
        organisation: Cvr,
    },
    WithdrawInvitation {
        organisation: Cvr,
    },
    AcceptInvitation,
    DeclineInvitation,
    Leave,
    /// Puts a case in, or asks for it.
    Add {
        case: CaseId,
    },
    /// Answers for a case that is asked for.
    Answer {
        case: CaseId,
        consent: bool,
    },
    TakeOut {
        case: CaseId,
    },
    Dissolve,
}

impl CollectionCommand {
    /// The case that it is about.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Self::Add { case } | Self::Answer { case, .. } | Self::TakeOut { case } => Some(*case),
            _ => None,
        }
    }
}

impl Collection {
    /// What access is decided on, as of a case.
    pub fn facts(&self) -> Facts {
        Facts {
            lead: self.lead,
            joint_owners: self.joint_owners.clone(),
            invited: self.invited.clone(),
            people: self.starter.into_iter().collect(),
            visibility: self.visibility,
            deleted: self.dissolved,
            ..Facts::default()
        }
    }

    /// Folds one event, which somebody made happen. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event, by: Asker) {
        self.revision += 1;
        match event {
            Event::CollectionStarted {
                collection,
                kind,
                lead,
                starter,
                about,
                contact,
                visibility,
            } => {
                self.id = Some(*collection);
                (self.kind, self.lead, self.starter) = (*kind, Some(*lead), *starter);
                self.describe(about, contact);
                self.visibility = *visibility;
            }
            Event::CollectionDescribed { about, contact } => self.describe(about, contact),
            Event::CollectionVisibilityChanged { visibility } => self.visibility = *visibility,
            Event::CollectionOwnerInvited { organisation } => {
                self.invited.insert(*organisation);
            }
            Event::CollectionInvitationWithdrawn { organisation }
            | Event::CollectionInvitationDeclined { organisation } => {
                self.invited.remove(organisation);
            }
            Event::CollectionOwnerAccepted { organisation } => {
                self.invited.remove(organisation);
                self.joint_owners.insert(*organisation);
            }
            Event::CollectionOwnerLeft { organisation } => {
                self.joint_owners.remove(organisation);
            }
            Event::ConsentAsked { case } => {
                self.asked.insert(*case, by);
            }
            Event::CaseCollected { case } => {
                self.asked.remove(case);
                self.cases.insert(*case);
            }
            Event::ConsentDeclined { case } | Event::CaseTakenOut { case } => {
                self.asked.remove(case);
                self.cases.remove(case);
            }
            Event::CollectionDissolved {} => {
                self.dissolved = true;
                self.cases.clear();
                self.asked.clear();
            }
            _ => {}
        }
    }

    fn describe(&mut self, about: &CollectionAbout, contact: &Contact) {
        self.about.clone_from(about);
        self.contact.clone_from(contact);
    }

    /// Decides a command about the collection `id`, which this is the fold of. `case` is what access
    /// to the case is decided on that the command names; of one that there is not, the default.
    pub fn decide(
        &self,
        id: CollectionId,
        principal: &Principal,
        command: &CollectionCommand,
        case: &Facts,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            CollectionCommand::Start { kind, about, contact, visibility } => {
                self.start(id, principal, *kind, (about, contact, *visibility))
            }
            CollectionCommand::Describe { about, contact } => {
                self.permitted(principal, Action::Edit)?;
                let about = checked(about, contact)?;
                if (&about, contact) == (&self.about, &self.contact) {
                    return Ok(Vec::new());
                }
                let (about, contact) = (Box::new(about), contact.clone());
                Ok(vec![Event::CollectionDescribed { about, contact }])
            }
            CollectionCommand::Share { visibility } => {
                self.permitted(principal, Action::ChangeVisibility)?;
                check_visibility(*visibility)?;
                let visibility = *visibility;
                let changed = Event::CollectionVisibilityChanged { visibility };
                Ok(event_if(visibility != self.visibility, changed))
            }
            CollectionCommand::Add { case: added } => self.add(principal, *added, case),
            CollectionCommand::Answer { case: about, consent } => {
                permit(principal, Action::ChangeVisibility, case)?;
                self.answer(*about, *consent)
            }
            CollectionCommand::TakeOut { case: out } => {
                if !decide(principal, Action::ChangeVisibility, case) {
                    self.permitted(principal, Action::Edit)?;
                }
                let there = self.cases.contains(out) || self.asked.contains_key(out);
                Ok(event_if(there, Event::CaseTakenOut { case: *out }))
            }
            CollectionCommand::Dissolve => {
                self.permitted(principal, Action::Delete)?;
                Ok(vec![Event::CollectionDissolved {}])
            }
            _ => self.change_owners(principal, command),
        }
    }

    fn start(
        &self,
        collection: CollectionId,
        principal: &Principal,
        kind: CollectionKind,
        (about, contact, visibility): (&CollectionAbout, &Contact, Visibility),
    ) -> Result<Vec<Event>, Refusal> {
        permit(principal, Action::Register, &Facts::default())?;
        let lead = principal.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        let about = checked(about, contact)?;
        check_visibility(visibility)?;
        if self.id.is_some() {
            return Err(Refusal::of(RefusalCode::CollectionExists));
        }
        Ok(vec![Event::CollectionStarted {
            collection,
            kind,
            lead,
            starter: principal.person(),
            about: Box::new(about),
            contact: contact.clone(),
            visibility,
        }])
    }

    /// Who may share a case puts it in; everybody else asks those.
    fn add(
        &self,
        principal: &Principal,
        added: CaseId,
        case: &Facts,
    ) -> Result<Vec<Event>, Refusal> {
        self.permitted(principal, Action::Edit)?;
        permit(principal, Action::Read, case)?;
        let own = self.lead.is_some_and(|lead| case.is_owned_by(lead));
        if self.kind == CollectionKind::Own && !own {
            return Err(Refusal::of(RefusalCode::CollectionIsOwn));
        }
        if self.cases.contains(&added) {
            return Ok(Vec::new());
        }
        let is_asked = self.asked.contains_key(&added);
        if !is_asked && self.cases.len() + self.asked.len() >= CASES_LIMIT {
            let mut problems = Problems::of("");
            problems.add("cases", FieldRule::TooMany, i64::try_from(CASES_LIMIT).ok());
            problems.refuse()?;
        }
        if decide(principal, Action::ChangeVisibility, case) {
            return Ok(vec![Event::CaseCollected { case: added }]);
        }
        Ok(event_if(!is_asked, Event::ConsentAsked { case: added }))
    }

    fn answer(&self, case: CaseId, consent: bool) -> Result<Vec<Event>, Refusal> {
        if consent && self.cases.contains(&case) {
            return Ok(Vec::new());
        }
        if !self.asked.contains_key(&case) {
            return Err(Refusal::of(RefusalCode::ConsentUnknown));
        }
        let event =
            if consent { Event::CaseCollected { case } } else { Event::ConsentDeclined { case } };
        Ok(vec![event])
    }

    /// A foreign private collection and a missing one are refused alike.
    fn permitted(&self, principal: &Principal, action: Action) -> Result<(), Refusal> {
        permit(principal, action, &self.facts()).map_err(|refusal| match refusal.code {
            RefusalCode::CaseUnknown => Refusal::of(RefusalCode::CollectionUnknown),
            _ => refusal,
        })
    }

    /// The collection as a reader sees it; none before it is started. Who may read it is asked first.
    pub fn view(&self, reader: &Principal) -> Option<CollectionView> {
        let facts = self.facts();
        let may = |action| decide(reader, action, &facts);
        let asked = reader.organisation().is_some_and(|cvr| self.invited.contains(&cvr));
        let signed_in = *reader != Principal::Anonymous;
        Some(CollectionView {
            id: self.id?,
            kind: self.kind,
            lead: self.lead?,
            joint_owners: self.joint_owners.iter().copied().collect(),
            about: self.about.clone(),
            members: signed_in.then(|| CollectionMembers {
                contact: self.contact.clone(),
                visibility: self.visibility,
                invited: asked && may(Action::AnswerInvitation),
            }),
            internal: may(Action::ReadOwn).then(|| CollectionInternal {
                revision: self.revision,
                invited: self.invited.iter().copied().collect(),
                can_edit: may(Action::Edit),
                can_change_owners: may(Action::ChangeOwners),
            }),
        })
    }
}

fn event_if(happens: bool, event: Event) -> Vec<Event> {
    happens.then_some(event).into_iter().collect()
}

/// What it is about, with its limits held and trimmed.
fn checked(about: &CollectionAbout, contact: &Contact) -> Result<CollectionAbout, Refusal> {
    let about = CollectionAbout {
        title: about.title.trim().to_owned(),
        summary: about.summary.trim().to_owned(),
        ..about.clone()
    };
    let mut problems = Problems::of("about");
    describe::check_headline(&mut problems, &about.title, &about.summary);
    problems.text("description", about.description.as_deref());
    problems.entries("subjectAreas", about.subject_areas.len());
    describe::check_numbers(&mut problems, &about.kle, &about.form);
    problems.refuse()?;
    let mut problems = Problems::of("contact");
    describe::check_contact(&mut problems, contact);
    problems.refuse().map(|()| about)
}

/// It has no people of its own to be a draft for, and names no organisations but its owners.
fn check_visibility(visibility: Visibility) -> Result<(), Refusal> {
    let mut problems = Problems::of("visibility");
    if matches!(visibility, Visibility::Draft | Visibility::Selected) {
        problems.add("", FieldRule::NotAllowed, None);
    }
    problems.refuse()
}
