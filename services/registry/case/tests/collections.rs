//! Collections: who puts which cases in, who owns them, and who may know of them.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use case::Event;
use case::access::{Facts, Principal, Role};
use case::collection::{Asker, Collection, CollectionCommand as Command};
use uuid::Uuid;
use vocabulary::{
    CaseId, CollectionAbout, CollectionId, CollectionKind, Contact, Cvr, FieldRule, PersonId,
    RefusalCode, Visibility,
};

const ID: CollectionId = CollectionId(Uuid::from_u128(70));
const CASE: CaseId = CaseId(Uuid::from_u128(1));

fn cvr(number: &str) -> Cvr {
    number.parse().unwrap()
}

fn randers() -> Cvr {
    cvr("29189668")
}

fn syddjurs() -> Cvr {
    cvr("29189978")
}

fn person(id: u128, organisation: Cvr, roles: &[Role]) -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(id)),
        organisation,
        roles: roles.iter().copied().collect(),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

fn starter() -> Principal {
    person(1, randers(), &[Role::Contributor])
}

fn superuser(organisation: Cvr) -> Principal {
    person(2, organisation, &[Role::Superuser])
}

/// A case of an organisation, with its person on it.
fn case(lead: Cvr, person: u128, visibility: Visibility) -> Facts {
    let people = BTreeSet::from([PersonId(Uuid::from_u128(person))]);
    Facts { lead: Some(lead), people, visibility, ..Facts::default() }
}

fn about(title: &str) -> Box<CollectionAbout> {
    let summary = "Robotter der godkender".to_owned();
    Box::new(CollectionAbout { title: title.to_owned(), summary, ..CollectionAbout::default() })
}

fn start(kind: CollectionKind, visibility: Visibility) -> Command {
    Command::Start { kind, about: about("Fakturaer"), contact: Contact::default(), visibility }
}

#[derive(Default, Clone)]
struct Given(Collection);

impl Given {
    fn started(kind: CollectionKind) -> Self {
        Self::default().and(&starter(), &start(kind, Visibility::Organisation), &Facts::default())
    }

    fn tried(
        &self,
        by: &Principal,
        command: &Command,
        case: &Facts,
    ) -> Result<Vec<Event>, RefusalCode> {
        self.0.decide(ID, by, command, case).map_err(|refusal| refusal.code)
    }

    fn and(mut self, by: &Principal, command: &Command, case: &Facts) -> Self {
        for event in self.tried(by, command, case).unwrap() {
            let by = Asker { person: by.person(), organisation: by.organisation() };
            self.0.evolve(&event, by);
        }
        self
    }
}

const ADD: Command = Command::Add { case: CASE };

#[test]
fn who_may_share_a_case_puts_it_in_and_others_ask_first() {
    let shared = Given::started(CollectionKind::Shared);
    let foreign = case(syddjurs(), 9, Visibility::Members);
    let own = case(randers(), 1, Visibility::Draft);
    assert_eq!(shared.tried(&starter(), &ADD, &own), Ok(vec![Event::CaseCollected { case: CASE }]));
    let asked = shared.and(&starter(), &ADD, &foreign);
    assert!(asked.0.cases.is_empty() && asked.0.asked.contains_key(&CASE));
    assert_eq!(asked.tried(&starter(), &ADD, &foreign), Ok(vec![]));

    let yes = Command::Answer { case: CASE, consent: true };
    for nobody in [starter(), superuser(randers()), person(8, syddjurs(), &[Role::Contributor])] {
        assert_eq!(asked.tried(&nobody, &yes, &foreign), Err(RefusalCode::NotPermitted));
    }
    let on_the_case = person(9, syddjurs(), &[]);
    let inside = asked.clone().and(&on_the_case, &yes, &foreign);
    assert!(inside.0.cases.contains(&CASE) && inside.0.asked.is_empty());
    assert_eq!(inside.tried(&on_the_case, &yes, &foreign), Ok(vec![]));
    let out = inside.and(&on_the_case, &Command::TakeOut { case: CASE }, &foreign);
    assert!(out.0.cases.is_empty(), "consent can be taken back");
    let no = Command::Answer { case: CASE, consent: false };
    let declined = asked.and(&on_the_case, &no, &foreign);
    assert!(declined.0.cases.is_empty() && declined.0.asked.is_empty());
    assert_eq!(declined.tried(&on_the_case, &yes, &foreign), Err(RefusalCode::ConsentUnknown));
}

#[test]
fn an_own_collection_takes_own_cases_and_has_no_other_owners() {
    let own = Given::started(CollectionKind::Own);
    let foreign = case(syddjurs(), 9, Visibility::Public);
    assert_eq!(own.tried(&starter(), &ADD, &foreign), Err(RefusalCode::CollectionIsOwn));
    let invite = Command::InviteOwner { organisation: syddjurs() };
    let refused = own.tried(&starter(), &invite, &Facts::default());
    assert_eq!(refused, Err(RefusalCode::CollectionIsOwn));
    let colleague_s = case(randers(), 9, Visibility::Organisation);
    let asks = own.tried(&starter(), &ADD, &colleague_s);
    assert_eq!(asks, Ok(vec![Event::ConsentAsked { case: CASE }]), "those on the case decide");
}

#[test]
fn nothing_is_learnt_of_a_case_or_a_collection_that_one_may_not_read() {
    let given = Given::started(CollectionKind::Shared);
    let hidden = case(syddjurs(), 9, Visibility::Organisation);
    let missing = given.tried(&starter(), &ADD, &Facts::default());
    assert_eq!(given.tried(&starter(), &ADD, &hidden), missing);
    assert_eq!(missing, Err(RefusalCode::CaseUnknown));
    let own = case(syddjurs(), 9, Visibility::Members);
    let (nothing, stranger) = (Given::default(), person(9, syddjurs(), &[Role::Superuser]));
    for command in [
        Command::Describe { about: about("Vores"), contact: Contact::default() },
        Command::Share { visibility: Visibility::Public },
        Command::InviteOwner { organisation: syddjurs() },
        Command::AcceptInvitation,
        Command::Leave,
        ADD,
        Command::Answer { case: CASE, consent: true },
        Command::TakeOut { case: CASE },
        Command::Dissolve,
    ] {
        let foreign = given.tried(&stranger, &command, &own);
        assert_eq!(foreign, nothing.tried(&stranger, &command, &own), "{command:?}");
        assert!(given.tried(&Principal::Anonymous, &command, &own).is_err());
    }
}

#[test]
fn owners_join_by_invitation_and_the_lead_stays() {
    let (nobody, invite) = (Facts::default(), Command::InviteOwner { organisation: syddjurs() });
    let given = Given::started(CollectionKind::Shared).and(&starter(), &invite, &nobody);
    assert_eq!(given.tried(&starter(), &invite, &nobody), Ok(vec![]));
    let contributor = person(9, syddjurs(), &[Role::Contributor]);
    let accept = Command::AcceptInvitation;
    assert_eq!(given.tried(&contributor, &accept, &nobody), Err(RefusalCode::CollectionUnknown));
    let given = given.and(&superuser(syddjurs()), &accept, &nobody);
    assert!(given.0.facts().is_owned_by(syddjurs()));
    let share = Command::Share { visibility: Visibility::Members };
    let refused = given.tried(&superuser(syddjurs()), &share, &nobody);
    assert_eq!(refused, Err(RefusalCode::NotPermitted));
    let lead = given.tried(&superuser(randers()), &Command::Leave, &nobody);
    assert_eq!(lead, Err(RefusalCode::LeadCannotLeave));
    let left = given.and(&superuser(syddjurs()), &Command::Leave, &nobody);
    assert!(left.0.joint_owners.is_empty());
}

#[test]
fn it_is_for_owners_members_or_all_and_is_said_what_it_is_about() {
    for visibility in [Visibility::Draft, Visibility::Selected] {
        let refused = Collection::default()
            .decide(ID, &starter(), &start(CollectionKind::Own, visibility), &Facts::default())
            .unwrap_err();
        assert_eq!(refused.fields[0].rule, FieldRule::NotAllowed);
    }
    let given = Given::started(CollectionKind::Own);
    let same = Command::Describe { about: about(" Fakturaer "), contact: Contact::default() };
    assert_eq!(given.tried(&starter(), &same, &Facts::default()), Ok(vec![]));
    let untitled = Command::Describe { about: about(" "), contact: Contact::default() };
    let refused = given.0.decide(ID, &starter(), &untitled, &Facts::default()).unwrap_err();
    assert_eq!(refused.fields[0].field, "about.title");
    let again = start(CollectionKind::Own, Visibility::Organisation);
    let refused = given.tried(&starter(), &again, &Facts::default());
    assert_eq!(refused, Err(RefusalCode::CollectionExists));
    let gone = given.and(&starter(), &Command::Dissolve, &Facts::default());
    assert!(gone.0.facts().keys().is_empty());
    let reader = person(7, randers(), &[Role::Reader]);
    let start = start(CollectionKind::Own, Visibility::Members);
    let refused = Given::default().tried(&reader, &start, &Facts::default());
    assert_eq!(refused, Err(RefusalCode::NotPermitted));
}
