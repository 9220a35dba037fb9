//! What outlives a process, and several processes on one store.

use std::pin::pin;
use std::sync::Arc;

use futures::future::join_all;
use registry::log::{Appended, Expected, follow, open};
use sea_orm::{ConnectionTrait, Database};

use crate::given::{
    Store, append, assert_growing, assert_invalid, commanded, conflict, events, id, ids, joined,
    one, take, versions,
};

pub async fn everything_is_there_again(store: &Store) {
    let before = {
        let log = store.open().await;
        log.append(append("case-1", Expected::NoStream, events(3))).await.unwrap();
        log.append(append("person-1", Expected::NoStream, events(2))).await.unwrap();
        log.read_all(0, 100).await.unwrap()
    };
    let log = store.open().await;
    assert_eq!(log.read_all(0, 100).await.unwrap(), before);
    assert_eq!(log.read("case-1", 0).await.unwrap(), before[..3]);
    assert_eq!(log.head().await.unwrap(), before[4].position);
    assert_eq!(*log.watch().borrow(), before[4].position);
}

pub async fn commands_are_remembered(store: &Store) {
    let sent = commanded(append("case-1", Expected::NoStream, events(2)), id(), 1);
    let first = store.open().await.append(sent.clone()).await.unwrap();
    let log = store.open().await;
    let known = log.outcome(sent.command.unwrap()).await.unwrap();
    assert_eq!(known, Some(Appended { repeated: true, ..first }));
    assert_eq!(log.append(sent).await.unwrap(), Appended { repeated: true, ..first });
}

pub async fn versions_and_positions_go_on(store: &Store) {
    let first = store.open().await.append(one("case-1")).await.unwrap();
    let log = store.open().await;
    let second = log.append(append("case-1", Expected::Version(1), events(1))).await.unwrap();
    assert_eq!(second.version, 2);
    assert!(second.position > first.position);
}

pub async fn logs_opened_at_the_same_time_make_one_schema(store: &Store) {
    let logs = join_all((0..4).map(|_| store.open())).await;
    for (log, version) in logs.iter().zip(1..) {
        assert_eq!(log.append(one("case-1")).await.unwrap().version, version);
    }
}

pub async fn a_schema_from_the_future_is_refused(store: &Store) {
    drop(store.open().await);
    let connection = Database::connect(store.settings().url).await.unwrap();
    connection.execute_unprepared("INSERT INTO log_schema VALUES (2)").await.unwrap();
    assert_invalid(open(&store.settings()).await.map(|_| ()));
}

pub async fn two_processes_see_each_other_s_events(store: &Store) {
    let (here, there) = (store.open().await, store.open().await);
    here.append(append("case-1", Expected::NoStream, events(1))).await.unwrap();
    assert_eq!(conflict(there.append(append("case-1", Expected::NoStream, events(1))).await), 1);
    there.append(append("case-1", Expected::Version(1), events(1))).await.unwrap();
    assert_eq!(versions(&here.read("case-1", 0).await.unwrap()), [1, 2]);
    assert_eq!(here.head().await.unwrap(), there.head().await.unwrap());
}

pub async fn a_follower_of_several_processes_skips_nothing(store: &Store) {
    let log = store.open().await;
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    let processes = join_all((0..4).map(|_| store.open())).await;
    let writers = processes.into_iter().zip(0..).map(|(log, process)| {
        tokio::spawn(async move {
            for number in 0..25 {
                let stream = format!("case-{}", (process + number) % 3);
                log.append(append(&stream, Expected::Any, events(number % 4 + 1))).await.unwrap();
            }
        })
    });
    let writers = joined(writers);
    let total = 4 * (0..25).map(|number| number % 4 + 1).sum::<usize>();
    let (seen, _) = tokio::join!(take(&mut follower, total), writers);
    assert_growing(&seen);
    assert_eq!(ids(&seen), ids(&log.read_all(0, 10_000).await.unwrap()));
}
