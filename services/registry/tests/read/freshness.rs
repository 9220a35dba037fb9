//! Which cases are overdue: a day in the rows, held against the day of the reader.

use case::Command;
use case::access::Principal;
use chrono::{Days, NaiveDate};
use registry::read::{CaseFilter, CaseList, Slice};
use vocabulary::{CaseId, Contact, Implementation, Phase, Schedule, Section, Visibility};

use crate::world::{World, case_id, colleague, editor, ids_of};

async fn overdue(world: &World, by: &Principal, day: NaiveDate, search: &str) -> Vec<CaseId> {
    let search = search.to_owned();
    let filter = CaseFilter { overdue_on: Some(day), search, ..CaseFilter::default() };
    let list = CaseList { filter, slice: Slice::first(10), ..CaseList::default() };
    ids_of(&world.list(by, &list).await)
}

#[tokio::test]
async fn the_overdue_are_listed_after_their_day_until_they_are_confirmed() {
    listed(World::sqlite().await).await;
}

pub async fn listed(world: World) {
    let (case, idea) = (case_id(1), case_id(2));
    for id in [case, idea] {
        world.register(id, "Robot", Visibility::Members).await;
    }
    let implementation = Implementation {
        technologies: vec!["UiPath".to_owned()],
        schedule: Some(Schedule::Daily),
        ..Implementation::default()
    };
    world.describe(case, Section::Implementation(implementation)).await;
    let contact = Contact { role: Some("Konsulent".to_owned()), ..Contact::default() };
    world.describe(case, Section::Contact(contact)).await;
    world.command(case, &editor(), Command::ChangePhase { phase: Phase::Operation }).await;
    world.fold().await;

    let view = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    let day = view.public.review_on.unwrap();
    let next = day.checked_add_days(Days::new(1)).unwrap();
    assert_eq!(
        world.reader.case(&colleague(), idea).await.unwrap().unwrap().public.review_on,
        None
    );
    for search in ["", "robot"] {
        assert_eq!(overdue(&world, &colleague(), day, search).await, []);
        assert_eq!(overdue(&world, &colleague(), next, search).await, [case]);
        assert_eq!(overdue(&world, &Principal::Anonymous, next, search).await, []);
    }
    let edition = view.public.edition;
    world.command(case, &editor(), Command::ConfirmCurrent).await;
    world.fold().await;
    let view = world.reader.case(&colleague(), case).await.unwrap().unwrap();
    assert_eq!(view.public.edition, edition + 1, "readers see the new day");
}
