//! A command that comes again: one effect, one answer.

use std::sync::Arc;

use registry::log::{Appended, CommandKey, Expected, LogError};
use uuid::Uuid;

use crate::given::{Store, append, commanded, conflict, events, id, joined, one, versions};

/// The append of a command that registers a case; with new event ids each time, as a caller
/// who decides again makes them.
fn registered(command: Uuid, content: u8) -> registry::log::Append {
    commanded(append("case-1", Expected::NoStream, events(2)), command, content)
}

pub async fn a_repeated_command_answers_its_original_outcome(store: &Store) {
    let log = store.open().await;
    let command = id();
    let first = log.append(registered(command, 1)).await.unwrap();
    log.append(append("case-1", Expected::Version(2), events(3))).await.unwrap();
    let again = log.append(registered(command, 1)).await.unwrap();
    assert!(!first.repeated);
    assert_eq!(again, Appended { repeated: true, ..first });
}

pub async fn a_repeated_command_stores_nothing(store: &Store) {
    let log = store.open().await;
    let sent = registered(id(), 1);
    log.append(sent.clone()).await.unwrap();
    let head = log.head().await.unwrap();
    log.append(sent).await.unwrap();
    assert_eq!(log.head().await.unwrap(), head);
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2]);
}

pub async fn another_content_under_a_used_key_is_refused(store: &Store) {
    let log = store.open().await;
    let command = id();
    log.append(registered(command, 1)).await.unwrap();
    let other = commanded(one("case-2"), command, 2);
    assert!(matches!(log.append(other).await, Err(LogError::KeyReused)));
    assert!(log.read("case-2", 0).await.unwrap().is_empty());
}

pub async fn the_outcome_of_an_unknown_command_is_unknown(store: &Store) {
    let log = store.open().await;
    log.append(registered(id(), 1)).await.unwrap();
    let unknown = CommandKey { id: id(), digest: [1; 32] };
    assert_eq!(log.outcome(unknown).await.unwrap(), None);
}

pub async fn the_outcome_of_a_command_is_known_afterwards(store: &Store) {
    let log = store.open().await;
    let id = id();
    let appended = log.append(registered(id, 1)).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    let known = log.outcome(CommandKey { id, digest: [1; 32] }).await.unwrap();
    assert_eq!(known, Some(Appended { repeated: true, ..appended }));
    let other = log.outcome(CommandKey { id, digest: [2; 32] }).await;
    assert!(matches!(other, Err(LogError::KeyReused)), "{other:?}");
}

pub async fn a_command_in_conflict_may_be_tried_again(store: &Store) {
    let log = store.open().await;
    let command = id();
    log.append(one("case-1")).await.unwrap();
    assert_eq!(conflict(log.append(registered(command, 1)).await), 1);
    let decided_again = append("case-1", Expected::Version(1), events(1));
    let appended = log.append(commanded(decided_again, command, 1)).await.unwrap();
    assert_eq!((appended.version, appended.repeated), (2, false));
}

pub async fn the_same_command_at_the_same_time_has_one_effect(store: &Store) {
    let log = store.open().await;
    let command = id();
    let tries = (0..24).map(|_| {
        let log = Arc::clone(&log);
        tokio::spawn(async move { log.append(registered(command, 1)).await.unwrap() })
    });
    let answers: Vec<Appended> = joined(tries).await;
    let first = answers.iter().filter(|answer| !answer.repeated).collect::<Vec<_>>();
    let [first] = first.as_slice() else { panic!("one effect is expected, not {answers:?}") };
    let places = answers.iter().map(|answer| (answer.version, answer.position));
    assert!(places.clone().all(|place| place == (first.version, first.position)), "{answers:?}");
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2]);
}

pub async fn other_commands_have_effects_of_their_own(store: &Store) {
    let log = store.open().await;
    for version in 1..=3 {
        let appended = log.append(commanded(one("case-1"), id(), 1)).await.unwrap();
        assert_eq!((appended.version, appended.repeated), (version, false));
    }
}
