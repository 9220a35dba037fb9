//! Orders about what comes in from files.

use case::access::Principal;
use case::imports::ImportedFile;
use proto::registry::v1 as pb;
use serde_json::{Map, Value};
use vocabulary::{CaseId, ExternalKey, FieldRule, Refusal};

use super::{id, json, named, own, problem, said, visibility};
use crate::execute::{ImportOrder, Order, RowOrder};

/// Characters of a source and of a key.
const SOURCE_LIMIT: usize = 60;
const KEY_LIMIT: usize = 120;

pub fn import_case(
    principal: &Principal,
    case: CaseId,
    asked: pb::ImportCase,
) -> Result<Order, Refusal> {
    let key = match asked.key_json.as_slice() {
        [] => None,
        bytes => Some(checked(json("key", bytes)?)?),
    };
    if let Some(key) = &key
        && key.case_of(own(principal)?) != case
    {
        return Err(problem("caseId", FieldRule::NotAllowed, None));
    }
    let status = match asked.status.as_str() {
        "" => None,
        name => Some((named("status", name)?, said(asked.status_reason))),
    };
    let import = if asked.dry_run { None } else { Some(id("importId", &asked.import_id)?) };
    let row = Box::new(RowOrder {
        import,
        key,
        sections: object("sections", &asked.sections_json)?,
        defaults: object("defaults", &asked.defaults_json)?,
        phase: said(asked.phase).map(|name| named("phase", &name)).transpose()?,
        status,
        visibility: visibility(&asked.visibility)?,
    });
    Ok(Order::Import(ImportOrder::Row(row)))
}

fn object(field: &str, bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if bytes.is_empty() { Ok(Map::new()) } else { json(field, bytes) }
}

fn checked(key: ExternalKey) -> Result<ExternalKey, Refusal> {
    for (field, text, limit) in
        [("key.source", &key.source, SOURCE_LIMIT), ("key.key", &key.key, KEY_LIMIT)]
    {
        if text.trim().is_empty() {
            return Err(problem(field, FieldRule::Required, None));
        }
        if text.chars().count() > limit {
            return Err(problem(field, FieldRule::TooLong, i64::try_from(limit).ok()));
        }
        if text.chars().any(char::is_control) {
            return Err(problem(field, FieldRule::ForbiddenCharacters, None));
        }
    }
    Ok(key)
}

pub fn undo_imported_case(asked: &pb::UndoImportedCase) -> Result<Order, Refusal> {
    let import = id("importId", &asked.import_id)?;
    Ok(Order::Import(ImportOrder::UndoCase { import }))
}

pub fn begin_import(asked: pb::BeginImport) -> Result<Order, Refusal> {
    let import = id("importId", &asked.import_id)?;
    let file = ImportedFile { name: asked.file, digest: asked.digest, rows: asked.rows };
    Ok(Order::Import(ImportOrder::Begin { import, file }))
}

pub fn finish_import(asked: &pb::FinishImport) -> Result<Order, Refusal> {
    let import = id("importId", &asked.import_id)?;
    let (unchanged, refused) = (asked.unchanged, asked.refused);
    Ok(Order::Import(ImportOrder::Finish { import, unchanged, refused }))
}

pub fn conclude_undo(asked: &pb::ConcludeUndo) -> Result<Order, Refusal> {
    let import = id("importId", &asked.import_id)?;
    Ok(Order::Import(ImportOrder::ConcludeUndo { import, kept: asked.kept }))
}
