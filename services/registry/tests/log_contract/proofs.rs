//! What shows that events are as they were written.

use std::collections::HashSet;
use std::sync::Arc;

use registry::log::proof::{Link, Salts, erase};
use registry::log::{EventLog, Expected, Recorded};

use crate::given::{Store, append, commanded, conflict, event, events, id, joined, one};
use crate::heads::assert_chained;

/// The chain that an event would have after another; none when it cannot be computed.
fn chain(before: Option<&Recorded>, recorded: &Recorded) -> Option<[u8; 32]> {
    let before = before.map_or([0; 32], |before| before.proof.chain);
    Link::from(recorded).chain(&before, &recorded.proof.salts).ok()
}

async fn three(log: &dyn EventLog) -> Vec<Recorded> {
    let data = [r#"{"title":"A","owner":"B"}"#, r#"{"title":"C"}"#, r#"{"title":"D"}"#];
    let batch = data.map(event).to_vec();
    log.append(append("case-1", Expected::NoStream, batch)).await.unwrap();
    log.read("case-1", 0).await.unwrap()
}

pub async fn a_batch_is_one_chain(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::NoStream, events(50))).await.unwrap();
    assert_chained(&log.read("case-1", 0).await.unwrap());
}

pub async fn a_chain_goes_on_from_append_to_append(store: &Store) {
    let log = store.open().await;
    for count in [1, 3, 1, 2] {
        log.append(append("case-1", Expected::Any, events(count))).await.unwrap();
    }
    assert_chained(&log.read("case-1", 0).await.unwrap());
}

pub async fn each_stream_has_a_chain_of_its_own(store: &Store) {
    let log = store.open().await;
    for number in 0..20 {
        log.append(append(&format!("case-{}", number % 3), Expected::Any, events(2)))
            .await
            .unwrap();
    }
    assert_chained(&log.read_all(0, 100).await.unwrap());
}

pub async fn a_chain_goes_on_after_a_conflict(store: &Store) {
    let log = store.open().await;
    for version in 0..5 {
        let sent = || append("case-1", Expected::Version(version), events(1));
        log.append(sent()).await.unwrap();
        conflict(log.append(sent()).await);
    }
    assert_chained(&log.read("case-1", 0).await.unwrap());
}

pub async fn chains_are_whole_after_many_writers(store: &Store) {
    let log = store.open().await;
    let writers = (0..6).map(|writer| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for number in 0..8 {
                let stream = format!("case-{}", (writer + number) % 2);
                log.append(append(&stream, Expected::Any, events(number % 2 + 1))).await.unwrap();
            }
        })
    });
    joined(writers).await;
    assert_chained(&log.read_all(0, 1_000).await.unwrap());
}

pub async fn no_two_events_share_a_salt(store: &Store) {
    let log = store.open().await;
    log.append(append("case-1", Expected::Any, events(100))).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    let salts: HashSet<_> = stored.iter().map(|event| event.proof.salts.to_bytes()).collect();
    assert_eq!(salts.len(), 100);
    assert!(stored.iter().all(|event| matches!(event.proof.salts, Salts::Whole(_))));
}

pub async fn the_same_content_twice_has_two_chains(store: &Store) {
    let log = store.open().await;
    for stream in ["case-1", "case-2"] {
        let same = vec![event(r#"{"title":"A"}"#)];
        log.append(append(stream, Expected::NoStream, same)).await.unwrap();
    }
    let all = log.read_all(0, 10).await.unwrap();
    assert_ne!(all[0].proof.chain, all[1].proof.chain);
}

pub async fn a_stream_and_the_whole_log_tell_the_same_proof(store: &Store) {
    let log = store.open().await;
    let stored = three(&*log).await;
    assert_eq!(log.read_all(0, 10).await.unwrap(), stored);
    assert_eq!(log.read("case-1", 0).await.unwrap(), stored);
}

pub async fn the_event_that_ends_a_command_bears_its_digest(store: &Store) {
    let log = store.open().await;
    log.append(commanded(append("case-1", Expected::Any, events(3)), id(), 9)).await.unwrap();
    log.append(one("case-1")).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    let digests: Vec<_> = stored.iter().map(|event| event.digest).collect();
    assert_eq!(digests, [None, None, Some([9; 32]), None]);
    assert_chained(&stored);
}

pub async fn a_digest_of_zeros_is_not_none(store: &Store) {
    let log = store.open().await;
    log.append(commanded(one("case-1"), id(), 0)).await.unwrap();
    let stored = log.read("case-1", 0).await.unwrap();
    assert_eq!(stored[0].digest, Some([0; 32]));
    assert_chained(&stored);
    let without = Recorded { digest: None, ..stored[0].clone() };
    assert_ne!(chain(None, &without), Some(stored[0].proof.chain));
}

pub async fn what_is_changed_breaks_the_chain(store: &Store) {
    let log = store.open().await;
    let stored = three(&*log).await;
    let good = &stored[1];
    assert_eq!(chain(Some(&stored[0]), good), Some(good.proof.chain));
    let changes: [fn(&mut Recorded); 7] = [
        |it| it.event.data = br#"{"title":"X"}"#.to_vec(),
        |it| it.event.kind.push('x'),
        |it| it.event.schema += 1,
        |it| it.event.id = uuid::Uuid::max(),
        |it| it.version += 1,
        |it| it.stream.push('0'),
        |it| it.origin.organisation = None,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut forged = good.clone();
        change(&mut forged);
        assert_ne!(chain(Some(&stored[0]), &forged), Some(good.proof.chain), "change {number}");
    }
}

pub async fn what_is_removed_or_moved_breaks_the_chain(store: &Store) {
    let log = store.open().await;
    let stored = three(&*log).await;
    assert_ne!(chain(None, &stored[1]), Some(stored[1].proof.chain));
    assert_ne!(chain(Some(&stored[0]), &stored[2]), Some(stored[2].proof.chain));
    assert_ne!(chain(Some(&stored[2]), &stored[1]), Some(stored[1].proof.chain));
}

pub async fn what_is_erased_leaves_the_chain_whole(store: &Store) {
    let log = store.open().await;
    let mut stored = three(&*log).await;
    erase(&mut stored[0], &["data.owner", "origin.person"]).unwrap();
    assert_eq!(stored[0].event.data, br#"{"title":"A","owner":null}"#);
    assert_eq!(stored[0].origin.person, None);
    assert_chained(&stored);
}
