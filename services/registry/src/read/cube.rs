//! The figures of all cases as they are now, added up while events are folded, so that statistics
//! do not grow with the number of cases.
//!
//! **Invariant:** every case is counted once, in the widest scope that opens it: for everybody, for
//! members, or for the organisation that leads it. Other keys that open it are noted beside the
//! cube, and whoever comes in by one of them adds the case by itself.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use vocabulary::StatisticsDimension;

use super::figures::CaseFigures;
use super::sql::Sql;
use super::sums::Sums;
use super::writes::Write;
use super::{ReadError, tables};

/// The sums of one combination of kind, phase and status.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cell<'a> {
    pub kind: &'a str,
    pub phase: &'a str,
    pub status: &'a str,
    pub sums: Sums,
}

/// Kind, phase and status.
type Place = (&'static str, &'static str, &'static str);

/// Cells as they are stored, by scope and lead.
pub(super) type Stored = BTreeMap<(String, String), Vec<u8>>;

/// What events of a page add to the cube and take away, by scope and lead.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<(String, String), BTreeMap<Place, Sums>>);

/// Whether its cells say the values in a dimension, or those of the organisation that leads.
pub(super) fn is_split_by(dimension: StatisticsDimension) -> bool {
    match dimension {
        StatisticsDimension::Organisation
        | StatisticsDimension::OrganisationKind
        | StatisticsDimension::Region
        | StatisticsDimension::SizeBand
        | StatisticsDimension::Phase
        | StatisticsDimension::Status
        | StatisticsDimension::Kind => true,
        StatisticsDimension::SubjectArea
        | StatisticsDimension::KleGroup
        | StatisticsDimension::Technology
        | StatisticsDimension::Vendor
        | StatisticsDimension::RegisteredYear
        | StatisticsDimension::RegisteredQuarter
        | StatisticsDimension::OperationYear
        | StatisticsDimension::OperationQuarter => false,
    }
}

/// The scope that a case counts in; none where only some people of its organisation may see it.
fn scope(figures: &CaseFigures) -> Option<String> {
    let owner = format!("owner:{}", figures.lead);
    ["public".to_owned(), "members".to_owned(), owner]
        .into_iter()
        .find(|scope| figures.keys.contains(scope))
}

/// The keys by which somebody comes to a case who does not hold the scope that it counts in. People
/// of the lead organisation hold its scope, and everybody signed in holds that of members.
pub(super) fn keys_beside(figures: &CaseFigures) -> BTreeSet<&str> {
    let lead = match scope(figures) {
        None => "",
        Some(scope) if scope.starts_with("owner:") => &figures.lead,
        Some(_) => return BTreeSet::new(),
    };
    let of_lead = |key: &str| !lead.is_empty() && key.split(':').nth(1) == Some(lead);
    figures.keys.iter().map(String::as_str).filter(|key| !of_lead(key)).collect()
}

impl Changes {
    /// A case has these figures instead of those.
    pub fn case(
        &mut self,
        before: Option<&CaseFigures>,
        after: Option<&CaseFigures>,
    ) -> Result<(), ReadError> {
        if let Some(before) = before {
            self.add(before, &Sums::of(before).negated())?;
        }
        after.map_or(Ok(()), |after| self.add(after, &Sums::of(after)))
    }

    fn add(&mut self, figures: &CaseFigures, sums: &Sums) -> Result<(), ReadError> {
        let Some(scope) = scope(figures) else { return Ok(()) };
        let cells = self.0.entry((scope, figures.lead.clone())).or_default();
        cells.entry((figures.kind, figures.phase, figures.status)).or_default().add(sums)
    }

    /// Scope and lead of the cells that change, with what is added.
    fn changed(&self) -> impl Iterator<Item = (&(String, String), Vec<(&Place, &Sums)>)> {
        self.0.iter().filter_map(|(key, cells)| {
            let cells: Vec<_> =
                cells.iter().filter(|(_, sums)| **sums != Sums::default()).collect();
            (!cells.is_empty()).then_some((key, cells))
        })
    }

    /// Scope and lead of the cells that change.
    pub fn keys(&self) -> impl Iterator<Item = &(String, String)> {
        self.changed().map(|(key, _)| key)
    }

    /// What the store has of the cells that change.
    pub async fn stored<C: ConnectionTrait>(&self, connection: &C) -> Result<Stored, ReadError> {
        let scopes = self.keys().map(|(scope, _)| scope.as_str()).collect();
        let leads = self.keys().map(|(_, lead)| lead.as_str()).collect();
        let rows = rows(connection, scopes, Some(leads)).await?;
        Ok(rows.into_iter().map(|row| ((row.scope, row.lead), row.cells)).collect())
    }

    /// What becomes of the cells that the store has.
    pub fn write(&self, stored: &Stored, writes: &mut Vec<Write>) -> Result<(), ReadError> {
        let mut filled = Vec::new();
        for ((scope, lead), changes) in self.changed() {
            let known = stored.get(&(scope.clone(), lead.clone()));
            let known = known.map_or(Ok(Vec::new()), |bytes| cells(bytes))?;
            let cells = added(known, &changes)?;
            if cells.is_empty() {
                let sql = Sql::of("DELETE FROM read_cube WHERE scope = ").bind(scope.clone());
                writes.push(Write::Run(sql.push(" AND lead = ").bind(lead.clone())));
                continue;
            }
            let bytes = postcard::to_stdvec(&cells)
                .expect("invariant: texts and numbers can always be written to memory");
            filled.push(vec![scope.clone().into(), lead.clone().into(), bytes.into()]);
        }
        writes.push(Write::Put(&tables::CUBE, filled));
        Ok(())
    }
}

/// The cells with changes added; those that count nothing any more are left out.
fn added<'a>(
    known: Vec<Cell<'a>>,
    changes: &[(&Place, &Sums)],
) -> Result<Vec<Cell<'a>>, ReadError> {
    let place = |cell: Cell<'a>| ((cell.kind, cell.phase, cell.status), cell.sums);
    let mut all: BTreeMap<(&str, &str, &str), Sums> = known.into_iter().map(place).collect();
    for (place, sums) in changes {
        all.entry(**place).or_default().add(sums)?;
    }
    let counted = all.into_iter().filter(|(_, sums)| *sums != Sums::default());
    let cell = |((kind, phase, status), sums)| Cell { kind, phase, status, sums };
    Ok(counted.map(cell).collect())
}

/// A row of the cube.
#[derive(Debug)]
pub(super) struct Row {
    scope: String,
    pub lead: String,
    cells: Vec<u8>,
}

impl Row {
    /// What it says.
    pub fn cells(&self) -> Result<Vec<Cell<'_>>, ReadError> {
        cells(&self.cells)
    }
}

/// The rows of scopes, of all lead organisations or of some.
pub(super) async fn rows<C: ConnectionTrait>(
    connection: &C,
    scopes: BTreeSet<&str>,
    leads: Option<BTreeSet<&str>>,
) -> Result<Vec<Row>, ReadError> {
    let mut sql = Sql::of("SELECT scope, lead, cells FROM read_cube WHERE ").among("scope", scopes);
    if let Some(leads) = leads {
        sql = sql.push(" AND ").among("lead", leads);
    }
    let rows = sql.all(connection).await?;
    let row = |row: &sea_orm::QueryResult| {
        let (scope, lead) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(Row { scope, lead, cells: row.try_get_by_index(2)? })
    };
    rows.iter().map(row).collect()
}

fn cells(bytes: &[u8]) -> Result<Vec<Cell<'_>>, ReadError> {
    postcard::from_bytes(bytes).map_err(|error| ReadError::Corrupt(error.to_string()))
}
