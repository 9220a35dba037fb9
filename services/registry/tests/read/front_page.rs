//! What the front page says: to everybody, and its revision to those who may revise it.

use case::Event;
use case::access::{Principal, Role};
use uuid::Uuid;
use vocabulary::FrontPageText;

use crate::world::{World, aarhus, editor, person};

fn catalogue_editor() -> Principal {
    person(8, aarhus(), &[Role::CatalogueEditor])
}

fn text(da: &str, en: &str) -> FrontPageText {
    FrontPageText { da: da.to_owned(), en: en.to_owned() }
}

async fn say(world: &World, said: FrontPageText) {
    let revised = Event::FrontPageRevised(Box::new(said));
    world.append("front-page".to_owned(), &catalogue_editor(), &[revised]).await;
    world.fold().await;
}

async fn read(world: &World, by: &Principal) -> (FrontPageText, Option<u64>) {
    let known = world.reader.front_page(by).await.unwrap();
    (known.text, known.revision)
}

#[tokio::test]
async fn everybody_reads_what_was_said_last_and_only_editors_its_revision() {
    said(World::sqlite().await).await;
}

pub async fn said(world: World) {
    let robot = Principal::Robot { id: Uuid::from_u128(1), organisation: aarhus(), cases: None };
    assert_eq!(read(&world, &Principal::Anonymous).await, (FrontPageText::default(), None));
    assert_eq!(read(&world, &catalogue_editor()).await, (FrontPageText::default(), Some(0)));
    say(&world, text("Velkommen", "Welcome")).await;
    say(&world, text("Goddag", "Hello")).await;
    for by in [Principal::Anonymous, editor()] {
        assert_eq!(read(&world, &by).await, (text("Goddag", "Hello"), None), "{by:?}");
    }
    assert_eq!(read(&world, &catalogue_editor()).await, (text("Goddag", "Hello"), Some(2)));
    assert_eq!(read(&world, &robot).await, (FrontPageText::default(), None), "it reads nothing");
}
