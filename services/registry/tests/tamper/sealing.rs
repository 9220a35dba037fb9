//! The line of seals, whoever makes it.

use std::sync::Arc;
use std::time::Duration;

use platform::clock::Clock;
use registry::log::{EventLog, MemoryLog};
use registry::seal::{STREAM, SealError, SealSettings, Sealed, newest, start};
use registry::verify::{Options, verify};
use tokio::sync::oneshot;

use crate::given::{Store, append, sealer};

pub async fn of_two_sealers_there_is_one_line_of_seals(store: &Store) {
    let (here, there) = (store.log().await, store.log().await);
    let mut sealers = [store.sealer(&here), store.sealer(&there)];
    for round in 0..20 {
        for number in 0..3 {
            here.append(append(&format!("case-{number}"), round)).await.unwrap();
        }
        let [one, other] = &mut sealers;
        let (one, other) = tokio::join!(one.seal_all(), other.seal_all());
        one.and(other).unwrap();
    }
    let report = store.verified().await;
    assert_eq!((report.fault, report.unsealed), (None, 0));
    assert_eq!((report.seals, report.events), (20, 80));
}

pub async fn a_sealer_goes_on_where_another_ended(store: &Store) {
    let log = store.history().await;
    store.sealer(&log).seal_all().await.unwrap();
    let (version, sealed) = newest(&*log).await.unwrap().unwrap();
    assert_eq!((version, sealed.count), (3, 30));
    assert_eq!(sealed.chains().len(), 5, "the seal before it, and what came since");
    let report = store.verified().await;
    assert_eq!((report.fault, report.seals, report.unsealed), (None, 3, 0));
}

fn memory() -> (Arc<dyn EventLog>, tempfile::TempDir) {
    (Arc::new(MemoryLog::default()), tempfile::tempdir().unwrap())
}

fn key(folder: &tempfile::TempDir) -> registry::seal::SealKey {
    registry::seal::SealKey::open_or_make(&folder.path().join("key.pem")).unwrap()
}

#[tokio::test]
async fn seals_are_not_sealed_for_their_own_sake() {
    let (log, folder) = memory();
    let mut sealer = sealer(&log, key(&folder));
    sealer.seal_all().await.unwrap();
    assert_eq!(log.head().await.unwrap(), 0, "there is nothing to seal");
    log.append(append("case-1", 1)).await.unwrap();
    for _ in 0..3 {
        sealer.seal_all().await.unwrap();
        assert_eq!(log.head().await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_long_log_is_sealed_in_blocks() {
    let (log, folder) = memory();
    for number in 0..9_000 {
        log.append(append(&format!("case-{}", number % 7), number)).await.unwrap();
    }
    sealer(&log, key(&folder)).seal_all().await.unwrap();
    let report = verify(&*log, &Options::default()).await.unwrap();
    assert_eq!((report.fault, report.seals, report.unsealed), (None, 2, 0));
}

#[tokio::test]
async fn nothing_is_signed_on_top_of_a_seal_that_does_not_fit() {
    let (log, folder) = memory();
    let mut here = sealer(&log, key(&folder));
    log.append(append("case-1", 1)).await.unwrap();
    here.seal_all().await.unwrap();
    let (_, mut sealed) = newest(&*log).await.unwrap().unwrap();
    sealed.root[0] ^= 1;
    let mut forged = append(STREAM, 0);
    forged.events[0].kind = registry::seal::KIND.to_owned();
    forged.events[0].data = serde_json::to_vec(&sealed).unwrap();
    assert!(Sealed::of(&forged.events[0]).is_some());
    log.append(forged).await.unwrap();
    log.append(append("case-1", 2)).await.unwrap();
    for mut sealer in [here, sealer(&log, key(&folder))] {
        let result = sealer.seal_all().await;
        assert!(matches!(result, Err(SealError::Broken(2))), "{result:?}");
    }
    assert_eq!(log.head().await.unwrap(), 4);
}

#[tokio::test]
async fn it_is_sealed_when_enough_waits_and_at_the_end() {
    let (log, folder) = memory();
    let settings = SealSettings { events: 3, ..SealSettings::new(folder.path().join("key.pem")) };
    let (served, until) = oneshot::channel::<()>();
    let until = async { drop(until.await) };
    let sealing = start(Arc::clone(&log), &settings, Clock::system(), until).unwrap();
    let mut watched = log.watch();
    for number in 0..3 {
        log.append(append("case-1", number)).await.unwrap();
    }
    let sealed = tokio::time::timeout(Duration::from_secs(30), watched.wait_for(|head| *head == 4));
    sealed.await.expect("three are enough").unwrap();
    log.append(append("case-1", 4)).await.unwrap();
    drop(served);
    sealing.await.unwrap();
    let report = verify(&*log, &Options::default()).await.unwrap();
    assert_eq!((report.fault, report.seals, report.unsealed), (None, 2, 0));
}

#[tokio::test]
async fn it_is_sealed_when_an_event_has_waited_and_not_again() {
    let (log, folder) = memory();
    let settings = SealSettings { seconds: 1, ..SealSettings::new(folder.path().join("key.pem")) };
    let (served, until) = oneshot::channel::<()>();
    let until = async { drop(until.await) };
    let sealing = start(Arc::clone(&log), &settings, Clock::system(), until).unwrap();
    let mut watched = log.watch();
    for sealed in [2, 4] {
        log.append(append("case-1", 1)).await.unwrap();
        let grown = watched.wait_for(|head| *head >= sealed);
        tokio::time::timeout(Duration::from_secs(30), grown).await.expect("it is sealed").unwrap();
    }
    drop(served);
    sealing.await.unwrap();
    assert_eq!(log.head().await.unwrap(), 4, "one seal for each event, and none for a seal");
}
