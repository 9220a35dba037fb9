//! Who may write, and on what they knew.

use std::collections::BTreeSet;

use case::Command;
use registry::execute::{Order, Outcome};
use uuid::Uuid;
use vocabulary::{
    Direction, FieldRule, GainDefinition, GainId, GainKind, Measurement, MeasurementId, PersonId,
    Phase, Recurrence, Refusal, RefusalCode, Section, Status, Story, Unit, Visibility,
};

use crate::given::{
    CASE, COMMENT, Given, NEW_CASE, comment, describe, edit, joined, person, phase, randers,
    refusal, registration, request, reuse, revision, story, syddjurs,
};

fn hours() -> GainDefinition {
    GainDefinition {
        kind: GainKind::Time,
        metric: "Timer".into(),
        unit: Unit::Hours,
        unit_label: None,
        direction: Direction::MoreIsBetter,
        baseline: None,
        expected: None,
        recurrence: Recurrence::PerYear,
        per: None,
        note: None,
        over_months: None,
        threshold: None,
        compared_with: None,
    }
}

#[tokio::test]
async fn an_old_revision_is_a_conflict_that_tells_what_changed() {
    let given = Given::registered(Visibility::Organisation).await;
    given.execute(&request(randers(), CASE, "a", phase(Phase::PreAnalysis))).await;
    let mut stale = request(randers(), CASE, "b", phase(Phase::Specification));
    stale.expected_revision = Some(1);

    let Outcome::Conflict { revision, since } = given.execute(&stale).await else { panic!() };

    assert_eq!(revision, 2);
    assert_eq!(since.len(), 1);
    assert_eq!(since[0].changes[0].field, "phase");
    assert_eq!(since[0].person, randers().person());
}

#[tokio::test]
async fn a_foreign_private_case_and_a_missing_one_are_refused_alike() {
    let given = Given::registered(Visibility::Organisation).await;
    let events = given.events().await;
    for (key, order) in [
        ("phase", phase(Phase::PreAnalysis)),
        ("comment", comment("Hej")),
        ("edit", edit(&[])),
        ("remove", Order::RemoveComment { comment: COMMENT }),
        ("follow", Order::Follow),
        ("reuse", reuse()),
    ] {
        let id = if key == "reuse" { NEW_CASE } else { CASE };
        let foreign = given.execute(&request(syddjurs(), id, key, order.clone())).await;
        let nothing = Given::nothing();
        let missing = nothing.execute(&request(syddjurs(), id, key, order)).await;
        assert_eq!(refusal(foreign.clone()).code, RefusalCode::CaseUnknown, "{key}");
        assert_eq!(foreign, missing, "{key}");
    }
    assert_eq!(given.events().await, events, "nothing was written");
}

#[tokio::test]
async fn registering_under_a_foreign_id_tells_nothing_of_the_case_that_has_it() {
    let given = Given::registered(Visibility::Organisation).await;
    let register = registration("Noget andet", Visibility::Organisation);
    let mut taken = request(syddjurs(), CASE, "taken", register);
    for known in [None, Some(0), Some(1), Some(7)] {
        taken.expected_revision = known;
        let refusal = refusal(given.execute(&taken).await);
        assert_eq!(refusal, Refusal::of(RefusalCode::AlreadyRegistered), "{known:?}");
    }
}

#[tokio::test]
async fn a_case_does_not_grow_without_end_but_may_always_shrink() {
    let given = Given::registered(Visibility::Members).await;
    let long = |text: &str| Story {
        challenge: Some(text.repeat(20_000)),
        solution: Some(text.repeat(20_000)),
        ..Story::default()
    };
    let gain = GainId(Uuid::from_u128(1));
    let define = Command::DefineGain { gain, definition: Box::new(hours()) };
    given.execute(&request(randers(), CASE, "gain", Order::Case(Box::new(define)))).await;
    given.execute(&request(randers(), CASE, "story", describe(Section::Story(long("ø"))))).await;
    let measure = |number: u128| {
        Order::Case(Box::new(Command::MeasureGain {
            gain,
            measurement: MeasurementId(Uuid::from_u128(number)),
            measured: Box::new(Measurement {
                method: Some("m".repeat(20_000)),
                ..Measurement::default()
            }),
        }))
    };
    let mut done = 0;
    let refused = loop {
        assert!(done < 60, "it grows without end");
        let key = format!("measure {done}");
        match given.execute(&request(randers(), CASE, &key, measure(done))).await {
            Outcome::Done { .. } => done += 1,
            other => break refusal(other),
        }
    };
    assert!((40..50).contains(&done), "{done}");
    assert_eq!(refused.fields[0].field, "case");
    assert_eq!(refused.fields[0].rule, FieldRule::TooLong);

    let shorter = request(randers(), CASE, "shorter", describe(Section::Story(long("o"))));
    let shorter = given.execute(&shorter).await;
    assert!(matches!(shorter, Outcome::Done { .. }), "{shorter:?}");
}

#[tokio::test]
async fn a_reader_comments_follows_and_reuses_without_touching_the_case_s_stream() {
    let given = Given::registered(Visibility::Members).await;
    let before = given.log.read("case-00000000-0000-0000-0000-000000000001", 0).await.unwrap();
    given.execute(&request(syddjurs(), CASE, "comment", comment("Hvad koster det?"))).await;
    given.execute(&request(syddjurs(), CASE, "follow", Order::Follow)).await;
    let reused = given.execute(&request(syddjurs(), NEW_CASE, "reuse", reuse())).await;
    assert!(matches!(reused, Outcome::Done { .. }), "{reused:?}");

    let after = given.log.read("case-00000000-0000-0000-0000-000000000001", 0).await.unwrap();
    assert_eq!(after, before);
    let edit = request(syddjurs(), CASE, "edit", phase(Phase::PreAnalysis));
    assert_eq!(refusal(given.execute(&edit).await).code, RefusalCode::NotPermitted);
}

#[tokio::test]
async fn writers_at_the_same_time_all_have_their_effect() {
    let given = Given::registered(Visibility::Organisation).await;
    let running = (0..8).map(|number| {
        let order = story(&format!("udfordring {number}"));
        given.begin(&request(randers(), CASE, &format!("key {number}"), order))
    });
    let outcomes = joined(running.collect()).await;
    let revisions: BTreeSet<u64> = outcomes.iter().map(revision).collect();
    assert_eq!(revisions, (2..10).collect());
}

#[tokio::test]
async fn a_refusal_writes_nothing() {
    let given = Given::registered(Visibility::Organisation).await;
    let events = given.events().await;
    let order =
        Order::Case(Box::new(Command::ChangeStatus { status: Status::Failed, reason: None }));
    let refused = refusal(given.execute(&request(randers(), CASE, "status", order)).await);
    assert_eq!(refused.fields[0].field, "status.reason");
    assert_eq!(given.events().await, events);
}

#[tokio::test]
async fn a_comment_is_edited_by_its_writer_and_removed_by_the_owner_s_editors_too() {
    let given = Given::registered(Visibility::Members).await;
    given.execute(&request(syddjurs(), CASE, "post", comment("Hvad koster det?"))).await;
    let remove = Order::RemoveComment { comment: COMMENT };
    let not_theirs = [
        request(randers(), CASE, "edit", edit(&[])),
        request(person(21, "29189978"), CASE, "edit", edit(&[])),
        request(person(21, "29189978"), CASE, "remove", remove.clone()),
    ];
    for order in &not_theirs {
        assert_eq!(refusal(given.execute(order).await).code, RefusalCode::NotPermitted);
    }
    assert_eq!(revision(&given.execute(&request(syddjurs(), CASE, "e", edit(&[]))).await), 2);
    assert_eq!(revision(&given.execute(&request(randers(), CASE, "r", remove)).await), 3);
    let again = given.execute(&request(syddjurs(), CASE, "again", edit(&[]))).await;
    assert_eq!(refusal(again).code, RefusalCode::CommentRemoved);
}

#[tokio::test]
async fn who_may_not_read_a_case_is_mentioned_in_no_word_about_it() {
    let given = Given::registered(Visibility::Organisation).await;
    given.execute(&request(randers(), CASE, "post", comment("Se her"))).await;
    let nobody = PersonId(Uuid::from_u128(99));
    let told = |key: &str, mention| request(randers(), CASE, key, edit(&[mention]));
    let unknown = refusal(given.execute(&told("a", (nobody, None))).await);
    let foreign = syddjurs().person().unwrap();
    let outside = told("b", (foreign, syddjurs().organisation()));
    assert_eq!(refusal(given.execute(&outside).await), unknown);
    assert_eq!(unknown.code, RefusalCode::MentionUnknown);
    let colleague = told("c", (nobody, randers().organisation()));
    assert_eq!(revision(&given.execute(&colleague).await), 2);
}
