//! Documents say what is there: every path, verb and link that they name exists.

use std::collections::BTreeSet;
use std::path::Path;

use journeys::workspace::{TextFile, files, root};

/// Lines that a stranger is asked to read first.
const MOST_LINES_OF_README: usize = 150;

/// Ends of names that are surely files.
const FILE_ENDS: &[&str] =
    &[".rs", ".md", ".toml", ".yml", ".json", ".sh", ".proto", ".graphql", ".Dockerfile"];

fn documents() -> Vec<TextFile> {
    files().into_iter().filter(|file| file.has_extension(&["md"])).collect()
}

/// The text outside fenced blocks, line by line with numbers.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            lines.push((number, line));
        }
    }
    lines
}

/// What stands between single backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether it is meant as a path of the repository: a file's name, or begins with a folder of it.
fn is_path(quote: &str, folders: &BTreeSet<String>) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    if quote.starts_with('/') || !quote.chars().all(plain) {
        return false;
    }
    let first = quote.split('/').next().unwrap_or_default();
    let is_file = FILE_ENDS.iter().any(|end| quote.ends_with(end) && quote.len() > end.len());
    is_file || quote.contains('/') && folders.contains(first)
}

/// Whether a file or folder is found under this path, or, for a file, ends with it.
fn exists(path: &str, beside: &str, all: &[TextFile]) -> bool {
    let folder = Path::new(beside).parent().unwrap_or(Path::new(""));
    root().join(path).exists()
        || root().join(folder).join(path).exists()
        || all.iter().any(|file| file.path.ends_with(&format!("/{path}")))
}

#[test]
fn every_path_that_a_document_names_exists() {
    let all = files();
    let folder = |file: &TextFile| file.path.split_once('/').map(|(first, _)| first.to_owned());
    let folders: BTreeSet<String> = all.iter().filter_map(folder).collect();
    let mut seen = 0;
    let mut missing = Vec::new();
    for document in documents() {
        for (number, line) in prose(&document.text) {
            for path in quoted(line).filter(|quote| is_path(quote, &folders)) {
                seen += 1;
                if !exists(path, &document.path, &all) {
                    missing.push(format!("{}:{number}: {path}", document.path));
                }
            }
        }
    }
    assert!(seen > 40, "only {seen} paths were seen: the reading is broken");
    assert!(missing.is_empty(), "documents name what is not there:\n{}", missing.join("\n"));
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let mut missing = Vec::new();
    for document in documents() {
        let folder = Path::new(&document.path).parent().expect("a file lies in a folder");
        for (number, line) in prose(&document.text) {
            for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let path = target.split('#').next().unwrap_or_default();
                let elsewhere = path.is_empty() || path.contains("://");
                if !elsewhere && !root().join(folder).join(path).exists() {
                    missing.push(format!("{}:{number}: {target}", document.path));
                }
            }
        }
    }
    assert!(missing.is_empty(), "links that lead nowhere:\n{}", missing.join("\n"));
}

#[test]
fn every_verb_that_a_document_names_is_in_the_makefile() {
    let makefile = text_of("Makefile");
    let is_verb = |verb: &str| makefile.lines().any(|line| line.starts_with(&format!("{verb}:")));
    let mut seen = 0;
    for document in documents() {
        for line in document.text.lines() {
            let quotes = quoted(line).filter_map(|quote| quote.strip_prefix("make "));
            for verb in quotes.chain(line.trim_start().strip_prefix("make ")) {
                let verb = verb.split_whitespace().next().unwrap_or_default();
                assert!(is_verb(verb), "{} names make {verb}", document.path);
                seen += 1;
            }
        }
    }
    assert!(seen >= 2, "the documents name no verbs: the reading is broken");
}

#[test]
fn the_readme_is_read_in_five_minutes() {
    let lines = text_of("README.md").lines().count();
    assert!(lines <= MOST_LINES_OF_README, "{lines} lines");
}

#[test]
fn decisions_are_numbered_without_gaps_and_have_the_same_parts() {
    let decisions: Vec<TextFile> =
        documents().into_iter().filter(|file| file.path.starts_with("docs/decisions/")).collect();
    assert!(decisions.len() >= 6, "only {} decisions were found", decisions.len());
    for (number, decision) in (1..).zip(&decisions) {
        let name = decision.path.trim_start_matches("docs/decisions/");
        assert!(name.starts_with(&format!("{number:04}-")), "{name} is not number {number}");
        let headings = decision.text.lines().filter(|line| line.starts_with('#'));
        let headings: Vec<&str> = headings.collect();
        assert!(headings[0].starts_with(&format!("# {number}. ")), "{name}: {}", headings[0]);
        assert_eq!(headings[1..], ["## Context", "## Decision", "## Consequences"], "{name}");
        assert!(decision.text.lines().count() <= 60, "{name} is more than a page");
    }
}

#[test]
fn every_decision_is_named_in_the_architecture() {
    let architecture = text_of("docs/ARCHITECTURE.md");
    for decision in documents().iter().filter(|file| file.path.starts_with("docs/decisions/")) {
        let name = decision.path.trim_start_matches("docs/");
        assert!(architecture.contains(name), "docs/ARCHITECTURE.md does not lead to {name}");
    }
}

#[test]
fn the_architecture_states_invariants_and_walks() {
    let architecture = text_of("docs/ARCHITECTURE.md");
    let invariants = architecture.lines().filter(|line| line.starts_with("**Invariant:**")).count();
    assert!(invariants >= 8, "{invariants} invariants");
    assert_eq!(architecture.matches("\n### Walk: ").count(), 3);
}

fn text_of(path: &str) -> String {
    let found = files().into_iter().find(|file| file.path == path);
    found.unwrap_or_else(|| panic!("{path} is missing")).text
}

#[test]
fn every_fault_of_the_predecessor_is_held_by_a_test_that_is_there() {
    let table = text_of("docs/predecessors-faults.md");
    let mut held = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| S")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, number, _, test, path, _] = cells[..] else { panic!("four cells: {row}") };
        let (test, path) = (test.trim_matches('`'), path.trim_matches('`'));
        assert!(text_of(path).contains(&format!("fn {test}(")), "{number}: no {test} in {path}");
        held.push(number.to_owned());
    }
    let all: Vec<String> = (1..=20).map(|number| format!("S{number}")).collect();
    assert_eq!(held, all, "each of the twenty has its row");
}
