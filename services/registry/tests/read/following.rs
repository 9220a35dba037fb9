//! What followers are told.

use case::Command;
use case::access::Principal;
use registry::read::{Notice, ReadError, Slice};
use vocabulary::{CaseId, Cvr, Internal, PersonRole, Phase, Section, Story, Visibility};

use crate::world::{World, aarhus, case_id, colleague, editor, person_id, randers, syddjurs};

async fn told(world: &World, by: &Principal) -> Vec<(CaseId, u32, String)> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    let entries = page.items.into_iter().map(|listed| listed.item);
    entries.map(|entry| (entry.case, entry.edition.unwrap(), entry.event)).collect()
}

fn challenge(text: &str) -> Section {
    Section::Story(Story { challenge: Some(text.to_owned()), ..Story::default() })
}

#[tokio::test]
async fn a_follower_is_told_of_the_next_change_of_what_is_shared_and_of_nothing_internal() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.describe(case, challenge("Før")).await;
    world.follow(&colleague(), case).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, []);

    let notes = Internal { notes: Some("Kun os".to_owned()), ..Internal::default() };
    world.describe(case, Section::Internal(notes)).await;
    let (person, role) = (person_id(7), PersonRole::Associated);
    let assign = Command::AssignPerson { person, role, organisation: Some(randers()) };
    world.command(case, &editor(), assign).await;
    world.comment(&editor(), case, 1, "Svar").await;
    world.describe(case, challenge("Efter")).await;
    world.fold().await;

    assert_eq!(told(&world, &colleague()).await, [(case, 3, "CaseDescribed".to_owned())]);
}

#[tokio::test]
async fn nobody_is_told_of_what_they_did_themselves_or_no_longer_follow() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.follow(&editor(), case).await;
    world.follow(&colleague(), case).await;
    world.describe(case, challenge("Et")).await;
    let stream = format!("person-{}", colleague().person().unwrap());
    world.append(stream, &colleague(), &[case::Event::CaseUnfollowed { case }]).await;
    world.describe(case, challenge("To")).await;
    world.fold().await;

    assert_eq!(told(&world, &editor()).await, []);
    assert_eq!(told(&world, &colleague()).await, [(case, 2, "CaseDescribed".to_owned())]);
}

#[tokio::test]
async fn what_happened_while_others_were_selected_is_never_told() {
    let world = World::sqlite().await;
    let case = case_id(1);
    let select = |selected: &[Cvr]| Command::ChangeVisibility {
        visibility: Visibility::Selected,
        selected: selected.to_vec(),
    };
    let both = [syddjurs(), aarhus()];
    world.register(case, "Robot", Visibility::Organisation).await;
    world.command(case, &editor(), select(&both)).await;
    world.follow(&colleague(), case).await;
    world.describe(case, challenge("Med jer")).await;
    world.command(case, &editor(), select(&both[1..])).await;
    world.describe(case, challenge("Uden jer")).await;
    world.fold().await;
    world.command(case, &editor(), select(&both)).await;
    world.describe(case, challenge("Med jer igen")).await;
    world.fold().await;

    let events = told(&world, &colleague()).await;
    let described = |edition| (case, edition, "CaseDescribed".to_owned());
    assert_eq!(events, [described(4), described(2)]);
}

#[tokio::test]
async fn what_happened_while_a_case_was_closed_is_never_told() {
    closed(World::sqlite().await).await;
}

pub async fn closed(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.follow(&colleague(), case).await;
    world.describe(case, challenge("Åbent")).await;
    world.share(case, Visibility::Organisation).await;
    world.describe(case, challenge("Lukket")).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [], "access is asked for again");

    world.share(case, Visibility::Members).await;
    world.fold().await;

    let events: Vec<_> = told(&world, &colleague()).await;
    assert_eq!(
        events,
        [(case, 3, "VisibilityChanged".to_owned()), (case, 2, "CaseDescribed".to_owned())]
    );
}

#[tokio::test]
async fn an_inbox_is_paged_newest_first_each_entry_once() {
    inbox(World::sqlite().await).await;
}

pub async fn inbox(world: World) {
    for number in 1..=3 {
        world.register(case_id(number), "Robot", Visibility::Members).await;
        world.follow(&colleague(), case_id(number)).await;
    }
    for round in 0..5 {
        for number in 1..=3 {
            world.describe(case_id(number), challenge(&format!("Runde {round}"))).await;
        }
    }
    world.fold().await;
    let all = world.reader.inbox(&colleague(), &Slice::first(100)).await.unwrap();
    assert_eq!(all.items.len(), 15);
    assert!(all.items.windows(2).all(|pair| pair[0].item.at > pair[1].item.at));

    let mut paged = Vec::new();
    let mut slice = Slice::first(4);
    loop {
        let page = world.reader.inbox(&colleague(), &slice).await.unwrap();
        slice.after = page.items.last().map(|listed| listed.cursor.clone());
        paged.extend(page.items);
        if !page.has_next {
            break;
        }
    }
    assert_eq!(paged, all.items);
    let odd = Slice { first: 4, after: Some("42".to_owned()) };
    assert!(matches!(world.reader.inbox(&colleague(), &odd).await, Err(ReadError::InvalidCursor)));
}

#[tokio::test]
async fn watchers_elsewhere_hear_of_shared_changes_only_and_never_of_a_revision() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    world.follow(&colleague(), case).await;
    world.fold().await;
    let mut changes = world.reader.watch_changes();
    let notes = Internal { notes: Some("Kun os".to_owned()), ..Internal::default() };
    world.describe(case, Section::Internal(notes)).await;
    world.fold().await;
    let internal = changes.try_recv().unwrap();
    world.command(case, &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    world.fold().await;
    let shared = changes.try_recv().unwrap();

    let hears = async |by: &Principal, changed, followed| {
        world.reader.notice(by, changed, followed).await.unwrap()
    };
    let notice = |revision, edition| Some(Notice { case, revision, edition });
    assert_eq!(hears(&editor(), &internal, false).await, notice(Some(3), 1));
    assert_eq!(hears(&colleague(), &internal, false).await, None);
    assert_eq!(hears(&colleague(), &shared, true).await, notice(None, 2));
    assert_eq!(hears(&editor(), &shared, true).await, None, "who does not follow it");
    assert_eq!(hears(&Principal::Anonymous, &shared, false).await, None);
}
