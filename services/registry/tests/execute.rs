//! The writer over a real log: who may write, once, on what they knew.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use case::access::{Principal, Role};
use case::{Command, Registration};
use chrono::DateTime;
use registry::execute::{Order, Outcome, Request, Writer};
use registry::log::{CommandKey, EventLog, MemoryLog, Origin};
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CommentId, Cvr, Direction, FieldRule, GainDefinition, GainId, GainKind,
    Measurement, MeasurementId, PersonId, Phase, Recurrence, Refusal, RefusalCode, ReuseDegree,
    ReuseId, Section, Status, Story, Unit, Visibility,
};

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const NEW_CASE: CaseId = CaseId(Uuid::from_u128(2));

fn new_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)) << 64)
}

fn person(id: u128, cvr: &str) -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(id)),
        organisation: cvr.parse().unwrap(),
        roles: BTreeSet::from([Role::Reader, Role::Contributor]),
        units: BTreeSet::new(),
    }
}

fn randers() -> Principal {
    person(10, "29189668")
}

fn syddjurs() -> Principal {
    person(20, "29189978")
}

struct Given {
    log: Arc<dyn EventLog>,
    writer: Writer,
}

impl Given {
    fn nothing() -> Self {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
        Self { writer: Writer::new(Arc::clone(&log), new_id), log }
    }

    async fn registered(visibility: Visibility) -> Self {
        let given = Self::nothing();
        let order = registration("Fakturagodkendelse", visibility);
        let outcome = given.execute(&request(randers(), CASE, "register", order)).await;
        assert!(matches!(outcome, Outcome::Done { repeated: false, .. }), "{outcome:?}");
        given
    }

    async fn execute(&self, request: &Request) -> Outcome {
        self.writer.execute(request).await.unwrap()
    }

    async fn events(&self) -> usize {
        self.log.read_all(0, 1000).await.unwrap().len()
    }
}

fn registration(title: &str, visibility: Visibility) -> Order {
    Order::Case(Box::new(Command::Register(Box::new(Registration {
        lead: "29189668".parse().unwrap(),
        reporter: randers().person(),
        basics: Basics {
            title: title.into(),
            summary: "Robotten godkender".into(),
            ..Basics::default()
        },
        sections: Vec::new(),
        visibility,
    }))))
}

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
    }
}

fn request(principal: Principal, case: CaseId, key: &str, order: Order) -> Request {
    let organisation = principal.organisation().map(|cvr: Cvr| cvr.to_string());
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{principal:?}{key}").as_bytes());
    let mut digest = [0; 32];
    let text = format!("{order:?}");
    for (index, byte) in text.bytes().enumerate() {
        digest[index % 32] ^= byte.rotate_left(u32::try_from(index % 7).unwrap());
    }
    Request {
        case,
        expected_revision: None,
        origin: Origin {
            at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
            person: principal.person().map(|person| person.0),
            job: None,
            organisation,
            correlation: Uuid::from_u128(7),
            causation: None,
        },
        principal,
        key: CommandKey { id, digest },
        order,
    }
}

fn phase(phase: Phase) -> Order {
    Order::Case(Box::new(Command::ChangePhase { phase }))
}

fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn the_same_key_has_one_effect_and_one_answer() {
    let given = Given::registered(Visibility::Organisation).await;
    let request = request(randers(), CASE, "key", phase(Phase::PreAnalysis));
    let first = given.execute(&request).await;
    let events = given.events().await;

    let again = given.execute(&request).await;

    let Outcome::Done { revision, position, repeated: false } = first else { panic!() };
    assert_eq!(again, Outcome::Done { revision, position, repeated: true });
    assert_eq!(given.events().await, events);
}

#[tokio::test]
async fn the_same_key_with_another_content_is_refused() {
    let given = Given::registered(Visibility::Organisation).await;
    given.execute(&request(randers(), CASE, "key", phase(Phase::PreAnalysis))).await;
    let other = request(randers(), CASE, "key", phase(Phase::Specification));
    assert_eq!(refusal(given.execute(&other).await).code, RefusalCode::KeyReused);
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
    let story = |text: &str| Story {
        challenge: Some(text.repeat(20_000)),
        solution: Some(text.repeat(20_000)),
        ..Story::default()
    };
    let describe =
        |section| Order::Case(Box::new(Command::DescribeSection { section: Box::new(section) }));
    let gain = GainId(Uuid::from_u128(1));
    let define = Command::DefineGain { gain, definition: Box::new(hours()) };
    given.execute(&request(randers(), CASE, "gain", Order::Case(Box::new(define)))).await;
    given.execute(&request(randers(), CASE, "story", describe(Section::Story(story("ø"))))).await;
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

    let shorter = request(randers(), CASE, "shorter", describe(Section::Story(story("o"))));
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
    let orders = (0..8).map(|number| {
        let order = Order::Case(Box::new(Command::DescribeSection {
            section: Box::new(Section::Story(Story {
                challenge: Some(format!("udfordring {number}")),
                ..Story::default()
            })),
        }));
        let request = request(randers(), CASE, &format!("key {number}"), order);
        let writer = given.writer.clone();
        tokio::spawn(async move { writer.execute(&request).await.unwrap() })
    });
    let outcomes = futures::future::join_all(orders.collect::<Vec<_>>()).await;
    let revisions: BTreeSet<u64> = outcomes
        .into_iter()
        .map(|outcome| match outcome.unwrap() {
            Outcome::Done { revision, .. } => revision,
            other => panic!("{other:?}"),
        })
        .collect();
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

fn comment(text: &str) -> Order {
    Order::Comment {
        comment: CommentId(Uuid::from_u128(5)),
        in_reply_to: None,
        text: text.to_owned(),
    }
}

fn reuse() -> Order {
    Order::Reuse {
        source: CASE,
        reuse: ReuseId(Uuid::from_u128(6)),
        degree: ReuseDegree::Adapting,
        title: None,
        visibility: Visibility::Organisation,
    }
}
