//! Every dependency may be given on under the terms of a common product of the municipalities.

use std::collections::BTreeSet;

use journeys::workspace::{metadata, text};

/// Licences that ask for no more than attribution or, file by file, for giving back changes.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Reads a licence expression (SPDX, and cargo's older `A/B`) and says whether it lets us.
struct Expression<'a> {
    words: std::iter::Peekable<std::vec::IntoIter<&'a str>>,
}

impl<'a> Expression<'a> {
    fn allows(text: &'a str) -> bool {
        let spaced = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut reader = Expression { words: words.into_iter().peekable() };
        let allowed = reader.any();
        allowed && reader.words.next().is_none()
    }

    /// One side of an OR is enough.
    fn any(&mut self) -> bool {
        let mut allowed = self.all();
        while self.words.next_if_eq(&"OR").is_some() {
            allowed |= self.all();
        }
        allowed
    }

    /// Every side of an AND is asked for.
    fn all(&mut self) -> bool {
        let mut allowed = self.one();
        while self.words.next_if_eq(&"AND").is_some() {
            allowed &= self.one();
        }
        allowed
    }

    fn one(&mut self) -> bool {
        match self.words.next() {
            Some("(") => {
                let allowed = self.any();
                allowed && self.words.next() == Some(")")
            }
            Some(name) if self.words.next_if_eq(&"WITH").is_some() => {
                let exception = self.words.next().unwrap_or_default();
                ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
            }
            Some(name) => ALLOWED.contains(&name),
            None => false,
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_lets_us() {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().expect("cargo resolves the tree");
    let used: BTreeSet<String> = nodes.iter().map(|node| text(&node["id"])).collect();
    let packages = metadata["packages"].as_array().expect("cargo lists packages");
    let foreign = packages.iter().filter(|package| package["source"].is_string());
    let checked: Vec<_> = foreign.filter(|package| used.contains(&text(&package["id"]))).collect();
    assert!(checked.len() > 100, "only {} dependencies were seen", checked.len());

    let refused: Vec<String> = checked
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(Expression::allows))
        .map(|package| {
            format!("{} {}: {}", package["name"], package["version"], package["license"])
        })
        .collect();
    assert!(refused.is_empty(), "dependencies that may not be used:\n{}", refused.join("\n"));
}

#[test]
fn every_crate_of_ours_is_under_the_licence_of_the_repository() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("cargo lists packages");
    for package in packages.iter().filter(|package| package["source"].is_null()) {
        assert_eq!(package["license"], "MPL-2.0", "{}", package["name"]);
    }
}

#[test]
fn one_side_of_an_or_is_enough_and_every_side_of_an_and_is_asked_for() {
    for allowed in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "(MIT OR GPL-2.0-only) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
    ] {
        assert!(Expression::allows(allowed), "{allowed} lets us");
    }
    for refused in [
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "(MIT OR Apache-2.0) AND AGPL-3.0-only",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "(MIT",
        "MIT Apache-2.0",
        "",
    ] {
        assert!(!Expression::allows(refused), "{refused} does not let us");
    }
}
