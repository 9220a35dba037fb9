//! What a list of cases can be narrowed by.

use case::access::Principal;
use chrono::{Datelike, NaiveDate};
use vocabulary::{CaseId, CaseKind, CountedCases, Cvr, Phase, Status, SubjectArea, Visibility};

use super::sql::Sql;
use crate::directory::Directory;
use crate::search::{self, Filter};

/// What a list of cases is narrowed by: any of a list's values, all of the lists and conditions. An
/// empty list is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
pub struct CaseFilter {
    /// Free text; blank for none.
    pub search: String,
    /// Phases.
    pub phases: Vec<Phase>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Kinds of effort.
    pub kinds: Vec<CaseKind>,
    /// Subject areas.
    pub subject_areas: Vec<SubjectArea>,
    /// Owner organisations, lead or joint.
    pub organisations: Vec<Cvr>,
    /// Technologies by name; case, accents and Danish spellings do not matter.
    pub technologies: Vec<String>,
    /// How widely cases are shared.
    pub visibilities: Vec<Visibility>,
    /// Only cases that the reader follows.
    pub followed: bool,
    /// Only cases that the reader has put a bookmark on.
    pub bookmarked: bool,
    /// Only cases that the reader's organisation owns.
    pub own_organisation: bool,
    /// Only cases that the reader may answer for their organisation whether it will own as well.
    pub invited: bool,
    /// Only cases that should have been looked through before this day.
    pub overdue_on: Option<NaiveDate>,
    /// Only cases that build on this one.
    pub reuses_case: Option<CaseId>,
    /// Only cases that a figure of the reader's statistics was counted over.
    pub counted: Option<CountedCases>,
}

impl CaseFilter {
    /// Whether it asks for what the search index does not know.
    pub(super) fn is_personal(&self) -> bool {
        let of_reader = self.followed || self.bookmarked || self.own_organisation || self.invited;
        let of_rows = self.overdue_on.is_some() || self.counted.is_some();
        of_reader || of_rows || self.reuses_case.is_some()
    }

    /// The part that the search index knows.
    pub(super) fn indexed(&self) -> Filter {
        Filter {
            phases: self.phases.clone(),
            statuses: self.statuses.clone(),
            kinds: self.kinds.clone(),
            subject_areas: self.subject_areas.clone(),
            organisations: self.organisations.clone(),
            technologies: self.technologies.clone(),
            visibilities: self.visibilities.clone(),
            cases: None,
        }
    }

    /// The part that the search index knows, on `read_cases c`.
    pub(super) fn narrow(&self, mut sql: Sql) -> Sql {
        sql = any(sql, "c.phase", self.phases.iter().map(|phase| phase.name()));
        sql = any(sql, "c.status", self.statuses.iter().map(|status| status.name()));
        sql = any(sql, "c.kind", self.kinds.iter().map(|kind| kind.name()));
        sql = any(sql, "c.visibility", self.visibilities.iter().map(|it| it.name()));
        sql = label(sql, "area", self.subject_areas.iter().map(|area| area.name().to_owned()));
        sql = label(sql, "owner", self.organisations.iter().map(ToString::to_string));
        label(sql, "technology", self.technologies.iter().map(|name| search::fold(name)))
    }

    /// The part that depends on who asks, on `read_cases c`. What a case builds on is only told to
    /// readers of what it builds on.
    pub(super) fn narrow_personal(
        &self,
        principal: &Principal,
        directory: &Directory,
        mut sql: Sql,
    ) -> Sql {
        if self.followed {
            let person = principal.person().map(|person| person.0);
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_follows f WHERE f.case_id = c.id AND ")
                .among("f.person", person)
                .push(")");
        }
        if self.bookmarked {
            let person = principal.person().map(|person| person.0);
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_bookmarks b WHERE b.case_id = c.id AND ")
                .among("b.person", person)
                .push(")");
        }
        if self.own_organisation {
            let own = principal.organisation().map(|cvr| cvr.to_string());
            sql = owned(sql, own);
        }
        if let Some(day) = self.overdue_on {
            sql = sql.push(" AND c.review_day < ").bind(i64::from(day.num_days_from_ce()));
        }
        if self.invited {
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_case_access i WHERE i.case_id = c.id AND ")
                .among("i.key", principal.invitation_key())
                .push(")");
        }
        if let Some(counted) = &self.counted {
            sql = sql.counted(principal, counted, &directory.organisations());
        }
        if let Some(source) = self.reuses_case {
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_reuses r WHERE r.case_id = c.id AND ")
                .push("r.source_id = ")
                .bind(source.0)
                .push(" AND ")
                .readable(principal, "r.source_id")
                .push(")");
        }
        sql
    }
}

fn any<'a>(sql: Sql, column: &str, values: impl Iterator<Item = &'a str>) -> Sql {
    let mut values = values.peekable();
    if values.peek().is_none() {
        return sql;
    }
    sql.push(" AND ").among(column, values)
}

fn label(sql: Sql, kind: &str, values: impl Iterator<Item = String>) -> Sql {
    let mut values = values.peekable();
    if values.peek().is_none() { sql } else { labelled(sql, kind, values) }
}

fn owned(sql: Sql, by: Option<String>) -> Sql {
    labelled(sql, "owner", by)
}

fn labelled(sql: Sql, kind: &str, values: impl IntoIterator<Item = String>) -> Sql {
    sql.push(" AND EXISTS (SELECT 1 FROM read_case_labels l WHERE l.case_id = c.id AND l.kind = ")
        .bind(kind)
        .push(" AND ")
        .among("l.value", values)
        .push(")")
}
