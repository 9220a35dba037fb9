use uuid::Uuid;

use super::{Hash, Link, Part, Proof, Salts, erase};
use crate::log::{NewEvent, Origin, Recorded};

const BEFORE: Hash = [0; 32];

fn recorded(data: &str) -> Recorded {
    let event = NewEvent {
        id: Uuid::from_u128(1),
        kind: "CommentPosted".to_owned(),
        schema: 1,
        data: data.as_bytes().to_vec(),
    };
    let origin = Origin {
        at: chrono::DateTime::UNIX_EPOCH,
        person: Some(Uuid::from_u128(7)),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation: Uuid::nil(),
        causation: None,
    };
    let proof = Proof { chain: BEFORE, salts: Salts::Whole([3; 16]) };
    let mut recorded = Recorded {
        position: 1,
        stream: "discussion-1".to_owned(),
        version: 1,
        event,
        origin,
        digest: None,
        proof,
    };
    recorded.proof.chain = chain(&recorded);
    recorded
}

fn chain(recorded: &Recorded) -> Hash {
    Link::from(recorded).chain(&BEFORE, &recorded.proof.salts).unwrap()
}

fn is_valid(recorded: &Recorded) -> bool {
    chain(recorded) == recorded.proof.chain
}

#[test]
fn whatever_is_altered_breaks_the_chain() {
    let alterations: [fn(&mut Recorded); 12] = [
        |it| it.stream.push('2'),
        |it| it.version = 2,
        |it| it.event.id = Uuid::from_u128(2),
        |it| it.event.kind.push('d'),
        |it| it.event.schema = 2,
        |it| it.event.data = br#"{"text":"hej","to":"B"}"#.to_vec(),
        |it| it.event.data = br#"{"to":"A","text":"hej"}"#.to_vec(),
        |it| it.event.data = br#"{"text":"hej","to":"A","to":"A"}"#.to_vec(),
        |it| it.origin.person = None,
        |it| it.origin.at += chrono::TimeDelta::nanoseconds(1),
        |it| it.origin.causation = Some(Uuid::nil()),
        |it| it.digest = Some([0; 32]),
    ];
    for (number, alter) in alterations.into_iter().enumerate() {
        let mut altered = recorded(r#"{"text":"hej","to":"A"}"#);
        assert!(is_valid(&altered));
        alter(&mut altered);
        assert!(!is_valid(&altered), "alteration {number}");
    }
}

#[test]
fn the_chain_hangs_on_the_one_before() {
    let recorded = recorded("{}");
    let other = Link::from(&recorded).chain(&[1; 32], &recorded.proof.salts).unwrap();
    assert_ne!(other, recorded.proof.chain);
}

#[test]
fn an_erased_part_leaves_the_proof_valid_and_nothing_of_itself() {
    let mut erased = recorded(r#"{"text":"hemmelig","to":"A"}"#);

    erase(&mut erased, &["data.text", "origin.person"]).unwrap();

    assert_eq!(erased.event.data, br#"{"text":null,"to":"A"}"#);
    assert_eq!(erased.origin.person, None);
    assert!(is_valid(&erased));
    let Salts::Parts(parts) = &erased.proof.salts else { panic!("each part has its own") };
    assert!(matches!(parts["data.text"], Part::Erased(_)));
    assert!(matches!(parts["data.to"], Part::Salt(_)));
}

#[test]
fn what_is_left_beside_an_erased_part_is_still_proven() {
    let mut altered = recorded(r#"{"text":"hemmelig","to":"A"}"#);
    erase(&mut altered, &["data.text"]).unwrap();
    altered.event.data = br#"{"text":null,"to":"B"}"#.to_vec();
    assert!(!is_valid(&altered));
}

#[test]
fn nothing_can_be_put_where_a_part_was_erased() {
    let mut forged = recorded(r#"{"text":"hemmelig","to":"A"}"#);
    erase(&mut forged, &["data.text"]).unwrap();
    forged.event.data = br#"{"text":"noget andet","to":"A"}"#.to_vec();
    assert!(Link::from(&forged).chain(&BEFORE, &forged.proof.salts).is_err());
}

#[test]
fn more_can_be_erased_later() {
    let mut erased = recorded(r#"{"text":"hemmelig","to":"A"}"#);
    erase(&mut erased, &["data.text"]).unwrap();
    erase(&mut erased, &["data.text", "data.to"]).unwrap();
    assert_eq!(erased.event.data, br#"{"text":null,"to":null}"#);
    assert!(is_valid(&erased));
}

#[test]
fn data_that_is_no_object_is_one_part() {
    for data in ["[1, 2]", "\"hej\"", " {} ", "null"] {
        let recorded = recorded(data);
        assert!(is_valid(&recorded), "{data}");
    }
    let mut erased = recorded("[1, 2]");
    erase(&mut erased, &["data"]).unwrap();
    assert_eq!(erased.event.data, b"null");
    assert!(is_valid(&erased));
}

#[test]
fn salts_are_kept_as_they_are() {
    let mut recorded = recorded(r#"{"text":"hej"}"#);
    for _ in 0..2 {
        let salts = recorded.proof.salts.clone();
        assert_eq!(Salts::from_bytes(&salts.to_bytes()), Some(salts));
        erase(&mut recorded, &["data.text"]).unwrap();
    }
    assert_eq!(Salts::from_bytes(b"neither"), None);
}
