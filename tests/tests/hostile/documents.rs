//! Documents that would abort or stall a parser.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{Target, is_a_clear_no};

/// What the guard must stop, and what it says.
fn documents() -> Vec<(&'static str, String, &'static str)> {
    let nested = |open: &str, close: &str| {
        let value = format!("{}1{}", open.repeat(2_000), close.repeat(2_000));
        format!("{{ cases(search: {value}) {{ totalCount }} }}")
    };
    let fragments = |count: usize| {
        let fragment = |number: usize| {
            let next = number + 1;
            format!("fragment f{number} on Query {{ a: viewer {{ id }} ...f{next} ...f{next} }}")
        };
        let all: Vec<String> = (0..count).map(fragment).collect();
        format!("{{ ...f0 }} {} fragment f{count} on Query {{ viewer {{ id }} }}", all.join(" "))
    };
    let many = |count: usize, field: &str| {
        let all: Vec<String> = (0..count).map(|number| format!("a{number}: {field}")).collect();
        all.join(" ")
    };
    let (aliases, roots) = (many(1_500, "id"), many(100, "viewer { id }"));
    let directives = "@include(if: true) ".repeat(400);
    let fields = "{ case { reusers { nodes ".repeat(400);
    vec![
        ("nested lists", nested("[", "]"), "document_too_nested"),
        ("nested objects", nested("{a:", "}"), "document_too_nested"),
        ("unclosed lists", format!("{{ a(b: {}", "[".repeat(4_000)), "document_too_nested"),
        ("nested fields", fields, "document_too_nested"),
        ("multiplying fragments", fragments(18), "document_too_many_fields"),
        ("many fragments", fragments(60), "document_too_many_fragments"),
        (
            "a fragment within itself",
            "{ ...f } fragment f on Query { viewer { id } ...f }".to_owned(),
            "document_fragment_cycle",
        ),
        ("many aliases", format!("{{ viewer {{ {aliases} }} }}"), "document_too_many_fields"),
        ("many questions", format!("{{ {roots} }}"), "document_too_many_root_fields"),
        (
            "many directives",
            format!("{{ viewer {directives} {{ id }} }}"),
            "document_too_many_directives",
        ),
        (
            "a long document",
            format!("{{ viewer {{ id }} }} #{}", "x".repeat(20_000)),
            "document_too_long",
        ),
        ("an open string", "{ cases(search: \"".to_owned(), "document_malformed"),
        ("nothing", String::new(), "document_malformed"),
        ("no field of ours", "{ hemmeligheder { id } }".to_owned(), "document_invalid"),
        (
            "too much at once",
            "{ cases(first: 100) { nodes { reusers(first: 100) { nodes { history(first: 100) { \
             nodes { event } } } } } } }"
                .to_owned(),
            "document_too_costly",
        ),
    ]
}

pub async fn are_stopped_before_the_parser(target: &mut Target) {
    for (what, document, code) in documents() {
        for visitor in [target.randers.clone(), target.stranger.clone()] {
            let begun = Instant::now();
            let answer = visitor.graphql(&document, json!({})).await;
            is_a_clear_no(&answer, what);
            assert_eq!(answer.code(), code, "{what}: {}", answer.body);
            // Not a measurement: what is not stopped burns for many seconds.
            assert!(begun.elapsed() < Duration::from_secs(5), "{what} took {:?}", begun.elapsed());
        }
        target.lives(what).await;
    }
    let stranger = target.stranger.graphql("{ __schema { types { name } } }", json!({})).await;
    assert_eq!((stranger.status, stranger.code().as_str()), (403, "schema_needs_sign_in"));
}
