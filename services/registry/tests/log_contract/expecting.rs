//! Every kind of expectation, against streams of every kind.

use registry::log::{Expected, LogError};

use crate::given::{Store, append, conflict, event, events, one, versions};

pub async fn any_begins_an_empty_stream(store: &Store) {
    let log = store.open().await;
    log.append(one("case-2")).await.unwrap();
    assert_eq!(log.append(append("case-1", Expected::Any, events(2))).await.unwrap().version, 2);
}

pub async fn no_stream_begins_a_stream_beside_others(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(5))).await.unwrap();
    let begun = log.append(append("case-11", Expected::NoStream, events(2))).await.unwrap();
    assert_eq!(begun.version, 2);
}

pub async fn any_continues_after_a_batch(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(7))).await.unwrap();
    assert_eq!(log.append(append("case-1", Expected::Any, events(2))).await.unwrap().version, 9);
}

pub async fn a_batch_continues_at_its_version(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(2))).await.unwrap();
    let appended = log.append(append("case-1", Expected::Version(2), events(3))).await.unwrap();
    assert_eq!(appended.version, 5);
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3, 4, 5]);
}

pub async fn a_version_inside_a_batch_is_a_conflict(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(4))).await.unwrap();
    for inside in 1..4 {
        let result = log.append(append("case-1", Expected::Version(inside), events(1))).await;
        assert_eq!(conflict(result), 4);
    }
}

pub async fn version_zero_is_a_conflict_where_there_are_events(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
    assert_eq!(conflict(log.append(append("case-1", Expected::Version(0), events(1))).await), 2);
}

pub async fn the_highest_version_is_a_conflict_in_an_empty_stream(store: &Store) {
    let log = store.open().await;
    for highest in [i64::MAX.cast_unsigned(), u64::MAX] {
        let result = log.append(append("case-1", Expected::Version(highest), events(1))).await;
        assert_eq!(conflict(result), 0);
    }
}

pub async fn a_conflict_is_told_as_often_as_it_is_asked_for(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
    let stale = append("case-1", Expected::Version(1), events(1));
    for _ in 0..3 {
        assert_eq!(conflict(log.append(stale.clone()).await), 2);
    }
    assert_eq!(log.read("case-1", 0).await.unwrap().len(), 2);
}

pub async fn the_version_that_a_conflict_names_is_accepted(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    let actual = conflict(log.append(append("case-1", Expected::NoStream, events(1))).await);
    let sent = append("case-1", Expected::Version(actual), events(1));
    assert_eq!(log.append(sent).await.unwrap().version, actual + 1);
}

pub async fn events_that_were_in_conflict_are_taken_later(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let batch = vec![event(r#"{"a":1}"#), event(r#"{"a":2}"#)];
    conflict(log.append(append("case-1", Expected::NoStream, batch.clone())).await);
    log.append(append("case-1", Expected::Version(1), batch)).await.unwrap();
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3]);
}

pub async fn what_is_invalid_is_told_before_a_conflict(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    for broken in [vec![], vec![event("{")]] {
        let result = log.append(append("case-1", Expected::NoStream, broken)).await;
        assert!(matches!(result, Err(LogError::Invalid(_))), "{result:?}");
    }
}

pub async fn many_streams_keep_their_own_versions(store: &Store) {
    let log = store.open().await;
    for round in 0..3 {
        for number in 0..40 {
            let expected = if round == 0 { Expected::NoStream } else { Expected::Version(round) };
            let sent = append(&format!("case-{number}"), expected, events(1));
            assert_eq!(log.append(sent).await.unwrap().version, round + 1);
        }
    }
}
