//! Whoever has the log can hold it to its proofs, and whoever kept a head can tell whether it is
//! still the same one.

use std::path::Path;

use journeys::process::{Ended, run};
use journeys::{Installation, Visitor, new_id};
use rusqlite::Connection;
use serde_json::{Value, json};

fn verify(data: &Path, more: &[&str]) -> Ended {
    let data = data.display().to_string();
    run(&[&["verify", "--data", &data], more].concat())
}

/// Exports something and tells the file.
fn exported(data: &Path, what: &str, name: &str) -> String {
    let out = data.join(name).display().to_string();
    run(&["log", what, "--data", &data.display().to_string(), "--out", &out]).well();
    out
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_is_sealed_at_the_end_and_an_altered_or_shortened_one_is_found() {
    let mut installation = Installation::demo().await;
    let data = installation.data();
    installation.stop();
    let said = verify(&data, &[]).well();
    assert!(said.contains("; 0 hændelser derefter er ikke forseglet endnu"), "{said}");

    // What leaves the log tells nothing of how much others do.
    let (key, head) = (exported(&data, "key", "key.pem"), exported(&data, "head", "head.json"));
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(&head).unwrap()).unwrap();
    let members: Vec<_> = kept.as_object().unwrap().keys().collect();
    assert_eq!(members, ["head", "key", "sealed_at", "signature"]);

    installation.start().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let basics = json!({"title": "Endnu en sag", "summary": "Prøves af."});
    let registered = json!({"id": new_id(), "basics": basics, "visibility": "MEMBERS"});
    randers.change("registerCase", registered).await.done();
    installation.stop();
    let log = format!("sqlite:{}", data.join("log.db").display());
    let kept = ["--key", &key, "--head", &head];
    run(&[&["verify", "--log", &log], &kept[..]].concat()).well();

    let store = Connection::open(data.join("log.db")).unwrap();
    let alter = "UPDATE events SET data = replace(data, 'Endnu en sag', 'En anden sag') \
                 WHERE data LIKE '%Endnu en sag%'";
    assert_eq!(store.execute(alter, ()).unwrap(), 1);
    let ended = verify(&data, &kept);
    assert!(!ended.status.success());
    assert!(ended.logged.contains("er ændret"), "{}", ended.logged);

    // A shorter log is whole by itself, but it is not the one that the head was of.
    store.execute("DELETE FROM events WHERE position > 20", ()).unwrap();
    verify(&data, &[]).well();
    let ended = verify(&data, &kept);
    assert!(!ended.status.success());
    assert!(ended.logged.contains("af seals er fjernet"), "{}", ended.logged);
}
