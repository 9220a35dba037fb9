//! Did you mean: what a query would say without its slips.
//!
//! **Invariant:** a word is suggested only where a case has it that the reader may read, and the
//! words of all other cases have no say in which it is. The index's own list of words holds those
//! of everybody, so each one near enough is first looked for among the reader's cases, and none is
//! left out before that.

use std::collections::BTreeSet;

use tantivy::Term as IndexTerm;
use tantivy::collector::Count;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::analysis::{Word, chunks, letters, words};
use super::query::{LONGEST_QUERY, TextQuery};
use super::texts::{Zone, of_record};
use super::{Filter, Page, SearchError, SearchIndex, clauses};
use vocabulary::PublicRecord;

/// Letters of a word that is corrected, and of one in which two slips are.
const SHORTEST: usize = 4;
const LONG: usize = 7;

/// A query without its slips: what was typed, with other words in the places of some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    asked: String,
    /// Where a word stands, and what it might have been, folded.
    instead: Vec<(usize, usize, String)>,
}

impl Suggestion {
    /// The query with its new words folded: to search by.
    pub fn query(&self) -> String {
        self.with(str::to_owned)
    }

    /// The query with its new words as these records write them: to show.
    pub fn written(&self, records: &[PublicRecord]) -> String {
        self.with(|folded| {
            let found =
                records.iter().flat_map(|record| of_record(record, None)).find_map(|text| {
                    let same = |word: &Word| word.folded == folded;
                    let word = words(text.content).into_iter().find(same)?;
                    Some(text.content[word.from..word.to].to_lowercase())
                });
            found.unwrap_or_else(|| folded.to_owned())
        })
    }

    fn with(&self, word: impl Fn(&str) -> String) -> String {
        let (mut text, mut at) = (String::new(), 0);
        for (from, to, folded) in &self.instead {
            text.push_str(&self.asked[at..*from]);
            text.push_str(&word(folded));
            at = *to;
        }
        text.push_str(&self.asked[at..]);
        text
    }
}

impl SearchIndex {
    /// What a reader with these keys may have meant by a query some word of which none of their
    /// cases has. None where every word is met, nothing is near, or nothing would be found.
    pub fn suggest(
        &self,
        query: &str,
        keys: &[String],
        filter: &Filter,
    ) -> Result<Option<Suggestion>, SearchError> {
        let asked: String = query.trim().chars().take(LONGEST_QUERY).collect();
        if keys.is_empty() {
            return Ok(None);
        }
        let mut suggestion = Suggestion { asked: asked.clone(), instead: Vec::new() };
        for chunk in chunks(&asked) {
            let word = &chunk.whole;
            if letters(&word.folded) < SHORTEST || !chunk.pieces.is_empty() {
                continue;
            }
            let text = TextQuery::read(&asked[word.from..word.to]);
            if self.is_met(&text, keys)? {
                continue;
            }
            if let Some(better) = self.nearest(&word.folded, keys)? {
                suggestion.instead.push((word.from, word.to, better));
            }
        }
        if suggestion.instead.is_empty() {
            return Ok(None);
        }
        let found = self.search(&suggestion.query(), keys, filter, Page { offset: 0, limit: 0 })?;
        Ok((found.total > 0).then_some(suggestion))
    }

    fn is_met(&self, text: &TextQuery, keys: &[String]) -> Result<bool, SearchError> {
        let (all, tier) = ((&Filter::default(), true), clauses::Tier::All);
        let clause = clauses::of_search(&self.fields, text, keys, all, &tier);
        Ok(self.reader.searcher().search(clause.as_ref(), &Count)? > 0)
    }

    /// The word with the fewest slips between; of several the one that most of the reader's cases
    /// have, and of those the first of the alphabet.
    fn nearest(&self, folded: &str, keys: &[String]) -> Result<Option<String>, SearchError> {
        let most = if letters(folded) >= LONG { 2 } else { 1 };
        for slips in 1..=most {
            let mut best: Option<(usize, String)> = None;
            for word in self.words_near(folded, slips)? {
                let clause = clauses::of_word(&self.fields, &word, keys);
                let cases = self.reader.searcher().search(clause.as_ref(), &Count)?;
                if cases > best.as_ref().map_or(0, |(most, _)| *most) {
                    best = Some((cases, word));
                }
            }
            if let Some((_, word)) = best {
                return Ok(Some(word));
            }
        }
        Ok(None)
    }

    /// The words of everybody with at most so many slips between, in order of the alphabet.
    fn words_near(&self, folded: &str, slips: u8) -> Result<BTreeSet<String>, SearchError> {
        let searcher = self.reader.searcher();
        let mut near = BTreeSet::new();
        for field in Zone::ALL.map(|zone| self.fields.zone(zone).exact) {
            let fuzzy = fuzzy(field, folded, slips);
            for segment in searcher.segment_readers() {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().search(fuzzy.automaton()?).into_stream()?;
                while let Some((term, _)) = terms.next() {
                    near.extend(std::str::from_utf8(term).map(str::to_owned));
                }
            }
        }
        Ok(near)
    }
}

fn fuzzy(field: Field, folded: &str, slips: u8) -> FuzzyTermQuery {
    FuzzyTermQuery::new(IndexTerm::from_field_text(field, folded), slips, true)
}
