//! KLE and FORM numbers: listed, and shown with the cases that use them.

use case::access::{Principal, Role};
use case::codes::{Codes, Forms, KleForms};
use registry::read::{CaseFilter, CaseList, CodeList, Slice};
use uuid::Uuid;
use vocabulary::{Basics, Code, CodeId, CodeScheme, Section, Visibility};

use crate::world::{World, aarhus, case_id, colleague, editor, ids_of, person};

fn keeper() -> Principal {
    person(8, aarhus(), &[Role::CatalogueEditor])
}

fn code(id: u128, number: &str, title: &str) -> Code {
    Code {
        id: CodeId(Uuid::from_u128(id)),
        number: number.to_owned(),
        title: title.to_owned(),
        valid_from: None,
        retired_on: None,
        replaced_by: None,
        legal_basis: None,
    }
}

fn retired(code: Code, instead: Option<&str>) -> Code {
    let replaced_by = instead.map(ToOwned::to_owned);
    Code { retired_on: "2020-05-01".parse().ok(), replaced_by, ..code }
}

async fn import(world: &World, scheme: CodeScheme, codes: Vec<Code>) {
    let events = Codes::default().import(&keeper(), scheme, codes).unwrap();
    world.append(format!("catalogue-{}", scheme.name()), &keeper(), &events).await;
}

async fn kle(world: &World) {
    let codes = vec![
        code(1, "97", "Opdigtet hovedgruppe"),
        code(2, "97.01", "Opdigtet gruppe"),
        retired(code(3, "97.01.02", "Opdigtet fra før"), None),
        Code { valid_from: "2011-01-01".parse().ok(), ..code(4, "97.01.02", "Opdigtet igen") },
        retired(code(5, "97.01.03", "Opdigtet og flyttet"), Some("97.01.02")),
        code(6, "97.10", "Opdigtet økonomi"),
    ];
    import(world, CodeScheme::Kle, codes).await;
}

async fn listed(world: &World, by: &Principal, list: CodeList) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let slice = Slice { first: 2, after };
        let page = world.reader.codes(by, &CodeList { slice, ..list.clone() }).await.unwrap();
        let shown = page.items.iter().map(|it| format!("{} {}", it.item.number, it.item.title));
        found.extend(shown);
        after = page.items.last().map(|it| it.cursor.clone());
        if !page.has_next {
            return found;
        }
    }
}

fn list(scheme: CodeScheme, search: &str) -> CodeList {
    let (search, slice) = (search.to_owned(), Slice::first(2));
    CodeList { scheme, search, kle: None, all: false, slice }
}

#[tokio::test]
async fn numbers_are_listed_by_how_they_begin_and_by_their_titles_and_retired_ones_are_not() {
    numbers(World::sqlite().await).await;
}

pub async fn numbers(world: World) {
    kle(&world).await;
    world.fold().await;
    let found = async |search: &str| {
        listed(&world, &colleague(), list(CodeScheme::Kle, search)).await.len()
    };
    for (search, count) in [("", 4), ("97", 4), ("97.01", 2), ("97.1", 0), ("ØKONOMI", 1)] {
        assert_eq!(found(search).await, count, "{search}");
    }
    assert_eq!(found("97.01.03").await, 0);
    let all = CodeList { all: true, ..list(CodeScheme::Kle, "") };
    let all = listed(&world, &colleague(), all).await;
    assert_eq!(all.len(), 6);
    assert_eq!(listed(&world, &Principal::Anonymous, list(CodeScheme::Kle, "")).await.len(), 0);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn a_case_on_a_retired_number_says_so_and_is_found_by_it() {
    on_cases(World::sqlite().await).await;
}

pub async fn on_cases(world: World) {
    for (number, kle) in [(1, "97.01.03"), (2, "97.01.02"), (3, "11.22.33")] {
        world.register(case_id(number), "Robot", Visibility::Members).await;
        let basics = Basics {
            title: "Robot".to_owned(),
            summary: "En robot".to_owned(),
            kle: vec![kle.to_owned()],
            ..Basics::default()
        };
        world.describe(case_id(number), Section::Basics(basics)).await;
    }
    world.fold().await;
    let found = async |world: &World| {
        let filter = CaseFilter { retired_codes: true, ..CaseFilter::default() };
        let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
        ids_of(&world.list(&editor(), &list).await)
    };
    assert_eq!(found(&world).await, [], "nothing is known of any");
    let view = world.reader.case(&colleague(), case_id(1)).await.unwrap().unwrap();
    assert_eq!((view.codes[0].title.as_deref(), view.codes[0].retired), (None, false));

    kle(&world).await;
    world.fold().await;
    assert_eq!(found(&world).await, [case_id(1)]);
    let view = world.reader.case(&Principal::Anonymous, case_id(1)).await.unwrap();
    assert!(view.is_none(), "it is for members");
    let shown = async |number| {
        let view = world.reader.case(&colleague(), case_id(number)).await.unwrap().unwrap();
        view.codes[0].clone()
    };
    let moved = shown(1).await;
    assert_eq!((moved.retired, moved.replaced_by.as_deref()), (true, Some("97.01.02")));
    let again = shown(2).await;
    assert_eq!((again.retired, again.title.as_deref()), (false, Some("Opdigtet igen")));
    assert_eq!(shown(3).await.title, None);
}

#[tokio::test]
async fn form_numbers_of_a_kle_number_are_those_of_the_last_map() {
    mapped(World::sqlite().await).await;
}

pub async fn mapped(world: World) {
    let form = |id, number: &str| Code {
        legal_basis: Some("Opdigtet lov § 1".to_owned()),
        ..code(id, number, "Opdigtet opgave")
    };
    let forms = vec![form(1, "98.05"), form(2, "98.10"), form(3, "98.15")];
    import(&world, CodeScheme::Form, forms).await;
    let replace = async |pairs: &[(&str, &[&str])]| {
        let listed = |forms: &[&str]| forms.iter().map(|form| (*form).to_owned()).collect();
        let forms: Forms =
            pairs.iter().map(|(kle, forms)| ((*kle).to_owned(), listed(forms))).collect();
        let events = KleForms::default().replace(&keeper(), forms).unwrap();
        world.append("catalogue-kle_forms".to_owned(), &keeper(), &events).await;
        world.fold().await;
    };
    let of = async |kle: &str| {
        let list = CodeList { kle: Some(kle.to_owned()), ..list(CodeScheme::Form, "") };
        listed(&world, &colleague(), list).await.len()
    };
    replace(&[("97.01", &["98.05", "98.10"]), ("97", &["98.15", "98.99"])]).await;
    assert_eq!((of("97.01").await, of("97").await), (2, 1));
    replace(&[("97.01", &["98.15"])]).await;
    assert_eq!((of("97.01").await, of("97").await), (1, 0));
}
