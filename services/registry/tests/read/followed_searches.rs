//! Saved searches that are followed: who is told of which cases that come.

use case::access::{Principal, Role};
use case::{Command, Event};
use registry::read::{CaseFilter, Slice};
use uuid::Uuid;
use vocabulary::{
    AskedFor, CaseId, Cvr, FollowedSearch, Implementation, InboxKind, Phase, SavedSearchId,
    Section, Visibility,
};

use crate::world::{
    World, aarhus, case_id, colleague, editor, person, randers, registration, syddjurs,
};

fn id(number: u128) -> SavedSearchId {
    SavedSearchId(Uuid::from_u128(number))
}

async fn own(world: &World, by: &Principal, event: Event) {
    world.append(format!("person-{}", by.person().unwrap()), by, &[event]).await;
}

async fn follow(
    world: &World,
    by: &Principal,
    number: u128,
    filter: CaseFilter,
    among: Option<Vec<Cvr>>,
) {
    let (search, name) = (id(number), "Søgning".to_owned());
    let asked = Box::new(AskedFor::default());
    own(world, by, Event::SearchSaved { search, name, asked }).await;
    let followed = FollowedSearch { search, filter, among };
    own(world, by, Event::SearchFollowed(Box::new(followed))).await;
}

fn text(search: &str) -> CaseFilter {
    CaseFilter { search: search.to_owned(), ..CaseFilter::default() }
}

/// The cases that somebody was told of, newest first, each with the search that finds it.
async fn told(world: &World, by: &Principal) -> Vec<(CaseId, SavedSearchId)> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    let found = page.items.into_iter().map(|listed| listed.item);
    let found = found.filter(|entry| entry.kind == InboxKind::FoundBySearch);
    found.map(|entry| (entry.case, entry.search.unwrap())).collect()
}

async fn uses(world: &World, number: u128, technology: &str) {
    let technologies = vec![technology.to_owned()];
    let built = Implementation { technologies, ..Implementation::default() };
    world.describe(case_id(number), Section::Implementation(built)).await;
}

#[tokio::test]
async fn who_follows_a_search_is_told_of_what_comes_to_be_found_by_it() {
    found(World::sqlite().await).await;
}

pub async fn found(world: World) {
    world.register(case_id(1), "Fakturagodkendelse", Visibility::Members).await;
    follow(&world, &colleague(), 1, text("fakturaer"), None).await;
    let technologies = vec!["uipath".to_owned()];
    let filter = CaseFilter { technologies, phases: vec![Phase::Idea], ..CaseFilter::default() };
    follow(&world, &colleague(), 2, filter, None).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [], "what was there before");

    world.register(case_id(2), "Kreditorfaktura", Visibility::Members).await;
    world.register(case_id(3), "Pladsanvisning", Visibility::Members).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [(case_id(2), id(1))]);
    uses(&world, 3, "UiPath").await;
    world.fold().await;
    uses(&world, 3, "UIPATH").await;
    world.command(case_id(3), &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    world.fold().await;
    let both = [(case_id(3), id(2)), (case_id(2), id(1))];
    assert_eq!(told(&world, &colleague()).await, both, "once");
    assert_eq!(told(&world, &person(3, syddjurs(), &[])).await, [], "it is nobody else's");

    own(&world, &colleague(), Event::SearchUnfollowed { search: id(1) }).await;
    own(&world, &colleague(), Event::SearchDeleted { search: id(2) }).await;
    world.register(case_id(4), "Faktura", Visibility::Members).await;
    uses(&world, 4, "UiPath").await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, both);
    let personal = world.reader.own(&colleague()).await.unwrap();
    assert_eq!(personal.searches.iter().map(|it| it.followed).collect::<Vec<_>>(), [false]);

    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

#[tokio::test]
async fn nobody_is_told_of_a_case_that_they_could_not_read_when_it_came() {
    hidden(World::sqlite().await).await;
}

pub async fn hidden(world: World) {
    let outsider = person(8, aarhus(), &[Role::Superuser]);
    for (by, number) in [(&colleague(), 1), (&outsider, 2), (&editor(), 3)] {
        follow(&world, by, number, text("faktura"), None).await;
    }
    let colleague_at_home = person(4, randers(), &[]);
    follow(&world, &colleague_at_home, 4, text("faktura"), None).await;
    world.register(case_id(1), "Faktura", Visibility::Draft).await;
    world.fold().await;
    for by in [&colleague(), &outsider, &colleague_at_home] {
        assert_eq!(told(&world, by).await, []);
    }
    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague_at_home).await, [(case_id(1), id(4))]);
    let (visibility, selected) = (Visibility::Selected, vec![syddjurs()]);
    world.command(case_id(1), &editor(), Command::ChangeVisibility { visibility, selected }).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [(case_id(1), id(1))]);
    assert_eq!(told(&world, &outsider).await, []);
    assert_eq!(told(&world, &editor()).await, [], "who did it");
    world.share(case_id(1), Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(told(&world, &colleague()).await, [], "what may be read no more is left out");
    assert_eq!(told(&world, &colleague_at_home).await, [(case_id(1), id(4))], "and told once");
}

#[tokio::test]
async fn kinds_and_regions_stand_for_the_organisations_of_that_day() {
    let world = World::sqlite().await;
    let region = |among: &[Cvr]| (CaseFilter::default(), Some(among.to_vec()));
    for (number, (filter, among)) in [(1, region(&[syddjurs()])), (2, region(&[randers()]))] {
        follow(&world, &person(8, aarhus(), &[]), number, filter, among).await;
    }
    let own_only = CaseFilter { own_organisation: true, ..CaseFilter::default() };
    follow(&world, &person(9, syddjurs(), &[]), 3, own_only, None).await;
    world.register(case_id(1), "Robot", Visibility::Members).await;
    let begun = registration(syddjurs(), "Robot", Visibility::Members);
    world.command(case_id(2), &colleague(), Command::Register(Box::new(begun))).await;
    world.fold().await;
    let wanted = [(case_id(2), id(1)), (case_id(1), id(2))];
    assert_eq!(told(&world, &person(8, aarhus(), &[])).await, wanted);
    assert_eq!(told(&world, &person(9, syddjurs(), &[])).await, [(case_id(2), id(3))]);
}
