//! What only a file can do wrong.

use std::fs;

use registry::log::{LogError, LogSettings, open};

use crate::given::{Store, assert_invalid, file, one};

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
