//! Figures across cases.

use async_graphql::{Context, Json, Object, SimpleObject};
use chrono::{DateTime, SecondsFormat, Utc};
use proto::registry::v1 as rpc;
use serde_json::{Value, json};
use vocabulary::{Contributed, Figures, StatisticsDimension};

use crate::calls::{decoded, name_of, names_of};
use crate::fault::Fault;
use crate::visit::Visit;

/// Figures over the cases that the reader may count, as of a moment.
#[derive(SimpleObject)]
pub struct Statistics {
    /// The moment that the figures are of.
    pub as_of: DateTime<Utc>,
    /// Over everything; each case counts once.
    pub total: Figures,
    /// For `cases(filter:)`: the cases that the total was counted over, those of them that the viewer
    /// may read now.
    filter: Json<Value>,
    /// One for each combination of values that occurs.
    pub cells: Vec<StatisticsCell>,
    /// A case may have several values of what is split by. It then counts in each of their cells, so
    /// that cells come to more than the total.
    overlapping: bool,
    /// For coordinators, beside the total and in no cell and no list: cases that organisations let be
    /// counted and do not share. Each measure rests on at least three organisations, and so does
    /// every difference to what was told before; what does not is left out.
    pub contributed: Vec<Contributed>,
}

/// One cell.
#[derive(SimpleObject)]
pub struct StatisticsCell {
    /// A value for each dimension, in the order asked for.
    pub values: Vec<StatisticsValue>,
    /// The figures.
    pub figures: Figures,
    /// For `cases(filter:)`: the cases that the figures were counted over, those of them that the
    /// viewer may read now.
    filter: Json<Value>,
}

/// The value of a cell in one dimension.
#[derive(SimpleObject)]
pub struct StatisticsValue {
    /// The dimension.
    dimension: StatisticsDimension,
    /// Stable name, number or period; null where the case or its organisation has no such value.
    pub key: Option<String>,
    /// For people, in the language asked for.
    pub label: Option<String>,
}

/// Questions about figures.
#[derive(Default)]
pub struct StatisticsQuery;

#[Object]
impl StatisticsQuery {
    /// Cases, hours and kroner, split by up to three dimensions. Expected and measured figures stand
    /// apart and are never added together; each sum says how many cases it rests on.
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn statistics(
        &self,
        context: &Context<'_>,
        #[graphql(default, desc = "What to split by, in this order; at most three.")] by: Vec<
            StatisticsDimension,
        >,
        #[graphql(desc = "As the figures were at this moment; now when it is left out.")]
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Statistics, Fault> {
        Statistics::read(Visit::of(context), &by, as_of).await
    }
}

impl Statistics {
    /// Figures as the visitor may count them.
    pub async fn read(
        visit: &Visit,
        by: &[StatisticsDimension],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Self, Fault> {
        if by.len() > 3 {
            return Err(Fault::InvalidArgument);
        }
        let message = rpc::ReadStatisticsRequest {
            dimensions: names_of(Some(by.to_vec())),
            as_of: as_of
                .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true))
                .unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.read_statistics(m).await }).await?;
        let cells: Vec<vocabulary::StatisticsCell> = match reply.cells_json.as_slice() {
            [] => Vec::new(),
            json => decoded(json)?,
        };
        let as_of = DateTime::parse_from_rfc3339(&reply.as_of).map_err(|_| Fault::Internal)?;
        let as_of = as_of.to_utc();
        let mut named = Vec::with_capacity(cells.len());
        for cell in cells {
            named.push(StatisticsCell::of(visit, by, cell, Moment::of(as_of)).await?);
        }
        Ok(Self {
            as_of,
            total: decoded(&reply.total_json)?,
            filter: filter(Moment::of(as_of), &[]),
            cells: named,
            contributed: match reply.contributed_json.as_slice() {
                [] => Vec::new(),
                json => decoded(json)?,
            },
            overlapping: by.iter().any(|dimension| dimension.has_several()),
        })
    }
}

impl StatisticsCell {
    /// A cell for people.
    pub async fn of(
        visit: &Visit,
        by: &[StatisticsDimension],
        cell: vocabulary::StatisticsCell,
        moment: Moment,
    ) -> Result<Self, Fault> {
        let values = StatisticsValue::all(visit, by, cell.values, cell.names).await?;
        let filter = filter(moment, &values);
        Ok(Self { values, figures: cell.figures, filter })
    }
}

impl StatisticsValue {
    /// The values of a cell, with what people call them.
    pub async fn all(
        visit: &Visit,
        by: &[StatisticsDimension],
        keys: Vec<Option<String>>,
        names: Vec<Option<String>>,
    ) -> Result<Vec<Self>, Fault> {
        let mut values = Vec::with_capacity(by.len());
        let mut names = names.into_iter();
        for (dimension, key) in by.iter().copied().zip(keys) {
            let label = match names.next().flatten() {
                // The name of an enumeration's value is for programs.
                Some(name) if dimension != StatisticsDimension::SubjectArea => Some(name),
                _ => label(visit, dimension, key.as_deref()).await?,
            };
            values.push(Self { dimension, key, label });
        }
        Ok(values)
    }
}

/// What figures are of: a moment, and of what was published only what was shared then.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    as_of: DateTime<Utc>,
    shared: bool,
}

impl Moment {
    /// Of the viewer's own statistics.
    pub fn of(as_of: DateTime<Utc>) -> Self {
        Self { as_of, shared: false }
    }

    /// Of what was published.
    pub fn published(as_of: DateTime<Utc>) -> Self {
        Self { as_of, shared: true }
    }
}

/// What `cases` takes to list the cases of a cell.
pub fn filter(Moment { as_of, shared }: Moment, values: &[StatisticsValue]) -> Json<Value> {
    let value = |value: &StatisticsValue| {
        let dimension = name_of(value.dimension).to_uppercase();
        json!({"dimension": dimension, "key": value.key})
    };
    let values: Vec<Value> = values.iter().map(value).collect();
    let as_of = as_of.to_rfc3339_opts(SecondsFormat::Micros, true);
    Json(json!({"counted": {"asOf": as_of, "values": values, "shared": shared}}))
}

async fn label(
    visit: &Visit,
    dimension: StatisticsDimension,
    key: Option<&str>,
) -> Result<Option<String>, Fault> {
    let Some(key) = key else { return Ok(None) };
    match dimension {
        StatisticsDimension::Organisation => {
            let known = visit.services.directory.all(visit.correlation).await?;
            Ok(known.get(key).map(|organisation| organisation.name.clone()))
        }
        StatisticsDimension::KleGroup
        | StatisticsDimension::RegisteredYear
        | StatisticsDimension::RegisteredQuarter
        | StatisticsDimension::OperationYear
        | StatisticsDimension::OperationQuarter => Ok(Some(key.to_owned())),
        _ => Ok(visit.language.label(&name_of(dimension), key).map(str::to_owned)),
    }
}
