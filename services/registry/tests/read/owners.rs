//! What owners see, and what others see of the same: history, comments, reuse.

use case::access::{Principal, Role};
use registry::read::{ReadError, Slice};
use vocabulary::{Internal, ReuseSource, Section, Visibility};

use crate::world::{
    World, aarhus, case_id, colleague, editor, person, randers, registration, syddjurs,
};

#[tokio::test]
async fn history_is_for_owners_and_its_internal_part_for_editors() {
    history(World::sqlite().await).await;
}

pub async fn history(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    let notes = Internal { notes: Some("HEMMELIG".to_owned()), ..Internal::default() };
    world.describe(case, Section::Internal(notes)).await;
    world.fold().await;
    let all = Slice::first(100);

    let own = world.reader.history(&editor(), case, &all).await.unwrap();
    let told: Vec<_> =
        own.items.iter().map(|it| (it.item.revision, it.item.event.as_str())).collect();
    assert_eq!(told, [(3, "CaseDescribed"), (2, "VisibilityChanged"), (1, "CaseRegistered")]);
    assert_eq!(own.items[0].item.changes[0].field, "internal.notes");
    assert_eq!(own.items[0].item.person, editor().person());

    let reader = person(8, randers(), &[Role::Reader]);
    let seen = world.reader.history(&reader, case, &all).await.unwrap();
    assert_eq!(seen.items.len(), 3);
    assert!(!format!("{seen:?}").contains("HEMMELIG"));
    for other in [colleague(), Principal::Anonymous] {
        assert_eq!(world.reader.history(&other, case, &all).await.unwrap().items, []);
    }

    let first = world.reader.history(&editor(), case, &Slice::first(2)).await.unwrap();
    assert!(first.has_next);
    let after = first.items.last().map(|listed| listed.cursor.clone());
    let rest = world.reader.history(&editor(), case, &Slice { first: 2, after }).await.unwrap();
    assert_eq!((rest.items.len(), rest.has_next), (1, false));
    let odd = Slice { first: 2, after: Some("to".to_owned()) };
    let refused = world.reader.history(&editor(), case, &odd).await;
    assert!(matches!(refused, Err(ReadError::InvalidCursor)));
}

#[tokio::test]
async fn a_comment_s_writer_is_told_to_the_writer_s_own_organisation_only() {
    comments(World::sqlite().await).await;
}

pub async fn comments(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Public).await;
    world.comment(&colleague(), case, 1, "Hvordan?").await;
    world.comment(&editor(), case, 2, "Sådan").await;
    world.fold().await;
    let all = Slice::first(10);

    let page = world.reader.comments(&editor(), case, &all).await.unwrap();
    let told: Vec<_> =
        page.items.iter().map(|it| (it.item.text.as_str(), it.item.author)).collect();
    assert_eq!(told, [("Hvordan?", None), ("Sådan", editor().person())]);
    assert_eq!(page.total, Some(2));
    let page = world.reader.comments(&colleague(), case, &all).await.unwrap();
    assert_eq!(page.items[0].item.author, colleague().person());

    let anonymous = world.reader.comments(&Principal::Anonymous, case, &all).await.unwrap();
    assert_eq!((anonymous.items, anonymous.total), (vec![], Some(0)));
    let after = Some(page.items[0].cursor.clone());
    let rest = world.reader.comments(&editor(), case, &Slice { first: 1, after }).await.unwrap();
    assert_eq!(rest.items[0].item.text, "Sådan");

    let view = world.reader.case(&editor(), case).await.unwrap().unwrap();
    assert_eq!(view.members.unwrap().comments, 2);
    let view = world.reader.case(&Principal::Anonymous, case).await.unwrap().unwrap();
    assert_eq!((view.members, view.internal), (None, None));
    world.share(case, Visibility::Organisation).await;
    world.fold().await;
    let closed = world.reader.comments(&colleague(), case, &all).await.unwrap();
    assert_eq!((closed.items, closed.total), (vec![], Some(0)));
}

#[tokio::test]
async fn a_source_that_may_not_be_seen_is_hidden() {
    hidden_source(World::sqlite().await).await;
}

pub async fn hidden_source(world: World) {
    world.register(case_id(1), "Kilde", Visibility::Members).await;
    world.reuse(case_id(2), case_id(1), Visibility::Public).await;
    world.fold().await;

    let sees = async |by: &Principal| {
        let view = world.reader.case(by, case_id(2)).await.unwrap().unwrap();
        view.public.reuses[0].source.clone()
    };
    let known = ReuseSource::Case { case: case_id(1), edition: 1 };
    assert_eq!(sees(&colleague()).await, known);
    assert_eq!(sees(&Principal::Anonymous).await, ReuseSource::Hidden);

    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(sees(&colleague()).await, ReuseSource::Hidden);
    assert_eq!(sees(&editor()).await, known);

    let filter = registry::read::CaseFilter { reuses_case: Some(case_id(1)), ..Default::default() };
    let list = registry::read::CaseList { filter, ..Default::default() };
    assert_eq!(world.list(&colleague(), &list).await.items, [], "nor found by guessing it");
    assert_eq!(world.list(&editor(), &list).await.items.len(), 1);
}

#[tokio::test]
async fn only_reusers_that_may_be_read_are_listed_and_counted() {
    reusers(World::sqlite().await).await;
}

pub async fn reusers(world: World) {
    world.register(case_id(1), "Kilde", Visibility::Members).await;
    for (number, visibility) in
        [(2, Visibility::Members), (3, Visibility::Organisation), (4, Visibility::Draft)]
    {
        world.reuse(case_id(number), case_id(1), visibility).await;
    }
    world.fold().await;

    let count = async |by: &Principal| {
        let page = world.reader.reusers(by, case_id(1), &Slice::first(10)).await.unwrap();
        let view = world.reader.case(by, case_id(1)).await.unwrap();
        assert_eq!(page.total, Some(view.map_or(0, |view| view.reusers)));
        assert_eq!(page.total.map(|total| total as usize), Some(page.items.len()));
        page.items.len()
    };
    assert_eq!(count(&editor()).await, 1);
    assert_eq!(count(&colleague()).await, 2);
    assert_eq!(count(&person(5, syddjurs(), &[Role::Superuser])).await, 3);
    assert_eq!(count(&Principal::Anonymous).await, 0);

    let page = world.reader.reusers(&editor(), case_id(1), &Slice::first(10)).await.unwrap();
    assert_eq!(page.items[0].item.case.public.id, case_id(2));
    assert_eq!(page.items[0].item.reuse.source, ReuseSource::Case { case: case_id(1), edition: 1 });
}

#[tokio::test]
async fn the_revision_is_told_to_owners_and_outsiders_see_when_what_is_shared_changed() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    let shared = world.now();
    let notes = Internal { notes: Some("HEMMELIG".to_owned()), ..Internal::default() };
    world.describe(case, Section::Internal(notes)).await;
    world.fold().await;

    let own = world.reader.case(&editor(), case).await.unwrap().unwrap();
    assert_eq!(own.internal.as_ref().map(|internal| internal.revision), Some(3));
    assert_eq!(own.internal.map(|internal| internal.changed_at), Some(world.now()));
    let other = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    assert_eq!((other.public.changed_at, other.internal.is_none()), (shared, true));
    assert_eq!(world.reader.facts(case).await.unwrap().unwrap().lead, Some(randers()));
    assert_eq!(world.reader.facts(case_id(9)).await.unwrap(), None);

    let begun = registration(aarhus(), "Robot", Visibility::Organisation);
    let command = case::Command::Register(Box::new(begun));
    world.command(case_id(2), &person(6, aarhus(), &[]), command).await;
    world.fold().await;
    assert_eq!(world.ids(&editor(), "").await, [case]);
}
