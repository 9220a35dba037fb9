//! Imports: told to those of the organisation who register cases, and what they did to each case.

use case::Event;
use case::access::{Principal, Role};
use registry::read::{CaseFilter, CaseList, Slice};
use uuid::Uuid;
use vocabulary::{CaseId, ExternalKey, Import, ImportId, Visibility};

use crate::world::{
    World, aarhus, case_id, colleague, editor, ids_of, person, randers, registration,
};

fn import_id(number: u128) -> ImportId {
    ImportId(Uuid::from_u128(700 + number))
}

/// An import of Randers that registers cases as somebody registers them.
async fn import(world: &World, number: u128, cases: &[(CaseId, Visibility)]) {
    let id = import_id(number);
    let stream = format!("import-{id}");
    let file = format!("{number}.xlsx");
    let begun = Event::ImportBegun {
        import: id,
        organisation: randers(),
        file,
        digest: "a".repeat(64),
        rows: 3,
    };
    world.append(stream.clone(), &editor(), &[begun]).await;
    for (case, visibility) in cases {
        let mut registration = registration(randers(), "Robot", *visibility);
        registration.reporter = editor().person();
        world.command(*case, &editor(), case::Command::Register(Box::new(registration))).await;
        let key = ExternalKey { source: "os2autoproces".to_owned(), key: "1042".to_owned() };
        let imported =
            Event::CaseImported { import: id, key: Some(key), before: 0, restored: false };
        world.append(format!("case-{case}"), &editor(), &[imported]).await;
    }
    let finished = Event::ImportFinished { import: id, unchanged: 1, refused: 0 };
    world.append(stream, &editor(), &[finished]).await;
}

async fn listed(world: &World, by: &Principal) -> Vec<Import> {
    let page = world.reader.imports(by, &Slice::first(10)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item).collect()
}

async fn cases(world: &World, by: &Principal, number: u128) -> Vec<(CaseId, bool)> {
    let page = world.reader.imported_cases(by, import_id(number), &Slice::first(10)).await.unwrap();
    page.items.into_iter().map(|listed| (listed.item.case, listed.item.undone)).collect()
}

#[tokio::test]
async fn imports_are_told_to_their_organisation_and_cases_to_their_readers() {
    told(World::sqlite().await).await;
}

pub async fn told(world: World) {
    let (open, draft) = (case_id(1), case_id(2));
    let both = [(open, Visibility::Members), (draft, Visibility::Draft)];
    import(&world, 1, &both).await;
    import(&world, 2, &[]).await;
    world.fold().await;

    let told = listed(&world, &editor()).await;
    let files: Vec<_> = told.iter().map(|import| import.file.as_str()).collect();
    assert_eq!(files, ["2.xlsx", "1.xlsx"]);
    assert_eq!((told[1].registered, told[1].updated), (2, 0));
    assert_eq!(told[1].finished.map(|finished| finished.unchanged), Some(1));
    assert_eq!(told[1].person, editor().person());
    let page = world.reader.imports(&editor(), &Slice::first(1)).await.unwrap();
    let after = Slice { first: 5, after: Some(page.items[0].cursor.clone()) };
    assert_eq!(world.reader.imports(&editor(), &after).await.unwrap().items.len(), 1);

    let reader = person(8, randers(), &[Role::Reader]);
    let other = person(9, aarhus(), &[Role::Superuser, Role::Operator]);
    for by in [colleague(), reader, other, Principal::Anonymous] {
        assert_eq!(listed(&world, &by).await, [], "{by:?}");
        assert_eq!(cases(&world, &by, 1).await, [], "{by:?}");
    }
    assert_eq!(cases(&world, &editor(), 1).await, [(open, false), (draft, false)]);
    let beside = person(7, randers(), &[Role::Contributor]);
    assert_eq!(cases(&world, &beside, 1).await, [(open, false)]);

    let undone = Event::CaseImportUndone { import: import_id(1) };
    world.append(format!("case-{open}"), &editor(), &[undone]).await;
    let concluded = Event::ImportUndone { import: import_id(1), kept: 1 };
    world.append(format!("import-{}", import_id(1)), &editor(), &[concluded]).await;
    world.fold().await;
    assert_eq!(cases(&world, &editor(), 1).await, [(open, true), (draft, false)]);
    let told = listed(&world, &editor()).await;
    assert_eq!((told[1].kept, told[1].undone_at), (Some(1), Some(world.now())));
    assert_eq!(told[0].undone_at, None);
}

#[tokio::test]
async fn the_predecessor_s_id_finds_a_case_for_its_readers_alone() {
    found(World::sqlite().await).await;
}

pub async fn found(world: World) {
    import(&world, 1, &[(case_id(1), Visibility::Organisation)]).await;
    world.fold().await;
    let filter =
        |id: &str| CaseFilter { predecessor_id: Some(id.to_owned()), ..CaseFilter::default() };
    let list = |id| CaseList { filter: filter(id), slice: Slice::first(5), ..CaseList::default() };
    let found = world.list(&editor(), &list("1042")).await;
    assert_eq!(ids_of(&found), [case_id(1)]);
    assert_eq!(found.items[0].item.public.predecessor_id.as_deref(), Some("1042"));
    assert_eq!(ids_of(&world.list(&editor(), &list("104")).await), []);
    assert_eq!(ids_of(&world.list(&colleague(), &list("1042")).await), []);
}
