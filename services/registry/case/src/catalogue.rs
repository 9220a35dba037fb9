//! Technologies and IT systems: what all organisations share, each catalogue in one stream.
//!
//! Cases name what they use by name, and no case is ever rewritten. A merge is an event here: from
//! then on the merged one's names mean the survivor. So nobody changes anybody else's cases, and
//! bringing an entry back undoes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::{
    Catalogue as Kind, CatalogueEntry, CatalogueEntryId, Cvr, FieldRule, ImportedEntry, Refusal,
    RefusalCode,
};

use crate::access::Principal;
use crate::event::Event;
use crate::fields::Problems;

mod changes;
#[cfg(test)]
mod tests;

/// Entries of a catalogue: the predecessor knew 2,343 systems.
const ENTRIES_LIMIT: usize = 20_000;
/// Entries that one organisation adds as its own.
const OWN_LIMIT: usize = 1_000;

/// One catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue(BTreeMap<CatalogueEntryId, CatalogueEntry>);

/// What is asked of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Change {
    Add {
        entry: CatalogueEntryId,
        name: String,
        vendor: Option<String>,
    },
    /// Name, vendor and other names as a whole.
    Revise {
        entry: CatalogueEntryId,
        name: String,
        vendor: Option<String>,
        aliases: Vec<String>,
    },
    /// The entry is the same as another one.
    Merge {
        entry: CatalogueEntryId,
        into: CatalogueEntryId,
    },
    /// Not offered any more.
    Retire {
        entry: CatalogueEntryId,
    },
    /// Offered again, and no longer the same as another one.
    BringBack {
        entry: CatalogueEntryId,
    },
    /// What a source elsewhere has, and has no more.
    Import {
        entries: Vec<ImportedEntry>,
        retired: Vec<CatalogueEntryId>,
    },
}

impl Catalogue {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::CatalogueEntryAdded { entry, name, vendor, organisation, .. } => {
                let added = CatalogueEntry {
                    id: *entry,
                    name: name.clone(),
                    vendor: vendor.clone(),
                    aliases: Vec::new(),
                    organisation: *organisation,
                    imported: false,
                    retired: false,
                    merged_into: None,
                };
                self.0.insert(*entry, added);
            }
            Event::CatalogueEntryRevised { entry, name, vendor, aliases, .. } => {
                self.change(*entry, |known| {
                    known.name.clone_from(name);
                    known.vendor.clone_from(vendor);
                    known.aliases.clone_from(aliases);
                });
            }
            Event::CatalogueEntryMerged { entry, into, .. } => {
                self.change(*entry, |known| known.merged_into = Some(*into));
            }
            Event::CatalogueEntryRetired { entry, .. } => {
                self.change(*entry, |known| known.retired = true);
            }
            Event::CatalogueEntryBroughtBack { entry, .. } => self.change(*entry, |known| {
                known.retired = false;
                known.merged_into = None;
            }),
            Event::CatalogueEntriesImported { entries, retired, .. } => {
                self.import(entries, retired);
            }
            _ => {}
        }
    }

    fn change(&mut self, entry: CatalogueEntryId, change: impl FnOnce(&mut CatalogueEntry)) {
        if let Some(known) = self.0.get_mut(&entry) {
            change(known);
        }
    }

    fn import(&mut self, entries: &[ImportedEntry], retired: &[CatalogueEntryId]) {
        for entry in entries {
            let known = self.0.remove(&entry.id);
            let imported = CatalogueEntry {
                id: entry.id,
                name: entry.name.clone(),
                vendor: entry.vendor.clone(),
                aliases: known.as_ref().map(|it| it.aliases.clone()).unwrap_or_default(),
                organisation: None,
                imported: true,
                retired: false,
                merged_into: known.and_then(|it| it.merged_into),
            };
            self.0.insert(entry.id, imported);
        }
        for entry in retired {
            self.change(*entry, |known| known.retired = true);
        }
    }

    /// Decides a change.
    pub fn decide(
        &self,
        by: &Principal,
        catalogue: Kind,
        change: Change,
    ) -> Result<Vec<Event>, Refusal> {
        match change {
            Change::Add { entry, name, vendor } => self.add(by, catalogue, entry, (name, vendor)),
            Change::Revise { entry, name, vendor, aliases } => {
                self.revise(by, catalogue, entry, (name, vendor, aliases))
            }
            Change::Merge { entry, into } => self.merge(by, catalogue, entry, into),
            Change::Retire { entry } => self.retire(by, catalogue, entry),
            Change::BringBack { entry } => self.bring_back(by, catalogue, entry),
            Change::Import { entries, retired } => self.imported(by, catalogue, (entries, retired)),
        }
    }

    /// An entry that the principal may change: an editor any, an organisation its own.
    fn editable(&self, by: &Principal, id: CatalogueEntryId) -> Result<&CatalogueEntry, Refusal> {
        let known = self.0.get(&id).ok_or(Refusal::of(RefusalCode::CatalogueEntryUnknown))?;
        if by.edits_catalogues() || known.organisation.is_some_and(|own| by.adds_for(own)) {
            return Ok(known);
        }
        Err(Refusal::of(RefusalCode::NotPermitted))
    }

    /// Whether a name means another entry that is offered already.
    fn is_taken(&self, name: &str, but: CatalogueEntryId) -> bool {
        let key = key(name);
        let others = self.0.values().filter(|known| known.id != but && known.is_current());
        others
            .flat_map(|known| std::iter::once(&known.name).chain(&known.aliases))
            .any(|taken| self::key(taken) == key)
    }

    fn check_room(&self, problems: &mut Problems, organisation: Option<Cvr>) {
        let own = self.0.values().filter(|known| known.organisation == organisation).count();
        let (count, limit) = match organisation {
            Some(_) => (own, OWN_LIMIT),
            None => (self.0.len(), ENTRIES_LIMIT),
        };
        if count >= limit || self.0.len() >= ENTRIES_LIMIT {
            problems.add("entries", FieldRule::TooMany, i64::try_from(limit).ok());
        }
    }
}

/// Names are the same that differ in case and spaces only.
fn key(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
