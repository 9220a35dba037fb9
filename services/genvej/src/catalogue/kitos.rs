//! IT systems as KITOS answers them on `/api/v2/it-systems`: a JSON list, or several pages of it one
//! after another in one list.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use serde::Deserialize;
use vocabulary::{CatalogueEntry, CatalogueEntryId, ImportedEntry};

use super::{LARGEST_FILE, Unreadable};

/// Characters of a name and of a vendor's: what the catalogue holds.
const LONGEST: usize = 255;

/// One system, of all that KITOS says of it what is taken over.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct System {
    uuid: CatalogueEntryId,
    name: String,
    #[serde(default)]
    rights_holder: Option<Holder>,
    #[serde(default)]
    deactivated: bool,
}

#[derive(Debug, Deserialize)]
struct Holder {
    #[serde(default)]
    name: Option<String>,
}

/// The systems of a file that are in use; of two with one id the last.
pub fn read(file: impl Read) -> Result<Vec<ImportedEntry>, Unreadable> {
    let systems: Vec<System> = serde_json::from_reader(BufReader::new(file.take(LARGEST_FILE)))
        .map_err(|error| Unreadable::Wrong(format!("filen er ikke KITOS' liste: {error}")))?;
    let used = systems.into_iter().filter(|system| !system.deactivated);
    let entry = |system: System| {
        let vendor = system.rights_holder.and_then(|holder| holder.name);
        let vendor = vendor.map(|name| fitting(&name)).filter(|name| !name.is_empty());
        (system.uuid, ImportedEntry { id: system.uuid, name: fitting(&system.name), vendor })
    };
    let by_id: BTreeMap<CatalogueEntryId, ImportedEntry> = used.map(entry).collect();
    Ok(by_id.into_values().filter(|entry| !entry.name.is_empty()).collect())
}

/// What can stand in a line of the catalogue.
fn fitting(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

/// What a list says that the catalogue does not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Systems that are new.
    pub new: Vec<ImportedEntry>,
    /// Systems with another name or vendor.
    pub changed: Vec<ImportedEntry>,
    /// Systems that are used again.
    pub back: Vec<ImportedEntry>,
    /// Systems that are gone or deactivated, by id and name.
    pub retired: Vec<(CatalogueEntryId, String)>,
    /// How many say what they said before.
    pub same: usize,
}

impl Difference {
    /// Between the catalogue and a list.
    pub fn between(known: &[CatalogueEntry], listed: Vec<ImportedEntry>) -> Self {
        let imported = known.iter().filter(|entry| entry.imported);
        let mut gone: BTreeMap<CatalogueEntryId, &CatalogueEntry> =
            imported.map(|entry| (entry.id, entry)).collect();
        let mut difference = Self::default();
        for entry in listed {
            match gone.remove(&entry.id) {
                None => difference.new.push(entry),
                Some(known) if known.retired => difference.back.push(entry),
                Some(known) if (&known.name, &known.vendor) != (&entry.name, &entry.vendor) => {
                    difference.changed.push(entry);
                }
                Some(_) => difference.same += 1,
            }
        }
        let retired = gone.into_values().filter(|entry| !entry.retired);
        difference.retired = retired.map(|entry| (entry.id, entry.name.clone())).collect();
        difference
    }

    /// All systems that are to be taken over.
    pub fn entries(&self) -> Vec<ImportedEntry> {
        [&self.new, &self.changed, &self.back].into_iter().flatten().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{CatalogueEntry, CatalogueEntryId};

    use super::{Difference, read};

    const LIST: &str = include_str!("../../../../tests/fixtures/opdigtet-kitos.json");

    fn known(number: u128, name: &str, retired: bool) -> CatalogueEntry {
        CatalogueEntry {
            id: CatalogueEntryId(Uuid::from_u128(number)),
            name: name.to_owned(),
            vendor: None,
            aliases: Vec::new(),
            organisation: None,
            imported: true,
            retired,
            merged_into: None,
        }
    }

    #[test]
    fn a_list_is_read_without_what_is_deactivated_and_whatever_else_it_says() {
        let systems = read(LIST.as_bytes()).unwrap();
        let names: Vec<_> =
            systems.iter().map(|it| (it.name.as_str(), it.vendor.as_deref())).collect();
        let vendor = Some("Opdigtet Leverandør A/S");
        assert_eq!(names, [("Opdigtet Sag", vendor), ("Opdigtet Økonomi", None)]);
        assert!(read("{\"error\": 1}".as_bytes()).is_err());
    }

    #[test]
    fn a_list_is_held_against_the_catalogue() {
        let of_own = CatalogueEntry { imported: false, ..known(9, "Egen", false) };
        let catalogue = [
            known(1, "Et", false),
            known(2, "To", false),
            known(3, "Tre", true),
            known(4, "Fire", false),
            known(5, "Fem", true),
            of_own,
        ];
        let list = [(1, "Et"), (2, "Andet"), (3, "Tre"), (6, "Seks")].map(|(number, name)| {
            let entry = known(number, name, false);
            vocabulary::ImportedEntry { id: entry.id, name: entry.name, vendor: None }
        });
        let found = Difference::between(&catalogue, list.to_vec());
        let counts = (found.new.len(), found.changed.len(), found.back.len(), found.same);
        assert_eq!(counts, (1, 1, 1, 1));
        assert_eq!(found.retired, [(known(4, "", false).id, "Fire".to_owned())]);
        assert_eq!(found.entries().len(), 3);
    }
}
