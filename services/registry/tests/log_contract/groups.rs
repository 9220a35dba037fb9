//! Appends that wait beside one another: written together, answered each for itself.

use std::sync::Arc;

use futures::future::{join, join_all};
use futures::poll;
use registry::log::{Append, Appended, Expected, LogError, LogSettings, open};
use sea_orm::{
    ConnectionTrait, Database, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::task::unconstrained;

use crate::given::{
    Store, append, assert_invalid, commanded, conflict, event, events, id, joined, one, origin,
    versions,
};

/// Appends that one organisation has waiting at once.
const FLOOD: usize = 2_000;

/// Events that may be committed before an append that comes later: what the flooding organisation
/// may have in the queue, and the group that is being written.
const AHEAD: u64 = 200;

pub async fn each_append_of_a_group_has_its_own_outcome(store: &Store) {
    let log = store.open().await;
    let (taken, known) = (event("{}"), id());
    log.append(append("case-1", Expected::NoStream, vec![taken.clone()])).await.unwrap();
    let done = commanded(append("case-2", Expected::NoStream, events(2)), known, 1);
    let first = log.append(done.clone()).await.unwrap();

    let new = id();
    let sent = vec![
        append("case-3", Expected::NoStream, events(2)),
        append("case-1", Expected::Version(7), events(1)),
        done,
        commanded(one("case-4"), known, 2),
        append("case-5", Expected::Any, vec![taken]),
        commanded(append("case-6", Expected::NoStream, events(1)), new, 3),
        commanded(append("case-6", Expected::NoStream, events(1)), new, 3),
        append("case-1", Expected::Version(1), events(1)),
        append("case-1", Expected::Version(1), events(1)),
    ];
    let mut results = join_all(sent.into_iter().map(|append| log.append(append))).await;

    assert_eq!(conflict(results.pop().unwrap()), 2);
    assert_eq!(results.pop().unwrap().unwrap().version, 2);
    let (again, once) = (results.pop().unwrap().unwrap(), results.pop().unwrap().unwrap());
    assert_eq!(again, Appended { repeated: true, ..once });
    assert!(!once.repeated);
    assert_invalid(results.pop().unwrap());
    assert!(matches!(results.pop().unwrap(), Err(LogError::KeyReused)));
    assert_eq!(results.pop().unwrap().unwrap(), Appended { repeated: true, ..first });
    // It came before the append that brings the stream from 1 to 2, or after.
    assert!((1..=2).contains(&conflict(results.pop().unwrap())));
    assert_eq!(results.pop().unwrap().unwrap().version, 2);
    assert_eq!(log.head().await.unwrap(), 3 + 2 + 1 + 1);
}

pub async fn sixty_four_callers_of_one_stream_all_come_through(store: &Store) {
    let log = store.open().await;
    let callers = (0..64).map(|_| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            let mut version = 0;
            loop {
                let sent = append("case-1", Expected::Version(version), events(1));
                match log.append(sent).await {
                    Ok(appended) => return appended.version,
                    Err(LogError::Conflict { actual }) => version = actual,
                    Err(other) => panic!("only a conflict may pass, not {other:?}"),
                }
            }
        })
    });
    let mut told = joined(callers).await;
    told.sort_unstable();
    assert_eq!(told, (1..=64).collect::<Vec<_>>());
    assert_eq!(versions(&log.read("case-1", 0).await.unwrap()), told);
}

pub async fn an_organisation_that_floods_does_not_delay_another(store: &Store) {
    let patient = LogSettings { patience_ms: 60_000, ..store.settings() };
    let log = open(&patient).await.unwrap();
    let of = |organisation: &str, number: usize| {
        let mut sent = one(&format!("case-{organisation}-{number}"));
        sent.origin.organisation = Some(organisation.to_owned());
        sent
    };
    // While another writes, all of the flood comes to wait, and then one more.
    let other = Database::connect(&patient.url).await.unwrap();
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let held = other.begin_with_options(options).await.unwrap();
    if matches!(store, Store::Postgres(_)) {
        held.execute_unprepared("LOCK TABLE events IN SHARE MODE").await.unwrap();
    }
    let flood = (0..FLOOD).map(|number| log.append(of("flooding", number)));
    // All at once, not only as many as a task may do before others have their turn.
    let mut flood = Box::pin(unconstrained(join_all(flood)));
    assert!(poll!(&mut flood).is_pending());
    let mut quiet = Box::pin(unconstrained(log.append(of("quiet", 0))));
    assert!(poll!(&mut quiet).is_pending());
    held.rollback().await.unwrap();

    let (quiet, flood) = join(quiet, flood).await;

    let position = quiet.unwrap().position;
    assert!(position <= AHEAD, "{position} is far behind");
    // None of the flood is lost for it.
    let told = flood.into_iter().map(|result| result.unwrap().position).max().unwrap();
    assert!(told > FLOOD as u64);
}

pub async fn a_large_append_waits_for_no_more_than_its_turn(store: &Store) {
    let log = store.open().await;
    let large = |number: usize| {
        let data = format!(r#""{}""#, "x".repeat(3 << 20));
        Append {
            origin: origin(),
            ..append(&format!("case-{number}"), Expected::Any, vec![event(&data)])
        }
    };
    let sent = (0..4).map(|number| log.append(large(number)));
    let results = join_all(sent).await;
    assert!(results.into_iter().all(|result| result.unwrap().version == 1));
    assert_eq!(log.read_all(0, 10).await.unwrap().len(), 4);
}
