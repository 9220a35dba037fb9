use uuid::Uuid;
use vocabulary::{AttachmentId, BlobId, FieldRule, RefusalCode, Visibility};

use super::{ALL_OF_A_CASE, LARGEST, MOST, NewAttachment, bare, named};
use crate::access::{Principal, Role};
use crate::command::Command;
use crate::event::Event;
use crate::testing::{Given, case_id, cvr, lead, person};

fn id(number: u128) -> AttachmentId {
    AttachmentId(Uuid::from_u128(number))
}

fn pdf(number: u128) -> NewAttachment {
    NewAttachment {
        id: id(number),
        blob: BlobId(Uuid::from_u128(number + 1_000)),
        file_name: "Kravspecifikation.pdf".to_owned(),
        media_type: Some("application/pdf".to_owned()),
        size: 1_000,
        sha256: "ab".repeat(32),
        shared: false,
    }
}

fn add(file: NewAttachment) -> Command {
    Command::AddAttachment { file: Box::new(file) }
}

fn share(number: u128, shared: bool) -> Command {
    Command::ChangeAttachmentSharing { attachment: id(number), shared }
}

fn remove(number: u128) -> Command {
    Command::RemoveAttachment { attachment: id(number) }
}

fn shared_case() -> Given {
    let visibility =
        Command::ChangeVisibility { visibility: Visibility::Public, selected: Vec::new() };
    Given::registered(case_id()).and(visibility)
}

fn reader(organisation: &str) -> Principal {
    Principal::Person {
        id: person(9),
        organisation: cvr(organisation),
        roles: [Role::Reader].into(),
        units: std::collections::BTreeSet::new(),
        subjects: std::collections::BTreeSet::new(),
    }
}

#[test]
fn a_private_file_moves_no_edition_and_is_in_no_record_for_others() {
    let before = shared_case();
    let after = before.clone().and(add(pdf(1)));
    let edition = |given: &Given| given.case().edition;
    assert_eq!(edition(&after), edition(&before));
    let mut record = after.case().public_record(|_| true).unwrap();
    assert!(record.attachments.is_empty());
    assert_eq!(Some(record.clone()), before.case().public_record(|_| true));

    // Shared it is there, and when it was added is not told.
    let shared = after.clone().and(share(1, true));
    assert_eq!(edition(&shared), edition(&before) + 1);
    record = shared.case().public_record(|_| true).unwrap();
    assert_eq!(record.attachments.len(), 1);
    let taken_in = shared.and(share(1, false));
    assert_eq!(edition(&taken_in), edition(&before) + 2);
    assert!(taken_in.case().public_record(|_| true).unwrap().attachments.is_empty());
    let gone = taken_in.clone().and(remove(1));
    assert_eq!(edition(&gone), edition(&taken_in));
}

#[test]
fn a_shared_file_moves_the_edition_when_it_comes_and_goes() {
    let before = shared_case();
    let added = before.clone().and(add(NewAttachment { shared: true, ..pdf(1) }));
    assert_eq!(added.case().edition, before.case().edition + 1);
    assert_eq!(added.and(remove(1)).case().edition, before.case().edition + 2);
}

#[test]
fn who_may_have_it_is_decided_as_for_the_case() {
    let owner = reader(&lead().to_string());
    let other = reader("29189978");
    let has = |given: &Given, by: &Principal, number| {
        given.case().attachment_for(by, id(number)).is_some()
    };
    let given = shared_case().and(add(pdf(1)));
    assert!(has(&given, &owner, 1));
    assert!(!has(&given, &other, 1) && !has(&given, &Principal::Anonymous, 1));
    assert!(!has(&given, &owner, 2));
    let shared = given.and(share(1, true));
    assert!(has(&shared, &other, 1) && has(&shared, &Principal::Anonymous, 1));
    let taken_in = shared.and(Command::ChangeVisibility {
        visibility: Visibility::Organisation,
        selected: Vec::new(),
    });
    assert!(has(&taken_in, &owner, 1) && !has(&taken_in, &other, 1));
    let deleted = taken_in.and(Command::Delete { reason: "To gange".to_owned() });
    assert!(!has(&deleted, &owner, 1));
    assert!(has(&deleted.and(Command::Restore), &owner, 1));
}

#[test]
fn an_id_is_one_file_s_for_ever() {
    let given = Given::registered(case_id()).and(add(pdf(1)));
    let exists = |given: Given| {
        given
            .when(add(pdf(1)))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::AttachmentExists));
    };
    exists(given.clone());
    let gone = given.and(remove(1));
    exists(gone.clone());
    gone.when(remove(1)).then(|events| assert!(events.is_empty()));
}

/// Fault S7 of the predecessor: an id alone, of whichever case, was enough to remove a file.
#[test]
fn a_file_of_another_case_is_unknown_here() {
    let given = Given::registered(case_id());
    for command in [remove(1), share(1, true)] {
        given
            .clone()
            .when(command)
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::AttachmentUnknown));
    }
}

#[test]
fn what_is_as_asked_makes_no_event() {
    let given = Given::registered(case_id()).and(add(pdf(1)));
    given.clone().when(share(1, false)).then(|events| assert!(events.is_empty()));
    given.and(share(1, true)).when(share(1, true)).then(|events| assert!(events.is_empty()));
}

#[test]
fn size_number_and_sum_have_limits_that_are_told() {
    let problem = |given: &Given, file: NewAttachment| {
        let mut told = Vec::new();
        given.clone().when(add(file)).refused(|refusal| told = refusal.fields);
        assert_eq!(told.len(), 1, "{told:?}");
        (told[0].field.clone(), told[0].rule, told[0].limit)
    };
    let given = Given::registered(case_id());
    let largest = i64::try_from(LARGEST).ok();
    let sized = |number, size| NewAttachment { size, ..pdf(number) };
    let told = problem(&given, sized(1, LARGEST + 1));
    assert_eq!(told, ("attachment.size".to_owned(), FieldRule::OutOfRange, largest));
    let told = problem(&given, sized(1, 0));
    assert_eq!(told, ("attachment.size".to_owned(), FieldRule::Required, None));

    let mut full = given.clone();
    for number in 0..10 {
        full = full.and(add(sized(number, LARGEST)));
    }
    let all = i64::try_from(ALL_OF_A_CASE).ok();
    let told = problem(&full, sized(99, 1));
    assert_eq!(told, ("attachment.total".to_owned(), FieldRule::OutOfRange, all));

    let mut many = given;
    for number in 0..MOST as u128 {
        many = many.and(add(pdf(number)));
    }
    let told = problem(&many, pdf(99));
    let most = i64::try_from(MOST).ok();
    assert_eq!(told, ("attachment.count".to_owned(), FieldRule::TooMany, most));
}

#[test]
fn a_type_is_allowed_by_what_the_bytes_are() {
    for media_type in [None, Some("text/html"), Some("image/svg+xml"), Some("application/zip")] {
        let media_type = media_type.map(str::to_owned);
        Given::registered(case_id())
            .when(add(NewAttachment { media_type, ..pdf(1) }))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::AttachmentTypeNotAllowed));
    }
}

#[test]
fn a_name_has_the_ending_of_its_type() {
    let of = |media_type: &str, name: &str| named(media_type, name).unwrap();
    assert_eq!(of("image/jpeg", "Foto.JPEG").1, "Foto.JPEG");
    assert_eq!(of("application/pdf", "faktura.exe").1, "faktura.exe.pdf");
    assert_eq!(of("application/pdf", "faktura").1, "faktura.pdf");
    assert_eq!(of("text/plain", "tal.csv"), ("text/csv", "tal.csv".to_owned()));
    assert_eq!(of("text/plain", "side.html"), ("text/plain", "side.html.txt".to_owned()));
    assert_eq!(of("image/png", "tal.csv"), ("image/png", "tal.csv.png".to_owned()));
}

#[test]
fn a_name_has_no_folders_and_nothing_unseen() {
    for (given, kept) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\Brugere\\karen\\Plan.pdf", "Plan.pdf"),
        ("a\r\nX: y\0.pdf", "aX y.pdf"),
        ("fdp.\u{202e}exe", "fdp.exe"),
        (" ..Æblegrød (1).pdf. ", "Æblegrød (1).pdf"),
        ("..", ""),
    ] {
        assert_eq!(bare(given), kept, "{given:?}");
    }
    for file_name in ["..", "a/b/", &"x".repeat(151)] {
        Given::registered(case_id())
            .when(add(NewAttachment { file_name: file_name.to_owned(), ..pdf(1) }))
            .refused(|refusal| assert_eq!(refusal.fields[0].field, "attachment.fileName"));
    }
}

#[test]
fn the_event_says_all_that_was_found() {
    Given::registered(case_id()).when(add(pdf(1))).then(|events| {
        let [Event::AttachmentAdded { file_name, size, shared, .. }] = events else {
            panic!("{events:?}")
        };
        assert_eq!((file_name.as_str(), *size, *shared), ("Kravspecifikation.pdf", 1_000, false));
    });
}
