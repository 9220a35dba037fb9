//! Cases that suit an organisation, by what it uses and how large it is.
//!
//! **Invariant:** as for likeness, what a value counts depends on the reader's own cases alone.

use tantivy::collector::Count;
use vocabulary::{CaseFacet, CaseId};

use super::alike::rarity;
use super::clauses::{self, Trait};
use super::{Hit, Page, SearchError, SearchIndex, fold};

/// What an organisation is looked for by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suits {
    /// Its key; what it owns is not looked for.
    pub own: String,
    /// Technologies that it uses, by name.
    pub technologies: Vec<String>,
    /// Systems that it uses, by name.
    pub systems: Vec<String>,
    /// Keys of organisations of its size.
    pub of_its_size: Vec<String>,
    /// Cases that it knows of already.
    pub known: Vec<CaseId>,
}

/// What a technology, a system and the size count, before their rarity; and that a case is in
/// operation.
const TECHNOLOGY: f32 = 1.0;
const SYSTEM: f32 = 1.5;
const SIZE: f32 = 0.5;
const IN_OPERATION: f32 = 0.5;

impl SearchIndex {
    /// The cases of others, of a reader with these keys, that suit an organisation best: they use a
    /// technology or a system that it uses.
    pub fn recommend(
        &self,
        suits: &Suits,
        keys: &[String],
        limit: usize,
    ) -> Result<Vec<Hit>, SearchError> {
        let technologies =
            suits.technologies.iter().map(|it| (CaseFacet::Technology, it, TECHNOLOGY));
        let systems = suits.systems.iter().map(|it| (CaseFacet::System, it, SYSTEM));
        let used: Vec<(CaseFacet, String, f32)> = technologies
            .chain(systems)
            .map(|(facet, name, weight)| (facet, fold(name), weight))
            .filter(|(_, name, _)| !name.is_empty())
            .collect();
        if keys.is_empty() || used.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.reader.searcher();
        let all = searcher.search(clauses::readable(&self.fields, keys).as_ref(), &Count)?;
        let mut traits: Vec<(Trait<'_>, f32)> = Vec::new();
        for (facet, name, weight) in &used {
            let what = Trait::Label(*facet, name);
            let clause = clauses::with_trait(&self.fields, &what, keys);
            let with = searcher.search(clause.as_ref(), &Count)?;
            traits.push((what, weight * rarity(all, with)));
        }
        let besides = [
            (Trait::Labels(CaseFacet::Organisation, &suits.of_its_size), SIZE),
            (Trait::Label(CaseFacet::Phase, vocabulary::Phase::Operation.name()), IN_OPERATION),
        ];
        let clause = clauses::of_suiting(&self.fields, (&traits, &besides), keys, suits);
        Ok(self.collect(clause.as_ref(), Page { offset: 0, limit })?.hits)
    }
}
