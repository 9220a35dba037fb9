//! Whether one case is what a search asks for, without an index: for searches that wait for cases to
//! come.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use vocabulary::{CaseFacet, CaseFilter, Cvr, PublicRecord, Visibility};

use super::analysis::{Word, words};
use super::filter::{Column, Filter, day, micros};
use super::labels::{of_record as labels, term};
use super::query::TextQuery;
use super::texts::of_record;

/// A search that waits. It knows no names of organisations, and slips are not forgiven.
#[derive(Debug)]
pub struct Standing {
    text: TextQuery,
    /// Signs without a word find nothing.
    says_nothing: bool,
    filter: Filter,
    owned_by: Option<Cvr>,
    among: Option<BTreeSet<Cvr>>,
}

/// A case that may be what searches wait for.
#[derive(Debug)]
pub struct Newcomer {
    record: PublicRecord,
    created_at: DateTime<Utc>,
    labels: BTreeSet<String>,
    /// Made when the first text asks for them.
    words: OnceCell<Vec<Word>>,
}

impl Standing {
    /// Of what somebody of an organisation asked for, with the organisations that kinds and regions
    /// stand for.
    pub fn of(asked: &CaseFilter, organisation: Cvr, among: Option<&[Cvr]>) -> Self {
        let text = TextQuery::read(&asked.search);
        let mut filter = Filter::of(asked);
        for facet in [CaseFacet::OrganisationKind, CaseFacet::Region] {
            filter.any.remove(&facet);
        }
        Self {
            says_nothing: text.is_empty() && !asked.search.trim().is_empty(),
            text,
            filter,
            owned_by: asked.own_organisation.then_some(organisation),
            among: among.map(|among| among.iter().copied().collect()),
        }
    }

    /// Whether a case is what it asks for.
    pub fn meets(&self, case: &Newcomer) -> bool {
        !self.says_nothing && self.meets_filter(case) && self.meets_text(case)
    }

    fn meets_filter(&self, case: &Newcomer) -> bool {
        let record = &case.record;
        let mut owners = std::iter::once(&record.lead).chain(&record.joint_owners);
        let owned = |cvr: &Cvr| owners.clone().any(|owner| owner == cvr);
        let is_own = self.owned_by.as_ref().is_none_or(owned);
        let is_among =
            self.among.as_ref().is_none_or(|among| owners.any(|owner| among.contains(owner)));
        let mut facets = self.filter.any.iter();
        let has = |(facet, values): (&CaseFacet, &Vec<String>)| {
            values.iter().any(|value| case.labels.contains(&term(*facet, value)))
        };
        let within = self.filter.spans.iter().all(|span| {
            let number = match span.column {
                Column::ChangedAt => Some(micros(record.changed_at.timestamp_micros())),
                Column::CreatedAt => Some(micros(case.created_at.timestamp_micros())),
                Column::ReviewDay => record.review_on.map(day),
                Column::OperationDay => record.operation.in_operation_since.map(day),
            };
            number.is_some_and(|number| {
                span.from.is_none_or(|from| number >= from)
                    && span.before.is_none_or(|before| number < before)
            })
        });
        is_own && is_among && within && facets.all(has)
    }

    fn meets_text(&self, case: &Newcomer) -> bool {
        self.text.meanings.iter().all(|meaning| {
            meaning.iter().any(|said| {
                said.terms
                    .iter()
                    .all(|term| case.words().iter().any(|word| term.meets(word, false).is_some()))
            })
        })
    }
}

impl Newcomer {
    /// A case as everybody sees it who may read it.
    pub fn of(record: PublicRecord, visibility: Visibility, created_at: DateTime<Utc>) -> Self {
        let labels = labels(&record, visibility).iter().map(super::labels::Label::term).collect();
        Self { record, created_at, labels, words: OnceCell::new() }
    }

    fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let texts = of_record(&self.record, None);
            texts.iter().flat_map(|text| words(text.content)).collect()
        })
    }
}
