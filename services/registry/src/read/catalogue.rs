//! Technologies and IT systems: folded, and listed for those signed in.

use case::Event;
use case::access::Principal;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;
use vocabulary::{Catalogue, CatalogueEntry, CatalogueEntryId, ImportedEntry};

use super::fold::Fold;
use super::page::{Listed, Page, Slice};
use super::sql::Sql;
use super::tables;
use super::title_order::title_order;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::search::fold;

/// How what is read of entries begins.
pub(super) const SELECTED: &str = "SELECT c.id, c.name, c.vendor, c.aliases, c.organisation, c.imported, c.retired, \
     c.merged_into FROM read_catalogue c WHERE ";

/// The JSON of no other names.
const NO_NAMES: &str = "[]";

/// Which entries are asked for.
#[derive(Debug, Clone)]
pub struct CatalogueList {
    /// Of which catalogue.
    pub catalogue: Catalogue,
    /// Part of one of their names; blank for all.
    pub search: String,
    /// Retired and merged ones too.
    pub all: bool,
    /// Which part of the list.
    pub slice: Slice,
}

impl Fold {
    /// Folds an event of a catalogue.
    pub(super) fn catalogue(&mut self, event: &Event) {
        let write = match event {
            Event::CatalogueEntryAdded { catalogue, entry, name, vendor, organisation } => {
                let row = vec![
                    catalogue.name().into(),
                    entry.0.into(),
                    name.clone().into(),
                    title_order(name).into(),
                    fold(name).into(),
                    vendor.clone().into(),
                    NO_NAMES.into(),
                    "".into(),
                    organisation.map(|cvr| cvr.to_string()).into(),
                    0_i64.into(),
                    0_i64.into(),
                    Value::Uuid(None),
                ];
                Write::Put(&tables::CATALOGUE, vec![row])
            }
            Event::CatalogueEntryRevised { catalogue, entry, name, vendor, aliases } => {
                let sql = named(Sql::of("UPDATE read_catalogue SET "), name, vendor.as_deref());
                let sql = sql.push(", aliases = ").bind(json(aliases));
                let sql = sql.push(", folded_aliases = ").bind(all_folded(aliases));
                Write::Run(of_entry(sql, *catalogue, *entry))
            }
            Event::CatalogueEntryMerged { catalogue, entry, into } => {
                let sql = Sql::of("UPDATE read_catalogue SET merged_into = ").bind(into.0);
                Write::Run(of_entry(sql, *catalogue, *entry))
            }
            Event::CatalogueEntryRetired { catalogue, entry } => {
                let sql = Sql::of("UPDATE read_catalogue SET retired = 1");
                Write::Run(of_entry(sql, *catalogue, *entry))
            }
            Event::CatalogueEntryBroughtBack { catalogue, entry } => {
                let sql = Sql::of("UPDATE read_catalogue SET retired = 0, merged_into = NULL");
                Write::Run(of_entry(sql, *catalogue, *entry))
            }
            Event::CatalogueEntriesImported { catalogue, entries, retired } => {
                self.own.extend(entries.iter().map(|entry| imported(*catalogue, entry)));
                let sql = Sql::of("UPDATE read_catalogue SET retired = 1 WHERE catalogue = ");
                let sql = sql.bind(catalogue.name()).push(" AND ");
                Write::Run(sql.among("id", retired.iter().map(|entry| entry.0)))
            }
            _ => return,
        };
        self.own.push(write);
    }
}

/// Puts what a source says in the place of what it said before; other names and merges stay.
fn imported(catalogue: Catalogue, entry: &ImportedEntry) -> Write {
    let sql = Sql::of(
        "INSERT INTO read_catalogue (catalogue, id, name, name_order, folded, vendor, aliases, \
         folded_aliases, imported, retired) VALUES (",
    );
    let sql = sql.list::<Value>([
        catalogue.name().into(),
        entry.id.0.into(),
        entry.name.clone().into(),
        title_order(&entry.name).into(),
        fold(&entry.name).into(),
        entry.vendor.clone().into(),
        NO_NAMES.into(),
    ]);
    Write::Run(sql.push(
        ", '', 1, 0) ON CONFLICT (catalogue, id) DO UPDATE SET name = excluded.name, \
         name_order = excluded.name_order, folded = excluded.folded, vendor = excluded.vendor, \
         imported = 1, retired = 0",
    ))
}

fn all_folded(aliases: &[String]) -> String {
    aliases.iter().map(|alias| fold(alias)).collect::<Vec<_>>().join("\n")
}

fn named(sql: Sql, name: &str, vendor: Option<&str>) -> Sql {
    let sql = sql.push("name = ").bind(name).push(", name_order = ").bind(title_order(name));
    let sql = sql.push(", folded = ").bind(fold(name));
    sql.push(", vendor = ").bind(vendor.map(ToOwned::to_owned))
}

fn of_entry(sql: Sql, catalogue: Catalogue, entry: CatalogueEntryId) -> Sql {
    sql.push(" WHERE catalogue = ").bind(catalogue.name()).push(" AND id = ").bind(entry.0)
}

impl Reader {
    /// A page of entries in the order of their names, for readers who are signed in; nothing for
    /// others. The cursor is the entry's id.
    pub async fn catalogue(
        &self,
        principal: &Principal,
        list: &CatalogueList,
    ) -> Result<Page<CatalogueEntry>, ReadError> {
        if !principal.reads_shared() {
            return Ok(Page { items: Vec::new(), has_next: false, total: None });
        }
        let catalogue = list.catalogue.name();
        let mut sql = Sql::of(SELECTED).push("c.catalogue = ").bind(catalogue);
        if !list.all {
            sql = sql.push(" AND c.retired = 0 AND c.merged_into IS NULL");
        }
        if !list.search.trim().is_empty() {
            let part = containing(&fold(list.search.trim()));
            sql = sql.push(" AND (c.folded LIKE ").bind(part.clone()).push(" ESCAPE '!'");
            sql = sql.push(" OR c.folded_aliases LIKE ").bind(part).push(" ESCAPE '!')");
        }
        if let Some(cursor) = &list.slice.after {
            let after: CatalogueEntryId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND (c.name_order, c.id) > (SELECT a.name_order, a.id ")
                .push("FROM read_catalogue a WHERE a.catalogue = ")
                .bind(catalogue)
                .push(" AND a.id = ")
                .bind(after.0)
                .push(")");
        }
        let sql = sql.push(" ORDER BY c.name_order, c.id LIMIT ").bind(list.slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(list.slice.count()) {
            let item = entry(row)?;
            items.push(Listed { cursor: item.id.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > list.slice.count(), total: None })
    }
}

/// What a text that contains another is like.
pub(super) fn containing(part: &str) -> String {
    let escaped: String = part
        .chars()
        .flat_map(|letter| {
            matches!(letter, '!' | '%' | '_').then_some('!').into_iter().chain([letter])
        })
        .collect();
    format!("%{escaped}%")
}

/// The entry that a row of [`SELECTED`] says.
pub(super) fn entry(row: &QueryResult) -> Result<CatalogueEntry, ReadError> {
    let organisation: Option<String> = row.try_get_by_index(4)?;
    let organisation = organisation.map(|cvr| cvr.parse()).transpose();
    let flag = |column| Ok::<_, ReadError>(row.try_get_by_index::<i64>(column)? != 0);
    Ok(CatalogueEntry {
        id: CatalogueEntryId(row.try_get_by_index(0)?),
        name: row.try_get_by_index(1)?,
        vendor: row.try_get_by_index(2)?,
        aliases: parsed(&row.try_get_by_index::<String>(3)?)?,
        organisation: organisation.map_err(|_| ReadError::Corrupt("an organisation".to_owned()))?,
        imported: flag(5)?,
        retired: flag(6)?,
        merged_into: row.try_get_by_index::<Option<Uuid>>(7)?.map(CatalogueEntryId),
    })
}
