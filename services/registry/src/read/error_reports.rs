//! Errors that readers report: folded, and told to the two sides only. Others are not even told that
//! there are any, for a report may be wrong.

use std::collections::{BTreeSet, HashMap};

use case::Event;
use case::access::Principal;
use chrono::{Datelike, NaiveDate};
use sea_orm::{DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use vocabulary::{
    CaseId, ErrorReport, ErrorReportId, ErrorResolution, InboxKind, OpenErrorReports, PersonId,
};

use super::fold::{Fold, Stream, organisation};
use super::page::{Listed, Page, Slice};
use super::save::count;
use super::sql::Sql;
use super::store::Store;
use super::tables;
use super::telling::entry;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::{Position, Recorded};

/// What is read of a report that is known, before its id.
pub(super) const REPORTED: &str = "SELECT report FROM read_error_reports WHERE id = ";

/// A report as a page finds and leaves it; it names who reported.
#[derive(Debug)]
pub(super) struct KnownReport {
    pub report: ErrorReport,
    /// Of its last event in the page; none when the page holds none.
    pub position: Option<Position>,
}

/// The error reports that streams are.
pub(super) fn error_reports_of<'a>(streams: impl Iterator<Item = &'a str>) -> BTreeSet<Uuid> {
    let id = |name| match Stream::of(name) {
        Stream::ErrorReport(id) => Some(id.0),
        _ => None,
    };
    streams.filter_map(id).collect()
}

impl Fold {
    /// A report as its row says.
    pub(super) fn known_error_report(&mut self, row: &str) -> Result<(), ReadError> {
        let report: ErrorReport = parsed(row)?;
        self.error_reports.insert(report.id, KnownReport { report, position: None });
        Ok(())
    }

    /// Loads the reports that events of a page are about.
    pub(super) async fn load_error_reports(
        &mut self,
        tx: &DatabaseTransaction,
        events: &[(Recorded, Result<Event, String>)],
    ) -> Result<(), ReadError> {
        let streams = events.iter().map(|(recorded, _)| recorded.stream.as_str());
        for id in error_reports_of(streams) {
            if let Some(row) = Sql::of(REPORTED).bind(id).one(tx).await? {
                self.known_error_report(&row.try_get_by_index::<String>(0)?)?;
            }
        }
        Ok(())
    }

    /// Folds an event of an error report.
    pub(super) fn error_report(
        &mut self,
        id: ErrorReportId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        match event {
            Event::ErrorReported { case, reporting, field, text, due_on, .. } => {
                let report = ErrorReport {
                    id,
                    case: *case,
                    reporting: *reporting,
                    author: recorded.origin.person.map(PersonId),
                    field: field.clone(),
                    text: text.clone(),
                    reported_at: recorded.origin.at,
                    due_on: *due_on,
                    overdue: false,
                    resolution: None,
                };
                self.error_reports.entry(id).or_insert(KnownReport { report, position: None });
            }
            Event::ErrorResolved { answer, .. } => {
                let known = self.error_reports.get_mut(&id).ok_or("it begins with an answer")?;
                known.report.resolution = Some(ErrorResolution {
                    answer: answer.clone(),
                    organisation: organisation(recorded).ok_or("an answer of no organisation")?,
                    resolved_at: recorded.origin.at,
                });
            }
            _ => return Ok(()),
        }
        if let Some(known) = self.error_reports.get_mut(&id) {
            known.position = Some(recorded.position);
        }
        self.tell_of_error(id, event, recorded);
        Ok(())
    }

    /// Tells the people on the case of an error, and who reported it of the answer.
    fn tell_of_error(&mut self, id: ErrorReportId, event: &Event, recorded: &Recorded) {
        let Some(KnownReport { report, .. }) = self.error_reports.get(&id) else { return };
        let Some(case) = self.cases.get(&report.case).map(|touched| &touched.case) else { return };
        let (kind, told): (_, BTreeSet<PersonId>) = match event {
            Event::ErrorReported { .. } => {
                (InboxKind::ErrorReported, case.people.keys().copied().collect())
            }
            _ => (InboxKind::ErrorResolved, report.author.into_iter().collect()),
        };
        let mut entry = entry(kind, case, event, recorded);
        (entry.error_report, entry.edition) = (Some(id), None);
        for person in told {
            self.tell(person, recorded, entry.clone());
        }
    }

    /// The error reports of the page.
    pub(super) fn write_error_reports(&self, writes: &mut Vec<Write>) {
        let touched = self.error_reports.values().filter_map(|known| {
            let (report, position) = (&known.report, known.position?);
            let due = report.resolution.is_none().then_some(report.due_on);
            let due: Value = due.map(|day| i64::from(day.num_days_from_ce())).into();
            Some(vec![
                report.id.0.into(),
                report.case.0.into(),
                report.reporting.to_string().into(),
                count(position),
                due,
                json(report).into(),
            ])
        });
        writes.push(Write::Put(&tables::ERROR_REPORTS, touched.collect()));
    }
}

/// The open error reports of cases, as far as the principal is told of them: as an owner.
pub(super) async fn open_error_reports(
    store: &Store,
    principal: &Principal,
    ids: &[Uuid],
) -> Result<HashMap<CaseId, OpenErrorReports>, ReadError> {
    if principal.organisation().is_none() {
        return Ok(HashMap::new());
    }
    let sql = Sql::of("SELECT case_id, count(*), min(due_day) FROM read_error_reports WHERE ")
        .among("case_id", ids.iter().copied())
        .push(" AND due_day IS NOT NULL GROUP BY case_id");
    let rows = sql.all(&store.readers).await?;
    let open = rows.iter().map(|row| {
        let (count, due): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let day = i32::try_from(due).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Ok((CaseId(row.try_get_by_index(0)?), OpenErrorReports { count, due_on: day }))
    });
    open.collect()
}

impl Reader {
    /// Error reports that the principal is on a side of, about one case or all, those without an
    /// answer or all, the last told of first. The cursor is the report's id. Who reported is told to
    /// their own organisation only.
    pub async fn error_reports(
        &self,
        principal: &Principal,
        case: Option<CaseId>,
        only_open: bool,
        slice: &Slice,
    ) -> Result<Page<ErrorReport>, ReadError> {
        let sql = Sql::of("SELECT e.report FROM read_error_reports e WHERE ");
        let mut sql = sql.on_an_error_side(principal);
        if let Some(case) = case {
            sql = sql.push(" AND e.case_id = ").bind(case.0);
        }
        if only_open {
            sql = sql.push(" AND e.due_day IS NOT NULL");
        }
        if let Some(cursor) = &slice.after {
            let after: ErrorReportId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(
                    " AND e.position < (SELECT e.position FROM read_error_reports e WHERE e.id = ",
                )
                .bind(after.0)
                .push(" AND ")
                .on_an_error_side(principal)
                .push(")");
        }
        let sql = sql.push(" ORDER BY e.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let item = shown(row, principal)?;
            items.push(Listed { cursor: item.id.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }

    /// An error report that the principal is on a side of.
    pub async fn error_report(
        &self,
        principal: &Principal,
        id: ErrorReportId,
    ) -> Result<Option<ErrorReport>, ReadError> {
        let sql = Sql::of("SELECT e.report FROM read_error_reports e WHERE e.id = ").bind(id.0);
        let sql = sql.push(" AND ").on_an_error_side(principal);
        let row = sql.one(&self.now().store.readers).await?;
        row.map(|row| shown(&row, principal)).transpose()
    }
}

impl Sql {
    /// Adds that the principal is on a side of the error report `e`, as `case::access::error_side` has
    /// it.
    pub(super) fn on_an_error_side(self, principal: &Principal) -> Self {
        const OWNERS: &str = "SELECT 1 FROM read_case_labels l WHERE l.case_id = e.case_id AND \
                              l.kind = 'owner' AND ";
        let own = || principal.organisation().map(|cvr| cvr.to_string());
        self.push("(")
            .among("e.asking", own())
            .push(" AND NOT EXISTS (")
            .push(OWNERS)
            .push("l.value = e.asking) OR EXISTS (")
            .push(OWNERS)
            .among("l.value", own())
            .push(" AND ")
            .readable(principal, "l.case_id")
            .push("))")
    }
}

/// A report with its author for the author's own organisation.
fn shown(row: &QueryResult, principal: &Principal) -> Result<ErrorReport, ReadError> {
    let text: String = row.try_get_by_index(0)?;
    let kept: ErrorReport = parsed(&text)?;
    let own = principal.organisation() == Some(kept.reporting);
    Ok(ErrorReport { author: kept.author.filter(|_| own), ..kept })
}
