//! A search as clauses for the index.

use std::ops::Bound;

use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery,
    DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use vocabulary::{CaseFacet, CaseId};

use super::alike::Looked;
use super::filter::Filter;
use super::labels::term as label;
use super::query::{Alternative, Kind, Meaning, Term, TextQuery};
use super::recommend::Suits;
use super::schema::{Fields, ZoneFields, beginning_grams, grams};
use super::texts::Zone;

type Clause = Box<dyn Query>;

/// How much of a query must be met. The next is asked only where this one finds nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tier {
    /// All of it.
    All,
    /// All of it, but for one slip in each word.
    Nearly,
    /// Half of what is meant, long words taken apart, which each counts as it is told here.
    Half(TextQuery, Vec<f32>),
}

/// Everything a search asks for: the meanings, one of the reader's keys, and the filter. Only the
/// meanings count towards the score. Without values the facets of the filter narrow nothing.
pub(super) fn of_search(
    fields: &Fields,
    query: &TextQuery,
    keys: &[String],
    (filter, with_values): (&Filter, bool),
    tier: &Tier,
) -> Clause {
    let mut all: Vec<(Occur, Clause)> = Vec::new();
    all.push((Occur::Must, any_of(fields.access, keys.iter().cloned())));
    all.extend(conditions(fields, filter).into_iter().map(|clause| (Occur::Must, clause)));
    if with_values {
        all.extend(valued(fields, filter).into_iter().map(|clause| (Occur::Must, clause)));
    }
    if query.is_empty() {
        all.push((Occur::Must, Box::new(AllQuery)));
    }
    let forgiving = *tier != Tier::All;
    let meanings = |query: &TextQuery| -> Vec<Clause> {
        query.meanings.iter().map(|meaning| meant(fields, meaning, forgiving)).collect()
    };
    match tier {
        Tier::All | Tier::Nearly => {
            all.extend(meanings(query).into_iter().map(|clause| (Occur::Must, clause)));
        }
        Tier::Half(query, weights) => {
            let weighed = meanings(query)
                .into_iter()
                .zip(weights)
                .map(|(clause, weight)| boosted(clause, *weight));
            let weighed: Vec<_> = weighed.map(|clause| (Occur::Should, clause)).collect();
            let least = query.meanings.len().div_ceil(2);
            let half = BooleanQuery::with_minimum_required_clauses(weighed, least);
            all.push((Occur::Must, Box::new(half)));
        }
    }
    Box::new(BooleanQuery::new(all))
}

/// One meaning of a query, of cases that open with one of the keys.
pub(super) fn of_meaning(fields: &Fields, meaning: &Meaning, keys: &[String]) -> Clause {
    let readable = any_of(fields.access, keys.iter().cloned());
    Box::new(BooleanQuery::intersection(vec![readable, meant(fields, meaning, true)]))
}

/// Cases with a word as it is written, of those that open with one of the keys.
pub(super) fn of_word(fields: &Fields, word: &str, keys: &[String]) -> Clause {
    let zones = Zone::ALL.map(|zone| any_of(fields.zone(zone).exact, [word.to_owned()]));
    let zones: Clause = Box::new(BooleanQuery::union(zones.into()));
    Box::new(BooleanQuery::intersection(vec![readable(fields, keys), zones]))
}

/// What each of two words counts that another case has as one.
const APART: f32 = 0.4;

/// Something that two cases can have in common.
pub(super) enum Trait<'a> {
    /// A word, also inside longer ones.
    Word(&'a Looked),
    /// A value of a facet.
    Label(CaseFacet, &'a str),
    /// Any of some values of a facet.
    Labels(CaseFacet, &'a [String]),
}

/// Cases with a trait, of those that open with one of the keys.
pub(super) fn with_trait(fields: &Fields, what: &Trait<'_>, keys: &[String]) -> Clause {
    Box::new(BooleanQuery::intersection(vec![readable(fields, keys), shown(fields, what)]))
}

/// Cases with any of some traits but for one case, of those that open with one of the keys. A trait
/// counts what it is told to, and less where it is said in passing.
pub(super) fn of_traits(
    fields: &Fields,
    traits: &[(Trait<'_>, f32)],
    keys: &[String],
    but: Option<CaseId>,
) -> Clause {
    let any = traits.iter().map(|(what, weight)| boosted(shown(fields, what), *weight));
    let any: Clause = Box::new(BooleanQuery::union(any.collect()));
    let mut all = vec![(Occur::Must, readable(fields, keys)), (Occur::Must, any)];
    all.extend(but.map(|case| (Occur::MustNot, any_of(fields.case, [case.to_string()]))));
    Box::new(BooleanQuery::new(all))
}

/// A trait, and what it counts.
pub(super) type Weighed<'a> = (Trait<'a>, f32);

/// Cases of others with any of the first traits, and more so with the second ones, of those that
/// open with one of the keys.
pub(super) fn of_suiting(
    fields: &Fields,
    (traits, besides): (&[Weighed<'_>], &[Weighed<'_>]),
    keys: &[String],
    suits: &Suits,
) -> Clause {
    let counted = |traits: &[Weighed<'_>]| -> Vec<Clause> {
        traits.iter().map(|(what, weight)| boosted(shown(fields, what), *weight)).collect()
    };
    let any: Clause = Box::new(BooleanQuery::union(counted(traits)));
    let own = any_of(fields.label, [label(CaseFacet::Organisation, &suits.own)]);
    let known = any_of(fields.case, suits.known.iter().map(ToString::to_string));
    let mut all = vec![(Occur::Must, readable(fields, keys)), (Occur::Must, any)];
    all.extend(counted(besides).into_iter().map(|clause| (Occur::Should, clause)));
    all.extend([own, known].map(|clause| (Occur::MustNot, clause)));
    Box::new(BooleanQuery::new(all))
}

fn shown(fields: &Fields, what: &Trait<'_>) -> Clause {
    let counting = |clause, score| -> Clause { Box::new(ConstScoreQuery::new(clause, score)) };
    match what {
        Trait::Label(facet, key) => counting(any_of(fields.label, [label(*facet, key)]), 1.0),
        Trait::Labels(facet, keys) => {
            let labels = keys.iter().map(|key| label(*facet, key));
            counting(any_of(fields.label, labels), 1.0)
        }
        Trait::Word(Looked { term, parts }) => {
            let in_zones = |term: &Term| {
                let in_zones = Zone::ALL.map(|zone| {
                    let weight = zone.weight() / Zone::Title.weight();
                    counting(in_zone(fields, zone, term, false), weight)
                });
                best_of(in_zones.into())
            };
            let apart = parts.as_ref().map(|parts| -> Clause {
                let both = BooleanQuery::intersection(parts.each_ref().map(in_zones).into());
                boosted(Box::new(both), APART)
            });
            best_of(std::iter::once(in_zones(term)).chain(apart).collect())
        }
    }
}

/// Every case that opens with one of the keys.
pub(super) fn readable(fields: &Fields, keys: &[String]) -> Clause {
    any_of(fields.access, keys.iter().cloned())
}

/// What narrows, but for the values of facets.
fn conditions(fields: &Fields, filter: &Filter) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    if let Some(owner) = &filter.owner {
        clauses.push(any_of(fields.label, [label(CaseFacet::Organisation, owner)]));
    }
    if let Some(cases) = &filter.cases {
        clauses.push(any_of(fields.case, cases.iter().map(ToString::to_string)));
    }
    for span in &filter.spans {
        let bound = |number| IndexTerm::from_field_u64(fields.column(span.column), number);
        let from = span.from.map_or(Bound::Unbounded, |number| Bound::Included(bound(number)));
        let before = span.before.map_or(Bound::Unbounded, |number| Bound::Excluded(bound(number)));
        clauses.push(Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(from, before)), 0.0)));
    }
    clauses
}

/// One of the values of each facet.
fn valued(fields: &Fields, filter: &Filter) -> Vec<Clause> {
    let narrowed = filter.any.iter();
    let values = narrowed.map(|(facet, values)| {
        any_of(fields.label, values.iter().map(|value| label(*facet, value)))
    });
    values.collect()
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
        ways.extend(slips(fields, term).map(|slip| boosted(slip, Kind::Fuzzy.weight())));
    }
    best_of(ways)
}

/// A word with one slip in it: whole, in another form, and as the beginning of a longer one.
fn slips(fields: ZoneFields, term: &Term) -> impl Iterator<Item = Clause> {
    let word = IndexTerm::from_field_text(fields.exact, &term.folded);
    let stem = term.near_stem().map(|stem| IndexTerm::from_field_text(fields.stem, stem));
    let begins = term.is_near_beginning().then(|| word.clone());
    let whole: Clause = Box::new(FuzzyTermQuery::new(word, 1, true));
    let stem = stem.map(|stem| -> Clause { Box::new(FuzzyTermQuery::new(stem, 1, true)) });
    let begins =
        begins.map(|word| -> Clause { Box::new(FuzzyTermQuery::new_prefix(word, 1, true)) });
    [Some(whole), stem, begins].into_iter().flatten()
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
