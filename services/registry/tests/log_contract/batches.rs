//! All events of an append or none, and appends that no engine takes.

use registry::log::Expected;

use crate::given::{
    Store, append, assert_growing, assert_invalid, conflict, event, events, ids, one, versions,
};

pub async fn a_batch_has_consecutive_versions_and_growing_positions(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let appended = log.append(append("case-1", Expected::Any, events(4))).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(versions(&stored), [1, 2, 3, 4, 5]);
    assert_growing(&stored);
    let last = stored.last().unwrap();
    assert_eq!((appended.version, appended.position), (last.version, last.position));
}

pub async fn a_batch_in_conflict_stores_none_of_its_events(store: &Store) {
    let log = store.open().await;
    conflict(log.append(append("case-1", Expected::Version(1), events(3))).await);
    assert!(log.read("case-1", 0).await.unwrap().is_empty());
    assert_eq!(log.head().await.unwrap(), 0);
}

pub async fn a_thousand_events_are_stored_in_order(store: &Store) {
    let log = store.open().await;
    let batch = events(1_000);
    let wanted: Vec<_> = batch.iter().map(|event| event.id).collect();
    let appended = log.append(append("case-1", Expected::NoStream, batch)).await.unwrap();
    assert_eq!(appended.version, 1_000);
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(ids(&stored), wanted);
    assert_eq!(versions(&stored), (1..=1_000).collect::<Vec<_>>());
    assert_growing(&stored);
}

pub async fn an_append_without_events_is_refused(store: &Store) {
    let log = store.open().await;
    assert_invalid(log.append(append("case-1", Expected::Any, vec![])).await);
    assert_eq!(log.head().await.unwrap(), 0);
}

pub async fn data_that_is_not_json_is_refused(store: &Store) {
    let log = store.open().await;
    for data in [&b""[..], b"{", b"{}{}", b"\"\xff\"", b"\"\0\"", b"nul"] {
        let mut broken = event("{}");
        broken.data = data.to_vec();
        assert_invalid(
            log.append(append("case-1", Expected::Any, vec![event("{}"), broken])).await,
        );
    }
    assert_eq!(log.head().await.unwrap(), 0);
}

pub async fn a_taken_event_id_is_refused_and_nothing_stored(store: &Store) {
    let log = store.open().await;
    let taken = event("{}");
    log.append(append("case-1", Expected::Any, vec![taken.clone()])).await.unwrap();
    let head = log.head().await.unwrap();
    let again = append("case-2", Expected::Any, vec![event("{}"), taken]);
    assert_invalid(log.append(again).await);
    assert!(log.read("case-2", 0).await.unwrap().is_empty());
    assert_eq!(log.head().await.unwrap(), head);
}

pub async fn a_conflict_is_told_before_a_taken_event_id(store: &Store) {
    let log = store.open().await;
    let sent = append("case-1", Expected::NoStream, events(2));
    log.append(sent.clone()).await.unwrap();
    assert_eq!(conflict(log.append(sent).await), 2);
}

pub async fn an_event_id_twice_in_an_append_is_refused(store: &Store) {
    let log = store.open().await;
    let twice = event("{}");
    assert_invalid(log.append(append("case-1", Expected::Any, vec![twice.clone(), twice])).await);
    assert_eq!(log.head().await.unwrap(), 0);
}

pub async fn a_stream_or_kind_without_a_name_is_refused(store: &Store) {
    let log = store.open().await;
    for name in ["", "\0", "case\0-1"] {
        assert_invalid(log.append(one(name)).await);
        let mut nameless = event("{}");
        nameless.kind = name.to_owned();
        assert_invalid(log.append(append("case-1", Expected::Any, vec![nameless])).await);
    }
    assert_eq!(log.head().await.unwrap(), 0);
}
