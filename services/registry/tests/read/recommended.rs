//! What is recommended to an organisation, and why.

use case::Command;
use case::Event;
use case::access::Principal;
use registry::read::Recommended;
use vocabulary::{
    Cvr, Implementation, OrganisationProfile, Phase, ReuseDegree, ReuseId, ReuseSource, Section,
    Visibility,
};

use crate::world::{World, case_id, colleague, editor, person, registration, syddjurs};

async fn describe(world: &World, organisation: Cvr, technologies: &[&str], inhabitants: u32) {
    let technologies = technologies.iter().map(|it| (*it).to_owned()).collect();
    let inhabitants = Some(inhabitants);
    let profile =
        OrganisationProfile { technologies, inhabitants, ..OrganisationProfile::default() };
    let described =
        Event::OrganisationProfileDescribed { organisation, profile: Box::new(profile) };
    world.append(format!("profile-{organisation}"), &colleague(), &[described]).await;
}

async fn uses(world: &World, number: u128, visibility: Visibility, technologies: &[&str]) {
    world.register(case_id(number), "Robot", visibility).await;
    let technologies = technologies.iter().map(|it| (*it).to_owned()).collect();
    let built = Implementation { technologies, ..Implementation::default() };
    world.describe(case_id(number), Section::Implementation(built)).await;
}

async fn recommended(world: &World, by: &Principal) -> Vec<Recommended> {
    world.reader.recommended(by, 10).await.unwrap()
}

fn numbers(recommended: &[Recommended]) -> Vec<u128> {
    recommended.iter().map(|it| it.case.public.id.0.as_u128()).collect()
}

#[tokio::test]
async fn what_others_built_with_what_one_has_is_recommended_with_the_reason() {
    let world = World::sqlite().await;
    for (number, visibility, technologies) in [
        (1, Visibility::Members, &["UiPath", "Python"][..]),
        (2, Visibility::Public, &["UIPATH"]),
        (3, Visibility::Organisation, &["UiPath"]),
        (4, Visibility::Members, &["Blue Prism"]),
        (5, Visibility::Members, &["UiPath"]),
    ] {
        uses(&world, number, visibility, technologies).await;
    }
    world.command(case_id(2), &editor(), Command::ChangePhase { phase: Phase::PreAnalysis }).await;
    let own = registration(syddjurs(), "Egen robot", Visibility::Members);
    world.command(case_id(6), &colleague(), Command::Register(Box::new(own))).await;
    let declare = Command::DeclareReuse {
        reuse: ReuseId(uuid::Uuid::from_u128(1)),
        source: ReuseSource::Case { case: case_id(5), edition: 1 },
        degree: ReuseDegree::InUse,
    };
    world.command(case_id(6), &colleague(), declare).await;
    world.fold().await;
    assert_eq!(recommended(&world, &colleague()).await, [], "it says nothing of itself");

    describe(&world, syddjurs(), &["uipath", "python"], 44_000).await;
    describe(&world, editor().organisation().unwrap(), &[], 43_000).await;
    world.fold().await;
    let told = recommended(&world, &colleague()).await;
    assert_eq!(numbers(&told), [1, 2], "what is known, its own and not shared is left out");
    assert_eq!(told[0].technologies, ["UiPath", "Python"]);
    assert_eq!(told[1].technologies, ["UIPATH"], "as the case writes it");
    assert!(told[0].similar_size);
    assert_eq!(recommended(&world, &Principal::Anonymous).await, []);
    assert_eq!(recommended(&world, &editor()).await, [], "it uses nothing");

    let mut draft = registration(syddjurs(), "Kladde", Visibility::Draft);
    draft.reporter = colleague().person();
    world.command(case_id(7), &colleague(), Command::Register(Box::new(draft))).await;
    let declare = Command::DeclareReuse {
        reuse: ReuseId(uuid::Uuid::from_u128(2)),
        source: ReuseSource::Case { case: case_id(1), edition: 1 },
        degree: ReuseDegree::Testing,
    };
    world.command(case_id(7), &colleague(), declare).await;
    world.fold().await;
    assert_eq!(numbers(&recommended(&world, &colleague()).await), [2]);
    let other = person(9, syddjurs(), &[]);
    let told = numbers(&recommended(&world, &other).await);
    assert_eq!(told, [1, 2], "a colleague's draft is not seen in what is left out");
}
