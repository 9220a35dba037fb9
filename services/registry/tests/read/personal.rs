//! Bookmarks, what is followed beside cases, and saved searches: each for one person alone.

use case::access::Principal;
use case::{Command, Event};
use registry::read::{CaseFilter, CaseList, Slice};
use uuid::Uuid;
use vocabulary::{
    AskedFor, CaseId, InboxKind, SavedSearchId, Section, SubjectArea, Topic, Visibility,
};

use crate::world::{
    World, aarhus, case_id, colleague, editor, ids_of, person, randers, registration, syddjurs,
};

async fn own(world: &World, by: &Principal, event: Event) {
    world.append(format!("person-{}", by.person().unwrap()), by, &[event]).await;
}

async fn bookmarked(world: &World, by: &Principal) -> Vec<CaseId> {
    let filter = CaseFilter { bookmarked: true, ..CaseFilter::default() };
    let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
    ids_of(&world.list(by, &list).await)
}

async fn told(world: &World, by: &Principal) -> Vec<(InboxKind, CaseId)> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| (listed.item.kind, listed.item.case)).collect()
}

#[tokio::test]
async fn a_bookmark_is_seen_by_nobody_else() {
    bookmarks(World::sqlite().await).await;
}

pub async fn bookmarks(world: World) {
    for number in 1..=2 {
        world.register(case_id(number), "Robot", Visibility::Members).await;
        own(&world, &colleague(), Event::CaseBookmarked { case: case_id(number) }).await;
    }
    own(&world, &colleague(), Event::BookmarkRemoved { case: case_id(2) }).await;
    world.fold().await;

    assert_eq!(bookmarked(&world, &colleague()).await, [case_id(1)]);
    for other in [editor(), person(3, syddjurs(), &[]), Principal::Anonymous] {
        assert_eq!(bookmarked(&world, &other).await, [], "{other:?}");
        let view = world.reader.case(&other, case_id(1)).await.unwrap();
        let members = view.and_then(|view| view.members);
        assert!(members.is_none_or(|members| !members.bookmarked));
    }
    let view = world.reader.case(&colleague(), case_id(1)).await.unwrap().unwrap();
    assert!(view.members.unwrap().bookmarked);
    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(bookmarked(&world, &colleague()).await, [], "it opens nothing");
}

#[tokio::test]
async fn who_follows_an_organisation_or_an_area_is_told_of_what_comes_to_be_shared_there() {
    topics(World::sqlite().await).await;
}

pub async fn topics(world: World) {
    let follow = |topic| Event::TopicFollowed { topic };
    own(&world, &colleague(), follow(Topic::Organisation(randers()))).await;
    let economist = person(4, aarhus(), &[]);
    own(&world, &economist, follow(Topic::SubjectArea(SubjectArea::Economy))).await;
    own(&world, &editor(), follow(Topic::Organisation(randers()))).await;
    world.fold().await;

    world.register(case_id(1), "Robot", Visibility::Draft).await;
    world.fold().await;
    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, []);
    world.share(case_id(1), Visibility::Members).await;
    let mut basics = registration(randers(), "Robot", Visibility::Members).basics;
    basics.subject_areas = vec![SubjectArea::Economy];
    world.describe(case_id(1), Section::Basics(basics.clone())).await;
    world.fold().await;
    let new = |number| (InboxKind::NewCase, case_id(number));
    assert_eq!(told(&world, &colleague()).await, [new(1)]);
    assert_eq!(told(&world, &economist).await, [new(1)], "it came into the area");
    "En anden robot".clone_into(&mut basics.summary);
    world.describe(case_id(1), Section::Basics(basics)).await;
    world.register(case_id(2), "Robot", Visibility::Members).await;
    let unfollow = Event::TopicUnfollowed { topic: Topic::Organisation(randers()) };
    own(&world, &colleague(), unfollow).await;
    world.register(case_id(3), "Robot", Visibility::Members).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [new(2), new(1)]);
    assert_eq!(told(&world, &economist).await, [new(1)], "once, and not of other areas");
    assert_eq!(told(&world, &editor()).await, [], "who registered them");

    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(told(&world, &economist).await, []);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn a_saved_search_is_listed_for_who_saved_it() {
    searches(World::sqlite().await).await;
}

pub async fn searches(world: World) {
    let id = |number| SavedSearchId(Uuid::from_u128(number));
    for number in [2, 1, 3] {
        let asked = AskedFor { text: Some(format!("faktura {number}")), filter: None };
        let (search, name) = (id(number), format!("Nr. {number}"));
        own(&world, &colleague(), Event::SearchSaved { search, name, asked: Box::new(asked) })
            .await;
    }
    let name = "Regninger".to_owned();
    own(&world, &colleague(), Event::SearchRenamed { search: id(1), name }).await;
    own(&world, &colleague(), Event::SearchDeleted { search: id(3) }).await;
    // Somebody else's event names the same search, and changes only what is theirs.
    own(&world, &editor(), Event::SearchDeleted { search: id(2) }).await;
    world.fold().await;

    let personal = world.reader.own(&colleague()).await.unwrap();
    let kept: Vec<_> = personal
        .searches
        .iter()
        .map(|it| (it.id, it.name.as_str(), it.asked.text.as_deref()))
        .collect();
    assert_eq!(
        kept,
        [(id(2), "Nr. 2", Some("faktura 2")), (id(1), "Regninger", Some("faktura 1"))]
    );
    for other in [editor(), Principal::Anonymous] {
        let own = world.reader.own(&other).await.unwrap();
        assert!(own.searches.is_empty() && own.topics.is_empty(), "{own:?}");
    }
}

#[tokio::test]
async fn a_follower_of_both_is_told_of_a_change_once() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Organisation).await;
    world.follow(&colleague(), case_id(1)).await;
    own(&world, &colleague(), Event::TopicFollowed { topic: Topic::Organisation(randers()) }).await;
    let visibility = Visibility::Members;
    let share = Command::ChangeVisibility { visibility, selected: Vec::new() };
    world.command(case_id(1), &editor(), share).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [(InboxKind::Followed, case_id(1))]);
}
