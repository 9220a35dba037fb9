//! Whatever was done to a sealed event of whatever history, verifying names the place.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use registry::log::proof::erase;
use registry::log::{EventLog, MemoryLog, Recorded};
use registry::seal::SealKey;
use registry::verify::Tampering::{Altered, Inserted, Moved, Removed};
use registry::verify::{Fault, Options, Report, Tampering, verify};
use tokio::runtime::Runtime;

use crate::given::{append, chain_again, sealer};
use crate::shelf::Shelf;

/// What is done, to the event at a share of the way through what is sealed.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Alter { chained_again: bool },
    Remove { closed: bool, chained_again: bool },
    Insert,
    Swap { with: usize },
    Erase,
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        any::<bool>().prop_map(|chained_again| Deed::Alter { chained_again }),
        any::<(bool, bool)>()
            .prop_map(|(closed, chained_again)| Deed::Remove { closed, chained_again }),
        Just(Deed::Insert),
        any::<usize>().prop_map(|with| Deed::Swap { with }),
        Just(Deed::Erase),
    ]
}

/// A history as numbers: of which stream each event is, or, for 0, that it is sealed here.
async fn history(numbers: &[usize]) -> Vec<Recorded> {
    let folder = tempfile::tempdir().unwrap();
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
    let key = SealKey::open_or_make(&folder.path().join("key.pem")).unwrap();
    let mut sealer = sealer(&log, key);
    for (nth, number) in numbers.iter().enumerate() {
        match number {
            0 => sealer.seal_all().await.unwrap(),
            number => drop(log.append(append(&format!("case-{number}"), nth)).await.unwrap()),
        }
    }
    log.append(append("case-1", 0)).await.unwrap();
    sealer.seal_all().await.unwrap();
    log.append(append("case-1", 1)).await.unwrap();
    log.read_all(0, usize::MAX).await.unwrap()
}

/// Does it, and tells what must be found and where; nothing for what may be done.
fn commit(rows: &mut Vec<Recorded>, at: usize, deed: Deed) -> Option<(Tampering, usize)> {
    let place = at + 1;
    match deed {
        Deed::Alter { chained_again } => {
            rows[at].event.data = br#"{"number":-1}"#.to_vec();
            if chained_again {
                chain_again(rows);
            }
            Some((Altered, place))
        }
        Deed::Remove { closed, chained_again } => {
            let removed = rows.remove(at);
            for row in rows.iter_mut().skip(at).filter(|_| closed) {
                row.position -= 1;
                row.version -= u64::from(row.stream == removed.stream);
            }
            if chained_again {
                chain_again(rows);
                // The next one of the stream, made to be this one, cannot be told from this one
                // altered.
                if closed
                    && (&rows[at].stream, rows[at].version) == (&removed.stream, removed.version)
                {
                    return Some((Altered, place));
                }
            }
            Some((Removed, place))
        }
        Deed::Insert => {
            let mut inserted = rows[at].clone();
            "case-99".clone_into(&mut inserted.stream);
            inserted.version = 1;
            rows.iter_mut().skip(at).for_each(|row| row.position += 1);
            rows.insert(at, inserted);
            chain_again(rows);
            Some((Inserted, place))
        }
        Deed::Swap { with } => {
            let with = with % at.max(1);
            rows.swap(at, with);
            (rows[at].position, rows[with].position) = (rows[with].position, rows[at].position);
            (at != with).then_some((Moved, with + 1))
        }
        Deed::Erase => {
            erase(&mut rows[at], &["data.title", "origin.person"]).unwrap();
            None
        }
    }
}

fn found(runtime: &Runtime, rows: Vec<Recorded>) -> Report {
    runtime.block_on(verify(&Shelf(rows), &Options::default())).unwrap()
}

fn hold(fault: Option<&Fault>, expected: Option<(Tampering, usize)>) -> Result<(), TestCaseError> {
    let told = fault.map(|fault| (fault.tampering, fault.position));
    let expected = expected.map(|(tampering, place)| (tampering, Some(place as u64)));
    prop_assert_eq!(told, expected, "{:?}", fault);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn one_deed_is_found_where_it_was_done(
        numbers in prop::collection::vec(0_usize..6, 0..60),
        share in any::<prop::sample::Index>(),
        deed in deeds(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut rows = runtime.block_on(history(&numbers));
        hold(found(&runtime, rows.clone()).fault.as_ref(), None)?;
        // The last two are the last seal and an event that it does not cover.
        let at = share.index(rows.len() - 2);
        let before = rows.clone();
        let expected = commit(&mut rows, at, deed);
        let is_done = rows != before;
        let report = found(&runtime, rows);
        hold(report.fault.as_ref(), expected.filter(|_| is_done))?;
    }
}
