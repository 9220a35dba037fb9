//! Figures across cases: as they are now from the [cube](super::cube) where it is split by what is
//! asked for, and else from every span of time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::access::Principal;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sea_orm::QueryResult;
use vocabulary::{Cvr, Figures, Organisation, StatisticsCell, StatisticsDimension};

use super::beside::{by_meaning, label_kind, labels};
use super::cube::{self, Cell};
use super::dimension::{Lead, Seen, Value, Values};
use super::generation::Generation;
use super::sql::Sql;
use super::sums::Sums;
use super::{ReadError, Reader};

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

/// Sums of one combination of values, with the organisations that lead its cases.
#[derive(Default)]
pub(super) struct Counted<'a> {
    sums: Sums,
    /// Of cases whose lead is no municipality with a known number of inhabitants.
    elsewhere: Sums,
    leads: BTreeMap<&'a str, Option<u32>>,
}

/// The figures of one case, as a row.
pub(super) struct Alone {
    pub lead: String,
    kind: String,
    phase: String,
    status: String,
    pub sums: Sums,
    registered_at: i64,
    operation_at: Option<i64>,
    labels: String,
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
        let keys = principal.statistics_keys();
        let generation = self.now();
        let in_cube = dimensions.iter().all(|dimension| cube::is_split_by(*dimension));
        let (rows, mut alone) = match as_of {
            None if in_cube => now(&generation, &keys).await?,
            at => (Vec::new(), alone(&generation, &keys, at).await?),
        };
        if dimensions.contains(&StatisticsDimension::Technology) {
            let names = self.technology_names().await?;
            for case in &mut alone {
                case.labels = by_meaning(&case.labels, &names);
            }
        }
        let organisations = self.directory.organisations();
        let mut by: Split<'_, Counted<'_>> = Split::by(dimensions);
        for row in &rows {
            let lead = Lead::of(&row.lead, &organisations);
            for cell in row.cells()? {
                by.each(&seen_in(lead, &cell), |counted| counted.add(&lead, &cell.sums))?;
            }
        }
        for case in &alone {
            let seen = case.seen_among(&organisations);
            by.each(&seen, |counted| counted.add(&seen.lead, &case.sums))?;
        }
        let (total, cells) = by.into_parts();
        let cells = cells.into_iter().map(|(values, names, counted)| StatisticsCell {
            values,
            names,
            figures: counted.figures(),
        });
        Ok(Statistics { cells: cells.collect(), total: total.figures() })
    }
}

/// Whatever is counted, over everything and split.
pub(super) struct Split<'a, T> {
    dimensions: &'a [StatisticsDimension],
    total: T,
    cells: BTreeMap<[Value<'a>; MOST_DIMENSIONS], T>,
    /// Of each dimension the names that its keys are written as.
    names: [BTreeMap<&'a str, &'a str>; MOST_DIMENSIONS],
}

/// A cell: its values, the names of those that have one, and what was counted.
type Part<T> = (Vec<Option<String>>, Vec<Option<String>>, T);

impl<'a, T: Default> Split<'a, T> {
    pub fn by(dimensions: &'a [StatisticsDimension]) -> Self {
        let (total, cells) = (T::default(), BTreeMap::new());
        Self { dimensions, total, cells, names: std::array::from_fn(|_| BTreeMap::new()) }
    }

    /// Counts a case in the total and in each of its cells: one with several values counts in each
    /// of them.
    pub fn each(
        &mut self,
        seen: &Seen<'a>,
        mut count: impl FnMut(&mut T) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        count(&mut self.total)?;
        if self.dimensions.is_empty() {
            return Ok(());
        }
        let values: [Values<'a>; MOST_DIMENSIONS] = std::array::from_fn(|at| {
            self.dimensions.get(at).map_or(Values::One(None), |of| seen.values(*of))
        });
        for first in values[0].all() {
            for second in values[1].all() {
                for third in values[2].all() {
                    let cell = [first.clone(), second.clone(), third.clone()];
                    count(self.cells.entry(cell).or_default())?;
                }
            }
        }
        for (dimension, names) in self.dimensions.iter().zip(&mut self.names) {
            let kind = label_kind(*dimension).into_iter();
            for (key, name) in kind.flat_map(|kind| labels(seen.labels, kind)) {
                names.entry(key).and_modify(|known| *known = name.min(known)).or_insert(name);
            }
        }
        Ok(())
    }

    /// The total, and the cells in the order of their values.
    pub fn into_parts(self) -> (T, Vec<Part<T>>) {
        let asked = self.dimensions.len();
        let name = |(value, names): (&Value<'_>, &BTreeMap<&str, &str>)| {
            value.as_deref().and_then(|key| names.get(key)).map(|name| (*name).to_owned())
        };
        let owned = |value: &Value<'_>| value.as_deref().map(str::to_owned);
        let names = &self.names;
        let cells = self.cells.into_iter().map(|(values, counted)| {
            let values = &values[..asked];
            let labels = values.iter().zip(names).map(name).collect();
            (values.iter().map(owned).collect(), labels, counted)
        });
        (self.total, cells.collect())
    }
}

impl<'a> Counted<'a> {
    pub fn add(&mut self, lead: &Lead<'a>, sums: &Sums) -> Result<(), ReadError> {
        let inhabitants = *self.leads.entry(lead.cvr).or_insert_with(|| lead.inhabitants());
        if inhabitants.is_none() {
            self.elsewhere.add(sums)?;
        }
        self.sums.add(sums)
    }

    pub fn figures(&self) -> Figures {
        let mut figures = self.sums.figures(self.leads.len());
        let stated: Vec<u32> = self.leads.values().filter_map(|known| *known).collect();
        let mut within = self.sums.clone();
        if !stated.is_empty() && within.add(&self.elsewhere.negated()).is_ok() {
            let inhabitants = stated.iter().map(|inhabitants| i64::from(*inhabitants)).sum();
            figures.per_thousand_inhabitants = Some(within.per_thousand(stated.len(), inhabitants));
        }
        figures
    }
}

/// The cube's rows of the scopes among the keys, and the cases that only another key opens.
async fn now(
    generation: &Generation,
    keys: &BTreeSet<String>,
) -> Result<(Vec<cube::Row>, Vec<Alone>), ReadError> {
    // One snapshot, or a case that moves between the two were counted twice or not at all.
    let tx = generation.store.snapshot().await?;
    let rows = cube::rows(&tx, keys.iter().map(String::as_str).collect(), None).await?;
    let beside = figures()
        .push("f.until_at IS NULL AND f.case_id IN (SELECT case_id FROM read_cube_beside WHERE ")
        .among("key", keys.iter().map(String::as_str))
        .push(")");
    let alone = beside.all(&tx).await?.iter().map(Alone::of).collect::<Result<_, _>>()?;
    Ok((rows, alone))
}

async fn alone(
    generation: &Generation,
    keys: &BTreeSet<String>,
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Alone>, ReadError> {
    let sql = figures().at(at).push(" AND ").counted_by(keys);
    sql.all(&generation.store.readers).await?.iter().map(Alone::of).collect()
}

impl Sql {
    /// Adds that a span of `read_figures f` holds a moment, or lasts.
    pub(super) fn at(self, moment: Option<DateTime<Utc>>) -> Self {
        let Some(at) = moment.map(|at| at.timestamp_micros()) else {
            return self.push("f.until_at IS NULL");
        };
        self.push("f.from_at <= ")
            .bind(at)
            .push(" AND (f.until_at IS NULL OR f.until_at > ")
            .bind(at)
            .push(")")
    }

    /// Adds that one of the keys opened the case of `read_figures f` in that span.
    pub(super) fn counted_by(self, keys: &BTreeSet<String>) -> Self {
        self.push("EXISTS (SELECT 1 FROM read_figures_access a WHERE a.case_id = f.case_id")
            .push(" AND a.from_position = f.from_position AND ")
            .among("a.key", keys.iter().map(String::as_str))
            .push(")")
    }
}

/// The columns that [`Alone`] is read from, of spans that a condition is to follow for.
pub(super) fn figures() -> Sql {
    Sql::of("SELECT ").push(COLUMNS).push(" FROM read_figures f WHERE ")
}

/// The same with further columns behind.
pub(super) fn figures_with(further: &str) -> Sql {
    Sql::of("SELECT ").push(COLUMNS).push(", ").push(further).push(" FROM read_figures f WHERE ")
}

/// In the order that [`Alone::of`] reads them in.
const COLUMNS: &str = "f.lead, f.kind, f.phase, f.status, f.expected_hours, f.measured_hours, \
     f.expected_kroner, f.measured_kroner, f.reuses, f.reuses_in_use, f.registered_at, \
     f.operation_at, f.labels";

impl Alone {
    /// How many columns it is read from.
    pub const COLUMNS: usize = 13;

    pub(super) fn of(row: &QueryResult) -> Result<Self, ReadError> {
        let mut amounts = [None; 4];
        for (column, amount) in (4..).zip(&mut amounts) {
            let text: Option<String> = row.try_get_by_index(column)?;
            let parsed = text.map(|text| text.parse::<Decimal>()).transpose();
            *amount = parsed.map_err(|_| ReadError::Corrupt("an amount".to_owned()))?;
        }
        Ok(Self {
            lead: row.try_get_by_index(0)?,
            kind: row.try_get_by_index(1)?,
            phase: row.try_get_by_index(2)?,
            status: row.try_get_by_index(3)?,
            sums: Sums::of_one(amounts, row.try_get_by_index(8)?, row.try_get_by_index(9)?),
            registered_at: row.try_get_by_index(10)?,
            operation_at: row.try_get_by_index(11)?,
            labels: row.try_get_by_index(12)?,
        })
    }

    /// Microseconds from its registration until it first came into operation.
    pub fn took(&self) -> Option<i64> {
        Some(self.operation_at?.saturating_sub(self.registered_at))
    }

    /// What it is split by.
    pub fn seen_among<'a>(&'a self, organisations: &'a HashMap<Cvr, Organisation>) -> Seen<'a> {
        Seen {
            lead: Lead::of(&self.lead, organisations),
            kind: &self.kind,
            phase: &self.phase,
            status: &self.status,
            labels: &self.labels,
            registered_at: self.registered_at,
            operation_at: self.operation_at,
        }
    }
}

/// What the cube knows of the cases in one of its cells.
fn seen_in<'a>(lead: Lead<'a>, cell: &Cell<'a>) -> Seen<'a> {
    Seen {
        lead,
        kind: cell.kind,
        phase: cell.phase,
        status: cell.status,
        labels: "",
        registered_at: 0,
        operation_at: None,
    }
}
