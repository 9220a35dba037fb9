//! Reading one stream, and all of them.

use registry::log::Expected;

use crate::given::{
    Store, append, assert_growing, event, events, ids, one, origin, positions, versions,
};

pub async fn a_missing_stream_is_empty(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    assert!(log.read("case-2", 0).await.unwrap().is_empty());
}

pub async fn what_was_appended_is_read_back_as_it_was(store: &Store) {
    let log = store.open().await;
    let mut sent = event(r#"{"title":"Fakturagodkendelse"}"#);
    sent.schema = 3;
    let appended =
        log.append(append("case-1", Expected::NoStream, vec![sent.clone()])).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    let [stored] = stored.as_slice() else { panic!("one event is expected, not {stored:?}") };
    assert_eq!(stored.event, sent);
    assert_eq!(stored.origin, origin());
    assert_eq!((stored.stream.as_str(), stored.version), ("case-1", 1));
    assert_eq!(stored.position, appended.position);
    assert_eq!(log.read_all(0, 10).await.unwrap(), std::slice::from_ref(stored));
}

pub async fn each_event_has_the_origin_of_its_own_append(store: &Store) {
    let log = store.open().await;
    let jobs = ["one", "another", "one"].map(|job| Some(job.to_owned()));
    for job in &jobs {
        let mut sent = append("case-1", Expected::Any, events(2));
        sent.origin.job.clone_from(job);
        log.append(sent).await.unwrap();
    }
    let sent: Vec<_> = jobs.iter().flat_map(|job| [job, job]).collect();
    for read in [log.read("case-1", 0).await.unwrap(), log.read_all(0, 10).await.unwrap()] {
        assert_eq!(read.iter().map(|read| &read.origin.job).collect::<Vec<_>>(), sent);
    }
}

pub async fn the_last_event_of_a_stream_is_read_alone(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    log.append(append("case-2", Expected::Any, events(2))).await.unwrap();
    let last = log.read("case-1", 2).await.unwrap().pop();
    assert!(last.is_some());
    assert_eq!(log.last("case-1").await.unwrap(), last);
    assert_eq!(log.last("case-3").await.unwrap(), None);
}

pub async fn reading_after_a_version_leaves_out_what_is_before(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(5))).await.unwrap();
    assert_eq!(versions(&log.read("case-1", 3).await.unwrap()), [4, 5]);
}

pub async fn reading_after_the_last_version_or_any_is_empty(store: &Store) {
    let log = store.open().await;
    let last = log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
    for after in [2, 3, u64::MAX] {
        assert!(log.read("case-1", after).await.unwrap().is_empty());
        let beyond = last.position.saturating_add(after - last.version);
        assert!(log.read_all(beyond, 10).await.unwrap().is_empty());
    }
}

pub async fn all_streams_are_read_in_the_order_of_their_appends(store: &Store) {
    let log = store.open().await;
    let mut appended = Vec::new();
    for stream in ["case-2", "case-1", "person-1", "case-2"] {
        appended.push((stream, log.append(one(stream)).await.unwrap().position));
    }
    let all = log.read_all(0, 10).await.unwrap();
    let read: Vec<_> = all.iter().map(|event| (event.stream.as_str(), event.position)).collect();
    assert_eq!(read, appended);
    assert_growing(&all);
}

pub async fn pages_join_to_the_whole_log(store: &Store) {
    let log = store.open().await;
    for number in 0..10 {
        let stream = format!("case-{}", number % 3);
        log.append(append(&stream, Expected::Any, events(2))).await.unwrap();
    }
    let whole = log.read_all(0, 1_000).await.unwrap();
    assert_eq!(whole.len(), 20);
    for limit in [1, 3, 20, 21] {
        let (mut after, mut joined) = (0, Vec::new());
        // Bounded, for a page that came again would have no end.
        while joined.len() <= whole.len() {
            let page = log.read_all(after, limit).await.unwrap();
            assert!(page.len() <= limit);
            let Some(last) = page.last() else { break };
            after = last.position;
            joined.extend(page);
        }
        assert_eq!(ids(&joined), ids(&whole));
    }
}

pub async fn a_page_of_nothing_is_empty(store: &Store) {
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    assert!(log.read_all(0, 0).await.unwrap().is_empty());
    assert_eq!(log.read_all(0, usize::MAX).await.unwrap().len(), 1);
}

pub async fn the_head_is_the_last_position(store: &Store) {
    let log = store.open().await;
    assert_eq!(log.head().await.unwrap(), 0);
    for _ in 0..3 {
        let appended = log.append(append("case-1", Expected::Any, events(2))).await.unwrap();
        assert_eq!(log.head().await.unwrap(), appended.position);
    }
    let all = log.read_all(0, 100).await.unwrap();
    assert_eq!(positions(&all).last(), Some(&log.head().await.unwrap()));
}

pub async fn streams_with_names_alike_are_different(store: &Store) {
    let log = store.open().await;
    // The last two look the same and are written with other code points.
    let names = [
        "case-1",
        "case-10",
        "Case-1",
        "case-1 ",
        "case-%",
        "case-_",
        "sag-\u{e5}",
        "sag-a\u{30a}",
    ];
    for name in names {
        log.append(append(name, Expected::NoStream, events(1))).await.unwrap();
    }
    for name in names {
        let stored = log.read(name, 0).await.unwrap();
        assert_eq!(stored.len(), 1, "{name}");
        assert_eq!(stored[0].stream, name);
    }
}

pub async fn many_may_read_at_the_same_time(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(20))).await.unwrap();
    let reading = (0..64).map(|_| async { log.read("case-1", 0).await.unwrap().len() });
    assert_eq!(futures::future::join_all(reading).await, [20; 64]);
}
