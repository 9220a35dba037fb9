//! Rows of files: what they leave out is filled in from the case as the log has it now, so that nobody
//! writes over what they have not seen.

use case::access::{Action, permit};
use case::imports::{ImportRecord, ImportedFile};
use case::{Case, Event, ImportRow, import_case, undo_import};
use serde_json::{Map, Value};
use vocabulary::{
    Cvr, ExternalKey, FieldProblem, FieldRule, ImportId, Phase, Refusal, RefusalCode, Section,
    Status, Visibility,
};

use super::decide::Decided;
use super::{Order, Outcome, Request, Stop, Writer, case_stream};
use crate::log::LogError;
use crate::past::{Until, case_at};
use crate::size;

/// What is asked about imports.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum ImportOrder {
    /// A row of a file about a case.
    Row(Box<RowOrder>),
    /// The case is to be as it was before an import.
    UndoCase {
        import: ImportId,
    },
    /// About an import, and no case, like the two below.
    Begin {
        import: ImportId,
        file: ImportedFile,
    },
    Finish {
        import: ImportId,
        unchanged: u32,
        refused: u32,
    },
    ConcludeUndo {
        import: ImportId,
        kept: u32,
    },
}

/// What a row says, as it comes.
#[derive(Debug, Clone)]
pub struct RowOrder {
    /// The import that it is of; none for a dry run.
    pub import: Option<ImportId>,
    /// The key of the case; none where the row names a case that there is.
    pub key: Option<ExternalKey>,
    /// Fields by section.
    pub sections: Map<String, Value>,
    /// The same for a case that is new, where the row says nothing.
    pub defaults: Map<String, Value>,
    /// The phase, where the row says one.
    pub phase: Option<Phase>,
    /// The status with its reason, where the row says one.
    pub status: Option<(Status, Option<String>)>,
    /// Who may read a case that is new.
    pub visibility: Visibility,
}

/// What a row came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowEffect {
    /// The revision before; 0 of a case that the row makes.
    pub before: u64,
    /// The case was deleted and is there again.
    pub restored: bool,
    /// Whether anything changes.
    pub changes: bool,
    /// What of the row is not taken, and why.
    pub left_out: Vec<Refusal>,
}

impl Order {
    /// Whether it is only to be decided.
    pub(super) fn is_dry_run(&self) -> bool {
        matches!(self, Self::Import(ImportOrder::Row(row)) if row.import.is_none())
    }
}

impl Writer {
    /// What a request would come to, decided on what the log says now and not written.
    pub(super) async fn preview(&self, request: &Request) -> Result<Outcome, LogError> {
        match self.decide(request).await {
            Ok(Decided { version: revision, row, .. }) => {
                Ok(Outcome::Done { revision, position: 0, repeated: false, row })
            }
            Err(Stop::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
            Err(Stop::Conflict(revision, since)) => Ok(Outcome::Conflict { revision, since }),
            Err(Stop::Fault(error)) => Err(error),
        }
    }

    /// Decides about rows of imports and imports as a whole.
    pub(super) async fn decide_import(
        &self,
        request: &Request,
        order: &ImportOrder,
    ) -> Result<Decided, Stop> {
        let organisation = request.principal.organisation();
        let by = organisation.ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        match order {
            ImportOrder::Row(row) => self.decide_row(request, row, by).await,
            ImportOrder::UndoCase { import } => self.decide_undo(request, *import, by).await,
            ImportOrder::Begin { import, file } => {
                let begin = |record: &ImportRecord| record.begin(*import, by, file.clone());
                self.decide_record(request, *import, begin).await
            }
            ImportOrder::Finish { import, unchanged, refused } => {
                let counts = (*unchanged, *refused);
                let finish = |record: &ImportRecord| record.finish(*import, by, counts);
                self.decide_record(request, *import, finish).await
            }
            ImportOrder::ConcludeUndo { import, kept } => {
                let undo = |record: &ImportRecord| record.undo(*import, by, *kept);
                self.decide_record(request, *import, undo).await
            }
        }
    }

    async fn decide_row(
        &self,
        request: &Request,
        row: &RowOrder,
        organisation: Cvr,
    ) -> Result<Decided, Stop> {
        if let Some(import) = row.import {
            let stream = import_stream(import);
            self.load(&self.folds.imports, &stream).await?.open(organisation)?;
        }
        let loaded = self.case(request.case).await?;
        let action = match (loaded.exists(), loaded.deleted_at) {
            (false, _) if row.key.is_some() => Action::Register,
            (_, None) => Action::Edit,
            (_, Some(_)) => Action::Restore,
        };
        permit(&request.principal, action, &loaded.facts())?;
        let asked = ImportRow {
            import: row.import.unwrap_or(ImportId(uuid::Uuid::nil())),
            key: row.key.clone(),
            lead: organisation,
            reporter: request.principal.person(),
            sections: merged(&loaded, row)?,
            phase: row.phase,
            status: row.status.clone(),
            visibility: row.visibility,
        };
        let imported = import_case(request.case, &loaded, asked)?;
        size::check(&loaded, &imported.events, request.origin.at)?;
        let effect = RowEffect {
            before: loaded.version(),
            restored: imported.restored,
            changes: !imported.events.is_empty(),
            left_out: imported.left_out,
        };
        let (stream, version) = (case_stream(request.case), loaded.version());
        Ok(Decided { stream, version, events: imported.events, row: Some(Box::new(effect)) })
    }

    async fn decide_undo(
        &self,
        request: &Request,
        import: ImportId,
        organisation: Cvr,
    ) -> Result<Decided, Stop> {
        let stream = import_stream(import);
        self.load(&self.folds.imports, &stream).await?.known_to(organisation)?;
        let loaded = self.case(request.case).await?;
        let last = loaded.imported.filter(|last| last.import == import);
        let action = match last {
            Some(last) if last.is_undone_by_deleting() => Action::Delete,
            _ => Action::Edit,
        };
        permit(&request.principal, action, &loaded.facts())?;
        let before = last.map_or(0, |last| last.before);
        let earlier = case_at(self.log.as_ref(), request.case, Until::Revision(before)).await?;
        let events = undo_import(&loaded, import, &earlier.unwrap_or_default())?;
        Ok(Decided::of(case_stream(request.case), loaded.version(), events))
    }

    async fn decide_record(
        &self,
        request: &Request,
        import: ImportId,
        decide: impl FnOnce(&ImportRecord) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Decided, Stop> {
        permit(&request.principal, Action::Register, &case::access::Facts::default())?;
        let stream = import_stream(import);
        let record = self.load(&self.folds.imports, &stream).await?;
        let events = decide(&record)?;
        Ok(Decided::of(stream, record.version(), events))
    }
}

/// The stream of an import.
fn import_stream(import: ImportId) -> String {
    format!("import-{import}")
}

/// The sections that a row speaks of, whole: with what the case says where the row says nothing.
fn merged(case: &Case, row: &RowOrder) -> Result<Vec<Section>, Refusal> {
    let unreadable = |section: &str| Refusal {
        code: RefusalCode::InvalidFields,
        fields: vec![FieldProblem {
            field: section.to_owned(),
            rule: FieldRule::Malformed,
            limit: None,
        }],
    };
    let Ok(Value::Object(mut now)) = serde_json::to_value(case) else {
        return Err(unreadable("sections"));
    };
    let mut said = Map::new();
    if !case.exists() {
        merge(&mut said, row.defaults.clone());
    }
    merge(&mut said, row.sections.clone());
    let mut sections = Vec::new();
    for (name, fields) in said {
        let (Some(Value::Object(mut whole)), Value::Object(fields)) = (now.remove(&name), fields)
        else {
            return Err(unreadable(&name));
        };
        merge(&mut whole, fields);
        let section: Map<_, _> = [(name.clone(), Value::Object(whole))].into_iter().collect();
        let section = serde_json::from_value(Value::Object(section));
        sections.push(section.map_err(|_| unreadable(&name))?);
    }
    Ok(sections)
}

/// Puts fields in the place of those there are, within objects one by one.
fn merge(whole: &mut Map<String, Value>, fields: Map<String, Value>) {
    for (name, value) in fields {
        match (whole.get_mut(&name), value) {
            (Some(Value::Object(within)), Value::Object(fields)) => merge(within, fields),
            (Some(Value::String(known)), Value::String(text)) if reads_alike(known, &text) => {}
            (_, value) => {
                whole.insert(name, value);
            }
        }
    }
}

/// Whether two texts differ by nothing but how files end lines and keep gaps.
fn reads_alike(one: &str, other: &str) -> bool {
    if !one.contains('\n') && !other.contains('\n') {
        return one.split_whitespace().eq(other.split_whitespace());
    }
    one.trim().lines().map(str::trim_end).eq(other.trim().lines().map(str::trim_end))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::merge;

    #[test]
    fn what_is_left_out_stays_and_what_reads_alike_is_the_same() {
        let mut whole = json!({
            "a": "x  y", "b": "1\r\n2", "c": ["gammel"], "d": {"from": 1, "to": 2}, "e": null
        });
        let said = json!({"a": "x y", "b": "1\n2", "c": ["ny"], "d": {"from": 3}, "e": {"f": 4}});
        let (Value::Object(whole), Value::Object(said)) = (&mut whole, said) else { return };
        merge(whole, said);
        assert_eq!(whole["a"], "x  y");
        assert_eq!(whole["b"], "1\r\n2");
        assert_eq!(whole["c"], json!(["ny"]));
        assert_eq!((&whole["d"], &whole["e"]), (&json!({"from": 3, "to": 2}), &json!({"f": 4})));
    }
}
