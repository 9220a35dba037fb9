//! Figures across cases: as they are now from the [cube](super::cube), as they were from every span
//! of time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::access::Principal;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sea_orm::QueryResult;
use vocabulary::{Cvr, Figures, Organisation, OrganisationKind, Region};
use vocabulary::{StatisticsCell, StatisticsDimension};

use super::cube::{self, Cell};
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
struct Counted<'a> {
    sums: Sums,
    leads: BTreeSet<&'a str>,
}

/// The figures of one case, as a row.
struct Alone {
    lead: String,
    kind: String,
    phase: String,
    status: String,
    sums: Sums,
}

/// A lead organisation with what it is.
struct Lead<'a> {
    cvr: &'a str,
    organisation: Option<&'a Organisation>,
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
        let (rows, alone) = match as_of {
            None => now(&generation, &keys).await?,
            Some(at) => (Vec::new(), alone(&generation, as_it_was(&keys, at)).await?),
        };
        let organisations = self.directory.organisations();
        let mut by = Split { dimensions, total: Counted::default(), cells: BTreeMap::new() };
        for row in &rows {
            let lead = Lead::of(&row.lead, &organisations);
            for cell in row.cells()? {
                by.add(&lead, &cell)?;
            }
        }
        for case in &alone {
            by.add(&Lead::of(&case.lead, &organisations), &case.cell())?;
        }
        Ok(by.statistics())
    }
}

/// Figures while they are added up.
struct Split<'a> {
    dimensions: &'a [StatisticsDimension],
    total: Counted<'a>,
    cells: BTreeMap<[Option<&'a str>; MOST_DIMENSIONS], Counted<'a>>,
}

impl<'a> Split<'a> {
    fn add(&mut self, lead: &Lead<'a>, cell: &Cell<'a>) -> Result<(), ReadError> {
        self.total.add(lead.cvr, &cell.sums)?;
        if self.dimensions.is_empty() {
            return Ok(());
        }
        let mut values = [None; MOST_DIMENSIONS];
        for (value, dimension) in values.iter_mut().zip(self.dimensions) {
            *value = lead.value(*dimension, cell);
        }
        self.cells.entry(values).or_default().add(lead.cvr, &cell.sums)
    }

    fn statistics(self) -> Statistics {
        let owned = |values: &[Option<&str>]| {
            values.iter().map(|value| value.map(ToOwned::to_owned)).collect()
        };
        let cells = self.cells.iter().map(|(values, counted)| StatisticsCell {
            values: owned(&values[..self.dimensions.len()]),
            figures: counted.figures(),
        });
        Statistics { cells: cells.collect(), total: self.total.figures() }
    }
}

impl<'a> Counted<'a> {
    fn add(&mut self, lead: &'a str, sums: &Sums) -> Result<(), ReadError> {
        self.leads.insert(lead);
        self.sums.add(sums)
    }

    fn figures(&self) -> Figures {
        self.sums.figures(self.leads.len())
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

fn as_it_was(keys: &BTreeSet<String>, at: DateTime<Utc>) -> Sql {
    let at = at.timestamp_micros();
    figures()
        .push("f.from_at <= ")
        .bind(at)
        .push(" AND (f.until_at IS NULL OR f.until_at > ")
        .bind(at)
        .push(") AND EXISTS (SELECT 1 FROM read_figures_access a WHERE a.case_id = f.case_id")
        .push(" AND a.from_position = f.from_position AND ")
        .among("a.key", keys.iter().map(String::as_str))
        .push(")")
}

async fn alone(generation: &Generation, sql: Sql) -> Result<Vec<Alone>, ReadError> {
    sql.all(&generation.store.readers).await?.iter().map(Alone::of).collect()
}

fn figures() -> Sql {
    Sql::of(
        "SELECT f.lead, f.kind, f.phase, f.status, f.expected_hours, f.measured_hours, \
         f.expected_kroner, f.measured_kroner, f.reuses, f.reuses_in_use FROM read_figures f WHERE ",
    )
}

impl Alone {
    fn of(row: &QueryResult) -> Result<Self, ReadError> {
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
        })
    }

    fn cell(&self) -> Cell<'_> {
        let (kind, phase, status) = (&self.kind, &self.phase, &self.status);
        Cell { kind, phase, status, sums: self.sums.clone() }
    }
}

impl<'a> Lead<'a> {
    fn of(cvr: &'a str, organisations: &'a HashMap<Cvr, Organisation>) -> Self {
        let organisation = cvr.parse().ok().and_then(|cvr| organisations.get(&cvr));
        Self { cvr, organisation }
    }

    /// The stable name of the value in a dimension; none where the organisation has none.
    fn value(&self, dimension: StatisticsDimension, cell: &Cell<'a>) -> Option<&'a str> {
        match dimension {
            StatisticsDimension::Organisation => Some(self.cvr),
            StatisticsDimension::OrganisationKind => Some(kind(self.organisation?.kind)),
            StatisticsDimension::Region => Some(region(self.organisation?.region?)),
            StatisticsDimension::Phase => Some(cell.phase),
            StatisticsDimension::Status => Some(cell.status),
            StatisticsDimension::Kind => Some(cell.kind),
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
