//! Seals are events like any other, on every engine.

use std::sync::Arc;

use platform::clock::Clock;
use registry::seal::{self, SealKey, SealSettings, Sealer};
use registry::verify::{Options, verify};

use crate::given::{Store, one};

pub async fn a_sealed_log_is_valid_and_goes_on(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    let settings = SealSettings::new(folder.path().join("key.pem"));
    let key = || SealKey::open_or_make(&settings.key_file).unwrap();
    let log = store.open().await;
    for round in 1..=3_u64 {
        for stream in ["case-1", "case-2", "case-1"] {
            log.append(one(stream)).await.unwrap();
        }
        // A new one each time, as after a start.
        let mut sealer = Sealer::new(Arc::clone(&log), key(), Clock::system(), &settings);
        sealer.seal_all().await.unwrap();
        let (version, newest) = seal::newest(&*log).await.unwrap().unwrap();
        assert_eq!((version, newest.count), (round, 4 * round - 1));
    }
    log.append(one("case-2")).await.unwrap();
    let keys = vec![key().public()];
    let report = verify(&*log, &Options { keys, heads: Vec::new() }).await.unwrap();
    assert_eq!(report.fault, None);
    assert_eq!((report.events, report.streams), (13, 3));
    assert_eq!((report.seals, report.unsealed), (3, 1));
}
