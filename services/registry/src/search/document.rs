//! A case as the index is handed it.

use serde::Serialize;
use vocabulary::{CaseId, PublicRecord, Visibility};

use super::analysis::fold;
use super::texts::{Zone, of_record};

/// A case to be found: its shared texts, who may find it, and what lists are filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    /// The case.
    pub case: CaseId,
    /// Access keys: a reader finds it who holds one of them. Without any it is taken out.
    pub access: Vec<String>,
    pub(super) texts: Vec<OwnedText>,
    pub(super) phase: Vec<String>,
    pub(super) status: Vec<String>,
    pub(super) kind: Vec<String>,
    pub(super) subject_areas: Vec<String>,
    pub(super) organisations: Vec<String>,
    pub(super) technologies: Vec<String>,
    pub(super) visibility: Vec<String>,
    pub(super) changed_at_micros: u64,
}

/// A searched text of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnedText {
    pub zone: Zone,
    pub text: String,
}

impl SearchDocument {
    /// A case with the name of its lead organisation. Only the public record's texts are taken:
    /// nothing internal, no contact and no person can be found by anybody.
    pub fn of(
        record: &PublicRecord,
        visibility: Visibility,
        organisation_name: Option<&str>,
        access: Vec<String>,
    ) -> Self {
        let texts = of_record(record, organisation_name).into_iter();
        let owners = std::iter::once(&record.lead).chain(&record.joint_owners);
        let micros = record.changed_at.timestamp_micros();
        Self {
            case: record.id,
            access,
            texts: texts
                .map(|text| OwnedText { zone: text.zone, text: text.content.to_owned() })
                .collect(),
            phase: vec![record.phase.name().to_owned()],
            status: vec![record.status.name().to_owned()],
            kind: vec![name(&record.basics.kind)],
            subject_areas: record.basics.subject_areas.iter().map(name).collect(),
            organisations: owners.map(ToString::to_string).collect(),
            technologies: record.implementation.technologies.iter().map(|it| fold(it)).collect(),
            visibility: vec![visibility.name().to_owned()],
            changed_at_micros: u64::try_from(micros).unwrap_or(0),
        }
    }

    /// A case that nobody finds any more.
    pub fn gone(case: CaseId) -> Self {
        Self {
            case,
            access: Vec::new(),
            texts: Vec::new(),
            phase: Vec::new(),
            status: Vec::new(),
            kind: Vec::new(),
            subject_areas: Vec::new(),
            organisations: Vec::new(),
            technologies: Vec::new(),
            visibility: Vec::new(),
            changed_at_micros: 0,
        }
    }
}

/// The stable name of a value of the vocabulary.
pub(super) fn name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
