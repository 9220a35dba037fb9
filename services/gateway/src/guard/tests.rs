use std::fmt::Write as _;
use std::time::{Duration, Instant};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use proptest::prelude::*;

use super::*;

/// Checks within the time that any document may take.
fn checked(document: &str) -> Result<Facts, Refused> {
    let started = Instant::now();
    let outcome = check(document.as_bytes());
    assert!(
        started.elapsed() < Duration::from_millis(100),
        "{} bytes took too long",
        document.len()
    );
    if outcome.is_ok() {
        // What passes must be safe to parse, whether or not it is GraphQL.
        let _ = parse_query(document);
    }
    outcome
}

fn nested(open: &str, close: &str, times: usize) -> String {
    format!("{}{}", open.repeat(times), close.repeat(times))
}

#[test]
fn an_ordinary_document_passes_with_its_operations_told() {
    let facts = checked(
        "\u{feff}# et spørgsmål\nquery Find($text: String = \"}{\") @a { cases(search: $text, f: {a: [1,-2.5e3]}) \
         { nodes { ...Short ... on Case { id } ... @skip(if: true) { x: phase } } } }\n\
         fragment Short on Case { id basics { title } }\nmutation Write { a }",
    )
    .unwrap();
    assert_eq!(facts.operation(Some("Find")), Some(OperationKind::Query));
    assert_eq!(facts.operation(Some("Write")), Some(OperationKind::Mutation));
    assert_eq!(facts.operation(None), None);
    assert!(!facts.introspects);
}

#[test]
fn nested_lists_and_objects_are_refused_before_the_parser_can_fall() {
    for times in [40, 2_000, 5_000] {
        for document in [
            format!("{{ a(b: {}) }}", nested("[", "]", times)),
            format!("{{ a(b: {}) }}", "[".repeat(times)),
            format!("{{ a(b: {}1{}) }}", "{x:".repeat(times), "}".repeat(times)),
            format!("query($v: {}Int{}) {{ a }}", "[".repeat(times), "]".repeat(times)),
            format!("query($v: X = {}) {{ a }}", nested("[", "]", times)),
            format!("{{ a @d(x: {}) }}", nested("[", "]", times)),
            nested("{a", "}", times),
            format!("{{ {} }}", nested("...{a", "}", times)),
        ] {
            let refused = checked(&document).unwrap_err();
            let expected = if document.len() > LONGEST_DOCUMENT_BYTES {
                Refused::TooLong
            } else {
                Refused::TooNested
            };
            assert_eq!(refused, expected, "{} bytes", document.len());
        }
    }
    assert!(checked(&format!("{{ a(b: {}) }}", nested("[", "]", 30))).is_ok());
}

/// `n` fragments of which each uses the next one `k` times.
fn multiplying(k: usize, n: usize) -> String {
    let mut document = String::from("{ ...f0 }");
    for fragment in 0..n {
        let body = if fragment + 1 == n {
            "a".to_owned()
        } else {
            format!("...f{} ", fragment + 1).repeat(k)
        };
        let _ = write!(document, " fragment f{fragment} on Q {{ {body} }}");
    }
    document
}

#[test]
fn multiplying_fragments_are_counted_and_not_written_out() {
    assert_eq!(checked(&multiplying(2, 20)), Err(Refused::TooManyFields));
    assert_eq!(checked(&multiplying(30, 20)), Err(Refused::TooManyFields));
    assert_eq!(checked(&multiplying(2, 21)), Err(Refused::TooManyFragments));
    assert!(checked(&multiplying(1, 20)).is_ok());
    // Nothing at the end multiplies as well: a fragment that is not there.
    let nothing = multiplying(30, 20).replace("{ a }", "{ ...gone }");
    assert_eq!(checked(&nothing), Err(Refused::TooManyFields));
}

#[test]
fn a_fragment_that_leads_back_to_itself_is_refused_even_when_unused() {
    for document in [
        "{ a } fragment F on Q { ...F }",
        "{ ...F } fragment F on Q { a { ...G } } fragment G on Q { b ...F }",
    ] {
        assert_eq!(checked(document), Err(Refused::FragmentCycle), "{document}");
    }
}

#[test]
fn depth_hidden_in_fragments_is_depth() {
    let mut document = String::from("{ a { ...f0 } }");
    for fragment in 0..4 {
        let next = if fragment == 3 { "a".to_owned() } else { format!("...f{}", fragment + 1) };
        let body = format!("{}{next}{}", "a{".repeat(9), "}".repeat(9));
        let _ = write!(document, " fragment f{fragment} on Q {{ {body} }}");
    }
    assert_eq!(checked(&document), Err(Refused::TooNested));
}

#[test]
fn aliases_and_directives_do_not_get_round_the_counts() {
    let aliased = (0..21).map(|n| format!("a{n}:x ")).collect::<Vec<_>>().concat();
    assert_eq!(checked(&format!("{{ {aliased} }}")), Err(Refused::TooManyRootFields));
    assert_eq!(
        checked(&format!("{{ ...F }} fragment F on Q {{ ... {{ {aliased} }} }}")),
        Err(Refused::TooManyRootFields)
    );
    let wide = (0..1_000).map(|n| format!("a{n}:x ")).collect::<Vec<_>>().concat();
    assert_eq!(checked(&format!("{{ r {{ {wide} }} }}")), Err(Refused::TooManyFields));
    assert_eq!(checked(&format!("{{ a {} }}", "@d ".repeat(51))), Err(Refused::TooManyDirectives));
    assert_eq!(
        checked(&format!("query($a: Int {}) {{ a }}", "@d ".repeat(51))),
        Err(Refused::TooManyDirectives)
    );
    let operations = (0..21).map(|n| format!("query o{n} {{ a }} ")).collect::<Vec<_>>().concat();
    assert_eq!(checked(&operations), Err(Refused::TooManyRootFields));
}

#[test]
fn giant_literals_end_at_the_length_limit() {
    let text = "x".repeat(LONGEST_DOCUMENT_BYTES);
    assert_eq!(checked(&format!("{{ a(b: \"{text}\") }}")), Err(Refused::TooLong));
    let almost = "[".repeat(LONGEST_DOCUMENT_BYTES - 20);
    assert!(checked(&format!("{{ a(b: \"{almost}\") }}")).is_ok());
    assert!(checked(&format!("{{ a(b: \"\"\"{}\"\"\") }}", &almost[8..])).is_ok());
    assert!(checked(&format!("{{ a(b: {}) }}", "9".repeat(16_000))).is_ok());
}

#[test]
fn strings_hide_brackets_only_for_as_long_as_they_last() {
    assert!(checked(r#"{ a(b: "\"[[[\\", c: """ [[ \""" ]] " "" """) }"#).is_ok());
    for document in [
        "{ a(b: \"x) }",
        "{ a(b: \"x\n\") }",
        "{ a(b: \"x\r\") }",
        "{ a(b: \"\\x\") }",
        "{ a(b: \"\"\"x) }",
        "{ a(b: \"\"\"x\\\"\"\") }",
        "{ a(b: \"\"\"\"\") }",
    ] {
        assert_eq!(checked(document), Err(Refused::Malformed), "{document}");
    }
    let hidden = format!("{{ a # \"\r b(c: {}) }}", nested("[", "]", 40));
    assert_eq!(checked(&hidden), Err(Refused::TooNested));
}

#[test]
fn what_is_not_graphql_is_refused_with_a_code_of_its_own() {
    for document in [
        "",
        " ",
        "#",
        "{",
        "}",
        "{}",
        "{ a",
        "{ a }}",
        "{ a ) }",
        "{ a(b: [1)] }",
        "a { b }",
        "query",
        "query { }",
        "queryA { a }",
        "{ ... }",
        "{ ...on { a } }",
        "{ ...on#\nT { a } }",
        "fragment F on T { a }",
        "{ a } fragment on on T { a }",
        "{ a } fragment F T { a }",
        "{ a } fragment F on T { a } fragment F on T { b }",
        "{ a: }",
        "{ 1 }",
        "{ a; b }",
        "{ æ }",
        "{ a \u{0} }",
        "type T { a: Int }",
    ] {
        assert_eq!(checked(document), Err(Refused::Malformed), "{document:?}");
    }
    assert_eq!(check(b"{ a(b: \"\xff\") }"), Err(Refused::Malformed));
}

#[test]
fn asking_for_the_schema_is_told_apart_from_asking_for_data() {
    let both = checked("{ x: __schema { types { name } } viewer { id } }").unwrap();
    assert!(both.introspects && !both.only_introspects);
    let only =
        checked("{ ...S __typename } fragment S on Query { __type(name: \"Case\") { name } }");
    assert!(only.unwrap().only_introspects);
    assert!(!checked("{ __typename }").unwrap().only_introspects);
}

/// Counts fields and uses of fragments in the parser's own reading, fragments written out.
fn fields(document: &ExecutableDocument, set: &SelectionSet, left: u32) -> u64 {
    assert!(left > 0, "the parser sees more depth than the guard");
    set.items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(field) => {
                1 + fields(document, &field.node.selection_set.node, left - 1)
            }
            Selection::InlineFragment(inner) => {
                1 + fields(document, &inner.node.selection_set.node, left - 1)
            }
            Selection::FragmentSpread(spread) => document
                .fragments
                .get(&spread.node.fragment_name.node)
                .map_or(1, |inner| 1 + fields(document, &inner.node.selection_set.node, left - 1)),
        })
        .sum()
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "{ a ",
        " }",
        "(",
        ")",
        "[",
        "]",
        "a",
        "b: c",
        "on",
        "...",
        "... on T",
        "...F",
        "...on",
        "fragment F on T { a ...G }",
        "fragment G on T { b }",
        "query",
        "mutation M",
        "($v: [Int!] = [1])",
        "(x: \"]\")",
        "(x: \"\"\"{\"\"\")",
        "@d",
        "@d(x: {y: 1})",
        "\"",
        "\"\"\"",
        "\\",
        "#",
        "\r",
        "\n",
        ",",
        " ",
        "\u{feff}",
        "-1.5e3",
        "$v",
        ":",
        "!",
        "=",
        "|",
        "&",
        "æ",
        "__schema",
        "{a{b{c}}}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_passes_parses_or_errs_and_the_parser_sees_no_more_than_the_guard(document in soup()) {
        if check(document.as_bytes()).is_ok() && let Ok(parsed) = parse_query(&document) {
            let total: u64 = parsed
                .operations
                .iter()
                .map(|(_, operation)| fields(&parsed, &operation.node.selection_set.node, 64))
                .sum();
            prop_assert!(total <= MOST_FIELDS);
        }
    }

    #[test]
    fn what_the_parser_accepts_of_plain_documents_passes(depth in 1_usize..30, width in 1_usize..20) {
        let document = format!("{}{}{}", "{a".repeat(depth), "{b}", "}".repeat(depth));
        let wide = format!("{{ {} }}", "a ".repeat(width));
        prop_assert!(check(document.as_bytes()).is_ok() && parse_query(&document).is_ok());
        prop_assert!(check(wide.as_bytes()).is_ok() && parse_query(&wide).is_ok());
    }

    #[test]
    fn no_bytes_at_all_can_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = check(&bytes);
    }
}
