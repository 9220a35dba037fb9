//! Several who write to the same case, on what each of them knew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use registry::execute::Outcome;
use uuid::Uuid;
use vocabulary::{Phase, Visibility};

use crate::given::{
    CASE, Given, SHARED, Store, joined, phase, randers, request, revision, story, technician,
};
use crate::logs::Odd;

pub async fn of_two_who_know_the_same_revision_one_wins_and_the_other_hears_what_changed(
    store: &Store,
) {
    let (one, other) = (store.registered().await, store.process().await);
    let people = [randers(), technician()];
    for (known, round) in (SHARED..).zip(0..20) {
        let running = people.clone().map(|person| {
            let given = if person == randers() { &one } else { &other };
            let text = format!("runde {round} af {:?}", person.person());
            let mut request = request(person, CASE, &text, story(&text));
            request.expected_revision = Some(known);
            given.begin(&request)
        });
        let outcomes = joined(running.into()).await;
        let (winner, loser) = match &outcomes[..] {
            [Outcome::Done { .. }, loser] => (0, loser),
            [loser, Outcome::Done { .. }] => (1, loser),
            neither => panic!("nobody wins: {neither:?}"),
        };
        assert_eq!(revision(&outcomes[winner]), known + 1);
        let Outcome::Conflict { revision, since } = loser else { panic!("{loser:?}") };
        assert_eq!(*revision, known + 1);
        assert_eq!(since.len(), 1, "{since:?}");
        assert_eq!(since[0].person, people[winner].person());
        assert_eq!(since[0].changes[0].field, "story.challenge");
    }
}

pub async fn those_who_expect_nothing_all_have_their_effect(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    let running = (0..64).map(|number| {
        let given = if number % 2 == 0 { &one } else { &other };
        let text = format!("udfordring {number}");
        given.begin(&request(randers(), CASE, &text, story(&text)))
    });
    let outcomes = joined(running.collect()).await;
    let revisions: BTreeSet<u64> = outcomes.iter().map(revision).collect();
    assert_eq!(revisions, (SHARED + 1..=SHARED + 64).collect());
}

/// Racing each other, all would try again as often as there are others.
#[tokio::test]
async fn those_who_were_too_late_take_turns() {
    let log = Arc::new(Odd::default());
    let given = Given::over(log.clone());
    given.register(Visibility::Members).await;
    let running = (0..64).map(|number| {
        let text = format!("udfordring {number}");
        given.begin(&request(randers(), CASE, &text, story(&text)))
    });
    let outcomes = joined(running.collect()).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Done { .. })));
    let tried = log.tried.load(Ordering::Relaxed);
    assert!((65..200).contains(&tried), "{tried} appends for 64 commands");
}

/// Two processes at the same time with keys that come again and again. Which of the orders win is
/// theirs to settle; that every answer holds is not.
pub async fn whatever_two_processes_do_every_answer_is_in_the_log_once(store: &Store) {
    let (one, other) = (store.registered().await, store.process().await);
    let running = (0..120_u64).map(|number| {
        let given = if number % 2 == 0 { &one } else { &other };
        let chosen = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        let order = match chosen % 3 {
            0 => story(if chosen % 2 == 0 { "Den ene" } else { "Den anden" }),
            1 => phase(Phase::PreAnalysis),
            _ => phase(Phase::Specification),
        };
        // A key for every order, so that each of them comes about ten times.
        let key = format!("{} {order:?}", chosen % 4);
        let mut request = request(randers(), CASE, &key, order);
        request.expected_revision = (chosen % 5 == 0).then_some(SHARED + chosen % 7);
        (request.key.id, given.begin(&request))
    });
    let (keys, running): (Vec<_>, Vec<_>) = running.unzip();
    let outcomes = joined(running).await;

    let log = one.log.read_all(0, 1_000).await.unwrap();
    let times = |key: &Uuid| log.iter().filter(|recorded| recorded.event.id == *key).count();
    assert!(keys.iter().all(|key| times(key) <= 1), "one key, two effects");
    let mut answers = BTreeMap::new();
    for (key, outcome) in keys.into_iter().zip(outcomes) {
        if let Outcome::Done { revision, position, repeated, .. } = outcome {
            let (answer, firsts) = answers.entry(key).or_insert(((revision, position), 0));
            assert_eq!(*answer, (revision, position), "one key, two answers");
            *firsts += u32::from(!repeated);
        }
    }
    assert!(answers.len() > 4, "{answers:?}");
    for (key, ((_, position), firsts)) in &answers {
        assert_eq!(*firsts, 1, "{key}");
        let at: Vec<u64> = log.iter().filter(|r| r.event.id == *key).map(|r| r.position).collect();
        assert_eq!(at, [*position]);
    }
    let case: Vec<_> = log.iter().filter(|recorded| recorded.stream.starts_with("case-")).collect();
    assert!(case.iter().map(|recorded| recorded.version).eq(1..=case.len() as u64));
    assert_all_know(&[&one, &other, &store.process().await], case.len() as u64).await;
}

/// Whoever expects a revision that is yet to come is told the one that is.
async fn assert_all_know(processes: &[&Given], actual: u64) {
    for given in processes {
        let mut request = request(randers(), CASE, "probe", story("x"));
        request.expected_revision = Some(u64::MAX);
        let outcome = given.execute(&request).await;
        assert_eq!(outcome, Outcome::Conflict { revision: actual, since: Vec::new() });
    }
}
