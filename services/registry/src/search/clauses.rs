//! A search as clauses for the index.

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery,
    DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::fold;
use super::document::name;
use super::filter::Filter;
use super::query::{Alternative, Kind, Meaning, Term, TextQuery};
use super::schema::{Fields, beginning_grams, grams};
use super::texts::Zone;

type Clause = Box<dyn Query>;

/// Everything a search asks for: all meanings, one of the reader's keys, and the filter. Only the
/// meanings count towards the score.
pub(super) fn of_search(
    fields: &Fields,
    query: &TextQuery,
    keys: &[String],
    filter: &Filter,
    forgiving: bool,
) -> Clause {
    let mut all: Vec<(Occur, Clause)> = Vec::new();
    all.push((Occur::Must, any_of(fields.access, keys.iter().cloned())));
    all.extend(filters(fields, filter).into_iter().map(|clause| (Occur::Must, clause)));
    if query.is_empty() {
        all.push((Occur::Must, Box::new(AllQuery)));
    }
    for meaning in &query.meanings {
        all.push((Occur::Must, meant(fields, meaning, forgiving)));
    }
    Box::new(BooleanQuery::new(all))
}

fn filters(fields: &Fields, filter: &Filter) -> Vec<Clause> {
    let lists: [(Field, Vec<String>); 7] = [
        (fields.phase, filter.phases.iter().map(|it| it.name().to_owned()).collect()),
        (fields.status, filter.statuses.iter().map(|it| it.name().to_owned()).collect()),
        (fields.kind, filter.kinds.iter().map(name).collect()),
        (fields.subject_area, filter.subject_areas.iter().map(name).collect()),
        (fields.organisation, filter.organisations.iter().map(ToString::to_string).collect()),
        (fields.technology, filter.technologies.iter().map(|it| fold(it)).collect()),
        (fields.visibility, filter.visibilities.iter().map(|it| it.name().to_owned()).collect()),
    ];
    let mut clauses: Vec<Clause> = lists
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(field, values)| any_of(field, values))
        .collect();
    if let Some(cases) = &filter.cases {
        clauses.push(any_of(fields.case, cases.iter().map(ToString::to_string)));
    }
    clauses
}

/// One of these values, without a say in the score.
fn any_of(field: Field, values: impl IntoIterator<Item = String>) -> Clause {
    let terms = values.into_iter().map(|value| IndexTerm::from_field_text(field, &value));
    Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))
}

/// The best of a meaning's alternatives.
fn meant(fields: &Fields, meaning: &Meaning, forgiving: bool) -> Clause {
    best_of(meaning.iter().map(|it| said(fields, it, forgiving)).collect())
}

/// All words of an alternative.
fn said(fields: &Fields, alternative: &Alternative, forgiving: bool) -> Clause {
    let words: Vec<Clause> =
        alternative.terms.iter().map(|term| found(fields, term, forgiving)).collect();
    boosted(Box::new(BooleanQuery::intersection(words)), alternative.weight())
}

/// A word in any zone; a case counts for each zone that has it.
fn found(fields: &Fields, term: &Term, forgiving: bool) -> Clause {
    let zones =
        Zone::ALL.map(|zone| boosted(in_zone(fields, zone, term, forgiving), zone.weight()));
    Box::new(BooleanQuery::union(zones.into()))
}

/// The best way in which a zone has a word.
fn in_zone(fields: &Fields, zone: Zone, term: &Term, forgiving: bool) -> Clause {
    let fields = fields.zone(zone);
    let word = |field, text: &str| -> Clause {
        let term = IndexTerm::from_field_text(field, text);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    };
    let mut ways = vec![
        boosted(word(fields.exact, &term.folded), Kind::Exact.weight()),
        boosted(word(fields.stem, &term.stem), Kind::Stem.weight()),
    ];
    let beginning = term.beginning.then(|| beginning_grams(&term.folded));
    let pieces = term.parts.iter().map(|part| grams(part)).chain(beginning);
    ways.extend(pieces.filter_map(|grams| piece(fields.gram, &grams)));
    if forgiving && term.forgiving {
        let term = IndexTerm::from_field_text(fields.exact, &term.folded);
        let fuzzy = Box::new(FuzzyTermQuery::new(term, 1, true));
        ways.push(boosted(fuzzy, Kind::Fuzzy.weight()));
    }
    best_of(ways)
}

/// Grams in a row: a piece of a word.
fn piece(field: Field, grams: &[String]) -> Option<Clause> {
    let terms: Vec<IndexTerm> =
        grams.iter().map(|gram| IndexTerm::from_field_text(field, gram)).collect();
    let count = u8::try_from(terms.len()).map_or(f32::from(u8::MAX), f32::from);
    let clause: Clause = match terms.len() {
        0 => return None,
        1 => Box::new(TermQuery::new(terms.into_iter().next()?, IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    };
    // A phrase counts once for each of its terms; a long word must not count more than a short.
    Some(boosted(clause, Kind::Part.weight() / count))
}

fn best_of(mut clauses: Vec<Clause>) -> Clause {
    match clauses.pop() {
        Some(only) if clauses.is_empty() => only,
        Some(last) => {
            clauses.push(last);
            Box::new(DisjunctionMaxQuery::new(clauses))
        }
        None => Box::new(tantivy::query::EmptyQuery),
    }
}

fn boosted(clause: Clause, weight: f32) -> Clause {
    Box::new(BoostQuery::new(clause, weight))
}

/// What scores are counted with instead of the index's own figures.
///
/// **Invariant:** a score depends on the query and on the case, never on other cases: with the real
/// figures the order of a reader's hits would tell how often a word stands in cases that the reader
/// may not read. All words of a query must be met, so that rare words need no extra weight.
pub(super) struct ConstantStatistics<'a>(pub &'a Fields);

/// A number of cases to reckon with.
const CASES: u64 = 1_000;
/// A number of cases with a given word to reckon with.
const CASES_WITH_WORD: u64 = 50;
/// Grams to a word, roughly.
const GRAMS_TO_A_WORD: u64 = 5;

impl Bm25StatisticsProvider for ConstantStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.0.zone_of(field).map_or(CASES, |(zone, grams)| {
            CASES * zone.usual_words() * if grams { GRAMS_TO_A_WORD } else { 1 }
        }))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(CASES)
    }

    fn doc_freq(&self, _: &IndexTerm) -> tantivy::Result<u64> {
        Ok(CASES_WITH_WORD)
    }
}
