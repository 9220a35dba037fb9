//! Many callers at the same time.

use std::pin::pin;
use std::sync::Arc;

use futures::future::join_all;
use registry::log::{Expected, LogError, follow};

use crate::given::{
    Store, append, assert_growing, assert_invalid, event, events, ids, joined, one, take, versions,
};

pub async fn of_appends_at_one_version_one_wins(store: &Store) {
    let log = store.open().await;
    for version in 0..5 {
        let tries = (0..16).map(|_| {
            let log = Arc::clone(&log);
            let sent = append("case-1", Expected::Version(version), events(1));
            tokio::spawn(async move { log.append(sent).await })
        });
        let mut winners = 0;
        for result in joined(tries).await {
            match result {
                Ok(appended) => {
                    assert_eq!(appended.version, version + 1);
                    winners += 1;
                }
                Err(LogError::Conflict { actual }) => assert_eq!(actual, version + 1),
                Err(other) => panic!("a conflict is expected, not {other:?}"),
            }
        }
        assert_eq!(winners, 1, "winners at version {version}");
    }
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), [1, 2, 3, 4, 5]);
}

pub async fn appends_to_one_stream_leave_no_gap(store: &Store) {
    let log = store.open().await;
    let writers = (0..8).map(|_| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for count in 1..=5 {
                log.append(append("case-1", Expected::Any, events(count))).await.unwrap();
            }
        })
    });
    joined(writers).await;
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(versions(&stored), (1..=8 * 15).collect::<Vec<_>>());
    assert_growing(&stored);
}

pub async fn a_follower_beside_concurrent_writers_skips_nothing(store: &Store) {
    let log = store.open().await;
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let writers = (0..8).map(|writer| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for count in 1..=10 {
                let stream = format!("case-{writer}");
                log.append(append(&stream, Expected::Any, events(count % 3 + 1))).await.unwrap();
            }
        })
    });
    let writers = joined(writers);
    let total = 8 * (1..=10).map(|count| count % 3 + 1).sum::<usize>();
    let (seen, _) = tokio::join!(take(&mut follower, total), writers);
    assert_growing(&seen);
    assert_eq!(ids(&seen), ids(&log.read_all(0, 10_000).await.unwrap()));
}

pub async fn a_taken_event_id_fails_no_other_append(store: &Store) {
    let log = store.open().await;
    let taken = event("{}");
    log.append(append("case-1", Expected::Any, vec![taken.clone()])).await.unwrap();
    let tries = (0..30).map(|number| {
        let event = if number % 10 == 5 { taken.clone() } else { event("{}") };
        log.append(append("case-1", Expected::Any, vec![event]))
    });
    for (number, result) in join_all(tries).await.into_iter().enumerate() {
        if number % 10 == 5 {
            assert_invalid(result);
        } else {
            result.unwrap();
        }
    }
    assert_eq!(log.read("case-1", 0).await.unwrap().len(), 28);
}

pub async fn a_caller_who_leaves_does_not_hold_up_the_next(store: &Store) {
    let log = store.open().await;
    for _ in 0..20 {
        let (left, sent) = (Arc::clone(&log), one("case-1"));
        let caller = tokio::spawn(async move { left.append(sent).await });
        tokio::task::yield_now().await;
        caller.abort();
        log.append(one("case-2")).await.unwrap();
    }
    let all = log.read_all(0, 100).await.unwrap();
    assert_growing(&all);
    assert_eq!(log.read("case-2", 0).await.unwrap().len(), 20);
}
