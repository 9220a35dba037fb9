//! Cases with several owners: whom an invitation opens them to, and how they are counted.

use case::Command;
use case::access::{Principal, Role};
use registry::read::{CaseFilter, CaseList, Slice};
use vocabulary::StatisticsDimension::Organisation;
use vocabulary::{CaseId, Cvr, Internal, PersonRole, Section, Visibility};

use crate::world::{
    World, aarhus, case_id, colleague, cvr, editor, ids_of, person, person_id, randers, syddjurs,
};

const OTHERS: [&str; 8] = [
    "29189978", "29189897", "55133018", "64942212", "29189420", "29189382", "29189579", "29189447",
];

async fn invite(world: &World, case: CaseId, organisation: Cvr) {
    world.command(case, &editor(), Command::InviteJointOwner { organisation }).await;
}

async fn accept(world: &World, case: CaseId, organisation: Cvr) {
    let by = person(50, organisation, &[Role::Superuser]);
    world.command(case, &by, Command::AcceptInvitation { organisation }).await;
}

async fn invited_to(world: &World, by: &Principal) -> Vec<CaseId> {
    let filter = CaseFilter { invited: true, ..CaseFilter::default() };
    let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
    let listed = ids_of(&world.list(by, &list).await);
    let filter = CaseFilter { search: "robot".to_owned(), ..list.filter.clone() };
    let found = ids_of(&world.list(by, &CaseList { filter, ..list }).await);
    assert_eq!(found, listed);
    listed
}

#[tokio::test]
async fn an_invited_organisation_s_superusers_read_the_case_and_nobody_else_there() {
    invited(World::sqlite().await).await;
}

pub async fn invited(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Draft).await;
    let notes = Internal { notes: Some("HEMMELIG".to_owned()), ..Internal::default() };
    world.describe(case, Section::Internal(notes)).await;
    invite(&world, case, syddjurs()).await;
    world.fold().await;

    let superuser = person(5, syddjurs(), &[Role::Superuser]);
    let seen = world.reader.case(&superuser, case).await.unwrap().unwrap();
    assert_eq!((seen.internal.as_ref(), seen.members.unwrap().invited), (None, true));
    assert_eq!(invited_to(&world, &superuser).await, [case]);
    let history = world.reader.history(&superuser, case, &Slice::first(10)).await.unwrap();
    assert_eq!(history.items, []);
    let figures = world.reader.statistics(&superuser, &[], None).await.unwrap();
    assert_eq!(figures.total.cases, 0, "it is none of theirs yet");
    let elsewhere = person(6, aarhus(), &[Role::Superuser]);
    for other in [Principal::Anonymous, colleague(), elsewhere] {
        assert_eq!(world.reader.case(&other, case).await.unwrap(), None);
        assert_eq!(invited_to(&world, &other).await, []);
    }
    let own = world.reader.case(&editor(), case).await.unwrap().unwrap();
    assert_eq!(own.internal.unwrap().invited, [syddjurs()]);
    assert_eq!(invited_to(&world, &editor()).await, [], "only those who may answer");

    let declined = Command::DeclineInvitation { organisation: syddjurs() };
    world.command(case, &superuser, declined).await;
    world.fold().await;
    assert_eq!(world.reader.case(&superuser, case).await.unwrap(), None);
    assert_eq!(invited_to(&world, &superuser).await, []);
}

#[tokio::test]
async fn a_case_of_nine_owners_is_each_one_s_own_and_counted_once() {
    nine_owners(World::sqlite().await).await;
}

pub async fn nine_owners(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Organisation).await;
    for other in OTHERS.map(cvr) {
        invite(&world, case, other).await;
        accept(&world, case, other).await;
    }
    world.fold().await;

    let mut owners = OTHERS.map(cvr).to_vec();
    owners.push(randers());
    for owner in &owners {
        let reader = person(60, *owner, &[Role::Reader]);
        let own = CaseFilter { own_organisation: true, ..CaseFilter::default() };
        let list = CaseList { filter: own, slice: Slice::first(10), ..CaseList::default() };
        assert_eq!(ids_of(&world.list(&reader, &list).await), [case]);
        let view = world.reader.case(&reader, case).await.unwrap().unwrap();
        assert_eq!(view.public.joint_owners.len(), 8);
        assert!(view.internal.is_some_and(|internal| !internal.can_change_owners));
        let figures = world.reader.statistics(&reader, &[Organisation], None).await.unwrap();
        assert_eq!((figures.total.cases, figures.cells.len()), (1, 1));
        assert_eq!(figures.cells[0].values[0].as_deref(), Some("29189668"), "it is its lead's");
    }
    world.share(case, Visibility::Members).await;
    world.fold().await;
    let coordinator = person(70, aarhus(), &[Role::Coordinator]);
    for reader in [coordinator, person(71, syddjurs(), &[Role::Reader])] {
        let figures = world.reader.statistics(&reader, &[], None).await.unwrap();
        assert_eq!(figures.total.cases, 1);
    }
}

#[tokio::test]
async fn whoever_leaves_and_their_people_are_outsiders_again() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Organisation).await;
    invite(&world, case, syddjurs()).await;
    accept(&world, case, syddjurs()).await;
    let assign = Command::AssignPerson {
        person: person_id(2),
        role: PersonRole::Associated,
        organisation: Some(syddjurs()),
    };
    world.command(case, &editor(), assign).await;
    world.fold().await;
    let joined = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    assert!(joined.internal.is_some_and(|internal| internal.can_edit));

    let leave = Command::LeaveOwners { organisation: syddjurs() };
    world.command(case, &person(5, syddjurs(), &[Role::Superuser]), leave).await;
    world.fold().await;
    assert_eq!(world.reader.case(&colleague(), case).await.unwrap(), None);
    let own = world.reader.case(&editor(), case).await.unwrap().unwrap();
    let people: Vec<_> = own.internal.unwrap().people.iter().map(|one| one.person).collect();
    assert_eq!(people, [person_id(1)], "those of Syddjurs are off the case");
    let told = world.reader.history(&editor(), case, &Slice::first(2)).await.unwrap();
    let events: Vec<_> = told.items.iter().map(|entry| entry.item.event.as_str()).collect();
    assert_eq!(events, ["JointOwnerLeft", "PersonUnassigned"]);
    assert_eq!(told.items[0].item.changes[0].field, "jointOwners");
}
