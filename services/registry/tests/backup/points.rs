//! Points in time, and what they mean.

use registry::backup::{self, Until};
use registry::log::{EventLog, MemoryLog};

use crate::given::{Folder, Store, all, append, fill, minute, refused, restore};

#[tokio::test]
async fn a_log_is_restored_to_a_position_or_to_a_time() {
    let (log, folder) = (MemoryLog::default(), Folder::new());
    fill(&log, 0..3).await;
    backup::write(&log, &folder.path()).await.unwrap();
    fill(&log, 3..9).await;
    backup::write(&log, &folder.path()).await.unwrap();
    let whole = all(&log).await;
    // The fourth append has two events: positions 4 and 5.
    for (until, last) in [
        (Until::Position(2), 2),
        (Until::Position(3), 3),
        (Until::Position(5), 5),
        (Until::Position(7), 7),
        (Until::Position(1_000), 11),
        (Until::Time(minute(1)), 2),
        (Until::Time(minute(2) - chrono::TimeDelta::microseconds(1)), 2),
        (Until::Time(minute(3)), 5),
        (Until::Time(minute(1_000)), 11),
    ] {
        let target = Store::sqlite().await;
        let restored = restore(&folder.path(), &target.settings(), Some(until)).await.unwrap();
        assert_eq!((restored.last, restored.events + restored.beyond), (last, 11), "{until:?}");
        let last = usize::try_from(last).unwrap();
        assert_eq!(all(&*target.open().await).await, whole[..last], "{until:?}");
    }
}

#[tokio::test]
async fn a_position_inside_an_append_is_before_it() {
    let (log, folder) = (MemoryLog::default(), Folder::new());
    fill(&log, 0..2).await;
    log.append(append("case-9", 5, minute(2))).await.unwrap();
    fill(&log, 3..5).await;
    backup::write(&log, &folder.path()).await.unwrap();
    for (asked, given) in [(2, 2), (3, 2), (4, 2), (6, 2), (7, 7), (8, 7), (9, 9)] {
        let checked = backup::check(&folder.path(), Some(Until::Position(asked))).unwrap();
        assert_eq!((checked.events, checked.last), (given, given), "asked for {asked}");
    }
}

#[tokio::test]
async fn where_the_clock_went_back_a_time_ends_before_the_first_later_event() {
    let (log, folder) = (MemoryLog::default(), Folder::new());
    for at in [0, 10, 3, 4, 20] {
        log.append(append("case-1", 1, minute(at))).await.unwrap();
    }
    backup::write(&log, &folder.path()).await.unwrap();
    for (asked, last) in [(0, 1), (5, 1), (10, 4), (19, 4), (20, 5)] {
        let checked = backup::check(&folder.path(), Some(Until::Time(minute(asked)))).unwrap();
        assert_eq!(checked.last, last, "asked for minute {asked}");
    }
}

#[tokio::test]
async fn a_point_before_everything_is_refused() {
    let (_, folder) = crate::given::three_segments().await;
    for until in [Until::Position(0), Until::Time(minute(-1))] {
        let target = Store::sqlite().await;
        let result = restore(&folder.path(), &target.settings(), Some(until)).await;
        assert!(refused(result).contains("as early"), "{until:?}");
    }
}

#[test]
fn a_point_is_a_position_or_a_time() {
    assert_eq!("17".parse::<Until>().unwrap(), Until::Position(17));
    let time = "2026-03-01T09:01:00+01:00".parse::<Until>().unwrap();
    assert_eq!(time, Until::Time(minute(1)));
    for text in ["", "i går", "2026-03-01", "-1"] {
        assert!(text.parse::<Until>().is_err(), "{text}");
    }
}
