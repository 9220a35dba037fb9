//! Rows of files: once, in the name of their sender, and undone.

use case::imports::ImportedFile;
use registry::execute::{ImportOrder, Order, Outcome, RowOrder};
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vocabulary::{CaseId, ExternalKey, ImportId, RefusalCode, Visibility};

use crate::given::{Given, Store, randers, refusal, request, story, syddjurs};

const IMPORT: ImportId = ImportId(Uuid::from_u128(0x1f));
const LATER: ImportId = ImportId(Uuid::from_u128(0x2f));

fn key() -> ExternalKey {
    ExternalKey { source: ExternalKey::PREDECESSOR.to_owned(), key: "1042".to_owned() }
}

fn keyed() -> CaseId {
    key().case_of("29189668".parse().unwrap())
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn row(import: Option<ImportId>, summary: &str) -> Order {
    let said = json!({"basics": {"title": "Barselsrefusion", "summary": summary}});
    Order::Import(ImportOrder::Row(Box::new(RowOrder {
        import,
        key: Some(key()),
        sections: fields(said),
        defaults: fields(json!({"contact": {"role": "Randers"}})),
        phase: None,
        status: None,
        visibility: Visibility::Organisation,
    })))
}

fn begin(import: ImportId) -> Order {
    let file = ImportedFile { name: "eksport.xlsx".to_owned(), digest: "a".repeat(64), rows: 1 };
    Order::Import(ImportOrder::Begin { import, file })
}

async fn ask(given: &Given, case: CaseId, key: &str, order: Order) -> Outcome {
    given.execute(&request(randers(), case, key, order)).await
}

async fn begun(given: &Given, import: ImportId) {
    let nil = CaseId(Uuid::nil());
    let outcome = ask(given, nil, &format!("begin {import}"), begin(import)).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
}

/// Whether the row changes anything, and the revision before it.
fn came(outcome: &Outcome) -> (bool, u64) {
    match outcome {
        Outcome::Done { row: Some(row), .. } => (row.changes, row.before),
        other => panic!("not a row that was decided: {other:?}"),
    }
}

pub async fn a_row_has_one_effect_on_every_process_and_a_dry_run_none(store: &Store) {
    let (one, other) = (store.process().await, store.process().await);
    let dry = ask(&one, keyed(), "dry", row(None, "Før")).await;
    assert_eq!(came(&dry), (true, 0));
    assert_eq!(one.events().await, 0, "nothing was written");
    begun(&one, IMPORT).await;
    assert_eq!(came(&ask(&one, keyed(), "row", row(Some(IMPORT), "Før")).await), (true, 0));
    let again = ask(&other, keyed(), "row", row(Some(IMPORT), "Før")).await;
    assert!(matches!(again, Outcome::Done { repeated: true, row: None, .. }), "{again:?}");
    let dry = ask(&other, keyed(), "dry again", row(None, "Efter")).await;
    assert!(came(&dry).0);
    begun(&other, LATER).await;
    let same = ask(&other, keyed(), "same", row(Some(LATER), "Før")).await;
    assert!(!came(&same).0);
}

pub async fn an_import_is_undone_as_far_as_nobody_has_come_after(store: &Store) {
    let given = store.process().await;
    begun(&given, IMPORT).await;
    begun(&given, LATER).await;
    let made = came(&ask(&given, keyed(), "row", row(Some(IMPORT), "Før")).await);
    assert_eq!(made, (true, 0));
    let changed = ask(&given, keyed(), "later", row(Some(LATER), "Efter")).await;
    assert!(came(&changed).1 > 0);
    let undo = |import| Order::Import(ImportOrder::UndoCase { import });
    let outcome = ask(&given, keyed(), "undo", undo(LATER)).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    assert!(came(&ask(&given, keyed(), "dry", row(None, "Efter")).await).0);
    assert!(!came(&ask(&given, keyed(), "dry", row(None, "Før")).await).0, "it is as before");
    let overtaken = refusal(ask(&given, keyed(), "first", undo(IMPORT)).await);
    assert_eq!(overtaken.code, RefusalCode::ImportOvertaken);
}

#[tokio::test]
async fn nobody_else_carries_out_undoes_or_learns_of_an_import() {
    let given = Given::nothing();
    begun(&given, IMPORT).await;
    ask(&given, keyed(), "row", row(Some(IMPORT), "Før")).await;
    let events = given.events().await;
    let nothing = Given::nothing();
    let nil = CaseId(Uuid::nil());
    let finish = ImportOrder::Finish { import: IMPORT, unchanged: 0, refused: 0 };
    let conclude = ImportOrder::ConcludeUndo { import: IMPORT, kept: 0 };
    let undo = ImportOrder::UndoCase { import: IMPORT };
    let [finish, conclude, undo] = [finish, conclude, undo].map(Order::Import);
    let row = row(Some(IMPORT), "Stjålet");
    for (case, order) in [(nil, finish), (nil, conclude), (keyed(), undo), (keyed(), row)] {
        let asked = request(syddjurs(), case, &format!("{order:?}"), order.clone());
        let answer = given.execute(&asked).await;
        assert_eq!(answer, nothing.execute(&asked).await, "{order:?}");
        assert_eq!(refusal(answer).code, RefusalCode::ImportUnknown);
    }
    assert_eq!(given.events().await, events);
}

#[tokio::test]
async fn what_a_row_leaves_out_stays_and_a_deleted_case_comes_back() {
    let given = Given::nothing();
    begun(&given, IMPORT).await;
    ask(&given, keyed(), "row", row(Some(IMPORT), "Før")).await;
    ask(&given, keyed(), "story", story("Skrevet i Genvej")).await;
    let delete = case::Command::Delete { reason: "Fejl".to_owned() };
    ask(&given, keyed(), "delete", Order::Case(Box::new(delete))).await;
    begun(&given, LATER).await;
    let outcome = ask(&given, keyed(), "back", row(Some(LATER), "Efter")).await;
    let Outcome::Done { row: Some(effect), .. } = outcome else { panic!("{outcome:?}") };
    assert!(effect.restored);
    let recorded = given.log.read(&format!("case-{}", keyed()), 0).await.unwrap();
    let mut case = case::Case::default();
    for recorded in &recorded {
        case.evolve(&registry::events::read(recorded).unwrap(), recorded.origin.at);
    }
    assert_eq!(case.story.challenge.as_deref(), Some("Skrevet i Genvej"));
    assert_eq!((case.basics.summary.as_str(), case.deleted_at), ("Efter", None));
    assert_eq!(case.contact.role.as_deref(), Some("Randers"));
}
