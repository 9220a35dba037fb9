//! What a writer keeps of the streams it has folded.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use case::Command;
use registry::execute::{Order, Outcome};
use registry::log::{LogError, MemoryLog};
use vocabulary::{Phase, RefusalCode, Visibility};

use crate::given::{
    CASE, Given, SHARED, Store, comment, phase, randers, refusal, request, revision, story,
    syddjurs,
};
use crate::logs::Odd;

fn hide() -> Order {
    let visibility = Visibility::Organisation;
    Order::Case(Box::new(Command::ChangeVisibility { visibility, selected: Vec::new() }))
}

pub async fn what_another_process_wrote_is_decided_on(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    for given in [&one, &other] {
        // Both have folded the case now.
        revision(&given.execute(&request(syddjurs(), CASE, "follow", Order::Follow)).await);
    }
    revision(&other.execute(&request(randers(), CASE, "hide", hide())).await);

    let late = request(syddjurs(), CASE, "late", comment("Hvad koster det?"));
    assert_eq!(refusal(one.execute(&late).await).code, RefusalCode::CaseUnknown);
    let next = request(randers(), CASE, "next", phase(Phase::PreAnalysis));
    assert_eq!(revision(&one.execute(&next).await), SHARED + 2);
    let last = request(randers(), CASE, "last", phase(Phase::Specification));
    assert_eq!(revision(&other.execute(&last).await), SHARED + 3);
}

#[tokio::test]
async fn a_command_reads_only_what_is_new() {
    let log = Arc::new(Odd::default());
    let given = Given::over(log.clone());
    given.register(Visibility::Members).await;
    for number in 0..300 {
        let text = number.to_string();
        revision(&given.execute(&request(randers(), CASE, &text, story(&text))).await);
    }
    log.read.store(0, Ordering::Relaxed);
    for number in 300..310 {
        let text = number.to_string();
        revision(&given.execute(&request(randers(), CASE, &text, story(&text))).await);
    }
    let read = log.read.load(Ordering::Relaxed);
    assert!(read <= 20, "{read} events for ten commands");
}

#[tokio::test]
async fn an_append_whose_answer_is_lost_is_seen_by_all_that_follow() {
    let log = Arc::new(Odd::default());
    let given = Given::over(log.clone());
    given.register(Visibility::Members).await;
    let lost = request(randers(), CASE, "lost", phase(Phase::PreAnalysis));
    log.loses_the_answer.store(true, Ordering::Relaxed);
    let answer = given.writer.execute(&lost).await;
    assert!(matches!(answer, Err(LogError::Unavailable(_))), "{answer:?}");

    let next = request(randers(), CASE, "next", phase(Phase::Specification));
    assert_eq!(revision(&given.execute(&next).await), SHARED + 2);
    let outcome = given.execute(&lost).await;
    assert!(matches!(outcome, Outcome::Done { repeated: true, .. }), "{outcome:?}");
    assert_eq!(revision(&outcome), SHARED + 1);
}

/// A store may fail over to one that lacks the last writes, or be restored. What was folded from
/// the events that are gone must not be decided on.
#[tokio::test]
async fn a_log_that_says_something_else_than_before_is_folded_again() {
    let log = Arc::new(Odd::default());
    let given = Given::over(log.clone());
    given.register(Visibility::Members).await;
    revision(&given.execute(&request(randers(), CASE, "a", phase(Phase::PreAnalysis))).await);
    revision(&given.execute(&request(randers(), CASE, "b", phase(Phase::Specification))).await);

    let shorter = Arc::new(MemoryLog::default());
    Given::over(shorter.clone()).register(Visibility::Members).await;
    log.replace(shorter);
    let next = request(randers(), CASE, "c", phase(Phase::PreAnalysis));
    assert_eq!(revision(&given.execute(&next).await), SHARED + 1);

    let as_long = Arc::new(MemoryLog::default());
    let elsewhere = Given::over(as_long.clone());
    elsewhere.register(Visibility::Organisation).await;
    let second = request(randers(), CASE, "d", phase(Phase::PreAnalysis));
    assert_eq!(revision(&elsewhere.execute(&second).await), SHARED);
    log.replace(as_long);
    let comment = request(syddjurs(), CASE, "e", comment("Hej"));
    assert_eq!(refusal(given.execute(&comment).await).code, RefusalCode::CaseUnknown);
}
