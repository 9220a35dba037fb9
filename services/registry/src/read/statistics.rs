//! Figures across cases, now or as they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::access::Principal;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sea_orm::QueryResult;
use vocabulary::{Cvr, Figures, Organisation, OrganisationKind, Region};
use vocabulary::{StatisticsCell, StatisticsDimension};

use super::sql::Sql;
use super::{ReadError, Reader, figures};

/// Dimensions that figures can be split by at once.
pub const MOST_DIMENSIONS: usize = 3;

/// Figures over everything in scope, and split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Over everything.
    pub total: Figures,
    /// One cell for each combination of values that any case has, sorted by them.
    pub cells: Vec<StatisticsCell>,
}

/// Sums under way, exact until they are rounded at the end.
#[derive(Debug, Default)]
struct Sums {
    cases: i32,
    leads: BTreeSet<String>,
    expected_hours: Sum,
    measured_hours: Sum,
    expected_kroner: Sum,
    measured_kroner: Sum,
    reuses: i64,
    reuses_in_use: i64,
}

/// A sum with how many cases it rests on.
#[derive(Debug, Default)]
struct Sum {
    amount: Decimal,
    cases: i32,
}

/// The figures of one case, as a row.
struct Counted {
    lead: String,
    kind: String,
    phase: String,
    status: String,
    /// Expected and measured hours in their parts, expected and measured kroner.
    amounts: [Option<Decimal>; 4],
    reuses: i64,
    reuses_in_use: i64,
}

impl Reader {
    /// Figures over the cases in the principal's scope (`Principal::statistics_keys`), split by
    /// at most [`MOST_DIMENSIONS`] dimensions, now or as they were at a moment: then both the
    /// cases and how widely they were shared count as of that moment.
    pub async fn statistics(
        &self,
        principal: &Principal,
        dimensions: &[StatisticsDimension],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Statistics, ReadError> {
        if dimensions.len() > MOST_DIMENSIONS {
            return Err(ReadError::Invalid("figures are split by three dimensions at most"));
        }
        let rows = in_scope(principal, as_of).all(&self.now().store.readers).await?;
        let organisations = self.directory.organisations();
        let mut total = Sums::default();
        let mut cells: BTreeMap<Vec<Option<String>>, Sums> = BTreeMap::new();
        for row in &rows {
            let counted = Counted::of(row)?;
            let values =
                dimensions.iter().map(|dimension| counted.value(*dimension, &organisations));
            cells.entry(values.collect()).or_default().add(&counted)?;
            total.add(&counted)?;
        }
        if dimensions.is_empty() {
            cells.clear();
        }
        let cells = cells
            .into_iter()
            .map(|(values, sums)| StatisticsCell { values, figures: sums.figures() });
        Ok(Statistics { cells: cells.collect(), total: total.figures() })
    }
}

fn in_scope(principal: &Principal, as_of: Option<DateTime<Utc>>) -> Sql {
    let sql = Sql::of(
        "SELECT f.lead, f.kind, f.phase, f.status, f.expected_hours, f.measured_hours, \
         f.expected_kroner, f.measured_kroner, f.reuses, f.reuses_in_use FROM read_figures f WHERE ",
    );
    let sql = match as_of.map(|at| at.timestamp_micros()) {
        None => sql.push("f.until_at IS NULL"),
        Some(at) => sql
            .push("f.from_at <= ")
            .bind(at)
            .push(" AND (f.until_at IS NULL OR f.until_at > ")
            .bind(at)
            .push(")"),
    };
    sql.push(" AND EXISTS (SELECT 1 FROM read_figures_access a WHERE a.case_id = f.case_id")
        .push(" AND a.from_position = f.from_position AND ")
        .among("a.key", principal.statistics_keys())
        .push(")")
}

impl Counted {
    fn of(row: &QueryResult) -> Result<Self, ReadError> {
        let mut amounts = [None; 4];
        for (column, amount) in (4..).zip(&mut amounts) {
            let text: Option<String> = row.try_get_by_index(column)?;
            let parsed = text.map(|text| text.parse()).transpose();
            *amount = parsed.map_err(|_| ReadError::Corrupt("an amount".to_owned()))?;
        }
        Ok(Self {
            lead: row.try_get_by_index(0)?,
            kind: row.try_get_by_index(1)?,
            phase: row.try_get_by_index(2)?,
            status: row.try_get_by_index(3)?,
            amounts,
            reuses: row.try_get_by_index(8)?,
            reuses_in_use: row.try_get_by_index(9)?,
        })
    }

    /// The stable name of the case's value in a dimension; none where its organisation has none.
    fn value(
        &self,
        dimension: StatisticsDimension,
        organisations: &HashMap<Cvr, Organisation>,
    ) -> Option<String> {
        let lead = || organisations.get(&self.lead.parse().ok()?);
        match dimension {
            StatisticsDimension::Organisation => Some(self.lead.clone()),
            StatisticsDimension::OrganisationKind => Some(kind(lead()?.kind).to_owned()),
            StatisticsDimension::Region => Some(region(lead()?.region?).to_owned()),
            StatisticsDimension::Phase => Some(self.phase.clone()),
            StatisticsDimension::Status => Some(self.status.clone()),
            StatisticsDimension::Kind => Some(self.kind.clone()),
        }
    }
}

fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Municipality => "municipality",
        OrganisationKind::Region => "region",
        OrganisationKind::State => "state",
        OrganisationKind::Association => "association",
    }
}

fn region(region: Region) -> &'static str {
    match region {
        Region::Hovedstaden => "hovedstaden",
        Region::Sjaelland => "sjaelland",
        Region::Syddanmark => "syddanmark",
        Region::Midtjylland => "midtjylland",
        Region::Nordjylland => "nordjylland",
    }
}

impl Sum {
    fn add(&mut self, amount: Option<Decimal>) -> Result<(), ReadError> {
        if let Some(amount) = amount {
            let sum = self.amount.checked_add(amount);
            self.amount = sum.ok_or_else(|| ReadError::Corrupt("a sum too large".to_owned()))?;
            self.cases += 1;
        }
        Ok(())
    }

    /// None of no case, for "not stated" is not zero.
    fn shown(&self, round: impl Fn(Decimal) -> Decimal) -> Option<Decimal> {
        (self.cases > 0).then(|| round(self.amount).normalize())
    }
}

impl Sums {
    fn add(&mut self, counted: &Counted) -> Result<(), ReadError> {
        self.cases += 1;
        if !self.leads.contains(&counted.lead) {
            self.leads.insert(counted.lead.clone());
        }
        let [expected_hours, measured_hours, expected_kroner, measured_kroner] = counted.amounts;
        self.expected_hours.add(expected_hours)?;
        self.measured_hours.add(measured_hours)?;
        self.expected_kroner.add(expected_kroner)?;
        self.measured_kroner.add(measured_kroner)?;
        self.reuses += counted.reuses;
        self.reuses_in_use += counted.reuses_in_use;
        Ok(())
    }

    fn figures(&self) -> Figures {
        let count = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
        let kroner = |amount: Decimal| amount.round_dp(2);
        Figures {
            cases: self.cases,
            organisations: i32::try_from(self.leads.len()).unwrap_or(i32::MAX),
            expected_hours_per_year: self.expected_hours.shown(figures::hours),
            cases_with_expected_hours: self.expected_hours.cases,
            cases_without_expected_hours: self.cases - self.expected_hours.cases,
            measured_hours_per_year: self.measured_hours.shown(figures::hours),
            cases_with_measured_hours: self.measured_hours.cases,
            cases_without_measured_hours: self.cases - self.measured_hours.cases,
            expected_kroner_per_year: self.expected_kroner.shown(kroner),
            cases_with_expected_kroner: self.expected_kroner.cases,
            measured_kroner_per_year: self.measured_kroner.shown(kroner),
            cases_with_measured_kroner: self.measured_kroner.cases,
            reuses: count(self.reuses),
            reuses_in_use: count(self.reuses_in_use),
        }
    }
}
