//! What becomes of comments, and who is told what of them.

use std::collections::BTreeSet;

use case::Event;
use case::access::Principal;
use registry::read::{Slice, What};
use uuid::Uuid;
use vocabulary::{CaseId, Comment, CommentId, Visibility};

use crate::world::{World, case_id, colleague, editor, person_id};

pub fn comment_id(number: u128) -> CommentId {
    CommentId(Uuid::from_u128(number))
}

pub async fn edit(world: &World, by: &Principal, case: CaseId, number: u128, text: &str) {
    let edited = Event::CommentEdited {
        case,
        comment: comment_id(number),
        text: text.to_owned(),
        mentions: BTreeSet::from([person_id(5)]),
    };
    world.append(format!("discussion-{case}"), by, &[edited]).await;
}

pub async fn remove(world: &World, by: &Principal, case: CaseId, number: u128) {
    let removed = Event::CommentRemoved { case, comment: comment_id(number) };
    world.append(format!("discussion-{case}"), by, &[removed]).await;
}

async fn said(world: &World, by: &Principal, case: CaseId) -> Vec<Comment> {
    let page = world.reader.comments(by, case, &Slice::first(10)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item).collect()
}

#[tokio::test]
async fn an_edited_comment_says_so_and_a_removed_one_keeps_its_place_only() {
    edited(World::sqlite().await).await;
}

pub async fn edited(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.comment(&colleague(), case, 1, "Hvordan?").await;
    world.comment(&editor(), case, 2, "UDSAGT").await;
    world.fold().await;
    let before = said(&world, &editor(), case).await;
    assert_eq!((before[0].edited_at, before[0].removed), (None, false));

    edit(&world, &colleague(), case, 1, "Hvordan mon?").await;
    let edited_at = world.now();
    remove(&world, &editor(), case, 2).await;
    // What was removed stays removed, whatever a stream says of it.
    edit(&world, &editor(), case, 2, "ALLIGEVEL").await;
    world.fold().await;

    let own = said(&world, &colleague(), case).await;
    assert_eq!((own[0].text.as_str(), own[0].edited_at), ("Hvordan mon?", Some(edited_at)));
    assert_eq!(own[0].mentions, [person_id(5)]);
    assert_eq!((own[0].posted_at, own[0].author), (before[0].posted_at, colleague().person()));
    assert_eq!((own[1].text.as_str(), own[1].removed, own.len()), ("", true, 2));
    let others = said(&world, &editor(), case).await;
    assert_eq!((others[0].author, others[0].mentions.len()), (None, 0));
    assert_eq!(others[0].text, "Hvordan mon?");
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn watchers_hear_of_an_edited_and_of_a_removed_comment() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Public).await;
    world.comment(&colleague(), case, 1, "Hvordan?").await;
    world.fold().await;
    let mut changes = world.reader.watch_changes();
    edit(&world, &colleague(), case, 1, "Hvordan mon?").await;
    world.fold().await;
    assert_eq!(changes.try_recv().unwrap().what, What::Discussion);
    remove(&world, &colleague(), case, 1).await;
    world.fold().await;
    let removed = changes.try_recv().unwrap();
    assert_eq!((removed.case, removed.what), (case, What::Discussion));
    let stranger = world.reader.notice(&Principal::Anonymous, &removed, false).await.unwrap();
    assert_eq!(stranger, None, "comments are for those signed in");
}
