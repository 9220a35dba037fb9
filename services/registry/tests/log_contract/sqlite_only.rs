//! What only a file can do wrong.

use std::fs;

use registry::log::{Expected, LogError, LogSettings, open};

use sea_orm::{
    ConnectionTrait, Database, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::given::{
    Store, append, assert_invalid, assert_unavailable, commanded, events, file, id, impatient, one,
    soon, until_available,
};

#[tokio::test]
async fn a_missing_folder_is_made() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!file(&folder).parent().unwrap().exists());
    Store::Sqlite(folder).open().await.append(one("case-1")).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_corrupt_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(file(&folder).parent().unwrap()).unwrap();
    let content = "Dette er ikke en database. ".repeat(100);
    fs::write(file(&folder), &content).unwrap();
    let path = file(&folder);
    let store = Store::Sqlite(folder);
    let result = open(&store.settings()).await.map(|_| ());
    assert!(matches!(result, Err(LogError::Corrupt(_))), "{result:?}");
    assert_eq!(fs::read_to_string(path).unwrap(), content);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("data"), "a file in the way").unwrap();
    let result = open(&Store::Sqlite(folder).settings()).await.map(|_| ());
    assert!(matches!(result, Err(LogError::Unavailable(_))), "{result:?}");
}

#[tokio::test]
async fn an_address_that_is_no_file_or_no_engine_is_refused() {
    for url in ["sqlite:", "sqlite::memory:", "sqlite:log?mode=memory", "mysql://db", "", "log"] {
        assert_invalid(open(&LogSettings::new(url)).await.map(|_| ()));
    }
}

#[tokio::test]
async fn a_path_with_spaces_and_letters_is_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Ærø kommune %20#1").join("log.sqlite");
    let log = open(&LogSettings::new(format!("sqlite:{}", path.display()))).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    assert!(path.is_file());
}

#[tokio::test]
async fn a_lock_that_another_process_holds_is_unavailable_in_bounded_time_and_then_passes() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", file(&folder).display());
    let log = open(&impatient(&url)).await.unwrap();
    let other = Database::connect(&url).await.unwrap();
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let held = other.begin_with_options(immediate).await.unwrap();
    let sent = commanded(one("case-1"), id(), 1);
    assert_unavailable(log.append(sent.clone())).await;
    // Reading goes on beside a writer.
    assert!(log.read("case-1", 0).await.unwrap().is_empty());
    held.rollback().await.unwrap();
    assert_eq!(soon(until_available(&*log, &sent)).await, 1);
    assert_eq!(log.read("case-1", 0).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_store_that_fails_half_way_is_unavailable_and_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::Sqlite(folder);
    let log = store.open().await;
    log.append(one("case-1")).await.unwrap();
    let other = Database::connect(store.settings().url).await.unwrap();
    // Refuses the second event of the batch, as a full disk may refuse its page.
    other
        .execute_unprepared(
            "CREATE TRIGGER full BEFORE INSERT ON events WHEN new.version = 3 \
             BEGIN SELECT raise(ABORT, 'database or disk is full'); END",
        )
        .await
        .unwrap();
    let sent = commanded(append("case-1", Expected::Version(1), events(2)), id(), 1);
    assert_unavailable(log.append(sent.clone())).await;
    assert_eq!(log.read("case-1", 0).await.unwrap().len(), 1);
    assert_eq!(log.outcome(sent.command.unwrap()).await.unwrap(), None);
    other.execute_unprepared("DROP TRIGGER full").await.unwrap();
    assert_eq!(log.append(sent).await.unwrap().version, 3);
}
