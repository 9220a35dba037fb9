//! Keys of commands at their edges.

use std::sync::Arc;

use registry::log::{Append, Appended, CommandKey, Expected, LogError};
use uuid::Uuid;

use crate::given::{
    Store, append, assert_invalid, commanded, conflict, event, events, id, joined, one, versions,
};

fn is_reused<T>(result: &Result<T, LogError>) -> bool {
    matches!(result, Err(LogError::KeyReused))
}

pub async fn a_command_must_be_borne_by_its_last_event(store: &Store) {
    let log = store.open().await;
    let command = id();
    let mut batch = events(2);
    let nowhere = append("case-1", Expected::Any, batch.clone());
    batch[0].id = command;
    let first = append("case-1", Expected::Any, batch);
    for sent in [nowhere, first] {
        let key = Some(CommandKey { id: command, digest: [1; 32] });
        assert_invalid(log.append(Append { command: key, ..sent }).await);
    }
    assert_eq!(log.head().await.unwrap(), 0);
}

pub async fn a_repeated_command_is_answered_before_a_conflict(store: &Store) {
    let log = store.open().await;
    let sent = commanded(append("case-1", Expected::NoStream, events(2)), id(), 1);
    let first = log.append(sent.clone()).await.unwrap();
    let stale = Append { expected: Expected::Version(77), ..sent };
    assert_eq!(log.append(stale).await.unwrap(), Appended { repeated: true, ..first });
}

pub async fn a_reused_key_is_told_before_a_conflict(store: &Store) {
    let log = store.open().await;
    let command = id();
    log.append(commanded(one("case-1"), command, 1)).await.unwrap();
    let stale = commanded(append("case-1", Expected::Version(77), events(1)), command, 2);
    assert!(is_reused(&log.append(stale).await));
}

pub async fn a_command_that_comes_again_for_another_stream_is_answered_as_at_first(store: &Store) {
    let log = store.open().await;
    let command = id();
    let first = log.append(commanded(one("case-1"), command, 1)).await.unwrap();
    let elsewhere = commanded(append("case-2", Expected::NoStream, events(3)), command, 1);
    assert_eq!(log.append(elsewhere).await.unwrap(), Appended { repeated: true, ..first });
    assert!(log.read("case-2", 0).await.unwrap().is_empty());
}

pub async fn a_refused_append_leaves_its_key_free(store: &Store) {
    let log = store.open().await;
    let command = id();
    let broken = commanded(append("case-1", Expected::Any, vec![event("{")]), command, 1);
    assert_invalid(log.append(broken).await);
    assert!(!log.append(commanded(one("case-1"), command, 2)).await.unwrap().repeated);
}

pub async fn the_outcome_of_a_command_in_conflict_is_unknown(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let sent = commanded(append("case-1", Expected::NoStream, events(1)), id(), 1);
    conflict(log.append(sent.clone()).await);
    assert_eq!(log.outcome(sent.command.unwrap()).await.unwrap(), None);
}

pub async fn a_key_in_conflict_may_be_used_for_another_stream(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let command = id();
    conflict(
        log.append(commanded(append("case-1", Expected::NoStream, events(1)), command, 1)).await,
    );
    let elsewhere = commanded(append("case-2", Expected::NoStream, events(1)), command, 2);
    assert!(!log.append(elsewhere).await.unwrap().repeated);
}

pub async fn a_command_of_many_events_ends_at_its_last(store: &Store) {
    let log = store.open().await;
    let sent = commanded(append("case-1", Expected::NoStream, events(30)), id(), 1);
    let appended = log.append(sent.clone()).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!((appended.version, appended.position), (30, stored[29].position));
    let known = log.outcome(sent.command.unwrap()).await.unwrap().unwrap();
    assert_eq!((known.version, known.position), (30, stored[29].position));
}

pub async fn an_old_command_is_known_under_many_events(store: &Store) {
    let log = store.open().await;
    let sent = commanded(append("case-1", Expected::NoStream, events(2)), id(), 1);
    let first = log.append(sent.clone()).await.unwrap();
    log.append(append("case-1", Expected::Version(2), events(1_200))).await.unwrap();
    let known = log.outcome(sent.command.unwrap()).await.unwrap();
    assert_eq!(known, Some(Appended { repeated: true, ..first }));
    assert_eq!(log.append(sent).await.unwrap(), Appended { repeated: true, ..first });
}

pub async fn commands_at_the_same_time_have_each_their_effect(store: &Store) {
    let log = store.open().await;
    let tries = (0..20).map(|number| {
        let log = Arc::clone(&log);
        let sent = commanded(one(&format!("case-{}", number % 4)), id(), 1);
        tokio::spawn(async move { log.append(sent).await.unwrap() })
    });
    assert!(joined(tries).await.iter().all(|appended| !appended.repeated));
    for number in 0..4 {
        let stored = log.read(&format!("case-{number}"), 0).await.unwrap();
        assert_eq!(versions(&stored), [1, 2, 3, 4, 5]);
    }
}

pub async fn of_two_contents_under_one_key_at_the_same_time_one_has_an_effect(store: &Store) {
    let log = store.open().await;
    for round in 0..5 {
        let command = id();
        let stream = format!("case-{round}");
        let tries = (1..=2).map(|content| {
            let (log, sent) = (Arc::clone(&log), commanded(one(&stream), command, content));
            tokio::spawn(async move { log.append(sent).await })
        });
        let results = joined(tries).await;
        assert_eq!(results.iter().filter(|result| is_reused(result)).count(), 1, "{results:?}");
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert_eq!(log.read(&stream, 0).await.unwrap().len(), 1);
    }
}

pub async fn the_highest_id_is_a_command_like_others(store: &Store) {
    let log = store.open().await;
    let sent = commanded(one("case-1"), Uuid::max(), 255);
    let first = log.append(sent.clone()).await.unwrap();
    assert_eq!(log.append(sent).await.unwrap(), Appended { repeated: true, ..first });
}
