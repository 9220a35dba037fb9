//! What a writer remembers of the log gives way to what the store says.

use std::sync::Arc;

use registry::log::proof::Link;
use registry::log::{Appended, EventLog, Expected, LogError, Recorded};
use sea_orm::{ConnectionTrait, Database};

use crate::given::{
    Store, append, assert_growing, assert_invalid, commanded, conflict, event, events, id, joined,
    one, positions, versions,
};

/// Asserts that the log is whole: versions without gaps, each chain unbroken, and positions
/// without gaps where nobody else writes to the store.
async fn assert_whole(store: &Store, log: &dyn EventLog) -> Vec<Recorded> {
    let all = log.read_all(0, 10_000).await.unwrap();
    match store {
        Store::Kurrent { .. } => assert_growing(&all),
        _ => assert_eq!(positions(&all), (1..=all.len() as u64).collect::<Vec<_>>()),
    }
    assert_chained(&all);
    all
}

/// Asserts that versions have no gaps and chains are unbroken, in each stream from its first event.
pub fn assert_chained(all: &[Recorded]) {
    let mut streams = std::collections::HashMap::new();
    for recorded in all {
        let (version, chain) = streams.entry(&recorded.stream).or_insert((0, [0; 32]));
        *version += 1;
        *chain = Link::from(recorded).chain(chain, &recorded.proof.salts).unwrap();
        assert_eq!((recorded.version, recorded.proof.chain), (*version, *chain), "{recorded:?}");
    }
}

pub async fn two_processes_write_one_stream_in_turn(store: &Store) {
    let (here, there) = (store.open().await, store.open().await);
    for version in 0..10 {
        let (log, other) = if version % 2 == 0 { (&here, &there) } else { (&there, &here) };
        log.append(append("case-1", Expected::Version(version), events(1))).await.unwrap();
        let late = append("case-1", Expected::Version(version), events(1));
        assert_eq!(conflict(other.append(late).await), version + 1);
    }
    assert_eq!(assert_whole(store, &*here).await.len(), 10);
}

pub async fn processes_that_write_at_the_same_time_leave_the_log_whole(store: &Store) {
    let mut writers = Vec::new();
    for _ in 0..3 {
        let log = store.open().await;
        writers.extend((0..4).map(|writer| {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                for number in 0..15 {
                    let stream = format!("case-{}", (writer + number) % 3);
                    log.append(append(&stream, Expected::Any, events(number % 3 + 1)))
                        .await
                        .unwrap();
                }
            })
        }));
    }
    joined(writers).await;
    assert_eq!(assert_whole(store, &*store.open().await).await.len(), 3 * 4 * 30);
}

pub async fn a_stream_of_another_process_is_not_taken_for_a_new_one(store: &Store) {
    let (here, there) = (store.open().await, store.open().await);
    there.append(append("case-1", Expected::NoStream, events(2))).await.unwrap();
    here.append(one("case-2")).await.unwrap();
    // Of what came before it was opened, and of what came while it knew the last event.
    let new = || append("case-1", Expected::NoStream, events(1));
    assert_eq!(conflict(here.append(new()).await), 2);
    there.append(append("case-3", Expected::NoStream, events(1))).await.unwrap();
    assert_eq!(conflict(here.append(append("case-3", Expected::NoStream, events(1))).await), 1);
    here.append(append("case-1", Expected::Any, events(1))).await.unwrap();
    assert_eq!(versions(&there.read("case-1", 0).await.unwrap()), [1, 2, 3]);
    assert_whole(store, &*here).await;
}

pub async fn a_key_that_another_process_used_is_answered_as_there(store: &Store) {
    let (here, there) = (store.open().await, store.open().await);
    for log in [&here, &there] {
        log.append(one("case-1")).await.unwrap();
    }
    let sent = commanded(append("case-2", Expected::NoStream, events(2)), id(), 1);
    let first = there.append(sent.clone()).await.unwrap();
    assert_eq!(here.append(sent.clone()).await.unwrap(), Appended { repeated: true, ..first });
    // Memory is up to date now, and says no to the expectation but does not know the key.
    here.append(one("case-3")).await.unwrap();
    assert_eq!(here.append(sent.clone()).await.unwrap(), Appended { repeated: true, ..first });
    // Nor does it when it says yes.
    let again = append("case-4", Expected::Any, events(1));
    let again = commanded(again, sent.command.unwrap().id, 1);
    assert_eq!(here.append(again.clone()).await.unwrap(), Appended { repeated: true, ..first });
    let other = commanded(again, sent.command.unwrap().id, 2);
    assert!(matches!(here.append(other).await, Err(LogError::KeyReused)));
    assert_whole(store, &*here).await;
}

pub async fn a_restored_store_leaves_no_gap(store: &Store) {
    let log = store.open().await;
    for _ in 0..3 {
        log.append(one("case-1")).await.unwrap();
    }
    restore(store, 1).await;
    let appended = log.append(append("case-2", Expected::NoStream, events(1))).await.unwrap();
    assert_eq!((appended.version, appended.position), (1, 2));
    let appended = log.append(append("case-1", Expected::Version(1), events(1))).await.unwrap();
    assert_eq!((appended.version, appended.position), (2, 3));
    assert_whole(store, &*log).await;
}

pub async fn a_restored_store_that_grew_as_long_again_is_told_apart(store: &Store) {
    let log = store.open().await;
    for _ in 0..3 {
        log.append(one("case-1")).await.unwrap();
    }
    restore(store, 1).await;
    store.open().await.append(append("case-2", Expected::NoStream, events(2))).await.unwrap();
    let appended = log.append(one("case-1")).await.unwrap();
    assert_eq!((appended.version, appended.position), (2, 4));
    assert_whole(store, &*log).await;
}

pub async fn a_write_that_failed_is_forgotten(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(2))).await.unwrap();
    let other = Database::connect(store.settings().url).await.unwrap();
    let (refuse, allow) = match store {
        Store::Postgres(_) => (
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$; \
             CREATE TRIGGER refuse BEFORE INSERT ON events FOR EACH ROW \
             WHEN (new.version = 4) EXECUTE FUNCTION refuse()",
            "DROP TRIGGER refuse ON events",
        ),
        _ => (
            "CREATE TRIGGER refuse BEFORE INSERT ON events WHEN new.version = 4 \
             BEGIN SELECT raise(ABORT, 'no space'); END",
            "DROP TRIGGER refuse",
        ),
    };
    other.execute_unprepared(refuse).await.unwrap();
    let sent = commanded(append("case-1", Expected::Version(2), events(2)), id(), 1);
    for _ in 0..2 {
        let result = log.append(sent.clone()).await;
        assert!(matches!(result, Err(LogError::Unavailable(_))), "{result:?}");
    }
    assert_eq!(log.outcome(sent.command.unwrap()).await.unwrap(), None);
    log.append(append("case-2", Expected::NoStream, events(1))).await.unwrap();
    other.execute_unprepared(allow).await.unwrap();
    let appended = log.append(sent).await.unwrap();
    assert_eq!((appended.version, appended.position, appended.repeated), (4, 5, false));
    assert_whole(store, &*log).await;
}

pub async fn a_taken_id_is_refused_also_where_memory_says_yes(store: &Store) {
    let log = store.open().await;
    let taken = event("{}");
    log.append(append("case-1", Expected::Any, vec![taken.clone()])).await.unwrap();
    assert_invalid(log.append(append("case-2", Expected::NoStream, vec![taken])).await);
    log.append(append("case-2", Expected::NoStream, events(1))).await.unwrap();
    assert_eq!(assert_whole(store, &*log).await.len(), 2);
}

/// Brings the store back to where a position was its last, behind the backs of all who write.
async fn restore(store: &Store, last: u64) {
    let other = Database::connect(store.settings().url).await.unwrap();
    let sql = format!("DELETE FROM events WHERE position > {last}");
    other.execute_unprepared(&sql).await.unwrap();
}
