//! Nobody finds what they may not read, nor anything about it.

use proptest::prelude::*;
use vocabulary::{CaseFacet, CaseFilter, Visibility};

use super::super::{CountedUnder, Filter, SearchDocument, SearchIndex, Sketch};
use super::{FIRST_PAGE, found, id, index_of, keys, members, record};

const KEYS: [&str; 5] = ["public", "members", "owner:29189668", "selected:29189978", "person:1"];
const WORDS: [&str; 8] =
    ["faktura", "fakturagodkendelse", "robot", "robotter", "demens", "løn", "kommune", "e-mail"];
const QUERIES: [&str; 10] = [
    "",
    "faktura",
    "robot",
    "løn kommune",
    "demens faktura",
    "email",
    "demnes",
    "fakturra robbot",
    "komune demenz løn",
    "fakturagodkendelser",
];

fn some_of(list: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(list), 0..=most)
}

fn document(number: usize, title: &[&str], story: &[&str], access: &[&str]) -> SearchDocument {
    let mut record = record(number as u128 + 1, &title.join(" "));
    record.story.challenge = Some(story.join(" "));
    record.implementation.technologies = title.iter().map(|word| (*word).to_owned()).collect();
    SearchDocument::of(&record, Visibility::Members, None, keys(access))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The same hits, total, order and scores as in an index that never held anything else.
    #[test]
    fn what_a_reader_may_not_read_has_no_influence(
        cases in prop::collection::vec(
            (some_of(&WORDS, 4), some_of(&WORDS, 9), some_of(&KEYS, 3)),
            1..25,
        ),
        reader in some_of(&KEYS, 3),
    ) {
        let documents: Vec<SearchDocument> = cases
            .iter()
            .enumerate()
            .map(|(number, (title, story, access))| document(number, title, story, access))
            .collect();
        let reader = keys(&reader);
        let readable: Vec<SearchDocument> = documents
            .iter()
            .filter(|document| document.access.iter().any(|key| reader.contains(key)))
            .cloned()
            .collect();
        let everything = SearchIndex::open(None).unwrap();
        everything.put(&documents, 1).unwrap();
        let only_readable = SearchIndex::open(None).unwrap();
        only_readable.put(&readable, 1).unwrap();
        for query in QUERIES {
            let search = |index: &SearchIndex| {
                index.search(query, &reader, &Filter::default(), FIRST_PAGE).unwrap()
            };
            prop_assert_eq!(search(&everything), search(&only_readable), "{}", query);
            if query.is_empty() {
                prop_assert_eq!(search(&everything).total, readable.len());
            }
            let none = Filter::default();
            let facets = |index: &SearchIndex| {
                index.facets(query, &reader, (&none, &CountedUnder::new()), (&CaseFacet::ALL, 3)).unwrap()
            };
            prop_assert_eq!(facets(&everything), facets(&only_readable), "{}", query);
            let suggest = |index: &SearchIndex| index.suggest(query, &reader, &none).unwrap();
            prop_assert_eq!(suggest(&everything), suggest(&only_readable), "{}", query);
            let sketch = Sketch::of_draft(query, "Robotten læser fakturaer og e-mails");
            let alike = |index: &SearchIndex| index.alike(&sketch, &reader, 5).unwrap();
            prop_assert_eq!(alike(&everything), alike(&only_readable), "{}", query);
        }
    }

    /// What the index finds, the explanation explains, and nothing else.
    #[test]
    fn every_hit_can_be_explained(
        cases in prop::collection::vec((some_of(&WORDS, 3), some_of(&WORDS, 5)), 1..12),
        query in some_of(&WORDS, 1),
    ) {
        let query = query.join(" ");
        prop_assume!(!query.is_empty());
        let records: Vec<_> = cases
            .iter()
            .enumerate()
            .map(|(number, (title, story))| {
                let mut record = record(number as u128, &title.join(" "));
                record.story.challenge = Some(story.join(" "));
                record
            })
            .collect();
        let mut hits = found(&index_of(&records), &query);
        hits.sort_unstable();
        let explained: Vec<u128> = records
            .iter()
            .filter(|record| !super::super::matches(&query, record, None).is_empty())
            .map(|record| record.id.0.as_u128())
            .collect();
        // Slips are explained in each record, and looked for only where nothing else is found.
        if hits.is_empty() {
            prop_assert!(explained.is_empty());
        } else {
            // Half of a long word explains a record, too, that is no hit because others have all of it.
            prop_assert!(hits.iter().all(|hit| explained.contains(hit)), "{:?} {:?}", hits, explained);
        }
    }
}

#[test]
fn a_reader_without_keys_finds_nothing() {
    let index = index_of(&[record(1, "Faktura")]);
    let hits = index.search("faktura", &[], &Filter::default(), FIRST_PAGE).unwrap();
    assert_eq!((hits.total, hits.hits.len()), (0, 0));
}

#[test]
fn a_case_that_is_no_longer_shared_is_no_longer_found() {
    let case = record(1, "Faktura");
    let index = index_of(std::slice::from_ref(&case));
    let mut withdrawn = members(&case);
    withdrawn.access = keys(&["owner:29189668"]);
    index.put(&[withdrawn], 2).unwrap();
    assert!(found(&index, "faktura").is_empty());
    index.put(&[members(&case)], 3).unwrap();
    assert_eq!(found(&index, "faktura"), [1]);
    index.put(&[SearchDocument::gone(id(1))], 4).unwrap();
    assert!(found(&index, "faktura").is_empty());
}

#[test]
fn a_filter_cannot_widen_what_a_reader_may_read() {
    let index = SearchIndex::open(None).unwrap();
    let hidden = record(1, "Faktura");
    let access = keys(&["owner:29189668"]);
    index.put(&[SearchDocument::of(&hidden, Visibility::Draft, None, access)], 1).unwrap();
    let asked = CaseFilter {
        visibilities: vec![Visibility::Draft],
        organisations: vec![hidden.lead],
        ..CaseFilter::default()
    };
    let filter = Filter { cases: Some(vec![hidden.id]), ..Filter::of(&asked) };
    let hits = index.search("faktura", &keys(&["members", "public"]), &filter, FIRST_PAGE).unwrap();
    assert_eq!((hits.total, hits.hits.len()), (0, 0));
}
