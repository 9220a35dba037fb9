//! One key: one effect and one answer, at any time, from any process.

use std::sync::Arc;

use registry::execute::{Order, Outcome, Request};
use vocabulary::{Phase, RefusalCode, Visibility};

use crate::given::{
    CASE, Given, NEW_CASE, SHARED, Store, comment, joined, phase, randers, refusal, registration,
    request, reuse, revision, story, syddjurs,
};
use crate::logs::Odd;

/// Orders of every kind to the case that Randers has registered: first those that change something
/// in it or beside it, then those that find everything as they ask.
fn orders() -> (Vec<Request>, Vec<Request>) {
    let changing = vec![
        request(randers(), CASE, "phase", phase(Phase::PreAnalysis)),
        request(syddjurs(), CASE, "comment", comment("Hvad koster det?")),
        request(syddjurs(), CASE, "follow", Order::Follow),
        request(syddjurs(), NEW_CASE, "reuse", reuse()),
    ];
    let unchanging = vec![
        request(randers(), CASE, "same phase", phase(Phase::Idea)),
        request(syddjurs(), CASE, "unfollow", Order::Unfollow),
    ];
    (changing, unchanging)
}

/// Other orders, which change all that [`orders`] are about.
async fn move_on(given: &Given) {
    for (key, order) in [("on 1", phase(Phase::Specification)), ("on 2", story("Noget nyt"))] {
        revision(&given.execute(&request(randers(), CASE, key, order)).await);
    }
    for (key, order) in [("on 3", Order::Unfollow), ("on 4", Order::Follow)] {
        revision(&given.execute(&request(syddjurs(), CASE, key, order)).await);
    }
}

/// The answer of whoever sends again what was answered so the first time.
fn repeated(first: &Outcome) -> Outcome {
    match first {
        Outcome::Done { revision, position, repeated: false, .. } => {
            Outcome::Done { revision: *revision, position: *position, repeated: true, row: None }
        }
        other => panic!("not done now: {other:?}"),
    }
}

async fn assert_one_effect_and_one_answer(store: &Store, requests: Vec<Request>) {
    let (one, other) = (store.registered().await, store.process().await);
    let mut answers = Vec::new();
    for request in &requests {
        let before = one.events().await;
        let first = one.execute(request).await;
        assert!(one.events().await > before, "every command leaves a trace");
        answers.push((request, repeated(&first)));
    }
    move_on(&other).await;
    let events = one.events().await;

    let restarted = store.process().await;
    for given in [&one, &other, &restarted] {
        for (request, answer) in &answers {
            assert_eq!(given.execute(request).await, *answer, "{request:?}");
        }
    }
    assert_eq!(one.events().await, events);
}

pub async fn the_same_key_has_one_effect_and_one_answer_on_every_process(store: &Store) {
    assert_one_effect_and_one_answer(store, orders().0).await;
}

pub async fn what_changed_nothing_is_answered_alike_whatever_happens_later(store: &Store) {
    assert_one_effect_and_one_answer(store, orders().1).await;
}

/// All that a caller may send twice at the same time, in an order in which all can be done.
fn all_in_turn() -> Vec<Request> {
    let register = registration("Fakturagodkendelse", Visibility::Members);
    let mut requests = vec![request(randers(), CASE, "register", register)];
    let (changing, unchanging) = orders();
    requests.extend(unchanging);
    requests.extend(changing);
    requests.push(request(randers(), CASE, "story", story("Ens")));
    let mut expecting = request(randers(), CASE, "expecting", phase(Phase::Specification));
    expecting.expected_revision = Some(SHARED + 2);
    requests.push(expecting);
    requests
}

pub async fn the_same_command_at_the_same_time_on_two_processes_has_one_effect(store: &Store) {
    let (one, other) = (store.process().await, store.process().await);
    for request in all_in_turn() {
        let before = one.log.head().await.unwrap();
        let running = (0..32).flat_map(|_| [one.begin(&request), other.begin(&request)]);
        let outcomes = joined(running.collect()).await;

        let first = outcomes
            .iter()
            .find(|outcome| matches!(outcome, Outcome::Done { repeated: false, .. }));
        let first = first.unwrap_or_else(|| panic!("nobody is the first: {outcomes:?}"));
        let again = repeated(first);
        let others = outcomes.iter().filter(|outcome| **outcome == again).count();
        assert_eq!(others, 63, "{}: {outcomes:?}", request.key.id);
        let written = one.log.read_all(before, 1_000).await.unwrap();
        let bears_key = written.iter().map(|recorded| recorded.event.id == request.key.id);
        let last = (1..=written.len()).map(|nth| nth == written.len());
        assert!(bears_key.eq(last), "not one append: {written:?}");
        assert!(!written.is_empty() && written.iter().all(|it| it.stream == written[0].stream));
    }
}

pub async fn a_key_is_for_one_content_whichever_comes_first(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    let (changing, unchanging) = (phase(Phase::PreAnalysis), Order::Unfollow);
    for (key, first, second) in [
        ("changed first", story("En udfordring"), &unchanging),
        ("unchanged first", unchanging.clone(), &changing),
    ] {
        revision(&one.execute(&request(randers(), CASE, key, first)).await);
        let events = one.events().await;
        for given in [&one, &other] {
            let refused = given.execute(&request(randers(), CASE, key, second.clone())).await;
            assert_eq!(refusal(refused).code, RefusalCode::KeyReused, "{key}");
        }
        assert_eq!(one.events().await, events, "{key}");
    }
}

pub async fn of_two_contents_under_one_key_at_the_same_time_one_has_its_effect(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    for round in 0..8 {
        let key = format!("round {round}");
        let changing = request(randers(), CASE, &key, story(&key));
        let unchanging = request(randers(), CASE, &key, Order::Unfollow);
        let before = one.events().await;
        let running = (0..8).flat_map(|_| {
            [(&one, &changing), (&other, &unchanging), (&one, &unchanging), (&other, &changing)]
                .map(|(given, request)| given.begin(request))
        });
        let outcomes = joined(running.collect()).await;

        let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. }));
        assert_eq!(done.count(), 16, "{outcomes:?}");
        let reused = outcomes.iter().filter(|outcome| {
            matches!(outcome, Outcome::Refused(refusal) if refusal.code == RefusalCode::KeyReused)
        });
        assert_eq!(reused.count(), 16, "{outcomes:?}");
        assert_eq!(one.events().await, before + 1);
    }
}

pub async fn what_was_refused_is_decided_again(store: &Store) {
    let given = store.process().await;
    let early = request(randers(), CASE, "early", phase(Phase::PreAnalysis));
    assert_eq!(refusal(given.execute(&early).await).code, RefusalCode::CaseUnknown);
    given.register(Visibility::Organisation).await;
    assert_eq!(revision(&given.execute(&early).await), 2);
}

/// The other process has the effect after this one has asked whether there is an earlier one. Its
/// answer is this one's too: not that the case or the comment exists, that the revision is an old
/// one, or that nothing has changed.
#[tokio::test]
async fn whoever_comes_second_in_the_middle_of_it_gets_the_answer_of_the_first() {
    for nth in 0..all_in_turn().len() {
        for late in [false, true] {
            let log = Arc::new(Odd::default());
            let (one, other) = (Given::over(log.clone()), Given::over(log.log()));
            for before in all_in_turn().into_iter().take(nth) {
                revision(&one.execute(&before).await);
            }
            let sent = all_in_turn().swap_remove(nth);
            let again = sent.clone();
            let (answer, answered) = tokio::sync::oneshot::channel();
            let moment = if late { &log.before_append } else { &log.before_read };
            *moment.lock().unwrap() = Some(Box::pin(async move {
                answer.send(other.execute(&again).await).unwrap();
            }));
            let second = one.execute(&sent).await;
            assert_eq!(second, repeated(&answered.await.unwrap()), "{late} {sent:?}");
        }
    }
}
