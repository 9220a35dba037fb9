//! A case as a record to be written: what its reader was answered, and nothing besides but names.
//!
//! **Invariant:** a part that the answer does not hold has no place in the record either. Nothing is
//! blanked: the columns of what is missing are empty.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, json};
use vocabulary::{
    CaseView, Contact, Cost, Figure, Gain, InternalRecord, PersonId, PersonRole, Reuse, ReuseSource,
};

use crate::cell::Cell;
use crate::columns::{self, Column, Form};

/// What only others than the registry know: what organisations and people are called.
#[derive(Debug, Default)]
pub struct Names {
    /// By CVR number.
    pub organisations: HashMap<String, String>,
    /// Those whom the reader may be told of.
    pub people: HashMap<PersonId, String>,
}

/// A case ready to be written.
#[derive(Debug)]
pub struct Exported {
    record: Map<String, Value>,
    /// What follows from the rest, for people who read columns.
    shown: Map<String, Value>,
}

impl Exported {
    /// Of what a reader was answered.
    pub fn of(view: &CaseView, names: &Names) -> Self {
        let mut record = object(&view.public);
        let mut shown = shown(view, names);
        if let Some(members) = &view.members {
            record.insert("contact".to_owned(), value(&members.contact));
            record.insert("visibility".to_owned(), value(members.visibility));
            shown.insert("contact".to_owned(), json!(contact(&members.contact)));
            shown.insert("mailbox".to_owned(), value(&members.contact.mailbox));
        }
        if let Some(own) = &view.internal {
            shown.extend(people(own, names));
            shown.insert("registered_on".to_owned(), value(own.registered_at.date_naive()));
            let mut own_record = object(own);
            // What the one who asks may do says nothing of the case.
            for left_out in ["can_edit", "can_change_owners", "notes"] {
                own_record.remove(left_out);
            }
            record.insert("own".to_owned(), Value::Object(own_record));
            if let Some(notes) = &own.notes {
                record.insert("internal".to_owned(), value(notes));
            }
        }
        Self { record, shown }
    }

    /// The record as it is, for programs.
    pub fn record(&self) -> &Map<String, Value> {
        &self.record
    }

    /// A cell for each column.
    pub fn cells(&self) -> Vec<Cell> {
        columns::all().map(|column| self.cell(column)).collect()
    }

    fn cell(&self, column: &Column) -> Cell {
        let (first, rest) = column.path.split_once('.').unwrap_or((column.path, ""));
        let mut found = match first {
            "shown" => self.shown.get(rest),
            _ => self.record.get(first),
        };
        if first != "shown" && !rest.is_empty() {
            for part in rest.split('.') {
                found = found.and_then(|value| value.get(part));
            }
        }
        found.map_or(Cell::Empty, |found| written(found, column.form))
    }
}

fn value(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

fn object(of: impl Serialize) -> Map<String, Value> {
    match value(of) {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// A value in the form of its column.
fn written(value: &Value, form: Form) -> Cell {
    match form {
        Form::Line | Form::Text => Cell::text(value.as_str().unwrap_or_default()),
        Form::Lines => Cell::text(texts(value).join("\n")),
        Form::Numbers => Cell::text(texts(value).join(", ")),
        Form::Code(codes) => {
            value.as_str().map_or(Cell::Empty, |name| Cell::text(codes.label(name)))
        }
        Form::Codes(codes) => {
            let labels: Vec<&str> = texts(value).iter().map(|name| codes.label(name)).collect();
            Cell::text(labels.join(", "))
        }
        Form::Kinds(codes) => {
            let line = |one: &Value| {
                let part = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
                format!("{} | {}", codes.label(part("kind")), part("text"))
            };
            Cell::text(entries(value).map(line).collect::<Vec<_>>().join("\n"))
        }
        Form::Links => Cell::text(entries(value).map(link).collect::<Vec<_>>().join("\n")),
        Form::Whole | Form::Exact => number(value).map_or(Cell::Empty, Cell::Number),
        Form::Minutes => {
            let minutes = |seconds: Decimal| (seconds / Decimal::from(60)).round_dp(6).normalize();
            number(value).map_or(Cell::Empty, |seconds| Cell::Number(minutes(seconds)))
        }
        Form::Day => day(value).map_or(Cell::Empty, Cell::Day),
        Form::YesNo => value.as_bool().map_or(Cell::Empty, Cell::YesNo),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn texts(value: &Value) -> Vec<&str> {
    entries(value).filter_map(Value::as_str).collect()
}

fn link(one: &Value) -> String {
    let part = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
    let line = format!("{} | {}", crate::codes::LINKS.label(part("kind")), part("url"));
    if part("title").is_empty() { line } else { format!("{line} | {}", part("title")) }
}

/// A number, also one that travels as a text because it is exact.
fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The day of a date or of a moment.
fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.get(..10)?.parse().ok()
}

fn shown(view: &CaseView, names: &Names) -> Map<String, Value> {
    let record = &view.public;
    let workload = &record.workload;
    let lead = record.lead.to_string();
    let hours = |hours: Option<Decimal>| value(hours.map(|hours| hours.round_dp(2).normalize()));
    let lines = |lines: Vec<String>| json!(lines.join("\n"));
    let shown = json!({
        "lead": names.organisations.get(&lead).unwrap_or(&lead),
        "changed_on": record.changed_at.date_naive(),
        "manual_hours": hours(workload.manual_hours_per_year()),
        "expected_hours": hours(workload.expected_hours_per_year()),
        "score": record.suitability.score().map(|(score, _)| score),
        "addresses": record.links.entries.iter().map(|link| &link.url).collect::<Vec<_>>(),
        "costs": lines(record.resources.costs.iter().map(cost).collect()),
        "gains": lines(record.gains.iter().map(gain).collect()),
        "reuses": lines(record.reuses.iter().filter_map(reuse).collect()),
        "reusers": view.reusers,
        "attachments": record.attachments.iter().map(|file| &file.file_name).collect::<Vec<_>>(),
    });
    object(shown)
}

/// Who is on the case, as far as the reader is told their names.
fn people(own: &InternalRecord, names: &Names) -> Map<String, Value> {
    let with = |role: PersonRole| -> Value {
        let with_role = own.people.iter().filter(|person| person.roles.contains(&role));
        json!(with_role.filter_map(|one| names.people.get(&one.person)).collect::<Vec<_>>())
    };
    object(json!({
        "reporter": with(PersonRole::Reporter),
        "subject_contact": with(PersonRole::SubjectContact),
        "technical_contact": with(PersonRole::TechnicalContact),
        "associated": with(PersonRole::Associated),
    }))
}

fn contact(contact: &Contact) -> String {
    let parts = [&contact.role, &contact.mailbox, &contact.telephone];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn cost(cost: &Cost) -> String {
    let amount = cost.amount.map(danish);
    let parts = [&amount, &cost.unit, &cost.period, &cost.paid_by, &cost.statement];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" | ")
}

/// Expected and measured apart: they are never added together.
fn gain(gain: &Gain) -> String {
    let definition = &gain.definition;
    let unit = definition.unit_label.as_deref().unwrap_or_default();
    let with_unit = |number: Decimal| format!("{} {unit}", danish(number)).trim_end().to_owned();
    let figure = |figure: &Figure| figure.value.map(with_unit);
    let mut parts = vec![definition.metric.clone()];
    parts.extend(definition.baseline.as_ref().and_then(figure).map(|it| format!("før: {it}")));
    let expected = definition.expected.as_ref().and_then(figure);
    parts.extend(expected.map(|it| format!("forventet: {it}")));
    for recorded in &gain.measurements {
        let measured = &recorded.measurement;
        let period = measured.period_label.clone();
        let days = measured.period.map(|days| format!("{} til {}", days.from, days.to));
        let period = period.or(days).map(|it| format!(" ({it})")).unwrap_or_default();
        parts.extend(measured.value.map(|it| format!("målt: {}{period}", with_unit(it))));
    }
    parts.join(" | ")
}

fn reuse(reuse: &Reuse) -> Option<String> {
    match &reuse.source {
        ReuseSource::Case { case, .. } => Some(case.to_string()),
        ReuseSource::External { name, url: Some(url) } => Some(format!("{name} {url}")),
        ReuseSource::External { name, url: None } => Some(name.clone()),
        ReuseSource::Hidden => None,
    }
}

/// A number with a decimal comma.
pub fn danish(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}
