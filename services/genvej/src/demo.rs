//! The demo's own data.

use std::collections::BTreeMap;

use identity::{DemoData, DemoPerson, Mode, Organisation};
use serde::Deserialize;
use token::Role;
use uuid::{Uuid, uuid};
use vocabulary::{Catalogue, CatalogueEntryId, Cvr, ImportedEntry};

use crate::catalogue::client::Client;
use crate::error::Failure;

/// The casebook, as `genvej import casebook` reads it.
pub const CASEBOOK: &str = include_str!("../demo/casebook.json");
const ORGANISATIONS: &str = include_str!("../demo/organisations.json");
const PEOPLE: &str = include_str!("../demo/people.json");

const CATALOGUES: &str = include_str!("../demo/catalogues.json");
/// The organisation of the demo that keeps the catalogues: KL.
const CATALOGUE_KEEPER: &str = "99000007";
/// What ids of entries are made from, together with their names.
const ENTRIES: Uuid = uuid!("5a0d5b39-6c0e-5b0b-9f5c-6f1d6f2f7c11");

/// The organisations of the demo.
pub fn organisations() -> Result<Vec<Organisation>, Failure> {
    Ok(serde_json::from_str(ORGANISATIONS)?)
}

/// The people of the demo.
pub fn people() -> Result<Vec<DemoPerson>, Failure> {
    Ok(serde_json::from_str(PEOPLE)?)
}

/// What identity is handed: the demo in demo mode, nothing otherwise.
pub fn data_for(settings: &identity::Settings) -> Result<DemoData, Failure> {
    match settings.mode {
        Mode::Production => Ok(DemoData::default()),
        Mode::Demo => Ok(DemoData { organisations: organisations()?, people: people()? }),
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
    vendor: Option<String>,
}

/// The entries of the catalogues.
fn catalogues() -> Result<BTreeMap<Catalogue, Vec<ImportedEntry>>, Failure> {
    let read: BTreeMap<Catalogue, Vec<Named>> = serde_json::from_str(CATALOGUES)?;
    let entry = |of: Catalogue, Named { name, vendor }| {
        let id = Uuid::new_v5(&ENTRIES, format!("{}\n{name}", of.name()).as_bytes());
        ImportedEntry { id: CatalogueEntryId(id), name, vendor }
    };
    let entries = |(of, named): (Catalogue, Vec<Named>)| {
        (of, named.into_iter().map(|it| entry(of, it)).collect())
    };
    Ok(read.into_iter().map(entries).collect())
}

/// Fills the catalogues of a registry that has none: what somebody changed stays changed.
pub async fn fill_catalogues(registry: &str, store: identity::Store) -> Result<(), Failure> {
    let keeper: Cvr =
        CATALOGUE_KEEPER.parse().map_err(Failure::at("KL's CVR-nummer er forkert"))?;
    let client = Client::at(registry, store, keeper).await?;
    for (of, entries) in catalogues()? {
        if client.entries(of).await?.is_empty() {
            for entry in entries {
                client.add_entry(of, entry).await?;
            }
        }
    }
    Ok(())
}

/// What a person is, in Danish: the role that reaches furthest.
pub fn title(person: &DemoPerson) -> &'static str {
    let has = |role| person.roles.contains(&role);
    match () {
        () if has(Role::Operator) => "driftsansvarlig",
        () if has(Role::Coordinator) => "koordinator",
        () if has(Role::Superuser) => "superbruger",
        () if has(Role::Administrator) => "administrator",
        () => "digitaliseringskonsulent",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CASEBOOK, organisations, people};

    #[test]
    fn everybody_belongs_to_an_organisation_of_the_demo() {
        let known: BTreeSet<String> =
            organisations().unwrap().into_iter().map(|organisation| organisation.cvr).collect();
        assert_eq!(known.len(), 98 + 5 + 7, "municipalities, regions and the rest");
        for person in people().unwrap() {
            assert!(known.contains(&person.organisation), "{}", person.subject);
            assert!(person.email.ends_with(".example"), "{}", person.subject);
        }
    }

    #[test]
    fn every_case_has_an_owner_that_is_known_and_a_dry_run_refuses_no_registration() {
        let known: BTreeSet<String> =
            organisations().unwrap().into_iter().map(|organisation| organisation.cvr).collect();
        let rows = crate::import::casebook(CASEBOOK).unwrap();
        assert_eq!(rows.len(), 52);
        for row in &rows {
            assert!(known.contains(&row.owner), "{}", row.name);
        }
        let report = crate::import::dry_run(&rows);
        for row in &report.rows {
            for (what, refusal) in &row.refused {
                assert_eq!(what, "fase", "{}: {refusal:?}", row.name);
            }
            assert!(row.unreadable.is_none(), "{}", row.name);
        }
    }
}
