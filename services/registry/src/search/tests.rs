//! The index as its users meet it.

mod access;
mod danish;
mod disk;
mod highlights;
mod relevance;

use chrono::DateTime;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, Implementation, Links, Operation, Phase, PublicRecord, Resources, Spread,
    Status, Story, Suitability, Value, Visibility, Workload,
};

use super::{Filter, Page, SearchDocument, SearchIndex};

const FIRST_PAGE: Page = Page { offset: 0, limit: 50 };

fn id(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(number))
}

fn record(number: u128, title: &str) -> PublicRecord {
    PublicRecord {
        predecessor_id: None,
        id: id(number),
        lead: "29189668".parse().unwrap(),
        joint_owners: Vec::new(),
        edition: 1,
        changed_at: DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
        phase: Phase::Idea,
        status: Status::NotAssessed,
        status_reason: None,
        review_on: None,
        basics: Basics { title: title.to_owned(), ..Basics::default() },
        story: Story::default(),
        workload: Workload::default(),
        suitability: Suitability::default(),
        implementation: Implementation::default(),
        operation: Operation::default(),
        value: Value::default(),
        spread: Spread::default(),
        resources: Resources::default(),
        links: Links::default(),
        attachments: Vec::new(),
        gains: Vec::new(),
        reuses: Vec::new(),
    }
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn members(record: &PublicRecord) -> SearchDocument {
    SearchDocument::of(record, Visibility::Members, None, keys(&["members"]))
}

fn index_of(records: &[PublicRecord]) -> SearchIndex {
    let index = SearchIndex::open(None).unwrap();
    let documents: Vec<SearchDocument> = records.iter().map(members).collect();
    index.put(&documents, 1).unwrap();
    index
}

/// Numbers of the cases that somebody signed in finds, best first.
fn found(index: &SearchIndex, query: &str) -> Vec<u128> {
    found_with(index, query, &Filter::default())
}

fn found_with(index: &SearchIndex, query: &str, filter: &Filter) -> Vec<u128> {
    let hits = index.search(query, &keys(&["members"]), filter, FIRST_PAGE).unwrap();
    assert_eq!(hits.total, hits.hits.len());
    hits.hits.iter().map(|hit| hit.case.0.as_u128()).collect()
}

/// Whether a query finds a case with this title alone, in the index and in the explanation.
fn finds(query: &str, title: &str) -> bool {
    let record = record(1, title);
    let indexed = !found(&index_of(std::slice::from_ref(&record)), query).is_empty();
    let explained = !super::matches(query, &record, None).is_empty();
    assert_eq!(indexed, explained, "{query:?} in {title:?}: index and explanation differ");
    indexed
}
