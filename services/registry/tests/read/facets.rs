//! Values of lists: what each would find, for each reader.

use std::collections::BTreeMap;

use case::Command;
use case::access::{Principal, Role};
use chrono::NaiveDate;
use registry::read::{CaseFilter, CaseList, Slice, Sort};
use vocabulary::{
    Basics, CaseFacet, FacetCounts, Implementation, Operation, OrganisationKind, Phase, Region,
    Schedule, Section, Status, SubjectArea, Visibility,
};

use crate::world::{
    World, aarhus, case_id, colleague, editor, ids_of, person, randers, registration, syddjurs,
};

const CASES: u128 = 40;

/// Cases that differ in everything that lists are narrowed by; every fifth is a draft.
async fn varied(world: &World) {
    const AREAS: [SubjectArea; 3] =
        [SubjectArea::Economy, SubjectArea::Health, SubjectArea::Social];
    for number in 0..CASES {
        let id = case_id(number);
        let (lead, by) =
            if number % 3 == 0 { (syddjurs(), colleague()) } else { (randers(), editor()) };
        let visibility = match number % 5 {
            0 => Visibility::Draft,
            1 => Visibility::Public,
            _ => Visibility::Members,
        };
        let mut register = registration(lead, "Faktura", visibility);
        register.reporter = by.person();
        world.command(id, &by, Command::Register(Box::new(register))).await;
        let describe = |section| Command::DescribeSection { section: Box::new(section) };
        let basics = Basics {
            title: if number % 2 == 0 { "Faktura".to_owned() } else { "Robot".to_owned() },
            summary: "Kort".to_owned(),
            subject_areas: AREAS[..(number % 4) as usize].to_vec(),
            kle: if number % 4 == 0 {
                vec!["27.36.04".to_owned()]
            } else {
                vec!["54.15".to_owned()]
            },
            kla: (number % 6 == 0).then(|| "54.15.10".to_owned()),
            sep_mep: number % 7 == 0,
            affects_citizens: (number % 3 != 1).then_some(number % 2 == 0),
            affects_companies: (number % 4 != 1).then_some(number % 3 == 0),
            ..Basics::default()
        };
        world.command(id, &by, describe(Section::Basics(basics))).await;
        let written = ["UiPath", "UIPATH", "Power Automate"][number as usize % 3];
        let built = Implementation {
            technologies: vec![written.to_owned(), "Python".to_owned()],
            systems: vec![["KMD Opus", "Nexus"][number as usize % 2].to_owned()],
            vendor: (number % 4 == 2).then(|| "Netcompany".to_owned()),
            schedule: [Some(Schedule::Daily), Some(Schedule::Weekly), None][number as usize % 3],
            ..Implementation::default()
        };
        world.command(id, &by, describe(Section::Implementation(built))).await;
        if number % 6 == 1 {
            world.command(id, &by, Command::ChangePhase { phase: Phase::PreAnalysis }).await;
            let status = Command::ChangeStatus { status: Status::InProgress, reason: None };
            world.command(id, &by, status).await;
        }
        let since = NaiveDate::from_ymd_opt(2020 + (number % 5) as i32, 6, 1);
        let since = Operation { in_operation_since: since, ..Operation::default() };
        world.command(id, &by, describe(Section::Operation(since))).await;
    }
    world.fold().await;
}

/// The filter with one value of a facet and no other of it.
fn choosing(filter: &CaseFilter, facet: CaseFacet, value: &str) -> CaseFilter {
    let mut filter = filter.clone();
    let name = || serde_json::Value::String(value.to_owned());
    macro_rules! named {
        ($field:ident) => {
            filter.$field = vec![serde_json::from_value(name()).unwrap()]
        };
    }
    let yes = value == "true";
    match facet {
        CaseFacet::Phase => named!(phases),
        CaseFacet::Status => named!(statuses),
        CaseFacet::Kind => named!(kinds),
        CaseFacet::SubjectArea => named!(subject_areas),
        CaseFacet::Technology => named!(technologies),
        CaseFacet::System => named!(systems),
        CaseFacet::Organisation => named!(organisations),
        CaseFacet::OrganisationKind => named!(organisation_kinds),
        CaseFacet::Region => named!(regions),
        CaseFacet::Vendor => named!(vendors),
        CaseFacet::Schedule => named!(schedules),
        CaseFacet::Kle => named!(kle),
        CaseFacet::Visibility => named!(visibilities),
        CaseFacet::Kla => filter.kla = Some(yes),
        CaseFacet::SepMep => filter.sep_mep = Some(yes),
        CaseFacet::AffectsCitizens => filter.affects_citizens = Some(yes),
        CaseFacet::AffectsCompanies => filter.affects_companies = Some(yes),
        CaseFacet::MeasuredGains => filter.measured_gains = Some(yes),
    }
    filter
}

async fn counts(world: &World, by: &Principal, filter: &CaseFilter) -> Vec<FacetCounts> {
    world.reader.facets(by, filter, &CaseFacet::ALL, 200).await.unwrap()
}

async fn total(world: &World, by: &Principal, filter: &CaseFilter) -> u32 {
    let list = CaseList {
        filter: filter.clone(),
        count: true,
        slice: Slice::first(1),
        ..CaseList::default()
    };
    world.list(by, &list).await.total.unwrap()
}

#[tokio::test]
async fn each_count_is_what_choosing_the_value_finds() {
    counted(World::sqlite().await).await;
}

pub async fn counted(world: World) {
    varied(&world).await;
    let none = CaseFilter::default;
    let superuser = person(9, syddjurs(), &[Role::Superuser]);
    for by in [editor(), colleague(), superuser, person(8, aarhus(), &[]), Principal::Anonymous] {
        for search in ["", "faktura", "fakutra"] {
            for filter in [
                none(),
                CaseFilter { phases: vec![Phase::Idea], ..none() },
                CaseFilter {
                    technologies: vec!["uipath".to_owned()],
                    schedules: vec![Schedule::Daily, Schedule::Weekly],
                    ..none()
                },
                CaseFilter { own_organisation: true, kla: Some(false), ..none() },
                CaseFilter { reported: true, kle: vec!["27.36".to_owned()], ..none() },
                CaseFilter { in_operation_from: NaiveDate::from_ymd_opt(2022, 6, 1), ..none() },
            ] {
                let filter = CaseFilter { search: search.to_owned(), ..filter };
                for facet in counts(&world, &by, &filter).await {
                    for value in facet.values {
                        let chosen = choosing(&filter, facet.facet, &value.value);
                        // What is forgiven is forgiven to the list as it is.
                        if search == "fakutra" && value.count == 0 {
                            continue;
                        }
                        let found = total(&world, &by, &chosen).await;
                        assert_eq!(
                            value.count, found,
                            "{:?} {} {chosen:?}",
                            facet.facet, value.value
                        );
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_name_is_told_as_most_cases_that_are_counted_write_it() {
    let world = World::sqlite().await;
    let names =
        [(1, "UIPATH", false), (2, "UiPath", true), (3, "UiPath", true), (4, "uipath", true)];
    for (number, written, shared) in names {
        let visibility = if shared { Visibility::Members } else { Visibility::Draft };
        world.register(case_id(number), "Robot", visibility).await;
        let built =
            Implementation { technologies: vec![written.to_owned()], ..Implementation::default() };
        world.describe(case_id(number), Section::Implementation(built)).await;
    }
    world.fold().await;
    let told = |facets: &[FacetCounts]| {
        let values = &facets.iter().find(|it| it.facet == CaseFacet::Technology).unwrap().values;
        values.iter().map(|it| (it.value.clone(), it.count)).collect::<BTreeMap<_, _>>()
    };
    let counted = counts(&world, &colleague(), &CaseFilter::default()).await;
    assert_eq!(told(&counted), BTreeMap::from([("UiPath".to_owned(), 3)]));
}

#[tokio::test]
async fn values_are_bounded_and_those_chosen_stay() {
    let world = World::sqlite().await;
    for number in 1..=9 {
        world.register(case_id(number), "Robot", Visibility::Members).await;
        let technologies = (number..=9).map(|at| format!("Teknik {at}")).collect();
        let built = Implementation { technologies, ..Implementation::default() };
        world.describe(case_id(number), Section::Implementation(built)).await;
    }
    world.fold().await;
    let chosen = vec!["teknik 1".to_owned(), "Ukendt".to_owned()];
    let filter = CaseFilter { technologies: chosen, ..CaseFilter::default() };
    let told =
        world.reader.facets(&colleague(), &filter, &[CaseFacet::Technology], 2).await.unwrap();
    let values = told[0].values.iter().map(|it| (it.value.as_str(), it.count, it.chosen));
    let wanted = [
        ("Teknik 9", 9, false),
        ("Teknik 8", 8, false),
        ("Teknik 1", 1, true),
        ("ukendt", 0, true),
    ];
    assert_eq!(values.collect::<Vec<_>>(), wanted);
    assert!(told[0].more);
}

#[tokio::test]
async fn what_is_not_shared_adds_neither_value_nor_count() {
    let world = World::sqlite().await;
    varied(&world).await;
    let before = counts(&world, &person(8, aarhus(), &[]), &CaseFilter::default()).await;
    for number in 100..110 {
        world.register(case_id(number), "Hemmelig faktura", Visibility::Organisation).await;
        let built = Implementation {
            technologies: vec!["Hemmelig".to_owned(), "UiPath".to_owned()],
            vendor: Some("Skjult".to_owned()),
            schedule: Some(Schedule::Yearly),
            ..Implementation::default()
        };
        world.describe(case_id(number), Section::Implementation(built)).await;
    }
    world.fold().await;
    let after = counts(&world, &person(8, aarhus(), &[]), &CaseFilter::default()).await;
    assert_eq!(before, after);
    let own = counts(&world, &editor(), &CaseFilter::default()).await;
    assert_ne!(own, after);
}

#[tokio::test]
async fn further_filters_and_sorts_mean_what_they_say() {
    narrowed(World::sqlite().await).await;
}

pub async fn narrowed(world: World) {
    varied(&world).await;
    world.reuse(case_id(200), case_id(1), Visibility::Members).await;
    world.reuse(case_id(201), case_id(1), Visibility::Members).await;
    world.reuse(case_id(202), case_id(1), Visibility::Draft).await;
    world.reuse(case_id(203), case_id(2), Visibility::Draft).await;
    world.fold().await;
    let none = CaseFilter::default;
    let found = async |by: &Principal, filter: CaseFilter| {
        let list =
            CaseList { filter, slice: Slice::first(100), sort: Sort::Id, ..CaseList::default() };
        let ids = ids_of(&world.list(by, &list).await);
        ids.iter().map(|id| id.0.as_u128()).collect::<Vec<_>>()
    };
    let reader = person(8, aarhus(), &[]);
    for (least, wanted) in [(1, vec![1]), (2, vec![1]), (3, vec![])] {
        let filter = CaseFilter { least_reusers: Some(least), ..none() };
        assert_eq!(found(&reader, filter).await, wanted, "{least}");
    }
    let mine = found(&editor(), CaseFilter { reported: true, ..none() }).await;
    assert_eq!(mine, (0..CASES).filter(|it| it % 3 != 0).collect::<Vec<_>>());
    assert_eq!(mine, found(&editor(), CaseFilter { associated: true, ..none() }).await);
    assert!(found(&reader, CaseFilter { associated: true, ..none() }).await.is_empty());
    let regions = vec![Region::Nordjylland];
    assert!(found(&reader, CaseFilter { regions, ..none() }).await.is_empty());
    let kinds = vec![OrganisationKind::Municipality];
    let all = found(&reader, none()).await;
    assert_eq!(found(&reader, CaseFilter { organisation_kinds: kinds, ..none() }).await, all);

    let listed = async |sort, descending| {
        let list = CaseList { sort, descending, slice: Slice::first(100), ..CaseList::default() };
        let page = world.list(&reader, &list).await;
        page.items.into_iter().map(|listed| listed.item.public).collect::<Vec<_>>()
    };
    let statuses = listed(Sort::Status, true).await;
    assert!(statuses.windows(2).all(|pair| pair[0].status >= pair[1].status));
    let organisations = listed(Sort::Organisation, false).await;
    let split = organisations.iter().position(|case| case.lead == syddjurs()).unwrap();
    assert!(organisations[..split].iter().all(|case| case.lead == randers()));
    assert!(organisations[split..].iter().all(|case| case.lead == syddjurs()));
    for descending in [false, true] {
        let schedules = listed(Sort::Schedule, descending).await;
        let stated: Vec<_> = schedules.iter().map(|case| case.implementation.schedule).collect();
        let missing = stated.iter().position(Option::is_none).unwrap();
        assert!(stated[missing..].iter().all(Option::is_none));
    }
    let first = listed(Sort::CreatedAt, false).await;
    let numbers: Vec<u128> = first.iter().map(|case| case.id.0.as_u128()).collect();
    assert!(numbers.is_sorted(), "they were registered in the order of their numbers");
    let at = world.case(case_id(200)).await.registered_at;
    let since = CaseFilter { created_since: Some(at), ..none() };
    assert_eq!(found(&reader, since).await, [200, 201]);
}
