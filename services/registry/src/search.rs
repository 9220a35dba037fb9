//! The Danish full-text index over cases: a read model like the others, in a folder of its own or
//! in memory, folded from the log and thrown away whenever in doubt.
//!
//! **Invariant:** every search carries the reader's access keys into the index itself, so that a
//! case that the reader may not read adds neither a hit, nor to the count, nor to the order.
//!
//! All words of a query must be met, each by any field: an answer with half of the words is noise
//! in a list that filters can widen and narrow. Only when that finds nothing are slips forgiven, and
//! only when that finds nothing either will half of the words do.
//! Calls block: a search takes about a millisecond, a write the ten of a commit.

mod alike;
mod analysis;
mod clauses;
mod compounds;
mod document;
mod facets;
mod filter;
mod folder;
mod highlight;
mod labels;
mod query;
mod recommend;
mod schema;
mod standing;
mod stem;
mod suggest;
mod synonyms;
mod texts;
mod tokens;
mod unsynced;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::collector::{Count, TopDocs};
use tantivy::schema::Field;
use tantivy::{DocId, Index, IndexReader, IndexWriter, ReloadPolicy, Score, SegmentReader};
use uuid::Uuid;
use vocabulary::{CaseFacet, CaseId, FacetCounts};

pub use self::alike::Sketch;
pub(crate) use self::analysis::fold;
pub use self::document::SearchDocument;
pub use self::facets::{CountedUnder, MOST_VALUES};
pub use self::filter::Filter;
pub use self::highlight::matches;
pub(crate) use self::labels::{is_measured, kle, name, says_something};
pub use self::query::{LONGEST_QUERY, MOST_WORDS};
pub use self::recommend::Suits;
pub(crate) use self::standing::{Newcomer, Standing};
pub use self::suggest::Suggestion;

use self::clauses::{ConstantStatistics, Tier};
use self::facets::{Counting, Values};
use self::folder::Folder;
pub(crate) use self::folder::remove_unused;
use self::query::TextQuery;
use self::schema::{CHANGED_AT, Fields, ID_HIGH, ID_LOW};
use self::stem::Stemmer;

/// Counts and pages end here: nobody reads on, and counting on costs.
pub const MOST_HITS: usize = 10_000;

/// Memory of the one writer, in bytes; the least that the engine takes.
const WRITER_MEMORY: usize = 15_000_000;

/// Why the index could not be used. None of it loses anything: the log has it all.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// Another process has the folder.
    #[error("the search index in {0} is in use by another process")]
    InUse(PathBuf),
    /// The folder could not be read or written.
    #[error("the search index cannot be read or written")]
    Folder(#[from] io::Error),
    /// The engine failed.
    #[error("the search engine failed")]
    Engine(#[from] tantivy::TantivyError),
}

/// A found case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The case.
    pub case: CaseId,
    /// How well it fits. Of a search it has no meaning but to compare its hits; of what is alike it is
    /// the share of what counts that the case has.
    pub score: f32,
}

/// A page of found cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// How many cases there are in all, counted up to [`MOST_HITS`].
    pub total: usize,
    /// The page, best first; as good means the one changed last first.
    pub hits: Vec<Hit>,
}

/// Which part of the hits is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to pass over.
    pub offset: usize,
    /// How many to answer.
    pub limit: usize,
}

/// The index. Searches run beside one another and beside a write; writes wait for each other.
pub struct SearchIndex {
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    position: AtomicU64,
    // Given back when the index is dropped, after the writer above.
    _folder: Option<Folder>,
}

impl SearchIndex {
    /// Opens the index in a folder that is its own, or an empty one in memory. What is missing,
    /// damaged or of another version becomes an empty index at position 0.
    ///
    /// # Errors
    /// When another process has the folder, or it cannot be read or written.
    pub fn open(path: Option<&Path>) -> Result<Self, SearchError> {
        let (schema, fields) = schema::schema();
        let folder = path.map(Folder::take).transpose()?;
        let index = match &folder {
            Some(folder) => folder.open(&schema)?,
            None => Index::create_in_ram(schema),
        };
        tokens::register(index.tokenizers());
        let payload = index.load_metas()?.payload;
        let position = payload.and_then(|payload| payload.parse().ok()).unwrap_or(0);
        let writer = Mutex::new(index.writer_with_num_threads(1, WRITER_MEMORY)?);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, reader, writer, position: AtomicU64::new(position), _folder: folder })
    }

    /// The position of the log that the index is folded up to, as last committed; 0 when empty.
    pub fn position(&self) -> u64 {
        self.position.load(Ordering::Acquire)
    }

    /// Puts cases in place of what the index had of them, and notes the position in the same
    /// commit. When it returns, searches see them. Of the same case twice the last counts; a case
    /// without access keys is taken out. Without documents only the position in memory moves on:
    /// after a restart the log is read again from the last commit, which changes nothing.
    pub fn put(&self, documents: &[SearchDocument], position: u64) -> Result<(), SearchError> {
        if documents.is_empty() {
            self.position.store(position, Ordering::Release);
            return Ok(());
        }
        self.add(documents)?;
        self.commit(position)
    }

    /// Hands cases to the engine, which works at them in the background; searches see them after the
    /// next commit. What fails takes everything back to the last one.
    pub fn add(&self, documents: &[SearchDocument]) -> Result<(), SearchError> {
        let (mut writer, mut stemmer) = (self.writer(), Stemmer::default());
        for case in documents {
            writer.delete_term(term(self.fields.case, &case.case));
            if !case.access.is_empty()
                && let Err(error) = writer.add_document(self.fields.document(case, &mut stemmer))
            {
                writer.rollback()?;
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Has searches see what was added, and notes the position with it.
    pub fn commit(&self, position: u64) -> Result<(), SearchError> {
        self.change(position, |_| Ok(()))?;
        self.position.store(position, Ordering::Release);
        Ok(())
    }

    /// Empties the index and sets it back to position 0.
    pub fn clear(&self) -> Result<(), SearchError> {
        self.change(0, |writer| writer.delete_all_documents().map(|_| ()))?;
        self.position.store(0, Ordering::Release);
        Ok(())
    }

    /// The cases that a reader with these keys may read and that meet the query and the filter. A
    /// blank query is met by all; one of signs without a word by none. Any text is safe: it is
    /// never parsed, and cut at [`LONGEST_QUERY`] letters and [`MOST_WORDS`] words.
    pub fn search(
        &self,
        query: &str,
        keys: &[String],
        filter: &Filter,
        page: Page,
    ) -> Result<Hits, SearchError> {
        let Some(text) = read(query, keys) else { return Ok(Hits::default()) };
        let mut tier = Tier::All;
        loop {
            let clause = clauses::of_search(&self.fields, &text, keys, (filter, true), &tier);
            let hits = self.collect(clause.as_ref(), page)?;
            if hits.total > 0 {
                return Ok(hits);
            }
            match self.after(&tier, &text, keys)? {
                Some(next) => tier = next,
                None => return Ok(hits),
            }
        }
    }

    /// How many of the same cases have each value of some facets: of each facet at most so many
    /// values, up to [`MOST_VALUES`], counted under the rest of the filter.
    pub fn facets(
        &self,
        query: &str,
        keys: &[String],
        counting: (&Filter, &CountedUnder),
        (wanted, most): (&[CaseFacet], usize),
    ) -> Result<Vec<FacetCounts>, SearchError> {
        let (filter, under) = counting;
        let counting = Counting { wanted, filter, under };
        let mut counted = Values::default();
        if let Some(text) = read(query, keys) {
            let searcher = self.reader.searcher();
            let clause = |with_values, tier: &Tier| {
                clauses::of_search(&self.fields, &text, keys, (filter, with_values), tier)
            };
            // What is forgiven is forgiven where the list itself forgives it.
            let mut tier = Tier::All;
            while !text.is_empty() && searcher.search(clause(true, &tier).as_ref(), &Count)? == 0 {
                match self.after(&tier, &text, keys)? {
                    Some(next) => tier = next,
                    None => break,
                }
            }
            counted = searcher.search(clause(false, &tier).as_ref(), &counting)?;
        }
        Ok(facets::told(counted, &counting, most.min(MOST_VALUES)))
    }

    /// What is asked where something finds nothing; none where nothing is left to ask.
    fn after(
        &self,
        tier: &Tier,
        text: &TextQuery,
        keys: &[String],
    ) -> Result<Option<Tier>, SearchError> {
        Ok(match tier {
            Tier::All if !text.is_empty() => Some(Tier::Nearly),
            Tier::Nearly => {
                let loose = text.loosened();
                let weights = self.weights(&loose, keys)?;
                (loose.meanings.len() > 1).then_some(Tier::Half(loose, weights))
            }
            Tier::All | Tier::Half(..) => None,
        })
    }

    /// What each meaning counts: the fewer of the reader's own cases meet it, the more.
    fn weights(&self, text: &TextQuery, keys: &[String]) -> Result<Vec<f32>, SearchError> {
        let searcher = self.reader.searcher();
        let count = |clause: Box<dyn tantivy::query::Query>| -> Result<f32, SearchError> {
            let found = searcher.search(clause.as_ref(), &Count)?;
            Ok(u16::try_from(found).map_or(f32::from(u16::MAX), f32::from))
        };
        let all = count(clauses::readable(&self.fields, keys))?;
        let weight = |meaning| {
            let with = count(clauses::of_meaning(&self.fields, meaning, keys))?;
            Ok(((all + 1.0) / (with + 1.0)).ln().max(0.1))
        };
        text.meanings.iter().map(weight).collect()
    }

    fn collect(&self, clause: &dyn tantivy::query::Query, page: Page) -> Result<Hits, SearchError> {
        let searcher = self.reader.searcher();
        let offset = page.offset.min(MOST_HITS);
        let limit = page.limit.min(MOST_HITS - offset);
        // Scores in steps, so that the order of sums in the engine cannot change that of hits.
        let ranked = |segment: &SegmentReader| {
            let columns = [CHANGED_AT, ID_HIGH, ID_LOW].map(|name| {
                let column = segment.fast_fields().u64(name);
                column
                    .expect("invariant: every document has the columns of the schema")
                    .first_or_default_col(0)
            });
            move |document: DocId, score: Score| {
                let [changed_at, high, low] = [0, 1, 2].map(|at| columns[at].get_val(document));
                ((score * 4096.0).round(), changed_at, Reverse((high, low)))
            }
        };
        let statistics = ConstantStatistics(&self.fields);
        if limit == 0 {
            let total = searcher.search(clause, &Count)?;
            return Ok(Hits { total: total.min(MOST_HITS), hits: Vec::new() });
        }
        let top = TopDocs::with_limit(limit).and_offset(offset).tweak_score(ranked);
        let (found, total) =
            searcher.search_with_statistics_provider(clause, &(top, Count), &statistics)?;
        let hits = found
            .into_iter()
            .map(|((score, _, Reverse((high, low))), _)| Hit {
                case: CaseId(Uuid::from_u64_pair(high, low)),
                score: score / 4096.0,
            })
            .collect();
        Ok(Hits { total: total.min(MOST_HITS), hits })
    }

    /// One commit with the position in it. A change that fails half way is taken back.
    fn change(
        &self,
        position: u64,
        change: impl FnOnce(&IndexWriter) -> tantivy::Result<()>,
    ) -> Result<(), SearchError> {
        let mut writer = self.writer();
        let changed = change(&writer).and_then(|()| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&position.to_string());
            commit.commit()
        });
        if let Err(error) = changed {
            writer.rollback()?;
            return Err(error.into());
        }
        Ok(self.reader.reload()?)
    }

    fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a query means; none where nobody finds anything by it.
fn read(query: &str, keys: &[String]) -> Option<TextQuery> {
    let text = TextQuery::read(query);
    let means_nothing = text.is_empty() && !query.trim().is_empty();
    (!keys.is_empty() && !means_nothing).then_some(text)
}

fn term(field: Field, value: &impl ToString) -> tantivy::Term {
    tantivy::Term::from_field_text(field, &value.to_string())
}
