//! What only a server can do wrong, and word between processes.

use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::sync::Arc;

use registry::log::{LogSettings, follow, open};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement, TransactionTrait};

use crate::given::{
    Store, assert_unavailable, commanded, id, impatient, one, positions, soon, take,
    until_available,
};

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable_in_bounded_time() {
    let port = {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        free.local_addr().unwrap().port()
    };
    let url = format!("postgres://postgres@127.0.0.1:{port}/log");
    assert_unavailable(async { open(&impatient(&url)).await.map(|_| ()) }).await;
}

#[tokio::test]
async fn a_server_that_never_answers_is_unavailable_in_bounded_time() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = silent.local_addr().unwrap().port();
    let url = format!("postgres://postgres@127.0.0.1:{port}/log");
    assert_unavailable(async { open(&impatient(&url)).await.map(|_| ()) }).await;
}

#[tokio::test]
async fn a_lock_that_another_holds_is_unavailable_in_bounded_time_and_then_passes() {
    let database = postgres::database().await;
    let log = open(&impatient(database.url())).await.unwrap();
    let other = Database::connect(database.url()).await.unwrap();
    let held = other.begin().await.unwrap();
    held.execute_unprepared("LOCK TABLE events IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let sent = commanded(one("case-1"), id(), 1);
    assert_unavailable(log.append(sent.clone())).await;
    assert_unavailable(log.read("case-1", 0)).await;
    held.rollback().await.unwrap();
    let appended = soon(until_available(&*log, &sent)).await;
    assert_eq!(appended, 1);
    assert_eq!(log.read("case-1", 0).await.unwrap().len(), 1);
}

#[tokio::test]
async fn lost_connections_are_replaced() {
    let database = postgres::database().await;
    let log = open(&LogSettings::new(database.url())).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    for version in 2..=4 {
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        let sent = commanded(one("case-1"), id(), 1);
        assert_eq!(soon(until_available(&*log, &sent)).await, version);
        assert_eq!(log.read("case-1", 0).await.unwrap().len() as u64, version);
    }
}

#[tokio::test]
async fn watchers_hear_of_another_process_also_after_a_lost_connection() {
    let database = postgres::database().await;
    let settings = LogSettings::new(database.url());
    let (here, there) = (open(&settings).await.unwrap(), open(&settings).await.unwrap());
    let mut watched = here.watch();
    for _ in 0..2 {
        let appended = there.append(one("case-1")).await.unwrap();
        soon(watched.wait_for(|&position| position == appended.position)).await.unwrap();
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND query LIKE 'LISTEN%'",
        );
    }
}

#[tokio::test]
async fn commits_are_durable_where_the_database_would_not_have_them_so() {
    let store = Store::postgres().await;
    let Store::Postgres(database) = &store else { unreachable!("asked for above") };
    let name = database.url().rsplit('/').next().unwrap();
    database.execute(&format!("ALTER DATABASE \"{name}\" SET synchronous_commit = off"));
    // Opening asserts what the session really has.
    store.open().await.append(one("case-1")).await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_committed_late_holds_up_those_after_it() {
    let store = Store::postgres().await;
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let mut follower = pin!(follow(Arc::clone(&log), 0));
    assert_eq!(positions(&take(&mut follower, 1).await), [1]);

    // Another process has written position 2, but it is not committed yet.
    let other = Database::connect(store.settings().url).await.unwrap();
    let late = other.begin().await.unwrap();
    let copy = "INSERT INTO events SELECT 2, gen_random_uuid(), 'case-2', version, kind, schema, \
                data, origin, digest, salts, chain FROM events WHERE position = 1";
    late.execute_unprepared(copy).await.unwrap();
    let appending = {
        let log = Arc::clone(&log);
        tokio::spawn(async move { log.append(one("case-3")).await })
    };
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' \
                   AND datname = current_database()";
    soon(async {
        loop {
            let row = other.query_one_raw(Statement::from_string(DbBackend::Postgres, waiting));
            let count: i64 = row.await.unwrap().unwrap().try_get_by_index(0).unwrap();
            if count > 0 || appending.is_finished() {
                break;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(log.head().await.unwrap(), 1, "an event is seen before an earlier one");
    late.commit().await.unwrap();

    let appended = appending.await.unwrap().unwrap();
    assert_eq!(appended.position, 3);
    assert_eq!(positions(&take(&mut follower, 2).await), [2, 3]);
}
