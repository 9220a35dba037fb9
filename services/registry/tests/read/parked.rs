//! Events that cannot be folded: what is parked, what stops, and what operators make of it.

use std::sync::Arc;

use case::Event;
use platform::ids;
use registry::log::{EventLog, NewEvent};
use registry::read::ReadModels;
use vocabulary::{Section, Story, Visibility};

use crate::faults::{history, undisturbed};
use crate::logs::{Habit, Odd};
use crate::world::{World, case_id, colleague, directory, editor};

fn event(kind: &str, data: &str) -> NewEvent {
    NewEvent { id: ids::v7(), kind: kind.to_owned(), schema: 1, data: data.as_bytes().to_vec() }
}

fn stream(number: u128) -> String {
    format!("case-{}", case_id(number))
}

/// What an operator decided.
async fn decide(world: &World, kind: &str, data: serde_json::Value) {
    world.raw("projections".to_owned(), &editor(), vec![event(kind, &data.to_string())]).await;
}

async fn skip(world: &World, stream: &str, version: u64) {
    let data = serde_json::json!({
        "stream": stream, "version": version, "reason": "Ødelagt", "by": "drift",
    });
    decide(world, "EventSkipped", data).await;
}

async fn challenge(world: &World, number: u128, text: &str) {
    let story = Story { challenge: Some(text.to_owned()), ..Story::default() };
    // The writer does not decide on a stream that it cannot read; an older one wrote this.
    let event = Event::CaseDescribed { section: Box::new(Section::Story(story)) };
    world.append(stream(number), &editor(), &[event]).await;
}

/// Two cases, the first with an event that nobody can read, and something after it in both.
async fn poisoned(world: &World) {
    world.register(case_id(1), "Robot", Visibility::Members).await;
    world.register(case_id(2), "Robot", Visibility::Members).await;
    world.fold().await;
    world.raw(stream(1), &editor(), vec![event("PhaseChanged", "{}")]).await;
    challenge(world, 1, "Nyt").await;
    challenge(world, 2, "Nyt").await;
    world.fold().await;
}

#[tokio::test]
async fn an_event_that_nobody_can_read_parks_its_stream_and_no_other() {
    let world = World::sqlite().await;
    poisoned(&world).await;

    let parked = world.models.parked().await.unwrap();
    assert_eq!(parked.len(), 1);
    assert_eq!(parked[0].stream, stream(1));
    assert_eq!((parked[0].position, parked[0].version), (5, 3));
    assert_eq!(parked[0].kind, "PhaseChanged");
    let view = world.reader.case(&editor(), case_id(1)).await.unwrap().unwrap();
    assert_eq!(view.public.story.challenge, None, "what follows is not folded");
    let view = world.reader.case(&colleague(), case_id(2)).await.unwrap().unwrap();
    assert_eq!(view.public.story.challenge.as_deref(), Some("Nyt"));
    assert_eq!(world.reader.case(&colleague(), case_id(1)).await.unwrap(), None);
    assert_eq!(world.ids(&colleague(), "robot").await, [case_id(2)]);
    assert_eq!(world.reader.ready(), Ok(()), "the others go on");
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn a_skipped_event_is_left_out_for_good_and_the_rest_of_its_stream_is_folded() {
    skipped(World::sqlite().await).await;
}

pub async fn skipped(world: World) {
    poisoned(&world).await;
    skip(&world, &stream(1), 4).await;
    world.fold().await;
    assert_eq!(world.models.parked().await.unwrap().len(), 1, "that is another event");

    skip(&world, &stream(1), 3).await;
    challenge(&world, 1, "Nyere").await;
    world.fold().await;

    assert_eq!(world.models.parked().await.unwrap(), []);
    let view = world.reader.case(&editor(), case_id(1)).await.unwrap().unwrap();
    assert_eq!(view.public.story.challenge.as_deref(), Some("Nyere"));
    assert_eq!(view.internal.unwrap().revision, 5, "it is the version of the stream");
    assert_eq!(world.ids(&colleague(), "robot").await.len(), 2, "it is found again");
    let folded = world.models.digest().await.unwrap();
    assert_eq!(undisturbed(&world).await, folded);
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.parked().await.unwrap(), [], "the decision holds after a rebuild");
}

#[tokio::test]
async fn of_several_events_that_nobody_can_read_the_next_parks_the_stream_again() {
    let world = World::sqlite().await;
    poisoned(&world).await;
    world.raw(stream(1), &editor(), vec![event("PhaseChanged", "{}")]).await;
    skip(&world, &stream(1), 3).await;
    world.fold().await;

    let parked = world.models.parked().await.unwrap();
    assert_eq!(parked[0].version, 5);
    let view = world.reader.case(&editor(), case_id(1)).await.unwrap().unwrap();
    assert_eq!(view.public.story.challenge.as_deref(), Some("Nyt"), "what lay between is folded");
    assert_eq!(undisturbed(&world).await, world.models.digest().await.unwrap());
}

#[tokio::test]
async fn a_stream_that_can_be_read_again_is_folded_from_where_it_stopped() {
    let world = World::sqlite().await;
    history(&world).await;
    let position = world.log.read(&stream(3), 1).await.unwrap()[0].position;
    let spoilt = Odd { log: world.log.clone(), habit: Habit::Spoils(position) };
    world.models.catch_up(&spoilt).await.unwrap();
    let retried = serde_json::json!({"stream": stream(3), "by": "drift"});
    decide(&world, "StreamRetried", retried.clone()).await;
    world.models.catch_up(&spoilt).await.unwrap();
    let parked = world.models.parked().await.unwrap();
    assert_eq!((parked.len(), parked[0].position), (1, position), "it is as it was");

    decide(&world, "StreamRetried", retried).await;
    world.fold().await;

    assert_eq!(world.models.parked().await.unwrap(), []);
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
    assert_eq!(world.ids(&editor(), "robot").await.len(), 12);
}

#[tokio::test]
async fn an_event_newer_than_known_stops_before_it_and_an_upgrade_goes_on() {
    let world = World::sqlite().await;
    history(&world).await;
    let head = world.log.head().await.unwrap();
    let older = Odd { log: world.log.clone(), habit: Habit::Newer(20) };

    world.models.catch_up(&older).await.unwrap();

    let standing = world.reader.standing();
    assert_eq!((standing.position, standing.lag_events), (19, head - 19));
    assert_eq!(standing.stopped.map(|stopped| (stopped.position, stopped.schema)), Some((20, 99)));
    let why = world.reader.ready().unwrap_err();
    assert!(why.contains("newer than this version knows"), "{why}");
    assert_eq!(world.models.parked().await.unwrap(), [], "nothing is wrong with the event");
    assert!(!world.ids(&editor(), "robot").await.is_empty(), "reads go on");

    world.fold().await;

    assert_eq!(world.reader.standing().stopped, None);
    assert_eq!(world.reader.ready(), Ok(()));
    assert_eq!(world.models.digest().await.unwrap(), undisturbed(&world).await);
}

#[tokio::test]
async fn streams_that_are_not_of_cases_are_passed_over_whatever_they_hold() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Members).await;
    for stream in ["seals", "command-00000000-0000-0000-0000-000000000001", "odd"] {
        world.raw(stream.to_owned(), &editor(), vec![event("LogSealed", "7")]).await;
    }

    world.fold().await;

    assert_eq!(world.reader.position(), world.log.head().await.unwrap());
    assert_eq!(world.reader.standing().stopped, None);
    assert_eq!(world.models.parked().await.unwrap(), []);
}

#[tokio::test]
async fn a_decision_that_only_a_later_version_knows_stops_like_any_event() {
    let world = World::sqlite().await;
    decide(&world, "StreamForgotten", serde_json::json!({})).await;
    let models = ReadModels::open(&world.settings(), directory()).await.unwrap();
    let log: Arc<dyn EventLog> = world.log.clone();
    models.catch_up(log.as_ref()).await.unwrap();
    assert_eq!(models.reader().standing().stopped.unwrap().kind, "StreamForgotten");
}
