//! Errors that readers report: seen by two sides, with a deadline, and unknown to everybody else.

use case::access::{Principal, Role};
use case::{Command, Event};
use registry::read::Slice;
use uuid::Uuid;
use vocabulary::{CaseId, ErrorReportId, InboxKind, OpenErrorReports, Visibility};

use crate::world::{World, aarhus, case_id, colleague, editor, person, randers, syddjurs};

fn report_id(number: u128) -> ErrorReportId {
    ErrorReportId(Uuid::from_u128(700 + number))
}

async fn report(world: &World, by: &Principal, case: CaseId, number: u128, due_on: &str) {
    let reported = Event::ErrorReported {
        report: report_id(number),
        case,
        reporting: by.organisation().unwrap(),
        field: Some("story.solution".to_owned()),
        text: "Systemet hedder noget andet".to_owned(),
        due_on: due_on.parse().unwrap(),
    };
    world.append(format!("error-report-{}", report_id(number)), by, &[reported]).await;
}

async fn resolve(world: &World, number: u128) {
    let answer = "Rettet, tak".to_owned();
    let resolved = Event::ErrorResolved { report: report_id(number), answer };
    world.append(format!("error-report-{}", report_id(number)), &editor(), &[resolved]).await;
}

async fn listed(world: &World, by: &Principal, only_open: bool) -> Vec<ErrorReportId> {
    let page = world.reader.error_reports(by, None, only_open, &Slice::first(10)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.id).collect()
}

async fn told(world: &World, by: &Principal) -> Vec<InboxKind> {
    let page = world.reader.inbox(by, &Slice::first(100)).await.unwrap();
    page.items.into_iter().map(|listed| listed.item.kind).collect()
}

async fn open(world: &World, by: &Principal, case: CaseId) -> Option<OpenErrorReports> {
    let view = world.reader.case(by, case).await.unwrap().unwrap();
    view.internal.map(|internal| internal.error_reports)
}

#[tokio::test]
async fn only_the_two_sides_see_it_and_the_owners_see_when_it_is_due() {
    sides(World::sqlite().await).await;
}

pub async fn sides(world: World) {
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    report(&world, &colleague(), case, 1, "2027-03-02").await;
    report(&world, &colleague(), case, 2, "2027-02-11").await;
    world.fold().await;

    let seen = world.reader.error_report(&colleague(), report_id(1)).await.unwrap().unwrap();
    assert_eq!((seen.author, seen.reporting), (colleague().person(), syddjurs()));
    let seen = world.reader.error_report(&editor(), report_id(1)).await.unwrap().unwrap();
    assert_eq!((seen.author, seen.field.as_deref()), (None, Some("story.solution")));
    let owners = Some(OpenErrorReports { count: 2, due_on: "2027-02-11".parse().ok() });
    assert_eq!(open(&world, &editor(), case).await, owners);
    assert_eq!(open(&world, &colleague(), case).await, None);
    for by in [person(5, syddjurs(), &[]), person(6, randers(), &[Role::Reader])] {
        assert_eq!(listed(&world, &by, false).await, [report_id(2), report_id(1)], "{by:?}");
    }
    let strangers = [person(4, aarhus(), &[Role::Superuser, Role::Operator]), Principal::Anonymous];
    for by in strangers {
        assert_eq!(listed(&world, &by, false).await, [], "{by:?}");
        assert_eq!(world.reader.error_report(&by, report_id(1)).await.unwrap(), None);
    }

    resolve(&world, 2).await;
    world.fold().await;
    let owners = Some(OpenErrorReports { count: 1, due_on: "2027-03-02".parse().ok() });
    assert_eq!(open(&world, &editor(), case).await, owners);
    assert_eq!(listed(&world, &editor(), true).await, [report_id(1)]);
    let seen = world.reader.error_report(&colleague(), report_id(2)).await.unwrap().unwrap();
    assert_eq!(seen.resolution.unwrap().organisation, randers());
    assert_eq!(told(&world, &editor()).await, [InboxKind::ErrorReported; 2]);
    assert_eq!(told(&world, &colleague()).await, [InboxKind::ErrorResolved]);
    let folded = world.models.digest().await.unwrap();
    world.models.rebuild(world.log.as_ref(), |_, _| {}).await.unwrap();
    assert_eq!(world.models.digest().await.unwrap(), folded);
}

/// What a colleague reports on a draft is for those who may read the draft.
#[tokio::test]
async fn who_owns_the_case_sees_its_own_reports_as_an_owner() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Draft).await;
    report(&world, &editor(), case, 1, "2027-03-02").await;
    world.fold().await;
    assert_eq!(listed(&world, &editor(), false).await, [report_id(1)]);
    assert_eq!(listed(&world, &person(6, randers(), &[]), false).await, []);
    world.share(case, Visibility::Organisation).await;
    world.fold().await;
    assert_eq!(listed(&world, &person(6, randers(), &[]), false).await, [report_id(1)]);
}

#[tokio::test]
async fn who_reported_keeps_it_when_the_case_is_taken_in_and_is_told_nothing_of_the_case() {
    let world = World::sqlite().await;
    let case = case_id(1);
    world.register(case, "Robot", Visibility::Members).await;
    report(&world, &colleague(), case, 1, "2027-03-02").await;
    report(&world, &colleague(), case, 2, "2027-03-02").await;
    resolve(&world, 1).await;
    world.share(case, Visibility::Draft).await;
    world.fold().await;

    let all = [report_id(1), report_id(2)];
    assert_eq!(listed(&world, &colleague(), false).await, all, "the last told of first");
    assert_eq!(listed(&world, &person(6, randers(), &[]), false).await, [], "it is a draft now");
    assert_eq!(told(&world, &colleague()).await, []);
    let after = Some(report_id(1).to_string());
    let slice = Slice { first: 5, after };
    let rest = world.reader.error_reports(&colleague(), Some(case), false, &slice).await.unwrap();
    assert_eq!(rest.items.len(), 1);
    world.command(case, &editor(), Command::Delete { reason: "Slut".to_owned() }).await;
    world.fold().await;
    assert_eq!(listed(&world, &editor(), false).await, []);
}
