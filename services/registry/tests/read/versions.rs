//! Cases as they were: for owners, by what they may see today.

use case::Command;
use case::access::{Principal, Role};
use registry::past::Until;
use vocabulary::{CaseId, CaseVersion, Internal, ReuseSource, Section, Story, Visibility};

use crate::world::{World, case_id, colleague, editor, person, randers, syddjurs};

fn challenge(text: &str) -> Section {
    Section::Story(Story { challenge: Some(text.to_owned()), ..Story::default() })
}

fn notes(text: &str) -> Section {
    Section::Internal(Internal { notes: Some(text.to_owned()), ..Internal::default() })
}

async fn version(world: &World, by: &Principal, case: CaseId, until: Until) -> Option<CaseVersion> {
    world.reader.case_version(world.log.as_ref(), by, case, until).await.unwrap()
}

async fn changed(world: &World, by: &Principal, case: CaseId, between: [u64; 2]) -> Option<String> {
    let changes = world.reader.case_changes(world.log.as_ref(), by, case, between).await.unwrap();
    changes.map(|changes| format!("{changes:?}"))
}

#[tokio::test]
async fn every_revision_and_every_moment_is_told_as_it_was() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Organisation).await;
    let mut moments = vec![world.now()];
    for text in ["Et", "To", "Tre"] {
        world.describe(case, challenge(text)).await;
        moments.push(world.now());
    }
    world.fold().await;
    let told = [None, Some("Et"), Some("To"), Some("Tre")];
    for ((revision, at), text) in (1..).zip(&moments).zip(told) {
        for until in [Until::Revision(revision), Until::Moment(*at)] {
            let past = version(&world, &editor(), case, until).await.unwrap();
            assert_eq!((past.revision, past.at), (revision, *at), "{until:?}");
            assert_eq!(past.public.story.challenge.as_deref(), text, "{until:?}");
        }
    }
    let before = moments[0] - chrono::Duration::seconds(1);
    for none in [Until::Revision(0), Until::Revision(5), Until::Moment(before)] {
        assert_eq!(version(&world, &editor(), case, none).await, None, "{none:?}");
    }
    let between = changed(&world, &editor(), case, [2, 4]).await.unwrap();
    assert!(between.contains("Et") && between.contains("Tre") && !between.contains("To"));
    let back = changed(&world, &editor(), case, [4, 2]).await.unwrap();
    assert_ne!(back, between);
    assert_eq!(changed(&world, &editor(), case, [3, 3]).await.as_deref(), Some("[]"));
    assert_eq!(changed(&world, &editor(), case, [3, 5]).await, None);
}

/// It was public once: that gives outsiders nothing of what it was.
#[tokio::test]
async fn outsiders_are_told_of_no_version_and_readers_of_no_notes() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Public).await;
    world.describe(case, notes("HEMMELIG")).await;
    world.fold().await;
    let superuser = person(9, syddjurs(), &[Role::Superuser]);
    for other in [Principal::Anonymous, colleague(), superuser] {
        assert_eq!(version(&world, &other, case, Until::Revision(1)).await, None);
        assert_eq!(changed(&world, &other, case, [1, 3]).await, None);
    }
    let reader = person(8, randers(), &[Role::Reader]);
    let past = version(&world, &reader, case, Until::Revision(3)).await.unwrap();
    assert_eq!(past.notes, None);
    assert_eq!(changed(&world, &reader, case, [2, 3]).await.as_deref(), Some("[]"));
    let past = version(&world, &editor(), case, Until::Revision(3)).await.unwrap();
    assert_eq!(past.notes.unwrap().notes.as_deref(), Some("HEMMELIG"));
    assert!(changed(&world, &editor(), case, [2, 3]).await.unwrap().contains("HEMMELIG"));
}

/// Who owned it then and does no more is told nothing; who owns it since is told all.
#[tokio::test]
async fn the_past_is_for_those_who_own_the_case_today() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Organisation).await;
    let organisation = syddjurs();
    world.command(case, &editor(), Command::InviteJointOwner { organisation }).await;
    world.command(case, &colleague(), Command::AcceptInvitation { organisation }).await;
    world.fold().await;
    let past = version(&world, &colleague(), case, Until::Revision(1)).await;
    assert!(past.is_some_and(|past| past.public.joint_owners.is_empty()));
    world.command(case, &colleague(), Command::LeaveOwners { organisation }).await;
    world.fold().await;
    for revision in 1..=4 {
        assert_eq!(version(&world, &colleague(), case, Until::Revision(revision)).await, None);
    }
}

#[tokio::test]
async fn a_source_that_was_taken_in_is_told_by_no_version() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Kilde", Visibility::Members).await;
    world.reuse(case_id(2), case_id(1), Visibility::Members).await;
    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    let last = Until::Revision(3);
    let past = version(&world, &colleague(), case_id(2), last).await.unwrap();
    assert_eq!(past.public.reuses[0].source, ReuseSource::Hidden);
    let between = changed(&world, &colleague(), case_id(2), [1, 3]).await.unwrap();
    assert!(between.contains("reuses") && !between.contains(&case_id(1).to_string()), "{between}");
}
