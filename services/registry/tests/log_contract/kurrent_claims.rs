//! Which of those who carry out one command, and want its effect in two streams, has it.

use std::sync::Arc;

use kurrent::{Fault, Server};
use registry::log::{Append, Appended, EventLog, Expected, LogError, open};

use crate::given::{
    append, assert_unavailable, commanded, events, id, ids, impatient, joined, one,
};
use crate::kurrent_only::{assert_done_once, opened, registers, started};

/// A process that dies after it has claimed a command, before the effect.
async fn claimed_and_never_done(server: &Server, sent: &Append) {
    let died = open(&impatient(&server.url())).await.unwrap();
    // The end of the stream and the claim; then nothing.
    server.fault(Fault::Silent, 2..usize::MAX);
    assert_unavailable(died.append(sent.clone())).await;
    server.heal();
}

/// The same command, which finds that its effect belongs elsewhere.
fn elsewhere(sent: &Append, stream: &str) -> Append {
    let other = append(stream, Expected::NoStream, events(1));
    commanded(other, sent.command.unwrap().id, 1)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_for_two_streams_at_the_same_time_has_one_effect() {
    let server = started().await;
    let (here, there) = (opened(&server).await, opened(&server).await);
    for round in 0..20 {
        let command = id();
        let tries = [&here, &there].into_iter().zip(0..).map(|(log, number)| {
            let sent = append(&format!("case-{round}-{number}"), Expected::NoStream, events(1));
            let (log, sent) = (Arc::clone(log), commanded(sent, command, 1));
            tokio::spawn(async move { log.append(sent).await.unwrap() })
        });
        let answers: Vec<Appended> = joined(tries).await;
        assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1, "{answers:?}");
        assert_eq!(answers[0].position, answers[1].position);
    }
    assert_eq!(here.read_all(0, 1_000).await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_claim_that_may_still_come_true_keeps_the_effect_from_other_streams() {
    let server = started().await;
    let sent = registers("case-1");
    claimed_and_never_done(&server, &sent).await;
    let log = open(&impatient(&server.url())).await.unwrap();
    let other = elsewhere(&sent, "case-2");
    assert_unavailable(log.append(other.clone())).await;
    assert!(log.read("case-2", 0).await.unwrap().is_empty());

    // Whoever comes for the claimed stream has the effect, and the others are told so.
    let first = log.append(sent.clone()).await.unwrap();
    assert!(!first.repeated);
    assert_eq!(log.append(other).await.unwrap(), Appended { repeated: true, ..first });
    assert_done_once(&*log, &sent).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_whose_stream_went_on_is_dead_and_two_who_answer_after_it_answer_alike() {
    for round in 0..4 {
        let server = started().await;
        let sent = registers("case-1");
        claimed_and_never_done(&server, &sent).await;
        let (here, there) = (opened(&server).await, opened(&server).await);
        here.append(one("case-1")).await.unwrap();
        let other = elsewhere(&sent, "command-1");
        let tries = [&here, &there].map(|log| {
            let (log, other) = (Arc::clone(log), other.clone());
            tokio::spawn(async move { log.append(other).await.unwrap() })
        });
        let answers: Vec<Appended> = joined(tries).await;
        assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1, "{answers:?}");
        assert_eq!(answers[0].position, answers[1].position, "round {round}");

        // Nor has whoever finds something to do in the case again, as it is now.
        let late = Append { expected: Expected::Version(1), ..sent.clone() };
        let told = there.append(late).await.unwrap();
        assert_eq!(told, Appended { repeated: true, ..answers[0] });
        assert_eq!(here.read("case-1", 0).await.unwrap().len(), 1);
        let outcome = here.outcome(sent.command.unwrap()).await.unwrap();
        assert_eq!(outcome, Some(told));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_effect_and_an_answer_at_the_same_time_after_a_dead_claim_one_stands() {
    for _ in 0..8 {
        let server = started().await;
        let sent = registers("case-1");
        claimed_and_never_done(&server, &sent).await;
        let (here, there) = (opened(&server).await, opened(&server).await);
        here.append(one("case-1")).await.unwrap();
        let again = Append { expected: Expected::Version(1), ..sent.clone() };
        let tries = [(&here, again), (&there, elsewhere(&sent, "command-1"))];
        let tries = tries.map(|(log, sent)| {
            let log = Arc::clone(log);
            tokio::spawn(async move { log.append(sent).await.unwrap() })
        });
        let answers: Vec<Appended> = joined(tries).await;
        assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1, "{answers:?}");
        assert_eq!(answers[0].position, answers[1].position);
        let command = sent.command.unwrap().id;
        let all = here.read_all(0, 100).await.unwrap();
        assert_eq!(ids(&all).iter().filter(|id| **id == command).count(), 1);
    }
}

/// The stream of an answer has nobody else who writes to it, so the claim would never die.
#[tokio::test]
async fn an_answer_that_was_claimed_and_never_given_is_given_by_the_next() {
    let server = started().await;
    let answer = commanded(append("command-1", Expected::NoStream, events(1)), id(), 1);
    claimed_and_never_done(&server, &answer).await;
    let log = open(&impatient(&server.url())).await.unwrap();
    let told = log.append(elsewhere(&answer, "case-1")).await.unwrap();
    assert!(told.repeated);
    assert!(log.read("case-1", 0).await.unwrap().is_empty());
    let given = log.read("command-1", 0).await.unwrap();
    assert_eq!((&given[0].event, &given[0].origin), (&answer.events[0], &answer.origin));
    assert_eq!(given[0].position, told.position);
    assert_eq!(log.append(answer).await.unwrap(), told);
    crate::heads::assert_chained(&given);
}

#[tokio::test]
async fn a_dead_claim_is_of_its_content_all_the_same() {
    let server = started().await;
    let sent = registers("case-1");
    claimed_and_never_done(&server, &sent).await;
    let log: Arc<dyn EventLog> = opened(&server).await;
    log.append(one("case-1")).await.unwrap();
    let other = commanded(one("case-2"), sent.command.unwrap().id, 2);
    assert!(matches!(log.append(other).await, Err(LogError::KeyReused)));
    assert!(log.read("case-2", 0).await.unwrap().is_empty());
}
