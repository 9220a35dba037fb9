//! Reading and following in pages, at their edges.

use std::pin::pin;
use std::sync::Arc;

use registry::log::{Expected, follow};

use crate::given::{
    Store, append, assert_growing, commanded, events, id, ids, joined, one, positions, soon, take,
    versions,
};

pub async fn a_stream_longer_than_a_page_is_read_whole(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(1_100))).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(versions(&stored), (1..=1_100).collect::<Vec<_>>());
    assert_eq!(log.read("case-1", 1_050).await.unwrap(), stored[1_050..]);
}

pub async fn a_stream_of_exactly_a_page_is_read_whole(store: &Store) {
    let log = store.open().await;
    for (stream, count) in [("case-1", 499), ("case-2", 500), ("case-3", 501)] {
        log.append(append(stream, Expected::NoStream, events(count))).await.unwrap();
        assert_eq!(log.read(stream, 0).await.unwrap().len(), count);
    }
    assert_eq!(log.read_all(0, usize::MAX).await.unwrap().len(), 1_500);
}

pub async fn reading_goes_on_inside_a_batch(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(10))).await.unwrap();
    let all = log.read_all(0, 100).await.unwrap();
    for (index, event) in all.iter().enumerate() {
        assert_eq!(log.read_all(event.position, 100).await.unwrap(), all[index + 1..]);
    }
}

pub async fn a_page_may_end_inside_a_batch(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(10))).await.unwrap();
    let all = log.read_all(0, 100).await.unwrap();
    for limit in 1..=10 {
        assert_eq!(log.read_all(0, limit).await.unwrap(), all[..limit]);
    }
}

pub async fn reading_changes_nothing(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(5))).await.unwrap();
    let (head, all) = (log.head().await.unwrap(), log.read_all(0, 100).await.unwrap());
    for _ in 0..3 {
        assert!(log.read("case-2", 0).await.unwrap().is_empty());
        assert_eq!(log.read_all(0, 100).await.unwrap(), all);
        assert_eq!(log.head().await.unwrap(), head);
    }
}

pub async fn many_streams_are_read_in_one_order(store: &Store) {
    let log = store.open().await;
    let mut sent = Vec::new();
    for number in 0..300 {
        let append = one(&format!("case-{number}"));
        sent.push(append.events[0].id);
        log.append(append).await.unwrap();
    }
    let all = log.read_all(0, 1_000).await.unwrap();
    assert_eq!(ids(&all), sent);
    assert_growing(&all);
}

pub async fn streams_of_all_kinds_are_followed(store: &Store) {
    let log = store.open().await;
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let names = ["case-1", "discussion-1", "person-1", "command-1", "seals", "$odd", "x"];
    for name in names {
        log.append(one(name)).await.unwrap();
        assert_eq!(take(&mut follower, 1).await[0].stream, name);
    }
}

pub async fn a_follower_after_the_last_event_hears_only_what_is_new(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    let mut follower = pin!(follow(Arc::clone(&log), log.head().await.unwrap()));
    let (seen, appended) = tokio::join!(take(&mut follower, 1), log.append(one("case-1")));
    assert_eq!(positions(&seen), [appended.unwrap().position]);
}

pub async fn a_follower_may_go_on_where_another_stopped(store: &Store) {
    let log = store.open().await;
    let mut seen = Vec::new();
    for _ in 0..5 {
        log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
        let after = positions(&seen).last().copied().unwrap_or_default();
        let mut follower = pin!(follow(Arc::clone(&log), after));
        seen.extend(take(&mut follower, 3).await);
    }
    assert_eq!(seen, log.read_all(0, 100).await.unwrap());
}

pub async fn who_watches_late_sees_the_last_position(store: &Store) {
    let log = store.open().await;
    let appended = log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    let mut watched = log.watch();
    soon(watched.wait_for(|&position| position == appended.position)).await.unwrap();
}

pub async fn the_watched_position_never_falls(store: &Store) {
    let log = store.open().await;
    let mut watched = log.watch();
    let writing = Arc::clone(&log);
    let writers = (0..4).map(move |writer| {
        let log = Arc::clone(&writing);
        tokio::spawn(async move {
            let mut last = 0;
            for _ in 0..20 {
                last = log.append(one(&format!("case-{writer}"))).await.unwrap().position;
            }
            last
        })
    });
    let writers = tokio::spawn(joined(writers));
    let mut seen = vec![0];
    while !writers.is_finished() {
        let _ = tokio::time::timeout(std::time::Duration::from_millis(20), watched.changed()).await;
        seen.push(*watched.borrow_and_update());
    }
    assert!(seen.is_sorted(), "{seen:?}");
    let last = writers.await.unwrap().into_iter().max().unwrap();
    soon(watched.wait_for(|&position| position == last)).await.unwrap();
}

pub async fn watchers_are_not_told_of_a_repeated_command(store: &Store) {
    let log = store.open().await;
    let sent = commanded(one("case-1"), id(), 1);
    let appended = log.append(sent.clone()).await.unwrap();
    let mut watched = log.watch();
    soon(watched.wait_for(|&position| position == appended.position)).await.unwrap();
    watched.mark_unchanged();
    assert!(log.append(sent).await.unwrap().repeated);
    assert!(!watched.has_changed().unwrap());
}
