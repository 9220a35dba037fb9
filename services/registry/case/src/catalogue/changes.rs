//! What becomes of an entry.

use vocabulary::{
    Catalogue as Kind, CatalogueEntry, CatalogueEntryId, FieldRule, ImportedEntry, Refusal,
    RefusalCode,
};

use super::{Catalogue, ENTRIES_LIMIT};
use crate::access::Principal;
use crate::event::Event;
use crate::fields::Problems;

/// Characters of a name: what the predecessor's tables and KITOS hold.
const NAME_LIMIT: usize = 255;
/// Other names of an entry.
const ALIASES_LIMIT: usize = 50;
/// Entries of a source in one command.
pub const IMPORT_LIMIT: usize = 500;

impl Catalogue {
    /// Adds an entry: a catalogue editor for all, everybody who writes for an organisation an IT
    /// system of its own.
    pub(super) fn add(
        &self,
        by: &Principal,
        catalogue: Kind,
        entry: CatalogueEntryId,
        (name, vendor): (String, Option<String>),
    ) -> Result<Vec<Event>, Refusal> {
        let own = by.organisation().filter(|cvr| by.adds_for(*cvr));
        let organisation = match catalogue {
            _ if by.edits_catalogues() => None,
            Kind::ItSystems if own.is_some() => own,
            Kind::Technologies | Kind::ItSystems => {
                return Err(Refusal::of(RefusalCode::NotPermitted));
            }
        };
        let (name, vendor) = (trimmed(&name), vendor.as_deref().map(trimmed));
        if let Some(known) = self.0.get(&entry) {
            let same = known.name == name
                && known.vendor == vendor
                && known.organisation == organisation
                && !known.imported;
            let exists = Refusal::of(RefusalCode::CatalogueEntryExists);
            return if same { Ok(Vec::new()) } else { Err(exists) };
        }
        let mut problems = Problems::of("");
        check(&mut problems, &name, vendor.as_deref());
        self.check_room(&mut problems, organisation);
        problems.refuse()?;
        if self.is_taken(&name, entry) {
            return Err(Refusal::of(RefusalCode::CatalogueNameTaken));
        }
        Ok(vec![Event::CatalogueEntryAdded { catalogue, entry, name, vendor, organisation }])
    }

    /// Revises an entry. Other names reach into how everybody's cases are counted, so only an editor
    /// gives them; name and vendor of an imported one are its source's.
    pub(super) fn revise(
        &self,
        by: &Principal,
        catalogue: Kind,
        entry: CatalogueEntryId,
        (name, vendor, aliases): (String, Option<String>, Vec<String>),
    ) -> Result<Vec<Event>, Refusal> {
        let known = self.editable(by, entry)?;
        let (name, vendor) = (trimmed(&name), vendor.as_deref().map(trimmed));
        let aliases: Vec<String> = aliases.iter().map(|alias| trimmed(alias)).collect();
        if known.imported && (known.name != name || known.vendor != vendor) {
            return Err(Refusal::of(RefusalCode::CatalogueEntryImported));
        }
        if (&known.name, &known.vendor, &known.aliases) == (&name, &vendor, &aliases) {
            return Ok(Vec::new());
        }
        let mut problems = Problems::of("");
        check(&mut problems, &name, vendor.as_deref());
        problems.short_lines("aliases", &aliases, (ALIASES_LIMIT, NAME_LIMIT));
        if !by.edits_catalogues() && known.aliases != aliases {
            problems.add("aliases", FieldRule::NotAllowed, None);
        }
        problems.refuse()?;
        let new = std::iter::once(&name).filter(|name| **name != known.name);
        let new = new.chain(aliases.iter().filter(|alias| !known.aliases.contains(alias)));
        for said in new {
            if self.is_taken(said, entry) {
                return Err(Refusal::of(RefusalCode::CatalogueNameTaken));
            }
        }
        Ok(vec![Event::CatalogueEntryRevised { catalogue, entry, name, vendor, aliases }])
    }

    /// Has an entry be the same as another one. Only an editor decides that.
    pub(super) fn merge(
        &self,
        by: &Principal,
        catalogue: Kind,
        entry: CatalogueEntryId,
        into: CatalogueEntryId,
    ) -> Result<Vec<Event>, Refusal> {
        if !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let known = self.editable(by, entry)?;
        let survivor = self.editable(by, into)?;
        if known.merged_into == Some(into) {
            return Ok(Vec::new());
        }
        let mut problems = Problems::of("");
        // The survivor stands for itself, so there are no loops.
        if entry == into || survivor.merged_into.is_some() || survivor.retired {
            problems.add("into", FieldRule::NotAllowed, None);
        }
        problems.refuse()?;
        Ok(vec![Event::CatalogueEntryMerged { catalogue, entry, into }])
    }

    /// Offers an entry no more; again changes nothing.
    pub(super) fn retire(
        &self,
        by: &Principal,
        catalogue: Kind,
        entry: CatalogueEntryId,
    ) -> Result<Vec<Event>, Refusal> {
        let known = self.editable(by, entry)?;
        if known.imported {
            return Err(Refusal::of(RefusalCode::CatalogueEntryImported));
        }
        if known.retired {
            return Ok(Vec::new());
        }
        Ok(vec![Event::CatalogueEntryRetired { catalogue, entry }])
    }

    /// Offers an entry again. What an editor merged only an editor takes apart.
    pub(super) fn bring_back(
        &self,
        by: &Principal,
        catalogue: Kind,
        entry: CatalogueEntryId,
    ) -> Result<Vec<Event>, Refusal> {
        let known = self.editable(by, entry)?;
        if known.is_current() {
            return Ok(Vec::new());
        }
        if known.merged_into.is_some() && !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        if known.imported && known.retired {
            return Err(Refusal::of(RefusalCode::CatalogueEntryImported));
        }
        if self.is_taken(&known.name, entry) {
            return Err(Refusal::of(RefusalCode::CatalogueNameTaken));
        }
        Ok(vec![Event::CatalogueEntryBroughtBack { catalogue, entry }])
    }

    /// Takes over what a source elsewhere says; what is known already makes no event.
    pub(super) fn imported(
        &self,
        by: &Principal,
        catalogue: Kind,
        (entries, retired): (Vec<ImportedEntry>, Vec<CatalogueEntryId>),
    ) -> Result<Vec<Event>, Refusal> {
        if !by.edits_catalogues() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("");
        if entries.len() + retired.len() > IMPORT_LIMIT {
            problems.add("entries", FieldRule::TooMany, i64::try_from(IMPORT_LIMIT).ok());
        }
        for (index, entry) in entries.iter().enumerate() {
            problems.required_line(&format!("entries[{index}].name"), &entry.name, NAME_LIMIT);
            let vendor = entry.vendor.as_deref();
            problems.line(&format!("entries[{index}].vendor"), vendor, NAME_LIMIT);
        }
        let unknown = entries.iter().filter(|entry| !self.0.contains_key(&entry.id)).count();
        if self.0.len() + unknown > ENTRIES_LIMIT {
            problems.add("entries", FieldRule::TooMany, i64::try_from(ENTRIES_LIMIT).ok());
        }
        problems.refuse()?;
        let not_imported = |id: &CatalogueEntryId| self.0.get(id).is_some_and(|it| !it.imported);
        if entries.iter().map(|entry| &entry.id).chain(&retired).any(not_imported) {
            return Err(Refusal::of(RefusalCode::CatalogueEntryExists));
        }
        let is_known = |entry: &ImportedEntry| {
            let said = |known: &CatalogueEntry| {
                known.name == entry.name && known.vendor == entry.vendor && !known.retired
            };
            self.0.get(&entry.id).is_some_and(said)
        };
        let offered = |id: &CatalogueEntryId| self.0.get(id).is_some_and(|known| !known.retired);
        let entries: Vec<_> = entries.into_iter().filter(|entry| !is_known(entry)).collect();
        let retired: Vec<_> = retired.into_iter().filter(offered).collect();
        if entries.is_empty() && retired.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::CatalogueEntriesImported { catalogue, entries, retired }])
    }
}

fn check(problems: &mut Problems, name: &str, vendor: Option<&str>) {
    problems.required_line("name", name, NAME_LIMIT);
    problems.line("vendor", vendor, NAME_LIMIT);
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}
