//! Lists of cases: sorted, filtered, page by page.

use std::collections::BTreeSet;

use case::Command;
use case::access::Principal;
use registry::read::{CaseFilter, CaseList, ReadError, Slice, Sort};
use vocabulary::{
    CaseId, Implementation, Phase, Section, Status, SubjectArea, Visibility, Workload,
};

use crate::world::{World, case_id, colleague, editor, ids_of, registration, syddjurs};

const CASES: u128 = 250;

const SORTS: [Sort; 10] = [
    Sort::Relevance,
    Sort::ChangedAt,
    Sort::Title,
    Sort::Phase,
    Sort::ExpectedHours,
    Sort::Status,
    Sort::Organisation,
    Sort::CreatedAt,
    Sort::Schedule,
    Sort::Id,
];

/// 250 cases of which every tenth is a draft; many say the same, so that orders have ties.
async fn many(world: &World) {
    const LETTERS: [&str; 6] = ["Zink", "Ål", "abe", "Ærø", "Øl", "Aarhus"];
    for number in 0..CASES {
        let id = case_id(number);
        let title = format!("{} robot {}", LETTERS[number as usize % 6], number % 7);
        let visibility = if number % 10 == 0 { Visibility::Draft } else { Visibility::Members };
        world.register(id, &title, visibility).await;
        if number % 3 == 0 {
            let workload = Workload {
                occurrences_per_year: Some(1000 * (number % 5) as i32),
                seconds_per_occurrence: Some(36),
                automation_degree_percent: Some(50),
                ..Workload::default()
            };
            world.describe(id, Section::Workload(workload)).await;
        }
        if number % 4 == 0 {
            world.command(id, &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
        }
    }
    world.fold().await;
}

async fn paged(world: &World, by: &Principal, list: &CaseList) -> Vec<CaseId> {
    let mut list = list.clone();
    let mut ids = Vec::new();
    loop {
        let page = world.list(by, &list).await;
        ids.extend(ids_of(&page));
        list.slice.after = page.items.last().map(|listed| listed.cursor.clone());
        if !page.has_next {
            return ids;
        }
    }
}

#[tokio::test]
async fn paging_yields_each_readable_case_once_in_every_sort() {
    paging(World::sqlite().await).await;
}

pub async fn paging(world: World) {
    many(&world).await;
    let readable: BTreeSet<CaseId> =
        (0..CASES).filter(|number| number % 10 != 0).map(case_id).collect();
    for sort in SORTS {
        for descending in [false, true] {
            for search in ["", "robot"] {
                let filter = CaseFilter { search: search.to_owned(), ..CaseFilter::default() };
                let slice = Slice::first(17);
                let list =
                    CaseList { filter, sort, descending, slice, count: true, without: Vec::new() };
                let ids = paged(&world, &colleague(), &list).await;
                let what = format!("{sort:?} descending {descending} searching {search:?}");
                assert_eq!(ids.len(), readable.len(), "{what}");
                assert_eq!(ids.iter().copied().collect::<BTreeSet<_>>(), readable, "{what}");
                let page = world.list(&colleague(), &list).await;
                assert_eq!(page.total, Some(225), "{what}");
            }
        }
    }
}

#[tokio::test]
async fn each_sort_is_in_its_order() {
    sorts(World::sqlite().await).await;
}

pub async fn sorts(world: World) {
    many(&world).await;
    let sorted = async |sort, descending| {
        let list = CaseList { sort, descending, slice: Slice::first(100), ..CaseList::default() };
        let page = world.list(&colleague(), &list).await;
        page.items.into_iter().map(|listed| listed.item.public).collect::<Vec<_>>()
    };
    let newest = sorted(Sort::Relevance, false).await;
    assert!(newest.windows(2).all(|pair| pair[0].changed_at >= pair[1].changed_at));
    let oldest = sorted(Sort::ChangedAt, false).await;
    assert!(oldest.windows(2).all(|pair| pair[0].changed_at <= pair[1].changed_at));
    let titles = sorted(Sort::Title, false).await;
    assert!(titles[0].basics.title.starts_with("abe"));
    let last = sorted(Sort::Title, true).await;
    assert!(last[0].basics.title.starts_with("Ål") || last[0].basics.title.starts_with("Aarhus"));
    let phases = sorted(Sort::Phase, true).await;
    assert!(phases.windows(2).all(|pair| pair[0].phase >= pair[1].phase));
    for descending in [false, true] {
        let hours = sorted(Sort::ExpectedHours, descending).await;
        let stated: Vec<_> =
            hours.iter().map(|case| case.workload.expected_hours_per_year()).collect();
        let missing = stated.iter().position(Option::is_none).unwrap();
        assert!(stated[missing..].iter().all(Option::is_none), "what is not stated comes last");
        let inner = stated[..missing].windows(2);
        assert!(
            inner.into_iter().all(|pair| (pair[0] <= pair[1]) != descending || pair[0] == pair[1])
        );
    }
}

#[tokio::test]
async fn filters_mean_the_same_with_and_without_a_search() {
    filters(World::sqlite().await).await;
}

pub async fn filters(world: World) {
    for number in 1..=4 {
        world.register(case_id(number), "Robot", Visibility::Members).await;
    }
    let technologies = vec!["UiPath".to_owned(), "Køl Ét".to_owned()];
    let built = Implementation { technologies, ..Implementation::default() };
    world.describe(case_id(1), Section::Implementation(built)).await;
    let mut basics = registration(syddjurs(), "Robot", Visibility::Members).basics;
    basics.subject_areas = vec![SubjectArea::Economy];
    world.describe(case_id(2), Section::Basics(basics)).await;
    world.command(case_id(3), &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    let status = Command::ChangeStatus { status: Status::InProgress, reason: None };
    world.command(case_id(3), &editor(), status).await;
    world.follow(&colleague(), case_id(4)).await;
    let begun = registration(syddjurs(), "Robot", Visibility::Public);
    world.command(case_id(5), &colleague(), Command::Register(Box::new(begun))).await;
    world.reuse(case_id(6), case_id(1), Visibility::Members).await;
    world.fold().await;

    let none = CaseFilter::default;
    let wanted: [(CaseFilter, &[u128]); 10] = [
        (CaseFilter { technologies: vec!["UIPATH".to_owned()], ..none() }, &[1]),
        (CaseFilter { technologies: vec!["koel et".to_owned()], ..none() }, &[1]),
        (CaseFilter { subject_areas: vec![SubjectArea::Economy], ..none() }, &[2]),
        (CaseFilter { phases: vec![Phase::PreAnalysis], ..none() }, &[3]),
        (CaseFilter { statuses: vec![Status::InProgress], ..none() }, &[3]),
        (CaseFilter { followed: true, ..none() }, &[4]),
        (CaseFilter { own_organisation: true, ..none() }, &[5, 6]),
        (CaseFilter { organisations: vec![syddjurs()], ..none() }, &[5, 6]),
        (CaseFilter { visibilities: vec![Visibility::Public], ..none() }, &[5]),
        (CaseFilter { reuses_case: Some(case_id(1)), ..none() }, &[6]),
    ];
    for (filter, numbers) in wanted {
        for search in ["", "robot"] {
            let filter = CaseFilter { search: search.to_owned(), ..filter.clone() };
            let list = CaseList { filter, ..CaseList::default() };
            let list = CaseList { slice: Slice::first(100), count: true, ..list };
            let page = world.list(&colleague(), &list).await;
            let found: BTreeSet<CaseId> = ids_of(&page).into_iter().collect();
            let wanted: BTreeSet<CaseId> = numbers.iter().copied().map(case_id).collect();
            assert_eq!(found, wanted, "{:?}", list.filter);
            assert_eq!(page.total.map(|total| total as usize), Some(wanted.len()));
        }
    }
    let anonymous =
        CaseList { filter: CaseFilter { own_organisation: true, ..none() }, ..CaseList::default() };
    assert_eq!(world.list(&Principal::Anonymous, &anonymous).await.items, []);
}

#[tokio::test]
async fn a_search_says_why_and_a_cursor_of_another_list_is_refused() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Fakturagodkendelse", Visibility::Members).await;
    world.register(case_id(2), "Fakturamodtagelse", Visibility::Members).await;
    world.fold().await;
    let filter = CaseFilter { search: "faktura".to_owned(), ..CaseFilter::default() };
    let list = CaseList { filter, slice: Slice::first(1), ..CaseList::default() };
    let page = world.list(&colleague(), &list).await;
    assert_eq!(page.items[0].item.matches[0].field, "basics.title");
    assert!(page.items[0].item.matches[0].excerpt.contains("<mark>"));

    let cursor = page.items[0].cursor.clone();
    for (sort, after) in [(Sort::Title, cursor), (Sort::Title, "x?".to_owned())] {
        let slice = Slice { first: 1, after: Some(after) };
        let other = CaseList { sort, slice, ..CaseList::default() };
        let refused = world.reader.cases(&colleague(), &other).await;
        assert!(matches!(refused, Err(ReadError::InvalidCursor)));
    }
}

#[tokio::test]
async fn a_page_after_more_hits_than_are_counted_is_empty() {
    let world = World::sqlite().await;
    world.register(case_id(1), "Robot", Visibility::Members).await;
    world.fold().await;
    for cursor in ["eyJoaXRzIjo0Mjk0OTY3Mjk1fQ", "eyJoaXRzIjo0Mjk0OTY3Mjk0fQ"] {
        let filter = CaseFilter { search: "robot".to_owned(), ..CaseFilter::default() };
        let slice = Slice { after: Some(cursor.to_owned()), ..Slice::first(5) };
        let list = CaseList { filter, slice, ..CaseList::default() };
        let page = world.list(&colleague(), &list).await;
        assert!(page.items.is_empty() && !page.has_next, "{cursor}");
    }
}
