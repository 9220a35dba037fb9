//! What somebody can do who knows how the hashes are made, but has no key.

use registry::log::Recorded;
use registry::seal::{STREAM, Sealed, Tree};
use registry::verify::Tampering::{Altered, Removed};

use crate::given::{Store, chain_again};

pub async fn an_alteration_is_named_though_all_hashes_were_computed_again(store: &Store) {
    store.history().await;
    let mut rows = store.rows().await;
    for altered in [4, 16] {
        let before = rows.clone();
        rows[altered].event.data = br#"{"number":5,"title":"En anden sag"}"#.to_vec();
        chain_again(&mut rows);
        store.rewrite(&rows).await;
        let named = (rows[altered].stream.as_str(), rows[altered].version);
        store.assert_fault(Altered, altered as u64 + 1, Some(named)).await;
        rows = before;
    }
}

pub async fn a_removal_is_named_though_all_hashes_were_computed_again(store: &Store) {
    store.history().await;
    let mut rows = store.rows().await;
    let removed = rows.remove(4);
    for row in rows.iter_mut().skip(4) {
        row.position -= 1;
        if row.stream == removed.stream {
            row.version -= 1;
        }
    }
    chain_again(&mut rows);
    store.rewrite(&rows).await;
    store.assert_fault(Removed, 5, None).await;
}

pub async fn a_seal_that_was_computed_again_is_named(store: &Store) {
    store.history().await;
    let mut rows = store.rows().await;
    rows[16].event.data = b"1".to_vec();
    chain_again(&mut rows);
    seal_again(&mut rows);
    store.rewrite(&rows).await;
    // All fits but the signature, which is of all that the seal covers.
    store.assert_fault(Altered, 26, Some((STREAM, 2))).await;
}

/// Computes leaves, frontier and root of all seals again.
pub fn seal_again(rows: &mut [Recorded]) {
    let mut tree = Tree::default();
    for seal in 0..rows.len() {
        if rows[seal].stream != STREAM {
            continue;
        }
        let mut sealed = Sealed::of(&rows[seal].event).unwrap();
        let covered =
            usize::try_from(tree.count()).unwrap()..usize::try_from(sealed.count).unwrap();
        sealed.leaves = rows[covered.clone()].iter().flat_map(|row| row.proof.chain).collect();
        for row in &rows[covered] {
            tree.push(&row.proof.chain);
        }
        sealed.root = tree.root();
        sealed.frontier = tree.frontier();
        rows[seal].event.data = serde_json::to_vec(&sealed).unwrap();
        chain_again(rows);
    }
}
