//! Copies of the store for a backup.
#![allow(clippy::unwrap_used)]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use identity::{DatabaseSettings, Organisation, Store, StoreError, operate, put_back};
use platform::clock::Clock;
use tempfile::TempDir;

fn organisation(number: u32) -> Organisation {
    serde_json::from_value(serde_json::json!({
        "cvr": format!("{number:08}"), "name": "Randers Kommune", "kind": "municipality",
        "municipality_code": "730", "region": null, "inhabitants": null, "members": [],
        "demo_number": true, "valid_from": null, "valid_to": null, "successor": null,
    }))
    .unwrap()
}

async fn opened(settings: &DatabaseSettings) -> Store {
    Store::open(settings, Clock::system()).await.unwrap()
}

fn at(folder: &TempDir, name: &str) -> DatabaseSettings {
    DatabaseSettings::at(format!("sqlite://{}", folder.path().join(name).display()))
}

#[tokio::test]
async fn a_copy_taken_while_the_store_is_written_is_a_store_with_all_that_was_there() {
    let folder = TempDir::new().unwrap();
    let settings = at(&folder, "identity.db");
    let store = opened(&settings).await;
    operate::load_organisations(&store, &[organisation(1)]).await.unwrap();
    let writing = tokio::spawn({
        let other = opened(&settings).await;
        async move {
            for number in 2..40 {
                operate::load_organisations(&other, &[organisation(number)]).await.unwrap();
            }
        }
    });
    let scratch = folder.path().join("scratch's");
    let content = store.copy(&scratch).await.unwrap();
    writing.await.unwrap();
    assert!(!scratch.exists());

    let restored = at(&folder, "new/identity.db");
    put_back(&restored, &content).unwrap();
    let file = folder.path().join("new/identity.db");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    put_back(&restored, &content).unwrap();
    let store = opened(&restored).await;
    let organisations = operate::organisations(&store).await.unwrap();
    assert_eq!(organisations[0], organisation(1));
    // With its key, so that it speaks for the same service.
    operate::issue_job_token(&store, "00000001", "import", &[], token::Audience::Registry)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_copy_does_not_replace_another_store() {
    let folder = TempDir::new().unwrap();
    let settings = at(&folder, "identity.db");
    let store = opened(&settings).await;
    let content = store.copy(&folder.path().join("scratch")).await.unwrap();
    operate::load_organisations(&store, &[organisation(1)]).await.unwrap();
    drop(store);
    let refused = put_back(&settings, &content);
    assert!(matches!(refused, Err(StoreError::Occupied(_))), "{refused:?}");
    std::fs::write(folder.path().join("other.db-journal"), "unfinished").unwrap();
    let refused = put_back(&at(&folder, "other.db"), &content);
    assert!(matches!(refused, Err(StoreError::Occupied(_))), "{refused:?}");
    assert!(!folder.path().join("other.db").exists());
}

/// The how-to on backups says to do this.
#[tokio::test]
async fn a_store_on_postgresql_is_copied_by_pg_dump() {
    let (there, back) = (postgres::database().await, postgres::database().await);
    let store = opened(&DatabaseSettings::at(there.url())).await;
    operate::load_organisations(&store, &[organisation(1)]).await.unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("identity.dump").display().to_string();
    for (program, arguments) in [
        ("pg_dump", ["--format=custom", "--schema=identity", "--file", &file, there.url()]),
        ("pg_restore", ["--exit-on-error", "--single-transaction", "--dbname", back.url(), &file]),
    ] {
        let program = postgres::program(program).unwrap();
        let output = Command::new(program).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let restored = opened(&DatabaseSettings::at(back.url())).await;
    assert_eq!(operate::organisations(&restored).await.unwrap(), [organisation(1)]);
}
