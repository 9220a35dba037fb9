//! Collections: who sees them, and which of their cases.

use case::Event;
use case::access::{Principal, Role};
use case::collection::{Asker, Collection, CollectionCommand as Command};
use registry::events;
use registry::log::EventLog as _;
use registry::read::{CaseList, CollectionList, Slice};
use uuid::Uuid;
use vocabulary::{
    CaseFilter, CaseId, CollectionAbout, CollectionId, CollectionKind, Contact, InboxKind,
    Visibility,
};

use crate::world::{
    World, aarhus, case_id, colleague, editor, ids_of, person, randers, registration, syddjurs,
};

fn id(number: u128) -> CollectionId {
    CollectionId(Uuid::from_u128(700 + number))
}

fn superuser() -> Principal {
    person(5, syddjurs(), &[Role::Superuser])
}

fn stranger() -> Principal {
    person(6, aarhus(), &[Role::Superuser, Role::Operator, Role::Coordinator])
}

impl World {
    async fn collect(&self, number: u128, by: &Principal, command: Command) {
        let stream = format!("collection-{}", id(number));
        let mut collection = Collection::default();
        for recorded in self.log.read(&stream, 0).await.unwrap() {
            let organisation =
                recorded.origin.organisation.as_deref().map(|it| it.parse().unwrap());
            let asker =
                Asker { person: recorded.origin.person.map(vocabulary::PersonId), organisation };
            collection.evolve(&events::read(&recorded).unwrap(), asker);
        }
        let facts = match command.case() {
            Some(case) => self.case(case).await.facts(),
            None => case::access::Facts::default(),
        };
        let happened = collection.decide(id(number), by, &command, &facts).unwrap();
        self.append(stream, by, &happened).await;
    }

    async fn start(&self, number: u128, by: &Principal, title: &str, visibility: Visibility) {
        let summary = "Robotter".to_owned();
        let about = CollectionAbout { title: title.to_owned(), summary, ..Default::default() };
        let contact = Contact { role: Some("Teamet".to_owned()), ..Contact::default() };
        let (kind, about) = (CollectionKind::Shared, Box::new(about));
        self.collect(number, by, Command::Start { kind, about, contact, visibility }).await;
    }

    async fn foreign(&self, number: u128, visibility: Visibility) -> CaseId {
        let mut registration = registration(syddjurs(), "Byggesager", visibility);
        registration.reporter = colleague().person();
        let register = case::Command::Register(Box::new(registration));
        self.command(case_id(number), &colleague(), register).await;
        case_id(number)
    }
}

async fn in_it(world: &World, by: &Principal, number: u128, asked: bool) -> Vec<CaseId> {
    let filter = CaseFilter {
        collection: Some(id(number)),
        collection_asks: asked,
        ..CaseFilter::default()
    };
    let list = CaseList { filter, count: true, slice: Slice::first(10), ..CaseList::default() };
    let page = world.list(by, &list).await;
    let listed = ids_of(&page);
    assert_eq!(page.total, u32::try_from(listed.len()).ok(), "counted is what is listed");
    let filter = CaseFilter { search: "robot".to_owned(), ..list.filter.clone() };
    let found = ids_of(&world.list(by, &CaseList { filter, ..list }).await);
    assert!(found.iter().all(|case| listed.contains(case)));
    listed
}

async fn listed(world: &World, by: &Principal, list: CollectionList) -> Vec<CollectionId> {
    let list = CollectionList { slice: Slice::first(10), count: true, ..list };
    let page = world.reader.collections(by, &list).await.unwrap();
    let ids: Vec<_> = page.items.iter().map(|listed| listed.item.id).collect();
    assert_eq!(page.total, u32::try_from(ids.len()).ok());
    ids
}

async fn all(world: &World, by: &Principal) -> Vec<CollectionId> {
    listed(world, by, CollectionList::default()).await
}

async fn told(world: &World, by: &Principal) -> Vec<InboxKind> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.kind).collect()
}

#[tokio::test]
async fn of_a_collection_each_sees_the_cases_that_they_see_anyway_and_counts_no_others() {
    members(World::sqlite().await).await;
}

pub async fn members(world: World) {
    for (number, visibility) in
        [(1, Visibility::Draft), (2, Visibility::Organisation), (3, Visibility::Public)]
    {
        world.register(case_id(number), "Robot", visibility).await;
    }
    world.start(1, &editor(), "Ære og robotter", Visibility::Members).await;
    world.start(2, &editor(), "Andre robotter", Visibility::Organisation).await;
    for number in 1..=3 {
        world.collect(1, &editor(), Command::Add { case: case_id(number) }).await;
        world.collect(2, &editor(), Command::Add { case: case_id(number) }).await;
    }
    world.fold().await;

    let colleague_of_editor = person(7, randers(), &[Role::Reader]);
    let [draft, own, public] = [1, 2, 3].map(case_id);
    let expect = |mut cases: Vec<CaseId>| {
        cases.sort();
        cases
    };
    let in_first = |by: Principal| {
        let world = &world;
        async move { expect(in_it(world, &by, 1, false).await) }
    };
    assert_eq!(in_first(editor()).await, [draft, own, public]);
    assert_eq!(in_first(colleague_of_editor.clone()).await, [own, public]);
    assert_eq!(in_first(stranger()).await, [public]);
    assert_eq!(in_first(Principal::Anonymous).await, [], "the collection is for members");
    assert_eq!(in_it(&world, &stranger(), 2, false).await, [], "and this one for its owners");
    assert_eq!(all(&world, &editor()).await, [id(2), id(1)], "in Danish order");
    assert_eq!(all(&world, &stranger()).await, [id(1)]);
    assert_eq!(all(&world, &Principal::Anonymous).await, []);
    for by in [editor(), stranger()] {
        let of = |case| CollectionList { case: Some(case), ..CollectionList::default() };
        let (mine, hidden) = (of(public), of(own));
        let seen = listed(&world, &by, mine).await;
        let is_owner = by == editor();
        assert_eq!(seen, if is_owner { vec![id(2), id(1)] } else { vec![id(1)] });
        assert_eq!(listed(&world, &by, hidden).await.is_empty(), !is_owner);
    }
    let seen = world.reader.collection(&stranger(), id(1)).await.unwrap().unwrap();
    assert_eq!((seen.internal, seen.lead), (None, randers()));
    assert!(seen.members.unwrap().contact.role.is_some());
    assert_eq!(world.reader.collection(&stranger(), id(2)).await.unwrap(), None);

    let first = CollectionList { slice: Slice::first(1), ..CollectionList::default() };
    let page = world.reader.collections(&editor(), &first).await.unwrap();
    let after = Some(page.items[0].cursor.clone());
    let rest = CollectionList { slice: Slice { first: 5, after }, ..CollectionList::default() };
    let page = world.reader.collections(&editor(), &rest).await.unwrap();
    assert_eq!((page.items.len(), page.items[0].item.id), (1, id(1)));

    world.share(public, Visibility::Organisation).await;
    world.collect(2, &editor(), Command::Dissolve).await;
    world.fold().await;
    assert_eq!(in_it(&world, &stranger(), 1, false).await, [], "it was taken in");
    assert_eq!(all(&world, &editor()).await, [id(1)]);
    same_after_a_rebuild(&world).await;
}

async fn same_after_a_rebuild(world: &World) {
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn a_foreign_case_is_in_it_when_those_who_may_share_it_have_said_so() {
    consent(World::sqlite().await).await;
}

pub async fn consent(world: World) {
    let foreign = world.foreign(4, Visibility::Members).await;
    world.start(1, &editor(), "Robotter", Visibility::Organisation).await;
    world.collect(1, &editor(), Command::Add { case: foreign }).await;
    world.fold().await;

    assert_eq!(in_it(&world, &editor(), 1, false).await, []);
    let onlooker = person(8, syddjurs(), &[Role::Contributor]);
    for by in [editor(), colleague(), superuser()] {
        assert_eq!(in_it(&world, &by, 1, true).await, [foreign], "{by:?}");
    }
    for by in [onlooker.clone(), stranger(), Principal::Anonymous] {
        assert_eq!(in_it(&world, &by, 1, true).await, [], "{by:?}");
        assert_eq!(all(&world, &by).await, [], "{by:?}");
        let asking = CollectionList { case: Some(foreign), asked: true, ..Default::default() };
        assert_eq!(listed(&world, &by, asking).await, []);
    }
    let filter = CaseFilter { consent_asked: true, ..CaseFilter::default() };
    let wanted = CaseList { filter, ..CaseList::default() };
    assert_eq!(ids_of(&world.list(&superuser(), &wanted).await), [foreign]);
    assert_eq!(ids_of(&world.list(&editor(), &wanted).await), []);
    let seen = world.reader.collection(&colleague(), id(1)).await.unwrap().unwrap();
    assert_eq!((seen.internal, seen.about.title.as_str()), (None, "Robotter"));
    assert_eq!(told(&world, &colleague()).await, [InboxKind::ConsentAsked]);
    assert_eq!(told(&world, &editor()).await, []);

    let yes = Command::Answer { case: foreign, consent: true };
    world.collect(1, &colleague(), yes).await;
    world.fold().await;
    assert_eq!(in_it(&world, &editor(), 1, false).await, [foreign]);
    assert_eq!(told(&world, &editor()).await, [InboxKind::ConsentAnswered]);
    assert_eq!(all(&world, &colleague()).await, [id(1)], "who said yes can see where it is");
    assert_eq!(all(&world, &onlooker).await, []);
    world.collect(1, &superuser(), Command::TakeOut { case: foreign }).await;
    world.fold().await;
    assert_eq!(in_it(&world, &editor(), 1, false).await, []);
    assert_eq!(all(&world, &colleague()).await, []);
    assert_eq!(told(&world, &colleague()).await, [], "and is told of it no more");
    same_after_a_rebuild(&world).await;
}

/// What is shown to all of those who see the collection tells none of them what it asks for.
#[tokio::test]
async fn what_a_shared_collection_asks_for_is_between_its_owners_and_who_answers() {
    let world = World::sqlite().await;
    let foreign = world.foreign(4, Visibility::Members).await;
    world.start(1, &editor(), "Robotter", Visibility::Members).await;
    world.collect(1, &editor(), Command::Add { case: foreign }).await;
    let invite = Command::InviteOwner { organisation: aarhus() };
    world.collect(1, &editor(), invite).await;
    world.fold().await;
    let onlooker = person(8, syddjurs(), &[Role::Contributor]);
    for by in [onlooker, stranger()] {
        assert_eq!(all(&world, &by).await, [id(1)]);
        assert_eq!(in_it(&world, &by, 1, true).await, []);
        let asking = CollectionList { case: Some(foreign), asked: true, ..Default::default() };
        assert_eq!(listed(&world, &by, asking).await, []);
    }
    let invited = CollectionList { invited: true, ..CollectionList::default() };
    assert_eq!(listed(&world, &stranger(), invited.clone()).await, [id(1)]);
    assert_eq!(listed(&world, &person(9, aarhus(), &[]), invited).await, []);
    world.collect(1, &stranger(), Command::AcceptInvitation).await;
    world.fold().await;
    assert_eq!(in_it(&world, &stranger(), 1, true).await, [foreign], "an owner now");
}

#[tokio::test]
async fn of_a_collection_that_cannot_be_folded_only_its_lead_is_told() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Public).await;
    world.start(1, &editor(), "Robotter", Visibility::Public).await;
    world.fold().await;
    assert_eq!(all(&world, &stranger()).await, [id(1)]);
    let damaged = registry::log::NewEvent {
        id: platform::ids::v7(),
        kind: "CollectionVisibilityChanged".to_owned(),
        schema: 1,
        data: b"{\"visibility\":7}".to_vec(),
    };
    world.raw(format!("collection-{}", id(1)), &editor(), vec![damaged]).await;
    let later = Event::CaseCollected { case: case_id(1) };
    world.append(format!("collection-{}", id(1)), &editor(), &[later]).await;
    world.fold().await;
    assert_eq!(all(&world, &stranger()).await, []);
    assert_eq!(all(&world, &editor()).await, [id(1)]);
    let skip = serde_json::json!({
        "stream": format!("collection-{}", id(1)), "version": 2, "reason": "Ødelagt", "by": "drift",
    });
    let skip = registry::log::NewEvent {
        id: platform::ids::v7(),
        kind: "EventSkipped".to_owned(),
        schema: 1,
        data: skip.to_string().into_bytes(),
    };
    world.raw("projections".to_owned(), &editor(), vec![skip]).await;
    world.fold().await;
    assert_eq!(in_it(&world, &stranger(), 1, false).await, [case_id(1)]);
    same_after_a_rebuild(&world).await;
}
