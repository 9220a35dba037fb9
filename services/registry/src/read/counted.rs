//! Cases behind a figure: those that were counted at a moment, with a value of each dimension.

use std::collections::HashMap;

use case::access::Principal;
use chrono::{DateTime, NaiveDate, Utc};
use vocabulary::{CountedCases, CountedValue, Cvr, Organisation, Quarter, StatisticsDimension};

use super::beside::label_kind;
use super::dimension::of_organisation;
use super::names::Names;
use super::sql::Sql;
use crate::search::fold;

/// All organisations by their key.
type Organisations = HashMap<Cvr, Organisation>;

impl Sql {
    /// Adds that the case of `read_cases c` is one that statistics counted for the principal.
    pub(super) fn counted(
        self,
        principal: &Principal,
        cases: &CountedCases,
        organisations: &Organisations,
        technologies: &Names,
    ) -> Self {
        let mut keys = principal.statistics_keys();
        if cases.shared {
            keys.retain(|key| key == "public" || key == "members");
        }
        let mut sql = self
            .push(" AND EXISTS (SELECT 1 FROM read_figures f WHERE f.case_id = c.id AND ")
            .at(Some(cases.as_of))
            .push(" AND ")
            .counted_by(&keys);
        for value in &cases.values {
            sql = value_is(sql.push(" AND "), value, organisations, technologies);
        }
        sql.push(")")
    }
}

/// Adds that a span of `read_figures f` has a value. What no case can have is nowhere.
fn value_is(
    sql: Sql,
    value: &CountedValue,
    organisations: &Organisations,
    technologies: &Names,
) -> Sql {
    let key = value.key.as_deref();
    match value.dimension {
        StatisticsDimension::Organisation => sql.among("f.lead", key),
        StatisticsDimension::Phase => sql.among("f.phase", key),
        StatisticsDimension::Status => sql.among("f.status", key),
        StatisticsDimension::Kind => sql.among("f.kind", key),
        of @ (StatisticsDimension::OrganisationKind
        | StatisticsDimension::Region
        | StatisticsDimension::SizeBand) => {
            let with = organisations.iter().filter(|(_, organisation)| {
                let has = of_organisation(of, organisation);
                if key.is_none() { has.is_some() } else { has == key }
            });
            let with = with.map(|(cvr, _)| cvr.to_string());
            let (before, after) = if key.is_none() { ("NOT (", ")") } else { ("", "") };
            sql.push(before).among("f.lead", with).push(after)
        }
        StatisticsDimension::Technology => technology_is(sql, key, technologies),
        of @ (StatisticsDimension::SubjectArea
        | StatisticsDimension::KleGroup
        | StatisticsDimension::Vendor) => label_is(sql, label_kind(of).unwrap_or_default(), key),
        StatisticsDimension::RegisteredYear => within(sql, "f.registered_at", key, year),
        StatisticsDimension::RegisteredQuarter => within(sql, "f.registered_at", key, quarter),
        StatisticsDimension::OperationYear => within(sql, "f.operation_at", key, year),
        StatisticsDimension::OperationQuarter => within(sql, "f.operation_at", key, quarter),
    }
}

/// A technology has every name that means it.
fn technology_is(sql: Sql, key: Option<&str>, technologies: &Names) -> Sql {
    let Some(key) = key else { return label_is(sql, "technology", None) };
    let meaning = technologies.meaning(key);
    let mut sql = sql.push("(1 = 0");
    for name in meaning {
        sql = label_is(sql.push(" OR "), "technology", Some(&fold(&name)));
    }
    sql.push(")")
}

/// Labels are lines, so that one stands at the beginning or after a line's end.
fn label_is(sql: Sql, kind: &str, key: Option<&str>) -> Sql {
    let line = match key {
        Some(key) => format!("{kind}:{key}\t"),
        None => format!("{kind}:"),
    };
    let line = line.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    sql.push(if key.is_some() { "(" } else { "NOT (" })
        .push("f.labels LIKE ")
        .bind(format!("{line}%"))
        .push(r" ESCAPE '\' OR f.labels LIKE ")
        .bind(format!("%\n{line}%"))
        .push(r" ESCAPE '\')")
}

/// The first moment of a period and the first after it.
type Bounds = (DateTime<Utc>, DateTime<Utc>);

fn within(sql: Sql, column: &str, key: Option<&str>, bounds: fn(&str) -> Option<Bounds>) -> Sql {
    let Some(key) = key else { return sql.push(column).push(" IS NULL") };
    let Some((from, until)) = bounds(key) else { return sql.push("1 = 0") };
    sql.push("(")
        .push(column)
        .push(" >= ")
        .bind(from.timestamp_micros())
        .push(" AND ")
        .push(column)
        .push(" < ")
        .bind(until.timestamp_micros())
        .push(")")
}

fn year(key: &str) -> Option<Bounds> {
    let year: i32 = key.parse().ok()?;
    Some((first_of(year)?, first_of(year.checked_add(1)?)?))
}

/// `2026-Q3`.
fn quarter(key: &str) -> Option<Bounds> {
    let quarter: Quarter = key.parse().ok()?;
    Some((quarter.begins(), quarter.ends()))
}

fn first_of(year: i32) -> Option<DateTime<Utc>> {
    Some(NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(0, 0, 0)?.and_utc())
}
