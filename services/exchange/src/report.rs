//! What became of each row of a file.

use proto::registry::v1 as rpc;
use serde::Serialize;
use vocabulary::{Cvr, Refusal};

use crate::columns;
use crate::rows::{Origin, Row, Rows, Said};

/// What a row came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// A case was made.
    Registered,
    /// A case was changed.
    Updated,
    /// A deleted case is there again.
    Restored,
    /// All was so already.
    Unchanged,
    /// The same row of the same import had been carried out before.
    Repeated,
    /// Nothing of it was taken.
    Refused,
}

/// One row.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowReport {
    /// Its number in the file, where the headings are 1.
    pub row: u32,
    /// The key of the case, where the row has one.
    pub key: Option<String>,
    /// What the case is called.
    pub title: String,
    /// The case.
    pub case: Option<String>,
    /// What the row came to.
    pub effect: Effect,
    /// Why it was refused.
    pub problems: Vec<Said>,
    /// What must be said of it besides.
    pub notes: Vec<Said>,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Counts {
    pub registered: u32,
    pub updated: u32,
    pub restored: u32,
    pub unchanged: u32,
    pub repeated: u32,
    pub refused: u32,
}

/// A whole file.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The import; none of a dry run.
    pub import: Option<String>,
    /// Nothing was written.
    pub dry_run: bool,
    /// The name of the file.
    pub file: String,
    /// Whose form it has: `predecessor`, `genvej` or `other`.
    pub origin: &'static str,
    /// How it was read.
    pub assumed: Vec<String>,
    /// How many rows came to what.
    pub counts: Counts,
    /// In the order of the file.
    pub rows: Vec<RowReport>,
}

/// What a refusal says, in the language of the report.
pub type Texts<'a> = &'a (dyn Fn(&Refusal) -> Vec<Said> + Send + Sync);

impl RowReport {
    /// Of a row that was not sent.
    pub fn refused(row: &Row, organisation: Cvr) -> Self {
        Self {
            row: row.number,
            key: row.key.as_ref().map(|(_, key)| key.clone()),
            title: row.title.clone(),
            case: row.case_in(organisation).map(|case| case.to_string()),
            effect: Effect::Refused,
            problems: row.problems.clone(),
            notes: row.notes.clone(),
        }
    }

    /// Of a row that was answered. None where the answer cannot be read.
    pub fn of(row: &Row, organisation: Cvr, outcome: &rpc::Outcome, texts: Texts) -> Option<Self> {
        let mut report = Self::refused(row, organisation);
        if !outcome.refusal_json.is_empty() {
            let refusal: Refusal = serde_json::from_slice(&outcome.refusal_json).ok()?;
            report.problems.extend(texts(&refusal));
            return Some(report);
        }
        report.effect = match outcome.import_effect.as_str() {
            "registered" => Effect::Registered,
            "updated" => Effect::Updated,
            "restored" => Effect::Restored,
            "unchanged" => Effect::Unchanged,
            _ => Effect::Repeated,
        };
        if !outcome.left_out_json.is_empty() {
            let left_out: Vec<Refusal> = serde_json::from_slice(&outcome.left_out_json).ok()?;
            report.notes.extend(left_out.iter().flat_map(texts));
        }
        Some(report)
    }
}

impl Report {
    /// Of all rows of a file.
    pub fn of(rows: &Rows, import: Option<String>, file: &str, told: Vec<RowReport>) -> Self {
        Self {
            dry_run: import.is_none(),
            import,
            file: file.to_owned(),
            origin: match rows.origin {
                Origin::Predecessor => "predecessor",
                Origin::Ours => "genvej",
                Origin::Other => "other",
            },
            assumed: rows.assumed.clone(),
            counts: Counts::of(&told),
            rows: told,
        }
    }
}

impl Counts {
    fn of(rows: &[RowReport]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            let count = match row.effect {
                Effect::Registered => &mut counts.registered,
                Effect::Updated => &mut counts.updated,
                Effect::Restored => &mut counts.restored,
                Effect::Unchanged => &mut counts.unchanged,
                Effect::Repeated => &mut counts.repeated,
                Effect::Refused => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }
}

/// The heading of the column that a field stands in, by the field's path as the API has it
/// (`basics.kle[2]`); empty where none does.
pub fn heading(field: &str) -> &'static str {
    let plain = field.split('[').next().unwrap_or_default();
    let named = |path: &str| {
        let mut parts = path.split('_');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |name, part| {
            let (head, rest) = part.split_at(part.len().min(1));
            name + &head.to_uppercase() + rest
        })
    };
    columns::all()
        .find(|column| {
            let path = column.path.replace("status_reason", "status.reason");
            named(&path) == plain
        })
        .map_or("", |column| column.heading)
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn a_field_is_found_in_its_column() {
        assert_eq!(heading("basics.title"), "Titel");
        assert_eq!(heading("basics.kle[2]"), "KLE-nr");
        assert_eq!(heading("operation.legalBasisVerifiedOn"), "Sidst kontrolleret i forhold til §");
        assert_eq!(heading("status.reason"), "Statustekst");
        assert_eq!(heading("story.preconditions[0].text"), "Forudsætninger");
        assert_eq!(heading("gain.metric"), "");
    }
}
