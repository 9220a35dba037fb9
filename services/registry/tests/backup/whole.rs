//! From one log to the other.

use std::sync::Arc;

use case::access::{Principal, Role};
use case::{Command, Registration};
use registry::backup;
use registry::directory::Directory;
use registry::execute::{Order, Request, Writer};
use registry::log::{CommandKey, EventLog, LogSettings, MemoryLog, Origin};
use registry::read::{ReadModels, ReadSettings};
use tempfile::TempDir;
use uuid::Uuid;
use vocabulary::{Basics, CaseId, PersonId, Visibility};

use crate::given::{Folder, Make, all, append, fill, id, minute, refused, restore, three_segments};

pub async fn a_restored_log_is_the_log_that_was_backed_up(make: Make) {
    let (source, target) = (make().await, make().await);
    let (log, folder) = (source.open().await, Folder::new());
    fill(&*log, 0..40).await;
    let written = backup::write(&*log, &folder.path()).await.unwrap();
    assert_eq!((written.events, written.segments), (50, 1));

    let restored = restore(&folder.path(), &target.settings(), None).await.unwrap();

    assert_eq!((restored.events, restored.beyond, restored.last), (50, 0, written.last));
    assert_eq!(all(&*target.open().await).await, all(&*log).await);
}

pub async fn runs_join_to_one_backup(make: Make) {
    let (log, folder) = three_segments().await;
    let target = make().await;
    restore(&folder.path(), &target.settings(), None).await.unwrap();
    assert_eq!(all(&*target.open().await).await, all(&*log).await);
}

pub async fn a_run_without_news_writes_nothing(make: Make) {
    let (store, folder) = (make().await, Folder::new());
    let log = store.open().await;
    assert_eq!(backup::write(&*log, &folder.path()).await.unwrap().segments, 0);
    assert!(refused(backup::check(&folder.path(), None)).contains("no backup"));
    fill(&*log, 0..3).await;
    assert_eq!(backup::write(&*log, &folder.path()).await.unwrap().segments, 1);
    let again = backup::write(&*log, &folder.path()).await.unwrap();
    assert_eq!((again.events, again.segments, again.last), (0, 0, 3));
    assert_eq!(folder.segments().len(), 1);
}

pub async fn commands_are_known_after_a_restore(make: Make) {
    let (source, target) = (make().await, make().await);
    let (log, folder) = (source.open().await, Folder::new());
    fill(&*log, 0..3).await;
    let sent = append("case-1", 2, minute(3));
    let first = log.append(sent.clone()).await.unwrap();
    backup::write(&*log, &folder.path()).await.unwrap();
    restore(&folder.path(), &target.settings(), None).await.unwrap();

    let again = target.open().await.append(sent).await.unwrap();

    assert!(again.repeated);
    assert_eq!((again.version, again.position), (first.version, first.position));
}

pub async fn a_restored_log_goes_on_where_it_ended(make: Make) {
    let (log, folder) = three_segments().await;
    let target = make().await;
    restore(&folder.path(), &target.settings(), None).await.unwrap();
    let restored = target.open().await;
    fill(&*restored, 15..20).await;
    let written = backup::write(&*restored, &folder.path()).await.unwrap();

    assert_eq!(written.segments, 1, "the old backup is the restored log's");
    let checked = backup::check(&folder.path(), None).unwrap();
    assert_eq!(checked.events, all(&*restored).await.len() as u64);
    assert!(checked.events > all(&*log).await.len() as u64);
}

pub async fn read_models_of_a_restored_log_are_those_of_the_log(make: Make) {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    for number in 1..=20 {
        register(&log, number).await;
    }
    let (folder, target) = (Folder::new(), make().await);
    backup::write(&*log, &folder.path()).await.unwrap();
    restore(&folder.path(), &target.settings(), None).await.unwrap();

    let expected = folded(&*log).await;
    assert_eq!(folded(&*target.open().await).await, expected);
    assert_ne!(folded(&MemoryLog::default()).await, expected);
}

/// The digest of what is folded from a log.
async fn folded(log: &dyn EventLog) -> String {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("read.db").display());
    let settings = ReadSettings { url, search_folder: None };
    let models = ReadModels::open(&settings, Directory::default()).await.unwrap();
    models.catch_up(log).await.unwrap();
    models.digest().await.unwrap()
}

async fn register(log: &Arc<dyn EventLog>, number: u128) {
    let principal = Principal::Person {
        id: PersonId(Uuid::from_u128(10)),
        organisation: "29189668".parse().unwrap(),
        roles: [Role::Reader, Role::Contributor].into(),
        units: [].into(),
        subjects: [].into(),
    };
    let registration = Registration {
        lead: "29189668".parse().unwrap(),
        reporter: principal.person(),
        basics: Basics {
            title: format!("Fakturagodkendelse {number}"),
            summary: "Robotten godkender".into(),
            ..Basics::default()
        },
        sections: Vec::new(),
        visibility: Visibility::Members,
    };
    let request = Request {
        case: CaseId(Uuid::from_u128(number)),
        expected_revision: None,
        origin: Origin {
            at: minute(0),
            person: Some(Uuid::from_u128(10)),
            job: None,
            organisation: Some("29189668".to_owned()),
            correlation: id(),
            causation: None,
        },
        principal,
        key: CommandKey { id: id(), digest: [1; 32] },
        order: Order::Case(Box::new(Command::Register(Box::new(registration)))),
    };
    Writer::new(Arc::clone(log), id).execute(&request).await.unwrap();
}

pub async fn a_log_that_is_not_empty_takes_no_restore(make: Make) {
    let (_, folder) = three_segments().await;
    let target = make().await;
    let there = target.open().await;
    fill(&*there, 0..1).await;
    let before = all(&*there).await;
    let why = refused(restore(&folder.path(), &target.settings(), None).await);
    assert!(why.contains("not empty"), "{why}");
    assert_eq!(all(&*there).await, before);
}

pub async fn a_log_set_back_is_not_added_to_its_old_backup(make: Make) {
    let (_, folder) = three_segments().await;
    let target = make().await;
    let until = Some(backup::Until::Position(4));
    restore(&folder.path(), &target.settings(), until).await.unwrap();
    let restored = target.open().await;
    let segments = folder.segments();
    for appends in [0, 30] {
        fill(&*restored, 100..100 + appends).await;
        let why = refused(backup::write(&*restored, &folder.path()).await);
        assert!(why.contains("begin a new folder"), "{why}");
    }
    assert_eq!(folder.segments(), segments);
    backup::write(&*restored, &Folder::new().path()).await.unwrap();
}

pub async fn another_log_is_not_added_to_a_backup(make: Make) {
    let (_, folder) = three_segments().await;
    let (other, target) = (make().await, make().await);
    let log = other.open().await;
    fill(&*log, 0..20).await;
    let why = refused(backup::write(&*log, &folder.path()).await);
    assert!(why.contains("another log"), "{why}");
    // What it holds is as good as before.
    restore(&folder.path(), &target.settings(), None).await.unwrap();
}

#[tokio::test]
async fn from_sqlite_to_postgresql_and_back_it_is_the_same_log() {
    let (first, second) =
        (crate::given::Store::sqlite().await, crate::given::Store::postgres().await);
    let third = crate::given::Store::sqlite().await;
    let log = first.open().await;
    fill(&*log, 0..30).await;
    let (there, back) = (Folder::new(), Folder::new());
    backup::write(&*log, &there.path()).await.unwrap();
    restore(&there.path(), &second.settings(), None).await.unwrap();
    backup::write(&*second.open().await, &back.path()).await.unwrap();
    restore(&back.path(), &third.settings(), None).await.unwrap();
    assert_eq!(all(&*third.open().await).await, all(&*log).await);
}

#[tokio::test]
async fn a_backup_of_many_segments_is_restored_as_one_log() {
    let log = MemoryLog::default();
    let (folder, target) = (Folder::new(), crate::given::Store::sqlite().await);
    for number in 0..40 {
        let mut large = append("case-1", 1, minute(number));
        large.events[0].data = format!("\"{}\"", "Ærø".repeat(200_000)).into_bytes();
        log.append(large).await.unwrap();
    }
    let written = backup::write(&log, &folder.path()).await.unwrap();
    assert!(written.segments > 1, "{written:?}");
    restore(&folder.path(), &target.settings(), None).await.unwrap();
    assert_eq!(all(&*target.open().await).await, all(&log).await);
}

#[tokio::test]
async fn only_one_writes_a_backup_at_a_time() {
    let (log, folder) = three_segments().await;
    let held = std::fs::File::open(folder.path().join("lock")).unwrap();
    held.lock().unwrap();
    let why = refused(backup::write(&*log, &folder.path()).await);
    assert!(why.contains("another backup"), "{why}");
    held.unlock().unwrap();
    backup::write(&*log, &folder.path()).await.unwrap();
}

#[tokio::test]
async fn only_sqlite_and_postgresql_take_a_restored_log() {
    let (_, folder) = three_segments().await;
    let memory = LogSettings::new("memory:");
    let why = refused(restore(&folder.path(), &memory, None).await);
    assert!(why.contains("only SQLite and PostgreSQL"), "{why}");
}

#[test]
fn the_newest_copy_of_another_store_is_given_back() {
    let folder = Folder::new();
    for (day, content) in [("2026-03-02", "ny"), ("2026-03-01", "gammel"), ("2026-03-02", "nyest")]
    {
        backup::keep_copy(&folder.path(), "identity", day, content.as_bytes()).unwrap();
    }
    let (name, content) = backup::copy(&folder.path(), "identity").unwrap().unwrap();
    assert_eq!((name.as_str(), content.as_slice()), ("identity-2026-03-02.zst", &b"nyest"[..]));
    assert_eq!(backup::copy(&folder.path(), "attachments").unwrap(), None);

    let path = folder.path().join(name);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    crate::given::damaged(backup::copy(&folder.path(), "identity"));
}

#[tokio::test]
async fn what_a_store_does_not_keep_as_it_was_is_not_restored() {
    let (_, folder) = three_segments().await;
    let target = crate::given::Store::sqlite().await;
    drop(target.open().await);
    let store = rusqlite::Connection::open(target.settings().file().unwrap()).unwrap();
    store
        .execute_batch(
            "CREATE TRIGGER other AFTER INSERT ON events WHEN new.position = 9 BEGIN \
             UPDATE events SET kind = 'Other' WHERE position = 9; END",
        )
        .unwrap();
    let why = refused(restore(&folder.path(), &target.settings(), None).await);
    assert!(why.contains("does not give back"), "{why}");
    assert_eq!(target.open().await.head().await.unwrap(), 0);
}

#[tokio::test]
async fn a_log_in_kurrentdb_is_restored_elsewhere() {
    let server = kurrent::Server::start(kurrent::Settings::default()).await;
    let log = registry::log::open(&LogSettings::new(server.url())).await.unwrap();
    let (folder, target) = (Folder::new(), crate::given::Store::sqlite().await);
    fill(&*log, 0..10).await;
    backup::write(&*log, &folder.path()).await.unwrap();
    fill(&*log, 10..20).await;
    backup::write(&*log, &folder.path()).await.unwrap();
    restore(&folder.path(), &target.settings(), None).await.unwrap();
    assert_eq!(all(&*target.open().await).await, all(&*log).await);
}
