//! Seals altered, dropped and made by others.

use registry::seal::{STREAM, Sealed};
use registry::verify::Tampering::{Altered, Removed};
use registry::verify::{Options, VerifyError, verify};

use crate::given::{Store, assert_is, chain_again, sealer};

pub async fn an_altered_seal_is_named(store: &Store) {
    store.history().await;
    let rows = store.rows().await;
    let alterations: [fn(&mut Sealed); 6] = [
        |seal| seal.sealed_at += chrono::TimeDelta::microseconds(1),
        |seal| seal.count -= 1,
        |seal| seal.root[0] ^= 1,
        |seal| seal.frontier[0] ^= 1,
        |seal| seal.leaves[0] ^= 1,
        |seal| seal.signature[0] ^= 1,
    ];
    for alter in alterations {
        let mut altered = rows.clone();
        let mut sealed = Sealed::of(&altered[12].event).unwrap();
        alter(&mut sealed);
        altered[12].event.data = serde_json::to_vec(&sealed).unwrap();
        for chained_again in [false, true] {
            if chained_again {
                chain_again(&mut altered);
            }
            store.rewrite(&altered).await;
            store.assert_fault(Altered, 13, Some((STREAM, 1))).await;
        }
    }
}

pub async fn a_removed_seal_is_named(store: &Store) {
    store.history().await;
    store.execute(&["DELETE FROM events WHERE position = 13"]).await;
    store.assert_fault(Removed, 13, Some((STREAM, 1))).await;
    store.shift(14, -1).await;
    store.assert_fault(Removed, 13, Some((STREAM, 1))).await;
    store.execute(&["UPDATE events SET version = 1 WHERE stream = 'seals'"]).await;
    store.assert_fault(Removed, 13, Some((STREAM, 1))).await;
}

pub async fn dropped_seals_are_missed_by_a_head_that_was_kept(store: &Store) {
    store.history().await;
    let options = Options { keys: vec![store.public()], heads: vec![store.head().await] };
    assert_eq!(store.verified_by(&options).await.fault, None);

    store.execute(&["DELETE FROM events WHERE position > 20"]).await;

    assert_eq!(store.verified().await.fault, None, "what is left is whole");
    let fault = store.verified_by(&options).await.fault.unwrap();
    assert_is(&fault, Removed, None, Some((STREAM, 2)));
}

pub async fn another_key_is_refused_and_a_head_that_was_kept_is_missed(store: &Store) {
    let log = store.history().await;
    let kept = store.head().await;
    store.execute(&["DELETE FROM events WHERE stream = 'seals'"]).await;
    store.shift(27, -1).await;
    store.shift(14, -1).await;
    assert_eq!(store.verified().await.fault, None, "nobody sealed it");
    let log_again = {
        drop(log);
        store.log().await
    };
    sealer(&log_again, store.key("other.pem")).seal_all().await.unwrap();

    store.assert_fault(Altered, 29, Some((STREAM, 1))).await;
    assert_eq!(store.verified_by(&Options::default()).await.fault, None, "any key is taken");
    let heads = vec![kept];
    let fault = store.verified_by(&Options { keys: Vec::new(), heads }).await.fault.unwrap();
    assert_is(&fault, Removed, None, Some((STREAM, 2)));
}

pub async fn a_head_that_nobody_signed_is_no_evidence(store: &Store) {
    let log = store.history().await;
    let mut head = store.head().await;
    let trusted = |head| Options { keys: vec![store.public()], heads: vec![head] };
    head.head[0] ^= 1;
    let result = verify(&*log, &trusted(head.clone())).await;
    assert!(matches!(result, Err(VerifyError::Head(_))), "{result:?}");
    head.head[0] ^= 1;
    let others = Options { keys: vec![store.key("other.pem").public()], heads: vec![head] };
    let result = verify(&*log, &others).await;
    assert!(matches!(result, Err(VerifyError::Head(_))), "{result:?}");
}
