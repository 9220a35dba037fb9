//! Rows of the store altered, removed, inserted and moved.

use registry::log::proof::erase;
use registry::verify::Tampering::{Altered, Inserted, Moved, Removed};

use crate::given::{Store, append, chain_again};

pub async fn an_untouched_log_is_valid_and_counted(store: &Store) {
    store.history().await;
    let report = store.verified().await;
    assert_eq!(report.fault, None);
    assert_eq!((report.events, report.streams, report.seals), (30, 6, 2));
    assert_eq!((report.unsealed, report.erased), (4, 0));
    assert_eq!(report.keys, [store.public()]);
    assert!(report.sealed_at.is_some());
}

pub async fn erased_parts_leave_it_valid_and_are_counted(store: &Store) {
    store.history().await;
    let mut rows = store.rows().await;
    erase(&mut rows[4], &["data.title", "origin.person"]).unwrap();
    erase(&mut rows[8], &["data.title"]).unwrap();
    store.rewrite(&rows).await;
    let report = store.verified().await;
    assert_eq!((report.fault, report.erased), (None, 3));

    // What was erased is not there for something else to be put in its place.
    store
        .execute(&["UPDATE events SET data = replace(data, 'null', '1') WHERE position = 9"])
        .await;
    store.assert_fault(Altered, 9, Some(("person-1", 2))).await;
}

pub async fn whatever_is_altered_is_named(store: &Store) {
    store.history().await;
    let rows = store.rows().await;
    for altered in [
        "data = replace(data, 'Sag', 'Sak')",
        "data = replace(data, 'title', 'titel')",
        "origin = replace(origin, '29189668', '29189005')",
        "kind = 'CaseArchived'",
        "schema = 2",
        "digest = NULL",
        "digest = chain",
        "salts = (SELECT salts FROM events WHERE position = 4)",
        "chain = (SELECT chain FROM events WHERE position = 4)",
        "stream = 'case-9'",
        "version = 17",
    ] {
        store.execute(&[&format!("UPDATE events SET {altered} WHERE position = 3")]).await;
        let fault = store.verified().await.fault.unwrap_or_else(|| panic!("{altered}"));
        assert_eq!(fault.position, Some(3), "{altered}: {fault:?}");
        store.rewrite(&rows).await;
    }
    assert_eq!(store.verified().await.fault, None);
}

pub async fn what_cannot_be_read_is_named(store: &Store) {
    store.history().await;
    store.execute(&["UPDATE events SET origin = 'x' WHERE position = 5"]).await;
    store.assert_fault(Altered, 5, None).await;
}

pub async fn a_removed_event_is_named(store: &Store) {
    store.history().await;
    store.execute(&["DELETE FROM events WHERE position = 5"]).await;
    store.assert_fault(Removed, 5, Some(("case-2", 2))).await;
}

pub async fn a_removed_event_is_named_when_the_gap_was_closed(store: &Store) {
    store.history().await;
    store.execute(&["DELETE FROM events WHERE position = 5"]).await;
    store.shift(6, -1).await;
    store.assert_fault(Removed, 5, Some(("case-2", 2))).await;
    store
        .execute(&[
            "UPDATE events SET version = -version WHERE stream = 'case-2' AND version > 2",
            "UPDATE events SET version = -version - 1 WHERE version < 0",
        ])
        .await;
    store.assert_fault(Removed, 5, Some(("case-2", 2))).await;
}

pub async fn the_last_event_of_a_stream_is_missed(store: &Store) {
    store.history().await;
    store.execute(&["DELETE FROM events WHERE position = 9"]).await;
    store.assert_fault(Removed, 9, None).await;
    store.shift(10, -1).await;
    store.assert_fault(Removed, 9, None).await;
}

pub async fn the_last_sealed_event_is_missed(store: &Store) {
    store.history().await;
    // 13 is the first seal, 25 the last event that the second one covers, which is 26.
    store
        .execute(&[
            "DELETE FROM events WHERE position > 26",
            "DELETE FROM events WHERE position = 25",
        ])
        .await;
    store.assert_fault(Removed, 25, None).await;
    store.shift(26, -1).await;
    store.assert_fault(Removed, 25, None).await;
}

pub async fn a_removed_stream_is_missed(store: &Store) {
    store.history().await;
    store.execute(&["DELETE FROM events WHERE stream = 'person-1'"]).await;
    store.shift(9, -1).await;
    store.shift(6, -1).await;
    store.assert_fault(Removed, 6, None).await;
}

pub async fn an_inserted_event_is_named(store: &Store) {
    let log = store.history().await;
    let rows = store.rows().await;
    for stream in ["case-9", "person-2"] {
        // Let the log itself make a row that is right in all but its place.
        let end = log.append(append(stream, 99)).await.unwrap();
        store.shift(15, 1).await;
        let last = end.position + 1;
        store.execute(&[&format!("UPDATE events SET position = 15 WHERE position = {last}")]).await;
        store.assert_fault(Inserted, 15, Some((stream, end.version))).await;
        store.rewrite(&rows).await;
    }
}

pub async fn swapped_events_are_named(store: &Store) {
    store.history().await;
    let rows = store.rows().await;
    for (first, second, named) in
        [(4, 5, ("case-2", 2)), (4, 7, ("case-1", 3)), (5, 17, ("case-1", 6))]
    {
        store
            .execute(&[
                &format!("UPDATE events SET position = -1 WHERE position = {first}"),
                &format!("UPDATE events SET position = {first} WHERE position = {second}"),
                &format!("UPDATE events SET position = {second} WHERE position = -1"),
            ])
            .await;
        store.assert_fault(Moved, first, Some(named)).await;
        store.rewrite(&rows).await;
    }
}

pub async fn an_event_in_another_stream_is_named(store: &Store) {
    store.history().await;
    let rows = store.rows().await;
    for version in [3, 30] {
        let sql = format!(
            "UPDATE events SET stream = 'person-1', version = {version} WHERE position = 10"
        );
        store.execute(&[&sql]).await;
        store.assert_fault(Moved, 10, Some(("person-1", version))).await;
        store.rewrite(&rows).await;
    }
}

pub async fn an_event_with_another_version_is_named(store: &Store) {
    store.history().await;
    store.execute(&["UPDATE events SET version = 30 WHERE position = 10"]).await;
    store.assert_fault(Altered, 10, Some(("case-1", 30))).await;
}

pub async fn what_no_seal_covers_is_held_by_its_stream(store: &Store) {
    store.history().await;
    let mut rows = store.rows().await;
    // 27 to 30 are of case-1, case-2, case-3 and case-1.
    store.execute(&["DELETE FROM events WHERE position = 27"]).await;
    store.assert_fault(Removed, 27, Some(("case-1", 9))).await;
    store.rewrite(&rows).await;
    store.execute(&["UPDATE events SET data = '1' WHERE position = 29"]).await;
    store.assert_fault(Altered, 29, Some(("case-3", 6))).await;

    // The last one of a stream is held by a seal alone.
    rows[28].event.data = b"1".to_vec();
    chain_again(&mut rows);
    store.rewrite(&rows).await;
    assert_eq!(store.verified().await.fault, None);
}
