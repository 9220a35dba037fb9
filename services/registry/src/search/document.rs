//! A case as the index is handed it.

use chrono::{DateTime, Utc};
use vocabulary::{CaseId, Organisation, PublicRecord, Visibility};

use super::filter::{day, micros};
use super::labels::{self, Label};
use super::texts::{Zone, of_record};

/// A case to be found: its shared texts, who may find it, and what lists are filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    /// The case.
    pub case: CaseId,
    /// Access keys: a reader finds it who holds one of them. Without any it is taken out.
    pub access: Vec<String>,
    pub(super) texts: Vec<OwnedText>,
    pub(super) labels: Vec<Label>,
    pub(super) changed_at_micros: u64,
    pub(super) created_at_micros: u64,
    pub(super) review_day: Option<u64>,
    pub(super) operation_day: Option<u64>,
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
        let changed_at_micros = micros(record.changed_at.timestamp_micros());
        Self {
            case: record.id,
            access,
            texts: texts
                .map(|text| OwnedText { zone: text.zone, text: text.content.to_owned() })
                .collect(),
            labels: labels::of_record(record, visibility),
            changed_at_micros,
            created_at_micros: changed_at_micros,
            review_day: record.review_on.map(day),
            operation_day: record.operation.in_operation_since.map(day),
        }
    }

    /// The same with when it came to be there, and with what is known of its owners.
    #[must_use]
    pub fn around(mut self, created_at: DateTime<Utc>, owners: &[Organisation]) -> Self {
        self.created_at_micros = micros(created_at.timestamp_micros());
        self.labels.extend(labels::of_owners(owners));
        self
    }

    /// A case that nobody finds any more.
    pub fn gone(case: CaseId) -> Self {
        Self {
            case,
            access: Vec::new(),
            texts: Vec::new(),
            labels: Vec::new(),
            changed_at_micros: 0,
            created_at_micros: 0,
            review_day: None,
            operation_day: None,
        }
    }
}
