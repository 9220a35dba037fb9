//! Followers: everything after a position, then live.

use std::pin::pin;
use std::sync::Arc;

use registry::log::{Expected, follow};

use crate::given::{
    Store, append, assert_growing, conflict, events, ids, one, positions, soon, take,
};

pub async fn what_is_there_comes_first_and_then_what_is_new(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(3))).await.unwrap();
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let mut seen = take(&mut follower, 3).await;
    for _ in 0..3 {
        log.append(one("case-2")).await.unwrap();
        let new = take(&mut follower, 1).await;
        assert_eq!(new.len(), 1);
        seen.extend(new);
    }
    assert_eq!(seen, log.read_all(0, 100).await.unwrap());
}

pub async fn a_follower_begins_after_its_position(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(5))).await.unwrap();
    let all = log.read_all(0, 10).await.unwrap();
    let mut follower = pin!(follow(Arc::clone(&log), all[2].position));
    assert_eq!(take(&mut follower, 2).await, all[3..]);
}

pub async fn a_follower_of_an_empty_log_hears_of_the_first_event(store: &Store) {
    let log = store.open().await;
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let (seen, appended) = tokio::join!(take(&mut follower, 1), log.append(one("case-1")));
    assert_eq!(positions(&seen), [appended.unwrap().position]);
}

pub async fn a_long_log_comes_in_pages_without_a_gap(store: &Store) {
    let log = store.open().await;
    for number in 0..3 {
        let stream = format!("case-{number}");
        log.append(append(&stream, Expected::Any, events(400))).await.unwrap();
    }
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let seen = take(&mut follower, 1_200).await;
    assert_growing(&seen);
    assert_eq!(ids(&seen), ids(&log.read_all(0, 2_000).await.unwrap()));
}

pub async fn every_follower_sees_everything(store: &Store) {
    let log = store.open().await;
    let mut first = pin!(follow(Arc::clone(&log), 0));
    let mut second = pin!(follow(Arc::clone(&log), 0));
    for _ in 0..5 {
        log.append(one("case-1")).await.unwrap();
    }
    let seen = take(&mut first, 5).await;
    assert_eq!(take(&mut second, 5).await, seen);
}

pub async fn watchers_are_told_the_position_of_an_append(store: &Store) {
    let log = store.open().await;
    let mut watched = log.watch();
    watched.mark_unchanged();
    let appended = log.append(one("case-1")).await.unwrap();
    soon(watched.wait_for(|&position| position == appended.position)).await.unwrap();
}

pub async fn watchers_are_not_told_of_a_conflict(store: &Store) {
    let log = store.open().await;
    let appended = log.append(one("case-1")).await.unwrap();
    let mut watched = log.watch();
    soon(watched.wait_for(|&position| position == appended.position)).await.unwrap();
    watched.mark_unchanged();
    conflict(log.append(append("case-1", Expected::NoStream, events(1))).await);
    assert!(!watched.has_changed().unwrap());
}
