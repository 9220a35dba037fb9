//! What becomes of bytes that nobody names.

use std::collections::BTreeSet;
use std::sync::Arc;

use case::access::{Principal, Role};
use case::attachment::NewAttachment;
use case::{Command, Registration};
use chrono::{TimeDelta, Utc};
use registry::attachments::{Files, Swept, sweep};
use registry::execute::{Order, Outcome, Request, Writer};
use registry::log::{CommandKey, MemoryLog, Origin};
use uuid::Uuid;
use vocabulary::{AttachmentId, Basics, PersonId, Visibility};

use crate::given::{CASE, all, blob, bytes, file, in_folder};

fn editor() -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(10)),
        organisation: "29189668".parse().unwrap(),
        roles: BTreeSet::from([Role::Superuser]),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

#[allow(clippy::disallowed_methods)]
fn new_id() -> Uuid {
    Uuid::now_v7()
}

async fn carry_out(writer: &Writer, command: Command) {
    let (principal, key) = (editor(), CommandKey { id: new_id(), digest: [0; 32] });
    let origin = Origin {
        at: "2026-03-01T08:00:00Z".parse().unwrap(),
        person: principal.person().map(|person| person.0),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation: Uuid::nil(),
        causation: None,
    };
    let order = Order::Case(Box::new(command));
    let request = Request { case: CASE, expected_revision: None, principal, origin, key, order };
    let outcome = writer.execute(&request).await.unwrap();
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
}

fn registration() -> Command {
    Command::Register(Box::new(Registration {
        lead: "29189668".parse().unwrap(),
        reporter: editor().person(),
        basics: Basics { title: "A".into(), summary: "B".into(), ..Basics::default() },
        sections: Vec::new(),
        visibility: Visibility::Organisation,
    }))
}

fn attached(number: u128) -> Command {
    Command::AddAttachment {
        file: Box::new(NewAttachment {
            id: AttachmentId(Uuid::from_u128(number)),
            blob: blob(number),
            file_name: "Plan.pdf".to_owned(),
            media_type: Some("application/pdf".to_owned()),
            size: 1,
            sha256: "00".repeat(32),
            shared: false,
        }),
    }
}

/// Sweeps what was stored before some days from now.
async fn swept(files: &Files, writer: &Writer, days: i64) -> Swept {
    #[allow(clippy::disallowed_methods)]
    let now = Utc::now();
    sweep(files, writer, now + TimeDelta::days(days)).await.unwrap()
}

#[tokio::test]
async fn only_what_no_case_names_and_is_old_enough_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let files = in_folder(&folder);
    let writer = Writer::new(Arc::new(MemoryLog::default()), new_id);
    carry_out(&writer, registration()).await;
    for number in 1..=3 {
        files.put(CASE, blob(number), &mut file(b"x")).await.unwrap();
    }
    // The first is named, the second was and is removed, the third never was.
    carry_out(&writer, attached(1)).await;
    carry_out(&writer, attached(2)).await;
    let removed = AttachmentId(Uuid::from_u128(2));
    carry_out(&writer, Command::RemoveAttachment { attachment: removed }).await;

    assert_eq!(swept(&files, &writer, -7).await, Swept::default());
    assert_eq!(all(&files).await.len(), 3);
    assert_eq!(swept(&files, &writer, 1).await, Swept { deleted: 2, strange: 0 });
    assert_eq!(all(&files).await, [blob(1)]);
    assert!(bytes(&files, blob(1)).await.is_some());

    // The case is gone for a while: its files are not.
    carry_out(&writer, Command::Delete { reason: "Registreret to gange".to_owned() }).await;
    assert_eq!(swept(&files, &writer, 1).await, Swept::default());
    assert_eq!(all(&files).await, [blob(1)]);
}

#[tokio::test]
async fn files_of_cases_that_the_log_does_not_know_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let files = in_folder(&folder);
    let writer = Writer::new(Arc::new(MemoryLog::default()), new_id);
    files.put(CASE, blob(1), &mut file(b"x")).await.unwrap();
    std::fs::write(folder.path().join("README"), "somebody else's").unwrap();
    assert_eq!(swept(&files, &writer, 1).await, Swept { deleted: 0, strange: 1 });
    assert_eq!(all(&files).await, [blob(1)]);
    assert!(folder.path().join("README").exists());
}

#[tokio::test]
async fn what_a_process_that_died_left_half_written_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let files = in_folder(&folder);
    let writer = Writer::new(Arc::new(MemoryLog::default()), new_id);
    let case = folder.path().join(CASE.to_string());
    std::fs::create_dir(&case).unwrap();
    let half = case.join(format!("{}#1", blob(1)));
    std::fs::write(&half, "half").unwrap();
    assert!(all(&files).await.is_empty());
    assert_eq!(swept(&files, &writer, -7).await, Swept::default());
    assert!(half.exists());
    assert_eq!(swept(&files, &writer, 1).await, Swept { deleted: 1, strange: 0 });
    assert!(!half.exists());
}
