//! What all organisations share, and what each says of itself.

use case::access::{Principal, Role};
use case::catalogue::{Catalogue, Change};
use case::profile::Profile;
use registry::events;
use registry::log::EventLog as _;
use registry::read::{CaseFilter, CaseList, CatalogueList, Slice};
use uuid::Uuid;
use vocabulary::{
    CaseFacet, Catalogue as Kind, CatalogueEntryId, CountedCases, CountedValue, Implementation,
    ImportedEntry, OrganisationProfile, Section, StatisticsDimension, Visibility,
};

use crate::world::{World, aarhus, case_id, colleague, editor, person, randers, syddjurs};

fn id(number: u128) -> CatalogueEntryId {
    CatalogueEntryId(Uuid::from_u128(number))
}

fn keeper() -> Principal {
    person(8, aarhus(), &[Role::CatalogueEditor])
}

fn add(number: u128, name: &str) -> Change {
    Change::Add { entry: id(number), name: name.to_owned(), vendor: None }
}

/// Changes a catalogue, whoever may.
pub async fn change(world: &World, by: &Principal, kind: Kind, change: Change) {
    let stream = format!("catalogue-{}", kind.name());
    let mut catalogue = Catalogue::default();
    for recorded in world.log.read(&stream, 0).await.unwrap() {
        catalogue.evolve(&events::read(&recorded).unwrap());
    }
    let events = catalogue.decide(by, kind, change).unwrap();
    world.append(stream, by, &events).await;
}

async fn listed(world: &World, by: &Principal, search: &str, all: bool) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let slice = Slice { first: 2, after };
        let list =
            CatalogueList { catalogue: Kind::ItSystems, search: search.to_owned(), all, slice };
        let page = world.reader.catalogue(by, &list).await.unwrap();
        names.extend(page.items.iter().map(|listed| listed.item.name.clone()));
        after = page.items.last().map(|listed| listed.cursor.clone());
        if !page.has_next {
            return names;
        }
    }
}

#[tokio::test]
async fn entries_are_listed_in_danish_order_by_part_of_a_name() {
    entries(World::sqlite().await).await;
}

pub async fn entries(world: World) {
    let names = ["Ålborgsystemet", "Æsel 100%", "nova", "SAP Opus", "Aktiv", "Nova_2"];
    for (number, name) in (1..).zip(names) {
        change(&world, &editor(), Kind::ItSystems, add(number, name)).await;
    }
    let alias = Change::Revise {
        entry: id(4),
        name: "SAP Opus".to_owned(),
        vendor: Some("SAP".to_owned()),
        aliases: vec!["Prisme".to_owned()],
    };
    change(&world, &keeper(), Kind::ItSystems, alias).await;
    change(&world, &editor(), Kind::ItSystems, Change::Retire { entry: id(5) }).await;
    let merge = Change::Merge { entry: id(6), into: id(3) };
    change(&world, &keeper(), Kind::ItSystems, merge).await;
    world.fold().await;

    let order = ["nova", "SAP Opus", "Æsel 100%", "Ålborgsystemet"];
    assert_eq!(listed(&world, &colleague(), "", false).await, order);
    assert_eq!(listed(&world, &colleague(), " PRISM", false).await, ["SAP Opus"]);
    assert_eq!(listed(&world, &colleague(), "0%", false).await, ["Æsel 100%"]);
    assert_eq!(listed(&world, &colleague(), "a_2", false).await, Vec::<String>::new());
    assert_eq!(listed(&world, &colleague(), "a_2", true).await, ["Nova_2"]);
    assert_eq!(listed(&world, &colleague(), "", true).await.len(), 6);
    assert_eq!(listed(&world, &Principal::Anonymous, "", true).await, Vec::<String>::new());
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn what_is_imported_again_keeps_its_other_names_and_is_retired_and_never_gone() {
    imported(World::sqlite().await).await;
}

pub async fn imported(world: World) {
    let import = |name: &str, retired: &[u128]| Change::Import {
        entries: vec![ImportedEntry { id: id(1), name: name.to_owned(), vendor: None }],
        retired: retired.iter().copied().map(id).collect(),
    };
    let second = ImportedEntry { id: id(2), name: "Opus".to_owned(), vendor: None };
    let both = Change::Import { entries: vec![second], retired: Vec::new() };
    change(&world, &keeper(), Kind::ItSystems, import("Nova", &[])).await;
    change(&world, &keeper(), Kind::ItSystems, both).await;
    let named = Change::Revise {
        entry: id(1),
        name: "Nova".to_owned(),
        vendor: None,
        aliases: vec!["KMD Nova".to_owned()],
    };
    change(&world, &keeper(), Kind::ItSystems, named).await;
    change(&world, &keeper(), Kind::ItSystems, import("Nova Sag", &[2])).await;
    world.fold().await;

    assert_eq!(listed(&world, &editor(), "kmd", false).await, ["Nova Sag"]);
    assert_eq!(listed(&world, &editor(), "", false).await, ["Nova Sag"]);
    assert_eq!(listed(&world, &editor(), "", true).await, ["Nova Sag", "Opus"]);
}

#[tokio::test]
async fn cases_are_found_by_every_name_of_a_technology_and_none_is_rewritten() {
    merged(World::sqlite().await).await;
}

pub async fn merged(world: World) {
    for (number, technology) in [(1, "Ui-Automat"), (2, "UiPath,Ui-Automat"), (3, "Python")] {
        world.register(case_id(number), "Robot", Visibility::Members).await;
        let technologies = technology.split(',').map(str::to_owned).collect();
        let section = Implementation { technologies, ..Implementation::default() };
        let section = Box::new(Section::Implementation(section));
        let command = case::Command::DescribeSection { section };
        world.command(case_id(number), &editor(), command).await;
    }
    change(&world, &keeper(), Kind::Technologies, add(1, "Ui-Automat")).await;
    change(&world, &keeper(), Kind::Technologies, add(2, "UiPath")).await;
    world.fold().await;
    let found = async |names: &[&str]| {
        let technologies = names.iter().map(|name| (*name).to_owned()).collect();
        let filter = CaseFilter { technologies, ..CaseFilter::default() };
        let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
        world.list(&colleague(), &list).await.items.len()
    };
    assert_eq!(found(&["uipath"]).await, 1);
    let before = world.case(case_id(1)).await;
    let merge = Change::Merge { entry: id(1), into: id(2) };
    change(&world, &keeper(), Kind::Technologies, merge).await;
    world.fold().await;

    for name in ["uipath", "UI AUTOMAT"] {
        assert_eq!(found(&[name]).await, 2, "{name}");
    }
    assert_eq!(found(&["Ui-Automat", "Python"]).await, 3);
    assert_eq!(world.case(case_id(1)).await, before);
    let by = [StatisticsDimension::Technology];
    let figures = world.reader.statistics(&colleague(), &by, None).await.unwrap();
    let cells: Vec<_> = figures
        .cells
        .iter()
        .map(|cell| (cell.names[0].as_deref(), cell.values[0].as_deref(), cell.figures.cases))
        .collect();
    assert_eq!(cells, [(Some("Python"), Some("python"), 1), (Some("UiPath"), Some("uipath"), 2)]);
    let key = Some("uipath".to_owned());
    let value = CountedValue { dimension: StatisticsDimension::Technology, key };
    let counted = Some(CountedCases { as_of: world.now(), values: vec![value], shared: false });
    let filter = CaseFilter { counted, ..CaseFilter::default() };
    let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
    assert_eq!(world.list(&colleague(), &list).await.items.len(), 2, "the cases behind the figure");
    let filter = CaseFilter { technologies: vec!["ui automat".to_owned()], ..Default::default() };
    let of = [CaseFacet::Technology];
    let told = world.reader.facets(&colleague(), &filter, &of, 10).await.unwrap();
    let values = told[0].values.iter().map(|it| (it.value.as_str(), it.count, it.chosen));
    assert_eq!(values.collect::<Vec<_>>(), [("UiPath", 2, true), ("Python", 1, false)]);
    let names = world.reader.technology_names().await.unwrap();
    assert_eq!(names.canonical("ui automat"), "UiPath");
    let back = Change::BringBack { entry: id(1) };
    change(&world, &keeper(), Kind::Technologies, back).await;
    world.fold().await;
    assert_eq!(found(&["uipath"]).await, 1);
}

#[tokio::test]
async fn what_an_organisation_says_of_itself_is_for_those_signed_in() {
    described(World::sqlite().await).await;
}

pub async fn described(world: World) {
    let superuser = person(7, randers(), &[Role::Superuser]);
    for inhabitants in [97_000, 98_000] {
        let said = OrganisationProfile {
            technologies: vec!["UiPath".to_owned()],
            inhabitants: Some(inhabitants),
            ..OrganisationProfile::default()
        };
        let events = Profile::default().describe(&superuser, randers(), said).unwrap();
        world.append(format!("profile-{}", randers()), &superuser, &events).await;
    }
    world.fold().await;

    let known = world.reader.profiles(&colleague(), &[randers(), syddjurs()]).await.unwrap();
    assert_eq!((known.len(), known[0].revision), (1, 2));
    assert_eq!(known[0].profile.inhabitants, Some(98_000));
    assert_eq!(world.reader.profiles(&Principal::Anonymous, &[randers()]).await.unwrap(), []);
    let own = world.reader.organisation_profile(randers()).await.unwrap().unwrap();
    assert_eq!(own.technologies, ["UiPath"]);
    assert_eq!(world.reader.organisation_profile(aarhus()).await.unwrap(), None);
    assert_eq!(world.reader.organisation_profiles().await.unwrap().len(), 1);
}
