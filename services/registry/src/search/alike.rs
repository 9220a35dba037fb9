//! Cases that are like another, or like a text that is to become one.
//!
//! **Invariant:** what a word counts, and which cases come out, depends on the reader's own cases
//! alone: how rare a word is is counted among them.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::Count;
use vocabulary::{CaseFacet, CaseId, PublicRecord};

use super::analysis::{Word, words};
use super::clauses::{self, Trait};
use super::compounds;
use super::labels::{self, MAIN_GROUP};
use super::query::{Term, is_stop_word};
use super::texts::{Zone, of_record};
use super::{Hit, Page, SearchError, SearchIndex};

/// Words and values of a case that are looked for.
const MOST_WORDS: usize = 24;
/// Words that are weighed, before the rarest are chosen.
const MOST_WEIGHED: usize = 60;
/// Words that are told of a case that is like.
const MOST_TOLD: usize = 8;

/// A word, and the two that it is made of.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    pub term: Term,
    pub parts: Option<[Term; 2]>,
}

impl Looked {
    fn of(word: &Word) -> Self {
        let parts = compounds::split(word).map(|parts| parts.map(|part| Term::firm(&part)));
        Self { term: Term::firm(word), parts }
    }

    fn meets(&self, word: &Word) -> bool {
        let mut terms = std::iter::once(&self.term).chain(self.parts.iter().flatten());
        terms.any(|term| term.meets(word, false).is_some())
    }
}

/// What is looked for in others.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    /// The case itself, which is not like itself.
    case: Option<CaseId>,
    words: Vec<(Looked, f32)>,
    labels: Vec<(CaseFacet, String, f32)>,
}

impl Sketch {
    /// Of a case as its reader sees it.
    pub fn of(record: &PublicRecord) -> Self {
        let texts = of_record(record, None);
        let texts = texts.iter().filter_map(|text| {
            let weight = match text.zone {
                Zone::Title => 3.0,
                Zone::Lead => 1.5,
                Zone::Story => 1.0,
                Zone::Rest => return None,
            };
            Some((text.content, weight))
        });
        let mut sketch = Self::of_texts(texts);
        sketch.case = Some(record.id);
        let (basics, made) = (&record.basics, &record.implementation);
        for number in labels::kle(&basics.kle).into_iter().filter(|it| it.len() > MAIN_GROUP) {
            sketch.labels.push((CaseFacet::Kle, number, 2.0));
        }
        for (facet, names, weight) in [
            (CaseFacet::Technology, &made.technologies, 0.7),
            (CaseFacet::System, &made.systems, 1.0),
        ] {
            let folded = names.iter().map(|name| super::fold(name));
            sketch.labels.extend(folded.map(|name| (facet, name, weight)));
        }
        sketch
    }

    /// Of a title and a summary that nobody has registered yet.
    pub fn of_draft(title: &str, summary: &str) -> Self {
        Self::of_texts([(title, 3.0), (summary, 1.0)].into_iter())
    }

    fn of_texts<'a>(texts: impl Iterator<Item = (&'a str, f32)>) -> Self {
        let mut by_stem: BTreeMap<String, (Word, f32)> = BTreeMap::new();
        for (text, weight) in texts {
            for word in words(text).into_iter().filter(says_something) {
                let known = by_stem.entry(word.stem.clone()).or_insert((word, 0.0));
                known.1 = known.1.max(weight);
            }
        }
        let mut words: Vec<(Word, f32)> = by_stem.into_values().collect();
        words.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        words.truncate(MOST_WEIGHED);
        let words = words.into_iter().map(|(word, weight)| (Looked::of(&word), weight));
        Self { words: words.collect(), ..Self::default() }
    }

    /// Whether it says nothing that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.labels.is_empty()
    }

    /// The words that a record has in common with it, as the record writes them, those of its title
    /// first, each once.
    pub fn shared(&self, record: &PublicRecord) -> Vec<String> {
        let (mut told, mut seen) = (Vec::new(), BTreeSet::new());
        for text in of_record(record, None) {
            for word in words(text.content) {
                let meets = |(looked, _): &(Looked, f32)| looked.meets(&word);
                if told.len() < MOST_TOLD
                    && self.words.iter().any(meets)
                    && seen.insert(word.stem.clone())
                {
                    told.push(text.content[word.from..word.to].to_owned());
                }
            }
        }
        told
    }
}

fn says_something(word: &Word) -> bool {
    word.folded.chars().count() > 2
        && !word.folded.starts_with(|sign: char| sign.is_numeric())
        && !is_stop_word(&word.folded)
}

impl SearchIndex {
    /// The cases of a reader with these keys that are most like a sketch, best first, and of each
    /// how much of what counts it has: from 0 to 1.
    pub fn alike(
        &self,
        sketch: &Sketch,
        keys: &[String],
        limit: usize,
    ) -> Result<Vec<Hit>, SearchError> {
        if keys.is_empty() || sketch.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.reader.searcher();
        let all = searcher.search(clauses::readable(&self.fields, keys).as_ref(), &Count)?;
        let mut traits: Vec<(Trait<'_>, f32)> = Vec::new();
        let words = sketch.words.iter().map(|(word, weight)| (Trait::Word(word), *weight));
        let labels = sketch.labels.iter();
        let labels = labels.map(|(facet, key, weight)| (Trait::Label(*facet, key), *weight));
        for (what, weight) in words.chain(labels) {
            let clause = clauses::with_trait(&self.fields, &what, keys);
            let with = searcher.search(clause.as_ref(), &Count)?;
            traits.push((what, weight * rarity(all, with)));
        }
        traits.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        traits.truncate(MOST_WORDS);
        let whole: f32 = traits.iter().map(|(_, weight)| weight).sum();
        let clause = clauses::of_traits(&self.fields, &traits, keys, sketch.case);
        let mut hits = self.collect(clause.as_ref(), Page { offset: 0, limit })?.hits;
        for hit in &mut hits {
            hit.score /= whole;
        }
        Ok(hits)
    }
}

/// What a word counts that so many of all cases have. One that no case has counts as one that a
/// single case has, for it is missing in whatever is held against it.
#[expect(clippy::cast_precision_loss, reason = "cases are far fewer than what is exact")]
pub(super) fn rarity(all: usize, with: usize) -> f32 {
    ((all as f32 + 1.0) / (with.max(1) as f32 + 0.5)).ln().max(0.05)
}
