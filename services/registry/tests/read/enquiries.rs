//! Enquiries: seen by two sides, and counted as nothing else.

use case::access::{Principal, Role};
use case::{Command, Event};
use registry::read::Slice;
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, EnquiryId, InboxKind, MessageId, Visibility};

use crate::world::{World, aarhus, case_id, colleague, editor, person, randers, syddjurs};

pub fn enquiry_id(number: u128) -> EnquiryId {
    EnquiryId(Uuid::from_u128(500 + number))
}

/// Asks about a case, whoever may.
pub async fn send(world: &World, by: &Principal, asking: Cvr, case: CaseId, number: u128) {
    let sent = Event::EnquirySent {
        enquiry: enquiry_id(number),
        case,
        asking,
        subject: "Licenser".to_owned(),
        message: MessageId(Uuid::from_u128(number)),
        text: "Hvad koster de?".to_owned(),
    };
    world.append(format!("enquiry-{}", enquiry_id(number)), by, &[sent]).await;
}

async fn answer(world: &World, by: &Principal, number: u128, message: u128) {
    let text = "Omkring 80.000".to_owned();
    let message = MessageId(Uuid::from_u128(message));
    let answered = Event::EnquiryAnswered { enquiry: enquiry_id(number), message, text };
    world.append(format!("enquiry-{}", enquiry_id(number)), by, &[answered]).await;
}

async fn listed(world: &World, by: &Principal) -> Vec<EnquiryId> {
    let page = world.reader.enquiries(by, None, &Slice::first(10)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.id).collect()
}

async fn told(world: &World, by: &Principal) -> Vec<InboxKind> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.kind).collect()
}

#[tokio::test]
async fn only_the_two_sides_see_it_and_writers_only_their_own() {
    sides(World::sqlite().await).await;
}

pub async fn sides(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    send(&world, &colleague(), syddjurs(), case, 1).await;
    world.fold().await;
    answer(&world, &editor(), 1, 2).await;
    world.fold().await;

    let seen = world.reader.enquiry(&colleague(), enquiry_id(1)).await.unwrap().unwrap();
    let authors: Vec<_> = seen.messages.iter().map(|message| message.author).collect();
    assert_eq!(authors, [colleague().person(), None]);
    let seen = world.reader.enquiry(&editor(), enquiry_id(1)).await.unwrap().unwrap();
    assert_eq!(seen.messages[1].author, editor().person());
    assert_eq!((seen.messages[0].author, seen.asking, seen.closed), (None, syddjurs(), false));
    for by in [person(5, syddjurs(), &[]), person(6, randers(), &[Role::Reader])] {
        assert_eq!(listed(&world, &by).await, [enquiry_id(1)], "{by:?}");
    }
    let strangers = [person(4, aarhus(), &[Role::Superuser, Role::Operator]), Principal::Anonymous];
    for by in strangers {
        assert_eq!(listed(&world, &by).await, [], "{by:?}");
        assert_eq!(world.reader.enquiry(&by, enquiry_id(1)).await.unwrap(), None);
    }
    let view = world.reader.case(&editor(), case).await.unwrap().unwrap();
    assert_eq!((view.members.unwrap().comments, view.reusers), (0, 0), "it is neither");

    assert_eq!(told(&world, &editor()).await, [InboxKind::EnquiryReceived]);
    assert_eq!(told(&world, &colleague()).await, [InboxKind::EnquiryAnswered]);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn who_asked_keeps_it_when_the_case_is_taken_in_and_is_told_nothing_of_the_case() {
    taken_in(World::sqlite().await).await;
}

pub async fn taken_in(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    for number in 1..=3 {
        send(&world, &colleague(), syddjurs(), case, number).await;
    }
    answer(&world, &editor(), 1, 9).await;
    world.share(case, Visibility::Draft).await;
    world.fold().await;

    let all = [enquiry_id(1), enquiry_id(3), enquiry_id(2)];
    assert_eq!(listed(&world, &colleague()).await, all, "the last said first");
    assert_eq!(listed(&world, &editor()).await, all, "who is on the case");
    assert_eq!(listed(&world, &person(6, randers(), &[])).await, [], "it is a draft now");
    assert_eq!(told(&world, &colleague()).await, []);
    let first = Slice::first(1);
    let page = world.reader.enquiries(&colleague(), Some(case), &first).await.unwrap();
    let after = Some(page.items[0].cursor.clone());
    let rest =
        world.reader.enquiries(&colleague(), None, &Slice { first: 5, after }).await.unwrap();
    assert_eq!(rest.items.len(), 2);
    let other = world.reader.enquiries(&colleague(), Some(case_id(2)), &first).await.unwrap();
    assert_eq!(other.items, []);
}

#[tokio::test]
async fn who_left_the_owners_is_told_of_their_enquiries_no_more() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    let role = vocabulary::PersonRole::Associated;
    let assigned = Command::AssignPerson {
        person: person(7, randers(), &[]).person().unwrap(),
        role,
        organisation: Some(randers()),
    };
    world.command(case, &editor(), assigned).await;
    send(&world, &colleague(), syddjurs(), case, 1).await;
    world.fold().await;
    assert_eq!(told(&world, &person(7, randers(), &[])).await, [InboxKind::EnquiryReceived]);
    assert_eq!(told(&world, &person(7, aarhus(), &[])).await, []);
}
