//! Where a page of cases ended: a cursor says what the last case itself says, and nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use case::Case;
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, Cvr};

use super::organisation_order::{OrganisationOrder, PLACE};
use super::row::{NO_SCHEDULE, Order};
use super::sql::Sql;
use super::title_order::title_order;
use super::{ReadError, json};

/// What cases are sorted by. All of it is the same for every reader of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first; newest change first without a search.
    #[default]
    Relevance,
    /// When what is shared last changed.
    ChangedAt,
    /// By title, as the Danish alphabet has it.
    Title,
    /// In the order of a life.
    Phase,
    /// Expected hours a year; cases that state none come last both ways.
    ExpectedHours,
    /// In the order of the statuses.
    Status,
    /// By name of the lead organisation, as the Danish alphabet has it.
    Organisation,
    /// When a case was first shared; of one that never was, when it was registered.
    CreatedAt,
    /// From the most to the least often; cases that state no schedule come last both ways.
    Schedule,
    /// By id, which is the order in which most ids were made.
    Id,
}

/// The place after a case. Base64 of JSON, which users need not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cursor {
    /// After so many of the reader's own hits.
    Hits(u32),
    ChangedAt(i64, CaseId),
    Title(String, CaseId),
    Phase(i64, CaseId),
    /// Whether hours are missing, hundredths of an hour.
    Hours(i64, i64, CaseId),
    Status(i64, CaseId),
    Organisation(Cvr, CaseId),
    CreatedAt(i64, CaseId),
    Schedule(i64, CaseId),
    Id(CaseId),
}

impl Cursor {
    /// The place after a case in a sorted list.
    pub fn after(sort: Sort, case: &Case) -> Option<Self> {
        let (id, order) = (case.id?, Order::of(case));
        Some(match sort {
            Sort::Relevance | Sort::ChangedAt => Self::ChangedAt(order.changed_at, id),
            Sort::Title => Self::Title(case.basics.title.clone(), id),
            Sort::Phase => Self::Phase(order.phase, id),
            Sort::ExpectedHours => Self::Hours(order.hours_missing, order.hours, id),
            Sort::Status => Self::Status(order.status, id),
            Sort::Organisation => Self::Organisation(case.lead?, id),
            Sort::CreatedAt => Self::CreatedAt(order.created_at, id),
            Sort::Schedule => Self::Schedule(order.schedule, id),
            Sort::Id => Self::Id(id),
        })
    }

    /// The text that a user holds.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(json(self))
    }

    /// The place that a text names.
    pub fn decode(text: &str) -> Result<Self, ReadError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| ReadError::InvalidCursor)?;
        serde_json::from_slice(&bytes).map_err(|_| ReadError::InvalidCursor)
    }

    /// The values that a list is sorted by, in order, at this place.
    fn values(self, sort: Sort, by: &OrganisationOrder) -> Result<Vec<Value>, ReadError> {
        let with = |value: i64, id: CaseId| vec![value.into(), id.0.into()];
        Ok(match (sort, self) {
            (Sort::Relevance | Sort::ChangedAt, Self::ChangedAt(at, id))
            | (Sort::CreatedAt, Self::CreatedAt(at, id)) => with(at, id),
            (Sort::Title, Self::Title(title, id)) => vec![title_order(&title).into(), id.0.into()],
            (Sort::Phase, Self::Phase(place, id)) | (Sort::Status, Self::Status(place, id)) => {
                with(place, id)
            }
            (Sort::ExpectedHours, Self::Hours(missing, hours, id)) => {
                vec![missing.into(), hours.into(), id.0.into()]
            }
            (Sort::Organisation, Self::Organisation(cvr, id)) => with(by.place(cvr), id),
            (Sort::Schedule, Self::Schedule(schedule, id)) => {
                let missing = i64::from(schedule == NO_SCHEDULE);
                vec![missing.into(), schedule.into(), id.0.into()]
            }
            (Sort::Id, Self::Id(id)) => vec![id.0.into()],
            _ => return Err(ReadError::InvalidCursor),
        })
    }
}

/// Whether no schedule is stated: the number is [`NO_SCHEDULE`].
const SCHEDULE_MISSING: &str = "CASE WHEN c.schedule_order = 100 THEN 1 ELSE 0 END";

/// The columns of `read_cases c` that a sort goes by, each with whether it descends.
fn columns(sort: Sort, descending: bool) -> Vec<(&'static str, bool)> {
    let id = ("c.id", false);
    match sort {
        Sort::Relevance => vec![("c.changed_at", true), id],
        Sort::ChangedAt => vec![("c.changed_at", descending), id],
        Sort::Title => vec![("c.title_order", descending), id],
        Sort::Phase => vec![("c.phase_order", descending), id],
        Sort::ExpectedHours => {
            vec![("c.hours_missing", false), ("c.hours_order", descending), id]
        }
        Sort::Status => vec![("c.status_order", descending), id],
        Sort::Organisation => vec![(PLACE, descending), id],
        Sort::CreatedAt => vec![("c.created_at", descending), id],
        Sort::Schedule => vec![(SCHEDULE_MISSING, false), ("c.schedule_order", descending), id],
        Sort::Id => vec![("c.id", descending)],
    }
}

impl Sql {
    /// Adds that a case comes after a place.
    pub fn after(
        mut self,
        (sort, descending): (Sort, bool),
        cursor: Cursor,
        by: &OrganisationOrder,
    ) -> Result<Self, ReadError> {
        let columns = columns(sort, descending);
        let values = cursor.values(sort, by)?;
        let beyond = |descends: bool| if descends { " < " } else { " > " };
        // A bound on the first column alone, so that its index is entered at the place.
        let (first, descends) = columns[0];
        self = self.push(" AND ").push(first).push(if descends { " <= " } else { " >= " });
        self = self.bind(values[0].clone()).push(" AND (");
        for last in 0..columns.len() {
            self = self.push(if last == 0 { "(" } else { " OR (" });
            for (same, value) in columns[..last].iter().zip(&values) {
                self = self.push(same.0).push(" = ").bind(value.clone()).push(" AND ");
            }
            let (column, descends) = columns[last];
            self = self.push(column).push(beyond(descends)).bind(values[last].clone()).push(")");
        }
        Ok(self.push(")"))
    }

    /// Adds the order.
    pub fn sorted(self, sort: Sort, descending: bool) -> Self {
        let columns: Vec<String> = columns(sort, descending)
            .into_iter()
            .map(|(column, descends)| format!("{column}{}", if descends { " DESC" } else { "" }))
            .collect();
        self.push(" ORDER BY ").push(&columns.join(", "))
    }
}
