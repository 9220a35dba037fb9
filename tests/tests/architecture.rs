//! The shape of the code, as docs/ARCHITECTURE.md promises it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use journeys::workspace::{TextFile, files, metadata, own_crates, rust_files};

/// Lines that a file may have.
const MOST_LINES: usize = 400;

/// Files that are longer, with the lines that they had when they were let through. An entry goes
/// when its file is cut; none may be added and no number raised.
const TOO_LONG: &[(&str, usize)] = &[];

/// Lints of size that may be silenced, and how often. An entry goes when its reason is gone.
const SILENCED: &[(&str, &str, usize)] = &[
    // The arguments of a GraphQL field are its API; a struct around them would change it.
    ("services/gateway/src/cases.rs", "too_many_arguments", 1),
];

/// Which rooms each room may name. A new crate says here what it may know.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("proto", &[]),
    ("vocabulary", &[]),
    ("token", &[]),
    ("platform", &[]),
    ("exchange", &["proto", "vocabulary"]),
    ("case", &["vocabulary"]),
    ("registry", &["case", "platform", "proto", "token", "vocabulary"]),
    ("identity", &["platform", "proto", "token"]),
    ("gateway", &["exchange", "platform", "proto", "token", "vocabulary"]),
    ("genvej", ANY),
    ("journeys", ANY),
    ("bench", ANY),
    ("chaos", ANY),
    ("forgery", &["token"]),
    ("kurrent", &[]),
    ("postgres", ANY),
    ("relevance", ANY),
];

/// For the program and the tests, which put the rooms together.
const ANY: &[&str] = &[
    "case",
    "exchange",
    "forgery",
    "gateway",
    "genvej",
    "identity",
    "journeys",
    "kurrent",
    "platform",
    "postgres",
    "proto",
    "registry",
    "token",
    "vocabulary",
];

/// All that the pure crates may use of others: data types and their encoding, nothing that acts.
const PURE: &[&str] = &["async-graphql", "chrono", "rust_decimal", "serde", "thiserror", "uuid"];

/// Names of others' crates, by how they begin, that a room may not name.
const MAY_NOT_USE: &[(&str, &[&str])] = &[
    ("registry", &["actix", "async-graphql", "axum"]),
    ("gateway", &["sea-orm", "sqlx", "tantivy", "rusqlite"]),
    ("platform", &["sea-orm", "sqlx", "async-graphql"]),
    ("token", &["sea-orm", "sqlx", "actix", "async-graphql", "tonic"]),
];

fn report(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_crate_names_only_the_rooms_that_it_may() {
    let allowed: BTreeMap<_, _> = MAY_NAME.iter().copied().collect();
    let mut problems = Vec::new();
    for one in own_crates(&metadata()) {
        let Some(allowed) = allowed.get(one.name.as_str()) else {
            problems.push(format!("{}: a new crate; say in MAY_NAME what it may know", one.name));
            continue;
        };
        let beyond = one.ours.iter().filter(|name| !allowed.contains(&name.as_str()));
        problems.extend(beyond.map(|name| format!("{} may not depend on {name}", one.name)));
    }
    report(&problems);
}

#[test]
fn every_crate_uses_only_the_libraries_that_it_may() {
    let forbidden: BTreeMap<_, _> = MAY_NOT_USE.iter().copied().collect();
    let mut problems = Vec::new();
    for one in own_crates(&metadata()) {
        let refused = forbidden.get(one.name.as_str()).copied().unwrap_or_default();
        let is_pure = matches!(one.name.as_str(), "vocabulary" | "case");
        for name in &one.foreign {
            let unwanted = refused.iter().any(|start| name.starts_with(start));
            if unwanted || is_pure && !PURE.contains(&name.as_str()) {
                problems.push(format!("{} may not use {name}", one.name));
            }
        }
    }
    report(&problems);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for one in own_crates(&metadata()) {
        let manifest = fs::read_to_string(one.folder.join("Cargo.toml")).expect("a manifest");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} has lints of its own",
            one.name
        );
    }
}

/// Whether the line names the path `name::…` or uses the crate as a whole.
fn names(line: &str, name: &str) -> bool {
    let part_of_a_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + name.len()..];
        !before.is_some_and(part_of_a_word) && (after.starts_with("::") || after.starts_with(';'))
    })
}

/// Every line in which a file of `room` names what it may not.
fn naming(room: impl Fn(&str) -> bool, what: &[&str]) -> Vec<String> {
    let rust: Vec<TextFile> = rust_files().filter(|file| room(&file.path)).collect();
    assert!(!rust.is_empty(), "the room is empty: has it moved?");
    let mut found = Vec::new();
    for file in &rust {
        for (number, line) in file.code_lines() {
            for name in what.iter().filter(|name| names(line, name)) {
                found.push(format!("{}:{number} names {name}", file.path));
            }
        }
    }
    found
}

fn is_in(path: &str, stem: &str) -> bool {
    path == format!("{stem}.rs") || path.starts_with(&format!("{stem}/"))
}

#[test]
fn only_the_wire_of_the_registry_names_proto() {
    let inside = |path: &str| {
        path.starts_with("services/registry/src/")
            && !is_in(path, "services/registry/src/wire")
            && !is_in(path, "services/registry/src/grpc")
    };
    report(&naming(inside, &["proto"]));
}

#[test]
fn reading_and_writing_do_not_know_each_other() {
    let stem = "services/registry/src/";
    report(&naming(|path| is_in(path, &format!("{stem}read")), &["execute"]));
    report(&naming(|path| is_in(path, &format!("{stem}execute")), &["read"]));
}

#[test]
fn only_one_engine_names_the_event_store_client() {
    let elsewhere = |path: &str| !is_in(path, "services/registry/src/log/kurrent");
    report(&naming(elsewhere, &["eventstore"]));
}

#[test]
fn no_pool_has_a_task_that_reaps_connections() {
    // It can spin for ever over a count that went below zero (sqlx issue 3645): a core is lost and
    // the process does not stop.
    let mut problems = Vec::new();
    for file in rust_files().filter(|file| file.path.starts_with("services/")) {
        let pools = file.text.matches(" ConnectOptions::new(").count();
        for none in ["idle_timeout(None)", "max_lifetime(None)"] {
            if file.text.matches(none).count() < pools {
                problems.push(format!("{}: a pool without {none}", file.path));
            }
        }
    }
    report(&problems);
}

#[test]
fn no_file_is_longer_than_the_cap() {
    let allowed: BTreeMap<_, _> = TOO_LONG.iter().copied().collect();
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| is_written_by_hand(file)) {
        let lines = file.text.lines().count();
        match allowed.get(file.path.as_str()) {
            Some(_) if lines <= MOST_LINES => {
                problems.push(format!("{} is short now: take it off TOO_LONG", file.path));
            }
            Some(most) if lines <= *most => {}
            Some(most) => problems.push(format!("{} grew from {most} to {lines}", file.path)),
            None if lines > MOST_LINES => problems.push(format!("{}: {lines} lines", file.path)),
            None => {}
        }
    }
    let there: BTreeSet<String> = files().into_iter().map(|file| file.path).collect();
    let gone = allowed.keys().filter(|path| !there.contains(**path));
    problems.extend(gone.map(|path| format!("{path} is gone: take it off TOO_LONG")));
    report(&problems);
}

fn is_written_by_hand(file: &TextFile) -> bool {
    file.has_extension(&["rs", "proto", "sh", "ts", "tsx", "css"])
}

#[test]
fn no_lint_of_size_is_silenced() {
    let mut found = BTreeMap::new();
    for file in rust_files().filter(|file| !file.path.ends_with("architecture.rs")) {
        for (_, line) in file.code_lines().filter(|(_, line)| line.contains("clippy::")) {
            for lint in ["too_many_lines", "too_many_arguments", "cognitive_complexity"] {
                if line.contains(lint) {
                    *found.entry((file.path.clone(), lint)).or_insert(0) += 1;
                }
            }
        }
    }
    let allowed = SILENCED.iter().map(|(path, lint, times)| (((*path).to_owned(), *lint), *times));
    assert_eq!(found, allowed.collect(), "cut it instead, or take it off SILENCED");
}

fn lines_name_one_of(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let mut problems = Vec::new();
    for file in files() {
        for (number, line) in (1..).zip(file.text.lines()) {
            if lines_name_one_of(line, &places) {
                problems.push(format!("{}:{number}", file.path));
            }
        }
    }
    report(&problems);
}

#[test]
fn the_small_parts_of_the_screens_know_no_graphql_and_no_slice() {
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| file.path.starts_with("web/src/ui/")) {
        for (number, line) in file.code_lines() {
            let from = line.split_once(" from \"../").map(|(_, path)| path);
            let ours =
                |path: &str| path.starts_with("texts/") || path.starts_with("../node_modules/");
            let foreign = from.is_some_and(|path| !ours(path));
            if foreign || line.contains("graphql(") {
                problems.push(format!("{}:{number} names {line}", file.path));
            }
        }
    }
    report(&problems);
}

#[test]
fn no_work_is_left_behind_as_a_mark() {
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("to", "do!")];
    let mut problems = Vec::new();
    for file in files().iter().filter(|file| is_written_by_hand(file)) {
        for (number, line) in (1..).zip(file.text.lines()) {
            if lines_name_one_of(line, &marks) {
                problems.push(format!("{}:{number}", file.path));
            }
        }
    }
    report(&problems);
}

#[test]
fn no_room_is_named_after_nothing() {
    let empty = ["common", "util", "utils", "helper", "helpers", "misc", "core"];
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.split('.').next().unwrap_or(name).to_owned()
    };
    let code = files().into_iter().filter(|file| file.has_extension(&["rs", "ts", "tsx"]));
    let of_files = code.map(|file| (stem(&file.path), file.path));
    let of_crates = own_crates(&metadata()).into_iter().map(|one| (one.name.clone(), one.name));
    let problems: Vec<String> = of_files
        .chain(of_crates)
        .filter(|(stem, _)| empty.contains(&stem.as_str()))
        .map(|(_, path)| format!("{path}: say what is in it"))
        .collect();
    report(&problems);
}

#[test]
fn tests_are_sentences() {
    let mut problems = Vec::new();
    for file in rust_files() {
        for (number, line) in file.code_lines() {
            let name = line.trim_start().trim_start_matches("async ");
            let Some(name) = name.strip_prefix("fn ") else { continue };
            if name.starts_with("test_") || name.starts_with("should_") || name.contains("_should_")
            {
                problems.push(format!("{}:{number}", file.path));
            }
        }
    }
    report(&problems);
}

#[test]
fn a_name_is_seen_as_a_path_and_not_inside_a_word() {
    assert!(names("use proto::registry::v1;", "proto"));
    assert!(names("    crate::execute::run()", "execute"));
    assert!(names("use proto;", "proto"));
    assert!(!names("use my_proto::x;", "proto"));
    assert!(!names("let proto_version = 1;", "proto"));
    assert!(!names("// fine", "proto"));
}
