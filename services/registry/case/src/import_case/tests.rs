use uuid::Uuid;
use vocabulary::{
    Contact, ExternalKey, ImportId, Phase, RefusalCode, Section, Status, Story, Visibility,
};

use super::*;
use crate::command::{Command, decide};
use crate::testing::{at, basics, case_id, lead, person, registration};

fn key() -> ExternalKey {
    ExternalKey { source: ExternalKey::PREDECESSOR.to_owned(), key: "1042".to_owned() }
}

fn id() -> CaseId {
    key().case_of(lead())
}

fn import(number: u128) -> ImportId {
    ImportId(Uuid::from_u128(number))
}

fn story(challenge: &str) -> Section {
    Section::Story(Story { challenge: Some(challenge.to_owned()), ..Story::default() })
}

fn row(number: u128, challenge: &str) -> ImportRow {
    ImportRow {
        import: import(number),
        key: Some(key()),
        lead: lead(),
        reporter: Some(person(1)),
        sections: vec![Section::Basics(basics()), story(challenge)],
        phase: None,
        status: Some((Status::Rejected, Some("For dyrt".to_owned()))),
        visibility: Visibility::Members,
    }
}

fn after(case: &Case, events: &[Event]) -> Case {
    let mut case = case.clone();
    for event in events {
        case.evolve(event, at(1));
    }
    case
}

fn imported(number: u128, challenge: &str, case: &Case) -> Case {
    after(case, &import_case(id(), case, row(number, challenge)).unwrap().events)
}

#[test]
fn a_row_makes_a_case_under_its_key_and_again_changes_nothing() {
    let case = imported(1, "Før", &Case::default());
    assert_eq!((case.external_key.clone(), case.visibility), (Some(key()), Visibility::Members));
    assert_eq!(case.public_record(|_| true).unwrap().predecessor_id.as_deref(), Some("1042"));
    let last = case.imported.unwrap();
    assert_eq!((last.before, last.after), (0, case.revision));
    assert_eq!(import_case(id(), &case, row(2, "Før")).unwrap().events, []);
    let changed = import_case(id(), &case, row(2, "Efter")).unwrap().events;
    let kinds: Vec<_> = changed.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["CaseDescribed", "CaseImported"]);
}

#[test]
fn an_id_that_keys_make_is_for_the_holder_of_the_key_alone() {
    let plain = decide(id(), &Case::default(), registration(basics()).into()).unwrap_err();
    assert_eq!(plain.fields[0].field, "caseId");
    let other = import_case(case_id(), &Case::default(), row(1, "Før")).unwrap_err();
    assert_eq!(other.code, RefusalCode::CaseUnknown);
    let keyless = ImportRow { key: None, ..row(1, "Før") };
    let other = import_case(id(), &Case::default(), keyless).unwrap_err();
    assert_eq!(other.code, RefusalCode::CaseUnknown);
}

#[test]
fn every_field_at_fault_is_named_and_nothing_is_taken() {
    let mut wrong = row(1, &"a".repeat(20_001));
    wrong.sections[0] = Section::Basics(vocabulary::Basics::default());
    let refusal = import_case(id(), &Case::default(), wrong).unwrap_err();
    let fields: Vec<_> = refusal.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["basics.title", "basics.summary", "story.challenge"]);
}

#[test]
fn a_phase_that_lacks_something_is_told_and_the_rest_is_taken() {
    let lacking = ImportRow { phase: Some(Phase::Operation), ..row(1, "Før") };
    let imported = import_case(id(), &Case::default(), lacking).unwrap();
    assert_eq!(imported.left_out[0].code, RefusalCode::MissingForPhase);
    let case = after(&Case::default(), &imported.events);
    assert_eq!((case.phase, case.status), (Phase::Idea, Status::Rejected));
}

#[test]
fn a_reason_that_was_given_here_is_not_taken_away_by_a_row_without() {
    let case = imported(1, "Før", &Case::default());
    let without = ImportRow { status: Some((Status::Rejected, None)), ..row(2, "Før") };
    assert_eq!(import_case(id(), &case, without).unwrap().events, []);
}

#[test]
fn undoing_deletes_what_was_made_and_importing_again_brings_it_back() {
    let case = imported(1, "Før", &Case::default());
    let undone = after(&case, &undo_import(&case, import(1), &Case::default()).unwrap());
    assert!(undone.deleted_at.is_some());
    assert_eq!(undo_import(&undone, import(1), &Case::default()).unwrap(), []);
    let again = import_case(id(), &undone, row(2, "Efter")).unwrap();
    assert!(again.restored);
    let again = after(&undone, &again.events);
    assert_eq!((again.deleted_at, again.story.challenge.as_deref()), (None, Some("Efter")));
    let undone = after(&again, &undo_import(&again, import(2), &undone).unwrap());
    assert!(undone.deleted_at.is_some());
}

#[test]
fn undoing_brings_sections_phase_and_status_back_unless_somebody_came_after() {
    let before = imported(1, "Før", &Case::default());
    let mut later = row(2, "Efter");
    (later.phase, later.status) = (Some(Phase::Specification), Some((Status::InProgress, None)));
    let case = after(&before, &import_case(id(), &before, later).unwrap().events);
    let undone = after(&case, &undo_import(&case, import(2), &before).unwrap());
    assert_eq!((&undone.story, undone.phase), (&before.story, before.phase));
    assert_eq!((undone.status, &undone.status_reason), (before.status, &before.status_reason));

    let contact = Contact { role: Some("Team".to_owned()), ..Contact::default() };
    let section = Box::new(Section::Contact(contact));
    let events = decide(id(), &case, Command::DescribeSection { section }).unwrap();
    let overtaken = undo_import(&after(&case, &events), import(2), &before).unwrap_err();
    assert_eq!(overtaken.code, RefusalCode::ImportOvertaken);
    let other = undo_import(&case, import(1), &before).unwrap_err();
    assert_eq!(other.code, RefusalCode::ImportOvertaken);
}
