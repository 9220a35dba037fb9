//! Who is told of what, what they have read, and what they are told no more.

use std::collections::BTreeSet;

use case::access::Principal;
use case::{Command, Event};
use registry::read::Slice;
use uuid::Uuid;
use vocabulary::InboxKind::{Answered, Commented, Mentioned, ReuseBegun, ReuseProgressed};
use vocabulary::{
    CaseId, InboxEntry, InboxEntryId, InboxKind, PersonId, ReuseDegree, ReuseId, Visibility,
};

use crate::talking::comment_id;
use crate::world::{World, case_id, colleague, editor, person, person_id, randers, syddjurs};

/// In Randers, on no case.
pub fn mentioned() -> Principal {
    person(7, randers(), &[])
}

/// Says something about the first case.
pub async fn say(
    world: &World,
    by: &Principal,
    number: u128,
    answered: Option<u128>,
    mentions: &[PersonId],
) {
    let posted = Event::CommentPosted {
        case: case_id(1),
        comment: comment_id(number),
        in_reply_to: answered.map(comment_id),
        text: "Ord".to_owned(),
        mentions: mentions.iter().copied().collect(),
    };
    world.append(format!("discussion-{}", case_id(1)), by, &[posted]).await;
}

async fn entries(world: &World, by: &Principal) -> Vec<InboxEntry> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item).collect()
}

async fn kinds(world: &World, by: &Principal) -> Vec<InboxKind> {
    entries(world, by).await.into_iter().map(|entry| entry.kind).collect()
}

async fn read(world: &World, by: &Principal, through: Option<InboxEntryId>) {
    let stream = format!("person-{}", by.person().unwrap());
    world.append(stream, by, &[Event::InboxRead { through }]).await;
    world.fold().await;
}

async fn shown(world: &World, case: CaseId, visibility: Visibility) {
    let command = Command::ChangeVisibility { visibility, selected: Vec::new() };
    world.command(case, &colleague(), command).await;
    world.fold().await;
}

#[tokio::test]
async fn each_is_told_once_and_for_the_best_reason() {
    reasons(World::sqlite().await).await;
}

pub async fn reasons(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    say(&world, &colleague(), 1, None, &[]).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [InboxKind::Commented]);

    let told = [mentioned().person().unwrap()];
    say(&world, &editor(), 2, Some(1), &told).await;
    // Answered by a colleague of their own organisation who mentions them as well.
    say(&world, &person(3, syddjurs(), &[]), 3, Some(1), &[colleague().person().unwrap()]).await;
    say(&world, &mentioned(), 4, Some(2), &[editor().person().unwrap()]).await;
    say(&world, &mentioned(), 5, Some(2), &[]).await;
    world.fold().await;

    let own = kinds(&world, &editor()).await;
    assert_eq!(own, [Answered, Mentioned, Commented, Commented], "nothing of one's own");
    assert_eq!(kinds(&world, &colleague()).await, [Mentioned, Answered]);
    let entry = entries(&world, &mentioned()).await.remove(0);
    assert_eq!((entry.kind, entry.comment), (Mentioned, Some(comment_id(2))));
    assert_eq!((entry.event.as_str(), entry.unread), ("CommentPosted", true));
    assert_eq!(kinds(&world, &person(3, syddjurs(), &[])).await, []);
}

#[tokio::test]
async fn an_edit_tells_those_who_were_not_mentioned_before() {
    edited(World::sqlite().await).await;
}

pub async fn edited(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    say(&world, &editor(), 1, None, &[person_id(7)]).await;
    world.fold().await;
    let edit = |mentions: [u128; 2]| Event::CommentEdited {
        case: case_id(1),
        comment: comment_id(1),
        text: "Andre ord".to_owned(),
        mentions: mentions.map(person_id).into(),
    };
    let stream = format!("discussion-{}", case_id(1));
    world.append(stream.clone(), &editor(), &[edit([7, 8])]).await;
    world.append(stream, &editor(), &[edit([1, 8])]).await;
    world.fold().await;

    for number in [7, 8] {
        let told = kinds(&world, &person(number, randers(), &[])).await;
        assert_eq!(told, [InboxKind::Mentioned], "{number}");
    }
    assert_eq!(kinds(&world, &editor()).await, [], "who wrote it");
}

#[tokio::test]
async fn what_is_said_while_a_case_is_closed_is_told_to_those_inside_only() {
    closed(World::sqlite().await).await;
}

pub async fn closed(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    say(&world, &colleague(), 1, None, &[]).await;
    say(&world, &editor(), 2, Some(1), &[]).await;
    say(&world, &mentioned(), 3, None, &[]).await;
    world.share(case, Visibility::Organisation).await;
    say(&world, &editor(), 4, Some(1), &[]).await;
    say(&world, &editor(), 5, Some(3), &[]).await;
    world.fold().await;
    assert_eq!(kinds(&world, &colleague()).await, [], "access is asked for again");
    assert_eq!(world.reader.unread(&colleague()).await.unwrap(), 0);
    assert_eq!(kinds(&world, &mentioned()).await, [InboxKind::Answered]);

    world.share(case, Visibility::Draft).await;
    say(&world, &editor(), 6, Some(3), &[]).await;
    world.share(case, Visibility::Members).await;
    world.fold().await;
    let told = entries(&world, &colleague()).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].comment, Some(comment_id(2)));
    assert_eq!(kinds(&world, &mentioned()).await.len(), 1, "not of what a draft said");
}

#[tokio::test]
async fn a_reuse_is_told_to_those_it_reuses_once_both_may_be_read() {
    reused(World::sqlite().await).await;
}

pub async fn reused(world: World) {
    let (source, reuser) = (case_id(1), case_id(2));
    world.register(source, "Kilde", Visibility::Members).await;
    world.reuse(reuser, source, Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [], "it is nobody else's business yet");

    shown(&world, reuser, Visibility::Members).await;
    let progress = |degree| Command::ProgressReuse {
        reuse: ReuseId(Uuid::from_u128(reuser.0.as_u128())),
        degree,
        reason: None,
    };
    world.command(reuser, &colleague(), progress(ReuseDegree::Adapting)).await;
    world.fold().await;
    let told = entries(&world, &editor()).await;
    let begun: Vec<_> = told.iter().map(|entry| (entry.kind, entry.case, entry.reuser)).collect();
    let of = |kind| (kind, source, Some(reuser));
    assert_eq!(begun, [of(InboxKind::ReuseProgressed), of(InboxKind::ReuseBegun)]);

    shown(&world, reuser, Visibility::Organisation).await;
    world.command(reuser, &colleague(), progress(ReuseDegree::InUse)).await;
    world.fold().await;
    assert_eq!(kinds(&world, &editor()).await, [], "the reuser was taken in again");
    shown(&world, reuser, Visibility::Public).await;
    assert_eq!(kinds(&world, &editor()).await, [ReuseBegun, ReuseProgressed, ReuseBegun]);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn what_was_read_is_counted_no_more_and_a_mark_never_goes_back() {
    marked(World::sqlite().await).await;
}

pub async fn marked(world: World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    for number in 1..=4 {
        say(&world, &colleague(), number, None, &[]).await;
    }
    world.fold().await;
    let unread = async || world.reader.unread(&editor()).await.unwrap();
    assert_eq!(unread().await, 4);
    let all = entries(&world, &editor()).await;

    read(&world, &editor(), Some(all[1].id)).await;
    assert_eq!(unread().await, 1);
    let marks: Vec<bool> = entries(&world, &editor()).await.iter().map(|it| it.unread).collect();
    assert_eq!(marks, [true, false, false, false]);
    read(&world, &editor(), Some(all[3].id)).await;
    read(&world, &editor(), Some(InboxEntryId(Uuid::from_u128(99)))).await;
    read(&world, &colleague(), Some(all[0].id)).await;
    assert_eq!(unread().await, 1, "neither back, nor by what is no entry, nor by somebody else");

    read(&world, &editor(), None).await;
    assert_eq!(unread().await, 0);
    say(&world, &colleague(), 5, None, &[]).await;
    world.fold().await;
    assert_eq!(unread().await, 1);
    assert_eq!(world.reader.unread(&Principal::Anonymous).await.unwrap(), 0);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn word_goes_to_whose_inbox_changed_and_to_nobody_else() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Members).await;
    world.fold().await;
    let mut changes = world.reader.watch_inboxes();
    say(&world, &colleague(), 1, None, &[]).await;
    world.fold().await;
    read(&world, &editor(), None).await;
    let mut told = BTreeSet::new();
    while let Ok(person) = changes.try_recv() {
        told.insert(person);
    }
    assert_eq!(told, BTreeSet::from([editor().person().unwrap()]));
    say(&world, &editor(), 2, None, &[]).await;
    world.fold().await;
    assert!(changes.try_recv().is_err(), "nobody was told of it");
}
