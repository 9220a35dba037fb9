//! What a row of a file says of a case, carried out; and undone.
//!
//! A row goes through the rules of what people do one by one: it can say nothing that they could not.
//! What a phase or a status still lacks is told and the rest is taken, so that a case is not lost to
//! its least field.

use serde::{Deserialize, Serialize};
use vocabulary::{
    CaseId, Cvr, ExternalKey, FieldProblem, ImportId, PersonId, Phase, Refusal, RefusalCode,
    Section, Status, Visibility,
};

use crate::event::Event;
use crate::register::{self, Registration};
use crate::state::Case;
use crate::{change_phase, change_status, delete, describe, restore_version};

/// What a deleted case says that an import had made.
const UNDONE: &str = "Importen, som lavede løsningen, er fortrudt.";

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The import that it is of.
    pub import: ImportId,
    /// The key of the case; none where the row names a case that there is.
    pub key: Option<ExternalKey>,
    /// The organisation that imports.
    pub lead: Cvr,
    /// Who imports; none for a job.
    pub reporter: Option<PersonId>,
    /// Sections as they are to be, whole.
    pub sections: Vec<Section>,
    /// The phase, where the row says one.
    pub phase: Option<Phase>,
    /// The status with its reason, where the row says one.
    pub status: Option<(Status, Option<String>)>,
    /// Who may read a case that is new. Of one that there is, an import changes that never.
    pub visibility: Visibility,
}

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// None when all is as the row says.
    pub events: Vec<Event>,
    /// The case was deleted and is there again.
    pub restored: bool,
    /// What of the row was not taken, and why.
    pub left_out: Vec<Refusal>,
}

/// The last import that changed a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastImport {
    /// Which.
    pub import: ImportId,
    /// The revision before; 0 of a case that it made.
    pub before: u64,
    /// The revision after.
    pub after: u64,
    /// The case had been deleted.
    pub restored: bool,
    /// It was undone.
    pub undone: bool,
}

/// Decides a row about the case `id`, which `case` is the fold of.
pub fn import_case(id: CaseId, case: &Case, row: ImportRow) -> Result<Imported, Refusal> {
    let restored = case.deleted_at.is_some();
    let begun = if case.exists() {
        let mut begun = Begun { case: case.clone(), events: Vec::new() };
        begun.take(delete::restore(case));
        begun.describe(row.sections)?;
        begun
    } else {
        let key = row.key.as_ref().filter(|key| key.case_of(row.lead) == id);
        key.ok_or(Refusal::of(RefusalCode::CaseUnknown))?;
        Begun { case: case.clone(), events: Vec::new() }.register(id, &row)?
    };
    let (mut begun, mut left_out) = (begun, Vec::new());
    if let Some((status, reason)) = row.status {
        // A row without a reason does not take away the one that was given here.
        let same = reason.is_none() && status == begun.case.status;
        let reason = if same { begun.case.status_reason.clone() } else { reason };
        begun.try_to(|case| change_status::decide(case, status, reason), &mut left_out);
    }
    if let Some(phase) = row.phase {
        begun.try_to(|case| change_phase::decide(case, phase), &mut left_out);
    }
    let is_new_key = row.key.is_some() && row.key != begun.case.external_key;
    if !begun.events.is_empty() || is_new_key {
        let (import, key, before) = (row.import, row.key, case.revision);
        begun.events.push(Event::CaseImported { import, key, before, restored });
    }
    Ok(Imported { events: begun.events, restored, left_out })
}

/// Decides to bring a case back to what it was before an import; `earlier` is the case as it was
/// then. Whatever has happened to it since is not undone with it.
pub fn undo_import(case: &Case, import: ImportId, earlier: &Case) -> Result<Vec<Event>, Refusal> {
    let last = case.imported.filter(|last| last.import == import);
    let Some(last) = last else {
        return Err(Refusal::of(RefusalCode::ImportOvertaken));
    };
    if last.undone {
        return Ok(Vec::new());
    }
    if case.revision != last.after {
        return Err(Refusal::of(RefusalCode::ImportOvertaken));
    }
    let mut events = vec![Event::CaseImportUndone { import }];
    if last.is_undone_by_deleting() {
        events.extend(delete::delete(case, UNDONE)?);
        return Ok(events);
    }
    events.extend(restore_version::decide(case, earlier)?);
    if case.phase != earlier.phase {
        events.push(Event::PhaseChanged { from: case.phase, to: earlier.phase });
    }
    if (case.status, &case.status_reason) != (earlier.status, &earlier.status_reason) {
        let (status, reason) = (earlier.status, earlier.status_reason.clone());
        events.push(Event::StatusChanged { status, reason });
    }
    Ok(events)
}

impl LastImport {
    /// Whether the case was not there before it.
    pub fn is_undone_by_deleting(&self) -> bool {
        self.before == 0 || self.restored
    }
}

/// A case with the events that have come so far.
struct Begun {
    case: Case,
    events: Vec<Event>,
}

impl Begun {
    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            self.case.evolve(&event, self.case.changed_at);
            self.events.push(event);
        }
    }

    fn register(mut self, id: CaseId, row: &ImportRow) -> Result<Self, Refusal> {
        let (mut basics, mut sections) = (None, Vec::new());
        for section in row.sections.clone() {
            match section {
                Section::Basics(section) => basics = Some(section),
                section => sections.push(section),
            }
        }
        let registration = Registration {
            lead: row.lead,
            reporter: row.reporter,
            basics: basics.unwrap_or_default(),
            sections: Vec::new(),
            visibility: row.visibility,
        };
        let problems = match register::begin(id, &self.case, registration) {
            Ok(events) => {
                self.take(events);
                Vec::new()
            }
            Err(refusal) => of_fields(refusal)?,
        };
        self.describe_after(sections, problems)?;
        Ok(self)
    }

    fn describe(&mut self, sections: Vec<Section>) -> Result<(), Refusal> {
        self.describe_after(sections, Vec::new())
    }

    /// Every field at fault is told at once.
    fn describe_after(
        &mut self,
        sections: Vec<Section>,
        mut problems: Vec<FieldProblem>,
    ) -> Result<(), Refusal> {
        for section in sections {
            match describe::decide(&self.case, section) {
                Ok(events) => self.take(events),
                Err(refusal) => problems.extend(of_fields(refusal)?),
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(Refusal { code: RefusalCode::InvalidFields, fields: problems })
    }

    /// Takes what may be, or notes why not.
    fn try_to(
        &mut self,
        decide: impl FnOnce(&Case) -> Result<Vec<Event>, Refusal>,
        left_out: &mut Vec<Refusal>,
    ) {
        match decide(&self.case) {
            Ok(events) => self.take(events),
            Err(refusal) => left_out.push(refusal),
        }
    }
}

/// The fields of a refusal that is about fields.
fn of_fields(refusal: Refusal) -> Result<Vec<FieldProblem>, Refusal> {
    if refusal.code == RefusalCode::InvalidFields { Ok(refusal.fields) } else { Err(refusal) }
}

#[cfg(test)]
mod tests;
