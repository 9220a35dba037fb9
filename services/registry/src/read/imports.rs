//! Imports of files: folded, and told to those of the organisation who register cases.

use case::Event;
use case::access::{Principal, imports_of};
use chrono::DateTime;
use sea_orm::QueryResult;
use vocabulary::{CaseId, Import, ImportFinished, ImportId, ImportedCase, PersonId};

use super::fold::Fold;
use super::page::{Listed, Page, Slice};
use super::save::count;
use super::sql::Sql;
use super::store::number;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::Recorded;

impl Fold {
    /// Folds an event of an import.
    pub(super) fn import(&mut self, id: ImportId, event: &Event, recorded: &Recorded) {
        let set = |column: &str| Sql::of("UPDATE read_imports SET ").push(column).push(" = ");
        match event {
            Event::ImportBegun { organisation, file, digest, rows, .. } => {
                let import = Import {
                    id,
                    organisation: *organisation,
                    person: recorded.origin.person.map(PersonId),
                    begun_at: recorded.origin.at,
                    file: file.clone(),
                    digest: digest.clone(),
                    rows: *rows,
                    registered: 0,
                    updated: 0,
                    finished: None,
                    undone_at: None,
                    kept: None,
                };
                let row = vec![
                    id.0.into(),
                    organisation.to_string().into(),
                    count(recorded.position),
                    json(&import).into(),
                    None::<String>.into(),
                    None::<i64>.into(),
                    None::<i64>.into(),
                ];
                self.imports.push(Write::Put(&tables::IMPORTS, vec![row]));
            }
            Event::ImportFinished { unchanged, refused, .. } => {
                let finished = ImportFinished { unchanged: *unchanged, refused: *refused };
                let sql = set("finished").bind(json(&finished)).push(" WHERE id = ").bind(id.0);
                self.imports.push(Write::Run(sql));
            }
            Event::ImportUndone { kept, .. } => {
                let at = recorded.origin.at.timestamp_micros();
                let sql = set("undone_at").bind(at).push(", kept = ").bind(i64::from(*kept));
                self.imports.push(Write::Run(sql.push(" WHERE id = ").bind(id.0)));
            }
            _ => {}
        }
    }

    /// Notes what an import did to a case, and that it was undone.
    pub(super) fn note_imported(&mut self, case: CaseId, event: &Event, recorded: &Recorded) {
        match event {
            Event::CaseImported { import, before, .. } => {
                let revisions = [count(*before), count(recorded.version)];
                let [before, after] = revisions;
                let row = vec![import.0.into(), case.0.into(), before, after, count(0)];
                self.imports.push(Write::Put(&tables::IMPORTED, vec![row]));
            }
            Event::CaseImportUndone { import } => {
                let sql = Sql::of("UPDATE read_imported_cases SET undone = 1 WHERE import_id = ");
                let sql = sql.bind(import.0).push(" AND case_id = ").bind(case.0);
                self.imports.push(Write::Run(sql));
            }
            _ => {}
        }
    }
}

/// An import with the number of cases that it made and changed.
const IMPORT: &str = "SELECT i.import, i.finished, i.undone_at, i.kept, \
    (SELECT count(*) FROM read_imported_cases m WHERE m.import_id = i.id AND m.before = 0), \
    (SELECT count(*) FROM read_imported_cases u WHERE u.import_id = i.id AND u.before > 0) \
    FROM read_imports i WHERE ";

impl Reader {
    /// Imports of the principal's organisation, the newest first; the cursor is the import's id.
    pub async fn imports(
        &self,
        principal: &Principal,
        slice: &Slice,
    ) -> Result<Page<Import>, ReadError> {
        let own = || imports_of(principal).map(|cvr| cvr.to_string());
        let mut sql = Sql::of(IMPORT).among("i.organisation", own());
        if let Some(cursor) = &slice.after {
            let after: ImportId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND i.position < (SELECT j.position FROM read_imports j WHERE j.id = ")
                .bind(after.0)
                .push(" AND ")
                .among("j.organisation", own())
                .push(")");
        }
        let sql = sql.push(" ORDER BY i.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let item = told(row)?;
            items.push(Listed { cursor: item.id.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }

    /// The cases that an import of the principal's organisation made or changed and that the principal
    /// may read, in the order of their ids, which are the cursors.
    pub async fn imported_cases(
        &self,
        principal: &Principal,
        import: ImportId,
        slice: &Slice,
    ) -> Result<Page<ImportedCase>, ReadError> {
        let own = imports_of(principal).map(|cvr| cvr.to_string());
        let mut sql = Sql::of(
            "SELECT m.case_id, m.before, m.after, m.undone FROM read_imported_cases m \
             JOIN read_imports i ON i.id = m.import_id WHERE m.import_id = ",
        )
        .bind(import.0)
        .push(" AND ")
        .among("i.organisation", own)
        .push(" AND ")
        .readable(principal, "m.case_id");
        if let Some(cursor) = &slice.after {
            let after: CaseId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql.push(" AND m.case_id > ").bind(after.0);
        }
        let sql = sql.push(" ORDER BY m.case_id LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let item = ImportedCase {
                case: CaseId(row.try_get_by_index(0)?),
                before: number(row, 1)?,
                after: number(row, 2)?,
                undone: number(row, 3)? > 0,
            };
            items.push(Listed { cursor: item.case.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }
}

fn told(row: &QueryResult) -> Result<Import, ReadError> {
    let import: Import = parsed(&row.try_get_by_index::<String>(0)?)?;
    let finished: Option<String> = row.try_get_by_index(1)?;
    let undone_at: Option<i64> = row.try_get_by_index(2)?;
    let kept: Option<i64> = row.try_get_by_index(3)?;
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Import {
        finished: finished.map(|text| parsed(&text)).transpose()?,
        undone_at: undone_at.and_then(DateTime::from_timestamp_micros),
        kept: kept.and_then(|kept| u32::try_from(kept).ok()),
        registered: small(number(row, 4)?),
        updated: small(number(row, 5)?),
        ..import
    })
}
