//! Cases that are like one another, and what somebody may have meant.

use case::access::Principal;
use registry::read::{Alike, CaseFilter};
use vocabulary::{Basics, CaseId, Implementation, Section, Visibility};

use crate::world::{World, aarhus, case_id, colleague, editor, person};

const CASES: [(u128, &str, &str, Visibility); 8] = [
    (1, "Fakturagodkendelse", "En robot godkender fakturaer fra leverandører", Visibility::Members),
    (2, "Godkendelse af fakturaer", "Regninger godkendes af en robot", Visibility::Public),
    (3, "Robot godkender kreditorfakturaer", "Fakturaer kontrolleres", Visibility::Organisation),
    (4, "Pladsanvisning", "Pladser i børnehaver fordeles", Visibility::Members),
    (5, "Vandstand i åer", "Sensorer måler vandløb", Visibility::Public),
    (6, "Chatbot", "Borgere får svar døgnet rundt", Visibility::Members),
    (7, "Byggesager", "Ansøgninger om at bygge screenes", Visibility::Members),
    (8, "Hemmelighedskræmmeri", "Hemmelige planer", Visibility::Organisation),
];

async fn world() -> World {
    let world = World::sqlite().await;
    for (number, title, summary, visibility) in CASES {
        world.register(case_id(number), title, visibility).await;
        let (title, summary) = (title.to_owned(), summary.to_owned());
        let basics = Basics { title, summary, ..Basics::default() };
        world.describe(case_id(number), Section::Basics(basics)).await;
        let technologies = vec!["UiPath".to_owned()];
        let built = Implementation { technologies, ..Implementation::default() };
        world.describe(case_id(number), Section::Implementation(built)).await;
    }
    world.fold().await;
    world
}

fn numbers(alike: &[Alike]) -> Vec<u128> {
    alike.iter().map(|it| it.case.public.id.0.as_u128()).collect()
}

async fn similar(world: &World, by: &Principal, id: CaseId) -> Vec<Alike> {
    world.reader.similar(by, id, 5).await.unwrap()
}

#[tokio::test]
async fn cases_about_the_same_are_similar_and_say_why() {
    let world = world().await;
    let own = similar(&world, &editor(), case_id(1)).await;
    assert_eq!(
        numbers(&own)[..2].iter().copied().collect::<std::collections::BTreeSet<_>>(),
        [2, 3].into()
    );
    let told = similar(&world, &colleague(), case_id(1)).await;
    assert_eq!(numbers(&told)[0], 2);
    assert!(!numbers(&told).contains(&3), "it is not shared");
    assert!(!numbers(&told).contains(&5), "it is about something else");
    assert!(told[0].shared.contains(&"Godkendelse".to_owned()), "{:?}", told[0].shared);
    assert!(told[0].percent > 30);
}

#[tokio::test]
async fn what_is_like_a_case_is_told_to_its_readers_only() {
    let world = world().await;
    assert!(similar(&world, &colleague(), case_id(3)).await.is_empty());
    assert!(similar(&world, &colleague(), case_id(99)).await.is_empty());
    assert_eq!(numbers(&similar(&world, &Principal::Anonymous, case_id(2)).await), []);
}

#[tokio::test]
async fn what_may_be_registered_already_is_told_before() {
    let world = world().await;
    let asked = async |by: &Principal, title: &str, summary: &str| {
        numbers(&world.reader.possible_duplicates(by, title, summary, 5).await.unwrap())
    };
    let summary = "Robotten godkender fakturaer";
    let found = asked(&editor(), "Fakturagodkendelse med robot", summary).await;
    assert_eq!(found.len(), 3, "{found:?}");
    let found = asked(&colleague(), "Fakturagodkendelse med robot", summary).await;
    assert!(found.contains(&1) && found.contains(&2) && !found.contains(&3), "{found:?}");
    assert_eq!(asked(&colleague(), "Pladsanvisningen", "").await, [4]);
    assert_eq!(asked(&colleague(), "Lønkørsel", "Lønnen køres").await, []);
    assert_eq!(asked(&colleague(), "", "").await, []);
}

#[tokio::test]
async fn a_suggestion_comes_from_what_the_reader_may_read() {
    let world = world().await;
    let asked = async |by: &Principal, search: &str| {
        let filter = CaseFilter { search: search.to_owned(), ..CaseFilter::default() };
        world.reader.did_you_mean(by, &filter).await.unwrap()
    };
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(asked(&colleague(), "pladsanvisnimg").await, said("pladsanvisning"));
    assert_eq!(
        asked(&colleague(), "Robot til fakturagodkendlese").await,
        said("Robot til fakturagodkendelse")
    );
    assert_eq!(asked(&colleague(), "børnehvaer").await, said("børnehaver"));
    assert_eq!(asked(&colleague(), "pladsanvisning").await, None);
    assert_eq!(asked(&colleague(), "xyzzyq").await, None);
    let secret = "hemmelighedskræmeri";
    assert_eq!(asked(&editor(), secret).await, said("hemmelighedskræmmeri"));
    for by in [colleague(), person(8, aarhus(), &[]), Principal::Anonymous] {
        assert_eq!(asked(&by, secret).await, None);
    }
}
