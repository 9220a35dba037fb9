//! What a scanner says, and what it fails to say.

use std::time::{Duration, Instant};

use registry::attachments::{ScanError, Scanner, ScannerSettings, Verdict};

use crate::clamd::{Clamd, Habit, eicar};
use crate::given::file;

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_file_is_looked_through_whole_on_either_kind_of_socket() {
    for clamd in [Clamd::on_tcp(Habit::Looks).await, Clamd::on_unix(Habit::Looks)] {
        let scanner = clamd.scanner(PATIENCE);
        let clean: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        assert_eq!(scanner.scan(&mut file(&clean)).await.unwrap(), Verdict::Clean);
        assert_eq!(*clamd.seen.lock().unwrap(), clean);

        let mut infected = clean.clone();
        infected.extend(eicar());
        let verdict = scanner.scan(&mut file(&infected)).await.unwrap();
        assert_eq!(verdict, Verdict::Infected("Eicar-Signature".to_owned()));
    }
}

#[tokio::test]
async fn what_it_could_not_look_through_is_not_clean() {
    let clamd = Clamd::on_tcp(Habit::HasEnough(100_000)).await;
    let scanned = clamd.scanner(PATIENCE).scan(&mut file(&vec![7; 5_000_000])).await;
    match scanned {
        Err(ScanError::Said(said)) => assert!(said.contains("size limit"), "{said}"),
        // Its answer may be lost with the connection that it closes.
        Err(ScanError::Away(_)) => {}
        other => panic!("{other:?}"),
    }
    let clamd = Clamd::on_tcp(Habit::Babbles).await;
    let scanned = clamd.scanner(PATIENCE).scan(&mut file(b"x")).await;
    assert!(matches!(scanned, Err(ScanError::Said(_))), "{scanned:?}");
}

#[tokio::test]
async fn a_scanner_that_is_cut_or_not_there_is_away() {
    let clamd = Clamd::on_tcp(Habit::Cut).await;
    let scanned = clamd.scanner(PATIENCE).scan(&mut file(b"x")).await;
    assert!(matches!(scanned, Err(ScanError::Away(_))), "{scanned:?}");
    for address in ["tcp://127.0.0.1:9", "unix:/nowhere/clamd.ctl"] {
        let settings = ScannerSettings { address: address.to_owned(), patience_ms: 10_000 };
        let scanned = Scanner::new(settings).unwrap().scan(&mut file(b"x")).await;
        assert!(matches!(scanned, Err(ScanError::Away(_))), "{scanned:?}");
    }
}

#[tokio::test]
async fn a_scanner_that_takes_too_long_is_not_waited_for() {
    let clamd = Clamd::on_tcp(Habit::Silent).await;
    let begun = Instant::now();
    let scanned = clamd.scanner(Duration::from_millis(200)).scan(&mut file(b"x")).await;
    assert!(matches!(scanned, Err(ScanError::TooSlow)), "{scanned:?}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}
