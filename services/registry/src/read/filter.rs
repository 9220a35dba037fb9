//! What a list of cases is narrowed by, as a statement and as the search index takes it.

use case::access::Principal;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use vocabulary::{CaseFilter, Cvr};

use super::codes::uses_retired;
use super::names::Names;
use super::sql::Sql;
use crate::directory::Directory;
use crate::search::{Filter, fold, name};

/// A filter with who asks, and the organisations that there are.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub filter: &'a CaseFilter,
    pub principal: &'a Principal,
    pub directory: &'a Directory,
    /// What technologies are called, where the filter asks for some.
    pub names: &'a Names,
}

impl Asked<'_> {
    /// Whether it asks for what the search index does not know.
    pub fn is_personal(self) -> bool {
        let asked = self.filter;
        let of_reader = asked.followed || asked.bookmarked || asked.reported || asked.associated;
        let of_rows = asked.reuses_case.is_some()
            || asked.counted.is_some()
            || asked.predecessor_id.is_some();
        let owning = asked.invited || asked.lead_offered || asked.person.is_some();
        let collected = asked.collection.is_some() || asked.consent_asked;
        let counted = asked.retired_codes || asked.least_reusers.is_some();
        of_reader || of_rows || owning || collected || counted
    }

    /// The part that the search index knows.
    pub fn indexed(self) -> Filter {
        let mut filter = Filter::of(self.filter);
        if self.filter.own_organisation {
            match self.principal.organisation() {
                Some(own) => filter.owner = Some(own.to_string()),
                None => filter.cases = Some(Vec::new()),
            }
        }
        filter
    }

    /// The same part, on `read_cases c`.
    pub fn narrow(self, mut sql: Sql) -> Sql {
        let asked = self.filter;
        sql = any(sql, "c.phase", asked.phases.iter().map(|phase| phase.name()));
        sql = any(sql, "c.status", asked.statuses.iter().map(|status| status.name()));
        sql = any(sql, "c.kind", asked.kinds.iter().map(|kind| kind.name()));
        sql = any(sql, "c.visibility", asked.visibilities.iter().map(|it| it.name()));
        sql = any(sql, "c.schedule", asked.schedules.iter().map(name));
        sql = any(sql, "c.vendor", asked.vendors.iter().map(|name| fold(name)));
        sql = label(sql, "area", asked.subject_areas.iter().map(|area| area.name().to_owned()));
        sql = label(sql, "owner", asked.organisations.iter().map(ToString::to_string));
        sql = label(sql, "technology", asked.technologies.iter().map(|name| fold(name)));
        sql = label(sql, "system", asked.systems.iter().map(|name| fold(name)));
        sql = label(sql, "kle", asked.kle.iter().cloned());
        if asked.own_organisation {
            sql = owned(sql, self.principal.organisation());
        }
        let (kinds, regions) = (&asked.organisation_kinds, &asked.regions);
        if !kinds.is_empty() {
            sql = owned(sql, self.organisations(|it| kinds.contains(&it.kind)));
        }
        if !regions.is_empty() {
            let there =
                |it: &vocabulary::Organisation| it.region.is_some_and(|it| regions.contains(&it));
            sql = owned(sql, self.organisations(there));
        }
        for (column, wanted) in [
            ("c.kla", asked.kla),
            ("c.sep_mep", asked.sep_mep),
            ("c.affects_citizens", asked.affects_citizens),
            ("c.affects_companies", asked.affects_companies),
            ("c.measured", asked.measured_gains),
        ] {
            if let Some(wanted) = wanted {
                sql = sql.push(" AND ").push(column).push(" = ").bind(i64::from(wanted));
            }
        }
        self.narrow_times(sql)
    }

    fn narrow_times(self, sql: Sql) -> Sql {
        let asked = self.filter;
        let day = |day: NaiveDate| i64::from(day.num_days_from_ce());
        let micros = |at: DateTime<Utc>| at.timestamp_micros();
        let bounds = [
            (" AND c.changed_at >= ", asked.changed_since.map(micros)),
            (" AND c.created_at >= ", asked.created_since.map(micros)),
            (" AND c.operation_day >= ", asked.in_operation_from.map(day)),
            (" AND c.operation_day <= ", asked.in_operation_to.map(day)),
            (" AND c.review_day < ", asked.overdue_on.map(day)),
        ];
        bounds.into_iter().fold(sql, |sql, (condition, bound)| match bound {
            Some(bound) => sql.push(condition).bind(bound),
            None => sql,
        })
    }

    fn organisations(self, wanted: impl Fn(&vocabulary::Organisation) -> bool) -> Vec<Cvr> {
        let all = self.directory.organisations();
        all.values().filter(|organisation| wanted(organisation)).map(|it| it.cvr).collect()
    }

    /// The part that depends on who asks, on `read_cases c`. What a case builds on is only told to
    /// readers of what it builds on.
    pub fn narrow_personal(self, mut sql: Sql) -> Sql {
        let (asked, principal) = (self.filter, self.principal);
        let person = principal.person();
        sql = label(sql, "predecessor", asked.predecessor_id.iter().cloned());
        if asked.followed {
            sql = kept(sql, "read_follows", person.map(|person| person.0));
        }
        if asked.bookmarked {
            sql = kept(sql, "read_bookmarks", person.map(|person| person.0));
        }
        if asked.reported {
            sql = labelled(sql, "reporter", person.map(|person| person.to_string()));
            sql = owned(sql, principal.organisation());
        }
        if asked.associated {
            sql = opened(sql, principal.own_key());
        }
        if asked.invited {
            sql = opened(sql, principal.invitation_key());
        }
        if let Some(counted) = &asked.counted {
            sql = sql.counted(principal, counted, &self.directory.organisations(), self.names);
        }
        if asked.retired_codes {
            sql = uses_retired(sql);
        }
        if let Some(source) = asked.reuses_case {
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_reuses r WHERE r.case_id = c.id AND ")
                .push("r.source_id = ")
                .bind(source.0)
                .push(" AND ")
                .readable(principal, "r.source_id")
                .push(")");
        }
        if let Some(least) = asked.least_reusers {
            sql = sql
                .push(" AND (SELECT count(DISTINCT r.case_id) FROM read_reuses r WHERE ")
                .push("r.source_id = c.id AND ")
                .readable(principal, "r.case_id")
                .push(") >= ")
                .bind(i64::from(least));
        }
        self.narrow_owning(sql)
    }

    /// The part that depends on who owns cases, is on them and gathers them.
    fn narrow_owning(self, mut sql: Sql) -> Sql {
        let (asked, principal) = (self.filter, self.principal);
        if asked.lead_offered {
            sql = labelled(sql, "offered", principal.answers_for().map(|cvr| cvr.to_string()));
        }
        if let Some(person) = asked.person {
            sql = sql.with_person(principal, person);
        }
        if let Some(id) = asked.collection {
            sql = sql.collected(principal, id, asked.collection_asks);
        }
        if asked.consent_asked {
            sql = sql.consent_asked(principal);
        }
        sql
    }
}

fn any<V: Into<sea_orm::Value>>(sql: Sql, column: &str, values: impl Iterator<Item = V>) -> Sql {
    let mut values = values.peekable();
    if values.peek().is_none() { sql } else { sql.push(" AND ").among(column, values) }
}

fn label(sql: Sql, kind: &str, values: impl Iterator<Item = String>) -> Sql {
    let mut values = values.peekable();
    if values.peek().is_none() { sql } else { labelled(sql, kind, values) }
}

/// Owned by one of these, which may be none.
fn owned(sql: Sql, by: impl IntoIterator<Item = Cvr>) -> Sql {
    labelled(sql, "owner", by.into_iter().map(|cvr| cvr.to_string()))
}

fn labelled(sql: Sql, kind: &str, values: impl IntoIterator<Item = String>) -> Sql {
    sql.push(" AND EXISTS (SELECT 1 FROM read_case_labels l WHERE l.case_id = c.id AND l.kind = ")
        .bind(kind)
        .push(" AND ")
        .among("l.value", values)
        .push(")")
}

/// In a table of the reader's own.
fn kept(sql: Sql, table: &str, person: Option<uuid::Uuid>) -> Sql {
    sql.push(" AND EXISTS (SELECT 1 FROM ")
        .push(table)
        .push(" k WHERE k.case_id = c.id AND ")
        .among("k.person", person)
        .push(")")
}

/// Opened by this very key.
fn opened(sql: Sql, key: Option<String>) -> Sql {
    sql.push(" AND EXISTS (SELECT 1 FROM read_case_access i WHERE i.case_id = c.id AND ")
        .among("i.key", key)
        .push(")")
}
