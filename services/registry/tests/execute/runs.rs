//! What robots report is taken once, whatever else happens at the same time.

use case::access::Principal;
use chrono::DateTime;
use registry::execute::{RunOutcome, run_stream};
use registry::log::Origin;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::RefusalCode::{CaseUnknown, InvalidFields, RunConflict};
use vocabulary::{CaseId, Cvr, RefusalCode, Run, Section, Visibility, Workload};

use crate::given::{
    CASE, Given, NEW_CASE, Store, describe, randers, refusal, request, revision, syddjurs,
};

fn organisation() -> Cvr {
    "29189668".parse().unwrap()
}

fn robot(cases: Option<&[CaseId]>) -> Principal {
    let cases = cases.map(|cases| cases.iter().copied().collect());
    Principal::Robot { id: Uuid::from_u128(9), organisation: organisation(), cases }
}

fn origin() -> Origin {
    Origin {
        at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        person: None,
        job: Some("robot:9".to_owned()),
        organisation: Some(organisation().to_string()),
        correlation: Uuid::from_u128(7),
        causation: None,
    }
}

fn run(external_id: &str, items_done: i64) -> Run {
    let at = |second: i64| DateTime::from_timestamp(1_799_990_000 + second, 0).unwrap();
    Run {
        case: CASE,
        robot: "Fakturarobot".to_owned(),
        external_id: external_id.to_owned(),
        started_at: at(0),
        ended_at: at(600),
        items_done,
        items_failed: 0,
        exception_minutes: Some(Decimal::new(125, 1)),
    }
}

async fn report(given: &Given, by: &Principal, runs: &[Run]) -> Vec<RunOutcome> {
    given.writer.report_runs((by, organisation()), &origin(), runs).await.unwrap()
}

fn refused(outcome: &RunOutcome) -> RefusalCode {
    match outcome {
        RunOutcome::Refused(refusal) => refusal.code,
        other => panic!("{other:?}"),
    }
}

pub async fn a_report_is_taken_once_from_whichever_process(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    let before = one.events().await;
    let many: Vec<Run> = (0..50).map(|number| run(&format!("s-{number}"), number)).collect();
    let by = robot(None);
    let both = futures::join!(report(&one, &by, &many), report(&other, &by, &many));
    let taken = [&both.0, &both.1].into_iter().flatten();
    assert_eq!(taken.filter(|outcome| **outcome == RunOutcome::Accepted).count(), many.len());
    assert_eq!(one.events().await, before + many.len());
    let again = report(&other, &robot(Some(&[CASE])), &many).await;
    assert!(again.iter().all(|outcome| *outcome == RunOutcome::Repeated));
    let stream = run_stream(organisation(), "Fakturarobot", "s-7");
    assert_eq!(one.log.read(&stream, 0).await.unwrap().len(), 1);
    let case = one.log.read(&format!("case-{CASE}"), 0).await.unwrap();
    assert_eq!(case.len(), 2, "the case's own stream does not grow");
}

#[tokio::test]
async fn each_report_is_answered_for_itself_and_in_order() {
    let given = Given::registered(Visibility::Members).await;
    let elsewhere = Run { case: NEW_CASE, ..run("c", 1) };
    let backwards = Run { ended_at: DateTime::default(), ..run("d", 1) };
    let batch = [run("a", 1), run("b", 2), run("a", 1), run("b", 3), elsewhere, backwards];
    let outcomes = report(&given, &robot(None), &batch).await;
    assert_eq!(outcomes[..3], [RunOutcome::Accepted, RunOutcome::Accepted, RunOutcome::Repeated]);
    let codes: Vec<_> = outcomes[3..].iter().map(refused).collect();
    assert_eq!(codes, [RunConflict, CaseUnknown, InvalidFields]);

    let moved = DateTime::from_timestamp(1_797_000_000, 0).unwrap();
    let earlier = Run { started_at: moved, ended_at: moved, ..run("a", 1) };
    let outcomes = report(&given, &robot(None), &[earlier]).await;
    assert_eq!(refused(&outcomes[0]), RunConflict, "also when it moves to another month");
}

#[tokio::test]
async fn it_keeps_the_seconds_of_manual_work_as_they_were() {
    let given = Given::registered(Visibility::Members).await;
    for (key, seconds) in [("first", 720), ("second", 60)] {
        let workload = Workload { seconds_per_occurrence: Some(seconds), ..Workload::default() };
        let order = describe(Section::Workload(workload));
        revision(&given.execute(&request(randers(), CASE, key, order)).await);
        let outcomes = report(&given, &robot(None), &[run(key, 1), run("first", 1)]).await;
        assert_eq!(outcomes[0], RunOutcome::Accepted);
    }
    let stream = run_stream(organisation(), "Fakturarobot", "first");
    let kept = given.log.read(&stream, 0).await.unwrap();
    let text = String::from_utf8(kept[0].event.data.clone()).unwrap();
    assert!(kept.len() == 1 && text.contains("\"seconds_per_occurrence\":720"), "{text}");
}

#[tokio::test]
async fn a_robot_of_another_organisation_learns_nothing_and_writes_nothing() {
    let given = Given::registered(Visibility::Public).await;
    let before = given.events().await;
    let syddjurs: Cvr = syddjurs().organisation().unwrap();
    let foreign = Principal::Robot { id: Uuid::from_u128(8), organisation: syddjurs, cases: None };
    let missing = Run { case: NEW_CASE, ..run("b", 1) };
    let outcomes = given
        .writer
        .report_runs((&foreign, syddjurs), &origin(), &[run("a", 1), missing])
        .await
        .unwrap();
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(refused(&outcomes[0]), CaseUnknown);
    let own = [run("a", 1)];
    let unnamed = report(&given, &robot(Some(&[NEW_CASE])), &own).await;
    assert_eq!(unnamed[0], outcomes[0]);
    assert_eq!(given.events().await, before);

    // Nor does it write or read anything else.
    let order = crate::given::comment("Hej");
    let said = request(robot(None), CASE, "comment", order);
    assert_eq!(refusal(given.execute(&said).await).code, CaseUnknown);
}
