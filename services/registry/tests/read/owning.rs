//! Who is on which cases, and whom to ask about those that say nobody.

use case::access::{Principal, Role};
use case::hand_over::Handover;
use case::{Command, Event};
use registry::read::{CaseList, Slice};
use vocabulary::{CaseFilter, CaseId, Contact, PersonId, PersonRole, Section, Visibility};

use crate::world::{
    World, aarhus, case_id, colleague, editor, ids_of, person, person_id, randers, syddjurs,
};

fn superuser() -> Principal {
    person(50, randers(), &[Role::Superuser])
}

async fn with(world: &World, by: &Principal, person: PersonId) -> Vec<CaseId> {
    let filter = CaseFilter { person: Some(person), ..CaseFilter::default() };
    let list = CaseList { filter, count: true, slice: Slice::first(10), ..CaseList::default() };
    let page = world.list(by, &list).await;
    let mut listed = ids_of(&page);
    assert_eq!(page.total, u32::try_from(listed.len()).ok());
    listed.sort();
    listed
}

#[tokio::test]
async fn who_is_on_a_case_is_told_to_its_owners_only() {
    people(World::sqlite().await).await;
}

pub async fn people(world: World) {
    let leaver = person_id(1);
    for (number, visibility) in [(1, Visibility::Draft), (2, Visibility::Public)] {
        world.register(case_id(number), "Robot", visibility).await;
    }
    world.fold().await;
    assert_eq!(with(&world, &superuser(), leaver).await, [case_id(1), case_id(2)]);
    assert_eq!(with(&world, &person(7, randers(), &[]), leaver).await, [case_id(2)]);
    for by in [colleague(), person(8, aarhus(), &[Role::Superuser]), Principal::Anonymous] {
        assert_eq!(with(&world, &by, leaver).await, [], "{by:?}");
    }
    let cases = world.reader.cases_of(&superuser(), leaver).await.unwrap();
    assert_eq!(cases, [case_id(1), case_id(2)]);
    assert_eq!(world.reader.cases_of(&colleague(), leaver).await.unwrap(), []);

    let organisation = syddjurs();
    world.command(case_id(2), &editor(), Command::InviteJointOwner { organisation }).await;
    let accept = Command::AcceptInvitation { organisation };
    world.command(case_id(2), &person(51, syddjurs(), &[Role::Superuser]), accept).await;
    let (person, role) = (person_id(2), PersonRole::Associated);
    let assign = Command::AssignPerson { person, role, organisation: Some(organisation) };
    world.command(case_id(2), &editor(), assign).await;
    let (from, to, roles) = (leaver, Some(person_id(50)), [].into());
    let handover = Box::new(Handover { from, to, roles, organisation: randers() });
    world.command(case_id(1), &superuser(), Command::HandOver { handover }).await;
    world.fold().await;
    assert_eq!(with(&world, &superuser(), leaver).await, [case_id(2)]);
    assert_eq!(with(&world, &colleague(), leaver).await, [case_id(2)], "an owner now");
    let foreign = world.reader.cases_of(&superuser(), person_id(2)).await.unwrap();
    assert_eq!(foreign, [], "who is on it for another organisation is not theirs to hand over");
    same_after_a_rebuild(&world).await;
}

async fn asked(world: &World, by: &Principal, case: CaseId) -> Option<String> {
    let view = world.reader.case(by, case).await.unwrap().unwrap();
    view.members.and_then(|members| members.organisation_contact?.role)
}

#[tokio::test]
async fn a_contact_of_the_organisation_is_beside_its_cases_and_in_none_of_them() {
    contact(World::sqlite().await).await;
}

pub async fn contact(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Public).await;
    world.fold().await;
    let before = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    let says = |role: &str| Contact { role: Some(role.to_owned()), ..Contact::default() };
    let set = |contact| Event::OrganisationContactSet { organisation: randers(), contact };
    let stream = format!("organisation-{}", randers());
    world.append(stream.clone(), &superuser(), &[set(says("Digitalisering"))]).await;
    world.fold().await;

    assert_eq!(asked(&world, &colleague(), case).await.as_deref(), Some("Digitalisering"));
    assert_eq!(asked(&world, &Principal::Anonymous, case).await, None);
    let of = |by: Principal| {
        let reader = world.reader.clone();
        async move { reader.organisation_contact(&by, randers()).await.unwrap() }
    };
    assert_eq!(of(colleague()).await, Some(says("Digitalisering")));
    assert_eq!(of(Principal::Anonymous).await, None);
    let after = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    assert_eq!((before.public, before.reusers), (after.public, after.reusers), "it is untouched");

    world.describe(case, Section::Contact(says("Økonomi"))).await;
    world.fold().await;
    assert_eq!(asked(&world, &colleague(), case).await, None, "its own goes before it");
    world.append(stream, &superuser(), &[set(Contact::default())]).await;
    world.fold().await;
    assert_eq!(of(colleague()).await, None);
    same_after_a_rebuild(&world).await;
}

async fn same_after_a_rebuild(world: &World) {
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}
