//! What an append expects of its stream.

use registry::log::Expected;

use crate::given::{Store, append, conflict, events, one, versions};

pub async fn the_first_event_of_a_stream_has_version_one(store: &Store) {
    let log = store.open().await;
    let appended = log.append(one("case-1")).await.unwrap();
    assert_eq!(appended.version, 1);
    assert!(appended.position > 0 && !appended.repeated);
}

pub async fn no_stream_is_accepted_once(store: &Store) {
    let log = store.open().await;
    let first = log.append(append("case-1", Expected::NoStream, events(1))).await;
    assert_eq!(first.unwrap().version, 1);
    let second = log.append(append("case-1", Expected::NoStream, events(1))).await;
    assert_eq!(conflict(second), 1);
}

pub async fn no_stream_is_a_conflict_where_there_are_events(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    assert_eq!(conflict(log.append(append("case-1", Expected::NoStream, events(1))).await), 3);
}

pub async fn the_expected_version_is_accepted(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
    let appended = log.append(append("case-1", Expected::Version(2), events(1))).await.unwrap();
    assert_eq!(appended.version, 3);
}

pub async fn an_older_version_is_a_conflict_that_names_the_actual_one(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(5))).await.unwrap();
    assert_eq!(conflict(log.append(append("case-1", Expected::Version(4), events(1))).await), 5);
}

pub async fn a_newer_version_is_a_conflict(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
    for newer in [3, u64::MAX] {
        let result = log.append(append("case-1", Expected::Version(newer), events(1))).await;
        assert_eq!(conflict(result), 2);
    }
}

pub async fn a_version_of_a_missing_stream_is_a_conflict_at_zero(store: &Store) {
    let log = store.open().await;
    log.append(one("case-2")).await.unwrap();
    assert_eq!(conflict(log.append(append("case-1", Expected::Version(1), events(1))).await), 0);
}

pub async fn version_zero_is_a_stream_without_events(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Version(0), events(1))).await.unwrap();
    assert_eq!(conflict(log.append(append("case-1", Expected::Version(0), events(1))).await), 1);
}

pub async fn any_is_accepted_whatever_the_version(store: &Store) {
    let log = store.open().await;
    for version in 1..=4 {
        assert_eq!(log.append(one("case-1")).await.unwrap().version, version);
    }
}

pub async fn a_conflict_stores_nothing(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let head = log.head().await.unwrap();
    conflict(log.append(append("case-1", Expected::NoStream, events(1))).await);
    assert_eq!(log.head().await.unwrap(), head);
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1]);
}

pub async fn streams_do_not_share_versions(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    let other = log.append(append("case-2", Expected::NoStream, events(1))).await.unwrap();
    assert_eq!(other.version, 1);
    assert_eq!(log.append(one("case-1")).await.unwrap().version, 4);
}
