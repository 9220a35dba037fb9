//! Which names of technologies and IT systems mean the same: the one place.
//!
//! Cases keep the names that they were written with. Lists, facets and figures by technology ask
//! here what a name counts under, so that a merge in a catalogue holds for every case at once and
//! rewrites none.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use vocabulary::{CaseFilter, Catalogue, CatalogueEntry, CatalogueEntryId};

use super::catalogue::{SELECTED, entry};
use super::sql::Sql;
use super::{ReadError, Reader};
use crate::search::fold;

/// Entries that are followed from one that was merged; a catalogue has no loops, and were there one
/// it ends here.
const LONGEST_CHAIN: usize = 100;

/// The names of one catalogue. Names are compared as search folds them, so folded names may be asked
/// about as well.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By folded name the name that it counts under.
    canonical: HashMap<String, String>,
    /// By folded canonical name every name that counts under it, as it is written.
    meaning: HashMap<String, BTreeSet<String>>,
}

impl Names {
    /// The names of entries. A name that an entry has itself means that entry, whatever other names
    /// say; one that is offered comes before one that is not.
    pub fn of(entries: &[CatalogueEntry]) -> Self {
        let by_id: HashMap<CatalogueEntryId, &CatalogueEntry> =
            entries.iter().map(|entry| (entry.id, entry)).collect();
        let mut names = Self::default();
        let standing = |entry: &&CatalogueEntry| entry.merged_into.is_none();
        let offered = entries.iter().filter(standing).filter(|entry| !entry.retired);
        let gone = entries.iter().filter(standing).filter(|entry| entry.retired);
        for entry in offered.chain(gone) {
            names.add(&entry.name, &entry.name);
        }
        for entry in entries {
            let survivor = survivor(entry, &by_id);
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                names.add(name, &survivor.name);
            }
        }
        names
    }

    fn add(&mut self, name: &str, canonical: &str) {
        if let Entry::Vacant(vacant) = self.canonical.entry(fold(name)) {
            vacant.insert(canonical.to_owned());
            self.meaning.entry(fold(canonical)).or_default().insert(name.to_owned());
        }
    }

    /// The name that a name counts under; itself where no catalogue knows it.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        let known = self.canonical.get(name).or_else(|| self.canonical.get(&fold(name)));
        known.map_or(name, String::as_str)
    }

    /// All names that count under the same as a name does, itself among them.
    pub fn meaning(&self, name: &str) -> BTreeSet<String> {
        let known = self.meaning.get(&fold(self.canonical(name))).cloned();
        let mut meaning = known.unwrap_or_default();
        meaning.insert(name.to_owned());
        meaning
    }

    /// All names that count under the same as any of some names.
    fn meanings(&self, names: &[String]) -> Vec<String> {
        let meant: BTreeSet<String> = names.iter().flat_map(|name| self.meaning(name)).collect();
        meant.into_iter().collect()
    }

    /// By folded name the name that it counts under.
    pub(super) fn counted_under(self) -> HashMap<String, String> {
        self.canonical
    }
}

fn survivor<'a>(
    entry: &'a CatalogueEntry,
    by_id: &HashMap<CatalogueEntryId, &'a CatalogueEntry>,
) -> &'a CatalogueEntry {
    let next = |entry: &&'a CatalogueEntry| by_id.get(&entry.merged_into?).copied();
    let chain = std::iter::successors(Some(entry), next);
    chain.take(LONGEST_CHAIN).last().unwrap_or(entry)
}

impl Reader {
    /// Which names of technologies mean the same.
    pub async fn technology_names(&self) -> Result<Names, ReadError> {
        self.names(Catalogue::Technologies).await
    }

    /// Which names of IT systems mean the same.
    pub async fn system_names(&self) -> Result<Names, ReadError> {
        self.names(Catalogue::ItSystems).await
    }

    pub(super) async fn names(&self, catalogue: Catalogue) -> Result<Names, ReadError> {
        let sql = Sql::of(SELECTED).push("c.catalogue = ").bind(catalogue.name());
        let rows = sql.all(&self.now().store.readers).await?;
        let entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        Ok(Names::of(&entries))
    }

    /// The names of technologies, where a filter or its figure asks for some.
    pub(super) async fn names_for(&self, filter: &CaseFilter) -> Result<Names, ReadError> {
        if filter.technologies.is_empty() && filter.counted.is_none() {
            return Ok(Names::default());
        }
        self.technology_names().await
    }

    /// The filter that asks for technologies and systems by every name that they have.
    pub(super) async fn expanded(
        &self,
        filter: &CaseFilter,
        technologies: &Names,
    ) -> Result<CaseFilter, ReadError> {
        let mut expanded = filter.clone();
        expanded.technologies = technologies.meanings(&filter.technologies);
        if !filter.systems.is_empty() {
            expanded.systems = self.system_names().await?.meanings(&filter.systems);
        }
        Ok(expanded)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{CatalogueEntry, CatalogueEntryId};

    use super::Names;

    fn entry(number: u128, name: &str, into: Option<u128>) -> CatalogueEntry {
        let id = |number| CatalogueEntryId(Uuid::from_u128(number));
        CatalogueEntry {
            id: id(number),
            name: name.to_owned(),
            vendor: None,
            aliases: Vec::new(),
            organisation: None,
            imported: false,
            retired: false,
            merged_into: into.map(id),
        }
    }

    #[test]
    fn a_merged_name_counts_under_the_last_survivor() {
        let names = Names::of(&[
            entry(1, "Ui-Automat", Some(2)),
            entry(2, "UiPath Studio", Some(3)),
            entry(3, "UiPath", None),
        ]);
        assert_eq!(names.canonical("ui automat"), "UiPath");
        assert_eq!(names.canonical("UiPath"), "UiPath");
        let all: Vec<_> = names.meaning("UiPath Studio").into_iter().collect();
        assert_eq!(all, ["Ui-Automat", "UiPath", "UiPath Studio"]);
    }

    #[test]
    fn a_name_that_no_catalogue_knows_is_itself() {
        let names = Names::default();
        assert_eq!(names.canonical("Blå Prism"), "Blå Prism");
        assert_eq!(names.meaning("Blå Prism").into_iter().collect::<Vec<_>>(), ["Blå Prism"]);
    }

    #[test]
    fn a_name_of_its_own_comes_before_another_name_of_another() {
        let other = CatalogueEntry { aliases: vec!["Nova".to_owned()], ..entry(1, "Opus", None) };
        let names = Names::of(&[other, entry(2, "Nova", Some(1)), entry(3, "Nova", None)]);
        assert_eq!(names.canonical("nova"), "Nova");
        assert_eq!(names.meaning("Opus").len(), 1);
    }

    #[test]
    fn what_goes_round_in_a_loop_ends() {
        let names = Names::of(&[entry(1, "A", Some(2)), entry(2, "B", Some(1))]);
        assert!(["A", "B"].contains(&names.canonical("a")));
    }
}
