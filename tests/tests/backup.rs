//! What an operator does: backs up beside the running product, loses everything, and restores it.

use std::path::{Path, PathBuf};
use std::process::Command;

use journeys::process::{program, run};
use journeys::{Installation, Visitor, new_id};
use serde_json::{Value, json};
use tempfile::TempDir;

const CASES: &str = "{ cases(sort: {by: TITLE}, first: 60) { totalCount
    edges { cursor node { id edition changedAt basics { title } } } } }";

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Runs the program for the demo's data, or fails with what it said.
fn well(verb: &str, folder: &Path, more: &[&str]) -> String {
    run(&[&[verb, &text(folder)], more].concat()).well()
}

async fn register(visitor: &Visitor, title: &str) {
    let basics = json!({"title": title, "summary": "Prøves af."});
    let case = json!({"id": new_id(), "basics": basics});
    visitor.change("registerCase", case).await.done();
}

async fn cases(installation: &Installation) -> Value {
    let visitor = Visitor::sign_in(installation, "consultant-randers").await;
    journeys::eventually("all that was written can be read", || async {
        let cases = visitor.ask(CASES).await;
        (cases["cases"]["totalCount"].as_u64() >= Some(54)).then_some(cases)
    })
    .await
}

/// Every file below a folder with its content.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut all = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        match std::fs::read(&path) {
            Ok(bytes) => all.push((path, bytes)),
            Err(_) => all.extend(content(&path)),
        }
    }
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_installation_comes_back_from_its_backup() {
    let mut installation = Installation::demo().await;
    let data = text(&installation.data());
    let folder = TempDir::new().expect("a folder");
    let backup = folder.path().join("backup");
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    register(&randers, "Før den første kopi").await;
    let first = well("backup", &backup, &["--data", &data]);
    register(&randers, "Før den anden kopi").await;
    let second = well("backup", &backup, &["--data", &data]);
    assert!(first.contains("nye hændelser") && first != second, "{first}{second}");
    assert!(well("backup", &backup, &["--check"]).contains("er hel"));
    let before = cases(&installation).await;
    installation.stop();

    // Over what is there it is refused, and nothing is touched.
    let there = content(&installation.data());
    let said = run(&["restore", &text(&backup), "--data", &data]).badly();
    assert!(said.contains("ikke tom"), "{said}");
    let same = |(path, bytes): &(PathBuf, Vec<u8>)| {
        text(path).contains("log.db-") || std::fs::read(path).is_ok_and(|now| now == *bytes)
    };
    assert!(there.iter().all(same), "a file was touched");

    std::fs::remove_dir_all(installation.data()).expect("the data can be lost");
    assert!(well("restore", &backup, &["--data", &data, "--dry-run"]).contains("intet er skrevet"));
    assert!(!installation.data().exists(), "a dry run writes nothing");
    let said = well("restore", &backup, &["--data", &data]);
    assert!(said.contains("læst efter"), "{said}");
    installation.start().await;
    assert_eq!(cases(&installation).await, before, "people, cases, editions and cursors");
    // The restored log is the one that was backed up, so the backup goes on.
    assert!(well("backup", &backup, &["--data", &data]).contains("kopien går til position"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_backup_is_refused_and_nothing_is_written() {
    let mut installation = Installation::demo().await;
    installation.stop();
    let folder = TempDir::new().expect("a folder");
    let (backup, target) = (folder.path().join("backup"), folder.path().join("target"));
    well("backup", &backup, &["--data", &text(&installation.data())]);
    for begin in ["events-", "identity-"] {
        let mut paths = content(&backup).into_iter().map(|(path, _)| path);
        let path = paths.find(|path| text(path).contains(begin)).expect("a file");
        let good = std::fs::read(&path).expect("it is there");
        std::fs::write(&path, &good[..good.len() - 1]).expect("it can be cut");
        for arguments in [
            vec!["restore".to_owned(), text(&backup), "--data".to_owned(), text(&target)],
            vec!["backup".to_owned(), text(&backup), "--check".to_owned()],
        ] {
            let said = run(&arguments).badly();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(said.contains(&name) && said.contains("er ikke hel"), "{said}");
        }
        assert!(!target.exists());
        std::fs::write(&path, good).expect("it can be written");
    }
    well("backup", &backup, &["--check"]);
}

/// A limit on the size of files stands for a disk that is full: the write fails half way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_leaves_the_earlier_backup_good() {
    let mut installation = Installation::demo().await;
    installation.stop();
    let data = text(&installation.data());
    let folder = TempDir::new().expect("a folder");
    let backup = folder.path().join("backup");
    let backup_within = |blocks: u32| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &script, "sh"])
            .arg(program())
            .args(["backup", &text(&backup), "--data", &data])
            .env_remove(postgres::VARIABLE)
            .output()
            .expect("a shell starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // Enough for the memory that SQLite shares, 32 KiB, and not for a segment.
    let blocks = 66;
    let (well_ended, said) = backup_within(blocks);
    assert!(!well_ended && said.contains("events-") && said.contains("too large"), "{said}");
    assert!(run(&["backup", &text(&backup), "--check"]).badly().contains("no backup"));

    well("backup", &backup, &["--data", &data]);
    let good = content(&backup);
    installation.start().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    for _ in 0..90 {
        // Of ids, because they do not compress well.
        let challenge = (0..80).map(|_| new_id()).collect::<String>();
        let basics = json!({"title": "En stor sag", "summary": "Prøves af."});
        let case = json!({"id": new_id(), "basics": basics, "story": {"challenge": challenge}});
        randers.change("registerCase", case).await.done();
    }
    installation.stop();
    let (well_ended, said) = backup_within(blocks);
    assert!(!well_ended && said.contains("events-") && said.contains("too large"), "{said}");
    assert_eq!(content(&backup), good);
    well("backup", &backup, &["--check"]);
    well("backup", &backup, &["--data", &data]);
}
