//! Backups of a log that is sealed: what was made anew from the first byte is seen too.

use std::sync::Arc;

use platform::clock::Clock;
use registry::backup::{self, Until};
use registry::log::proof::Link;
use registry::log::{EventLog, MemoryLog, Recorded};
use registry::seal::{SealKey, SealSettings, Sealer};
use registry::verify::{Options, verify};
use tempfile::TempDir;

use crate::given::{Folder, Store, all, damaged, fill, restore};
use crate::shelf::Shelf;

/// A log of which the first events are sealed, and its key.
async fn sealed() -> (Vec<Recorded>, SealKey) {
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("key.pem");
    fill(&*log, 0..8).await;
    let key = SealKey::open_or_make(&path).unwrap();
    let settings = SealSettings::new(&path);
    let mut sealer = Sealer::new(Arc::clone(&log), key, Clock::system(), &settings);
    sealer.seal_all().await.unwrap();
    fill(&*log, 8..12).await;
    (all(&*log).await, SealKey::open(&path).unwrap())
}

/// A backup as it would be of a log that holds these.
async fn backed_up(events: Vec<Recorded>) -> Folder {
    let folder = Folder::new();
    backup::write(&Shelf(events), &folder.path()).await.unwrap();
    folder
}

#[tokio::test]
async fn a_restored_log_keeps_its_seals() {
    let (events, key) = sealed().await;
    let (folder, target) = (backed_up(events).await, Store::sqlite().await);
    let options = Options { keys: vec![key.public()], ..Options::default() };
    let checked = backup::check(&folder.path(), Some(Until::Position(12))).unwrap();
    let proven = backup::prove(checked, &options).await.unwrap();
    assert_eq!(proven.report().seals, 1);
    backup::restore(&proven, &target.settings()).await.unwrap();
    let report = verify(&*target.open().await, &options).await.unwrap();
    assert_eq!((report.seals, report.events, report.fault), (1, 12, None));
}

#[tokio::test]
async fn a_backup_made_anew_with_another_event_under_a_seal_is_refused() {
    let (mut events, _) = sealed().await;
    let altered = events.iter_mut().rfind(|it| it.position <= 8 && it.version == 3).unwrap();
    let whole = altered.clone();
    altered.event.data = b"{\"number\":2}".to_vec();
    let before = all_before(&whole, &events);
    let altered = events.iter_mut().find(|it| it.position == whole.position).unwrap();
    altered.proof.chain = Link::from(&*altered).chain(&before, &altered.proof.salts).unwrap();
    // What follows in the stream is chained anew as well.
    let (stream, mut chain) = (altered.stream.clone(), altered.proof.chain);
    for later in events.iter_mut().filter(|it| it.stream == stream && it.version > whole.version) {
        later.proof.chain = Link::from(&*later).chain(&chain, &later.proof.salts).unwrap();
        chain = later.proof.chain;
    }
    let (folder, target) = (backed_up(events).await, Store::sqlite().await);
    backup::check(&folder.path(), None).unwrap();
    let (_, what) = damaged(restore(&folder.path(), &target.settings(), None).await);
    assert!(what.contains("sealed"), "{what}");
    assert!(!target.settings().file().unwrap().exists());
}

fn all_before(event: &Recorded, events: &[Recorded]) -> [u8; 32] {
    let before = events
        .iter()
        .find(|it| it.stream == event.stream && it.version + 1 == event.version)
        .unwrap();
    before.proof.chain
}

#[tokio::test]
async fn a_seal_of_another_key_than_the_trusted_is_refused() {
    let ((events, _), (_, other)) = (sealed().await, sealed().await);
    let folder = backed_up(events).await;
    let checked = backup::check(&folder.path(), None).unwrap();
    let trusted = Options { keys: vec![other.public()], ..Options::default() };
    let (_, what) = damaged(backup::prove(checked, &trusted).await);
    assert!(what.contains("trusted"), "{what}");
}
