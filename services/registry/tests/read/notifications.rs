//! What people have turned off: they are told nothing of it, neither then nor later.

use case::Event;
use case::access::Principal;
use registry::read::Slice;
use vocabulary::InboxKind::{Answered, Commented, Followed, Mentioned};
use vocabulary::{InboxKind, NotificationChoice, Visibility};

use crate::inbox::{mentioned, say};
use crate::talking::comment_id;
use crate::world::{World, case_id, colleague, editor, person, syddjurs};

async fn choose(world: &World, by: &Principal, kind: InboxKind, told: bool) {
    let chosen = Event::NotificationChosen(NotificationChoice { kind, told });
    world.append(format!("person-{}", by.person().unwrap()), by, &[chosen]).await;
}

async fn kinds(world: &World, by: &Principal) -> Vec<InboxKind> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    let kinds: Vec<_> = page.items.into_iter().map(|listed| listed.item.kind).collect();
    let unread = world.reader.unread(by).await.unwrap();
    assert_eq!(usize::try_from(unread).unwrap(), kinds.len(), "what is listed is what is counted");
    kinds
}

/// Whether what is of a kind comes into somebody's inbox, as they are told of their choices.
async fn chosen(world: &World, by: &Principal, kind: InboxKind) -> bool {
    let own = world.reader.own(by).await.unwrap().notifications;
    assert_eq!(own.len(), InboxKind::ALL.len());
    own.into_iter().find(|line| line.kind == kind).unwrap().told
}

#[tokio::test]
async fn what_happens_while_it_is_turned_off_is_told_neither_then_nor_later() {
    turned_off(World::sqlite().await, true).await;
}

#[tokio::test]
async fn it_is_the_same_when_all_is_folded_at_once() {
    turned_off(World::sqlite().await, false).await;
}

/// Folded after each step, or all at once.
pub async fn turned_off(world: World, stepwise: bool) {
    let step = || async {
        if stepwise {
            world.fold().await;
        }
    };
    world.register(case_id(1), "Robot", Visibility::Members).await;
    say(&world, &colleague(), 1, None, &[]).await;
    step().await;
    choose(&world, &editor(), Commented, false).await;
    step().await;
    say(&world, &colleague(), 2, None, &[]).await;
    step().await;
    choose(&world, &editor(), Commented, true).await;
    step().await;
    say(&world, &colleague(), 3, None, &[]).await;
    say(&world, &colleague(), 4, None, &[]).await;
    step().await;
    choose(&world, &editor(), Commented, false).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [Commented; 3], "the first and the last two");
    assert!(!chosen(&world, &editor(), Commented).await);
    assert!(chosen(&world, &editor(), Answered).await, "nothing was said of it");
    assert!(chosen(&world, &colleague(), Commented).await, "it is one's own");
    assert!(world.reader.own(&Principal::Anonymous).await.unwrap().notifications.is_empty());
}

#[tokio::test]
async fn one_is_told_for_the_best_reason_that_is_not_turned_off() {
    reasons(World::sqlite().await).await;
}

pub async fn reasons(world: World) {
    let editors = [editor().person().unwrap()];
    world.register(case_id(1), "Robot", Visibility::Members).await;
    say(&world, &editor(), 1, None, &[]).await;
    choose(&world, &editor(), Mentioned, false).await;
    world.fold().await;
    // A mention in an answer to their own comment on a case that they are on.
    say(&world, &mentioned(), 2, Some(1), &editors).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [Answered]);
    choose(&world, &editor(), Answered, false).await;
    say(&world, &mentioned(), 3, Some(1), &editors).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [Commented, Answered]);
    choose(&world, &editor(), Commented, false).await;
    say(&world, &mentioned(), 4, Some(1), &editors).await;
    choose(&world, &editor(), Mentioned, true).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [Commented, Answered], "not of the last one");
    say(&world, &mentioned(), 5, Some(1), &editors).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [Mentioned, Commented, Answered]);
}

#[tokio::test]
async fn an_answer_and_an_edit_tell_nobody_who_turned_them_off() {
    aside(World::sqlite().await).await;
}

pub async fn aside(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    say(&world, &colleague(), 1, None, &[]).await;
    choose(&world, &colleague(), Answered, false).await;
    choose(&world, &mentioned(), Mentioned, false).await;
    say(&world, &editor(), 2, Some(1), &[]).await;
    let edited = Event::CommentEdited {
        case: case_id(1),
        comment: comment_id(2),
        text: "Andre ord".to_owned(),
        mentions: [mentioned().person().unwrap()].into(),
    };
    world.append(format!("discussion-{}", case_id(1)), &editor(), &[edited]).await;
    world.fold().await;
    assert_eq!(kinds(&world, &colleague()).await, []);
    assert_eq!(kinds(&world, &mentioned()).await, []);
    // Turned on after it, in the same page.
    say(&world, &editor(), 3, Some(1), &[]).await;
    choose(&world, &colleague(), Answered, true).await;
    say(&world, &editor(), 4, Some(1), &[]).await;
    world.fold().await;
    assert_eq!(kinds(&world, &colleague()).await, [Answered]);
}

#[tokio::test]
async fn what_is_followed_is_left_alone_and_only_the_inbox_is_still() {
    followed(World::sqlite().await).await;
}

pub async fn followed(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    let follow = Event::CaseFollowed { case: case_id(1) };
    for by in [colleague(), person(3, syddjurs(), &[])] {
        let stream = format!("person-{}", by.person().unwrap());
        world.append(stream, &by, std::slice::from_ref(&follow)).await;
    }
    choose(&world, &colleague(), Followed, false).await;
    world.share(case_id(1), Visibility::Public).await;
    world.fold().await;
    assert_eq!(kinds(&world, &colleague()).await, []);
    assert_eq!(kinds(&world, &person(3, syddjurs(), &[])).await, [Followed]);
    choose(&world, &colleague(), Followed, true).await;
    world.share(case_id(1), Visibility::Members).await;
    world.fold().await;
    assert_eq!(kinds(&world, &colleague()).await, [Followed]);
}
